"""The papers of results that are signed: the order on enrolment, the notification, and the reasoned refusal.

The sources give none a form: the order follows the usual one of an organisation's orders, the others are letters.
All say plainly how they were signed.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from forms.catalogues import N_
from forms.dates import show_date
from forms.papers.across import invalid_mark, practice_mark
from forms.papers.amendment import add_fact, case_proof_words
from forms.papers.dates import date_in_words, moment_in_figures, moment_in_words, on_day
from forms.papers.kinds import paper_title
from forms.papers.layout import BODY, BODY_BOLD, LABEL, TITLE, VALUE, VALUE_BOLD, Sheet, Tongue, Words
from forms.papers.marks import add_grounds, add_provider, add_title
from forms.papers.office import Entry, add_block, page_footer
from forms.papers.pages import FRAME_WIDTH, LEFT, About, Footer, draw_sheets
from forms.papers.result_content import ResultKind, ResultPaper, Signed
from forms.papers.signatures import add_dated_signature, add_named_signature, received_words
from forms.papers.standing import change_words
from forms.procedure_acts import SignedBy
from forms.texts import Text


def draw_result(paper: ResultPaper) -> bytes:
    """The PDF on A4. The same paper gives the same bytes, on every machine."""
    if paper.practice:
        paper = replace(paper, qr="", status_code="")
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    _add_standing(sheet, paper)
    _COMPOSED[paper.kind](sheet, paper)
    _add_foot(sheet, paper)
    across = practice_mark(sheet) if paper.practice else invalid_mark(sheet) if paper.void is not None else None
    return draw_sheets(sheet.blocks, _about(paper, sheet), _footer(sheet, paper), across)


def result_title(paper: ResultPaper) -> Words:
    """What the paper is called."""
    if paper.kind == "refusal":
        return paper_title(paper.edition, "reasoned_refusal")
    if paper.kind == "notification":
        return paper_title(paper.edition, "notification")
    return lambda tongue: tongue._("Order")


def _compose_order(sheet: Sheet, paper: ResultPaper) -> None:
    organisation = paper.organisation
    sheet.paragraph(lambda tongue: organisation.name.in_language(tongue.language), BODY_BOLD, align="center")
    sheet.paragraph(lambda tongue: organisation.address.in_language(tongue.language), LABEL, align="center")
    sheet.gap(12)
    sheet.paragraph(lambda tongue: tongue._("Order").upper(), TITLE, align="center")
    sheet.hold()
    _add_number(sheet, paper)
    sheet.gap(8)
    sheet.paragraph(lambda tongue: tongue._("On enrolment"), BODY_BOLD)
    sheet.hold()
    sheet.paragraph(lambda tongue: paper.edition.short_title.in_language(tongue.language), BODY)
    sheet.gap(8)
    sheet.paragraph(lambda tongue: tongue._("I ORDER:"), BODY_BOLD)
    sheet.hold()
    sheet.gap(4)
    sheet.item("1.", lambda tongue: tongue._("To be enrolled in the group named here:"))
    sheet.hold()
    sheet.gap(5)
    _add_whose(sheet, paper)
    group = paper.group
    if group is not None:
        add_fact(sheet, lambda tongue: tongue._("Programme"), _texts(sheet, group.programme))
        add_fact(sheet, lambda tongue: tongue._("Group"), [group.name])
        add_fact(sheet, lambda tongue: tongue._("School year"), [f"{group.year}–{group.year + 1}"])
        add_fact(sheet, lambda tongue: tongue._("Schedule"), [group.schedule])
    if paper.words:
        sheet.gap(4)
        sheet.item("2.", lambda tongue: paper.words)
    sheet.gap(6)
    add_fact(sheet, lambda tongue: tongue._("Ground"), _each(sheet, partial(_application, paper)))
    add_fact(sheet, lambda tongue: tongue._("Applicant"), _each(sheet, partial(_applicant, paper)))


def _add_letter_head(sheet: Sheet, paper: ResultPaper) -> None:
    sheet.right_field(
        paper.applicant.name, lambda tongue: tongue._("(full name of the service applicant, with patronymic if any)")
    )
    sheet.gap(10)
    add_title(sheet, result_title(paper))
    _add_number(sheet, paper)
    sheet.gap(6)
    add_provider(sheet, paper.organisation)
    sheet.gap(6)


def _compose_notification(sheet: Sheet, paper: ResultPaper) -> None:
    _add_letter_head(sheet, paper)
    sheet.paragraph(partial(_filled, paper, N_("The public service “{service}” is rendered to you ({act}).")))
    if paper.words:
        sheet.gap(4)
        sheet.paragraph(lambda tongue: paper.words)
    sheet.gap(6)
    _add_whose(sheet, paper)
    add_fact(sheet, lambda tongue: tongue._("Result by the standard"), _texts(sheet, paper.edition.result))
    add_fact(sheet, lambda tongue: tongue._("Application"), _each(sheet, partial(_application, paper)))


def _compose_refusal(sheet: Sheet, paper: ResultPaper) -> None:
    _add_letter_head(sheet, paper)
    sheet.paragraph(partial(_refusal_opening, paper))
    sheet.hold()
    sheet.gap(4)
    if paper.grounds:
        add_grounds(sheet, paper.grounds)
    sheet.paragraph(lambda tongue: tongue._("Reason: {reason}").format(reason=paper.reason))
    if paper.words:
        sheet.gap(4)
        sheet.paragraph(lambda tongue: paper.words)
    sheet.gap(6)
    _add_whose(sheet, paper)
    add_fact(sheet, lambda tongue: tongue._("Application"), _each(sheet, partial(_application, paper)))
    if paper.edition.complaints is not None:
        text = paper.edition.complaints.text
        sheet.gap(6)
        sheet.paragraph(lambda tongue: tongue._("How to complain"), BODY_BOLD)
        sheet.hold()
        sheet.paragraph(lambda tongue: text.in_language(tongue.language))


_COMPOSED: Mapping[ResultKind, Callable[[Sheet, ResultPaper], None]] = {
    "order": _compose_order,
    "notification": _compose_notification,
    "refusal": _compose_refusal,
}


def _refusal_opening(paper: ResultPaper, tongue: Tongue) -> str:
    message = (
        N_("The public service “{service}” is refused to you on these grounds ({act}):")
        if paper.grounds
        else N_("The public service “{service}” is refused to you ({act}).")
    )
    return _filled(paper, message, tongue)


def _filled(paper: ResultPaper, message: str, tongue: Tongue) -> str:
    """An opening with the service's name and the act."""
    return tongue._(message).format(
        service=paper.edition.title.in_language(tongue.language).strip('«»"“”'),
        act=_within_brackets(paper.edition.act.short.in_language(tongue.language)),
    )


def _within_brackets(act: str) -> str:
    """An act that has brackets of its own, said without them."""
    return act.replace(" (", ", ").replace(")", "")


def _add_number(sheet: Sheet, paper: ResultPaper) -> None:
    """Number and date; a draft has neither."""
    if paper.signed is None:
        sheet.paragraph(lambda tongue: tongue._("No. ________, date ____________"), BODY, align="center")
        return
    day = paper.signed.at.date()
    sheet.paragraph(lambda tongue: f"№ {paper.number}, {date_in_words(day, tongue.language)}", BODY, align="center")


def _add_whose(sheet: Sheet, paper: ResultPaper) -> None:
    child = paper.child
    if child is None:
        add_fact(sheet, lambda tongue: tongue._("Applicant"), [paper.applicant.name])
        return
    add_fact(sheet, lambda tongue: child.heading.in_language(tongue.language), [child.name])
    if child.born is not None:
        add_fact(sheet, lambda tongue: tongue._("Date of birth"), [show_date(child.born)])


def _application(paper: ResultPaper, tongue: Tongue) -> str:
    day = on_day(paper.applied_at.date(), tongue.language)
    return tongue._("the application and documents accepted under No. {number} on {date}").format(
        number=paper.case_number, date=day
    )


def _applicant(paper: ResultPaper, tongue: Tongue) -> str:
    if paper.child is None or not paper.child.relation.in_language(tongue.language):
        return paper.applicant.name
    return f"{paper.applicant.name} ({paper.child.relation.in_language(tongue.language)})"


def _add_standing(sheet: Sheet, paper: ResultPaper) -> None:
    marks: list[str] = []
    for tongue in sheet.tongues:
        if paper.void is not None:
            marks.append(tongue._("VOID"))
        if paper.signed is None and not paper.by_hand:
            marks.append(tongue._("DRAFT"))
        elif paper.signed is not None and paper.copy_number > 1:
            marks.append(tongue._("DUPLICATE · copy {number}").format(number=paper.copy_number))
    if marks:
        sheet.framed(marks, TITLE)
        sheet.hold()
        sheet.gap(8)
    if paper.corrected and paper.corrected_at is not None:
        sheet.paragraph(partial(_corrected_words, paper.corrected_at), LABEL)
        for change in paper.corrected:
            sheet.paragraph(partial(change_words, change), LABEL)
        sheet.gap(8)


def _corrected_words(at: datetime, tongue: Tongue) -> str:
    return tongue._("Corrected in the register on {date}, after it was signed:").format(
        date=date_in_words(at.date(), tongue.language)
    )


def _add_foot(sheet: Sheet, paper: ResultPaper) -> None:
    """The head's signature and how it was made, the executor, who received it, the office block: on one page."""
    start = len(sheet.blocks)
    signed = paper.signed
    sheet.gap(14)
    sheet.paragraph(lambda tongue: tongue._("Head of the organisation"), BODY)
    sheet.hold()
    if signed is not None and signed.strokes:
        sheet.gap(26 if sheet.both else 14)  # room for what rises above the line
    name = paper.organisation.head if signed is None else signed.name
    add_named_signature(
        sheet,
        name,
        lambda tongue: tongue._("/full name of the head/"),
        strokes=() if signed is None else signed.strokes,
        typed="" if signed is None else signed.typed,
    )
    if signed is not None:
        sheet.paragraph(partial(_how, signed), LABEL)
    sheet.gap(6)
    sheet.paragraph(partial(_executor, paper), LABEL)
    sheet.gap(8)
    sheet.labelled_field(
        received_words, paper.applicant.name, lambda tongue: tongue._("/full name of the service applicant/")
    )
    add_dated_signature(sheet)
    sheet.hold(start)
    add_block(sheet, _entries(sheet, paper), paper.edition, paper.qr, case_proof_words)


_HOW: dict[SignedBy, str] = {
    "drawn": N_("The signature was drawn on the counter's screen by the person named, {moment}."),
    "typed": N_("The signature was typed on the counter's screen by the person named, {moment}."),
    "wet": N_("Signed by hand on paper; recorded {moment}."),
    "eds": N_("Signed with an electronic digital signature, certificate {certificate}, {moment}."),
}


def _how(signed: Signed, tongue: Tongue) -> str:
    return tongue._(_HOW[signed.by]).format(moment=moment_in_figures(signed.at), certificate=signed.certificate)


def _executor(paper: ResultPaper, tongue: Tongue) -> str:
    return tongue._("Executor: {name}, {phone}").format(name=paper.executor, phone=paper.phone)


def _entries(sheet: Sheet, paper: ResultPaper) -> list[Entry]:
    entries: list[Entry] = [
        (lambda tongue: tongue._("Number of the result"), [paper.number or "—"], VALUE_BOLD),
        (lambda tongue: tongue._("Registration number"), [paper.case_number], VALUE_BOLD),
    ]
    if paper.signed is not None:
        entries.append((lambda tongue: tongue._("Signed on"), [_moment(sheet, paper.signed.at)], VALUE))
    entries.append((lambda tongue: tongue._("Copy"), [str(paper.copy_number)], VALUE))
    if paper.status_code:
        entries.append((lambda tongue: tongue._("Code to ask how the case stands"), [paper.status_code], VALUE_BOLD))
    if paper.printed_at is not None:
        entries.append((lambda tongue: tongue._("Printed on"), [_moment(sheet, paper.printed_at)], VALUE))
    entries.append((lambda tongue: tongue._("Printed by, signature"), [paper.printed_by], VALUE))
    return entries


def _moment(sheet: Sheet, at: datetime) -> str:
    return moment_in_figures(at) if sheet.both else moment_in_words(at, sheet.tongues[0].language)


def _texts(sheet: Sheet, text: Text) -> Sequence[str]:
    return list(dict.fromkeys(text.in_language(tongue.language) for tongue in sheet.tongues))


def _each(sheet: Sheet, words: Words) -> Sequence[str]:
    return list(dict.fromkeys(words(tongue) for tongue in sheet.tongues))


def _about(paper: ResultPaper, sheet: Sheet) -> About:
    tongue = sheet.tongues[0]
    number = paper.number or paper.case_number
    return About(
        title=f"{result_title(paper)(tongue)}, № {number}",
        author=paper.organisation.name.in_language(tongue.language),
        subject=paper.edition.title.in_language(tongue.language),
        keywords=", ".join((number, paper.edition.label, paper.kind)),
        language=tongue.language,
        at=paper.applied_at if paper.signed is None else paper.signed.at,
        reference=number,
    )


def _footer(sheet: Sheet, paper: ResultPaper) -> Footer:
    mark = f"№ {paper.number or '—'} · {paper.case_number}"
    return lambda page, pages: page_footer(sheet, mark, page, pages)
