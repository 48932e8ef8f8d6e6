"""An edition laid later, or dates corrected, move no case that is under way; nor do two procedures become one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.domain.deadlines import procedure_for
from desktop.operations import figures, proceedings, reception
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.operations.own_edition import put_own_edition
from desktop.operations.proceeding_view import count_mine, list_waiting, load_proceeding, procedure_at
from desktop.printing.memory import MemoryPrinters
from forms.reading import read_edition
from tests.operations.making import ZONE, HandClock, open_ready
from tests.standards.places import INVENTED

SERVICE = "instrument_lending"
LAST_OF_YEAR = datetime(2026, 12, 31, 10, 0, tzinfo=ZONE)
DAY = 86_400


def write_two(folder: Path, *, until: str = "2026-12-31", since: str = "2027-01-01") -> Path:
    """The invented edition with its procedure until one day, and another since: its second step is of the clerk's."""
    text = INVENTED.read_text(encoding="utf-8").replace('"LENDING"', '"TWO"')
    begins, ends = text.index("[[procedures]]"), text.index("[complaints]")
    first = text[begins:ends]
    second = first.replace(
        'number = 2\nactor = "head"\nact = "review"', 'number = 2\nactor = "clerk"\nact = "register"'
    )
    for number in (5, 4, 3):
        second = second.replace(f"number = {number}\n", f"number = {number}0\n")
    channel = 'channels = ["counter"]\n'
    first = first.replace(channel, f"{channel}until = {until}\n")
    second = second.replace(channel, f"{channel}since = {since}\n")
    file = folder / "two.toml"
    file.write_text(text[:begins] + first + second + text[ends:], encoding="utf-8")
    return file


def write_next(folder: Path) -> Path:
    """An edition of the same service, laid later, that ends the other before its second procedure begins."""
    text = INVENTED.read_text(encoding="utf-8").replace('"LENDING"', '"NEXT"')
    file = folder / "next.toml"
    file.write_text(text.replace("since = 2026-01-01", "since = 2026-12-15", 1), encoding="utf-8")
    return file


@contextmanager
def counter_of(folder: Path, clock: HandClock) -> Iterator[Counter]:
    counter = open_counter(folder, MemoryPrinters(), clock)
    try:
        yield counter
    finally:
        counter.store.close()


def receive(counter: Counter) -> str:
    draft = reception.decide_case(counter, open_ready(counter, has_instrument=False, instrument="violin"))
    reception.hand_over(counter, draft)
    return draft.number


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A counter's folder that renders the service by the edition of two procedures."""
    data = tmp_path / "data"
    data.mkdir()
    put_own_edition(data, write_two(tmp_path))
    place_demonstration(data, service=SERVICE, edition="TWO")
    return data


def test_a_case_stays_where_it_was_when_an_edition_is_laid_later(folder: Path, tmp_path: Path) -> None:
    clock = HandClock(LAST_OF_YEAR)
    clock.wait(DAY)
    with counter_of(folder, clock) as counter:
        number = receive(counter)
        proceedings.take_step(counter, number, 2)
        assert load_proceeding(counter, number).proceeding.step == 40
    put_own_edition(folder, write_next(tmp_path))
    clock.wait(60)
    with counter_of(folder, clock) as counter:
        assert counter.editions.by_label("TWO").in_force.until == date(2026, 12, 14)
        (row,) = list_waiting(counter)
        assert row.step is not None and (row.step.number, row.step.act) == (40, "sign")
        assert row.mine and count_mine(counter) == 1
        proceedings.sign_result(counter, number, 40, signed_by="typed", mark="Ү. Басшы")
        step = load_proceeding(counter, number).step
        assert step is not None and step.number == 50


def test_an_edition_worked_by_after_its_last_day_keeps_the_steps_of_that_day(tmp_path: Path) -> None:
    text = write_two(tmp_path, until="2026-06-30", since="2027-01-01").read_text(encoding="utf-8")
    file = tmp_path / "ended.toml"
    file.write_text(text.replace("since = 2026-01-01", "since = 2026-01-01\nuntil = 2026-06-30", 1), encoding="utf-8")
    edition = read_edition(file)
    first, second = edition.procedures
    assert procedure_for(edition, date(2026, 5, 1)) is first
    assert procedure_for(edition, date(2026, 8, 1)) is first
    assert procedure_for(edition, date(2027, 1, 1)) is second


def test_the_procedure_with_the_step_under_way_goes_before_that_of_the_day(folder: Path) -> None:
    """The dates of a file were corrected since: a case at a step only the other procedure has belongs to that one."""
    with counter_of(folder, HandClock(LAST_OF_YEAR)) as counter:

        def at_step(step: int) -> str:
            found = procedure_at(counter, "TWO", "2026-12-31", "counter", "provider", step=step)
            assert found is not None
            return found.steps[1].act

        assert [at_step(step) for step in (0, 2, 4, 40, 99)] == ["review", "review", "review", "register", "review"]


def test_steps_of_one_number_in_two_procedures_are_counted_apart(folder: Path) -> None:
    clock = HandClock(LAST_OF_YEAR)
    with counter_of(folder, clock) as counter:
        for held, days in ((3600, 1), (60, 1), (120, 0)):
            number = receive(counter)
            clock.wait(held)
            proceedings.take_step(counter, number, 2)
            clock.wait(days * DAY)
        told = figures.figures_of(counter, date(2026, 12, 1), date(2027, 1, 31)).held
        assert [(one.step, one.act, one.cases, one.mean_seconds, one.longest_seconds) for one in told] == [
            (2, "review", 1, 3600, 3600),
            (2, "register", 2, 90, 120),
        ]
