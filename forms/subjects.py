"""Children that are applied for: how old one is when, and what holds of one after corrections."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from forms.dates import parse_date, show_date
from forms.procedure_acts import SubjectParticulars
from forms.register_acts import CorrectionParticulars

PREFIX = "subject"
CORRECTABLE = ("iin", "name", "birth_date")
SCHOOL_YEAR_STARTS = (9, 1)


def school_year(day: date) -> int:
    """The year in which the school year of a day began."""
    return day.year if (day.month, day.day) >= SCHOOL_YEAR_STARTS else day.year - 1


def age_on(born: date, day: date) -> int:
    """Whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def place_of(field: str) -> str | None:
    """Which of the child's places a correction's field is, such as ``subject.name``; None where it is another's."""
    where, _, name = field.partition(".")
    return name if where == PREFIX and name in CORRECTABLE else None


def read_place(subject: SubjectParticulars | None, name: str) -> str:
    """What stands at one of the child's places; the birth date as people write it."""
    if subject is None:
        return ""
    value = str(getattr(subject, name))
    return show_date(date.fromisoformat(value)) if name == "birth_date" and value else value


def apply_to_subject(
    subject: SubjectParticulars | None, corrections: Iterable[CorrectionParticulars]
) -> SubjectParticulars | None:
    """The child's particulars as they hold after ``corrections``, in their order."""
    for correction in corrections:
        for change in correction.changes:
            name = place_of(change.field)
            if subject is not None and name is not None:
                subject = replace(subject, **{name: as_kept(name, change.new)})
    return subject


def as_kept(name: str, value: str) -> str:
    """A corrected value as the journal keeps it of the child: the birth date as an ISO date."""
    return parse_date(value).isoformat() if name == "birth_date" else value
