"""A print system in memory, for tests of what stands above it; it keeps the same contract as a real one."""

from dataclasses import dataclass, field

from desktop.printing.ports import Job, JobState, PrinterInfo, PrinterState, WaitingReason
from forms.problems import Problem


@dataclass
class SentPaper:
    """What a job brought."""

    pdf: bytes
    printer: str
    copies: int
    media: str
    title: str


@dataclass
class _KeptJob:
    paper: SentPaper
    state: JobState


@dataclass
class MemoryPrinters:
    """Printers that print at the next look, unless they were made to wait.

    ``wait_for`` names a reason all printers wait for, until it is set back to None; ``problem`` is raised by every
    call while it is set; ``refused`` are printers that take no jobs.
    """

    names: list[str] = field(default_factory=lambda: ["Office"])
    default: str | None = "Office"
    wait_for: WaitingReason | None = None
    problem: Problem | None = None
    refused: set[str] = field(default_factory=set)
    _jobs: dict[str, _KeptJob] = field(default_factory=dict)

    @property
    def printed(self) -> list[SentPaper]:
        """What came out, in the order it was sent."""
        return [job.paper for job in self._jobs.values() if job.state.kind == "printed"]

    def list_printers(self) -> list[PrinterInfo]:
        """The printers, the default one first."""
        self._fail_if_told()
        state: PrinterState = "stopped" if self.wait_for == "stopped" else "idle"
        listed = [PrinterInfo(name, name == self.default, state, name not in self.refused) for name in self.names]
        return sorted(listed, key=lambda printer: (not printer.is_default, printer.name.casefold()))

    def default_printer(self) -> str | None:
        """The default printer; the only one where none is named default."""
        self._fail_if_told()
        if self.default is None and len(self.names) == 1:
            return self.names[0]
        return self.default

    def send(self, pdf: bytes, *, printer: str, copies: int, media: str, title: str) -> Job:
        """Keep the paper until it is looked for."""
        self._fail_if_told()
        chosen = printer or self.default_printer()
        if chosen is None:
            raise Problem("409" if self.names else "403")
        if chosen not in self.names:
            raise Problem("402", printer=chosen)
        if chosen in self.refused:
            raise Problem("404", printer=chosen)
        job = Job(f"{chosen}-{len(self._jobs) + 1}", chosen)
        self._jobs[job.id] = _KeptJob(SentPaper(pdf, chosen, copies, media, title), JobState("queued"))
        return job

    def follow(self, job: Job) -> JobState:
        """The job's state; looking lets a printer that is ready print."""
        self._fail_if_told()
        kept = self._jobs.get(job.id)
        if kept is None:
            return JobState("failed", detail="unknown job")
        if not kept.state.is_final:
            waits = self.wait_for is not None
            kept.state = JobState("waiting_for_printer", self.wait_for) if waits else JobState("printed")
        return kept.state

    def cancel(self, job: Job) -> None:
        """Cancel the job unless it has ended."""
        self._fail_if_told()
        kept = self._jobs.get(job.id)
        if kept is not None and not kept.state.is_final:
            kept.state = JobState("cancelled")

    def _fail_if_told(self) -> None:
        if self.problem is not None:
            raise self.problem
