"""A signature as it was drawn: the pen's ways over a field, as a short text that stands in the journal.

Points are whole numbers in a field ``WIDTH`` wide and ``HEIGHT`` high, whatever the screen was. A stroke is written
``12,40 15,44``, strokes are divided by ``;``.
"""

from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 900, 300
MOST_POINTS = 4000  # a long signature has some hundreds
_FIELDS_OF_A_POINT = 2

Point = tuple[int, int]
Stroke = tuple[Point, ...]


def write_strokes(strokes: Iterable[Sequence[Point]]) -> str:
    """The text of these strokes; those without a point are left out."""
    return ";".join(" ".join(f"{x},{y}" for x, y in stroke) for stroke in strokes if stroke)


def read_strokes(text: str) -> tuple[Stroke, ...]:
    """The strokes of a text. Raises ValueError where it is not one, or holds points beyond the field."""
    strokes = tuple(tuple(_point(point) for point in stroke.split()) for stroke in text.split(";") if stroke.strip())
    if sum(len(stroke) for stroke in strokes) > MOST_POINTS:
        raise ValueError("too many points")
    return strokes


def _point(text: str) -> Point:
    fields = text.split(",")
    if len(fields) != _FIELDS_OF_A_POINT or not all(field.isascii() and field.isdecimal() for field in fields):
        raise ValueError(f"no point: {text!r}")
    x, y = int(fields[0]), int(fields[1])
    if x > WIDTH or y > HEIGHT:
        raise ValueError(f"beyond the field: {text!r}")
    return x, y
