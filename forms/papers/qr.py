"""The QR symbol: 28 mm, error level M, drawn as one path of merged runs."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

MM = 72 / 25.4
SIDE = 28 * MM  # the symbol itself; the quiet zone is kept clear around it
QUIET_MODULES = 4

# Any of the eight masks is read by every reader; weighing all eight costs six times the symbol itself. The signature
# in the text is as good as noise, so no mask can leave large even areas.
_MASK = 0


@lru_cache(maxsize=32)
def _matrix(text: str) -> tuple[bytes, ...]:
    import segno

    code = segno.make(text, error="m", boost_error=False, micro=False, mask=_MASK)
    return tuple(bytes(row) for row in code.matrix)


def quiet_zone(text: str, side: float = SIDE) -> float:
    """The clear space to be left on every side of the symbol, in points."""
    return QUIET_MODULES * side / len(_matrix(text))


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Start and length of every run of dark modules."""
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        if end < 0:
            end = len(row)
        yield start, end - start
        start = row.find(1, end)


def draw_qr(canvas: Any, text: str, left: float, top: float, side: float = SIDE) -> None:
    """Draw ``text`` with its upper left corner at (``left``, ``top``), in the canvas's points from below."""
    rows = _matrix(text)
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(side / len(rows), -side / len(rows))
    # Written as operators: the canvas's own path would format each of 2,500 whole numbers as a fraction.
    runs = (f"{start} {line} {length} 1 re" for line, row in enumerate(rows) for start, length in _runs(row))
    canvas.addLiteral(" ".join((*runs, "f")))
    canvas.restoreState()
