"""What ``lpstat`` prints, read: printers, jobs, and why a job waits."""

import re
from dataclasses import dataclass
from typing import Literal

from desktop.printing.ports import PrinterState, WaitingReason

_PRINTER = re.compile(r"printer (\S+) (?:(disabled)|now printing (\S+?)\.|is idle)")
_ACCEPTS = re.compile(r"(\S+) (not )?accepting requests since")
_DEFAULT = re.compile(r"system default destination: (\S+)")
_JOB = re.compile(r"(\S+)-(\d+) +")
_ALERTS = re.compile(r"\tAlerts: ?(.*)")
_STATUS = re.compile(r"\tStatus: ?(.*)")

# What the back ends of CUPS say while a printer does not answer; they name no reason that could be read instead.
_OFF = ("may not exist or is unavailable", "not responding", "Unable to locate", "to become available", "unreachable")
_REASONS: tuple[tuple[str, WaitingReason], ...] = (
    ("offline", "off"),
    ("shutdown", "off"),
    ("timed-out", "off"),
    ("media-empty", "out_of_paper"),
    ("media-needed", "out_of_paper"),
    ("input-tray-missing", "out_of_paper"),
    ("media-jam", "jammed"),
    ("cover-open", "open"),
    ("door-open", "open"),
    ("interlock-open", "open"),
    ("toner-empty", "out_of_ink"),
    ("marker-supply-empty", "out_of_ink"),
    ("paused", "stopped"),
)


@dataclass
class ListedPrinter:
    """A printer of a listing. ``prints`` is the job it works on; ``alerts`` are IPP's printer-state-reasons."""

    name: str
    state: PrinterState
    prints: str = ""
    message: str = ""
    alerts: tuple[str, ...] = ()
    accepts: bool = True
    is_default: bool = False

    @property
    def detail(self) -> str:
        """For the log."""
        return f"{self.state}: {self.message} [{' '.join(self.alerts)}]"


@dataclass
class ListedJob:
    """A job of a listing. ``alerts`` are IPP's job-state-reasons."""

    id: str
    printer: str
    message: str = ""
    alerts: tuple[str, ...] = ()

    @property
    def detail(self) -> str:
        """For the log."""
        return f"{self.message} [{' '.join(self.alerts)}]"


def read_printers(listing: str) -> list[ListedPrinter]:
    """The printers of ``lpstat -d -a -p``, or of ``lpstat -l -p``."""
    printers: dict[str, ListedPrinter] = {}
    refusing: set[str] = set()
    default = ""
    current: ListedPrinter | None = None
    expects_message = False
    for line in listing.splitlines():
        if found := _PRINTER.match(line):
            state: PrinterState = "stopped" if found[2] else "printing" if found[3] else "idle"
            current = printers[found[1]] = ListedPrinter(found[1], state, found[3] or "")
            expects_message = True
            continue
        if current is not None and (found := _ALERTS.fullmatch(line)):
            current.alerts = _alerts(found[1])
        elif current is not None and expects_message and line.startswith("\t") and ":" not in line:
            current.message = line.strip()
        elif found := _ACCEPTS.match(line):
            refusing |= {found[1]} if found[2] else set()
        elif found := _DEFAULT.match(line):
            default = found[1]
        expects_message = False
    for printer in printers.values():
        printer.accepts = printer.name not in refusing
        printer.is_default = printer.name == default
    return list(printers.values())


def read_jobs(listing: str) -> list[ListedJob]:
    """The jobs of ``lpstat -l -o``."""
    jobs: list[ListedJob] = []
    for line in listing.splitlines():
        if found := _JOB.match(line):
            jobs.append(ListedJob(f"{found[1]}-{found[2]}", found[1]))
        elif jobs and (found := _ALERTS.fullmatch(line)):
            jobs[-1].alerts = _alerts(found[1])
        elif jobs and (found := _STATUS.fullmatch(line)):
            jobs[-1].message = found[1].strip()
    return jobs


def read_reason(printer: ListedPrinter, job: ListedJob) -> WaitingReason | None:
    """Why the printer keeps the job waiting, or None where nothing speaks of it."""
    if printer.state == "stopped":
        return "stopped"
    # What was said of an unreachable printer comes before its alerts, which are those of its last answer.
    if any(words in said for words in _OFF for said in (printer.message, job.message)):
        return "off"
    if printer.state == "idle":
        return None  # the alerts of an idle printer are those of the job before
    for alert in printer.alerts:
        severity: Literal["error", "warning", "report"] = "error"
        for ending in ("warning", "report"):
            if alert.endswith(f"-{ending}"):
                severity = "warning" if ending == "warning" else "report"
        for beginning, reason in _REASONS:
            if alert.startswith(beginning) and (severity == "error" or reason == "off"):
                return reason
        if alert.endswith("-error"):
            return "other"
    return None


def _alerts(listed: str) -> tuple[str, ...]:
    return tuple(alert for alert in listed.split() if alert != "none")
