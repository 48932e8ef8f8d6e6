"""The line of steps in the room: a step of the reception on another branch was taken by nobody."""

from pathlib import Path
from typing import cast

from desktop.language import Language
from desktop.operations.proceeding_view import load_proceeding
from desktop.ui.context import Look
from desktop.ui.proceedings.desk import RoomDesk
from desktop.ui.proceedings.step_line import entries_of
from desktop.ui.theme import LIGHT
from desktop.ui.workers import Worker
from tests.corporation.making import desk_at, take_in


def test_where_the_person_was_found_nobody_was_told_otherwise(tmp_path: Path) -> None:
    with desk_at(tmp_path, "E2015") as counter:
        loaded = load_proceeding(counter, take_in(counter).number)
        nobody = cast(Worker, None)
        line = entries_of(RoomDesk(Look(Language("en"), LIGHT), counter, nobody, nobody), loaded)
    states = {entry.number: entry.state for entry in line}
    assert [entry.number for entry in line] == list(range(1, 12))
    assert states[5] == "taken"
    assert states[6] == "skipped"
    assert states[8] == "under_way"
