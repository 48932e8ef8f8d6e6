"""Papers of a case after it left the counter: copies, corrected papers, acts to be filed, and every copy ever printed.

Called on the store's thread.
"""

from dataclasses import replace

from msgspec.structs import replace as filled_with

from desktop.domain.correction import as_it_holds
from desktop.domain.paper_content import build_changes, in_both
from desktop.domain.permissions import require
from desktop.domain.record import draft_of_record
from desktop.operations.counter import Counter
from desktop.operations.issuing import (
    A4,
    PREVIEW_DPI,
    PageImage,
    PreparedPaper,
    changes_shown,
    draw_copy,
    first_copy,
    keep_print,
    media_of,
    moment_of,
    render_pages,
    sign_case,
)
from desktop.operations.recorded import (
    RecordedCase,
    RecordedCorrection,
    RecordedVoid,
    load_case,
    name_of,
)
from desktop.operations.way_of_case import with_way
from forms.correction_words import ASKED_BY, VOID_REASONS
from forms.moments import wall_time
from forms.papers.content import AmendmentPaper, AttachedLine, Format, LanguageChoice
from forms.problems import Problem
from forms.register_acts import Attached
from forms.words import outcome_message

CORRECTION, VOID = "correction", "void"


def prepare_copy(
    counter: Counter,
    number: str,
    *,
    language: str = "",
    format: str = "",  # noqa: A002 - the field's word: a4 or roll80
    corrected: bool = False,
) -> PreparedPaper:
    """The outcome's paper once more, as it was first given, or with what was ``corrected`` since.

    ``language`` is kk, ru or both, ``format`` a4 or roll80; empty for those of the first copy.
    It bears its own copy number and who prints it; of a case made void it says that it does not hold. Raises Problem
    720 without the right, 622, 760 where the personal data were erased, 772 where nothing is corrected.
    """
    require(counter.roles, "reprint")
    case = load_case(counter, number)
    if case.particulars is None:
        raise Problem("760", number=number)
    if corrected:
        case.particulars_now()  # or it is not known what holds
    if corrected and not changes_shown(case):
        raise Problem("772", number=number)
    draft = with_way(counter, draft_of_record(case.event, case.particulars))
    draft.subject = case.child_answers(None if case.subject is None else case.subject.particulars)
    usual_language, usual_format = _usual_form(counter, case)
    draft.paper_language = _language(language) if language else usual_language
    draft.paper_format = ("roll80" if format == "roll80" else "a4") if format else usual_format
    draft.paper_copies = _copies_at_first(case)
    copy_number = counter.store.printed.next_copy_number(case.row.case, case.act.outcome)
    content = draw_copy(
        counter,
        draft,
        case,
        copy_number=copy_number,
        duplicate=copy_number > 1 and not corrected,
        corrected=corrected,
    )
    return PreparedPaper(
        paper=case.act.outcome,
        copy_number=copy_number,
        language=draft.paper_language,
        format=draft.paper_format,
        media=media_of(draft.paper_format, content),
        content=content,
        as_of=case.as_of,
        operator=counter.operator.id,
    )


def record_copy(counter: Counter, number: str, prepared: PreparedPaper, copies: int = 1) -> None:
    """The printer took it: keep its bytes and record it, in one transaction. Nothing where it is recorded already."""
    if prepared.recorded:
        return
    row = counter.store.cases.find(number)
    if row is None:
        raise Problem("622", number=number)
    keep_print(counter, row.case, number, prepared, copies)


def take_again(counter: Counter, number: str, prepared: PreparedPaper) -> PreparedPaper | None:
    """A recorded copy that did not come out, to be sent again with its own number.

    None where the case was corrected or made void since, or its bytes erased: what it says no longer holds, and the
    next copy is to be prepared anew. Raises Problem 720, 622.
    """
    require(counter.roles, "reprint")
    case = load_case(counter, number)
    if case.as_of != prepared.as_of:
        return None
    for copy in counter.store.printed.of_case(case.row.case):
        if (copy.paper, copy.copy_number) == (prepared.paper, prepared.copy_number):
            kept = counter.store.printed.content(copy.id)
            return replace(prepared, recorded=True) if kept == prepared.content else None
    return prepared


def prepare_correction_paper(counter: Counter, sequence: int, language: str) -> PreparedPaper:
    """The act on a correction, to be signed and filed. Raises Problem 720, 760, 775."""
    require(counter.roles, "reprint")
    case = _case_corrected_in(counter, sequence)
    before = [one for one in case.corrections if one.event.sequence <= sequence]
    this = before[-1]
    if case.particulars is None or this.particulars is None:
        raise Problem("760", number=case.act.number)
    held = as_it_holds(case.particulars, tuple(one.particulars for one in before if one.particulars is not None))
    paper = _amendment(counter, case, this, language, held.applicant.name)
    filled = filled_with(
        paper,
        asked_by=in_both(ASKED_BY[this.act.asked_by]),
        asked_by_name=this.particulars.asked_by_name,
        reason=this.particulars.reason,
        changes=build_changes(case.edition, this.particulars.changes),
        attached=_attached(this.particulars.attached),
    )
    return _prepared(counter, case, CORRECTION, filled)


def prepare_void_paper(counter: Counter, number: str, language: str) -> PreparedPaper:
    """The act on a case made void, to be signed and filed. Raises Problem 720, 622, 760, 774 where it stands."""
    require(counter.roles, "reprint")
    case = load_case(counter, number)
    if case.void is None:
        raise Problem("774", number=number)
    words = case.void.particulars
    paper = _amendment(counter, case, case.void, language, case.particulars_now().applicant.name)
    filled = filled_with(
        paper,
        cause=in_both(VOID_REASONS[case.void.act.reason]),
        asked_by_name="" if words is None else words.asked_by_name,
        reason="" if words is None else words.reason,
        attached=() if words is None else _attached(words.attached),
    )
    return _prepared(counter, case, VOID, filled)


def archived_content(counter: Counter, paper_id: int) -> bytes:
    """A copy byte for byte as it went to the printer. Raises Problem 720, 773 where its bytes were erased."""
    require(counter.roles, "search")
    content = counter.store.printed.content(paper_id)
    if content is None:
        raise Problem("773")
    return content


def archived_pages(counter: Counter, paper_id: int, dpi: int = PREVIEW_DPI) -> list[PageImage]:
    """The pages of a kept copy as pictures. Raises Problem 720, 773."""
    return render_pages(archived_content(counter, paper_id), dpi)


def _usual_form(counter: Counter, case: RecordedCase) -> tuple[LanguageChoice, Format]:
    """Those of the first copy; the profile's first language on A4 where none was printed."""
    first = first_copy(counter, case)
    if first is None:
        only_russian = "ru" in counter.profile.languages and "kk" not in counter.profile.languages
        return ("ru" if only_russian else "kk"), "a4"
    return _language(first.language), "roll80" if first.format == "roll80" else "a4"


def _language(chosen: str) -> LanguageChoice:
    return "both" if chosen == "both" else "ru" if chosen == "ru" else "kk"


def _copies_at_first(case: RecordedCase) -> int:
    """How many were made at first: a paper in two copies says so, and a later one repeats what it said."""
    return next((one.act.copies for one in case.prints if one.act.paper == case.act.outcome), 1)


def _case_corrected_in(counter: Counter, sequence: int) -> RecordedCase:
    number = counter.store.amendments.corrected_in(sequence)
    if number is None:
        raise Problem("775", sequence=sequence)
    return load_case(counter, number)


def _amendment(
    counter: Counter,
    case: RecordedCase,
    amended: RecordedCorrection | RecordedVoid,
    language: str,
    applicant: str,
) -> AmendmentPaper:
    message = outcome_message(case.act.outcome, has_counter=case.edition.has_counter)
    return AmendmentPaper(
        edition=case.edition,
        language=_language(language),
        organisation=counter.profile.organisation,
        number=case.act.number,
        decided_at=moment_of(case.event),
        outcome=in_both(message),
        applicant=applicant,
        clerk=name_of(counter, case.event.operator),
        sequence=amended.event.sequence,
        at=moment_of(amended.event),
        by=name_of(counter, amended.event.operator),
        asked_by=None,
        asked_by_name="",
        reason="",
        printed_by=counter.operator.name,
        printed_at=wall_time(counter.clock.now()),
        qr=sign_case(counter, case),
        practice=counter.practice,
    )


def _attached(files: tuple[Attached, ...]) -> tuple[AttachedLine, ...]:
    return tuple(AttachedLine(name=file.name, sha256=file.sha256) for file in files)


def _prepared(counter: Counter, case: RecordedCase, paper: str, content: AmendmentPaper) -> PreparedPaper:
    from forms.papers.drawing import draw_amendment  # heavy: not before the first paper

    return PreparedPaper(
        paper=paper,
        copy_number=counter.store.printed.next_copy_number(case.row.case, paper),
        language=content.language,
        format="a4",
        media=A4,
        content=draw_amendment(content),
        as_of=case.as_of,
        operator=counter.operator.id,
    )
