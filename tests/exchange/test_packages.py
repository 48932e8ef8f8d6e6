"""A package of the State Corporation there and back, between a real desk and the real centre: by line and by stick."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.operations.proceeding_view import load_proceeding
from forms.procedure_acts import RESULT_NUMBER
from tests.corporation.making import issue, place_desk, take_in
from tests.exchange.centre import Centre
from tests.exchange.counter import RealCounter, agree, carry
from tests.exchange.wire import Wire

Round = Callable[[], None]


@pytest.fixture
def desk(tmp_path: Path, code: str) -> Iterator[RealCounter]:
    """A desk that belongs to nobody yet."""
    folder = tmp_path / code
    place_desk(folder, "E2020-7")
    counter = RealCounter(folder, code).open()
    yield counter
    counter.close()


@pytest.fixture(params=["line", "stick"])
def round_of(request: pytest.FixtureRequest, centre: Centre, wire: Wire, desk: RealCounter, tmp_path: Path) -> Round:
    """How the desk and the centre hear of each other: once more, whichever way."""
    desk.enrol(centre.ask("invite", code=desk.code, address=wire.address))
    stick = tmp_path / "stick"

    def by_line() -> None:
        assert desk.go().outcome == "done"

    def by_stick() -> None:
        folder = desk.export(stick)
        assert carry(centre, desk, folder) == []
        assert desk.take_in(stick) in ("", "875")  # nothing newer within a second
        for path in folder.iterdir():
            path.unlink()

    return by_line if request.param == "line" else by_stick


def step_of(desk: RealCounter, number: str) -> int:
    return load_proceeding(desk.counter, number).proceeding.step


def of_desk(centre: Centre, desk: RealCounter) -> list[tuple[str, ...]]:
    return [tuple(one) for one in centre.ask("packages") if one[0].startswith(f"{desk.code}/")]


def test_the_answer_returns_to_the_same_case(centre: Centre, desk: RealCounter, round_of: Round) -> None:
    number, other = take_in(desk.counter).number, take_in(desk.counter).number
    assert (step_of(desk, number), step_of(desk, other)) == (4, 4)
    round_of()
    # The acknowledgement is the registration: both wait for the provider's check.
    assert (step_of(desk, number), step_of(desk, other)) == (5, 5)
    assert of_desk(centre, desk) == [(number, "check", ""), (other, "check", "")]
    centre.ask("answer", number=number, step_act="check", conform=True)
    round_of()
    assert (step_of(desk, number), step_of(desk, other)) == (6, 5)
    centre.ask("answer", number=number, step_act="receive", result_number="12-К")
    round_of()
    assert step_of(desk, number) == 7
    assert load_proceeding(desk.counter, number).proceeding.facts[RESULT_NUMBER] == "12-К"
    issue(desk.counter, number)
    for _ in range(2):  # what was answered once moves nothing more
        round_of()
        assert (step_of(desk, number), step_of(desk, other)) == (0, 5)
    assert of_desk(centre, desk) == [(number, "ended", "applicant"), (other, "check", "")]
    agree(desk, centre)
