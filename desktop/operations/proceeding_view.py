"""Cases on their way as screens show them: the list of what waits, and one case whole. Called on the store's thread."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.deadlines import procedure_for
from desktop.domain.permissions import may, require
from desktop.domain.proceeding import is_heads, is_signed, step_of
from desktop.operations.counter import Counter
from desktop.operations.entries import standing_at
from desktop.operations.recorded import RecordedCase, load_case
from desktop.storage.proceedings import Proceeding, StepRow, SubjectRow
from forms.clock_standing import ClockStanding
from forms.editions import Edition, Procedure, Side, Step
from forms.moments import Elapsed, measure, wall_time
from forms.problems import Problem
from forms.procedure_acts import Result, ResultParticulars


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
    def is_signed_here(self) -> bool:
        """Whether a step of the procedure signs the result; at the State Corporation it comes signed."""
        return is_signed(self.procedure)


@dataclass(frozen=True)
class Waiting:
    """A case on its way as a list shows it. ``mine``: this operator may take its step. ``late``: past its due date."""

    proceeding: Proceeding
    step: Step | None
    applicant: str
    subject: str
    mine: bool
    late: bool
    held: Elapsed
    elapsed: Elapsed  # of the norm's minutes, where they cover the whole procedure


def load_proceeding(counter: Counter, number: str) -> Loaded:
    """The case of a registration number on its way. Raises Problem 720 for who may not, 622 where there is none."""
    require(counter.roles, "proceed")
    found = counter.store.proceedings.find(number)
    if found is None:
        raise Problem("622", number=number)
    return _loaded(counter, found)


def procedure_of(counter: Counter, proceeding: Proceeding) -> Procedure:
    """The procedure a case was opened under: that of the day it was."""
    edition = counter.editions.by_label(proceeding.edition)
    day = date.fromisoformat(proceeding.opened_at[:10])
    channel = next(channel.kind for channel in edition.channels if channel.kind == proceeding.channel)
    side: Side = "corporation" if proceeding.side == "corporation" else "provider"
    procedure = procedure_for(edition, day, channel, side)
    if procedure is None:
        raise Problem("622", number=proceeding.number)
    return procedure


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


def _waiting(counter: Counter, found: Proceeding) -> Waiting:
    now = counter.clock.now()
    step = step_of(procedure_of(counter, found), found.step)
    row = counter.store.cases.find(found.number)
    subject = counter.store.proceedings.subject(found.case)
    today = wall_time(now).date().isoformat()
    return Waiting(
        proceeding=found,
        step=step,
        applicant=(row.applicant_name or "") if row is not None else "",
        subject=(subject.name or "") if subject is not None else "",
        mine=step is not None and may(counter.roles, "resolve" if is_heads(step) else "proceed"),
        late=found.due is not None and found.step > 0 and found.due < today,
        held=measure(found.since, now),
        elapsed=measure(found.clock_from, now),
    )


def _loaded(counter: Counter, found: Proceeding) -> Loaded:
    words = None
    if found.drafted_sequence is not None:
        kept = counter.store.journal.particulars(found.drafted_sequence)
        words = kept if isinstance(kept, ResultParticulars) else None
    return Loaded(
        proceeding=found,
        case=load_case(counter, found.number),
        edition=counter.editions.by_label(found.edition),
        procedure=procedure_of(counter, found),
        steps=tuple(counter.store.proceedings.steps(found.case)),
        subject=counter.store.proceedings.subject(found.case),
        drafted=words,
        clock=standing_at(counter, counter.clock.now()),
    )
