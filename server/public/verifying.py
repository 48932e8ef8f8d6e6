"""Is a paper genuine, and does it still hold? Asked by the text of its QR code, answered without naming a person."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings

from forms.problems import Problem
from forms.signing import PaperMark, read_mark, verify_paper
from server.organisations.models import Counter, CounterKey, Organisation
from server.register.models import Case

# holds; void; not_arrived: the school has not delivered it yet; corrected: a later paper says more.
Standing = Literal["holds", "void", "corrected", "not_arrived"]


@dataclass(frozen=True)
class Verified:
    """A genuine paper: who gave it, what it says of itself, and how it stands here."""

    mark: PaperMark
    organisation: Organisation
    standing: Standing
    as_of: datetime | None  # when the counter last delivered


def verify_mark(text: str) -> Verified:
    """What the text of a QR code proves.

    Raises Problem 551 and 552 for a text that is not a paper's, 553 for a forged one, 954 for one that says otherwise
    than the register, 955 for a counter that is not of this district, 956 for a key that was revoked before.
    """
    mark = read_mark(text)
    counter = Counter.objects.select_related("organisation").filter(code=mark.counter).first()
    if counter is None or not counter.keys.exists():
        raise Problem("955", counter=mark.counter)
    key = _signer(counter, text, mark)
    if key.revoked and key.ended_at is not None and _moment(mark) > key.ended_at:
        raise Problem("956", number=mark.number)
    return Verified(mark, counter.organisation, _standing(counter, mark), counter.last_contact)


def _signer(counter: Counter, text: str, mark: PaperMark) -> CounterKey:
    for key in counter.keys.order_by("-since"):
        try:
            verify_paper(text, key.signing)
        except Problem as problem:
            if problem.code != "553":
                raise
        else:
            return key
    raise Problem("553", number=mark.number)


def _standing(counter: Counter, mark: PaperMark) -> Standing:
    case = Case.objects.filter(number=mark.number).order_by("left_behind", "pk").first()
    if case is None:
        return "not_arrived"
    if case.counter_id != counter.pk or case.outcome != mark.outcome:
        raise Problem("954", number=mark.number)
    if case.voided:
        return "void"
    return "corrected" if case.corrected else "holds"


def _moment(mark: PaperMark) -> datetime:
    return mark.at.replace(tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
