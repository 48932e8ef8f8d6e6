"""What the counter asks of a print system. CUPS gives it here; other systems give the same elsewhere.

A job is followed by asking for its state again and again: nothing here waits or sleeps. That a job was taken says
only that it is queued; that it was printed, the print system says later, or never.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from forms.catalogues import N_

PrinterState = Literal["idle", "printing", "stopped"]
JobStateKind = Literal["queued", "printing", "waiting_for_printer", "printed", "cancelled", "failed"]
WaitingReason = Literal["off", "stopped", "out_of_paper", "jammed", "open", "out_of_ink", "held", "other"]

FINAL: tuple[JobStateKind, ...] = ("printed", "cancelled", "failed")

# Why a job waits, for people.
WAITING_WORDS: Mapping[WaitingReason, str] = {
    "off": N_("The printer is off or not connected. Switch it on; it prints by itself then."),
    "stopped": N_("The printer is stopped in the settings of the computer. Resume it there; it prints by itself then."),
    "out_of_paper": N_("The printer is out of paper. Load paper; it prints by itself then."),
    "jammed": N_("Paper is jammed in the printer. Take it out; it prints by itself then."),
    "open": N_("A cover of the printer is open. Close it; it prints by itself then."),
    "out_of_ink": N_("The printer is out of toner or ink. Change the cartridge; it prints by itself then."),
    "held": N_("The job is held in the print system. Release it there, or cancel it and print again."),
    "other": N_("The printer is not ready. Look at its display; it prints by itself when it is."),
}


@dataclass(frozen=True)
class PrinterInfo:
    """A printer as the print system lists it. ``accepts``: it takes new jobs, though it may be stopped."""

    name: str
    is_default: bool = False
    state: PrinterState = "idle"
    accepts: bool = True


@dataclass(frozen=True)
class Job:
    """A job the print system took. ``id`` is its name for it."""

    id: str
    printer: str


@dataclass(frozen=True)
class JobState:
    """Where a job stands. ``reason`` only where it waits for the printer; ``detail`` is for the log."""

    kind: JobStateKind
    reason: WaitingReason | None = None
    detail: str = ""

    @property
    def is_final(self) -> bool:
        """Nothing more will happen to the job."""
        return self.kind in FINAL


class Printers(Protocol):
    """A print system. Every call may take as long as its time limit, so none is made on the window's thread.

    Every call may raise Problem 400 (no print system), 401 (it does not answer) or 405 (it answers too late).
    """

    def list_printers(self) -> list[PrinterInfo]:
        """The printers there are, the default one first; none is an answer."""
        ...

    def default_printer(self) -> str | None:
        """The name of the default printer, or None where there is none."""
        ...

    def send(self, pdf: bytes, *, printer: str, copies: int, media: str, title: str) -> Job:
        """Hand a PDF over for printing at its own size.

        ``printer`` empty means the default one; ``media`` is ``A4``, ``A6`` or ``Custom.<width>x<height>mm``. Raises
        Problem 402 (unknown printer), 403 (no printer at all), 409 (several and no default), 404 (it takes no jobs) or
        406; then nothing will be printed.
        """
        ...

    def follow(self, job: Job) -> JobState:
        """Where the job stands now."""
        ...

    def cancel(self, job: Job) -> None:
        """Stop the job. One that has ended stays as it ended. Raises Problem 407 where it could not be stopped."""
        ...
