"""Results of the State Corporation's channel that nobody collects, as both of its sides see them.

At the Corporation a result is kept a month, goes back to the provider, is asked for again and comes again; at a school
the same is: returned to us, asked for, sent again within a working day. Called on the store's thread.
"""

from dataclasses import dataclass
from datetime import date

from desktop.domain.case_terms import resend_due
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.operations.lying import Uncollected, lying_of
from desktop.operations.proceeding_view import load_proceeding, procedure_of
from desktop.operations.step_entries import take, walk_of
from desktop.storage.proceedings import Proceeding
from forms.dates import show_date
from forms.editions import Edition, Step
from forms.moments import wall_time
from forms.problems import Problem
from forms.procedure_acts import RESULT_NUMBER, Moved, ResultMoved
from forms.register_acts import ReasonParticulars


@dataclass(frozen=True)
class Situation:
    """What can be done about a result nobody collected. ``lying``: where it is; ``may_come_back``: at a school, whether
    the State Corporation may have returned it."""

    lying: Uncollected | None
    may_come_back: bool


def look_at_result(counter: Counter, number: str) -> Situation:
    """Where the result of a case lies. Raises Problem 720 for who may not, 622 where there is no such case."""
    loaded = load_proceeding(counter, number)
    found = loaded.proceeding
    returnable = not found.voided and _is_sent(counter, found) and found.moved in ("", "resent")
    return Situation(lying_of(counter, found, loaded.step), returnable)


def return_unclaimed(counter: Counter, number: str, words: str = "") -> None:
    """The month is over and the result goes back to the provider; at a school: it came back to us.

    Raises Problem 1037 while it is still to be kept, 1058 where no result lies here.
    """
    _, proceeding, step = _loaded(counter, number)
    if proceeding.side == "corporation":
        found = lying_of(counter, proceeding, step)
        if found is None or found.until is None or found.state not in ("lying", "over"):
            raise Problem("1058", number=number)
        if found.state == "lying":
            raise Problem("1037", number=number, day=show_date(found.until))
    elif not _is_sent(counter, proceeding) or proceeding.moved not in ("", "resent"):
        raise Problem("1058", number=number)
    _move(counter, proceeding, "returned_unclaimed", None, words)


def ask_again(counter: Counter, number: str, words: str = "") -> date | None:
    """The applicant came after the month: the provider is asked for the result; by when it is to be sent.

    Raises Problem 1059 where it did not go back.
    """
    edition, proceeding, _ = _loaded(counter, number)
    if proceeding.moved != "returned_unclaimed":
        raise Problem("1059", number=number)
    due = resend_due(edition, wall_time(counter.clock.now()), counter.calendar)
    _move(counter, proceeding, "asked_again", due, words)
    return due


def send_again(counter: Counter, number: str, words: str = "") -> None:
    """The result is sent again; at the State Corporation: it came again and can be issued. Raises Problem 1060."""
    _, proceeding, _ = _loaded(counter, number)
    if proceeding.moved != "asked_again":
        raise Problem("1060", number=number)
    _move(counter, proceeding, "resent", None, words)


def receive_result(counter: Counter, number: str, step: int, *, result_number: str = "", words: str = "") -> None:
    """The provider's result came in by hand, without the exchange: its step is taken, with the number it bears.

    Raises Problem 1025, 1027 and 1039 as every step does.
    """
    loaded = load_proceeding(counter, number)
    walk = walk_of(counter, loaded.proceeding)
    if walk.step is None:
        raise Problem("1025", number=number)
    if walk.step.number != step:
        raise Problem("1027", number=number, step=step)
    if walk.step.act != "receive":
        raise Problem("1039", number=number)
    now = counter.clock.now()
    facts = {RESULT_NUMBER: result_number.strip()} if result_number.strip() else {}
    taken = take(counter, now, walk, facts=facts, words=words, source="")
    checked = entry_of(counter, now, taken.act, taken.case, taken.particulars)
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, checked))


def check_is_here(proceeding: Proceeding) -> None:
    """Raise Problem 1057 where the result is not at the desk: it went back, and has not come again."""
    if proceeding.moved in ("returned_unclaimed", "asked_again"):
        day = date.fromisoformat((proceeding.moved_at or proceeding.opened_at)[:10])
        raise Problem("1057", number=proceeding.number, day=show_date(day))


def _loaded(counter: Counter, number: str) -> tuple[Edition, Proceeding, Step | None]:
    loaded = load_proceeding(counter, number)
    proceeding = loaded.proceeding
    if proceeding.voided or proceeding.channel != "state_corporation" or proceeding.issued_at is not None:
        raise Problem("1058", number=number)
    return loaded.edition, proceeding, loaded.step


def _move(counter: Counter, proceeding: Proceeding, how: Moved, due: date | None, words: str) -> None:
    now = counter.clock.now()
    moved = ResultMoved(number=proceeding.number, how=how, due=None if due is None else due.isoformat())
    said = ReasonParticulars(reason=words.strip()) if words.strip() else None
    entry = entry_of(counter, now, moved, proceeding.case, said)
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, entry))


def _is_sent(counter: Counter, proceeding: Proceeding) -> bool:
    """At the provider: the steps of the package are done, the sending of its result among them."""
    if proceeding.side != "provider" or proceeding.channel != "state_corporation" or proceeding.step != 0:
        return False
    return any(step.act == "send" for step in procedure_of(counter, proceeding).steps)
