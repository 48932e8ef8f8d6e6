"""Parts of a complaint's page: whose it is and what it says, its terms, its answer, its papers, its time line."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.operations.complaint_records import ComplaintRecord
from desktop.ui.complaints.words import FIELDS, say_paper, say_step
from desktop.ui.register.case_parts import Line, card, lines
from desktop.ui.register.case_rows import LANGUAGES
from desktop.ui.register.leaf import Desk, Step
from desktop.ui.register.words import say_moment
from desktop.ui.widgets.act_row import ActRow
from desktop.ui.widgets.labels import label
from forms.complaint_words import LEVELS, OUTCOMES, WAYS
from forms.contacts import show_phone
from forms.dates import show_date
from forms.due_dates import due_words
from forms.register_acts import FieldChange

Open = Callable[[Step], None]


def put_inside(scroll: QScrollArea, inside: QWidget) -> None:
    """Another content for what scrolls. The old one goes once nothing is being done with it any more."""
    before = scroll.takeWidget()
    scroll.setWidget(inside)
    if before is not None:
        before.hide()
        before.deleteLater()


def parts_of(desk: Desk, record: ComplaintRecord, open_step: Open) -> Iterator[QWidget]:
    """What stands on the page, from its top."""
    if record.line.about_me:
        words = desk.say(
            "This complaint is about you: what it says is not shown, and another operator or the head handles it."
        )
        yield card(desk.say("The complaint"), label(words, tone="care"))
    elif record.erased:
        words = desk.say("The personal data of this complaint were erased, as their retention ended.")
        yield card(desk.say("The complaint"), label(words, tone="quiet"))
    else:
        yield _said(desk, record)
    yield _registered(desk, record)
    if record.line.row.ended_on is not None:
        yield _ended(desk, record)
    papers = _papers(desk, record, open_step)
    if papers is not None:
        yield papers
    yield _time_line(desk, record)


def _said(desk: Desk, record: ComplaintRecord) -> QWidget:
    written, say = record.particulars, desk.say
    assert written is not None
    entries: list[Line] = [
        (say("Surname, name, patronymic (if any)"), written.name, ""),
        (say("Postal address"), written.address, ""),
        (say("Contact phone"), show_phone(written.phone) if written.phone else "", ""),
    ]
    if written.email:
        entries.append((say("E-mail"), written.email, ""))
    if written.representative:
        entries.append((say("Representative"), written.representative, ""))
        entries.append((say("Power of attorney"), written.power_of_attorney, ""))
    return card(say("The complaint"), label(written.text), lines(desk, entries))


def _registered(desk: Desk, record: ComplaintRecord) -> QWidget:
    row, say, word, names = record.line.row, desk.say, desk.look.language.word, desk.names.operators
    language, terms = desk.look.language, record.terms
    due = due_words(terms.answer, language.code) if terms.answer is not None else say("no edition gives a term")
    entries: list[Line] = [
        (say("Received on"), f"{_day(row.received_on)}, {word(WAYS.get(row.way, row.way))}", ""),
        (say("Accepted by"), names.get(row.received_by, row.received_by), ""),
        (say("Whom it is about"), names.get(row.about, row.about) if row.about else say("nobody is named"), ""),
        (say("Who handles it"), names.get(row.handler, row.handler) or "—", ""),
        (say("Who answers it"), word(LEVELS.get(row.level, row.level)), ""),
        (say("The answer is due by"), due, ""),
    ]
    if record.term_act is not None:
        act = language.quote(record.term_act)
        if terms.borrowed:
            own = language.quote(desk.counter.editions.by_label(row.edition).act.short)
            act = say("{act}; silent on complaints: {edition}", act=act, edition=own)
        entries.append((say("The term is given by"), act, ""))
    if terms.forward is not None:
        entries.append((say("Forwarded, where it is not satisfied, by"), due_words(terms.forward, language.code), ""))
    entries.append((say("Where the answer is given"), row.answer_place, ""))
    answered_in = LANGUAGES["ru"] if row.language == "ru" else LANGUAGES["kk"]
    entries.append((say("Language of the answer"), say(answered_in), ""))
    if not row.signed:
        entries.append((say("Signature"), say("it is not signed"), ""))
    if row.case_number:
        entries.append((say("Number of the case"), row.case_number, ""))
    return card(say("Registration"), lines(desk, entries))


def _ended(desk: Desk, record: ComplaintRecord) -> QWidget:
    row, say = record.line.row, desk.say
    who = desk.names.operators.get(row.ended_by, row.ended_by)
    if row.state == "forwarded":
        title, told = (
            say("Forwarded"),
            say("{place}, {day}, {name}", place=row.forwarded_to, day=_day(row.ended_on), name=who),
        )
    else:
        outcome = desk.look.language.word(OUTCOMES.get(row.outcome, row.outcome))
        title, told = say("Answered"), say("{place}, {day}, {name}", place=outcome, day=_day(row.ended_on), name=who)
    words = [label(record.answer)] if record.answer else []
    return card(title, label(told, strong=True), *words)


def _papers(desk: Desk, record: ComplaintRecord, open_step: Open) -> QWidget | None:
    rows: list[QWidget] = []
    readable = not record.line.about_me
    for copy in record.papers:
        words = desk.say("{paper}, copy {number}", paper=say_paper(copy.paper, desk.look), number=copy.copy_number)
        language = next((desk.say(said) for code, said in LANGUAGES.items() if code == copy.language), copy.language)
        row = ActRow(words, f"{say_moment(copy.printed_at)} · {language}", desk.look.palette, icon="print")
        row.setEnabled(readable and not copy.erased)
        row.clicked.connect(partial(open_step, Step("paper", f"{record.line.row.number}:{copy.id}")))
        rows.append(row)
    for file in record.particulars.attached if record.particulars is not None else ():
        row = ActRow(file.name, desk.say("scan of the complaint"), desk.look.palette, icon="reception")
        row.clicked.connect(partial(open_step, Step("scan", f"{record.line.row.number}:{file.sha256}")))
        rows.append(row)
    return card(desk.say("Papers"), *rows) if rows else None


def _time_line(desk: Desk, record: ComplaintRecord) -> QWidget:
    names = desk.names.operators
    entries: list[Line] = []
    for step in record.steps:
        words = say_step(step, desk.look, names)
        if step.on and step.on != step.at[:10]:
            words += f" ({_day(step.on)})"
        told = [_changed(desk, one) for one in step.changes if one.field in FIELDS]
        if step.words and step.kind in ("assigned", "corrected"):
            told.append(step.words)
        words = "\n".join((words, *told))
        entries.append((f"{say_moment(step.at)}, {names.get(step.operator, step.operator)}", words, ""))
    return card(desk.say("Time line"), lines(desk, entries))


def _changed(desk: Desk, change: FieldChange) -> str:
    return f"{desk.say(FIELDS[change.field])}: {change.old or '—'} → {change.new or '—'}"


def _day(iso: str | None) -> str:
    return show_date(date.fromisoformat(iso)) if iso else ""
