"""Any table a page shows, as a file: CSV, a workbook, a PDF. Rows come from the database as the file is made.

CSV leaves row by row. A workbook and a PDF are made whole in a temporary file without a name first, for their ends
know what their beginnings need. However many rows: the memory is that of a few thousand.

    if form := request.GET.get("export"):
        return export(request, "norms", columns, rows(), form)

Each export is noted with who made it and how many rows left (``exported``); a CSV, which leaves before its rows are
counted, also when it begins (``export_begun``).
"""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Literal, NamedTuple, cast, get_args

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from forms.cells import neutralise
from forms.papers.plain_table import TableColumn, TablePaper, draw_plain_table
from forms.problems import Problem
from server.accounts.scope import ScopedRequest, note_seen
from server.pages.words import page_language, tell

Form = Literal["xlsx", "csv", "pdf"]
FORMS: tuple[Form, ...] = get_args(Form)
# text; number: int or float; day: date; moment: aware datetime, shown in the centre's zone. None is an empty cell.
CellKind = Literal["text", "number", "day", "moment"]

MOST_SHEET_ROWS = 1_048_575  # of Excel, less the head
MOST_PDF_ROWS = 100_000
_AT_ONCE = 500
_CHUNK = 1 << 16
_MOST_CHARACTERS = 32_767  # in a cell of Excel
_CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


class ExportColumn(NamedTuple):
    """A column: its title in the page's language, what its cells are, its width in characters in a workbook."""

    title: str
    kind: CellKind = "text"
    width: int = 0


Rows = Iterable[Sequence[object]]


def export(
    request: ScopedRequest,
    name: str,
    columns: Sequence[ExportColumn],
    rows: Rows,
    form: str,
    *,
    title: str = "",
    notes: Sequence[str] = (),
    **about: str | int,
) -> HttpResponseBase:
    """The answer that downloads ``rows`` as ``<name>-<date>.<form>``; rows must already be within the user's scope.

    ``title`` and ``notes`` (what was chosen) stand on a PDF; ``about`` goes into the record of who saw what and holds
    identifiers only. Rows should come from ``queryset.iterator(chunk_size=2000)``. Too many rows for the form: back
    to the page, which tells it (Problem 905, 906). Another form than xlsx, csv, pdf: 404.
    """
    if form not in FORMS:
        raise Http404
    told: dict[str, str | int] = {"table": name, "form": form, **about}
    content: Iterator[bytes]
    if form == "csv":
        note_seen(request, "export_begun", None, **told)
        content = _noted(request, told, _csv_chunks(columns, rows))
    else:
        file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        try:
            if form == "xlsx":
                count = _write_sheet(columns, rows, title or name, file)
            else:
                count = _write_pdf(columns, rows, title or name, notes, request, file)
        except Problem as problem:
            file.close()
            messages.error(request, tell(problem))
            return HttpResponseRedirect(_page_of(request))
        except BaseException:
            file.close()
            raise
        note_seen(request, "exported", None, **told, rows=count)
        file.seek(0)
        content = _file_chunks(file)
    stamp = timezone.localtime().strftime("%Y-%m-%d-%H%M")
    answer = StreamingHttpResponse(content, content_type=_CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name) or "kense"}-{stamp}.{form}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"  # a proxy in front passes it on as it comes
    return answer


def _page_of(request: ScopedRequest) -> str:
    kept = request.GET.copy()
    kept.pop("export", None)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def _noted(request: ScopedRequest, told: dict[str, str | int], chunks: Iterator["_Chunk"]) -> Iterator[bytes]:
    """The chunks; when they are out, or the reader went away, how many rows left is noted."""
    sent, whole = 0, 0
    try:
        for chunk in chunks:
            yield chunk.data
            sent = chunk.rows
        whole = 1
    finally:
        note_seen(request, "exported", None, **told, rows=sent, whole=whole)


def _file_chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


# CSV


class _Chunk(NamedTuple):
    """Bytes, and how many rows they complete."""

    data: bytes
    rows: int


class _Gathered:
    """What the csv module writes to."""

    def __init__(self) -> None:
        self._waiting = ["\ufeff"]

    def write(self, text: str) -> int:
        """Take one line."""
        self._waiting.append(text)
        return len(text)

    def take(self) -> bytes:
        """What was gathered since the last time."""
        joined = "".join(self._waiting).encode("utf-8", "replace")
        self._waiting.clear()
        return joined


def _csv_chunks(columns: Sequence[ExportColumn], rows: Rows) -> Iterator[_Chunk]:
    """UTF-8 with its mark, semicolons, CRLF, ISO dates; what would be a formula has an apostrophe in front."""
    gathered = _Gathered()
    writer = csv.writer(gathered, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutralise(column.title) for column in columns])
    shown = [_CSV_CELLS[column.kind] for column in columns]
    done = 0
    for done, row in enumerate(rows, 1):
        writer.writerow(["" if cell is None else show(cell) for show, cell in zip(shown, row, strict=True)])
        if not done % _AT_ONCE:
            yield _Chunk(gathered.take(), done)
    yield _Chunk(gathered.take(), done)


def _moment(cell: object) -> datetime:
    """The centre's wall time of a moment."""
    return timezone.localtime(cast(datetime, cell))


_CSV_CELLS: dict[CellKind, Callable[[object], str]] = {
    "text": lambda cell: neutralise(str(cell)),
    "number": str,
    "day": lambda cell: cast(date, cell).isoformat(),
    "moment": lambda cell: _moment(cell).strftime("%Y-%m-%d %H:%M"),
}


# workbook


def _write_sheet(columns: Sequence[ExportColumn], rows: Rows, title: str, file: IO[bytes]) -> int:
    """A workbook with one sheet; how many rows. Every text stays a text. Raises Problem 905 for more than it holds."""
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    done = 0
    workbook = Workbook(file, options)
    workbook.set_properties({"title": title, "author": "Kense"})
    sheet = workbook.add_worksheet(_sheet_name(title))
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    numbers = {"text": "@", "number": "General", "day": "dd.mm.yyyy", "moment": "dd.mm.yyyy hh:mm"}
    formats = {kind: workbook.add_format({"num_format": number, "valign": "top"}) for kind, number in numbers.items()}
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width or _WIDTHS[column.kind], formats[column.kind])
        sheet.write_string(0, place, column.title, head)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    places = [(place, column.kind, formats[column.kind]) for place, column in enumerate(columns)]
    try:
        for done, row in enumerate(rows, 1):
            if done > MOST_SHEET_ROWS:
                raise Problem("905", most=MOST_SHEET_ROWS)
            for (place, kind, style), cell in zip(places, row, strict=True):
                if cell is None or cell == "":
                    continue
                if kind == "text":
                    sheet.write_string(done, place, str(cell)[:_MOST_CHARACTERS], style)
                elif kind == "number":
                    sheet.write_number(done, place, cell, style)
                else:
                    when = cell if kind == "day" else _moment(cell).replace(tzinfo=None)
                    sheet.write_datetime(done, place, when, style)
        sheet.autofilter(0, 0, max(done, 1), len(columns) - 1)
    finally:
        workbook.close()
    return done


_WIDTHS: dict[CellKind, int] = {"text": 24, "number": 11, "day": 12, "moment": 17}


def _sheet_name(title: str) -> str:
    """What Excel takes as a sheet's name."""
    plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in title).strip("' ")
    return plain[:31] or "Kense"


# PDF


def _write_pdf(
    columns: Sequence[ExportColumn],
    rows: Rows,
    title: str,
    notes: Sequence[str],
    request: ScopedRequest,
    file: IO[bytes],
) -> int:
    """A table on sheets lying down; how many rows. Raises Problem 906 for more than anybody turns over."""
    language = page_language()
    office = request.scope.organisations().first()
    paper = TablePaper(
        title=title,
        notes=notes,
        office=office.name_in(language) if office is not None else "Kense",
        language=language,
        at=timezone.localtime(),
    )
    shown = [_PDF_CELLS[column.kind] for column in columns]

    def lines() -> Iterator[list[str]]:
        for done, row in enumerate(rows, 1):
            if done > MOST_PDF_ROWS:
                raise Problem("906", most=MOST_PDF_ROWS)
            yield ["" if cell is None else show(cell) for show, cell in zip(shown, row, strict=True)]

    heads = [TableColumn(column.title, column.kind == "number") for column in columns]
    return draw_plain_table(paper, heads, lines(), file)


_PDF_CELLS: dict[CellKind, Callable[[object], str]] = {
    "text": str,
    "number": str,
    "day": lambda cell: f"{cast(date, cell):%d.%m.%Y}",
    "moment": lambda cell: f"{_moment(cell):%d.%m.%Y %H:%M}",
}
