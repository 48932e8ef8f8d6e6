"""Steps that are taken without the operator: the centre acknowledges, or a provider answers through it."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.proceeding import joined, step_following, step_of
from desktop.operations.counter import Counter
from desktop.operations.entries import noted_of, seconds_since
from desktop.operations.proceeding_view import procedure_of
from desktop.storage.journal import Entry
from desktop.storage.proceedings import Proceeding
from forms.editions import Procedure, Step
from forms.facts import FactValue
from forms.moments import Moment
from forms.procedure_acts import StepTaken
from forms.register_acts import ReasonParticulars

CENTRE = "centre"


@dataclass
class Walk:
    """A case as it goes on while several of its steps are taken in one act."""

    proceeding: Proceeding
    procedure: Procedure
    facts: dict[str, FactValue]
    number: int  # of the step under way, 0 once none is
    since: Moment

    @property
    def step(self) -> Step | None:
        """The step under way."""
        return step_of(self.procedure, self.number)


def walk_of(counter: Counter, proceeding: Proceeding) -> Walk:
    """The walk of a case from where it stands."""
    procedure = procedure_of(counter, proceeding)
    return Walk(proceeding, procedure, dict(proceeding.facts), proceeding.step, proceeding.since)


def take(
    counter: Counter,
    now: Moment,
    walk: Walk,
    *,
    facts: Mapping[str, FactValue] | None = None,
    words: str = "",
    source: str = CENTRE,
) -> Entry:
    """The entry of the step under way; the walk goes on to the next. Recorded of whoever is there."""
    step = walk.step
    assert step is not None
    walk.facts = joined(walk.facts, facts or {})
    following = step_following(walk.procedure, step.number, walk.facts)
    taken = StepTaken(
        number=walk.proceeding.number,
        step=step.number,
        next=0 if following is None else following.number,
        act=step.act,
        facts=dict(facts or {}),
        source=source,
        seconds=seconds_since(counter, walk.since, now),
    )
    walk.number, walk.since = taken.next, now
    said = ReasonParticulars(reason=words.strip()) if words.strip() else None
    return noted_of(counter, now, taken, walk.proceeding.case, said)
