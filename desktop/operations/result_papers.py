"""The papers of results: drawn from what was drafted and signed, numbered by copy, kept byte for byte.

Called on the store's thread. Before the signature a paper is a draft, and says so; printed for a signature by hand it
leaves the number to be written in, since the number is given with the signature.
"""

from datetime import datetime

from desktop.domain.paper_content import build_changes, build_child, build_person, in_both
from desktop.domain.permissions import require
from desktop.domain.proceeding import is_decided_later, result_to_sign
from desktop.domain.record import draft_of_record
from desktop.operations.counter import Counter
from desktop.operations.issuing import (
    A4,
    PREVIEW_DPI,
    PageImage,
    PreparedPaper,
    keep_print,
    moment_of,
    render_pages,
    sign_case,
)
from desktop.operations.proceeding_view import Loaded, load_proceeding
from desktop.operations.recorded import RecordedCase, name_of
from forms.contacts import phone_in_print
from forms.correction_words import VOID_REASONS
from forms.moments import wall_time
from forms.papers.content import GroundLine, LanguageChoice, VoidNote
from forms.papers.result_content import GroupNamed, ResultKind, ResultPaper, Signed
from forms.problems import Problem
from forms.procedure_acts import ResultSigned, SignatureParticulars
from forms.register_acts import CorrectionParticulars, FieldChange
from forms.status_code import status_code
from forms.strokes import Stroke, read_strokes
from forms.texts import Text

# What the paper of a result names: corrected after the signature, it is told beside what was signed.
_NAMED = ("applicant.name", "subject.name", "subject.birth_date")


def result_paper(counter: Counter, number: str, language: str, paper_format: str = "a4") -> bytes:
    """The paper of the result of a case as it stands, a draft before its signature. A4 alone: it is signed and filed.

    Raises Problem 720, 622, 760 where the personal data were erased, 1050 where nothing is drafted.
    """
    return _draw(paper_of(counter, number, language))


def paper_of(counter: Counter, number: str, language: str) -> ResultPaper:
    """What the paper says as it stands, before it is drawn. Raises what :func:`result_paper` does."""
    return _paper(counter, load_proceeding(counter, number), language, copy_number=1, by_hand=False)


def preview_result(counter: Counter, number: str, language: str) -> list[PageImage]:
    """The same as pictures. Raises what :func:`result_paper` does."""
    return render_pages(result_paper(counter, number, language), PREVIEW_DPI)


def prepare_result(counter: Counter, number: str, language: str) -> PreparedPaper:
    """The next copy for the printer; of a result not signed yet the paper to be signed by hand.

    Raises what :func:`result_paper` does.
    """
    loaded = load_proceeding(counter, number)
    kind = kind_of(loaded)
    paper = _paper(counter, loaded, language, copy_number=_next_copy(counter, loaded, kind), by_hand=True)
    return PreparedPaper(
        paper=kind,
        copy_number=counter.store.printed.next_copy_number(loaded.proceeding.case, kind),
        language=paper.language,
        format="a4",
        media=A4,
        content=_draw(paper),
        as_of=loaded.case.as_of,
        operator=counter.operator.id,
    )


def record_result(counter: Counter, number: str, prepared: PreparedPaper, copies: int = 1) -> None:
    """The printer took it: keep its bytes under the result's number, and record it, in one transaction.

    What was printed to be signed by hand has no number yet: it is kept under the case's.
    """
    if prepared.recorded:
        return
    proceeding = load_proceeding(counter, number).proceeding
    keep_print(counter, proceeding.case, proceeding.result_number or number, prepared, copies)


def _draw(paper: ResultPaper) -> bytes:
    from forms.papers.results import draw_result  # heavy: not before the first paper

    return draw_result(paper)


def kind_of(loaded: Loaded) -> ResultKind:
    """Which paper the result has. Raises Problem 1050 where it is to be drafted and is not yet.

    And 1132 where it is a file signed with a key, 1133 where it is signed elsewhere.
    """
    number = loaded.proceeding.number
    if loaded.result is None and is_decided_later(loaded.procedure, loaded.proceeding.facts):
        raise Problem("1050", number=number)
    if loaded.is_notified:
        raise Problem("1132", number=number)
    if not loaded.is_signed_here:
        raise Problem("1133", number=number)
    return result_to_sign(loaded.case.act.outcome, loaded.result)


def _paper(counter: Counter, loaded: Loaded, language: str, *, copy_number: int, by_hand: bool) -> ResultPaper:
    case, proceeding, kind = loaded.case, loaded.proceeding, kind_of(loaded)
    if case.particulars is None or (case.subject is not None and case.subject.particulars is None):
        raise Problem("760", number=proceeding.number)
    signing = _signing_of(counter, loaded)
    # What was signed says what held then.
    until = None if signing is None else signing[0]
    draft = draft_of_record(case.event, case.particulars, _said_before(case, until))
    draft.subject = case.child_answers(case.subject_now(until))
    changes = tuple(
        change
        for one in case.corrections
        if until is not None and one.event.sequence > until and one.particulars is not None
        for change in one.particulars.changes
        if change.field in _NAMED
    )
    reason, words = _said(loaded)
    organisation = counter.profile.organisation
    return ResultPaper(
        kind=kind,
        edition=loaded.edition,
        language="both" if language == "both" else "ru" if language == "ru" else "kk",
        organisation=organisation,
        number=proceeding.result_number or "",
        signed=None if signing is None else signing[1],
        by_hand=by_hand and signing is None,
        case_number=proceeding.number,
        applied_at=moment_of(case.event),
        applicant=build_person(draft.applicant),
        child=build_child(loaded.edition, draft.subject),
        group=_group(counter, proceeding.group, until) if kind == "order" else None,
        grounds=_grounds(loaded) if kind == "refusal" else (),
        reason=reason if kind == "refusal" else "",
        words=words,
        executor=_executor(counter, loaded),
        phone=phone_in_print(organisation.phone),
        copy_number=copy_number,
        printed_by=counter.operator.name,
        printed_at=wall_time(counter.clock.now()),
        status_code=status_code(case.hash) if counter.profile.verification_address and not counter.practice else "",
        # The code tells the outcome of the reception, "accepted": beneath a refusal that would only confuse.
        qr=sign_case(counter, case) if kind != "refusal" and signing is not None and case.void is None else "",
        corrected=build_changes(loaded.edition, changes),
        corrected_at=_corrected_at(case, changes),
        void=_void(case),
        practice=counter.practice,
    )


def _signing_of(counter: Counter, loaded: Loaded) -> tuple[int, Signed] | None:
    """The event that signed what stands now, and what the paper shows of it."""
    rows = [row for row in loaded.steps if row.kind == "result_signed"]
    if loaded.proceeding.result_number is None or not rows:
        return None
    event = next(counter.store.journal.events(rows[-1].sequence)).event
    particulars = counter.store.journal.particulars(event.sequence)
    assert isinstance(event.act, ResultSigned)
    mark = particulars.mark if isinstance(particulars, SignatureParticulars) else ""
    by = event.act.signed_by
    signed = Signed(
        name=name_of(counter, event.operator),
        at=moment_of(event),
        by=by,
        strokes=_strokes(mark) if by == "drawn" else (),
        typed=mark if by == "typed" else "",
        certificate=event.act.certificate,
    )
    return event.sequence, signed


def _strokes(mark: str) -> tuple[Stroke, ...]:
    """A drawn signature; nothing where what was kept is none: the line stays empty, how it was signed is still told."""
    try:
        return read_strokes(mark)
    except ValueError:
        return ()


def _said_before(case: RecordedCase, until: int | None) -> list[CorrectionParticulars]:
    return [
        one.particulars
        for one in case.corrections
        if one.particulars is not None and (until is None or one.event.sequence < until)
    ]


def _said(loaded: Loaded) -> tuple[str, str]:
    """The reason and the words beside: as drafted, or the reception's own where nothing was drafted."""
    if loaded.drafted is not None:
        return loaded.drafted.reason, loaded.drafted.words
    particulars = loaded.case.particulars
    return ("" if particulars is None else particulars.refusal_reason), ""


def _grounds(loaded: Loaded) -> tuple[GroundLine, ...]:
    keys = loaded.proceeding.grounds if loaded.drafted is not None else loaded.case.act.grounds
    # A key may stand in both refusals, and it is the reasoned one that is drafted: found there before the receipt's.
    refusals = sorted(loaded.edition.refusals, key=lambda refusal: refusal.outcome == "reasoned_refusal")
    known = {ground.key: ground for refusal in refusals for ground in refusal.grounds}
    return tuple(GroundLine(number=known[key].number, title=known[key].title) for key in keys if key in known)


def _group(counter: Counter, key: str, until: int | None) -> GroupNamed | None:
    """The group as it stands, or as it stood when the order was signed."""
    groups = counter.store.proceedings
    group = groups.group(key) if until is None else groups.group_at(key, until)
    if group is None:
        return None
    programme = Text(kk=group.programme_kk, ru=group.programme_ru)
    return GroupNamed(programme=programme, name=group.name, schedule=group.schedule, year=group.year)


def _executor(counter: Counter, loaded: Loaded) -> str:
    """Who drafted it; where nothing was drafted, who received the documents."""
    drafted = [row.operator for row in loaded.steps if row.kind == "result_drafted"]
    return name_of(counter, drafted[-1] if drafted else loaded.case.event.operator)


def _corrected_at(case: RecordedCase, changes: tuple[FieldChange, ...]) -> datetime | None:
    return moment_of(case.corrections[-1].event) if changes else None


def _void(case: RecordedCase) -> VoidNote | None:
    if case.void is None:
        return None
    return VoidNote(at=moment_of(case.void.event), reason=in_both(VOID_REASONS[case.void.act.reason]))


def _next_copy(counter: Counter, loaded: Loaded, kind: ResultKind) -> int:
    """The copy's number among those of the signed paper: what was printed to be signed by hand is none of them."""
    number = loaded.proceeding.result_number
    copies = counter.store.printed.of_case(loaded.proceeding.case)
    return 1 + sum(copy.paper == kind and copy.number == number for copy in copies)


def usual_language(counter: Counter, number: str) -> LanguageChoice:
    """The language of the paper first given at the reception; the profile's first where none was printed."""
    require(counter.roles, "proceed")
    case = load_proceeding(counter, number).case
    first = next((one.act.language for one in case.prints), "")
    if not first:
        first = "ru" if "ru" in counter.profile.languages and "kk" not in counter.profile.languages else "kk"
    return "both" if first == "both" else "ru" if first == "ru" else "kk"
