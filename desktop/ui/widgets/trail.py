"""The trail of steps at the left: which are done, where we are, what comes."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop.domain.case import Screen
from desktop.ui.context import Look
from desktop.ui.icons import icon_pixmap
from desktop.ui.theme import BODY, NOTE, font

NARROW = 56
WIDE = 196


class TrailStep(QAbstractButton):
    """One step: a ring with its number or a tick, and its name."""

    def __init__(self, place: int, words: str, look: Look) -> None:
        super().__init__()
        self._place = place
        self._look = look
        self._state = "ahead"
        self.narrow = False
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(44)
        self.setToolTip(f"{words}  (Alt+{place})")

    def show_state(self, state: str, reachable: bool) -> None:
        """``done``, ``here`` or ``ahead``."""
        self._state = state
        self.setEnabled(reachable)
        self.setCursor(Qt.CursorShape.PointingHandCursor if reachable else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"{self._place}. {self.text()}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the ring and the name."""
        return QSize(NARROW if self.narrow else WIDE, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card around the step we are at; a filled ring where done."""
        palette, painter = self._look.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._state == "here":
            painter.setPen(QPen(palette.color("hairline"), 1))
            painter.setBrush(palette.color("paper"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5), 6, 6)
        ring = QRectF(11, self.height() / 2 - 12, 24, 24)
        accent = palette.color("accent")
        if self._state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(ring)
            tick = icon_pixmap("check", palette.color("on_accent"), 16, self.devicePixelRatioF())
            painter.drawPixmap(round(ring.left()) + 4, round(ring.top()) + 4, tick)
        else:
            edge = accent if self._state == "here" else palette.color("hairline")
            painter.setPen(QPen(edge, 2 if self._state == "here" else 1))
            painter.setBrush(palette.color("paper"))
            painter.drawEllipse(ring)
            painter.setPen(accent if self._state == "here" else palette.color("quiet"))
            painter.setFont(font(NOTE, QFont.Weight.Medium))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._place))
        if not self.narrow:
            here = self._state == "here"
            painter.setFont(font(BODY, QFont.Weight.Medium if here else QFont.Weight.Normal))
            painter.setPen(palette.color("quiet" if self._state == "ahead" else "ink"))
            area = QRectF(46, 0, self.width() - 50, self.height())
            words = QFontMetrics(painter.font()).elidedText(
                self.text(), Qt.TextElideMode.ElideRight, round(area.width())
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)


class Trail(QWidget):
    """The steps of the case.

    Signals: ``step_requested(str)``.
    """

    step_requested = Signal(str)

    def __init__(self, steps: tuple[tuple[Screen, str], ...], look: Look) -> None:
        super().__init__()
        self._steps: dict[Screen, TrailStep] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for place, (screen, words) in enumerate(steps, 1):
            step = TrailStep(place, words, look)
            step.clicked.connect(lambda _, screen=screen: self.step_requested.emit(screen))
            self._steps[screen] = step
            layout.addWidget(step)
        layout.addStretch(1)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Only the rings, where the window is small."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        for step in self._steps.values():
            step.narrow = narrow
            step.update()

    def show_place(self, here: Screen, furthest: Screen) -> None:
        """Where the case stands, and how far it may go."""
        screens = list(self._steps)
        at, end = screens.index(here), screens.index(furthest)
        for place, (screen, step) in enumerate(self._steps.items()):
            done = place < end and screen != here
            state = "here" if screen == here else "done" if done else "ahead"
            step.show_state(state, reachable=place <= max(at, end))
