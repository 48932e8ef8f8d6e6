"""Real centres on both databases, one that everybody uses and one of one's own, and counters that belong to them."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.exchange.centre import KINDS, Centre, Centres
from tests.exchange.counter import RealCounter
from tests.exchange.wire import Wire

_codes = count(1)


@pytest.fixture(scope="session", params=KINDS)
def centres(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centres]:
    """Centres on one kind of database."""
    made = Centres(request.param, tmp_path_factory.mktemp(request.param))
    yield made
    made.close()


@pytest.fixture(scope="session")
def shared_centre(centres: Centres) -> Iterator[Centre]:
    """One that is served for all tests which leave it alive."""
    centre = centres.make().start()
    yield centre
    centre.close()


@pytest.fixture
def centre(shared_centre: Centre) -> Centre:
    """The centre everybody uses, with room for as much as anybody sends."""
    shared_centre.ask("minute_passes")
    return shared_centre


@pytest.fixture
def own_centre(centres: Centres) -> Iterator[Centre]:
    """A centre of one's own, to kill and to restore."""
    centre = centres.make().start()
    yield centre
    centre.close()


@pytest.fixture
def make_counter(tmp_path: Path) -> Iterator[Callable[[], RealCounter]]:
    """Counters with codes of their own, closed at the end."""
    made: list[RealCounter] = []

    def make() -> RealCounter:
        code = f"E{next(_codes)}"
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
