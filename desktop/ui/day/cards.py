"""Figures on the screen: a few large ones in cards, all of them in tables beneath, charts between."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.operations.reporting import PeriodView
from desktop.ui.context import Look
from desktop.ui.theme import CLOCK, font
from desktop.ui.widgets.chart import ChartView
from desktop.ui.widgets.labels import label
from forms.day_acts import Spread
from forms.figures import Figures
from forms.papers.charts import Chart, charts_of
from forms.papers.report_lines import Line, ground_lines, say_label, sections_of, show_change, show_time, show_value
from forms.procedure_words import step_act_words
from forms.texts import Text


def names_said(view: PeriodView, look: Look) -> dict[str, Text]:
    """The words of reasons and grounds in the operator's language."""

    def said(name: str | Text) -> Text:
        words = look.language.quote(name) if isinstance(name, Text) else look.say(name)
        return Text(kk=words, ru=words)

    return {key: said(name) for key, name in view.names.items()}


def large_cards(view: PeriodView, look: Look) -> list[QFrame]:
    """What the clerk and the head look for first."""
    say, now, before = look.say, view.figures, view.before

    def count(heading: str, read: Callable[[Figures], int], note: str) -> QFrame:
        earlier = "" if before is None else _compared(look, read(now), read(before))
        return _card(heading, str(read(now)), note, earlier)

    totals = now.totals
    refused = say(
        "refusal receipts: {receipts}, reasoned refusals: {reasoned}",
        receipts=totals.refusal_receipts,
        reasoned=totals.reasoned_refusals,
    )
    came = say("tickets: {tickets}, without: {without}", tickets=totals.tickets, without=totals.without_ticket)
    left = say("cases: {cases}, put aside: {held}", cases=totals.unfinished, held=totals.held)
    return [
        count(say("Accepted"), lambda one: one.totals.accepted, say("void: {count}", count=totals.voided)),
        count(say("Refused"), lambda one: one.refused, refused),
        count(say("Visitors"), lambda one: one.visits, came),
        _time_card(look, say("Waiting"), totals.waiting, None if before is None else before.totals.waiting),
        _time_card(look, say("Serving"), totals.serving, None if before is None else before.totals.serving),
        count(say("Not finished"), lambda one: max(one.totals.unfinished, one.totals.held), left),
    ]


def _time_card(look: Look, heading: str, spread: Spread, before: Spread | None) -> QFrame:
    say = look.say
    told = say("median; longest {longest}", longest=show_time(spread.longest_seconds))
    over = say("over the norm: {over} of {count}", over=spread.over_norm, count=spread.count)
    sign = f"⚠ {over}" if spread.over_norm else f"✓ {over}"
    earlier = "" if before is None else say("before: {value}", value=show_time(before.median_seconds))
    return _card(heading, show_time(spread.median_seconds), told, sign, earlier)


def _compared(look: Look, value: int, earlier: int) -> str:
    change = value - earlier
    signed = f"+{change}" if change > 0 else f"−{-change}" if change else "0"
    return look.say("before: {value} ({change})", value=earlier, change=signed)


def _card(heading: str, value: str, *notes: str) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(2)
    column.addWidget(label(heading, strong=True))
    figure = QLabel(value)
    figure.setFont(font(CLOCK, font().Weight.Medium))
    figure.setStyleSheet(f"font-size: {CLOCK}px; font-weight: 500;")
    column.addWidget(figure)
    written = [note for note in notes if note]
    for note in written:
        column.addWidget(label(note, tone="trouble" if note.startswith("⚠") else "quiet", size="note"))
    column.addStretch(1)
    return card


def chart_views(figures: Figures, look: Look) -> list[ChartView]:
    """The charts of the sheet, in the operator's language."""
    says = (look.language.word,)

    def make(place: int) -> Callable[[float, float], Chart]:
        return lambda width, height: charts_of(figures, says, width, height)[place]

    return [ChartView(make(place), look.palette) for place in range(3)]


def table_cards(view: PeriodView, look: Look) -> list[QFrame]:
    """Every figure of the sheet, a card a section."""
    names = names_said(view, look)
    periods = [view.figures] if view.before is None else [view.before, view.figures]
    word = look.language.word
    made = [_table(look, word(section.heading), section.lines) for section in sections_of(periods, names)]
    return [*made, *(_table(look, word(heading), lines) for heading, lines in ground_lines(periods, names))]


def complaint_card(view: PeriodView, look: Look) -> list[QFrame]:
    """What became of the complaints received in the period; nothing where there were none."""
    now, say = view.complaints, look.say
    if not now.received:
        return []
    rows = [
        (say("Received"), now.received),
        (say("Answered in time"), now.answered_in_time),
        (say("Answered late"), now.answered_late),
        (say("Forwarded"), now.forwarded),
        (say("To be answered"), now.open),
        (say("of these overdue"), now.overdue),
    ]
    return [_rows(say("Complaints"), [(words, str(count)) for words, count in rows])]


def reason_card(figures: Figures, look: Look, clerks: Mapping[str, str]) -> list[QFrame]:
    """Overruns with their reasons, and what each clerk did where there are several."""
    cards = []
    if figures.overruns:
        longest = sorted(figures.overruns, key=lambda one: (-one.seconds, one.number))[:12]
        unsaid = look.say("no reason written")
        rows = [(f"{one.number or '—'} · {one.reason or unsaid}", show_time(one.seconds)) for one in longest]
        cards.append(_rows(look.say("Served longer than the norm"), rows))
    if len(figures.clerks) > 1:
        rows = [
            (
                clerks.get(clerk.operator, clerk.operator),
                look.say(
                    "{cases} cases, median {median}",
                    cases=clerk.accepted + clerk.refusal_receipts + clerk.reasoned_refusals,
                    median=show_time(clerk.serving.median_seconds),
                ),
            )
            for clerk in figures.clerks
        ]
        cards.append(_rows(look.say("Clerks"), rows))
    return cards


def held_cards(figures: Figures, look: Look, clerks: Mapping[str, str]) -> list[QFrame]:
    """Procedures after the reception: the norm that covers the whole of them, and who held cases how long."""
    say, cards = look.say, []
    whole = figures.procedures
    if whole.count:
        rows = [
            (say("Issued within the norm"), str(whole.count - whole.over_norm)),
            (say("Issued over the norm"), f"⚠ {whole.over_norm}" if whole.over_norm else "0"),
            (say("Median"), show_time(whole.median_seconds)),
            (say("Longest"), show_time(whole.longest_seconds)),
            *([(say("Measured in doubt"), f"{figures.procedures_doubted} ?")] if figures.procedures_doubted else []),
        ]
        cards.append(_rows(say("From the documents to the result"), rows))
    if figures.held:
        rows = [
            (
                f"{one.step}. {look.language.word(step_act_words(one))} · {clerks.get(one.operator, one.operator)}",
                say(
                    "{cases}: {mean}, longest {longest}",
                    cases=one.cases,
                    mean=show_time(one.mean_seconds),
                    longest=show_time(one.longest_seconds),
                ),
            )
            for one in figures.held
        ]
        cards.append(_rows(say("Who held cases how long"), rows))
    return cards


def _table(look: Look, heading: str, lines: Sequence[Line]) -> QFrame:
    rows = []
    for line in lines:
        values = [show_value(line.kind, value) for value in line.values]
        change = show_change(line)
        shown = " → ".join(values) + (f" ({change})" if change not in ("", "0") else "")
        said = say_label(line.label, look.language.word, look.language.code)
        rows.append((("    " if line.level else "") + said, shown))
    return _rows(heading, rows)


def _rows(heading: str, rows: Sequence[tuple[str, str]]) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 14, 12)
    column.setSpacing(4)
    column.addWidget(label(heading, strong=True))
    for words, value in rows:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(words, tone="quiet"), 1)
        told = label(value, strong=True, wrap=False)
        row.addWidget(told, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)
    column.addStretch(1)
    return card


def in_columns(widgets: Sequence[QWidget], columns: int) -> QWidget:
    """Widgets in a grid of so many columns of the same width."""
    grid_widget = QWidget()
    grid = QGridLayout(grid_widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(10)
    for place, widget in enumerate(widgets):
        grid.addWidget(widget, place // columns, place % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid_widget
