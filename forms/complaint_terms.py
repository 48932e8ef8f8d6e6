"""The terms of an answer to a complaint, as terms like any other, so that one function counts them all."""

from forms.editions import Complaints, Term
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
