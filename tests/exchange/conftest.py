"""Real centres on both databases, one that everybody uses and one of one's own, and counters that belong to them."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.exchange.centre import KINDS, Centre, Centres
from tests.exchange.counter import RealCounter
from tests.exchange.wire import Wire

_codes = count(1)


def _new_code() -> str:
    return f"E{next(_codes)}"


class _Region:
    """Every kind of database with its centres, each begun when the first test asks for it."""

    def __init__(self, folder: Callable[[str], Path]) -> None:
        self._folder = folder
        self._made: dict[str, tuple[Centres, Centre]] = {}

    def at(self, kind: str) -> tuple[Centres, Centre]:
        """Centres on this kind of database, and one of them that is served for all who leave it alive."""
        if kind not in self._made:
            centres = Centres(kind, self._folder(kind))
            self._made[kind] = (centres, centres.make().start())
        return self._made[kind]

    def close(self) -> None:
        """The day is over."""
        for centres, centre in self._made.values():
            centre.close()
            centres.close()


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Region]:
    """All of them."""
    made = _Region(tmp_path_factory.mktemp)
    yield made
    made.close()


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The database of a test."""
    return str(request.param)


@pytest.fixture
def centres(region: _Region, kind: str) -> Centres:
    """Centres on one kind of database."""
    return region.at(kind)[0]


@pytest.fixture
def centre(region: _Region, kind: str) -> Centre:
    """The centre everybody uses, with room for as much as anybody sends."""
    shared = region.at(kind)[1]
    shared.ask("minute_passes")
    return shared


@pytest.fixture
def own_centre(centres: Centres) -> Iterator[Centre]:
    """A centre of one's own, to kill and to restore."""
    centre = centres.make().start()
    yield centre
    centre.close()


@pytest.fixture
def code() -> str:
    """A code no counter has yet."""
    return _new_code()


@pytest.fixture
def make_counter(tmp_path: Path) -> Iterator[Callable[[], RealCounter]]:
    """Counters with codes of their own, closed at the end."""
    made: list[RealCounter] = []

    def make() -> RealCounter:
        code = _new_code()
        made.append(RealCounter(tmp_path / code, code).open())
        return made[-1]

    yield make
    for counter in made:
        counter.close()


@pytest.fixture
def counter(make_counter: Callable[[], RealCounter]) -> RealCounter:
    """One counter that belongs to nobody yet."""
    return make_counter()


@pytest.fixture
def wire(centre: Centre) -> Iterator[Wire]:
    """The line to the centre everybody uses."""
    line = Wire(lambda: centre.port)
    yield line
    line.close()


@pytest.fixture
def own_wire(own_centre: Centre) -> Iterator[Wire]:
    """The line to the centre of one's own."""
    line = Wire(lambda: own_centre.port)
    yield line
    line.close()


@pytest.fixture
def enrolled(centre: Centre, wire: Wire, counter: RealCounter) -> RealCounter:
    """A counter of that centre, which holds all it has until now."""
    counter.enrol(centre.ask("invite", code=counter.code, address=wire.address))
    assert counter.go().outcome == "done"
    return counter
