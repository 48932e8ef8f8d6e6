"""One case on its way: what is done at its step now, its steps as a line, whose matter it is, what was found."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.permissions import may
from desktop.domain.proceeding import is_heads
from desktop.operations import proceeding_view
from desktop.operations.proceeding_view import Loaded
from desktop.ui.proceedings.case_parts import about_case, ended_part, step_head
from desktop.ui.proceedings.desk import Page, RoomDesk
from desktop.ui.proceedings.lying_part import LyingPart
from desktop.ui.proceedings.panel import Panel, waits_for_executor, waits_for_head
from desktop.ui.proceedings.panels import panel_for
from desktop.ui.proceedings.result_paper import ResultPrinting
from desktop.ui.proceedings.step_line import step_line
from desktop.ui.proceedings.words import clock_of
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.clock import ClockFace
from desktop.ui.widgets.labels import ElidedLabel, Tone, label, set_tone
from forms.moments import measure

BESIDE_FROM, NARROW, LOW = 900, 700, 420


class CasePage(Page):
    """The page of one registration number."""

    def __init__(self, desk: RoomDesk, number: str) -> None:
        super().__init__(desk)
        self.number = number
        self.loaded: Loaded | None = None
        self.panel: Panel | None = None
        self._passed_on = False  # a step was taken here: F10 pressed twice does not take the next one for somebody else
        say, palette = self.say, self.look.palette
        self._title, self._about = ElidedLabel(size="title"), ElidedLabel("quiet", "note")
        self.clock = ClockFace(self.look)
        self._back = KeyButton(say("Back"), "Esc", palette)
        self._back.clicked.connect(lambda _: self.closed.emit())
        self._print = KeyButton(say("Print"), "F9", palette, look="plain")
        self._print.clicked.connect(lambda _: self.print_paper())
        self._main = KeyButton("", "F10", palette, look="primary")
        self._main.clicked.connect(lambda _: self.go_on())
        top = QHBoxLayout()
        top.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        top.addLayout(words, 1)
        top.addWidget(self.clock)
        for button in (self._back, self._print, self._main):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            top.addWidget(button)
        self._told = label("")
        self._told.hide()
        self._scroll = _Scrolled()
        self._sides: QBoxLayout | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._told)
        column.addWidget(self._scroll, 1)
        for widget in (self.clock, self._print, self._main):
            widget.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        returning = QShortcut(QKeySequence("Ctrl+R"), self)
        returning.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        returning.setAutoRepeat(False)
        returning.activated.connect(self._turn_returning)
        self.printing = ResultPrinting(desk, self)
        self.printing.told.connect(self.tell)

    # what the screen calls

    def refresh(self) -> None:
        """Read the case again; a panel whose step is still under way keeps what is typed."""
        counter, number = self.desk.counter, self.number
        self.run(lambda: proceeding_view.load_proceeding(counter, number), self._show)

    def focus_start(self) -> None:
        """The keyboard comes to the panel."""
        if self.panel is not None:
            self.panel.focus_start()
        else:
            self.setFocus()

    def stop(self) -> None:
        """Nothing is followed any more."""
        self.printing.stop()
        if self.panel is not None:
            self.panel.stop()

    def tick(self) -> None:
        """The norm's clock goes on."""
        loaded = self.loaded
        if loaded is None or not loaded.procedure.norm_covers_all or loaded.step is None:
            return
        norms = loaded.edition.norms
        elapsed = measure(loaded.proceeding.clock_from, self.desk.counter.clock.now())
        self.clock.show_state(clock_of(elapsed, norms.serving_minutes, norms.warn_at_minutes))

    def go_on(self) -> None:
        """F10: what the panel is for."""
        if self.panel is not None:
            self.panel.go_on()

    def print_paper(self) -> None:
        """F9: the paper of the result."""
        if self._has_paper:
            self.printing.print_result(self.number)

    @property
    def _has_paper(self) -> bool:
        """Whether a result is drafted or signed: what is only drafted is printed to be signed by hand.

        What is signed electronically is a file, and before that nothing.
        """
        loaded = self.loaded
        if loaded is None or loaded.proceeding.voided:
            return False
        to_sign = loaded.step is not None and loaded.step.act == "sign" and not loaded.is_notified
        return to_sign or loaded.proceeding.result_number is not None

    def take_back(self) -> bool:
        """Esc: what the panel asked."""
        return self.panel is not None and self.panel.take_back()

    def tell(self, words: str, tone: Tone = "good") -> None:
        """What happened last, above the case."""
        sign = {"good": "✓ ", "trouble": "⚠ "}.get(tone, "")
        self._told.setText(f"{sign}{words}" if words else "")
        set_tone(self._told, tone)
        self._told.setVisible(bool(words))

    # inside

    def _tell_trouble(self, sentence: str) -> None:
        """Where the panel shows a few lines only, what is in the way is told above it."""
        if sentence and self.height() < LOW:
            self.tell(sentence, "trouble")
        elif not sentence and self._told.text().startswith("⚠"):
            self.tell("")

    def _turn_returning(self) -> None:
        if self.panel is not None:
            self.panel.turn_returning()

    def _show(self, loaded: Loaded) -> None:
        before = self.loaded
        if before is not None and _same(before, loaded) and self._sides is not None:
            return
        here = self.isVisible() and self.window().isActiveWindow()
        self.loaded = loaded
        applicant = loaded.case.row.applicant_name or self.say("no personal data")
        self._title.setText(f"{self.number} · {applicant}")
        quote = self.look.language.quote
        self._about.setText(f"{quote(loaded.edition.short_title)} · {quote(loaded.edition.act.short)}")
        self._lay_out(loaded)
        self._print.setVisible(self._has_paper)
        self.tick()
        self._fit()
        if here:
            self.focus_start()

    def _lay_out(self, loaded: Loaded) -> None:
        if self.panel is not None:
            self.panel.stop()
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._sides.setContentsMargins(0, 0, 6, 0)
        self._sides.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(10)
        self.panel, step = None, loaded.step
        if step is None:
            left.addWidget(ended_part(self.desk, loaded))
            self._add_lying(left, loaded)
        else:
            left.addWidget(step_head(self.desk, loaded, step))
            self._add_lying(left, loaded)
            roles, heads = self.desk.counter.roles, is_heads(step)
            if may(roles, "resolve") if heads else may(roles, "execute" if self._passed_on else "proceed"):
                self.panel = panel_for(step.act, step.asks, notified=loaded.is_notified)(self.desk, loaded)
                self.panel.recorded.connect(self._recorded)
                self.panel.changed.connect(self._show_main)
                self.panel.troubled.connect(self._tell_trouble)
                self._scroll.keep_in_sight(self.panel.trouble)
                left.addWidget(self.panel)
            else:
                left.addWidget(waits_for_head(self.desk) if heads else waits_for_executor(self.desk))
        right.addWidget(step_line(self.desk, loaded))
        for part in about_case(self.desk, loaded):
            right.addWidget(part)
        for column in (left, right):
            column.addStretch(1)
        self._sides.addLayout(left, 3)
        self._sides.addLayout(right, 2)
        self._scroll.setWidget(inside)
        self._show_main()

    def _add_lying(self, column: QVBoxLayout, loaded: Loaded) -> None:
        """Of the State Corporation's channel: where its result lies while nobody has collected it."""
        if loaded.proceeding.channel == "state_corporation":
            lying = LyingPart(self.desk, self.number)
            lying.recorded.connect(self._recorded)
            column.addWidget(lying)

    def _show_main(self) -> None:
        if self.panel is not None:
            words = self.panel.main_words
            self._main.setText(words)
            self._main.setAccessibleName(f"{words} (F10)")
            self._main.updateGeometry()
        self._main.setVisible(self.panel is not None)

    def _recorded(self, words: str) -> None:
        self._passed_on = True
        self.tell(words)
        self.recorded.emit()
        self.refresh()

    def _fit(self) -> None:
        if self._sides is not None:
            beside = self.width() >= BESIDE_FROM
            directions = QBoxLayout.Direction
            self._sides.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        for button in (self._back, self._print):
            button.set_compact(self.width() < BESIDE_FROM)
        loaded = self.loaded
        ticking = loaded is not None and loaded.procedure.norm_covers_all and loaded.step is not None
        self.clock.setVisible(ticking and self.width() >= NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where it is narrow."""
        super().resizeEvent(event)
        self._fit()


def _same(before: Loaded, now: Loaded) -> bool:
    """Whether nothing the page shows has changed: neither where the case stands nor what is written of it."""
    return before.proceeding == now.proceeding and before.case.as_of == now.case.as_of


class _Scrolled(QScrollArea):
    """What does not fit is scrolled; what has the keyboard stays in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._told: QWidget | None = None

    def keep_in_sight(self, told: QWidget) -> None:
        """What is in the way is told here: it is brought into sight before the field it is about."""
        self._told = told

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab brings the next field into sight."""
        moved = super().focusNextPrevChild(forward)
        self._show_keyboard()
        return moved

    def event(self, event: QEvent) -> bool:
        """What was opened is brought into sight."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._show_keyboard()
        return super().event(event)

    def _show_keyboard(self) -> None:
        if self._told is not None and isValid(self._told) and self._told.isVisible():
            self.ensureWidgetVisible(self._told, 24, 12)
        widget = self.focusWidget()
        if widget is not None and self.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 24, 40)
