"""The running clock: minutes left, a ring that fills, and a word; sign, shape and word change with the colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
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
# Told by shape alone as well: the sign in the ring, and the weight of the frame.
_SIGNS = {Level.CALM: "", Level.CARE: "!", Level.TROUBLE: "!!", Level.OVER: "!!"}
_FRAMES = {Level.CALM: 1.0, Level.CARE: 1.0, Level.TROUBLE: 2.0, Level.OVER: 2.0}
_RING = QRectF(14, 10, 30, 30)


class ClockFace(QWidget):
    """Shows a ClockState; empty while nobody is being served."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._state: ClockState | None = None
        self._in_doubt = False
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As wide as the widest word the clock may say."""
        width = max(QFontMetrics(font(NOTE)).horizontalAdvance(self._word(level)) for level in Level)
        return QSize(max(172, 54 + width + 16), 50)

    def show_state(self, state: ClockState | None) -> None:
        """Show a state, or nothing."""
        if state != self._state:
            self._state = state
            self._tell()

    def show_doubt(self, in_doubt: bool) -> None:
        """Whether the PC's clock is in doubt: a question mark stays beside the minutes, right as they are."""
        if in_doubt != self._in_doubt:
            self._in_doubt = in_doubt
            self.setToolTip(self._doubt_words())
            self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._doubt_words())
        self.update()

    def _doubt_words(self) -> str:
        if not self._in_doubt:
            return ""
        return self._look.say("The PC's clock is in doubt; the minutes are counted apart from it.")

    def text(self) -> str:
        """What the clock says, for eyes and screen readers alike."""
        if self._state is None:
            return ""
        return f"{self._figures()} {self._word(self._state.level)}"

    def _figures(self) -> str:
        assert self._state is not None
        seconds = abs(self._state.left_seconds)
        sign = "+" if self._state.left_seconds < 0 else ""
        doubt = "?" if self._state.doubted or self._in_doubt else ""
        return f"{sign}{seconds // 60:02d}:{seconds % 60:02d}{doubt}"

    def _word(self, level: Level) -> str:
        say = self._look.say
        match level:
            case Level.CALM:
                return say("minutes left")
            case Level.CARE:
                return say("little time left")
            case Level.TROUBLE:
                return say("time is nearly up")
            case Level.OVER:
                return say("over the norm")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tinted ground, ring with its sign, figures, word."""
        if self._state is None:
            return
        palette, level = self._look.palette, self._state.level
        ink_name, ground_name = _COLOURS[level]
        ink = palette.color(ink_name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = _FRAMES[level]
        painter.setPen(QPen(palette.color("hairline") if level is Level.CALM else ink, frame))
        painter.setBrush(palette.color(ground_name))
        half = frame / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 6, 6)
        self._paint_ring(painter, ink, palette.color(ground_name))
        painter.setPen(ink)
        painter.setFont(font(CLOCK, font().Weight.Medium))
        painter.drawText(QRectF(56, 1, self.width() - 60, 32), Qt.AlignmentFlag.AlignVCenter, self._figures())
        painter.setFont(font(NOTE, font().Weight.Medium))
        painter.drawText(QRectF(57, 30, self.width() - 60, 16), Qt.AlignmentFlag.AlignVCenter, self._word(level))

    def _paint_ring(self, painter: QPainter, ink: QColor, ground: QColor) -> None:
        """A ring as full as the norm is gone; over the norm a disc."""
        assert self._state is not None
        palette, level = self._look.palette, self._state.level
        if level is Level.OVER:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(_RING.adjusted(-2, -2, 2, 2))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color("hairline"), 4))
            painter.drawEllipse(_RING)
            gone = QPen(palette.color("accent") if level is Level.CALM else ink, 4)
            gone.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(gone)
            painter.drawArc(_RING, 90 * 16, -round(self._state.share_gone * 360 * 16))
        painter.setPen(ground if level is Level.OVER else ink)
        painter.setFont(font(18, font().Weight.Bold))
        painter.drawText(_RING, Qt.AlignmentFlag.AlignCenter, _SIGNS[level])
