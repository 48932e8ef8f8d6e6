"""The running clock: minutes left, a ring that fills, and a word; sign and word change with the colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.domain.clock import ClockState, Level
from desktop.ui.context import Look
from desktop.ui.theme import CLOCK, NOTE, font

_COLOURS = {
    Level.CALM: ("ink", "paper"),
    Level.CARE: ("care", "care_soft"),
    Level.TROUBLE: ("trouble", "trouble_soft"),
    Level.OVER: ("trouble", "trouble_soft"),
}


class ClockFace(QWidget):
    """Shows a ClockState; empty while nobody is being served."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._state: ClockState | None = None
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As wide as the widest word the clock may say."""
        words = (self._word(Level.CALM), self._word(Level.OVER), self._word(Level.CARE))
        width = max(QFontMetrics(font(NOTE)).horizontalAdvance(word) for word in words)
        return QSize(max(158, 54 + width + 16), 50)

    def show_state(self, state: ClockState | None) -> None:
        """Show a state, or nothing."""
        if state != self._state:
            self._state = state
            self.setAccessibleName(self.text())
            self.update()

    def text(self) -> str:
        """What the clock says, for eyes and screen readers alike."""
        if self._state is None:
            return ""
        return f"{self._figures()} {self._word(self._state.level)}"

    def _figures(self) -> str:
        assert self._state is not None
        seconds = abs(self._state.left_seconds)
        sign = "+" if self._state.left_seconds < 0 else ""
        doubt = "?" if self._state.doubted else ""
        return f"{sign}{seconds // 60:02d}:{seconds % 60:02d}{doubt}"

    def _word(self, level: Level) -> str:
        say = self._look.say
        if level is Level.OVER:
            return say("over the norm")
        return say("minutes left")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tinted ground, ring, figures, word."""
        if self._state is None:
            return
        palette = self._look.palette
        ink_name, ground_name = _COLOURS[self._state.level]
        ink = palette.color(ink_name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color("hairline"), 1) if self._state.level is Level.CALM else Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(ground_name))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        ring = QRectF(14, 10, 30, 30)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color("hairline"), 4))
        painter.drawEllipse(ring)
        gone = QPen(palette.color("accent") if self._state.level is Level.CALM else ink, 4)
        gone.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(gone)
        painter.drawArc(ring, 90 * 16, -round(self._state.share_gone * 360 * 16))
        painter.setPen(ink)
        painter.setFont(font(CLOCK, font().Weight.Medium))
        painter.drawText(QRectF(56, 1, self.width() - 60, 32), Qt.AlignmentFlag.AlignVCenter, self._figures())
        painter.setFont(font(NOTE, font().Weight.Medium))
        painter.drawText(
            QRectF(57, 30, self.width() - 60, 16), Qt.AlignmentFlag.AlignVCenter, self._word(self._state.level)
        )
