"""The papers of complaints: coupon, answer, covering letter, register. Called on the store's thread.

Like the papers of a case they are archived byte for byte and journalled with their copy number.
"""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Final, Literal

from desktop.domain.complaints import check_may_handle
from desktop.domain.paper_content import in_both
from desktop.domain.permissions import require
from desktop.operations.complaint_records import answer_of, may_see_coupon, terms_of_row
from desktop.operations.complaints import find_complaint, read_particulars_of, standing_of
from desktop.operations.counter import Counter
from desktop.operations.issuing import PreparedPaper, keep_print, media_of, moment_of
from desktop.operations.taking_over import name_of
from desktop.storage.complaints import ComplaintRow
from forms.catalogues import catalogue
from forms.complaint_acts import ComplaintParticulars
from forms.complaint_words import OUTCOMES, REGISTER_HEADS, REGISTER_SPAN, REGISTER_TITLE, STATES, WAYS
from forms.contacts import phone_in_print
from forms.dates import show_date
from forms.moments import wall_time
from forms.papers.content import Format, LanguageChoice
from forms.problems import Problem
from forms.texts import PaperLanguage, Text

ComplaintPaper = Literal["complaint_coupon", "complaint_answer", "complaint_forwarding"]
COUPON: Final = "complaint_coupon"
ANSWER: Final = "complaint_answer"
FORWARDING: Final = "complaint_forwarding"


def prepare_paper(
    counter: Counter,
    number: str,
    paper: ComplaintPaper,
    language: LanguageChoice,
    format: Format = "a4",  # noqa: A002 - the field's word
) -> PreparedPaper:
    """The next copy of a paper of a complaint. Only the coupon comes out of the roll.

    Raises Problem 720, 1021, 760 where the personal data were erased, 1016 where it is about who asks: who took it in
    gives its coupon all the same.
    """
    require(counter.roles, "complain")
    row = find_complaint(counter, number)
    if not (paper == COUPON and may_see_coupon(counter, row)):
        check_may_handle(replace(standing_of(row), ended_on=None), counter.operator.id)
    written = read_particulars_of(counter, row)
    if written is None:
        raise Problem("760", number=number)
    copy = counter.store.printed.next_copy_number(row.complaint, paper)
    if paper == COUPON:
        content = _coupon(counter, row, written, language, format, copy)
    else:
        content, format = _letter(counter, row, written, paper, language, copy), "a4"  # noqa: A001
    return PreparedPaper(
        paper=paper,
        copy_number=copy,
        language=language,
        format=format,
        media=media_of(format, content),
        content=content,
        operator=counter.operator.id,
    )


def record_copy(counter: Counter, number: str, prepared: PreparedPaper, copies: int = 1) -> None:
    """The printer took it: keep its bytes and record it, in one transaction. Nothing where it is recorded already."""
    if not prepared.recorded:
        keep_print(counter, find_complaint(counter, number).complaint, number, prepared, copies)


def take_again(counter: Counter, number: str, prepared: PreparedPaper) -> PreparedPaper | None:
    """A recorded copy that did not come out, to be sent again with its own number; None where its bytes were erased."""
    row = find_complaint(counter, number)
    for copy in counter.store.printed.of_case(row.complaint):
        if (copy.paper, copy.copy_number) == (prepared.paper, prepared.copy_number):
            kept = counter.store.printed.content(copy.id)
            return replace(prepared, recorded=True) if kept == prepared.content else None
    return prepared


def draw_register(counter: Counter, first: date, last: date, language: PaperLanguage) -> bytes:
    """The register of complaints of these days as a table to print. Raises Problem 720.

    Whose a complaint is does not stand in the rows that are about who asks.
    """
    require(counter.roles, "complain")
    from forms.papers.across import practice_words
    from forms.papers.layout import Tongue
    from forms.papers.plain_table import TableColumn, TablePaper, draw_plain_table

    word = catalogue("forms", language).gettext
    tongue = Tongue(language, word, 0, 0)
    rows = counter.store.complaints.received(first.isoformat(), last.isoformat())
    organisation = counter.profile.organisation
    notes = [
        organisation.name.in_language(language),
        word(REGISTER_SPAN).format(first=show_date(first), last=show_date(last), count=len(rows)),
    ]
    if counter.practice:
        notes.append(practice_words(tongue))
    paper = TablePaper(
        title=word(REGISTER_TITLE),
        notes=notes,
        office=organisation.name.in_language(language),
        language=language,
        at=wall_time(counter.clock.now()),
    )
    sink = BytesIO()
    table = (_register_row(counter, row, language) for row in rows)
    draw_plain_table(paper, [TableColumn(word(head)) for head in REGISTER_HEADS], table, sink)
    return sink.getvalue()


def _register_row(counter: Counter, row: ComplaintRow, language: PaperLanguage) -> tuple[str, ...]:
    word = catalogue("forms", language).gettext
    name = "" if row.about and row.about == counter.operator.id else row.name or ""
    return (
        row.number,
        _day(row.received_on),
        name or "—",
        word(WAYS.get(row.way, row.way)),
        row.case_number,
        name_of(counter, row.about) if row.about else "",
        name_of(counter, row.handler) if row.handler else "",
        _day(row.due),
        word(STATES.get(row.state, row.state)),
        word(OUTCOMES[row.outcome]) if row.outcome else "",
        _day(row.ended_on),
        row.forwarded_to,
    )


def _day(iso: str | None) -> str:
    return show_date(date.fromisoformat(iso)) if iso else ""


def _coupon(
    counter: Counter,
    row: ComplaintRow,
    written: ComplaintParticulars,
    language: LanguageChoice,
    format: Format,  # noqa: A002
    copy: int,
) -> bytes:
    from forms.papers.complaint_coupon import ComplaintCoupon, draw_coupon  # heavy: not before the first paper

    terms, organisation = terms_of_row(counter, row), counter.profile.organisation
    received = next(counter.store.journal.events(row.sequence)).event
    return draw_coupon(
        ComplaintCoupon(
            language=language,
            format=format,
            office=organisation.name,
            number=row.number,
            received_on=date.fromisoformat(row.received_on),
            complainant=written.name,
            representative=", ".join(filter(None, (written.representative, written.power_of_attorney))),
            about=_same(name_of(counter, row.about)) if row.about else None,
            accepted_by=name_of(counter, row.received_by),
            accepted_at=moment_of(received),
            due=terms.answer,
            act=counter.editions.by_label(terms.edition).act.short if terms.edition else None,
            answer_place=row.answer_place,
            phone=phone_in_print(organisation.phone),
            stamp=True,
            copy=copy,
            practice=counter.practice,
        )
    )


def _letter(
    counter: Counter,
    row: ComplaintRow,
    written: ComplaintParticulars,
    paper: ComplaintPaper,
    language: LanguageChoice,
    copy: int,
) -> bytes:
    from forms.papers.complaint_letters import ComplaintLetter, draw_letter

    answers = paper == ANSWER
    if row.ended_on is None or row.state != ("answered" if answers else "forwarded"):
        raise Problem("1021", number=row.number)
    edition = counter.editions.by_label(terms_of_row(counter, row).edition or row.edition)
    own = counter.editions.by_label(row.edition)
    speaks = own if own.complaints is not None else edition
    law = speaks.complaints
    return draw_letter(
        ComplaintLetter(
            kind="answer" if answers else "forwarding",
            language=language,
            organisation=counter.profile.organisation,
            number=row.number,
            received_on=date.fromisoformat(row.received_on),
            on=date.fromisoformat(row.ended_on),
            to=written.name if answers else row.forwarded_to,
            address=written.address if answers else "",
            complainant=written.name,
            outcome=row.outcome if answers else "",  # type: ignore[arg-type]
            words=answer_of(counter, row),
            case_number=row.case_number,
            law=law.text if law is not None and answers else None,
            act=speaks.act.short if law is not None else None,
            enclosed=() if answers else _enclosed(row),
            executor=name_of(counter, row.ended_by),
            at=wall_time(counter.clock.now()),
            copy=copy,
            practice=counter.practice,
        )
    )


def _enclosed(row: ComplaintRow) -> tuple[Text, ...]:
    from forms.papers.complaint_letters import CASE_FILE, THE_COMPLAINT

    return tuple(map(in_both, (THE_COMPLAINT, CASE_FILE) if row.case_number else (THE_COMPLAINT,)))


def _same(words: str) -> Text:
    return Text(kk=words, ru=words)
