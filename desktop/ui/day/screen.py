"""The working day on the screen: its figures, longer periods, the closing, the sheet to sign."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.spans import KINDS, Span, SpanKind, span_of
from desktop.operations import day, reporting
from desktop.operations.counter import Counter
from desktop.operations.reporting import PeriodView
from desktop.printing.ports import JobState, PrinterInfo
from desktop.ui.complaints.words import say_reminder
from desktop.ui.context import Look
from desktop.ui.day.cards import (
    chart_views,
    complaint_card,
    held_cards,
    in_columns,
    large_cards,
    reason_card,
    table_cards,
)
from desktop.ui.day.sheet_printing import SheetPrinting
from desktop.ui.day.turned import Turned
from desktop.ui.day.words import KIND_WORDS, SHEET_LANGUAGES, SHEET_WORDS, tell_left, tell_period, tell_state
from desktop.ui.job_words import show_job
from desktop.ui.keys import digit_of
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import Tone, label
from desktop.ui.widgets.printer_choice import PrinterChoice
from desktop.ui.widgets.question import Question
from desktop.ui.workers import Worker
from forms.papers.content import LanguageChoice
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.day import LeftAtEnd

COMPARE, TODAY = 6, 0
SCROLL_PIXELS = 80
NARROW, NARROWEST = 900, 720


class DayScreen(QWidget):
    """Figures of the day or of a longer period. F9 prints, F10 closes the day that is open or opens it again.

    The window calls ``refresh`` when the screen is shown, ``print_paper`` at F9, ``go_on`` at F10, ``stop`` when the
    screen goes away. Signals: ``problem_met(object)``, ``day_changed()`` once a day was closed or opened.
    """

    problem_met = Signal(object)
    day_changed = Signal()

    def __init__(self, look: Look, counter: Counter, store: Worker, printer_thread: Worker) -> None:
        super().__init__()
        self._look = look
        self._counter = counter
        self._store = store
        self._span: Span | None = None
        self._compare = False
        self._asked = 0
        self._ask_at_first = False
        self._busy = False
        self._view: PeriodView | None = None
        self._columns = 0
        self._printing = SheetPrinting(counter, store, printer_thread, self)
        self._printing.state_changed.connect(self._show_job)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self._printing.list_printers(self._show_printers)

    # what the window calls

    def refresh(self) -> None:
        """Read the figures of the period shown anew; of the working day at first."""
        self._asked += 1
        asked, counter, span, compare = self._asked, self._counter, self._span, self._compare

        def read() -> PeriodView:
            chosen = span or span_of("day", reporting.today_of(counter))
            return reporting.view_period(counter, chosen, compare=compare)

        self._store.run(read, lambda view: self._show(asked, view), self._tell)

    def print_paper(self) -> None:
        """Print the sheet of the period shown, in the language and on the printer chosen."""
        if self._span is not None:
            language: LanguageChoice = self._language.currentData()
            self._printing.print_sheet(self._span, language, self._printer.chosen(), compare=self._compare)

    def go_on(self) -> None:
        """Ask whether to close the day that is open; where none is, open it."""
        if self._view is None or self._busy or self._question.is_asking:
            return
        counter = self._counter
        if self._view.open_day is None:
            self._do(lambda: day.open_day(counter), lambda _: self._day_changed())
        else:
            self._do(lambda: day.left_at_end(counter), self._ask_close)

    def stop(self) -> None:
        """The screen goes away: nothing is followed any more."""
        self._printing.stop()

    def restore(self, other: "DayScreen") -> None:
        """Go on where another screen was, in another language or light: its period, and the question it asked."""
        self._span, self._compare = other._span, other._compare
        self._ask_at_first = other._question.is_asking

    def take_back(self) -> bool:
        """Esc: take back the question asked, if there is one."""
        asked = self._question.is_asking
        if asked:
            self._question.take_back()
        return asked

    def focus_start(self) -> None:
        """The keyboard comes here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_span(self, span: Span) -> None:
        """Show another period."""
        self._span = span
        self.refresh()

    # building

    def _build(self) -> None:
        look, say = self._look, self._look.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # narrower than its words: they fold
        self._title, self._state = label("", size="title", wrap=False), label("", tone="quiet", size="note")
        self._heads = QVBoxLayout()
        self._heads.setSpacing(0)
        self._heads.addWidget(self._title)
        self._heads.addWidget(self._state)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addLayout(self._heads, 1)
        self._buttons: list[KeyButton] = []
        for words, key, steps in ((say("Earlier"), "←", -1), (say("Later"), "→", 1)):
            top.addWidget(self._button(words, key, partial(self._shift, steps)))
        column.addLayout(top)
        kinds = QHBoxLayout()
        kinds.setSpacing(6)
        self._kinds: dict[SpanKind, KeyButton] = {}
        for place, kind in enumerate(KINDS, 1):
            button = self._button(say(KIND_WORDS[kind]), str(place), partial(self._choose, kind), Turned)
            self._kinds[kind] = button
            kinds.addWidget(button)
        self._comparing = self._button(say("Compare"), str(COMPARE), self._turn_compare, Turned)
        kinds.addWidget(self._comparing)
        kinds.addWidget(self._button(say("Today"), str(TODAY), self._go_today))
        kinds.addStretch(1)
        column.addLayout(kinds)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        self._question = Question(look)
        column.addWidget(self._question)
        self._job: QLabel = label("", tone="quiet", size="note")
        column.addWidget(self._job)
        self._job.hide()
        column.addLayout(self._build_foot())
        for sequence, steps in (("Left", -1), ("Right", 1)):
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._shift, steps))

    def _build_foot(self) -> QHBoxLayout:
        say = self._look.say
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._language = QComboBox()
        self._language.setAccessibleName(say("Language of the sheet"))
        for code, words in SHEET_LANGUAGES.items():
            self._language.addItem(say(words), code)
        self._printer = PrinterChoice(self._look)
        self._printer.setMinimumWidth(110)
        self._print = self._button(say("Print the sheet"), "F9", self.print_paper)
        self._onward = KeyButton(say("Close the day"), "F10", self._look.palette, look="primary")
        self._onward.clicked.connect(self.go_on)
        self._onward.setEnabled(False)
        foot.addWidget(self._language)
        foot.addWidget(self._printer)
        foot.addWidget(self._print)
        foot.addStretch(1)
        foot.addWidget(self._onward)
        return foot

    def _button(self, words: str, key: str, act: Callable[[], None], kind: type[KeyButton] = KeyButton) -> KeyButton:
        button = kind(words, key, self._look.palette, look="plain")
        button.clicked.connect(lambda _: act())
        self._buttons.append(button)
        return button

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses the period; arrows up and down move the page."""
        digit = digit_of(event)
        bar = self._scroll.verticalScrollBar()
        if digit is not None and 1 <= digit <= len(KINDS):
            self._choose(KINDS[digit - 1])
        elif digit == COMPARE:
            self._turn_compare()
        elif digit == TODAY:
            self._go_today()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            bar.setValue(bar.value() + (SCROLL_PIXELS if event.key() == Qt.Key.Key_Down else bar.pageStep()))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp):
            bar.setValue(bar.value() - (SCROLL_PIXELS if event.key() == Qt.Key.Key_Up else bar.pageStep()))
        else:
            super().keyPressEvent(event)

    def _choose(self, kind: SpanKind) -> None:
        if self._span is not None and self._view is not None:
            # The day shown, or today where today lies in what is shown.
            today = date.fromisoformat(self._view.today)
            within = self._span.first <= today <= self._span.last
            self.show_span(span_of(kind, today if within else self._span.first))
        self._mark()

    def _shift(self, steps: int) -> None:
        if self._span is not None:
            self.show_span(self._span.shift(steps))

    def _go_today(self) -> None:
        if self._view is not None and self._span is not None:
            self.show_span(span_of(self._span.kind or "day", date.fromisoformat(self._view.today)))

    def _turn_compare(self) -> None:
        self._compare = not self._compare
        self._mark()
        self.refresh()

    def _mark(self) -> None:
        for kind, button in self._kinds.items():
            button.setChecked(self._span is not None and self._span.kind == kind)
        self._comparing.setChecked(self._compare)

    # what is shown

    def _show(self, asked: int, view: PeriodView) -> None:
        if not isValid(self) or asked != self._asked:
            return
        self._view, self._span = view, view.span
        self._mark()
        self._title.setText(tell_period(view, self._look))
        self._state.setText(tell_state(view, self._look))
        self._onward.setEnabled(True)
        closing = view.open_day is not None
        say = self._look.say
        again = view.day is not None and view.day.day == view.today
        words = say("Close the day") if closing else say("Open the day again") if again else say("Open the day")
        self._onward.setText(words)
        self._onward.setAccessibleName(f"{words} (F10)")
        self._onward.updateGeometry()
        self._lay_out()
        if self._ask_at_first:
            self._ask_at_first = False
            self.go_on()

    def _lay_out(self) -> None:
        if self._view is None:
            return
        view, width = self._view, self.width()
        self._columns = _columns_in(width)
        many, charts, tables = {1: (2, 1, 1), 2: (3, 1, 2), 3: (6, 3, 3)}[self._columns]
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        reminder = say_reminder(view.due_complaints, self._look)
        if reminder:
            tone: Tone = "trouble" if view.due_complaints.overdue else "care" if view.due_complaints.today else "quiet"
            column.addWidget(label(f"{reminder} · Ctrl+F6", tone=tone))
        column.addWidget(in_columns(large_cards(view, self._look), many))
        drawings = QFrame()
        drawings.setObjectName("card")
        around = QVBoxLayout(drawings)
        around.setContentsMargins(14, 12, 14, 10)
        around.addWidget(in_columns(chart_views(view.figures, self._look), charts))
        column.addWidget(drawings)
        clerks = {operator.id: operator.name for operator in self._counter.profile.operators}
        cards = [*table_cards(view, self._look), *complaint_card(view, self._look)]
        cards += held_cards(view.figures, self._look, clerks)
        cards += reason_card(view.figures, self._look, clerks)
        column.addWidget(in_columns(cards, tables))
        column.addStretch(1)
        at = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().setValue(at)

    def minimumSizeHint(self) -> QSize:
        """A quarter of the least screen; what does not fit is folded or scrolled."""
        return QSize(480, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns where there is another width; only keys on the buttons where it is small."""
        super().resizeEvent(event)
        for button in self._buttons:
            most = NARROW if button not in self._kinds.values() else NARROWEST
            button.set_compact(self.width() < most)
        self._language.setMaximumWidth(160 if self.width() < NARROWEST else 16777215)
        self._state.setVisible(self.height() > 300)
        if _columns_in(self.width()) != self._columns:
            self._lay_out()

    # the day's end

    def _ask_close(self, left: "list[LeftAtEnd]") -> None:
        say = self._look.say
        titles = [say("Close the working day? Its figures are then kept as they are.")]
        titles += tell_left(left, self._look)
        self._question.ask(
            "\n".join(titles),
            [("close", say("Close the day")), ("", say("Go on working"))],
            lambda answer: self._close() if answer == "close" else None,
        )

    def _close(self) -> None:
        counter = self._counter
        self._do(lambda: day.close_day(counter), lambda closed: self._day_changed(closed.day))

    def _day_changed(self, shown: str = "") -> None:
        self._span = span_of("day", date.fromisoformat(shown)) if shown else None
        self.refresh()
        self.day_changed.emit()

    def _do(self, operation: "Callable[[], object]", then: "Callable[..., None]") -> None:
        self._busy = True

        def done(result: object) -> None:
            self._busy = False
            if isValid(self):
                then(result)

        self._store.run(operation, done, self._tell)

    def _tell(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self):
            self.problem_met.emit(problem)

    # printing

    def _show_printers(self, printers: list[PrinterInfo]) -> None:
        if isValid(self):
            self._printer.offer(printers, self._counter.profile.printer)

    def _show_job(self, state: JobState | None, problem: Problem | None) -> None:
        show_job(self._job, state, problem, self._look, SHEET_WORDS)


def _columns_in(width: int) -> int:
    return 3 if width >= 1000 else 2 if width >= 640 else 1
