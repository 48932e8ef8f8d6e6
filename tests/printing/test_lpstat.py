"""What lpstat prints, as it was seen on real systems, and what is made of it."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from desktop.printing.cups import CupsPrinters
from desktop.printing.lpstat import ListedJob, ListedPrinter, read_jobs, read_printers, read_reason
from desktop.printing.ports import FINAL, WAITING_WORDS, Job, JobState, WaitingReason
from forms.problems import Problem

LISTING = """\
system default destination: Кеңсе
Closed not accepting requests since Sat Nov 21 06:20:12 2026 -
\treason unknown
Office accepting requests since Sat Nov 21 06:20:12 2026
Кеңсе accepting requests since Sat Nov 21 06:20:12 2026
printer Closed disabled since Sat Nov 21 06:20:12 2026 -
\treason unknown
printer Office is idle.  enabled since Sat Nov 21 06:20:12 2026
printer Кеңсе now printing Кеңсе-12.  enabled since Sat Nov 21 06:20:12 2026
"""

LONG_LISTING = """\
printer Office now printing Office-2.  enabled since Sat Nov 21 06:20:05 2026
\tWaiting for job to complete.
\tForm mounted:
\tContent types: any
\tDescription: Office
\tAlerts: media-empty-error cups-waiting-for-job-completed
\tLocation: 
\tUsers allowed:
\t\t(all)
"""  # noqa: W291 - as lpstat prints it

JOBS = """\
Office-1                clerk              2048   Sat Nov 21 06:20:04 2026
\tStatus: 
\tAlerts: processing-to-stop-point
\tqueued for Office
Office-2                clerk              2048   Sat Nov 21 06:20:05 2026
\tAlerts: job-hold-until-specified
\tqueued for Office
"""  # noqa: W291 - as lpstat prints it


def test_printers_are_read_with_their_state_and_whether_they_take_jobs() -> None:
    assert read_printers(LISTING) == [
        ListedPrinter("Closed", "stopped", message="reason unknown", accepts=False),
        ListedPrinter("Office", "idle"),
        ListedPrinter("Кеңсе", "printing", prints="Кеңсе-12", is_default=True),
    ]


def test_a_long_listing_gives_message_and_alerts() -> None:
    assert read_printers(LONG_LISTING) == [
        ListedPrinter(
            "Office",
            "printing",
            prints="Office-2",
            message="Waiting for job to complete.",
            alerts=("media-empty-error", "cups-waiting-for-job-completed"),
        )
    ]


def test_jobs_are_read() -> None:
    assert read_jobs(JOBS) == [
        ListedJob("Office-1", "Office", alerts=("processing-to-stop-point",)),
        ListedJob("Office-2", "Office", alerts=("job-hold-until-specified",)),
    ]


@pytest.mark.parametrize(
    ("alerts", "message", "reason"),
    [
        ("", "", None),
        ("media-empty-error", "", "out_of_paper"),
        ("media-empty-warning", "", None),
        ("media-needed", "", "out_of_paper"),
        ("media-jam-error", "", "jammed"),
        ("cover-open", "", "open"),
        ("door-open-error", "", "open"),
        ("toner-empty-error", "", "out_of_ink"),
        ("toner-low-warning", "", None),
        ("marker-supply-low-report", "", None),
        ("offline-report", "", "off"),
        ("com.example.coffee-error", "", "other"),
        ("paused", "", "stopped"),
        ("cups-waiting-for-job-completed", "Waiting for job to complete.", None),
        ("media-empty-error", "The printer is not responding.", "off"),
        ("", "Waiting for printer to become available.", "off"),
        ("", "Unable to locate printer “office.local”.", "off"),
    ],
)
def test_why_a_printer_keeps_a_job_waiting(alerts: str, message: str, reason: WaitingReason | None) -> None:
    printer = ListedPrinter("Office", "printing", "Office-1", message, tuple(alerts.split()))
    assert read_reason(printer, ListedJob("Office-1", "Office")) == reason


def test_alerts_of_an_idle_printer_are_old_news() -> None:
    printer = ListedPrinter("Office", "idle", alerts=("media-empty-error",))
    assert read_reason(printer, ListedJob("Office-1", "Office")) is None


def test_every_reason_has_its_words() -> None:
    assert all(words.endswith(".") for words in WAITING_WORDS.values())
    assert [kind for kind in FINAL if JobState(kind).is_final] == ["printed", "cancelled", "failed"]
    assert not JobState("waiting_for_printer", "off").is_final


@pytest.mark.parametrize(
    ("status", "alerts", "kind"),
    [
        ("", "processing-to-stop-point", "printed"),
        ("", "job-completed-successfully", "printed"),
        ("The printer is not responding.", "processing-to-stop-point", "printed"),
        ("Print job canceled at printer.", "processing-to-stop-point", "cancelled"),
        ("", "job-canceled-by-user", "cancelled"),
        ("", "job-canceled-by-operator", "cancelled"),
        ("Filter failed", "processing-to-stop-point", "failed"),
        ("", "aborted-by-system", "failed"),
        ("", "document-format-error", "failed"),
        ("Print file was not accepted.", "processing-to-stop-point", "failed"),
    ],
)
def test_how_a_job_ended(answers: "Answers", status: str, alerts: str, kind: str) -> None:
    answers["lpstat", "not-completed"] = ""
    answers["lpstat", "completed"] = (
        f"Office-1   clerk   2048   Sat Nov 21 06:20:04 2026\n\tStatus: {status}\n\tAlerts: {alerts}\n"
    )
    assert CupsPrinters().follow(Job("Office-1", "Office")).kind == kind


@pytest.mark.parametrize("prints", ["Office-1", "Office-0"])
def test_a_job_being_cancelled_has_not_ended_while_the_printer_holds_it(answers: "Answers", prints: str) -> None:
    answers["lpstat", "not-completed"] = ""
    answers["lpstat", "completed"] = JOBS
    answers["lpstat", "-p"] = f"printer Office now printing {prints}.  enabled since Sat Nov 21 06:20:05 2026\n"
    assert CupsPrinters().follow(Job("Office-1", "Office")).kind == "printing"


def test_a_job_without_history_is_not_called_printed(answers: "Answers") -> None:
    answers["lpstat", "not-completed"] = answers["lpstat", "completed"] = ""
    assert CupsPrinters().follow(Job("Office-1", "Office")).kind == "failed"


def test_a_held_job_is_named(answers: "Answers") -> None:
    answers["lpstat", "not-completed"] = JOBS
    assert CupsPrinters().follow(Job("Office-2", "Office")) == JobState(
        "waiting_for_printer", "held", " [job-hold-until-specified]"
    )


def test_a_job_behind_another_one_is_queued(answers: "Answers") -> None:
    answers["lpstat", "not-completed"] = JOBS.replace("job-hold-until-specified", "none")
    answers["lpstat", "-p"] = "printer Office now printing Office-1.  enabled since Sat Nov 21 06:20:05 2026\n"
    assert CupsPrinters().follow(Job("Office-2", "Office")).kind == "queued"
    assert CupsPrinters().follow(Job("Office-1", "Office")).kind == "printing"


def test_a_job_that_cannot_be_cancelled_is_told(answers: "Answers") -> None:
    answers["cancel", "Office-2"] = None
    answers["lpstat", "not-completed"] = JOBS
    with pytest.raises(Problem) as caught:
        CupsPrinters().cancel(Job("Office-2", "Office"))
    assert caught.value.code == "407"


Answers = dict[tuple[str, str], str | None]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What each command answers, by its name and one of its arguments; None is a failure."""
    given: Answers = {
        ("lpstat", "-r"): "scheduler is running",
        ("lpstat", "-p"): "printer Office is idle.  enabled since Sat Nov 21 06:20:12 2026\n",
    }

    def run(command: Sequence[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        answer = next(given[key] for key in given if key[0] == command[0] and key[1] in command[1:])
        return subprocess.CompletedProcess(command, int(answer is None), (answer or "").encode(), b"")

    patched: Callable[..., subprocess.CompletedProcess[bytes]] = run
    monkeypatch.setattr(subprocess, "run", patched)
    return given


def test_the_environment_is_asked_in_one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Mapping[str, str]] = []

    def run(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        seen.append(options["env"])
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setenv("LANGUAGE", "ru")
    CupsPrinters().list_printers()
    assert seen[0]["LC_ALL"] == "C.UTF-8"
    assert "LANGUAGE" not in seen[0]
