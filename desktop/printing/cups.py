"""Printing through CUPS by its own commands: ``lp``, ``lpstat`` and ``cancel``, told the server by ``CUPS_SERVER``.

``lp`` returning 0 means queued, not printed: only the job's place among the waiting or the ended ones tells.
"""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence

from desktop.printing.lpstat import ListedJob, ListedPrinter, read_jobs, read_printers, read_reason
from desktop.printing.ports import Job, JobState, PrinterInfo
from forms.problems import Problem

ASK_SECONDS = 10.0
SEND_SECONDS = 30.0

_MEDIA = re.compile(r"A4|A6|Custom\.\d{1,4}(\.\d+)?x\d{1,5}(\.\d+)?mm")
_FAILED = re.compile(r"Filter failed|filter errors|not accepted|unsupported")
_TAKEN = re.compile(r"request id is (\S+-\d+)")


class CupsPrinters:
    """The print system of Linux and macOS."""

    def __init__(self, environment: Mapping[str, str] | None = None, *, ask_seconds: float = ASK_SECONDS) -> None:
        """``environment`` is of the commands; the program's own, as it stands at each call, without one."""
        self._environment = environment
        self._ask_seconds = ask_seconds

    def list_printers(self) -> list[PrinterInfo]:
        """The printers with a queue, the default one first."""
        answer = self._run(["lpstat", "-d", "-a", "-p"])
        if answer.returncode != 0 and "No destinations added" not in answer.stderr:
            raise self._explain(answer, printer="")
        found = read_printers(answer.stdout)
        shown = (PrinterInfo(item.name, item.is_default, item.state, item.accepts) for item in found)
        return sorted(shown, key=lambda printer: (not printer.is_default, printer.name.casefold()))

    def default_printer(self) -> str | None:
        """The name of the default printer; the only printer where none is named default."""
        printers = self.list_printers()
        if len(printers) == 1 or (printers and printers[0].is_default):
            return printers[0].name
        return None

    def send(self, pdf: bytes, *, printer: str, copies: int, media: str, title: str) -> Job:
        """Queue a PDF at its own size. Raises Problem 400 to 406."""
        if not _MEDIA.fullmatch(media):
            raise ValueError(f"media is A4, A6 or Custom.<width>x<height>mm, not {media!r}")
        if copies < 1:
            raise ValueError(f"at least one copy, not {copies}")
        chosen = printer or self.default_printer()
        if chosen is None:
            raise Problem("409" if self.list_printers() else "403")
        # Both said outright: a printer's own default would put an A4 page on Letter, and scale it.
        options = ["-o", f"media={media}", "-o", "print-scaling=none"]
        command = ["lp", "-d", chosen, "-n", str(copies), *options, "-t", _plain(title), "-"]
        answer = self._run(command, sent=pdf, seconds=SEND_SECONDS)
        taken = _TAKEN.search(answer.stdout)
        if answer.returncode != 0 or taken is None:
            raise self._explain(answer, printer=chosen)
        return Job(taken[1], chosen)

    def follow(self, job: Job) -> JobState:
        """Where the job stands: among the waiting ones first, so that one just ending is not missed between."""
        waiting = self._find(job, "not-completed")
        printer = self._printer(job.printer)
        if waiting is not None:
            return _state_of_waiting(waiting, printer)
        ended = self._find(job, "completed")
        if ended is None:
            # No history is kept, or the scheduler was stopped on the way: nobody can say whether it is on paper.
            return JobState("failed", detail="not in the print system's history")
        if printer.prints in (job.id, f"{job.printer}-0") and "processing-to-stop-point" in ended.alerts:
            # It is being cancelled, and only when the printer lets go of it is the reason written.
            return JobState("printing", detail=ended.detail)
        return _state_of_ended(ended)

    def cancel(self, job: Job) -> None:
        """Take the job out of the queue."""
        answer = self._run(["cancel", job.id])
        if answer.returncode != 0 and not self.follow(job).is_final:
            raise Problem("407", detail=answer.stderr.strip())

    def _find(self, job: Job, which: str) -> ListedJob | None:
        answer = self._run(["lpstat", "-W", which, "-l", "-o", job.printer])
        if answer.returncode != 0:
            raise self._explain(answer, printer=job.printer)
        return next((listed for listed in read_jobs(answer.stdout) if listed.id == job.id), None)

    def _printer(self, name: str) -> ListedPrinter:
        answer = self._run(["lpstat", "-l", "-p", name])
        found = next((printer for printer in read_printers(answer.stdout) if printer.name == name), None)
        if answer.returncode != 0 or found is None:
            raise self._explain(answer, printer=name)
        return found

    def _explain(self, answer: "subprocess.CompletedProcess[str]", *, printer: str) -> Problem:
        """The problem behind a failed command. ``lp`` calls a printer unknown also where nobody runs."""
        said = answer.stderr.strip()
        if "scheduler is running" not in self._run(["lpstat", "-r"]).stdout:
            return Problem("401", detail=said)
        if "does not exist" in said or "Invalid destination" in said or "Unknown destination" in said:
            return Problem("402", printer=printer, detail=said)
        if "not accepting" in said:
            return Problem("404", printer=printer, detail=said)
        return Problem("406", printer=printer, detail=said)

    def _run(
        self, command: Sequence[str], *, sent: bytes = b"", seconds: float | None = None
    ) -> "subprocess.CompletedProcess[str]":
        limit = self._ask_seconds if seconds is None else seconds
        environment = dict(os.environ if self._environment is None else self._environment)
        # One language, since what the commands say is read; UTF-8, since queues have names in Kazakh.
        environment.pop("LANGUAGE", None)
        environment["LC_ALL"] = "C.UTF-8"
        try:
            done = subprocess.run(command, input=sent, env=environment, capture_output=True, timeout=limit, check=False)
        except FileNotFoundError as error:
            raise Problem("400", detail=str(error)) from error
        except subprocess.TimeoutExpired as error:
            raise Problem("405", seconds=max(1, round(limit)), detail=command[0]) from error
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        )


def _state_of_waiting(job: ListedJob, printer: ListedPrinter) -> JobState:
    if any(alert.startswith("job-hold") for alert in job.alerts):
        return JobState("waiting_for_printer", "held", job.detail)
    if "job-completed-with-errors" in job.alerts:
        return JobState("failed", detail=job.detail)  # stopped for good, whatever the queue's policy
    reason = read_reason(printer, job)
    detail = f"{job.detail} / {printer.detail}"
    if reason is not None:
        return JobState("waiting_for_printer", reason, detail)
    return JobState("printing" if printer.prints == job.id else "queued", detail=detail)


def _state_of_ended(job: ListedJob) -> JobState:
    # What was cancelled at the printer itself CUPS lists as completed, and only says so in words.
    if any(alert.startswith("job-canceled") for alert in job.alerts) or "canceled at printer" in job.message:
        return JobState("cancelled", detail=job.detail)
    # Of a job that came out well CUPS leaves the last reason it had; only these speak of one that did not.
    if any("abort" in alert or "error" in alert for alert in job.alerts) or _FAILED.search(job.message):
        return JobState("failed", detail=job.detail)
    return JobState("printed", detail=job.detail)


def _plain(title: str) -> str:
    """A title on one line, which is what a queue shows."""
    return " ".join(title.split())[:200] or "Kense"
