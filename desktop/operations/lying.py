"""Where the result of one case of the State Corporation's channel lies while nobody has collected it."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.unclaimed import Lying, kept_until, lies
from desktop.operations.counter import Counter
from desktop.storage.proceedings import Proceeding
from forms.editions import Step
from forms.moments import wall_time
from forms.procedure_acts import RESULT_NUMBER


@dataclass(frozen=True)
class Uncollected:
    """A result that was not collected. ``here``: this desk is the State Corporation's, else we are the provider.

    ``until`` is the last day it is kept, where it lies here; ``resend`` by when it is to be sent again, ``late`` once
    that has passed. ``result_number`` is the provider's own, where it said one.
    """

    number: str
    here: bool
    state: Lying
    until: date | None = None
    resend: date | None = None
    late: bool = False
    result_number: str = ""


def lying_of(counter: Counter, proceeding: Proceeding, step: Step | None) -> Uncollected | None:
    """How a case at this step stands, or None where nothing of it is to be collected or sent again.

    At a school a result sent is the Corporation's business until it comes back.
    """
    if proceeding.channel != "state_corporation" or proceeding.issued_at is not None or proceeding.voided:
        return None
    here, moved = proceeding.side == "corporation", proceeding.moved
    gone = moved in ("returned_unclaimed", "asked_again")
    if not gone and not (here and step is not None and step.act == "issue"):
        return None
    today = wall_time(counter.clock.now()).date()
    until = _until(counter, proceeding) if here and not gone else None
    state = lies(moved, until, today)
    resend = date.fromisoformat(proceeding.resend_due) if state == "asked" and proceeding.resend_due else None
    return Uncollected(
        number=proceeding.number,
        here=here,
        state=state,
        until=until,
        resend=resend,
        late=resend is not None and today > resend,
        result_number=proceeding.result_number or str(proceeding.facts.get(RESULT_NUMBER, "")),
    )


def _until(counter: Counter, proceeding: Proceeding) -> date | None:
    """A month from its coming here, for the first time or again."""
    again = proceeding.moved_at if proceeding.moved == "resent" else None
    came = date.fromisoformat((again or proceeding.since.wall)[:10])
    due = None if proceeding.due is None else date.fromisoformat(proceeding.due)
    return kept_until(counter.editions.by_label(proceeding.edition), due, came)
