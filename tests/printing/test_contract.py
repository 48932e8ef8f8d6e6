"""What every print system keeps: the same tests for the one in memory and for CUPS with a printer on loopback."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import pytest

from desktop.printing.cups import CupsPrinters
from desktop.printing.memory import MemoryPrinters
from desktop.printing.ports import PrinterInfo, Printers
from forms.problems import Problem

from .ipp_printer import IppPrinter
from .papers import draw_paper
from .private_cups import PrivateCups
from .waiting import follow_until


@dataclass
class Office:
    """A print system with one printer, and what a test may do to that printer."""

    printers: Printers
    titles_printed: Callable[[], list[str]]
    take_paper_out: Callable[[], None]
    load_paper: Callable[[], None]
    refuse: Callable[[], str]
    set_printers: Callable[[list[str]], None]
    remove_printers: Callable[[], None]


@pytest.fixture(params=["memory", "cups"])
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    if request.param == "memory":
        yield _memory_office()
    else:
        cups = cast(PrivateCups, request.getfixturevalue("cups"))
        printer = cast(IppPrinter, request.getfixturevalue("office_printer"))
        yield _cups_office(cups, printer, cast(CupsPrinters, request.getfixturevalue("printers")))


def _memory_office() -> Office:
    memory = MemoryPrinters()

    def refuse() -> str:
        memory.names.append("Closed")
        memory.refused.add("Closed")
        return "Closed"

    def remove() -> None:
        memory.names.clear()
        memory.default = None

    def add(names: list[str]) -> None:
        memory.names[:] = names
        memory.default = None

    return Office(
        memory,
        lambda: [paper.title for paper in memory.printed],
        lambda: setattr(memory, "wait_for", "out_of_paper"),
        lambda: setattr(memory, "wait_for", None),
        refuse,
        add,
        remove,
    )


def _cups_office(cups: PrivateCups, printer: IppPrinter, printers: CupsPrinters) -> Office:
    def refuse() -> str:
        cups.add_dead_queue("Closed")
        return "Closed"

    def add(names: list[str]) -> None:
        for listed in printers.list_printers():
            cups.remove_queue(listed.name)
        for name in names:
            cups.add_queue(name, printer.uri)

    return Office(
        printers,
        lambda: [document.title for document in printer.documents],
        lambda: printer.want("out_of_paper"),
        lambda: printer.want("ready"),
        refuse,
        add,
        lambda: cups.remove_queue("Office"),
    )


def test_the_printer_is_listed_as_the_default_one(office: Office) -> None:
    assert office.printers.list_printers() == [PrinterInfo("Office", is_default=True, state="idle", accepts=True)]
    assert office.printers.default_printer() == "Office"


def test_no_printer_is_an_answer(office: Office) -> None:
    office.remove_printers()
    assert office.printers.list_printers() == []
    assert office.printers.default_printer() is None
    with pytest.raises(Problem) as caught:
        office.printers.send(draw_paper(), printer="", copies=1, media="A4", title="none")
    assert caught.value.code == "403"


def test_a_paper_is_printed(office: Office) -> None:
    job = office.printers.send(draw_paper(), printer="Office", copies=2, media="A4", title="Қолхат 1")
    assert job.printer == "Office"
    follow_until(office.printers, job, "printed")
    assert office.titles_printed() == ["Қолхат 1"]


def test_without_a_name_the_default_printer_prints(office: Office) -> None:
    job = office.printers.send(draw_paper(), printer="", copies=1, media="A4", title="default")
    assert job.printer == "Office"
    follow_until(office.printers, job, "printed")


def test_the_only_printer_needs_no_choosing_and_two_do(office: Office) -> None:
    office.set_printers(["Only"])
    assert office.printers.default_printer() == "Only"
    office.set_printers(["Only", "Other"])
    assert office.printers.default_printer() is None
    with pytest.raises(Problem) as caught:
        office.printers.send(draw_paper(), printer="", copies=1, media="A4", title="which")
    assert caught.value.code == "409"


def test_jobs_are_told_apart(office: Office) -> None:
    first = office.printers.send(draw_paper(), printer="Office", copies=1, media="A4", title="first")
    second = office.printers.send(draw_paper(), printer="Office", copies=1, media="A4", title="second")
    assert first.id != second.id
    follow_until(office.printers, first, "printed")
    follow_until(office.printers, second, "printed")
    assert office.titles_printed() == ["first", "second"]


def test_out_of_paper_waits_and_prints_by_itself(office: Office) -> None:
    office.take_paper_out()
    job = office.printers.send(draw_paper(), printer="Office", copies=1, media="A4", title="waits")
    state = follow_until(office.printers, job, "waiting_for_printer")
    assert state.reason == "out_of_paper"
    assert not state.is_final
    assert office.titles_printed() == []
    office.load_paper()
    follow_until(office.printers, job, "printed")
    assert office.titles_printed() == ["waits"]


def test_a_cancelled_job_stays_cancelled_and_is_not_printed_later(office: Office) -> None:
    office.take_paper_out()
    job = office.printers.send(draw_paper(), printer="Office", copies=1, media="A4", title="cancelled")
    follow_until(office.printers, job, "waiting_for_printer")
    office.printers.cancel(job)
    state = follow_until(office.printers, job, "cancelled")
    assert state.is_final
    office.load_paper()
    again = office.printers.send(draw_paper(), printer="Office", copies=1, media="A4", title="again")
    follow_until(office.printers, again, "printed")
    assert office.titles_printed() == ["again"]
    assert office.printers.follow(job).kind == "cancelled"


def test_cancelling_what_was_printed_changes_nothing(office: Office) -> None:
    job = office.printers.send(draw_paper(), printer="Office", copies=1, media="A4", title="done")
    follow_until(office.printers, job, "printed")
    office.printers.cancel(job)
    assert office.printers.follow(job).kind == "printed"


def test_an_unknown_printer_is_named(office: Office) -> None:
    with pytest.raises(Problem) as caught:
        office.printers.send(draw_paper(), printer="Nobody", copies=1, media="A4", title="lost")
    assert caught.value.code == "402"
    assert caught.value.fields == {"printer": "Nobody"}


def test_a_printer_that_takes_no_jobs_is_named(office: Office) -> None:
    name = office.refuse()
    listed = {printer.name: printer.accepts for printer in office.printers.list_printers()}
    assert listed == {"Office": True, name: False}
    with pytest.raises(Problem) as caught:
        office.printers.send(draw_paper(), printer=name, copies=1, media="A4", title="closed")
    assert caught.value.code == "404"
