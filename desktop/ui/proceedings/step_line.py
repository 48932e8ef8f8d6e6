"""The steps of a case as a line: taken by whom, when and how long; under way; to come; skipped by their condition."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desktop.domain.proceeding import is_heads, step_of, steps_to_come
from desktop.operations.proceeding_view import Loaded
from desktop.ui.proceedings.desk import RoomDesk
from desktop.ui.proceedings.words import TAKEN, say_at, say_held, say_step
from desktop.ui.widgets.labels import Tone, label
from forms.condition_words import condition_words
from forms.editions import Step
from forms.moments import Elapsed, measure
from forms.words import ACTORS, ONLY_IF

State = Literal["taken", "returned", "under_way", "to_come", "skipped"]
_SIGNS: dict[State, str] = {"taken": "✓", "returned": "↩", "under_way": "▸", "to_come": "○", "skipped": "–"}
_TONES: dict[State, Tone] = {
    "taken": "good",
    "returned": "care",
    "under_way": "accent",
    "to_come": "quiet",
    "skipped": "quiet",
}


@dataclass(frozen=True)
class StepShown:
    """One place on the line."""

    state: State
    number: int
    words: str
    beneath: str


def entries_of(desk: RoomDesk, loaded: Loaded) -> list[StepShown]:
    """The line of a case, from the reception to its end."""
    say, proceeding, procedure = desk.say, loaded.proceeding, loaded.procedure
    decided = loaded.case.event
    found = [
        StepShown(
            "taken",
            step.number,
            say_step(step, desk.look),
            " · ".join((say("at the reception"), desk.name_of(decided.operator), say_at(decided.at.wall))),
        )
        for step in procedure.steps
        # Of another branch than the one taken: nobody took it.
        if step.screen is not None and step.when.holds(proceeding.facts) is not False
    ]
    for row in loaded.steps:
        step = step_of(procedure, row.step)
        held = say_held(Elapsed(row.seconds, row.doubted), desk.look)
        done = say(TAKEN[row.kind]) if row.kind in TAKEN else ""
        name = say_step(step, desk.look) if step is not None else ""
        beneath = " · ".join(part for part in (done, desk.name_of(row.operator), say_at(row.at), held) if part)
        found.append(StepShown("returned" if row.kind == "step_returned" else "taken", row.step, name, beneath))
    here = loaded.step
    if here is not None:
        found.append(StepShown("under_way", here.number, say_step(here, desk.look), _beneath_here(desk, loaded, here)))
    coming = () if here is None else steps_to_come(procedure, here.number, proceeding.facts)
    found += [StepShown("to_come", step.number, say_step(step, desk.look), _actor(desk, step)) for step in coming]
    for entry in _skipped(desk, loaded, {entry.number for entry in found}):
        before = [place for place, other in enumerate(found) if other.number < entry.number]
        found.insert(before[-1] + 1 if before else 0, entry)
    return found


def _beneath_here(desk: RoomDesk, loaded: Loaded, step: Step) -> str:
    held = measure(loaded.proceeding.since, desk.counter.clock.now())
    minutes = desk.say("{minutes} min by the edition", minutes=step.minutes) if step.minutes else ""
    parts = (desk.say("under way"), _actor(desk, step), say_held(held, desk.look), minutes)
    return " · ".join(part for part in parts if part)


def _actor(desk: RoomDesk, step: Step) -> str:
    return desk.look.language.word(ACTORS["head" if is_heads(step) else step.actor])


def _skipped(desk: RoomDesk, loaded: Loaded, shown: set[int]) -> list[StepShown]:
    """Steps of other branches, and those whose branch is not known yet, with what they are taken under."""
    words, here = desk.look.language.facts_of(loaded.edition), loaded.proceeding.step
    found = []
    for step in loaded.procedure.steps:
        if step.number in shown or not step.when.alternatives:
            continue
        condition = condition_words(step.when, words)
        open_yet = 0 < here < step.number and step.when.holds(loaded.proceeding.facts) is None
        beneath = (
            desk.look.language.word(ONLY_IF).format(condition=condition)
            if open_yet
            else desk.say("not taken here; only if: {condition}", condition=condition)
        )
        found.append(StepShown("to_come" if open_yet else "skipped", step.number, say_step(step, desk.look), beneath))
    return found


def step_line(desk: RoomDesk, loaded: Loaded) -> QWidget:
    """The line, from above."""
    card = QFrame()
    card.setObjectName("card")
    grid = QGridLayout(card)
    grid.setContentsMargins(16, 12, 16, 14)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(desk.say("Steps"), strong=True), 0, 0, 1, 2)
    top = Qt.AlignmentFlag.AlignTop
    place = 1
    for entry in entries_of(desk, loaded):
        tone = _TONES[entry.state]
        grid.addWidget(label(_SIGNS[entry.state], tone=tone, strong=True, wrap=False), place, 0, top)
        quiet: Tone = "quiet" if entry.state in ("to_come", "skipped") else ""
        strong = entry.state == "under_way"
        grid.addWidget(label(f"{entry.number}. {entry.words}", tone=quiet, strong=strong), place, 1)
        if entry.beneath:
            grid.addWidget(label(entry.beneath, tone="quiet", size="note"), place + 1, 1)
        grid.setRowMinimumHeight(place + 2, 5)
        place += 3
    return card
