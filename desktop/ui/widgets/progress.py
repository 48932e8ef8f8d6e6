"""How far something long is: a bar, and in words how much is done."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Palette

HEIGHT = 8


class ProgressLine(QWidget):
    """A line that fills from the left. Nothing in it moves by itself."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, done: int, of: int) -> None:
        """So much of so much is done; also for who cannot see it."""
        self._share = min(1.0, done / of) if of else 0.0
        self.setAccessibleName(f"{round(self._share * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        """As long as there is room."""
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The groove, and what is done of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(0, (self.height() - HEIGHT) / 2, self.width(), HEIGHT)
        painter.setBrush(self._palette.color("hairline"))
        painter.drawRoundedRect(whole, HEIGHT / 2, HEIGHT / 2)
        if self._share:
            whole.setWidth(max(HEIGHT, whole.width() * self._share))
            painter.setBrush(self._palette.color("accent"))
            painter.drawRoundedRect(whole, HEIGHT / 2, HEIGHT / 2)
