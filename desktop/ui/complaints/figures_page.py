"""The figures of complaints for a period, and the register of it to print. Arrows go through the periods."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.spans import Span, SpanKind, span_of
from desktop.operations import complaint_papers, complaint_records
from desktop.operations.complaint_records import ComplaintFigures
from desktop.operations.entries import day_of
from desktop.printing.ports import JobState
from desktop.ui.complaints.parts import put_inside
from desktop.ui.day.sheet_printing import SheetPrinting
from desktop.ui.day.turned import Turned
from desktop.ui.day.words import KIND_WORDS, SHEET_WORDS
from desktop.ui.job_words import show_job
from desktop.ui.keys import digit_of
from desktop.ui.register.case_parts import Line, card, lines
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import ElidedLabel, label
from forms.complaint_words import OUTCOMES
from forms.dates import show_date
from forms.problems import Problem
from forms.texts import PaperLanguage

KINDS: tuple[SpanKind, ...] = ("month", "quarter", "year")
NARROW = 760


class FiguresPage(Leaf):
    """Digits choose the kind of period, F9 prints the register of the one shown."""

    def __init__(self, desk: Desk, _: Step) -> None:
        super().__init__(desk)
        self._span: Span | None = None
        self._kind: SpanKind = "month"
        self._printing = SheetPrinting(desk.counter, desk.store, desk.printer, self)
        self._printing.state_changed.connect(self._show_job)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        say, palette = self.say, self.look.palette
        self.setAccessibleName(say("Figures of complaints"))
        self._title = ElidedLabel(size="title")
        self._title.setText(say("Figures of complaints"))
        self._period = label("", strong=True, wrap=False)
        back = KeyButton(say("Back"), "Esc", palette)
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._period)
        top.addWidget(back)
        choice = QHBoxLayout()
        choice.setSpacing(6)
        self._kinds: dict[SpanKind, Turned] = {}
        for place, kind in enumerate(KINDS, 1):
            turned = self._kinds[kind] = Turned(say(KIND_WORDS[kind]), str(place), palette, look="plain")
            turned.clicked.connect(partial(self._choose, kind))
            choice.addWidget(turned)
        self._shifts = []
        for words, key, steps in ((say("Earlier"), "←", -1), (say("Later"), "→", 1)):
            button = KeyButton(words, key, palette, look="plain")
            button.clicked.connect(partial(self._shift, steps))
            choice.addWidget(button)
            self._shifts.append(button)
        self._print = KeyButton(say("Print the register of these days"), "F9", palette, look="plain")
        self._print.clicked.connect(self.print_paper)
        choice.addWidget(self._print)
        choice.addStretch(1)
        for one in (back, self._print, *self._shifts, *self._kinds.values()):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._told = label("", size="note")
        self._told.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(choice)
        column.addWidget(self._told)
        column.addWidget(self._scroll, 1)
        for sequence, steps in (("Left", -1), ("Right", 1)):
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._shift, steps))

    # what the screen calls

    def refresh(self) -> None:
        """Read the figures again."""
        counter, span, kind = self.desk.counter, self._span, self._kind

        def read() -> tuple[Span, ComplaintFigures]:
            chosen = span or span_of(kind, date.fromisoformat(day_of(counter, counter.clock.now())))
            return chosen, complaint_records.complaint_figures(counter, chosen.first, chosen.last)

        self.run(read, self._show)

    def restore(self, before: Leaf) -> None:
        """The period that was shown."""
        if isinstance(before, FiguresPage):
            self._span, self._kind = before._span, before._kind
            self.refresh()

    def stop(self) -> None:
        """Nothing is followed any more."""
        self._printing.stop()

    def go_on(self) -> None:
        """F10 is for the list."""

    def print_paper(self) -> None:
        """F9: the register of the period."""
        counter, span = self.desk.counter, self._span
        if span is None:
            return
        language: PaperLanguage = "ru" if self.look.language.code == "ru" else "kk"
        title = f"Kense {counter.profile.counter} {span.first.isoformat()}"
        self._printing.print_drawn(
            lambda: complaint_papers.draw_register(counter, span.first, span.last, language),
            title,
            counter.profile.printer,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose the kind of period."""
        digit, bar = digit_of(event), self._scroll.verticalScrollBar()
        if digit is not None and 1 <= digit <= len(KINDS):
            self._choose(KINDS[digit - 1])
        elif event.key() == Qt.Key.Key_Down:
            bar.setValue(bar.value() + 80)
        elif event.key() == Qt.Key.Key_Up:
            bar.setValue(bar.value() - 80)
        else:
            super().keyPressEvent(event)

    # inside

    def _choose(self, kind: SpanKind) -> None:
        self._kind = kind
        self._span = None if self._span is None else span_of(kind, self._span.first)
        self.refresh()

    def _shift(self, steps: int) -> None:
        if self._span is not None:
            self._span = self._span.shift(steps)
            self.refresh()

    def _show(self, found: tuple[Span, ComplaintFigures]) -> None:
        self._span, figures = found
        for kind, button in self._kinds.items():
            button.setChecked(kind == self._kind)
        self._period.setText(f"{show_date(self._span.first)} – {show_date(self._span.last)}")
        say, word = self.say, self.look.language.word
        entries: list[Line] = [
            (say("Received"), str(figures.received), ""),
            (say("Answered in time"), str(figures.answered_in_time), ""),
            (say("Answered late"), str(figures.answered_late), ""),
            (word(OUTCOMES["full"]), str(figures.full), ""),
            (word(OUTCOMES["part"]), str(figures.part), ""),
            (word(OUTCOMES["refused"]), str(figures.refused), ""),
            (say("Forwarded"), str(figures.forwarded), ""),
            (say("To be answered"), str(figures.open), ""),
            (say("of these overdue"), str(figures.overdue), ""),
        ]
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        column.addWidget(card(say("Complaints received in these days"), lines(self.desk, entries)))
        if figures.about:
            names = self.desk.names.operators
            about: list[Line] = [(names.get(who, who), str(count), "") for who, count in figures.about]
            column.addWidget(card(say("Whom they are about"), lines(self.desk, about)))
        column.addStretch(1)
        put_inside(self._scroll, inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys alone where it is narrow."""
        super().resizeEvent(event)
        for button in (self._print, *self._shifts, *self._kinds.values()):
            button.set_compact(self.width() < NARROW)

    def _show_job(self, state: JobState | None, problem: Problem | None) -> None:
        show_job(self._told, state, problem, self.look, SHEET_WORDS)
