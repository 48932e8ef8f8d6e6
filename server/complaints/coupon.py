"""What the coupon of a complaint's acceptance says."""

from django.utils import timezone

from forms.contacts import show_phone
from forms.papers.complaint_coupon import ComplaintCoupon
from forms.papers.content import LanguageChoice
from forms.texts import Text
from server.complaints.models import Complaint
from server.complaints.terms import AnswerTerms
from server.organisations.models import Organisation
from server.register.editions import known_editions


def coupon_of(complaint: Complaint, terms: AnswerTerms, language: LanguageChoice) -> ComplaintCoupon:
    """The coupon as it stands now, in one language or in both."""
    by, district = complaint.accepted_by, complaint.district
    assert by is not None and district is not None  # one of a counter has the counter's own coupon
    return ComplaintCoupon(
        language=language,
        office=_name(district),
        number=complaint.label,
        received_on=complaint.received_on,
        complainant=complaint.name,
        about=_name(complaint.organisation),
        accepted_by=by.get_full_name(),
        accepted_at=timezone.localtime(complaint.accepted_at),
        due=terms.answer,
        act=known_editions().by_label(terms.edition).act.short if terms.edition else None,
        answer_place=complaint.answer_place,
        phone=show_phone(district.phone) if district.phone.startswith("+") else district.phone,
    )


def _name(organisation: Organisation) -> Text:
    return Text(kk=organisation.name_kk, ru=organisation.name_ru)
