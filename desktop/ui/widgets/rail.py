"""The rail: the rooms of the window, and beneath them its language and its light."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from desktop.ui.context import Look
from desktop.ui.icons import icon_pixmap
from desktop.ui.theme import font

HEIGHTS = (66, 60, 52, 46, 34, 28)  # as the window is high
ALONE = 34  # from here down the icon stands alone
WIDTH = 88
WORD_SIZES = (12, 11, 10)


class RailButton(QAbstractButton):
    """An icon over a word; the room we are in is tinted and barred."""

    def __init__(self, icon: str, words: str, look: Look, *, key: str = "") -> None:
        super().__init__()
        self._icon = icon
        self._look = look
        self._here = False
        self.badge = 0
        self.setText(words)
        self.setToolTip(f"{words}  ({key})" if key else words)
        self.setAccessibleName(words)
        self.setFixedSize(WIDTH, HEIGHTS[0])
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_here(self, here: bool) -> None:
        """Whether this is the room we are in."""
        if here != self._here:
            self._here = here
            self.update()

    def set_height(self, height: int) -> None:
        """One of ``HEIGHTS``: where the window is low the icon stands alone, and the words are the tool tip."""
        if height != self.height():
            self.setFixedSize(WIDTH, height)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, word, bar."""
        palette, painter = self._look.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        alone = self.height() <= ALONE
        top = (self.height() - (24 if alone else 46)) // 2
        colour = palette.color("accent" if self._here else "quiet")
        if self._here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color("accent_soft" if self._here else "ground"))
            painter.drawRoundedRect(QRectF(8, 3, 72, self.height() - 6), 6, 6)
        if self._here:
            painter.setBrush(palette.color("accent"))
            painter.drawRect(QRectF(0, 6, 3, self.height() - 12))
        painter.drawPixmap(32, top, icon_pixmap(self._icon, colour, 24, self.devicePixelRatioF()))
        painter.setPen(colour)
        if not alone:
            painter.setFont(_fitting(painter, self.text()))
            painter.drawText(QRectF(0, top + 27, WIDTH, 20), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.badge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color("accent"))
            above = max(1, top - 4)
            painter.drawRoundedRect(QRectF(52, above, 20, 16), 8, 8)
            painter.setPen(palette.color("on_accent"))
            painter.setFont(font(11, QFont.Weight.Bold))
            painter.drawText(QRectF(52, above, 20, 16), Qt.AlignmentFlag.AlignCenter, str(self.badge))


def _fitting(painter: QPainter, words: str) -> QFont:
    """As large as lets a long word stand whole."""
    for size in WORD_SIZES:
        tried = font(size, QFont.Weight.Medium)
        if QFontMetricsF(tried, painter.device()).horizontalAdvance(words) <= WIDTH:
            break
    return tried
