"""The terms of an answer to a complaint, as terms like any other, so that one function counts them all.

Counter and centre choose the edition whose term counts by the same rule: :func:`speaking_edition`.
"""

from collections.abc import Iterable
from typing import Literal

from forms.editions import Complaints, Edition, Term
from forms.texts import PaperLanguage, Text

_OURS: tuple[PaperLanguage, ...] = ("kk", "ru")
PROVIDER = Text(
    kk="көрсетілетін қызметті берушінің шағымға жауабы", ru="ответ услугодателя на жалобу", unofficial=_OURS
)
AUTHORITY = Text(
    kk="сапаны бағалау және бақылау жөніндегі уәкілетті органның шағымға жауабы",
    ru="ответ уполномоченного органа по оценке и контролю за качеством на жалобу",
    unofficial=_OURS,
)
FORWARD = Text(
    kk="шағымды іспен бірге оны қарайтын органға жіберу",
    ru="передача жалобы с делом в рассматривающий ее орган",
    unofficial=_OURS,
)


TermKey = Literal["complaint_provider", "complaint_authority", "complaint_forward"]


def complaint_terms(complaints: Complaints | None) -> tuple[Term, ...]:
    """A term for each number of days the edition gives, the provider's own first."""
    if complaints is None:
        return ()
    given = (
        ("complaint_provider", PROVIDER, complaints.provider_days),
        ("complaint_forward", FORWARD, complaints.forward_days),
        ("complaint_authority", AUTHORITY, complaints.authority_days),
    )
    return tuple(
        Term(
            key=key,
            title=title,
            working_days=days,
            first_day_excluded=complaints.first_day_excluded,
            counted_from="complaint",
            source=complaints.source,
        )
        for key, title, days in given
        if days is not None
    )


def term_of(edition: Edition, key: TermKey) -> Term | None:
    """The edition's own term of that kind, or None where it is silent."""
    return next((term for term in complaint_terms(edition.complaints) if term.key == key), None)


def speaking_edition(own: Edition, editions: Iterable[Edition], key: TermKey) -> Edition | None:
    """Whose term of that kind counts for what was done under ``own``: its own, else the newest of its service that
    gives one, else the newest of any service; None where no edition does.

    Three of the shipped editions (E2020, EMUS, ENR) say nothing of complaints, E2025 nothing of the answer: a
    complaint has a term all the same, and the coupon names the act it is taken from (docs/decisions/complaints.md).
    """
    if term_of(own, key) is not None:
        return own
    others = [one for one in editions if term_of(one, key) is not None]
    return max(others, key=lambda one: (one.service == own.service, one.in_force.since), default=None)
