"""Slips of tickets on a real print system: they come out, they wait, they fail, and the queue never waits for them."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.operations import queue_desk
from desktop.operations.counter import Counter
from desktop.operations.queue_desk import IssuedTicket
from desktop.operations.tickets import prepare_ticket, ticket_languages
from desktop.printing.cups import CupsPrinters
from desktop.printing.folder import FolderPrinters
from desktop.printing.memory import MemoryPrinters
from desktop.printing.ports import Job, JobState, Printers
from desktop.profile.shape import QueueSettings
from desktop.ui.queue.ticket_printing import TicketPrinting, TicketStanding
from desktop.ui.workers import Worker
from forms.papers.content import TicketFormat
from forms.problems import Problem
from tests.operations.making import HandClock, counter_at, open_for_test
from tests.printing.ipp_printer import IppPrinter
from tests.printing.papers import read_paper
from tests.printing.private_cups import PrivateCups

# As tests/printing/waiting.py: CUPS asks a printer about a waiting job at growing intervals.
PATIENCE_SECONDS = 150.0

Result = TypeVar("Result")


@dataclass
class Desk:
    """A counter that issues tickets, with the two threads of the window and everything the printing said."""

    counter: Counter
    store: Worker
    printer: Worker
    printing: TicketPrinting
    clock: HandClock
    said: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def in_store(self, operation: Callable[[Counter], Result]) -> Result:
        results: list[Result] = []
        self.store.run(lambda: operation(self.counter), results.append)
        self.wait(lambda: bool(results), "the store has answered")
        return results[0]

    def issue(self) -> IssuedTicket:
        ticket = self.in_store(lambda counter: queue_desk.issue_ticket(counter, "attestation"))
        self.printing.print_ticket(ticket)
        return ticket

    def kind(self, ticket: IssuedTicket) -> str:
        standing = self.printing.standing_of(ticket.visit)
        return "" if standing is None else standing.kind

    def until(self, ticket: IssuedTicket, kind: str) -> None:
        self.wait(lambda: self.kind(ticket) == kind, f"{ticket.label} {kind}: {self.said}")

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < deadline, f"never: {what}"
            QApplication.processEvents()

    def idle(self) -> None:
        self.wait(lambda: self.store.is_idle() and self.printer.is_idle(), "the threads are idle")


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeDesk]:
    monkeypatch.setattr("desktop.ui.queue.ticket_printing.FOLLOW_EVERY_MS", 5)
    monkeypatch.setattr("desktop.ui.queue.ticket_printing.WAITING_EVERY_MS", 5)
    desks: list[Desk] = []

    def make(printers: Printers, ticket_format: TicketFormat = "roll80") -> Desk:
        store, printer, clock = Worker("store"), Worker("printer"), HandClock()
        opened: list[Counter] = []
        store.run(lambda: open_for_test(tmp_path, printers=printers, clock=clock), opened.append)
        while not opened:
            QApplication.processEvents()
        counter = opened[0]
        counter.profile = replace(counter.profile, queue=QueueSettings(ticket_format=ticket_format))
        desk = Desk(counter, store, printer, TicketPrinting(counter, store, printer), clock)
        note = desk.said.append
        desk.printing.ticket_sent.connect(lambda ticket: note((ticket.label, "sent")))
        desk.printing.ticket_printed.connect(lambda ticket: note((ticket.label, "printed")))
        desk.printing.ticket_waiting.connect(lambda ticket, _: note((ticket.label, "waiting")))
        desk.printing.ticket_waiting.connect(lambda _, state: desk.reasons.append(state.reason))
        desk.printing.ticket_failed.connect(lambda ticket, _: note((ticket.label, "failed")))
        desk.printing.ticket_failed.connect(lambda _, problem: desk.problems.append(problem))
        desks.append(desk)
        return desk

    yield make
    for desk in desks:
        desk.printing.stop()
        desk.store.run(desk.counter.store.close)
        desk.store.stop()
        desk.printer.stop()
        QApplication.processEvents()
        desk.printing.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# on a real print system


@pytest.mark.parametrize(("ticket_format", "width"), [("roll80", 80), ("a6", 105)])
def test_a_ticket_comes_out_of_the_printer(
    make_desk: MakeDesk,
    printers: CupsPrinters,
    office_printer: IppPrinter,
    ticket_format: TicketFormat,
    width: float,
) -> None:
    desk = make_desk(printers, ticket_format)
    ticket = desk.issue()
    desk.until(ticket, "printed")
    assert [what for _, what in desk.said if what != "waiting"] == ["sent", "printed"]
    (arrived,) = office_printer.documents
    assert arrived.title == f"Kense {ticket.label}"
    paper = read_paper(arrived.content)
    ((paper_width, paper_height),) = paper.sizes
    assert paper_width == pytest.approx(width, abs=0.6)
    if ticket_format == "a6":
        assert paper_height == pytest.approx(148, abs=0.6)
    text = "".join(paper.text.split())
    edition = desk.counter.editions.by_label(ticket.edition)
    for words in (ticket.label, edition.short_title.kk, edition.short_title.ru, "14.09.2026,09:30"):
        assert "".join(words.split()) in text
    for operator in desk.counter.profile.operators:
        assert "".join(operator.name.split()) not in text


def test_with_the_printer_off_the_slip_waits_and_says_so_and_comes_out_when_it_is_on(
    make_desk: MakeDesk, printers: CupsPrinters, office_printer: IppPrinter
) -> None:
    desk = make_desk(printers)
    office_printer.turn_off()
    first, second = desk.issue(), desk.issue()
    # The tickets exist whatever the printer does.
    assert [first.label, second.label] == ["А001", "А002"]
    assert desk.in_store(queue_desk.queue_state).count == 2
    desk.until(first, "waiting")
    desk.until(second, "waiting")  # behind the first one, for the same reason
    assert set(desk.reasons) == {"off"}
    assert desk.said.count(("А001", "waiting")) == 1
    office_printer.turn_on()
    desk.until(first, "printed")
    desk.until(second, "printed")
    assert len(office_printer.documents) == 2


def test_a_slip_printed_again_takes_the_place_of_the_one_that_waits(
    make_desk: MakeDesk, printers: CupsPrinters, office_printer: IppPrinter
) -> None:
    desk = make_desk(printers)
    office_printer.want("out_of_paper")
    ticket = desk.issue()
    desk.wait(lambda: "out_of_paper" in desk.reasons and bool(office_printer.waiting), "it waits for paper")
    (first,) = office_printer.waiting
    desk.clock.wait(600)
    desk.printing.print_again(ticket)
    # The print system takes a job back in its own time; nobody fills in paper faster than that.
    desk.wait(lambda: [one is first for one in office_printer.waiting] == [False], "only the second waits")
    office_printer.want("ready")
    desk.until(ticket, "printed")
    (arrived,) = office_printer.documents
    text = read_paper(arrived.content).text
    assert "09:30" in text and "09:40" in text  # issued, and printed again


def test_a_printer_that_is_gone_is_told(
    make_desk: MakeDesk, cups: PrivateCups, printers: CupsPrinters, office_printer: IppPrinter
) -> None:
    desk = make_desk(printers)
    cups.remove_queue("Office")
    ticket = desk.issue()
    desk.until(ticket, "failed")
    assert [problem.code for problem in desk.problems] == ["403"]
    assert desk.in_store(queue_desk.queue_state).count == 1
    cups.add_queue("Office", office_printer.uri, default=True)
    desk.printing.print_again(ticket)
    desk.until(ticket, "printed")
    assert len(office_printer.documents) == 1


def test_a_slip_that_waits_is_taken_back_when_its_visit_is_called(
    make_desk: MakeDesk, printers: CupsPrinters, office_printer: IppPrinter
) -> None:
    desk = make_desk(printers)
    office_printer.want("out_of_paper")
    called, later = desk.issue(), desk.issue()
    desk.wait(lambda: "out_of_paper" in desk.reasons and bool(office_printer.waiting), "it waits for paper")
    desk.printing.drop(called.visit)
    title = f"Kense {called.label}"
    desk.wait(lambda: title not in [one.title for one in office_printer.waiting], "it is taken back")
    desk.idle()
    office_printer.want("ready")
    desk.until(later, "printed")
    assert [document.title for document in office_printer.documents] == [f"Kense {later.label}"]


# in memory: what cannot be brought about with a real one


def test_a_slow_printer_keeps_no_ticket_waiting(make_desk: MakeDesk) -> None:
    class Slow(MemoryPrinters):
        """Takes no job until it is let."""

        let = False

        def send(self, pdf: bytes, *, printer: str, copies: int, media: str, title: str) -> Job:
            while not self.let:
                os.sched_yield()
            return super().send(pdf, printer=printer, copies=copies, media=media, title=title)

    slow = Slow()
    desk = make_desk(slow)
    tickets = [desk.issue() for _ in range(5)]
    assert [ticket.label for ticket in tickets] == ["А001", "А002", "А003", "А004", "А005"]
    assert [desk.kind(ticket) for ticket in tickets] == ["preparing"] * 5
    slow.let = True
    for ticket in tickets:
        desk.until(ticket, "printed")
    assert [paper.title for paper in slow.printed] == [f"Kense {ticket.label}" for ticket in tickets]


def test_called_while_the_slip_is_still_being_drawn(make_desk: MakeDesk) -> None:
    printers = MemoryPrinters(wait_for="off")
    desk = make_desk(printers)
    ticket = desk.issue()
    desk.printing.drop(ticket.visit)
    desk.idle()
    printers.wait_for = None
    other = desk.issue()
    desk.until(other, "printed")
    assert [paper.title for paper in printers.printed] == [f"Kense {other.label}"]


def test_pressed_twice_prints_one_more_slip_only(make_desk: MakeDesk) -> None:
    printers = MemoryPrinters()
    desk = make_desk(printers)
    ticket = desk.issue()
    desk.until(ticket, "printed")
    for _ in range(3):
        desk.printing.print_again(ticket)
    desk.until(ticket, "printed")
    desk.idle()
    assert len(printers.printed) == 2


def test_a_slip_of_a_ticket_that_waits_no_longer_is_not_printed_again(make_desk: MakeDesk) -> None:
    printers = MemoryPrinters()
    desk = make_desk(printers)
    ticket = desk.issue()
    desk.until(ticket, "printed")
    desk.in_store(queue_desk.call_next)
    desk.printing.print_again(ticket)
    desk.until(ticket, "failed")
    assert [problem.code for problem in desk.problems] == ["604"]
    assert len(printers.printed) == 1


def test_a_job_cancelled_or_failed_is_told_with_the_ticket(make_desk: MakeDesk) -> None:
    class Refusing(MemoryPrinters):
        end = JobState("failed")

        def follow(self, job: Job) -> JobState:
            return self.end

    printers = Refusing()
    desk = make_desk(printers)
    failed = desk.issue()
    desk.until(failed, "failed")
    printers.end = JobState("cancelled")
    desk.until(desk.issue(), "failed")
    assert [problem.code for problem in desk.problems] == ["642", "643"]
    assert "А001" in desk.problems[0].sentence()


def test_a_print_system_that_does_not_answer_for_a_while_is_asked_again(make_desk: MakeDesk) -> None:
    class Mute(MemoryPrinters):
        asked = 0

        def follow(self, job: Job) -> JobState:
            self.asked += 1
            if self.asked < 3:
                raise Problem("401")
            return super().follow(job)

    desk = make_desk(Mute())
    ticket = desk.issue()
    desk.until(ticket, "printed")
    assert desk.problems == []


def test_nothing_is_told_after_the_end(make_desk: MakeDesk) -> None:
    desk = make_desk(MemoryPrinters())
    told: list[TicketStanding] = []
    desk.issue()
    desk.printing.stop()
    desk.printing.standing_changed.connect(told.append)
    desk.idle()
    assert told == []


def test_without_a_printer_the_folder_takes_the_slip(make_desk: MakeDesk, tmp_path: Path) -> None:
    desk = make_desk(FolderPrinters(tmp_path / "papers"))
    desk.until(desk.issue(), "printed")
    (slip,) = (tmp_path / "papers").iterdir()
    assert slip.name == "Kense-А001.pdf"
    assert slip.read_bytes().startswith(b"%PDF")


def test_tickets_have_a_printer_of_their_own_where_the_profile_names_one(make_desk: MakeDesk) -> None:
    printers = MemoryPrinters(names=["Office", "Roll"], default="Office")
    desk = make_desk(printers)
    desk.until(desk.issue(), "printed")
    desk.counter.profile = replace(desk.counter.profile, ticket_printer="Roll")
    desk.until(desk.issue(), "printed")
    assert [paper.printer for paper in printers.printed] == ["Office", "Roll"]


# what is sent


def test_the_roll_is_cut_to_the_slip_and_a6_is_a6(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        issued = queue_desk.issue_ticket(counter, "attestation")
        roll = prepare_ticket(counter, issued)
        assert roll.media.startswith("Custom.80x") and roll.media.endswith("mm")
        counter.profile = replace(counter.profile, queue=QueueSettings(ticket_format="a6"))
        assert prepare_ticket(counter, issued).media == "A6"


@pytest.mark.parametrize(
    ("languages", "printed"),
    [
        (("kk", "ru"), "both"),
        (("kk", "ru", "en"), "both"),
        (("kk",), "kk"),
        (("ru", "en"), "ru"),
        (("en",), "both"),
        ((), "both"),
    ],
)
def test_the_slip_speaks_the_languages_of_the_profile(tmp_path: Path, languages: tuple[str, ...], printed: str) -> None:
    with counter_at(tmp_path) as counter:
        assert ticket_languages(replace(counter.profile, languages=languages)) == printed
