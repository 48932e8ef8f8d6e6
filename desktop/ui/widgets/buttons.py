"""Buttons that show the key that presses them."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from desktop.ui.theme import BODY, Palette, font

KEYCAP_HEIGHT = 22


def paint_keycap(painter: QPainter, area: QRectF, text: str, edge: QColor, ink: QColor, fill: QColor | None) -> None:
    """Draw a key as it stands on a keyboard: a small rounded box with its legend."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(ink)
    painter.setFont(font(12))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def keycap_width(text: str) -> int:
    """Width of a key's box for its legend."""
    return max(KEYCAP_HEIGHT, QFontMetrics(font(12)).horizontalAdvance(text) + 12)


ButtonLook = Literal["primary", "plain", "flat"]


class KeyButton(QPushButton):
    """A button with its key beside its words. ``primary`` is the one next step; there is one on a screen."""

    def __init__(
        self,
        text: str,
        key: str,
        palette: Palette,
        *,
        look: ButtonLook = "flat",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._key = key
        self._palette = palette
        self._look = look
        self._compact = False
        self.setAccessibleName(f"{text} ({key})" if key else text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(38)

    def set_compact(self, compact: bool) -> None:
        """Only the key, where the window is small; the words are the tool tip."""
        if compact != self._compact:
            self._compact = compact
            self.setToolTip(self.text() if compact else "")
            self.updateGeometry()

    def set_look(self, look: ButtonLook) -> None:
        """Another rank on the screen."""
        if look != self._look:
            self._look = look
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for the words, the key and even space around."""
        if self._compact:
            return QSize(keycap_width(self._key) + 20, 38)
        words = QFontMetrics(font(BODY, font().Weight.Medium)).horizontalAdvance(self.text())
        key = keycap_width(self._key) + 10 if self._key else 0
        return QSize(words + key + (32 if self._look != "flat" else 20), 38)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, words, key; a ring when focused."""
        palette, painter = self._palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        pressed = bool(option.state & QStyle.StateFlag.State_Sunken)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ink = palette.color("ink" if self.isEnabled() else "quiet")
        if self._look == "primary":
            fill = palette.color("accent")
            if pressed:
                fill = fill.darker(115)
            elif hovered:
                fill = fill.lighter(108)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(area, 6, 6)
            ink = palette.color("on_accent")
        elif self._look == "plain" or hovered or pressed:
            edge = palette.color("hairline") if self._look == "plain" else palette.color("ground")
            painter.setPen(QPen(edge, 1))
            painter.setBrush(palette.color("ground") if hovered or pressed else palette.color("paper"))
            painter.drawRoundedRect(area, 6, 6)
        if self.hasFocus():
            ring = palette.color("ink") if self._look == "primary" else palette.color("accent")
            painter.setPen(QPen(ring, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 6, 6)
        self._paint_words(painter, ink)

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        palette = self._palette
        pad = 8 if self._look == "flat" else 16
        key_width = keycap_width(self._key) if self._key else 0
        middle = self.height() / 2
        words = font(BODY, font().Weight.Medium)
        if self._look == "primary":
            text_area = QRectF(pad, 0, self.width() - 2 * pad - (key_width + 8 if key_width else 0), self.height())
            key_area = QRectF(self.width() - pad - key_width, middle - 11, key_width, KEYCAP_HEIGHT)
            cap = (palette.color("paper"), palette.color("accent"), palette.color("paper"))
        else:
            key_area = QRectF(pad, middle - 11, key_width, KEYCAP_HEIGHT)
            left = pad + (key_width + 8 if self._key else 0)
            text_area = QRectF(left, 0, self.width() - left - 4, self.height())
            cap = (palette.color("hairline"), palette.color("quiet"), palette.color("paper"))
        painter.setFont(words)
        painter.setPen(ink)
        if not self._compact:
            painter.drawText(text_area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._key:
            paint_keycap(painter, key_area, self._key, cap[0], cap[1], cap[2])


class KeyCap(QWidget):
    """A key alone, for lists of keys and of places to jump to."""

    def __init__(self, text: str, palette: Palette) -> None:
        super().__init__()
        self._text = text
        self._palette = palette
        self.setFixedSize(keycap_width(text), KEYCAP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The key's box and legend."""
        painter = QPainter(self)
        colour = self._palette.color
        paint_keycap(painter, QRectF(self.rect()), self._text, colour("hairline"), colour("quiet"), colour("paper"))


def link_button(text: str, *, note: bool = True) -> QPushButton:
    """A button that reads like words; for small offers beside a field."""
    made = QPushButton(text)
    made.setProperty("look", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if not note:
        made.setStyleSheet(f"font-size: {BODY}px;")
    return made
