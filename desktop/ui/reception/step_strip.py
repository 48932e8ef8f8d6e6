"""The prescribed step under way, above the screen it is taken at: its number, who takes it, its own clock."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.clock import Level
from desktop.domain.reception_steps import StepUnderWay, procedure_here, served_seconds, take_under_way
from desktop.step_words import step_words
from desktop.ui.context import Look
from desktop.ui.reception.desk import Desk
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import ElidedLabel, Tone, label, set_tone

TICK_MS = 500
KEY = "Ctrl+J"


class StepStrip(QFrame):
    """Shown while a prescribed step is under way at the screen; nothing of it where the edition prescribes none."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk, self._look = desk, look
        say = look.say
        self._shown: StepUnderWay | None = None
        self._number = label("", strong=True, wrap=False)
        self._who = ElidedLabel("quiet", "note")
        self._title = ElidedLabel("", "note")
        self._clock = label("", strong=True, wrap=False)
        self._done = KeyButton(say("Step done"), KEY, look.palette, look="plain")
        self._done.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._done.clicked.connect(lambda _: self.take())
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._number)
        head.addWidget(self._who, 1)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addLayout(head)
        words.addWidget(self._title)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self._clock)
        row.addWidget(self._done)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.refresh)
        self._key = QShortcut(QKeySequence(KEY), self)
        self._key.setAutoRepeat(False)
        self._key.activated.connect(self.take)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """The clock runs while it is seen."""
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs unseen."""
        self._tick.stop()
        super().hideEvent(event)

    def set_narrow(self, narrow: bool) -> None:
        """Where the window is small the law's words are in the tool tip alone."""
        self._title.setVisible(not narrow)
        self._done.set_compact(narrow)

    def refresh(self) -> None:
        """The step under way, or nothing."""
        found = self._desk.step_under_way() if self._desk.is_open else None
        self._shown = found
        self.setVisible(found is not None)
        if found is None:
            return
        say, look, step = self._look.say, self._look, found.step
        procedure = procedure_here(self._desk.edition, self._desk.draft, self._desk.today())
        of = 0 if procedure is None else len(procedure.steps)
        self._number.setText(say("Step {number} of {count}", number=step.number, count=of))
        who, title = step_words(step, self._desk.edition, look.language), look.language.quote(step.title)
        self._who.setText(who)
        self._title.setText(title)
        self.setToolTip(title)
        words, tone = clock_words(found, look)
        self._clock.setText(words)
        set_tone(self._clock, tone)
        self._done.setVisible(step.asks is None)
        self.setAccessibleName(f"{self._number.text()}, {who}")
        self.setAccessibleDescription(words)

    def take(self) -> None:
        """The step under way is done; the next of this screen begins."""
        if self._shown is None or self._shown.step.asks is not None:
            return
        desk = self._desk
        procedure = procedure_here(desk.edition, desk.draft, desk.today())
        if procedure is not None:
            served = served_seconds(desk.draft, desk.counter.clock.now())
            desk.change(lambda draft: take_under_way(procedure, draft, served))
            self.refresh()


def clock_words(found: StepUnderWay, look: Look) -> tuple[str, Tone]:
    """Minutes gone of those prescribed; over them in words and a sign, never by the colour alone."""
    gone = f"{found.seconds // 60:02d}:{found.seconds % 60:02d}"
    if found.clock is None or found.step.minutes is None:
        return gone, ""
    norm = f"{found.step.minutes:02d}:00"
    if found.clock.level is Level.OVER:
        return "⚠ " + look.say("{gone} / {norm}, too long", gone=gone, norm=norm), "trouble"
    return f"{gone} / {norm}", "good"


def beneath(strip: StepStrip, page: QWidget) -> QWidget:
    """The strip above a page, as one widget."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(strip)
    column.addWidget(page, 1)
    return both
