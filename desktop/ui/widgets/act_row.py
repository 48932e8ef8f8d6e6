"""A row that does something: words, a note beneath, and what it is at the right. Arrows go from row to row."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.icons import icon_pixmap
from desktop.ui.theme import BODY, NOTE, Palette, font

HEIGHT, PAD, ICON = 50, 12, 18


class ActRow(QAbstractButton):
    """Enter, Space or a click does it; the rows stand beneath each other."""

    def __init__(
        self, words: str, note: str, palette: Palette, *, icon: str = "", right: str = "", ink: str = "quiet"
    ) -> None:
        super().__init__()
        self.setText(words)
        self._note, self.icon_name, self._right = note, icon, right
        self._palette = palette
        self._ink = ink  # of what stands at the right: a colour of the palette
        self.setAccessibleName(", ".join(part for part in (words, right, note) if part))
        self.setToolTip(f"{words}\n{note}" if note else words)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(300, HEIGHT)

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sign, words over the note, the right word; a ring with the keyboard."""
        palette, painter = self._palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(palette.color("accent" if focused else "hairline"), 2 if focused else 1))
        painter.setBrush(palette.color("ground" if self.underMouse() else "paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        left = PAD
        if self.icon_name:
            pixmap = icon_pixmap(self.icon_name, palette.color("accent"), ICON, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - ICON) // 2, pixmap)
            left += ICON + 10
        right = self.width() - PAD
        if self._right:
            small = font(NOTE)
            wide = QFontMetrics(small).horizontalAdvance(self._right)
            painter.setFont(small)
            painter.setPen(palette.color(self._ink))
            painter.drawText(
                QRectF(right - wide, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self._right
            )
            right -= wide + 10
        self._write(painter, QRectF(left, 6 if self._note else 0, right - left, 20 if self._note else self.height()))
        if self._note:
            painter.setFont(font(NOTE))
            painter.setPen(palette.color("quiet"))
            note = painter.fontMetrics().elidedText(self._note, Qt.TextElideMode.ElideRight, int(right - left))
            painter.drawText(QRectF(left, 26, right - left, 18), Qt.AlignmentFlag.AlignVCenter, note)

    def _write(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(font(BODY, QFont.Weight.Medium))
        painter.setPen(self._palette.color("ink"))
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
