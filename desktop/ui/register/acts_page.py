"""A page that shows one thing whole: its title, the acts on it by digits, what is printed of it, a question beneath."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.operations import reprinting
from desktop.printing.ports import JobState
from desktop.ui.job_words import JOB_WORDS, show_job
from desktop.ui.keys import digit_of
from desktop.ui.register.copying import Archive, Copying
from desktop.ui.register.leaf import Desk, Leaf
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import ElidedLabel, Tone, label, set_tone
from desktop.ui.widgets.question import Question
from forms.catalogues import N_
from forms.problems import Problem

LOW, SCROLL_PIXELS = 300, 80

COPY_WORDS = {**JOB_WORDS, "printed": N_("Printed. Sign it and hand it over.")}


class ActsPage(Leaf):
    """Digits act, F9 prints, arrows scroll. The acts are hidden until what is shown allows them."""

    def __init__(
        self,
        desk: Desk,
        acts: Mapping[int, KeyButton],
        printing: KeyButton,
        *,
        print_first: bool,
        archive: Archive = reprinting,
    ) -> None:
        super().__init__(desk)
        self._acts, self._print = acts, printing
        self._copying = Copying(desk, self, archive)
        self._copying.state_changed.connect(self._show_job)
        self._copying.recorded.connect(self.recorded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._about = ElidedLabel(size="title"), ElidedLabel("quiet", "note")
        self._standing = label("", strong=True, wrap=False)
        self._first = QHBoxLayout()
        self._first.setSpacing(12)
        self._first.addWidget(self._title, 1)
        self._first.addWidget(self._standing)
        self._row = QWidget()
        self._row.setLayout(self._lay_acts((printing, *acts.values()) if print_first else (*acts.values(), printing)))
        self._told = label("", size="note")
        self._told.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._question = Question(self.look)
        self._question.asked.connect(self._make_room)
        self._question.keyboard_freed.connect(self.focus_start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._first)
        for widget in (self._about, self._row, self._told):
            column.addWidget(widget)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._question)

    def _lay_acts(self, buttons: tuple[KeyButton, ...]) -> QHBoxLayout:
        self._print.clicked.connect(self.print_paper)
        for digit, button in self._acts.items():
            button.clicked.connect(partial(self._act, digit))
        self._back = KeyButton(self.say("Back"), "Esc", self.look.palette)
        self._back.clicked.connect(self.closed)
        self._back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
            button.hide()
        row.addStretch(1)
        row.addWidget(self._back)
        return row

    def _act(self, digit: int) -> None:
        """The act of a digit, where it is allowed now."""
        raise NotImplementedError

    # what the screen calls

    def focus_start(self) -> None:
        """The keyboard comes to the question, where one is asked."""
        (self._question if self._question.is_asking else self).setFocus()

    def stop(self) -> None:
        """Nothing is followed any more."""
        self._copying.stop()

    def take_back(self) -> bool:
        """Esc: the question first."""
        asked = self._question.is_asking
        if asked:
            self._question.take_back()
        return asked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits act, arrows scroll."""
        digit, bar, key = digit_of(event), self._scroll.verticalScrollBar(), event.key()
        moves = {
            Qt.Key.Key_Down: SCROLL_PIXELS,
            Qt.Key.Key_Up: -SCROLL_PIXELS,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        if digit is not None and digit in self._acts:
            self._act(digit)
        elif key in moves:
            bar.setValue(bar.value() + moves[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    # what is told and shown

    def _show_job(self, state: JobState | None, problem: Problem | None) -> None:
        show_job(self._told, state, problem, self.look, COPY_WORDS)

    def _tell(self, tone: Tone, words: str) -> None:
        set_tone(self._told, tone)
        self._told.setText(words)
        self._told.show()

    def _renew(self, put: Callable[[], None]) -> None:
        """Put another content into what scrolls: its place stays, and a keyboard that was in the old one comes here."""
        at = self._scroll.verticalScrollBar().value()
        had = self.window().focusWidget()
        lost = had is not None and self._scroll.isAncestorOf(had)
        put()
        self._scroll.verticalScrollBar().setValue(at)
        if lost:
            self.focus_start()

    # the window

    def _make_room(self, asking: bool) -> None:
        """Where it is low the question stands alone."""
        alone = asking and self.height() < LOW
        self._scroll.setVisible(not alone)
        self._row.setVisible(not alone)
        self._question.fill(alone)

    def _fit_acts(self) -> bool:
        """Their keys alone where there is no room for their words; whether it is so."""
        shown = [button for button in (*self._acts.values(), self._print) if not button.isHidden()]
        for button in shown:
            button.set_compact(False)
        wide = sum(button.sizeHint().width() + 8 for button in (*shown, self._back))
        for button in shown:
            button.set_compact(wide > self.width())
        return wide > self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys alone on the buttons where it is narrow."""
        super().resizeEvent(event)
        self._fit_acts()
        self._about.setVisible(self.height() > LOW)
