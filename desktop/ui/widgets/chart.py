"""Charts on the screen: the same boxes, strokes and words as on paper, in the palette's colours."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Palette, font
from forms.papers.charts import Chart, Role

# Pixels of a point: the chart's 8 points become 13 pixels, the least that screens show.
SCALE = 1.625

_COLOURS: Mapping[Role, str] = {
    "first": "accent",
    "second": "accent_soft",
    "over": "trouble",
    "axis": "quiet",
    "grid": "hairline",
    "norm": "trouble",
    "ink": "ink",
    "quiet": "quiet",
}


class ChartView(QWidget):
    """Paints the chart made for its own size; screen readers are told what it says."""

    def __init__(self, make: Callable[[float, float], Chart], palette: Palette) -> None:
        super().__init__()
        self._make = make
        self._palette = palette
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(make(200, 100).said)
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        """High enough for its words and three grid lines."""
        return QSize(280, 200)

    def minimumSizeHint(self) -> QSize:
        """As narrow as a small window's column."""
        return QSize(180, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chart, in points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(SCALE, SCALE)
        paint_chart(painter, self._make(self.width() / SCALE, self.height() / SCALE), self._palette)


def paint_chart(painter: QPainter, chart: Chart, palette: Palette) -> None:
    """Paint a chart at the painter's origin."""
    for stroke in chart.strokes:
        if stroke.role == "grid":
            painter.setPen(QPen(palette.color(_COLOURS["grid"]), 0.6))
            painter.drawLine(QLineF(stroke.x1, stroke.y1, stroke.x2, stroke.y2))
    for box in chart.boxes:
        # An edge for each, so that the soft colour of the second series stands out from the ground too.
        painter.setPen(QPen(palette.color("accent" if box.role == "second" else _COLOURS[box.role]), 0.8))
        painter.setBrush(palette.color(_COLOURS[box.role]))
        painter.drawRect(QRectF(box.x, box.y, box.width, box.height))
    for stroke in chart.strokes:
        if stroke.role != "grid":
            pen = QPen(palette.color(_COLOURS[stroke.role]), 1.2 if stroke.dashed else 0.8)
            if stroke.dashed:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QLineF(stroke.x1, stroke.y1, stroke.x2, stroke.y2))
    for words in chart.words:
        # Pixel sizes are whole; eight points are drawn as eight units of the painter's scale.
        lettering = font(round(words.size), font().Weight.Medium if words.bold else font().Weight.Normal)
        wide = QFontMetricsF(lettering).horizontalAdvance(words.text)
        shift = {"left": 0.0, "center": wide / 2, "right": wide}[words.align]
        painter.setFont(lettering)
        painter.setPen(palette.color(_COLOURS[words.role]))
        painter.drawText(QPointF(words.x - shift, words.y), words.text)
