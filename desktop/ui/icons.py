"""The icons: own SVG on a 24 grid, 1.75 px strokes, drawn in the ink asked for."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from forms.resources import find_resource


def paint_icon(painter: QPainter, name: str, color: QColor, area: QRectF) -> None:
    """Draw an icon into ``area``."""
    svg = find_resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", color.name())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, area)


def icon_pixmap(name: str, color: QColor, size: int, ratio: float) -> QPixmap:
    """An icon as a pixmap of ``size`` logical pixels."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, color, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
