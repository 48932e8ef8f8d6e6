"""A visit: one person's time here, folded from the journal's events into periods that never overlap or leave gaps.

Counter and centre fold alike, so that both measure the same minutes. The waiting clock runs from the ticket to the
call, the serving clock from the call (or from the opening of the case, without a ticket) until the paper is handed
over; a hold is a period of its own.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from forms.day_acts import MachineRestarted
from forms.events import (
    CaseDecided,
    CaseDropped,
    CaseHeld,
    CaseResumed,
    Event,
    PaperHandedOver,
    VisitOpened,
)
from forms.moments import Elapsed, Moment, carry, measure
from forms.queue_acts import (
    TicketCalled,
    TicketClosed,
    TicketIssued,
    TicketNoShow,
    TicketRecalled,
    VisitHeld,
    VisitReturned,
    WalkInAdmitted,
)
from forms.records import Part

PeriodKind = Literal["waiting", "serving", "held"]
VisitState = Literal["waiting", "called", "serving", "held", "ended"]


class Period(Part, frozen=True, kw_only=True):
    """A stretch of a visit; ``end`` is empty while it lasts.

    Where the machine was started again meanwhile, ``carried`` is what was measured until then in seconds and
    ``anchor`` the moment from which the new count measures on.
    """

    kind: PeriodKind
    start: Moment
    end: Moment | None = None
    carried: float = 0.0
    anchor: Moment | None = None
    doubted: bool = False

    def measure(self, now: Moment) -> Elapsed:
        """Seconds of the period, until ``now`` while it lasts."""
        last = measure(self.anchor or self.start, self.end or now)
        return Elapsed(self.carried + last.seconds, self.doubted or last.doubted)


class Visit(Part, frozen=True, kw_only=True):
    """Where a visit stands. ``number`` 0 is a visit without a ticket; ``head_since`` the sequence of its return."""

    id: str
    arrived: int  # sequence of the event it began with: the order of the queue
    service: str
    edition: str = ""
    day: str = ""
    letter: str = ""
    number: int = 0
    operator: str = ""
    state: VisitState
    periods: tuple[Period, ...]
    recalls: int = 0
    holds: int = 0
    hold_reason: str = ""
    ground: str = ""
    passed_over: int = 0
    head_since: int = 0
    case_opened: bool = False
    called: int = 0  # sequence of the last call; 0 before the first
    called_at: Moment | None = None  # the last call or recall
    ended_by: str = ""

    @property
    def label(self) -> str:
        """What stands on the ticket and on the board: "A007"; empty without a ticket."""
        return ticket_label(self.letter, self.number) if self.number else ""


def ticket_label(letter: str, number: int) -> str:
    """A ticket's label: "A007"."""
    return f"{letter}{number:03d}"


def measure_periods(periods: Sequence[Period], kind: PeriodKind, now: Moment | None = None) -> Elapsed:
    """Seconds of all periods of a kind; one that lasts needs ``now``."""
    seconds, doubted = 0.0, False
    for period in periods:
        if period.kind != kind:
            continue
        until = period.end or now
        if until is None:
            continue
        elapsed = period.measure(until)
        seconds += elapsed.seconds
        doubted = doubted or elapsed.doubted
    return Elapsed(seconds, doubted)


def begin_visit(event: Event) -> Visit | None:
    """The visit an event begins, or None where it begins none."""
    act, changed = event.act, msgspec.structs.replace
    match act:
        case TicketIssued():
            waiting = changed(_first(event, "waiting"), state="waiting", service=act.service, edition=act.edition)
            return changed(waiting, day=act.day, letter=act.letter, number=act.number)
        case WalkInAdmitted():
            return changed(_first(event, "serving"), ground=act.ground, passed_over=act.passed_over)
        case VisitOpened():
            return changed(_first(event, "serving"), state="serving", service=act.service, case_opened=True)
        case _:
            return None


def _first(event: Event, kind: PeriodKind) -> Visit:
    return Visit(
        id=event.case or "",
        arrived=event.sequence,
        service="",
        day=event.at.wall[:10],
        operator=event.operator,
        state="called",
        periods=(Period(kind=kind, start=event.at),),
    )


def follow_visit(visit: Visit, event: Event) -> Visit:
    """The visit after an event of its own. An event that does not concern it changes nothing."""
    act, at = event.act, event.at
    changed = msgspec.structs.replace
    match act:
        case TicketCalled():
            called = changed(
                visit,
                state="called",
                operator=event.operator,
                recalls=0,
                head_since=0,
                called=event.sequence,
                called_at=at,
            )
            called = changed(called, ground=act.ground or visit.ground, passed_over=visit.passed_over + act.passed_over)
            return _turn(called, "serving", at)
        case TicketRecalled():
            return changed(visit, recalls=act.recalls, called_at=at)
        case TicketNoShow():
            return _end(visit, "no_show", at)
        case TicketClosed():
            return _end(visit, act.reason, at)
        case VisitOpened():
            return changed(visit, state="serving", service=act.service, operator=event.operator, case_opened=True)
        case VisitHeld() | CaseHeld():
            reason = act.reason if isinstance(act, VisitHeld) else ""
            held = changed(visit, state="held", holds=visit.holds + 1, hold_reason=reason)
            return _turn(held, "held", at)
        case VisitReturned():
            return _turn(changed(visit, state="waiting", head_since=event.sequence, hold_reason=""), "waiting", at)
        case CaseResumed():
            resumed = changed(visit, state="serving", operator=event.operator, hold_reason="", case_opened=True)
            return _turn(resumed, "serving", at)
        case CaseDecided():
            return changed(visit, edition=act.edition)
        case PaperHandedOver():
            return _end(visit, "handed_over", at)
        case CaseDropped():
            return _end(visit, act.reason, at)
        case _:
            return visit


def carry_over(visit: Visit, restart: MachineRestarted, at: Moment) -> Visit:
    """The machine was started again: what was measured until then is kept, and measuring goes on from ``at``.

    The time it was off is the event's: no wall clock is compared here, for it may have been set meanwhile.
    """
    last = visit.periods[-1]
    if last.end is not None or (last.anchor or last.start).boot == at.boot:
        return visit
    measured = last.measure(restart.before).seconds + restart.off_seconds
    carried = msgspec.structs.replace(last, carried=measured, anchor=at, doubted=True)
    return msgspec.structs.replace(visit, periods=(*visit.periods[:-1], carried))


def carry_moment(start: Moment, restart: MachineRestarted, at: Moment) -> Moment:
    """A moment something is measured from, once the machine was started again: as :func:`carry_over` of a visit."""
    return carry(start, measure(start, restart.before).seconds + restart.off_seconds, at)


def served_from(visit: Visit | None, at: Moment) -> Moment:
    """Where the minutes of a whole procedure run from: the beginning of serving; ``at`` where nobody was served."""
    periods = () if visit is None else visit.periods
    first = next((place for place, period in enumerate(periods) if period.kind == "serving"), None)
    if first is None:
        return at
    # One period begins where the one before it ended.
    return carry(periods[first].start, sum(period.measure(at).seconds for period in periods[first:]), at)


def _turn(visit: Visit, kind: PeriodKind, at: Moment) -> Visit:
    """End the period that lasts and begin one of ``kind`` at the same moment; nothing happens if it is that kind."""
    last = visit.periods[-1]
    if last.kind == kind and last.end is None:
        return visit
    ended = msgspec.structs.replace(last, end=at)
    return msgspec.structs.replace(visit, periods=(*visit.periods[:-1], ended, Period(kind=kind, start=at)))


def _end(visit: Visit, how: str, at: Moment) -> Visit:
    if visit.state == "ended":
        return visit
    ended = msgspec.structs.replace(visit.periods[-1], end=at)
    return msgspec.structs.replace(visit, state="ended", ended_by=how, periods=(*visit.periods[:-1], ended))
