"""The table of the prescribed book: its columns, what stands in each of an entry's cells, and how a row is set."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from forms.catalogues import N_, catalogue
from forms.papers.breaking import break_lines
from forms.papers.fonts import BOLD, REGULAR, text_width, typeface
from forms.papers.layout import HAIRLINE
from forms.papers.qr import MM
from forms.register_lines import SHORT_OUTCOMES, VOID_REASONS, RegisterLine
from forms.register_words import RegisterWords, in_both
from forms.texts import PaperLanguage, Text

SIZE, LEADING = 7.5, 8.7
HEAD_SIZE, HEAD_LEADING = 6.5, 7.4
PAD = 2.0
_BASELINE = LEADING - SIZE * 0.27
_HEAD_BASELINE = HEAD_LEADING - HEAD_SIZE * 0.27
_MOST_LINES = 24  # of one cell: a row is never higher than a page


class Column(NamedTuple):
    """A column: its head, its width in points, and what an entry has in it."""

    head: str
    width: float
    fill: Callable[["Cells", RegisterLine], str]


class Cells:
    """Makes the text of cells in the languages of the book."""

    def __init__(self, languages: Sequence[PaperLanguage], words: RegisterWords) -> None:
        self.languages = tuple(languages)
        self.words = words

    def say(self, text: Text) -> str:
        """A wording in each language of the book, each once."""
        return "\n".join(dict.fromkeys(text.in_language(language) for language in self.languages))

    def word(self, message: str) -> str:
        """A message of the ``forms`` catalogue in each language of the book."""
        return self.say(in_both(message))


def _number(cells: Cells, line: RegisterLine) -> str:
    return line.number


def _at(cells: Cells, line: RegisterLine) -> str:
    return show_moment(line.at)


def _applicant(cells: Cells, line: RegisterLine) -> str:
    if line.erased:
        return cells.word(N_("personal data erased"))
    told = f"{line.name}\n{line.iin}" if line.iin else line.name
    child = cells.word(N_("child"))
    return f"{told}\n{child}: {line.child}" if line.child else told


def _representative(cells: Cells, line: RegisterLine) -> str:
    if not line.by_representative:
        return ""
    return line.representative or cells.word(N_("yes, by a representative"))


def _service(cells: Cells, line: RegisterLine) -> str:
    title = cells.say(cells.words.service(line.service, line.edition))
    return f"{title}\n{line.edition}" if line.edition else title


def _outcome(cells: Cells, line: RegisterLine) -> str:
    told = cells.word(SHORT_OUTCOMES[line.outcome]) if line.outcome else ""
    grounds = [cells.words.short_ground(line.edition, key) for key in line.grounds]
    if not grounds:
        return told
    joined = Text(kk="; ".join(one.kk for one in grounds), ru="; ".join(one.ru for one in grounds))
    return f"{told}:\n{cells.say(joined)}"


def _documents(cells: Cells, line: RegisterLine) -> str:
    return f"{line.documents} / {line.sheets}" if line.documents else "—"


def _due(cells: Cells, line: RegisterLine) -> str:
    return show_day(line.due)


def _handed_over(cells: Cells, line: RegisterLine) -> str:
    return show_moment(line.handed_over)


def _empty(cells: Cells, line: RegisterLine) -> str:
    return ""


def _clerk(cells: Cells, line: RegisterLine) -> str:
    return cells.words.clerk(line.operator)


def _notes(cells: Cells, line: RegisterLine) -> str:
    notes = []
    if line.voided:
        why = line.voided if line.voided in VOID_REASONS else "other"
        notes.append(cells.word(N_("VOID")) + ": " + cells.word(VOID_REASONS[why]))
    if line.corrected:
        notes.append(cells.word(N_("corrected")) + (f" ×{line.corrected}" if line.corrected > 1 else ""))
    if line.duplicates:
        notes.append(cells.word(N_("duplicate given")) + (f" ×{line.duplicates}" if line.duplicates > 1 else ""))
    return "\n".join(notes)


COLUMNS: tuple[Column, ...] = (
    Column(N_("Number"), 23 * MM, _number),
    Column(N_("Date and time of registration"), 16 * MM, _at),
    Column(N_("Applicant: full name, IIN"), 43 * MM, _applicant),
    Column(N_("By a representative"), 17 * MM, _representative),
    Column(N_("Service, edition"), 37 * MM, _service),
    Column(N_("Outcome, grounds"), 29 * MM, _outcome),
    Column(N_("Documents / sheets"), 17 * MM, _documents),
    Column(N_("Due"), 15 * MM, _due),
    Column(N_("Paper handed over"), 16 * MM, _handed_over),
    Column(N_("Signature of the receiver"), 18 * MM, _empty),
    Column(N_("Clerk"), 20 * MM, _clerk),
    Column(N_("Notes"), 18 * MM, _notes),
)
WIDTH = sum(column.width for column in COLUMNS)


@lru_cache(maxsize=256)
def show_day(day: str) -> str:
    """26.11.2026, or nothing."""
    return f"{date.fromisoformat(day):%d.%m.%Y}" if day else ""


def show_moment(at: str) -> str:
    """The date over the time of day, or nothing."""
    return f"{datetime.fromisoformat(at):%d.%m.%Y\n%H:%M}" if at else ""


class Row(NamedTuple):
    """An entry's cells broken into lines, and its height."""

    cells: tuple[tuple[str, ...], ...]
    height: float
    struck: bool  # void: its number is struck through


def set_row(cells: Cells, line: RegisterLine) -> Row:
    """Break an entry into the lines of its cells."""
    broken = []
    for column in COLUMNS:
        text = column.fill(cells, line)
        lines = break_lines(text, REGULAR, SIZE, column.width - 2 * PAD) if text else ()
        broken.append(lines[:_MOST_LINES])
    most = max(2, *map(len, broken))  # room for a signature
    return Row(tuple(broken), most * LEADING + 2 * PAD, bool(line.voided))


def head_height(languages: Sequence[PaperLanguage]) -> float:
    """How high the repeated head of the table is, with the row of column numbers."""
    return max(len(lines) for lines in _head_lines(tuple(languages))) * HEAD_LEADING + 2 * PAD + HEAD_LEADING + 2 * PAD


@lru_cache(maxsize=8)
def _head_lines(languages: tuple[PaperLanguage, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(
            line
            for language in languages
            for line in break_lines(
                catalogue("forms", language).gettext(column.head), BOLD, HEAD_SIZE, column.width - 2 * PAD
            )
        )
        for column in COLUMNS
    )


def draw_table(canvas: Any, left: float, top: float, languages: Sequence[PaperLanguage], rows: Sequence[Row]) -> float:
    """Draw a page's head and rows from ``top`` downwards; the height of the table's foot."""
    head = _head_lines(tuple(languages))
    deep = max(map(len, head)) * HEAD_LEADING + 2 * PAD
    text = canvas.beginText()
    typeface(BOLD)
    text.setFont(BOLD, HEAD_SIZE)
    x = left
    for place, (column, lines) in enumerate(zip(COLUMNS, head, strict=True), 1):
        middle = x + column.width / 2
        y = top - PAD - _HEAD_BASELINE
        for line in lines:
            text.setTextOrigin(middle - text_width(line, BOLD, HEAD_SIZE) / 2, y)
            text.textOut(line)
            y -= HEAD_LEADING
        number = str(place)
        text.setTextOrigin(middle - text_width(number, BOLD, HEAD_SIZE) / 2, top - deep - PAD - _HEAD_BASELINE)
        text.textOut(number)
        x += column.width
    numbers = top - deep
    below = numbers - HEAD_LEADING - 2 * PAD
    strokes = [(left, y, left + WIDTH, y) for y in (top, numbers, below)]
    text.setFont(REGULAR, SIZE)
    depth = below
    for row in rows:
        _draw_row(text, strokes, left, depth, row)
        depth -= row.height
        strokes.append((left, depth, left + WIDTH, depth))
    edges = accumulate((column.width for column in COLUMNS), initial=left)
    strokes += [(edge, top, edge, depth) for edge in edges]
    canvas.drawText(text)
    canvas.setLineWidth(HAIRLINE)
    canvas.lines(strokes)
    return depth


def _draw_row(text: Any, strokes: list[tuple[float, float, float, float]], left: float, top: float, row: Row) -> None:
    x = left
    for column, lines in zip(COLUMNS, row.cells, strict=True):
        y = top - PAD - _BASELINE
        for line in lines:
            text.setTextOrigin(x + PAD, y)
            text.textOut(line)
            y -= LEADING
        x += column.width
    if row.struck:
        width = max((text_width(line, REGULAR, SIZE) for line in row.cells[0]), default=0.0)
        middle = top - PAD - _BASELINE + SIZE * 0.25
        strokes.append((left + PAD, middle, left + PAD + width, middle))
