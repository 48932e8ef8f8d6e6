"""Parts of a case's page: the step in the law's words, what it came to, whose matter it is, what was found."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.operations.proceeding_view import Loaded
from desktop.ui.proceedings.desk import RoomDesk
from desktop.ui.proceedings.words import MOVED, RESULTS, SIGNED_BY, clock_of, say_at, say_clock, say_due
from desktop.ui.widgets.labels import Tone, box, label
from desktop.ui.wording import say_source
from forms.dates import show_date
from forms.editions import Step
from forms.moments import measure
from forms.words import FINDINGS, RELATIONS


def step_head(desk: RoomDesk, loaded: Loaded, step: Step) -> QWidget:
    """The step under way in the law's words, and what was said when it came back."""
    quote, code = desk.look.language.quote, desk.look.language.code
    words = [label(f"{step.number}. {quote(step.title)}", strong=True)]
    told = [say_source(step.source, code)]
    due, tone = say_due(loaded.proceeding.due, loaded.late, desk.look)
    words.append(label(" · ".join(told), tone="quiet", size="note"))
    if due:
        words.append(label(due, tone=tone, size="note"))
    if loaded.said:
        title = (
            desk.say("It came back for rework:") if loaded.proceeding.returned else desk.say("Said at the last step:")
        )
        words.append(label(f"{title} {loaded.said}", tone="care" if loaded.proceeding.returned else ""))
    return box("careBox" if loaded.proceeding.returned else "accentBox", *words)


def ended_part(desk: RoomDesk, loaded: Loaded) -> QWidget:
    """What the procedure came to."""
    say, proceeding = desk.say, loaded.proceeding
    rows: list[QWidget] = []
    if proceeding.voided:
        rows.append(label("⚠ " + say("The case was made void: nothing more is done."), tone="trouble", strong=True))
    elif proceeding.issued_at is not None:
        rows.append(label("✓ " + say("The result is issued: the procedure has ended."), tone="good", strong=True))
    else:
        rows.append(label("✓ " + say("The procedure has ended."), tone="good", strong=True))
    if proceeding.issued_at is not None:
        rows.append(label(say("Issued {moment}", moment=say_at(proceeding.issued_at))))
        norms, elapsed = loaded.edition.norms, measure(proceeding.clock_from, proceeding.since)
        norm = norms.serving_minutes if loaded.procedure.norm_covers_all else None
        clock = clock_of(elapsed, norm, norms.warn_at_minutes)
        if clock is not None:
            words, tone = say_clock(clock, desk.look, ended=True)
            rows.append(label(words, tone=tone))
    if proceeding.moved in MOVED:
        rows.append(label(say(MOVED[proceeding.moved]), tone="care"))
    return card("", *rows)


def about_case(desk: RoomDesk, loaded: Loaded) -> Iterable[QWidget]:
    """The result so far, the subject, the case's way, the documents found."""
    say, proceeding = desk.say, loaded.proceeding
    result = _result_lines(desk, loaded)
    if result:
        yield card(say("Result"), lines(result))
    subject = loaded.subject
    if subject is not None:
        relation = desk.look.language.word(RELATIONS[subject.relation]) if subject.relation in RELATIONS else ""
        born = show_date(date.fromisoformat(subject.birth_date)) if subject.birth_date else ""
        yield card(
            say("Child"),
            lines(
                [
                    (say("Surname, name, patronymic (if any)"), subject.name or say("no personal data")),
                    (say("IIN"), subject.iin or ""),
                    (say("Date of birth"), born),
                    (say("The applicant is the child's"), relation),
                ]
            ),
        )
    way = [(say("Filed"), say_at(proceeding.filed_at)) if proceeding.filed_at else ("", "")]
    if proceeding.channel == "state_corporation" and proceeding.filed_at:
        accepted = show_date(date.fromisoformat(proceeding.filed_at[:10]))
        way = [(say("Accepted by the State Corporation"), accepted)]
    way.append((say("Number of the State Corporation"), proceeding.package))
    told = [line for line in way if line[1]]
    if told:
        yield card(say("How the case came"), lines(told))
    yield _documents(desk, loaded)


def _result_lines(desk: RoomDesk, loaded: Loaded) -> list[tuple[str, str]]:
    say, proceeding = desk.say, loaded.proceeding
    if loaded.result is None:
        return []
    found = [(say("Kind"), say(RESULTS[loaded.result]))]
    if proceeding.result_number is not None:
        found.append((say("Number"), proceeding.result_number))
    if loaded.group is not None:
        words = loaded.group.programme_ru if desk.look.language.code == "ru" else loaded.group.programme_kk
        found.append((say("Group"), f"{words}, {loaded.group.name}"))
    if loaded.drafted is not None and loaded.drafted.reason:
        found.append((say("Reason of the refusal"), loaded.drafted.reason))
    if proceeding.signed_by and proceeding.signed_operator and proceeding.signed_at:
        how = say(SIGNED_BY[proceeding.signed_by])
        parts = (desk.name_of(proceeding.signed_operator), how, say_at(proceeding.signed_at))
        found.append((say("Signed"), " · ".join(parts)))
    return found


def _documents(desk: RoomDesk, loaded: Loaded) -> QWidget:
    """Each document with what was found of it, in a line."""
    titles = {document.key: document.short for document in loaded.edition.documents}
    rows: list[QWidget] = []
    for checked in loaded.case.act.documents:
        good = checked.finding == "in_order"
        tone: Tone = "" if good else "quiet" if checked.finding == "not_available" else "trouble"
        title = desk.look.language.quote(titles[checked.key]) if checked.key in titles else checked.key
        found = desk.look.language.word(FINDINGS[checked.finding]) if checked.finding in FINDINGS else checked.finding
        words = f"✓ {title}" if good else f"⚠ {title}: {found}"
        rows.append(label(words, tone=tone, size="note"))
    return card(desk.say("Documents"), *rows)


def card(title: str, *parts: QWidget) -> QFrame:
    """Parts under a title."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 14)
    column.setSpacing(4)
    if title:
        column.addWidget(label(title, strong=True))
    for part in parts:
        column.addWidget(part)
    return frame


def lines(entries: Iterable[tuple[str, str]]) -> QWidget:
    """Names at the left, values at the right; empty values are left out."""
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 4)
    place = 0
    for name, value in entries:
        if value:
            grid.addWidget(label(name, tone="quiet", size="note"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value), place, 1, Qt.AlignmentFlag.AlignTop)
            place += 1
    return part
