"""Charts of a page as inline SVG: columns, times in classes with their norm, shares over days.

A drawing is 400 by 200 units, about a phone's width, so that its letters stay readable there. Its looks are the classes
of pages/parts.css; ``said`` tells it to who cannot see it, and the page has the same figures as a table beside it.
``name`` is the drawing's own within the page.
"""

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from markupsafe import Markup

from forms.figures import Classes
from forms.figures_counting import CLASS_MINUTES

WIDTH, HEIGHT = 400, 200
_FOOT = 20  # below the axis, for its words
_LETTER = 6.4  # a digit of the drawing's type


class Bar(NamedTuple):
    """A place on the axis: its label, and each of its columns with its class."""

    label: str
    values: tuple[tuple[int, str], ...]


class Line(NamedTuple):
    """Shares of one, by place; None where there is nothing to share. ``look`` is a class."""

    shares: Sequence[float | None]
    look: str = ""


def columns(name: str, title: str, said: str, bars: Sequence[Bar], norms: Sequence[tuple[float, str]] = ()) -> Markup:
    """Columns side by side; ``norms`` are limits: after how many places, and its words."""
    drawing = _Drawing(name, title, said)
    highest = max((value for bar in bars for value, _ in bar.values), default=0)
    mark = _grid_step(highest)
    ceiling = max(mark, -(-highest // mark) * mark)
    head = 14 + 15 * bool(norms)
    left = 6 + _LETTER * len(str(ceiling))
    scale = (HEIGHT - _FOOT - head) / ceiling
    floor = HEIGHT - _FOOT
    for value in range(0, ceiling + 1, mark):
        drawing.rung(left, floor - value * scale, str(value), axis=value == 0)
    step = (WIDTH - left) / max(1, len(bars))
    every = _every([bar.label for bar in bars], step)
    for place, bar in enumerate(bars):
        middle, room = left + (place + 0.5) * step, step * 0.76
        width = room / max(1, len(bar.values))
        for index, (value, look) in enumerate(bar.values):
            x, y = middle - room / 2 + index * width, floor - value * scale
            if value:
                drawing.add("rect", f"bar {look}".strip(), x=x, y=y, width=width * 0.94, height=floor - y)
            if value and width >= _LETTER * len(str(value)):
                drawing.words(x + width * 0.47, y - 3, str(value), "value", "middle")
        if place % every == 0:
            drawing.words(middle, HEIGHT - 5, bar.label, "tick", "middle")
    for after, words in norms:
        x = left + after * step
        drawing.add("line", "norm", x1=x, y1=2, x2=x, y2=floor)
        if x - left > _LETTER * len(words):
            drawing.words(x - 4, 12, words, "label", "end")
        else:
            drawing.words(x + 4, 12, words, "label", "start")
    return drawing.written()


def times(name: str, title: str, said: str, found: Classes, norm_words: Sequence[str]) -> Markup:
    """How many took how long, in classes of five minutes; what is beyond the least norm has another colour."""
    least = min(found.norms, default=None)
    lows = (0, *found.edges)
    labels = [f"{low}–{high}" for low, high in zip(lows, found.edges, strict=False)] + [f"> {lows[-1]}"]
    bars = [
        Bar(label, ((many, "trouble" if least is not None and low >= least else ""),))
        for label, many, low in zip(labels, found.counts, lows, strict=True)
    ]
    norms = [(norm / CLASS_MINUTES, words) for norm, words in zip(found.norms, norm_words, strict=True)]
    return columns(name, title, said, bars, norms)


def trend(name: str, title: str, said: str, labels: Sequence[str], lines: Sequence[Line]) -> Markup:
    """Shares over time, in per cents; a line has a gap where there is nothing to share, a dot where it stands alone."""
    drawing = _Drawing(name, title, said)
    highest = max((share for line in lines for share in line.shares if share is not None), default=0.0)
    ceiling = next(top for top in (0.1, 0.2, 0.5, 1.0) if highest <= top)
    left, head, floor = 8 + _LETTER * 4, 10, HEIGHT - _FOOT
    for part in range(6 if ceiling != 0.2 else 5):
        share = ceiling * part / (5 if ceiling != 0.2 else 4)
        y = floor - (floor - head) * share / ceiling
        drawing.rung(left, y, f"{round(share * 100)}%", axis=part == 0)
    step = (WIDTH - left) / max(1, len(labels))
    every = _every(labels, step)
    for place, label in enumerate(labels):
        if place % every == 0 and left + (place + 0.5) * step + _LETTER * len(label) / 2 <= WIDTH:
            drawing.words(left + (place + 0.5) * step, HEIGHT - 5, label, "tick", "middle")
    for line in lines:
        for run in _runs(line.shares):
            points = [(left + (place + 0.5) * step, floor - (floor - head) * share / ceiling) for place, share in run]
            if len(points) == 1:
                drawing.add("circle", f"dot {line.look}".strip(), cx=points[0][0], cy=points[0][1], r=2.5)
            else:
                path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
                drawing.add("polyline", f"line {line.look}".strip(), points=path)
    return drawing.written()


def _runs(shares: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Places with a share, parted where there is none."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, share in enumerate(shares):
        if share is not None:
            runs[-1].append((place, share))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _every(labels: Sequence[str], step: float) -> int:
    """Each how many-th label has room."""
    longest = max(map(len, labels), default=0)
    return max(1, -(-round(longest * _LETTER + 6) // max(1, int(step))))


def _grid_step(highest: int) -> int:
    """A round step that gives three grid lines or so."""
    step = 1
    while highest > step * 4:
        for factor in (2, 5, 10):
            if highest <= step * factor * 4:
                return step * factor
        step *= 10
    return step


class _Drawing:
    """An SVG being written."""

    def __init__(self, name: str, title: str, said: str) -> None:
        attributes = {"class": "chart", "viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img"}
        self._root = ElementTree.Element("svg", attributes | {"aria-labelledby": f"{name}-t {name}-d"})
        ElementTree.SubElement(self._root, "title", {"id": f"{name}-t"}).text = title
        ElementTree.SubElement(self._root, "desc", {"id": f"{name}-d"}).text = said

    def add(self, tag: str, look: str, **places: float | str) -> ElementTree.Element:
        """A shape with its places in units."""
        told = {name: place if isinstance(place, str) else f"{place:.1f}" for name, place in places.items()}
        return ElementTree.SubElement(self._root, tag, {"class": look, **told})

    def words(self, x: float, y: float, text: str, look: str, anchor: str) -> None:
        """A piece of text by its left end, middle or right end."""
        shape = self.add("text", look, x=x, y=y)
        shape.set("text-anchor", anchor)
        shape.text = text

    def rung(self, left: float, y: float, words: str, *, axis: bool) -> None:
        """A line of the grid with its figure."""
        self.add("line", "axis" if axis else "grid", x1=left, y1=y, x2=float(WIDTH), y2=y)
        self.words(left - 4, y + 4, words, "tick", "end")

    def written(self) -> Markup:
        """The SVG; ElementTree has escaped every text in it."""
        return Markup(ElementTree.tostring(self._root, encoding="unicode"))
