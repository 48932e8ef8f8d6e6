"""Parts of a case's page: what holds now beside what stood there first, the documents, the visit, the time line."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.domain.correction import label_in
from desktop.operations.register import CaseRecord, Correction, RecordedDocument
from desktop.ui.register.leaf import Desk
from desktop.ui.register.time_line import say_event
from desktop.ui.register.words import say_moment
from desktop.ui.widgets.labels import Tone, label
from forms.catalogues import N_
from forms.contacts import show_phone
from forms.correction_words import ASKED_BY
from forms.editions import Edition
from forms.events import PersonParticulars
from forms.moments import Moment
from forms.problems import Problem
from forms.subjects import read_place
from forms.visits import Period
from forms.words import FINDINGS, RELATIONS, usual_reason

PERSON = (
    ("iin", N_("IIN")),
    ("name", N_("Surname, name, patronymic (if any)")),
    ("identity_document", N_("Identity document")),
    ("phone", N_("Phone")),
    ("email", N_("E-mail")),
    ("workplace", N_("Workplace")),
    ("position", N_("Position")),
)
_PERIODS = {"waiting": N_("Waiting"), "serving": N_("Serving"), "held": N_("Put aside")}
_MARKS = {
    "original_seen": N_("original seen"),
    "copy_taken": N_("copy taken"),
    "original_returned": N_("original returned"),
}

Line = tuple[str, str, str]  # name, what holds now, what stood there first (empty where it was never another)


def card(title: str, *parts: QWidget) -> QFrame:
    """Parts under a title."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 14)
    column.setSpacing(6)
    column.addWidget(label(title, strong=True))
    for part in parts:
        column.addWidget(part)
    return frame


def lines(desk: Desk, entries: Iterable[Line]) -> QWidget:
    """Names at the left, values at the right; a corrected one says what stood there."""
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 5)
    place = 0
    for name, value, first in entries:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label(name, tone="quiet", size="note"), place, 0, top)
        grid.addWidget(label(value or "—", strong=bool(first)), place, 1, top)
        place += 1
        if first:
            words = desk.say("✎ corrected; at first: {value}", value=first)
            grid.addWidget(label(words, tone="care", size="note"), place, 1)
            place += 1
    return part


def first_values(corrections: Sequence[Correction]) -> dict[str, str]:
    """What stood in each corrected place before its first correction."""
    stood: dict[str, str] = {}
    for correction in corrections:
        for change in correction.changes:
            stood.setdefault(change.field, change.old)
    return stood


def person_lines(desk: Desk, person: PersonParticulars, prefix: str, stood: dict[str, str]) -> list[Line]:
    """A person's fields; empty ones are left out, unless something stood there."""
    entries = []
    for name, words in PERSON:
        value, field = getattr(person, name), f"{prefix}.{name}"
        if value or field in stood:
            shown = show_phone(value) if name == "phone" else value
            entries.append((desk.say(words), shown, (stood[field] or "—") if field in stood else ""))
    return entries


def what_holds(desk: Desk, record: CaseRecord, edition: Edition | None) -> list[QWidget]:
    """Applicant, representative, what was asked and answered."""
    say, words = desk.say, desk.look.language.facts_of(edition)
    stood = first_values(record.corrections)
    parts: list[QWidget] = []
    written = record.particulars
    if written is None:
        told = (
            say("The personal data of this case were erased, as their retention ended. Number and figures stay.")
            if record.erased
            else say("Nothing of the applicant is in the register before the outcome.")
        )
        parts.append(card(say("Applicant"), label(told, tone="quiet")))
    else:
        parts.append(card(say("Applicant"), lines(desk, person_lines(desk, written.applicant, "applicant", stood))))
        if written.representative is not None:
            entries = person_lines(desk, written.representative, "representative", stood)
            entries.append((say("Power of attorney"), written.power_of_attorney, stood.get("power_of_attorney", "")))
            parts.append(card(say("Representative"), lines(desk, entries)))
    if record.subject is not None:
        parts.append(_child(desk, record, edition, stood))
    asked = [(words.question(name), words.answer(name, value), "") for name, value in record.facts.items()]
    if written is not None and (written.held_until or "held_until" in stood):
        asked.append((say("Category held until"), written.held_until, stood.get("held_until", "")))
    if record.consent in ("given", "declined"):
        told = say("given") if record.consent == "given" else say("declined")
        at = f", {say_moment(record.consent_at)}" if record.consent_at else ""
        asked.append((say("Consent"), told + at, ""))
    for name, heading in (
        ("refusal_reason", say("Reasons for the refusal")),
        ("overrun_reason", say("Why the norm was passed")),
    ):
        value = "" if written is None else getattr(written, name)
        if value or name in stood:
            asked.append((heading, value, stood.get(name, "")))
    if asked:
        parts.append(card(say("Circumstances"), lines(desk, asked)))
    return parts


def _child(desk: Desk, record: CaseRecord, edition: Edition | None, stood: dict[str, str]) -> QWidget:
    """The child the applicant applied for, as it holds now."""
    say, language, child, subject = desk.say, desk.look.language, record.child, record.subject
    assert subject is not None
    asked = None if edition is None else edition.subject
    heading = say("Child") if asked is None else language.quote(asked.title)
    if child is None:
        return card(heading, label(say("The personal data of this case were erased."), tone="quiet"))
    entries = [
        (say(words), read_place(child, name), stood.get(f"subject.{name}", ""))
        for name, words in (
            ("iin", N_("IIN")),
            ("name", N_("Surname, name, patronymic (if any)")),
            ("birth_date", N_("Birth date")),
        )
    ]
    relation = RELATIONS.get(subject.relation)
    told = child.relation_words or ("" if relation is None else language.word(relation))
    entries.append((say("The applicant is the child's"), told, ""))
    if subject.consent != "not_asked":
        consent = say("given") if subject.consent == "given" else say("declined")
        entries.append((say("Consent for the child"), consent, ""))
    return card(heading, lines(desk, entries))


def documents_part(desk: Desk, record: CaseRecord, edition: Edition | None) -> QWidget | None:
    """The checklist as it was found, each with what was written of it."""
    if not record.documents:
        return None
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    stood = first_values(record.corrections)
    titles = {} if edition is None else {document.key: document.title for document in edition.documents}
    for document in record.documents:
        title = titles.get(document.checked.key)
        words = document.checked.key if title is None else desk.look.language.quote(title)
        number = f"{document.checked.number}. " if document.checked.number is not None else ""
        column.addWidget(_document(desk, document, number + words, stood))
    return card(desk.say("Documents"), part)


def _document(desk: Desk, document: RecordedDocument, title: str, stood: dict[str, str]) -> QWidget:
    say, word = desk.say, desk.look.language.word
    checked = document.checked
    good = checked.finding == "in_order"
    tone: Tone = "good" if good else "quiet" if checked.finding == "not_available" else "trouble"
    finding = word(FINDINGS[checked.finding]) if checked.finding in FINDINGS else checked.finding
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(title))
    found = [f"{'✓' if good else '⚠'} {finding}", *(say(_MARKS[mark]) for mark in checked.marks if mark in _MARKS)]
    if checked.sheets:
        found.append(say("sheets: {count}", count=checked.sheets))
    column.addWidget(label(" · ".join(found), tone=tone, size="note"))
    names = {
        "number": say("number {value}", value=document.number),
        "date": say("of {value}", value=document.date),
        "expires": say("valid until {value}", value=document.expires),
        "reason": _reason(desk, document.reason),
    }
    written = [names[name] for name in names if getattr(document, name)]
    if written:
        column.addWidget(label(", ".join(written), size="note"))
    for name in names:
        field = f"documents.{checked.key}.{name}"
        if field in stood:
            words = say("✎ corrected; at first: {value}", value=stood[field] or "—")
            column.addWidget(label(words, tone="care", size="note"))
    return part


def _reason(desk: Desk, reason: str) -> str:
    usual = usual_reason(reason)
    return reason if usual is None else desk.look.language.word(usual)


def corrections_part(desk: Desk, record: CaseRecord, edition: Edition | None) -> QWidget | None:
    """Each correction: what, from what to what, who asked, why, who wrote it."""
    if not record.corrections:
        return None
    say, language = desk.say, desk.look.language
    rows: list[QWidget] = []
    for correction in record.corrections:
        who = desk.names.operators.get(correction.operator, correction.operator)
        asked = language.word(ASKED_BY[correction.asked_by]) if correction.asked_by in ASKED_BY else ""
        if correction.asked_by_name:
            asked += f" ({correction.asked_by_name})"
        rows.append(label(f"{say_moment(correction.at)} · {who}", tone="quiet", size="note"))
        for change in correction.changes:
            name = change.field
            if edition is not None:
                name = label_in(edition, change.field).in_words(language.word, language.code)
            rows.append(label(f"{name}: {change.old or '—'} → {change.new or '—'}"))
        if not correction.changes:
            rows.append(label(say("What was corrected was erased with the personal data."), tone="quiet"))
        told = say("Asked by: {who}. Why: {reason}", who=asked, reason=correction.reason or "—")
        rows.append(label(told, size="note"))
    return card(say("Corrections"), *rows)


def visit_part(desk: Desk, record: CaseRecord) -> QWidget | None:
    """The visit's periods with their minutes, and the sums beside the norm."""
    if not record.periods:
        return None
    say = desk.say
    now = desk.counter.clock.now()
    rows: list[QWidget] = [label(_period(desk, period, now)) for period in record.periods]
    told = [
        say("waited {minutes} min", minutes=round(record.waiting_seconds / 60)),
        say("served {minutes} min", minutes=round(record.serving_seconds / 60)),
    ]
    if record.held_seconds:
        told.append(say("put aside {minutes} min", minutes=round(record.held_seconds / 60)))
    rows.append(label(" · ".join(told), tone="quiet", size="note"))
    if record.overrun:
        rows.append(label("⚠ " + say("The norm was passed."), tone="care", size="note"))
    if record.outside_hours:
        rows.append(label(say("Received outside the hours of intake."), tone="care", size="note"))
    if record.clock_doubted:
        rows.append(label("? " + say("The PC's clock was in doubt: the minutes may not be right."), tone="care"))
    return card(say("Visit"), *rows)


def _period(desk: Desk, period: Period, now: Moment) -> str:
    start = datetime.fromisoformat(period.start.wall)
    end = f"{datetime.fromisoformat(period.end.wall):%H:%M}" if period.end is not None else "…"
    minutes = desk.say("{minutes} min", minutes=round(period.measure(now).seconds / 60))
    doubt = " ?" if period.doubted else ""
    return f"{desk.say(_PERIODS[period.kind])}   {start:%H:%M}–{end}   {minutes}{doubt}"


def time_line_part(desk: Desk, record: CaseRecord) -> QWidget:
    """Who did what, and when."""
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    day, place, top, edition = "", 0, Qt.AlignmentFlag.AlignTop, edition_of(desk, record)
    for entry in record.time_line:
        at = datetime.fromisoformat(entry.at)
        if f"{at:%d.%m.%Y}" != day:
            day = f"{at:%d.%m.%Y}"
            grid.addWidget(label(day, tone="quiet", size="note"), place, 0, 1, 2)
            place += 1
        grid.addWidget(label(f"{at:%H:%M:%S}", tone="quiet", size="note", wrap=False), place, 0, top)
        who = desk.names.operators.get(entry.operator, entry.operator)
        doubted = entry.kind in ("clock_doubted", "machine_restarted")
        words = ("? " if doubted else "") + say_event(entry, desk.look, desk.names.operators, edition)
        grid.addWidget(label(words, tone="care" if doubted else ""), place, 1)
        place += 1
        beneath = " · ".join(part for part in (who, entry.words) if part)
        grid.addWidget(label(beneath, tone="quiet", size="note"), place, 1)
        place += 1
    return card(desk.say("Time line"), part)


def edition_of(desk: Desk, record: CaseRecord) -> Edition | None:
    """The edition of a case; None where this program does not know it."""
    try:
        return desk.counter.editions.by_label(record.row.edition)
    except Problem:
        return None
