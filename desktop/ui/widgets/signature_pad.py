"""A field to sign in with the mouse or a pen. What is kept is the pen's way, not a picture."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.context import Look
from forms.strokes import HEIGHT, MOST_POINTS, WIDTH, Point, read_strokes, write_strokes

LEAST_STEP = 3  # of the field's units; nearer points say nothing more
BASELINE = 0.74


class SignaturePad(QWidget):
    """Empty until it is drawn on; Delete or Backspace wipes it.

    Signals: ``changed()`` after each stroke and once it is wiped.
    """

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._strokes: list[list[Point]] = []
        self._drawing = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(560)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(look.say("Field for the signature: draw with the mouse or a pen"))

    def sizeHint(self) -> QSize:
        """Three times as wide as high."""
        return QSize(480, 160)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a narrow window."""
        return QSize(240, 80)

    def hasHeightForWidth(self) -> bool:
        """The field keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A third of the width."""
        return max(80, width * HEIGHT // WIDTH)

    def text(self) -> str:
        """What was drawn, as the journal keeps it; empty for a dot: that is no signature."""
        drawn = [stroke for stroke in self._strokes if len(stroke) > 1]
        return write_strokes(drawn)

    def set_text(self, text: str) -> None:
        """Show strokes drawn before; nothing where the text is none."""
        try:
            self._strokes = [list(stroke) for stroke in read_strokes(text)]
        except ValueError:
            self._strokes = []
        self.update()

    def wipe(self) -> None:
        """An empty field again."""
        self._strokes, self._drawing = [], False
        self.update()
        self.changed.emit()

    # the pen

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The pen comes down."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus()
            self._drawing = True
            self._strokes.append([self._point(event.position())])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Its way, as long as there is room for it."""
        if not self._drawing or sum(map(len, self._strokes)) >= MOST_POINTS:
            return
        point, last = self._point(event.position()), self._strokes[-1][-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= LEAST_STEP:
            self._strokes[-1].append(point)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The pen is lifted."""
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete wipes."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.wipe()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its line, and what was drawn."""
        palette, painter = self._look.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(palette.color("accent" if focused else "hairline"), 2 if focused else 1))
        painter.setBrush(palette.color("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        line = self.height() * BASELINE
        painter.setPen(QPen(palette.color("hairline"), 1))
        painter.drawLine(QPointF(24, line), QPointF(self.width() - 24, line))
        if not self._strokes:
            painter.setPen(palette.color("quiet"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._look.say("Sign here"))
        pen = QPen(palette.color("ink"), 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        across, down = self.width() / WIDTH, self.height() / HEIGHT
        for stroke in self._strokes:
            painter.drawPolyline(QPolygonF([QPointF(x * across, y * down) for x, y in stroke]))

    def _point(self, at: QPointF) -> Point:
        x = round(at.x() / max(1, self.width()) * WIDTH)
        y = round(at.y() / max(1, self.height()) * HEIGHT)
        return max(0, min(WIDTH, x)), max(0, min(HEIGHT, y))
