"""The prescribed steps taken at the screens of the reception: which is under way, its own clock, the branch taken.

A step is under way at its screen from the moment the screen is shown, or the step before it was taken. Its seconds are
seconds of serving, so that a case put aside stands still, and a killed program goes on. What was taken stands in the
draft and goes into the journal with the outcome.
"""

from dataclasses import dataclass
from datetime import date

from desktop.domain.case import CaseDraft, Screen
from desktop.domain.clock import ClockState, judge_clock
from desktop.domain.deadlines import procedure_for
from desktop.domain.proceeding import steps_at
from forms.editions import Edition, Procedure, Step
from forms.facts import FactValue
from forms.moments import Elapsed, Moment
from forms.procedure_acts import TakenStep
from forms.visits import measure_periods


@dataclass(frozen=True)
class StepUnderWay:
    """The step, how long it has been under way, and how that stands to its minutes, where it has any."""

    step: Step
    seconds: int
    clock: ClockState | None


def procedure_here(edition: Edition, draft: CaseDraft, today: date) -> Procedure | None:
    """The procedure of the case's channel and side."""
    return procedure_for(edition, today, draft.channel, draft.side)


def served_seconds(draft: CaseDraft, now: Moment) -> int:
    """Whole seconds somebody has been served in this case, by the machine's count."""
    return int(measure_periods(draft.periods, "serving", now).seconds)


def facts_of_steps(draft: CaseDraft) -> dict[str, FactValue]:
    """Everything known of the case that the condition of a step may ask."""
    known: dict[str, FactValue] = dict(draft.facts)
    if draft.provider_place:
        known["provider_place"] = draft.provider_place
    for taken in draft.steps:
        known.update(taken.facts)
    return known


def step_at(procedure: Procedure, draft: CaseDraft) -> Step | None:
    """The step under way at the screen the case stands at, or None where nothing is prescribed there any more."""
    taken, facts = {one.step for one in draft.steps}, facts_of_steps(draft)
    return next(
        (
            step
            for step in steps_at(procedure, draft.screen)
            if step.number not in taken and step.when.holds(facts) is True
        ),
        None,
    )


def under_way(edition: Edition, draft: CaseDraft, today: date, now: Moment) -> StepUnderWay | None:
    """The step under way with its own clock; None where none is, or the case is decided."""
    procedure = procedure_here(edition, draft, today)
    step = None if procedure is None or draft.decided else step_at(procedure, draft)
    if step is None:
        return None
    seconds = _since(draft, served_seconds(draft, now))
    clock = None if step.minutes is None else judge_clock(Elapsed(seconds), step.minutes, ())
    return StepUnderWay(step, seconds, clock)


def begin_step(procedure: Procedure, draft: CaseDraft, served: int) -> None:
    """The screen is shown: its step is under way from now on, unless it was before."""
    if step_at(procedure, draft) is None:
        draft.step_from = None
    elif draft.step_from is None:
        draft.step_from = served


def take_under_way(procedure: Procedure, draft: CaseDraft, served: int) -> None:
    """The step under way is done, and the next of the screen begins. One that asks is taken by its answer alone."""
    step = step_at(procedure, draft)
    if step is None or step.asks is not None:
        return
    draft.steps = [*draft.steps, TakenStep(step=step.number, seconds=_since(draft, served))]
    draft.step_from = served if step_at(procedure, draft) is not None else None


def take_at_screen(procedure: Procedure, draft: CaseDraft, served: int) -> None:
    """The screen is left: whatever is under way there is done. The time stands at the first of several."""
    for _ in procedure.steps:
        take_under_way(procedure, draft, served)


def take_all(procedure: Procedure, draft: CaseDraft, served: int) -> None:
    """The outcome is given: every step of the reception is done, those of screens nobody stopped at in no time."""
    drop_passed_over(procedure, draft)
    take_at_screen(procedure, draft, served)
    taken, facts = {one.step for one in draft.steps}, facts_of_steps(draft)
    passed = [
        TakenStep(step=step.number, seconds=0)
        for step in procedure.steps
        if step.screen is not None and step.asks is None and step.number not in taken and step.when.holds(facts) is True
    ]
    draft.steps = sorted([*draft.steps, *passed], key=lambda one: one.step)
    draft.step_from = None


def drop_passed_over(procedure: Procedure, draft: CaseDraft) -> None:
    """What was taken under a condition that holds no more is taken back: a fact was answered anew since."""
    taken = {one.step: one for one in draft.steps}
    draft.steps, kept = [], set[int]()
    for step in procedure.steps:
        one = taken.get(step.number)
        if one is not None and step.when.holds(facts_of_steps(draft)) is True:
            draft.steps.append(one)
            kept.add(one.step)
    draft.steps = [one for one in taken.values() if one.step in kept]  # in the order they were taken


def answer_step(procedure: Procedure, draft: CaseDraft, value: FactValue, served: int, source: str = "") -> None:
    """The question of the screen's step is answered; the steps before it at this screen are done with it.

    An answer may be given anew: what was taken on the branch before is taken back.
    """
    asking = asking_at(procedure, draft)
    if asking is None or asking.asks is None:
        return
    before = next((one for one in draft.steps if one.step == asking.number), None)
    if before is not None:
        here = {step.number for step in steps_at(procedure, draft.screen) if step.number >= asking.number}
        draft.steps = [one for one in draft.steps if one.step not in here]
        draft.step_from = None
    while (step := step_at(procedure, draft)) is not None and step.number < asking.number and step.asks is None:
        take_under_way(procedure, draft, served)
    seconds = before.seconds if before is not None else _since(draft, served)
    taken = TakenStep(step=asking.number, seconds=seconds, facts={asking.asks: value}, source=source)
    draft.steps = [*draft.steps, taken]
    drop_passed_over(procedure, draft)
    draft.step_from = served if step_at(procedure, draft) is not None else None


def take_back_answer(procedure: Procedure, draft: CaseDraft, served: int) -> None:
    """What was answered was about somebody else: the screen's question stands open again, and its branch with it."""
    asking = asking_at(procedure, draft)
    if asking is None or answer_of(draft, asking) is None:
        return
    here = {step.number for step in steps_at(procedure, draft.screen) if step.number >= asking.number}
    draft.steps = [one for one in draft.steps if one.step not in here]
    draft.step_from = served


def asking_at(procedure: Procedure, draft: CaseDraft) -> Step | None:
    """The step of this screen that asks something, answered or not; None where its condition does not hold."""
    return _asking_at(procedure, draft, draft.screen)


def _asking_at(procedure: Procedure, draft: CaseDraft, screen: str) -> Step | None:
    facts = facts_of_steps(draft)
    return next(
        (step for step in steps_at(procedure, screen) if step.asks is not None and step.when.holds(facts) is True), None
    )


def answer_of(draft: CaseDraft, step: Step) -> TakenStep | None:
    """The step as it was taken, with its answer and who gave it."""
    return next((one for one in draft.steps if one.step == step.number), None)


def unanswered_step(edition: Edition, draft: CaseDraft, screen: str, today: date) -> Step | None:
    """The step of a screen whose question is still to be answered."""
    procedure = procedure_here(edition, draft, today)
    step = None if procedure is None else _asking_at(procedure, draft, screen)
    return None if step is None or answer_of(draft, step) is not None else step


def ended_at(edition: Edition, draft: CaseDraft, screen: str, today: date) -> Step | None:
    """The step of a screen the procedure ends at, on the branch this case has taken, or None."""
    procedure = procedure_here(edition, draft, today)
    if procedure is None or not draft.steps:
        return None
    facts = facts_of_steps(draft)
    return next(
        (
            step
            for step in steps_at(procedure, screen)
            if step.ends and step.when.alternatives and step.when.holds(facts) is True
        ),
        None,
    )


def _since(draft: CaseDraft, served: int) -> int:
    return 0 if draft.step_from is None else max(0, served - draft.step_from)


def move_to(edition: Edition, draft: CaseDraft, screen: Screen, today: date, now: Moment, *, forward: bool) -> None:
    """Another screen is shown. Going forward, whatever was under way at the one left is done; going back it waits."""
    procedure = procedure_here(edition, draft, today)
    served = served_seconds(draft, now)
    if procedure is not None and not draft.decided:
        drop_passed_over(procedure, draft)
    if procedure is not None and forward:
        take_at_screen(procedure, draft, served)
    draft.screen = screen
    if procedure is not None:
        draft.step_from = None
        begin_step(procedure, draft, served)
