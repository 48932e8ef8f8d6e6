"""Pages of a paper as pictures beneath each other, as wide as there is room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.operations.issuing import PageImage
from desktop.ui.context import Look

A4_WIDTH, ROLL_WIDTH = 900, 302


class Sheets(QScrollArea):
    """Scrolled by the arrows of whoever holds it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._images: list[QImage] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_pages(self, pages: Sequence[PageImage]) -> None:
        """These pages instead of those before."""
        self._images = [
            QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_Grayscale8).copy()
            for page in pages
        ]
        self._lay_out()

    def show_picture(self, content: bytes) -> None:
        """A PNG or a JPEG; nothing where it is neither."""
        self._images = [image] if not (image := QImage.fromData(content)).isNull() else []
        self._lay_out()

    def move_by(self, pixels: int) -> None:
        """Up or down."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pages follow the width."""
        super().resizeEvent(event)
        if self._images:
            self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        room, ratio = max(240, self.viewport().width() - 4), self.devicePixelRatioF()
        for place, image in enumerate(self._images, 1):
            narrow = image.height() > image.width() * 1.6  # a roll's paper
            width = min(room, ROLL_WIDTH if narrow else A4_WIDTH)
            pixmap = QPixmap.fromImage(image).scaledToWidth(
                round(width * ratio), Qt.TransformationMode.SmoothTransformation
            )
            pixmap.setDevicePixelRatio(ratio)
            page = QLabel()
            page.setPixmap(pixmap)
            page.setStyleSheet(f"border: 1px solid {self._look.palette.hairline}; background: white;")
            page.setAccessibleName(self._look.say("Preview, page {page}", page=place))
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setWidget(inside)
