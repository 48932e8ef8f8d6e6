"""The acts of the queue, one function each. Called on the store's thread."""

import uuid
from dataclasses import dataclass

from desktop.domain.queue import check_no_show, check_order, check_patience, expect_wait, grounds_of, next_number
from desktop.operations.counter import Counter
from desktop.operations.day import check_returned_first, count_waiting_after, entries_of_day
from desktop.operations.entries import entry_of, with_doubt
from desktop.profile.shape import edition_for
from desktop.storage.journal import Entry
from forms.editions import Edition
from forms.events import Act
from forms.moments import Moment, wall_time
from forms.problems import Problem
from forms.queue_acts import (
    CloseReason,
    HoldReason,
    TicketCalled,
    TicketClosed,
    TicketIssued,
    TicketNoShow,
    TicketRecalled,
    VisitHeld,
    VisitReturned,
)
from forms.visits import Visit, measure_periods, ticket_label

# Without a visit to learn from, and where the edition names no norm.
USUAL_SECONDS = 20 * 60


@dataclass(frozen=True)
class IssuedTicket:
    """A ticket as it is printed and shown large. ``expected_wait`` in seconds; times ISO 8601 with offset."""

    visit: str
    label: str
    service: str
    edition: str
    issued_at: str
    ahead: int
    expected_wait: int


@dataclass(frozen=True)
class QueueState:
    """The queue at one moment. ``waiting`` may be cut short, ``count`` is whole."""

    at_counter: Visit | None
    waiting: tuple[Visit, ...]
    count: int
    held: tuple[Visit, ...]
    day: str | None  # the working day that is open


def queue_state(counter: Counter) -> QueueState:
    """How the queue stands now."""
    visits = counter.store.visits
    return QueueState(
        visits.at_counter(),
        tuple(visits.waiting()),
        visits.count_waiting(),
        tuple(visits.held()),
        counter.store.days.open_day(),
    )


def issue_ticket(counter: Counter, service: str) -> IssuedTicket:
    """Someone came and waits: number, expected wait and the waiting clock, in one transaction."""
    now = counter.clock.now()
    edition = edition_for(service, counter.profile.services[service], counter.editions, wall_time(now).date())
    visits, letter = counter.store.visits, counter.profile.letter_of(service)
    day, opening = entries_of_day(counter, now)
    ahead = count_waiting_after(counter, opening)
    issued = TicketIssued(
        service=service,
        edition=edition.label,
        day=day,
        letter=letter,
        number=next_number(visits.last_number(day, letter)),
        ahead=ahead,
        expected_wait_seconds=_expect_wait(counter, edition, ahead, now),
    )
    visit = uuid.uuid4().hex
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, *opening, entry_of(counter, now, issued, visit)))
    return IssuedTicket(
        visit=visit,
        label=ticket_label(letter, issued.number),
        service=service,
        edition=edition.label,
        issued_at=now.wall,
        ahead=ahead,
        expected_wait=issued.expected_wait_seconds,
    )


def find_ticket(counter: Counter, visit: str) -> IssuedTicket:
    """A ticket again, to show or to print it once more. Raises Problem 604 where it waits no longer."""
    found = _waiting(counter, visit)
    ahead, now = counter.store.visits.count_before(found), counter.clock.now()
    edition = edition_of_visit(counter, found)
    return IssuedTicket(
        visit=visit,
        label=found.label,
        service=found.service,
        edition=edition.label,
        issued_at=found.periods[0].start.wall,
        ahead=ahead,
        expected_wait=_expect_wait(counter, edition, ahead, now),
    )


def edition_of_visit(counter: Counter, visit: Visit) -> Edition:
    """The edition of a visit. Who came without a ticket has one from the outcome on; before it, today's."""
    if visit.edition:
        return counter.editions.by_label(visit.edition)
    choice = counter.profile.services[visit.service]
    return edition_for(visit.service, choice, counter.editions, wall_time(counter.clock.now()).date())


def call_next(counter: Counter) -> Visit:
    """Call whose turn it is: the waiting clock stops, the serving clock starts. Raises Problems 600 and 601."""
    _check_free(counter)
    turn = counter.store.visits.next_waiting()
    if turn is None:
        raise Problem("600")
    return _record(counter, turn.id, TicketCalled())


def call_out_of_order(counter: Counter, visit: str, ground: str) -> Visit:
    """Call someone before others, on a legal ground only. Raises Problems 601–604."""
    _check_free(counter)
    chosen = _waiting(counter, visit)
    passed_over = counter.store.visits.count_before(chosen)
    check_order(passed_over, ground, grounds_of(edition_of_visit(counter, chosen)))
    return _record(counter, visit, TicketCalled(ground=ground if passed_over else "", passed_over=passed_over))


def recall(counter: Counter) -> Visit:
    """Call again; after the recalls the organisation sets, a no-show ends the visit. Raises Problems 606 and 607."""
    called = _called(counter)
    check_patience(called, counter.clock.now(), counter.profile.queue.recall_after)
    if called.recalls >= counter.profile.queue.recalls:
        return _record(counter, called.id, TicketNoShow(recalls=called.recalls))
    return _record(counter, called.id, TicketRecalled(recalls=called.recalls + 1))


def mark_no_show(counter: Counter) -> Visit:
    """Nobody came. Raises Problem 605 before the last recall, 606 where nobody is called, 607 too soon after a call."""
    called = _called(counter)
    check_no_show(called, counter.profile.queue.recalls)
    check_patience(called, counter.clock.now(), counter.profile.queue.recall_after)
    return _record(counter, called.id, TicketNoShow(recalls=called.recalls))


def hold_called(counter: Counter, reason: HoldReason) -> Visit:
    """Put aside who was called, before a case is opened."""
    return _record(counter, _called(counter).id, VisitHeld(reason=reason))


def return_to_queue(counter: Counter, visit: str) -> Visit:
    """Back after a hold: waits at the head of the queue. Raises Problem 604 where it is not put aside."""
    held, now = _find(counter, visit, "held"), counter.clock.now()
    _, opening = entries_of_day(counter, now)
    return _record_at(counter, now, held.id, opening, VisitReturned())


def take_up(counter: Counter, visit: str) -> Visit:
    """Back after a hold and straight to the counter, which is free. Raises Problems 601, 604, and 602 where others
    came back before."""
    _check_free(counter)
    held, now = _find(counter, visit, "held"), counter.clock.now()
    _, opening = entries_of_day(counter, now)
    check_returned_first(counter, opening)
    return _record_at(counter, now, held.id, opening, VisitReturned(), TicketCalled())


def close_ticket(counter: Counter, visit: str, reason: CloseReason) -> Visit:
    """Close a ticket without service: waiting, called, or put aside before a case was opened."""
    found = counter.store.visits.find(visit)
    if found is None or found.case_opened or found.state not in ("waiting", "called", "held"):
        raise Problem("604", ticket="" if found is None else found.label)
    return _record(counter, visit, TicketClosed(reason=reason))


def _record(counter: Counter, visit: str, *acts: Act) -> Visit:
    return _record_at(counter, counter.clock.now(), visit, [], *acts)


def _record_at(counter: Counter, now: Moment, visit: str, opening: list[Entry], *acts: Act) -> Visit:
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, *opening, *(entry_of(counter, now, one, visit) for one in acts)))
    found = counter.store.visits.find(visit)
    assert found is not None
    return found


def _check_free(counter: Counter) -> None:
    there = counter.store.visits.at_counter()
    if there is not None:
        raise Problem("601", ticket=there.label or there.service)


def _called(counter: Counter) -> Visit:
    there = counter.store.visits.at_counter()
    if there is None or there.state != "called":
        raise Problem("606")
    return there


def _waiting(counter: Counter, visit: str) -> Visit:
    return _find(counter, visit, "waiting")


def _find(counter: Counter, visit: str, state: str) -> Visit:
    found = counter.store.visits.find(visit)
    if found is None or found.state != state:
        raise Problem("604", ticket="" if found is None else found.label)
    return found


def _expect_wait(counter: Counter, edition: Edition, ahead: int, now: Moment) -> int:
    usual = counter.store.visits.usual_serving_seconds(edition.service)
    if usual is None:
        usual = 60.0 * (edition.norms.serving_minutes or USUAL_SECONDS // 60)
    there = counter.store.visits.at_counter()
    served = None if there is None else measure_periods(there.periods, "serving", now).seconds
    return expect_wait(ahead, usual, served_seconds=served)
