"""Those who wait and those put aside, a row each: number, service, minutes; Enter says what can be done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop.domain.clock import ClockState, Level
from desktop.ui.context import Look
from desktop.ui.theme import BODY, NOTE, font

if TYPE_CHECKING:
    from forms.visits import Visit

_INK = {Level.CALM: "quiet", Level.CARE: "care", Level.TROUBLE: "trouble", Level.OVER: "trouble"}
RING = 14
HEIGHT = 48


class QueueRow(QAbstractButton):
    """One visit of a list. Focus goes up and down by the arrows."""

    def __init__(self, visit: "Visit", place: int, service: str, note: str, look: Look) -> None:
        super().__init__()
        self.visit = visit
        self._place = place
        self._service = service
        self._note = note
        self._look = look
        self._minutes = 0
        self._level = Level.CALM
        self._gone: float | None = None
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(220)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_minutes(self, minutes: int, state: ClockState | None) -> None:
        """How long so far, and how near the norm that is."""
        level = Level.CALM if state is None else state.level
        self._gone = None if state is None else state.share_gone
        if (minutes, level) != (self._minutes, self._level) or not self.accessibleName():
            self._minutes, self._level = minutes, level
            self.setAccessibleName(f"{self._label()}, {self._service}, {self._words()} {self._note}".strip())
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(360, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter and Space choose."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _label(self) -> str:
        return self.visit.label or "—"

    def _words(self) -> str:
        say, minutes = self._look.say, self._minutes
        if self._level is Level.OVER:
            return say("{minutes} min, over the norm", minutes=minutes)
        return say("{minutes} min", minutes=minutes)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number, service over the note, minutes at the right."""
        palette, painter = self._look.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focused = self.hasFocus()
        painter.setPen(QPen(palette.color("accent" if focused else "hairline"), 2 if focused else 1))
        painter.setBrush(palette.color("ground" if self.underMouse() else "paper"))
        painter.drawRoundedRect(area, 6, 6)
        painter.setPen(palette.color("ink"))
        painter.setFont(font(18, QFont.Weight.Bold))
        painter.drawText(QRectF(12, 0, 74, self.height()), Qt.AlignmentFlag.AlignVCenter, self._label())
        words = self._words()
        painter.setFont(font(BODY, QFont.Weight.Medium))
        wide = painter.fontMetrics().horizontalAdvance(words) + 14
        painter.setPen(palette.color(_INK[self._level]))
        painter.drawText(
            QRectF(self.width() - wide, 0, wide - 8, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            words,
        )
        if self._gone is not None:
            wide += RING + 6
            self._paint_ring(painter, QRectF(self.width() - wide, (self.height() - RING) / 2, RING, RING))
        room = self.width() - wide - 96
        if room < 60:
            return
        painter.setPen(palette.color("ink"))
        painter.setFont(font(NOTE))
        line = painter.fontMetrics().elidedText(self._service, Qt.TextElideMode.ElideRight, int(room))
        upper = QRectF(88, 5 if self._note else 0, room, 20 if self._note else self.height())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, line)
        if self._note:
            painter.setPen(palette.color("quiet"))
            note = painter.fontMetrics().elidedText(self._note, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(88, 24, room, 18), Qt.AlignmentFlag.AlignVCenter, note)

    def _paint_ring(self, painter: QPainter, area: QRectF) -> None:
        """How much of the norm is gone, as a ring that fills: seen without colours too."""
        palette = self._look.palette
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color("hairline"), 3))
        painter.drawEllipse(area)
        painter.setPen(QPen(palette.color("accent" if self._level is Level.CALM else _INK[self._level]), 3))
        painter.drawArc(area, 90 * 16, -round((self._gone or 0.0) * 360 * 16))


class RowList(QWidget):
    """Rows beneath each other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.rows: list[QueueRow] = []

    def show_rows(self, rows: list[QueueRow]) -> None:
        """These rows instead of those before; the keyboard stays with the visit it was on."""
        focused = next((row.visit.id for row in self.rows if row.hasFocus()), "")
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = rows
        for row in rows:
            self._column.addWidget(row)
            if row.visit.id == focused:
                row.setFocus()
