"""Complaints taken at counters, drawn from their journals; those sent on to the district become its own to answer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintCorrected,
    ComplaintForwarded,
    ComplaintParticulars,
    ComplaintReceived,
)
from forms.register_acts import CorrectionParticulars, ReasonParticulars
from server.complaints.keeping import district_of, follow_source, take_over
from server.complaints.models import Complaint
from server.organisations.models import Counter, Organisation
from server.register.places import Left, left_of
from server.register.recorded import Recorded

ComplaintAct = ComplaintReceived | ComplaintAssigned | ComplaintCorrected | ComplaintForwarded | ComplaintAnswered

_LONGEST = 20_000  # letters of a text
_CORRECTABLE = {"name": 200, "address": 400, "phone": 32, "email": 254, "representative": 200, "text": _LONGEST}


def draw_complaints(counter: Counter, told: Mapping[str, Sequence[Recorded]]) -> None:
    """Draw complaints anew by all of their events that counted, whatever continuation they stand on."""
    if told:
        left = left_of(counter)
        for complaint_id, events in told.items():
            _draw(counter, complaint_id, sorted(events, key=lambda one: one.place.sequence), left)


def _draw(counter: Counter, complaint_id: str, events: Sequence[Recorded], left: Left) -> None:
    """One that the counter no longer has stays, and is told as left behind."""
    standing = [one for one in events if not left.holds(one.place)]
    for one in _receptions(standing) or _receptions(events):
        gone = left.holds(one.place)
        row = _row_of(counter, complaint_id, one)
        row.left_behind = gone
        for later in events if gone else standing:
            _follow(row, later)
        row.save()
        _mark_others(row)
        if not gone:
            _go_on(row)


def erase_onward(row: Complaint) -> None:
    """Nothing of the complaint that speaks of a person stands in the district's own either."""
    Complaint.objects.filter(source=row).update(**dict.fromkeys(_PERSONAL, ""), erased=True)


_PERSONAL = ("name", "address", "phone", "email", "text", "representative")


def _receptions(events: Sequence[Recorded]) -> list[Recorded]:
    """The first reception of a complaint is the one that counts."""
    return [one for one in events if isinstance(one.event.act, ComplaintReceived)][:1]


def _row_of(counter: Counter, complaint_id: str, one: Recorded) -> Complaint:
    """The row of a complaint as it was received: nothing later is in it."""
    act = one.event.act
    assert isinstance(act, ComplaintReceived)
    at = datetime.fromisoformat(one.event.at.wall)
    known = Complaint.objects.filter(counter=counter, branch=one.place.branch, sequence=one.place.sequence).first()
    row = known or Complaint(counter=counter, branch=one.place.branch, sequence=one.place.sequence)
    row.organisation = counter.organisation
    row.complaint_id, row.counter_number = complaint_id, _plain(act.number, 40)
    row.operator, row.case_number = _plain(act.about, 64), _plain(act.case_number, 40)
    row.received_on = _day(act.received_on) or at.date()
    row.way, row.level, row.language = act.way, act.level, act.language
    row.edition = row.term_edition = _plain(act.edition, 40)
    row.due, row.forward_due = _day(act.due), _day(act.forward_due)
    row.answer_place = _plain(act.answer_place, 400)
    row.accepted_at, row.accepted_operator = at, _plain(one.event.operator, 64)
    row.signed = act.signed
    row.handler = row.forwarded_to = row.outcome = row.answer = ""
    row.forwarded_on = row.answered_on = None
    told = one.particulars if isinstance(one.particulars, ComplaintParticulars) else None
    row.erased = told is None and one.event.particulars_digest is not None
    row.name = _plain("" if told is None else told.name, 200)
    row.address = _plain("" if told is None else told.address, 400)
    row.phone = _plain("" if told is None else told.phone, 32)
    row.email = _plain("" if told is None else told.email, 254)
    row.representative = _plain("" if told is None else told.representative, 200)
    row.text = _plain("" if told is None else told.text, _LONGEST)
    return row


def _follow(row: Complaint, one: Recorded) -> None:
    act = one.event.act
    match act:
        case ComplaintAssigned() if act.number == row.counter_number:
            row.handler = _plain(act.handler, 64)
        case ComplaintCorrected() if act.number == row.counter_number:
            changes = one.particulars.changes if isinstance(one.particulars, CorrectionParticulars) else ()
            for change in changes:
                # Of one that was erased nothing comes back.
                if change.field in _CORRECTABLE and not row.erased:
                    setattr(row, change.field, _plain(change.new, _CORRECTABLE[change.field]))
        case ComplaintForwarded() if act.number == row.counter_number:
            row.forwarded_to, row.forwarded_on = _plain(act.to, 300), _day(act.on) or row.received_on
        case ComplaintAnswered() if act.number == row.counter_number:
            row.answered_on, row.outcome = _day(act.on) or row.received_on, act.outcome
            if isinstance(one.particulars, ReasonParticulars):
                row.answer = _plain(one.particulars.reason, _LONGEST)
        case _:
            pass


def _mark_others(row: Complaint) -> None:
    """The same complaint as another continuation recorded it: only one of them stands."""
    others = Complaint.objects.filter(counter=row.counter, complaint_id=row.complaint_id).exclude(pk=row.pk)
    others.filter(sequence__isnull=False).update(left_behind=True)


def _go_on(row: Complaint) -> None:
    """What was sent on to the office that looks after this school is registered there, once."""
    if row.erased:
        erase_onward(row)
    elif row.forwarded_on is not None and is_ours(row):
        follow_source(take_over(None, row, timezone.localdate()), row)


def is_ours(row: Complaint) -> bool:
    """Whether it was sent to the office above its school, by the name the counter wrote."""
    above = district_of(row.organisation)
    names = {_folded(name) for office in _offices(above) for name in (office.name_kk, office.name_ru)}
    return _folded(row.forwarded_to) in names


def _offices(district: Organisation) -> list[Organisation]:
    """The office, and that at the top, in whose name the centre speaks to counters."""
    top = Organisation.objects.filter(code=district.path.partition("/")[0]).first()
    return [district] if top is None or top.pk == district.pk else [district, top]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _plain(text: str, most: int) -> str:
    return text.replace("\x00", "\ufffd")[:most]


def _day(told: str | None) -> date | None:
    try:
        return None if not told else date.fromisoformat(told)
    except ValueError:
        return None
