"""Cases on their way as screens show them: the list of what waits, and one case whole. Called on the store's thread."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.domain.deadlines import procedure_for
from desktop.domain.filing import ELECTRONIC
from desktop.domain.permissions import may, require
from desktop.domain.proceeding import is_heads, must_be_signed, step_of
from desktop.operations.counter import Counter
from desktop.operations.entries import standing_at
from desktop.operations.lying import Uncollected, lying_of
from desktop.operations.recorded import RecordedCase, load_case
from desktop.storage.proceedings import Group, Proceeding, StepRow, SubjectRow
from forms.clock_standing import ClockStanding
from forms.editions import Edition, Procedure, Side, Step
from forms.moments import Elapsed, measure, wall_time
from forms.problems import Problem
from forms.procedure_acts import Result, ResultParticulars
from forms.register_acts import ReasonParticulars

Chosen = Literal["mine", "under_way", "uncollected", "ended"]


@dataclass(frozen=True)
class Loaded:
    """A case on its way, whole. ``drafted`` are the words of the result as it was drafted last, None once erased."""

    proceeding: Proceeding
    case: RecordedCase
    edition: Edition
    procedure: Procedure
    steps: tuple[StepRow, ...]
    subject: SubjectRow | None
    drafted: ResultParticulars | None
    clock: ClockStanding
    group: Group | None = None  # of the order drafted or signed
    said: str = ""  # with the last step: a note, or what is to be reworked
    late: bool = False  # past its due date

    @property
    def step(self) -> Step | None:
        """The step under way, None where the procedure has ended."""
        return step_of(self.procedure, self.proceeding.step)

    @property
    def result(self) -> Result | None:
        """What was drafted or signed."""
        told = self.proceeding.result
        return next((one for one in ("order", "refusal", "notification") if one == told), None)

    @property
    def is_notified(self) -> bool:
        """Whether its result is a notification signed electronically: it was filed so, and its edition has one."""
        return self.proceeding.channel in ELECTRONIC and self.edition.paper("notification") is not None

    @property
    def is_signed_here(self) -> bool:
        """Whether a step of the procedure signs the result; at the State Corporation it comes signed."""
        return must_be_signed(self.procedure, self.proceeding.facts)


@dataclass(frozen=True)
class Waiting:
    """A case on its way as a list shows it. ``mine``: its step waits for this operator. ``late``: past its due date.

    ``held`` is how long at the step under way, ``elapsed`` how long in all, both until now or until the last step.
    ``norm`` where the norm's minutes cover the whole procedure, with the minutes it warns at.
    """

    proceeding: Proceeding
    step: Step | None
    applicant: str
    subject: str
    mine: bool
    late: bool
    held: Elapsed
    elapsed: Elapsed
    norm: int | None = None
    warn_at: tuple[int, ...] = ()
    lying: Uncollected | None = None  # of a result of the State Corporation's channel, where it is

    @property
    def lacks_edition(self) -> bool:
        """Whether it is at a step nobody knows here: the edition's file is lacking, or has another step there."""
        return self.step is None and self.proceeding.step > 0

    @property
    def uncollected(self) -> bool:
        """Whether nothing is left but to issue the result."""
        if self.step is None:
            if self.lacks_edition:
                return False
            return self.proceeding.result_number is not None and self.proceeding.issued_at is None
        return self.step.act == "issue"


def load_proceeding(counter: Counter, number: str) -> Loaded:
    """The case of a registration number on its way. Raises Problem 720 for who may not, 622 where there is none."""
    require(counter.roles, "proceed")
    found = counter.store.proceedings.find(number)
    if found is None:
        raise Problem("622", number=number)
    return _loaded(counter, found)


def procedure_of(counter: Counter, proceeding: Proceeding) -> Procedure:
    """The procedure a case was opened under: that of the day it was."""
    procedure = procedure_at(
        counter,
        proceeding.edition,
        proceeding.opened_at[:10],
        proceeding.channel,
        proceeding.side,
        step=proceeding.step,
    )
    if procedure is None:
        raise Problem("622", number=proceeding.number)
    return procedure


def procedure_at(
    counter: Counter, edition: str, day: str, channel: str, side: str, *, step: int = 0
) -> Procedure | None:
    """The procedure of an edition on an ISO date; None where it has none for the channel on that side.

    Where that one has no ``step`` and another has, that other: dates corrected later move no case that is under way.
    """
    known = counter.editions.by_label(edition)
    kind = next((one.kind for one in known.channels if one.kind == channel), None)
    of: Side = "corporation" if side == "corporation" else "provider"
    found = None if kind is None else procedure_for(known, date.fromisoformat(day), kind, of)
    if step == 0 or (found is not None and step_of(found, step) is not None):
        return found
    others = (one for one in known.procedures if kind in one.channels and one.side == of)
    return next((one for one in others if step_of(one, step) is not None), found)


def list_waiting(counter: Counter) -> list[Waiting]:
    """Every case with a step under way, what this operator may take first, then what is due first.

    Nothing for who may not see cases.
    """
    if not may(counter.roles, "proceed"):
        return []
    waiting = [_waiting(counter, found) for found in counter.store.proceedings.under_way()]
    return sorted(waiting, key=lambda one: not one.mine)


def list_ended(counter: Counter, most: int = 50) -> list[Waiting]:
    """The last cases whose procedure has ended, the latest first."""
    if not may(counter.roles, "proceed"):
        return []
    return [_waiting(counter, found) for found in counter.store.proceedings.ended(most)]


def list_chosen(counter: Counter, chosen: Chosen) -> list[Waiting]:
    """The rows of one of the room's filters."""
    if chosen == "ended" or not may(counter.roles, "proceed"):
        return list_ended(counter)
    waiting = list_waiting(counter)
    if chosen == "mine":
        return [one for one in waiting if one.mine]
    if chosen == "uncollected":
        left = [found for found in counter.store.proceedings.signed_unissued() if found.step == 0]
        back = [found for found in counter.store.proceedings.went_back() if found.step == 0]
        return [one for one in waiting if one.uncollected] + [_waiting(counter, found) for found in (*back, *left)]
    return waiting


def count_mine(counter: Counter) -> int:
    """How many cases wait for this operator; asked after every act, so no case is read for it."""
    if not may(counter.roles, "proceed"):
        return 0
    mine = 0
    for edition, channel, side, day, number, cases in counter.store.proceedings.count_under_way():
        if counter.editions.find(edition) is None:
            continue  # it is in the list, and nobody can take its step
        procedure = procedure_at(counter, edition, day, channel, side, step=number)
        step = None if procedure is None else step_of(procedure, number)
        mine += cases if _is_mine(counter, step) else 0
    return mine


def _waiting(counter: Counter, found: Proceeding) -> Waiting:
    norm: int | None = None
    warn_at: tuple[int, ...] = ()
    step: Step | None = None
    # A case whose edition is lacking is shown from the table alone, and hides no other.
    with suppress(Problem):
        procedure, norms = procedure_of(counter, found), counter.editions.by_label(found.edition).norms
        norm, warn_at = norms.serving_minutes if procedure.norm_covers_all else None, norms.warn_at_minutes
        step = step_of(procedure, found.step)
    now = found.since if found.step == 0 else counter.clock.now()
    row = counter.store.cases.find(found.number)
    subject = counter.store.proceedings.subject(found.case)
    today = wall_time(counter.clock.now()).date().isoformat()
    return Waiting(
        proceeding=found,
        step=step,
        applicant=(row.applicant_name or "") if row is not None else "",
        subject=(subject.name or "") if subject is not None else "",
        mine=_is_mine(counter, step),
        late=_is_late(found, step, today),
        held=measure(found.since, now),
        elapsed=measure(found.clock_from, now),
        norm=norm,
        warn_at=warn_at,
        lying=lying_of(counter, found, step),
    )


def _is_mine(counter: Counter, step: Step | None) -> bool:
    """Whether it waits for this operator; what waits for the executor a head may take, but is not waited for."""
    return step is not None and may(counter.roles, "resolve" if is_heads(step) else "execute")


def _is_late(found: Proceeding, step: Step | None, today: str) -> bool:
    """Past its due date; at the Corporation a result that lies there came in time or did not, however long ago."""
    if found.side == "corporation" and step is not None and step.act == "issue":
        today = found.since.wall[:10]
    return found.due is not None and found.step > 0 and found.due < today


def _said_last(counter: Counter, steps: list[StepRow]) -> str:
    kept = counter.store.journal.particulars(steps[-1].sequence) if steps else None
    return kept.reason if isinstance(kept, ReasonParticulars) else ""


def _loaded(counter: Counter, found: Proceeding) -> Loaded:
    steps, words, now = counter.store.proceedings.steps(found.case), None, counter.clock.now()
    if found.drafted_sequence is not None:
        kept = counter.store.journal.particulars(found.drafted_sequence)
        words = kept if isinstance(kept, ResultParticulars) else None
    procedure = procedure_of(counter, found)
    return Loaded(
        proceeding=found,
        case=load_case(counter, found.number),
        edition=counter.editions.by_label(found.edition),
        procedure=procedure,
        steps=tuple(steps),
        subject=counter.store.proceedings.subject(found.case),
        drafted=words,
        clock=standing_at(counter, now),
        group=counter.store.proceedings.group(found.group) if found.group else None,
        said=_said_last(counter, steps),
        late=_is_late(found, step_of(procedure, found.step), wall_time(now).date().isoformat()),
    )
