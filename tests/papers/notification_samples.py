"""Notifications to draw: accepted and refused, signed and still to be signed."""

from datetime import timedelta

from forms.editions import Edition
from forms.papers.content import LanguageChoice
from forms.papers.notification import NotificationPaper, Stamp
from forms.signing import sign_paper

from .samples import AT, KEY, SCHOOL, TEACHER, outcome_paper

STAMP = Stamp(
    holder="ҮЛГІЖАНОВ ҒАЛЫМ",
    serial="4ae2543fdeb02bd33a8e5b55d922f47172ace645",
    issuer="Үлгі куәландырушы орталық",
    until=AT + timedelta(days=300),
    at=AT,
)


def notification_paper(
    rules: Edition, language: LanguageChoice = "kk", *, accepted: bool = True, signed: bool = True, consent: bool = True
) -> NotificationPaper:
    """A notification of that edition; refused for three documents, or because consent was declined."""
    refused = outcome_paper(rules, "reasoned_refusal", language)
    grounds = refused.grounds[1:2] if consent else refused.grounds[2:3]
    return NotificationPaper(
        accepted=accepted,
        edition=rules,
        language=language,
        organisation=SCHOOL,
        applicant=TEACHER,
        number="D7/2026-Б000045" if signed else "",
        at=AT,
        case_number="D7/2026-000123",
        filed_at=AT - timedelta(hours=20),
        documents=refused.documents if not accepted and consent else (),
        grounds=() if accepted else grounds,
        clerk="Асанова Г.",
        stamp=STAMP if signed else None,
        qr=sign_paper(KEY, counter="D7", number="D7/2026-000123", at=AT, outcome="accepted"),
    )
