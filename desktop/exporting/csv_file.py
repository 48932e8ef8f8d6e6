"""The register as CSV for other programs: UTF-8 with BOM, semicolons, CRLF, ISO dates.

A cell that a spreadsheet program would take for a formula gets an apostrophe in front, and so does one that begins with
an apostrophe: whoever reads the file takes one leading apostrophe away and has what stood in the register.
"""

import csv
from collections.abc import Callable, Iterable

from desktop.exporting.files import Sink
from forms.cells import neutralise
from forms.register_columns import COLUMNS, Cell, Columns
from forms.register_lines import RegisterLine

_AT_ONCE = 256


def write_csv(columns: Columns, lines: Iterable[RegisterLine], stream: Sink, tick: Callable[[int], None]) -> None:
    """Write the rows. ``tick`` is told how many are done; what it raises ends the writing."""
    encoded = _Encoded(stream)
    writer = csv.writer(encoded, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutralise(head) for head in columns.heads])
    kinds = [column.kind for column in COLUMNS]
    for done, line in enumerate(lines, 1):
        writer.writerow([show(kind, cell) for kind, cell in zip(kinds, columns.row(line), strict=True)])
        if not done % _AT_ONCE:
            encoded.put()
        tick(done)
    encoded.put()


class _Encoded:
    """What the csv module writes to: lines gathered into large writes, the mark of UTF-8 before the first."""

    def __init__(self, stream: Sink) -> None:
        self._stream = stream
        self._waiting = ["\ufeff"]

    def write(self, text: str) -> int:
        """Take one line."""
        self._waiting.append(text)
        return len(text)

    def put(self) -> None:
        """Write what was gathered."""
        self._stream.write("".join(self._waiting).encode("utf-8"))
        self._waiting.clear()


def show(kind: str, cell: Cell) -> str:
    """A cell as it stands in the file, before quotation marks: 2026-09-14 09:30 for a moment."""
    if isinstance(cell, int):
        return str(cell)
    if kind == "moment":
        return cell[:16].replace("T", " ")
    return neutralise(cell)
