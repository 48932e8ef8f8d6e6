"""How a document of the checklist stands: from the clerk's marks and dates to a finding."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.case import CaseDraft, DocumentAnswers
from forms.dates import parse_date
from forms.editions import Document, Edition, Expiry, Finding, Mark
from forms.essays import judge_essay, typed_count
from forms.problems import Problem

# The key under which editions list the document that tells who someone is.
IDENTITY = "identity"


@dataclass(frozen=True)
class Standing:
    """``settled`` once nothing more is asked of the row; ``finding`` where it is not in order.

    ``words`` is the number of an essay's words where it is too small or too great: the finding then needs no reason.
    """

    settled: bool
    finding: Finding | None = None
    marks_left: tuple[Mark, ...] = ()
    expired_on: date | None = None
    asks_reason: bool = False
    words: int | None = None
    not_available: bool = False


def marks_needed(document: Document) -> tuple[Mark, ...]:
    """What the clerk must have done before the document is in order, in the order of doing."""
    return document.marks


def last_valid_day(expiry: Expiry | None, answers: DocumentAnswers) -> date | None:
    """The last day a document is valid on, or None where the edition asks none or nothing readable is typed."""
    if expiry is None:
        return None
    typed = answers.expires if expiry.by == "date_on_document" else answers.date
    if not typed.strip():
        return None
    try:
        day = parse_date(typed)
    except Problem:
        return None
    return day if expiry.months is None else add_months(day, expiry.months)


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or the month's last day where there is none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def judge_document(document: Document, answers: DocumentAnswers, today: date) -> Standing:
    """How one document stands on ``today``.

    A document past its last valid day is expired whatever was marked, and an essay of too few or too many words does
    not conform.
    """
    last_day = last_valid_day(document.expiry, answers)
    expired_on = last_day if last_day is not None and last_day < today else None
    if answers.state == "not_available":
        return Standing(settled=True, not_available=True)
    if answers.state == "missing":
        return Standing(settled=True, finding="missing")
    outside = words_outside(document, answers)
    if answers.state in ("nonconforming", "unreliable"):
        explained = bool(answers.usual_reason or answers.reason.strip())
        if answers.state == "nonconforming" and outside is not None and not explained:
            return Standing(settled=True, finding="nonconforming", words=outside)
        return Standing(settled=explained, finding=answers.state, asks_reason=True, words=outside)
    if answers.state == "expired" or expired_on is not None:
        return Standing(settled=True, finding="expired", expired_on=expired_on)
    if outside is not None:
        return Standing(settled=True, finding="nonconforming", words=outside)
    left = tuple(mark for mark in marks_needed(document) if mark not in answers.marks)
    return Standing(settled=answers.state == "in_order" and not left, marks_left=left)


def asks_words(edition: Edition, document: Document, answers: DocumentAnswers) -> bool:
    """Whether an essay's words are still to be counted: where all is electronic its file is at hand.

    Over a counter it comes on paper, and nobody counts three hundred words while the norm's minutes run.
    """
    wanted = document.words is not None and not edition.has_counter and answers.state == "in_order"
    return wanted and typed_count(answers.word_count) is None


def words_outside(document: Document, answers: DocumentAnswers) -> int | None:
    """The number of an essay's words where it is not within what the edition asks, else None."""
    count = typed_count(answers.word_count)
    if document.words is None or count is None or judge_essay(count, document.words) == "fits":
        return None
    return count


def mark_in_order(document: Document, answers: DocumentAnswers) -> None:
    """One key for a whole row: everything seen, copied, compared and given back."""
    answers.state = "in_order"
    answers.marks = list(marks_needed(document))
    answers.usual_reason = answers.reason = ""


def toggle_mark(document: Document, answers: DocumentAnswers, mark: Mark) -> None:
    """Set or take back one mark; the row is in order when the last one is set."""
    if mark in answers.marks:
        answers.marks.remove(mark)
    else:
        answers.marks.append(mark)
    complete = all(needed in answers.marks for needed in marks_needed(document))
    if mark in answers.marks and answers.state in ("missing", "not_available"):
        answers.state = ""  # it is here after all
    if answers.state in ("", "in_order"):
        answers.state = "in_order" if complete else ""
        answers.usual_reason = answers.reason = ""


def note_identity(documents: tuple[Document, ...], draft: CaseDraft) -> None:
    """Carry what was ticked at the applicant's screen over to the row of the identity document.

    Not where a representative stands at the counter: the document shown is then not the applicant's.
    """
    if draft.by_representative:
        return
    person = draft.applicant
    for document in documents:
        if document.key != IDENTITY:
            continue
        answers = draft.document(document.key)
        seen: dict[Mark, bool] = {"original_seen": person.identity_shown, "original_returned": person.identity_returned}
        for mark, on in seen.items():
            if mark in document.marks and on is not (mark in answers.marks):
                toggle_mark(document, answers, mark)


def originals_to_return(documents: tuple[Document, ...], draft: CaseDraft) -> tuple[Document, ...]:
    """Documents whose original was seen and not yet marked returned: no paper before they are back."""
    return tuple(
        document
        for document in documents
        if "original_returned" in document.marks
        and "original_seen" in draft.document(document.key).marks
        and "original_returned" not in draft.document(document.key).marks
    )


def count_sheets(typed: str) -> int:
    """The number of sheets typed; 0 where none is."""
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() else 0
