"""The child an applicant applies for: what stands in the way at the reception."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from desktop.domain.case import SubjectAnswers
from forms.catalogues import N_
from forms.contacts import check_words
from forms.dates import parse_date, show_date
from forms.editions import Edition, Subject
from forms.identity import check_iin
from forms.names import check_name
from forms.problems import Problem
from forms.procedure_acts import SubjectParticulars, SubjectRecorded
from forms.subjects import PREFIX, SCHOOL_YEAR_STARTS, age_on, read_place, school_year

OTHER = "other"
# Beside the applicant's own fields it must be seen whose is meant.
_EMPTY: Mapping[str, str] = {
    "iin": N_("The child's IIN: empty. Type the 12 digits from the child's document."),
    "name": N_("The child's name: empty. Write it as in the child's document."),
    "birth_date": N_("The child's birth date: empty. Type day, month and year."),
}


class Trouble(NamedTuple):
    """What stands in the way at one of the child's fields: where, a sentence for it, and whether it is only empty."""

    field: str
    message: str
    fields: dict[str, Any]
    empty: bool


def subject_troubles(edition: Edition, answers: SubjectAnswers, today: date) -> Iterator[Trouble]:
    """What keeps the child's part from being whole; nothing where the edition knows no subject.

    A consent that is declined stands in no way: the sources name no ground for it.
    """
    subject = edition.subject
    if subject is None:
        return
    checks: tuple[tuple[str, str, Callable[[str], object]], ...] = (
        ("iin", answers.iin, check_iin),
        ("name", answers.name, check_name),
        ("birth_date", answers.birth_date, lambda typed: read_birth_date(subject, typed, today)),
    )
    for name, typed, check in checks:
        try:
            check(typed)
        except Problem as problem:
            empty = not typed.strip()
            yield Trouble(f"{PREFIX}.{name}", _EMPTY[name] if empty else problem.message, dict(problem.fields), empty)
    if answers.relation not in subject.relations:
        words = N_("The applicant's relation to the child: choose one.")
        yield Trouble(f"{PREFIX}.relation", words, {}, True)
    elif answers.relation == OTHER:
        yield from _relation_in_words(answers.relation_words)
    if subject.consent is not None and not answers.consent:
        words = N_("Consent for the child: ask for it and note the answer.")
        yield Trouble(f"{PREFIX}.consent", words, {}, True)


def _relation_in_words(typed: str) -> Iterator[Trouble]:
    where = f"{PREFIX}.relation_words"
    if not typed.strip():
        yield Trouble(where, N_("Relation: write by what right the applicant represents the child."), {}, True)
        return
    try:
        check_words(typed)
    except Problem as problem:
        yield Trouble(where, problem.message, dict(problem.fields), False)


def answers_of(act: SubjectRecorded, particulars: SubjectParticulars | None) -> SubjectAnswers:
    """What was answered of a recorded child; nothing of who it is where that was erased."""
    answers = SubjectAnswers(relation=act.relation, consent="" if act.consent == "not_asked" else act.consent)
    if particulars is not None:
        answers.iin, answers.name = particulars.iin, particulars.name
        answers.birth_date = read_place(particulars, "birth_date")
        answers.relation_words = particulars.relation_words
    return answers


def read_birth_date(subject: Subject, typed: str, today: date) -> date:
    """The child's birth date. Raises Problem 230 to 237; 1040, 1041 where the edition gives an age it does not fit.

    The age is that at the beginning of a school year (ours: the edition names no day). Who is received in spring may
    be meant for the next one, so nobody is too young who will be old enough by then; a group's own ages are checked
    for its own year.
    """
    born = parse_date(typed, not_after=today)
    begun = school_year(today)
    starts, following = date(begun, *SCHOOL_YEAR_STARTS), date(begun + 1, *SCHOOL_YEAR_STARTS)
    if subject.oldest is not None and age_on(born, starts) > subject.oldest:
        raise Problem("1040", day=show_date(starts), age=age_on(born, starts), oldest=subject.oldest)
    if subject.youngest is not None and age_on(born, following) < subject.youngest:
        age = max(0, age_on(born, following))
        raise Problem("1041", day=show_date(following), age=age, youngest=subject.youngest)
    return born
