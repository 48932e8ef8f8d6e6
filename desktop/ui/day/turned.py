"""A button that stays pressed: a bar beneath its words says that it is, beside what screen readers are told."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import Palette
from desktop.ui.widgets.buttons import KeyButton


class Turned(KeyButton):
    """On or off."""

    def __init__(
        self,
        text: str,
        key: str,
        palette: Palette,
        *,
        look: Literal["primary", "plain", "flat"] = "flat",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, key, palette, look=look, parent=parent)
        self._bar = palette.color("accent")
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, with a bar where it is on."""
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._bar)
            painter.drawRoundedRect(QRectF(8, self.height() - 6, self.width() - 16, 3.5), 1.5, 1.5)
