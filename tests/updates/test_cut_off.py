"""The power fails while an update is taken: at the next start everything is whole, and nothing is taken twice."""

from pathlib import Path
from typing import Any

import pytest

from desktop.operations import published_files, reception, updates
from desktop.paths import EDITIONS
from desktop.storage.store import Store
from forms.exchange_acts import UpdateTaken
from forms.reading import FORMER
from tests.operations.making import counter_at, events, open_ready
from tests.updates.making import Centre, edition_text

_PLACES = ("before the file", "before the act", "before the old one is set aside", "before it is removed")


class PowerCutError(BaseException):
    """Nothing catches it."""


def cut(*_: Any, **__: Any) -> Any:
    raise PowerCutError


@pytest.mark.parametrize("place", _PLACES)
def test_wherever_the_power_fails(tmp_path: Path, place: str) -> None:
    centre = Centre()
    second = centre.publish(2, "edition", "E2026-2", edition_text("E2026-2"), replaces=1)
    with counter_at(tmp_path, edition="in-force") as counter:
        centre.enrol(counter)
        updates.receive(counter, centre.publish(1, "edition", "E2026", edition_text()))
        reception.decide_case(counter, open_ready(counter))
        with pytest.MonkeyPatch.context() as patch:
            if place == _PLACES[0]:
                patch.setattr(published_files, "write_whole", cut)
            elif place == _PLACES[1]:
                patch.setattr(Store, "act", cut)
            elif place == _PLACES[2]:
                patch.setattr(published_files, "set_aside", cut)
            else:
                patch.setattr(published_files, "remove_quietly", cut)
            with pytest.raises(PowerCutError):
                updates.receive(counter, second)
    with counter_at(tmp_path) as counter:
        told = [problem.code for problem in counter.troubles]
        # The file that is there and not recorded does not agree with the one it will replace, until it comes again.
        assert told == (["128"] if place == _PLACES[1] else [])
        assert open_ready(counter).edition in ("E2026", "E2026-2")
        updates.receive(counter, second)
        assert open_ready(counter).edition == "E2026-2"
        assert counter.editions.by_label("E2026").label == "E2026"
    with counter_at(tmp_path) as counter:
        assert counter.troubles == ()
        taken = [event.act.number for event in events(counter) if isinstance(event.act, UpdateTaken)]
        assert taken == [1, 2]
    assert [path.name for path in (tmp_path / EDITIONS).glob("*.toml")] == ["000002-E2026-2.toml"]
    assert [path.name for path in (tmp_path / EDITIONS / FORMER).glob("*.toml")] == ["000001-E2026.toml"]
