"""Charts: one drawing, painted alike on paper and on the screen, read back from both."""

import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTRect
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from desktop.ui.theme import DARK, LIGHT, Palette
from desktop.ui.widgets.chart import ChartView, paint_chart
from forms.figures import Classes, DayLoad, Figures, HourLoad
from forms.papers.chart_ink import hatching
from forms.papers.chart_ink import paint_chart as ink_chart
from forms.papers.charts import Chart, charts_of

WIDTH, HEIGHT = 230.0, 120.0
DAY = Figures(
    first="2026-09-14",
    last="2026-09-14",
    hours=tuple(HourLoad(hour=hour, arrivals=hour, served=hour // 2) for hour in range(9, 18)),
    waiting_classes=Classes(counts=(3, 8, 0, 2, 5), norms=(20,)),
    serving_classes=Classes(edges=(5, 10, 15, 20, 25, 30), counts=(1, 0, 0, 4, 2, 7, 9), norms=(20, 30)),
)
MONTH = Figures(first="2026-09-01", last="2026-09-30", days=(DayLoad(day="2026-09-14", arrivals=120, served=88),))
YEAR = Figures(
    first="2026-01-01",
    last="2026-12-31",
    days=(DayLoad(day="2026-02-03", arrivals=7, served=5), DayLoad(day="2026-02-24", arrivals=10, served=9)),
)
EMPTY = Figures(first="2026-09-14", last="2026-09-14")


def charts(figures: Figures) -> tuple[Chart, ...]:
    return charts_of(figures, (str,), WIDTH, HEIGHT)


EVERY = [chart for figures in (DAY, MONTH, YEAR, EMPTY) for chart in charts(figures)]


def painted_on_paper(chart: Chart) -> tuple[list[str], list[tuple[int, int]]]:
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1)
    ink_chart(canvas, chart, 0, HEIGHT)
    canvas.showPage()
    canvas.save()
    letters: list[str] = []
    boxes: list[tuple[int, int]] = []

    def walk(item: object) -> None:
        if isinstance(item, LTChar):
            letters.append(item.get_text())
        elif isinstance(item, LTRect):
            boxes.append((round(item.width), round(item.height)))
        elif hasattr(item, "__iter__"):
            for inner in item:
                walk(inner)

    for page in extract_pages(BytesIO(stream.getvalue())):
        walk(page)
    return sorted("".join(letters).replace(" ", "")), sorted(boxes)


def painted_on_screen(chart: Chart, palette: Palette) -> tuple[list[str], list[tuple[int, int]], str]:
    drawn = QByteArray()
    buffer = QBuffer(drawn)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(round(WIDTH), round(HEIGHT)))
    generator.setResolution(72)
    painter = QPainter(generator)
    paint_chart(painter, chart, palette)
    painter.end()
    text = bytes(drawn.data()).decode()
    root = ET.fromstring(text)
    name = "{http://www.w3.org/2000/svg}"
    words = "".join(element.text or "" for element in root.iter(f"{name}text"))
    boxes = sorted(
        (round(float(rect.attrib["width"])), round(float(rect.attrib["height"]))) for rect in root.iter(f"{name}rect")
    )
    return sorted(words.replace(" ", "")), boxes, text


@pytest.mark.parametrize("chart", EVERY, ids=range(len(EVERY)))
def test_paper_and_screen_show_the_same_words_and_boxes(qapp: QApplication, chart: Chart) -> None:
    letters, boxes = painted_on_paper(chart)
    shown, shown_boxes, _ = painted_on_screen(chart, LIGHT)
    meant = sorted("".join(words.text for words in chart.words).replace(" ", ""))
    assert letters == shown == meant
    assert boxes == shown_boxes == sorted((round(box.width), round(box.height)) for box in chart.boxes)


@pytest.mark.parametrize("chart", EVERY, ids=range(len(EVERY)))
def test_nothing_of_a_chart_lies_outside_it(chart: Chart) -> None:
    for box in chart.boxes:
        assert 0 <= box.x <= box.x + box.width <= chart.width + 0.01
        assert 0 <= box.y <= box.y + box.height <= chart.height
    for stroke in chart.strokes:
        assert all(0 <= x <= chart.width + 0.01 for x in (stroke.x1, stroke.x2))
        assert all(0 <= y <= chart.height for y in (stroke.y1, stroke.y2))
    assert all(0 <= words.x <= chart.width and 0 < words.y <= chart.height for words in chart.words)


def test_bars_are_as_high_as_their_figures_say() -> None:
    (load, waiting, _) = charts(DAY)
    came = [box for box in load.boxes if box.role == "first"][1:]  # the first is the legend's
    assert [round(box.height / came[0].height, 3) for box in came] == [round(hour / 9, 3) for hour in range(9, 18)]
    assert {box.role for box in waiting.boxes if box.x > WIDTH * 0.8} == {"over"}
    assert [words.text for words in waiting.words if words.text in ("3", "8", "2", "5")]


def test_the_norm_stands_between_its_classes() -> None:
    waiting = charts(DAY)[1]
    (norm,) = [stroke for stroke in waiting.strokes if stroke.dashed]
    assert all(box.x + box.width <= norm.x1 or box.x >= norm.x1 for box in waiting.boxes)
    assert len([stroke for stroke in charts(DAY)[2].strokes if stroke.dashed]) == 2


def test_a_year_is_drawn_by_months() -> None:
    assert [words.text for words in charts(YEAR)[0].words if words.text == "12"]
    assert "2: 17, 14" in charts(YEAR)[0].said


def test_hatching_stays_within_its_box() -> None:
    for x1, y1, x2, y2 in hatching(10, 20, 7, 33):
        assert min(x1, x2) >= 10 and max(x1, x2) <= 17 and min(y1, y2) >= 20 and max(y1, y2) <= 53


def test_a_view_says_its_chart_to_who_cannot_see_it_and_paints_in_both_lights(qapp: QApplication) -> None:
    for palette in (LIGHT, DARK):
        view = ChartView(lambda width, height: charts_of(DAY, (str,), width, height)[0], palette)
        view.resize(400, 200)
        assert "9: 9, 4" in view.accessibleName()
        picture = view.grab().toImage()
        colours = {picture.pixelColor(x, y).name() for x in range(0, 400, 2) for y in range(0, 200, 2)}
        assert palette.accent.lower() in colours
        view.deleteLater()


def test_what_differs_on_the_screen_differs_not_by_colour_alone() -> None:
    """The legend names both series, each bar of a class has its figure, and the norm its words."""
    load, waiting, _ = charts(DAY)
    assert {"came", "served"} <= {words.text for words in load.words}
    assert "norm 20" in {words.text for words in waiting.words}
