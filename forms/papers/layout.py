"""A paper as a column of measured blocks: lines of text, rules under fields, captions, rows in two languages.

Everything is measured before anything is drawn, so page totals are known and what belongs together stays together.
Lengths are points; ``y`` grows downwards inside a block.

With both languages a paper has two columns, Kazakh left and Russian right, broken line by line side by side: a line
is never in two languages, and what needs no language (a name, a signature) stands once across both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, NamedTuple

from forms.catalogues import catalogue
from forms.papers.breaking import break_evenly, break_lines
from forms.papers.charts import Chart
from forms.papers.content import LanguageChoice
from forms.papers.fonts import BOLD, REGULAR, text_width
from forms.papers.qr import MM
from forms.texts import PaperLanguage

HAIRLINE = 0.5
GUTTER = 6 * MM
_HANG = 20.0
_WHOLE_ITEM = 9  # an item of so many lines is not parted


class Style(NamedTuple):
    """A way to set type: font, size and line feed in points."""

    font: str
    size: float
    leading: float


BODY = Style(REGULAR, 11, 13)
BODY_BOLD = Style(BOLD, 11, 13)
RULED = Style(REGULAR, 11, 14.6)
TITLE = Style(BOLD, 13, 15.6)
MARK = Style(REGULAR, 8, 9.4)
CAPTION = Style(REGULAR, 8, 9.4)
LABEL = Style(REGULAR, 8, 9.4)
VALUE = Style(REGULAR, 10, 12.4)
VALUE_BOLD = Style(BOLD, 10, 12.4)

Align = Literal["left", "center", "right"]


class Run(NamedTuple):
    """A piece of text: ``y`` is the depth of its baseline below the block's top."""

    x: float
    y: float
    text: str
    style: Style


class Rule(NamedTuple):
    """A horizontal or vertical stroke, from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float


class Symbol(NamedTuple):
    """A QR symbol with its upper left corner."""

    x: float
    y: float
    text: str


class Picture(NamedTuple):
    """A chart with its upper left corner."""

    x: float
    y: float
    chart: Chart


class Ink(NamedTuple):
    """Strokes of a pen: polylines, each a row of points measured from the block's upper left corner."""

    strokes: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(slots=True)
class Block:
    """What is never cut by a page's end. ``keep``: the next block must stand on the same page."""

    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    keep: bool = False
    pictures: tuple[Picture, ...] = ()
    inks: tuple[Ink, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it is only space, which a page does not begin with."""
        return not (self.runs or self.rules or self.symbols or self.pictures or self.inks)

    @property
    def rigid(self) -> bool:
        """Whether its height cannot be pressed together as that of lines can."""
        return bool(self.symbols or self.pictures or self.inks)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of the paper, its words, and the column it stands in."""

    language: PaperLanguage
    _: Callable[[str], str]
    left: float
    width: float


Words = Callable[[Tongue], str]


def make_tongues(choice: LanguageChoice, left: float, width: float, *, columns: bool) -> tuple[Tongue, ...]:
    """One tongue for a language; for both, Kazakh first, in two columns or both over the whole width."""
    languages: tuple[PaperLanguage, ...] = ("kk", "ru") if choice == "both" else (choice,)
    beside = columns and len(languages) == 2
    room = (width - GUTTER) / 2 if beside else width
    return tuple(
        Tongue(language, catalogue("forms", language).gettext, left + (index * (room + GUTTER) if beside else 0), room)
        for index, language in enumerate(languages)
    )


def set_lines(
    text: str,
    style: Style,
    left: float,
    width: float,
    *,
    align: Align = "left",
    even: bool = False,
    ruled: bool = False,
) -> list[Block]:
    """Set ``text`` in a column: a block a line, the first two and the last two kept together."""
    lines = (break_evenly if even else break_lines)(text, style.font, style.size, width)
    depth = style.leading - style.size * 0.27
    blocks = []
    for line in lines:
        slack = 0.0 if align == "left" else width - text_width(line, style.font, style.size)
        x = left + (slack / 2 if align == "center" else slack)
        block = Block(style.leading, [Run(x, depth, line, style)] if line else [])
        if ruled:
            rule = depth + style.size * 0.23
            block.rules.append(Rule(left, rule, left + width, rule))
        blocks.append(block)
    return keep_ends(blocks)


def keep_ends(blocks: list[Block]) -> list[Block]:
    """No line alone at a page's end or beginning; three lines or fewer are not parted at all."""
    for index, block in enumerate(blocks[:-1]):
        block.keep = len(blocks) <= 3 or index in (0, len(blocks) - 2)
    return blocks


def keep_all(blocks: Sequence[Block]) -> None:
    """Keep these together and with what comes after."""
    for block in blocks:
        block.keep = True


def merge(blocks: Sequence[Block]) -> Block:
    """Blocks standing side by side as one."""
    return Block(
        max(block.height for block in blocks),
        [run for block in blocks for run in block.runs],
        [rule for block in blocks for rule in block.rules],
        [symbol for block in blocks for symbol in block.symbols],
        any(block.keep for block in blocks),
        tuple(picture for block in blocks for picture in block.pictures),
        tuple(ink for block in blocks for ink in block.inks),
    )


def stack(blocks: Sequence[Block]) -> Block:
    """Blocks standing one under the other as one that is never parted."""
    whole, depth = Block(0), 0.0
    for block in blocks:
        whole.runs += [run._replace(y=run.y + depth) for run in block.runs]
        whole.rules += [rule._replace(y1=rule.y1 + depth, y2=rule.y2 + depth) for rule in block.rules]
        whole.symbols += [symbol._replace(y=symbol.y + depth) for symbol in block.symbols]
        if block.pictures:
            whole.pictures += tuple(picture._replace(y=picture.y + depth) for picture in block.pictures)
        if block.inks:
            whole.inks += tuple(
                Ink(tuple(tuple((x, y + depth) for x, y in stroke) for stroke in ink.strokes)) for ink in block.inks
            )
        depth += block.height
    whole.height = depth
    return whole


def beside(columns: Sequence[list[Block]], *, at_foot: bool = False) -> list[Block]:
    """Columns line by line next to each other; ``at_foot`` lets a shorter one end on the same line as the longest."""
    if len(columns) == 1:
        return columns[0]
    longest = max(len(column) for column in columns)
    padded = [[Block(0)] * (longest - len(column)) + column if at_foot else column for column in columns]
    rows = [merge([block for block in row if block is not None]) for row in zip_longest(*padded)]
    return keep_ends(rows)


class Sheet:
    """Blocks gathered from top to bottom, in one language or two."""

    def __init__(self, choice: LanguageChoice, left: float, width: float, *, columns: bool = True) -> None:
        self.left = left
        self.width = width
        self.tongues = make_tongues(choice, left, width, columns=columns)
        self.blocks: list[Block] = []

    @property
    def both(self) -> bool:
        """Whether the paper is in two languages."""
        return len(self.tongues) == 2

    def gap(self, height: float) -> None:
        """Space, which goes with what follows it."""
        self.blocks.append(Block(height, keep=True))

    def hold(self, since: int = -1) -> None:
        """Keep everything from block ``since`` on with what comes next."""
        keep_all(self.blocks[since:])

    def paragraph(self, words: Words, style: Style = BODY, *, align: Align = "left", even: bool = False) -> None:
        """A paragraph in each language."""
        self.blocks += beside(
            [
                set_lines(words(tongue), style, tongue.left, tongue.width, align=align, even=even)
                for tongue in self.tongues
            ]
        )

    def item(
        self, label: str, words: Words, *, aside: str = "", below: Sequence[Words] = (), below_style: Style = BODY
    ) -> None:
        """A numbered paragraph with others ``below`` it; ``aside`` ends its last line at the right (one language)."""
        room = 46.0 if aside else 0.0
        depth = BODY.leading - BODY.size * 0.27
        columns = []
        for tongue in self.tongues:
            left, width = tongue.left + _HANG, tongue.width - _HANG
            lines = set_lines(words(tongue), BODY, left, width - room)
            lines[0].runs.insert(0, Run(tongue.left, depth, label, BODY))
            if aside:
                right = tongue.left + tongue.width
                lines[-1].runs.append(Run(right - text_width(aside, BODY.font, BODY.size), depth, aside, BODY))
            for more in below:
                lines += set_lines(more(tongue), below_style, left, width)
            columns.append(lines)
        rows = keep_ends(beside(columns))
        if len(rows) <= _WHOLE_ITEM:
            keep_all(rows[:-1])
        self.blocks += rows

    def shared_field(self, value: str, caption: Words) -> None:
        """A value that needs no language, on rules across the sheet, its captions beneath."""
        self.blocks += set_lines(value, RULED, self.left, self.width, align="center", ruled=True)
        self.hold()
        self.paragraph(caption, CAPTION, align="center")

    def labelled_field(self, label: Words, value: str, caption: Words) -> None:
        """A value that needs no language on rules right of its label, captions beneath, a line for each language."""
        labels = [line for tongue in self.tongues for line in set_lines(label(tongue), RULED, self.left, self.width)]
        start = self.left + 6 + max(text_width(run.text, *run.style[:2]) for block in labels for run in block.runs)
        width = self.left + self.width - start
        self.blocks += beside([labels, set_lines(value, RULED, start, width, align="center", ruled=True)], at_foot=True)
        self.hold()
        for tongue in self.tongues:
            self.blocks += set_lines(caption(tongue), CAPTION, start, width, align="center")

    def field(self, value: Words, caption: Words) -> None:
        """A value in each language on rules, each with its caption beneath."""
        self.blocks += beside(
            [
                set_lines(value(tongue), RULED, tongue.left, tongue.width, align="center", ruled=True)
                for tongue in self.tongues
            ],
            at_foot=True,
        )
        self.hold()
        self.paragraph(caption, CAPTION, align="center")

    def right_field(self, value: str, caption: Words) -> None:
        """The addressee at the upper right: a value on rules, its captions beneath, in half the sheet."""
        width = (self.width - GUTTER) / 2
        left = self.left + self.width - width
        self.blocks += set_lines(value, RULED, left, width, align="center", ruled=True)
        self.hold()
        for tongue in self.tongues:
            self.blocks += set_lines(caption(tongue), CAPTION, left, width, align="center")
            self.hold()

    def framed(self, lines: Sequence[str], style: Style, *, padding: float = 5) -> None:
        """Lines in the middle of a frame as wide as they need, at most the sheet."""
        inner = self.width - 4 * padding
        blocks = [block for line in lines for block in set_lines(line, style, self.left, inner, even=True)]
        widest = max(text_width(run.text, style.font, style.size) for block in blocks for run in block.runs)
        middle = self.left + self.width / 2
        whole = stack([Block(padding - 2), *blocks, Block(padding)])
        whole.runs = [run._replace(x=middle - text_width(run.text, style.font, style.size) / 2) for run in whole.runs]
        x1, x2, y2 = middle - widest / 2 - 2 * padding, middle + widest / 2 + 2 * padding, whole.height
        whole.rules += [Rule(x1, 0, x2, 0), Rule(x1, y2, x2, y2), Rule(x1, 0, x1, y2), Rule(x2, 0, x2, y2)]
        self.blocks.append(whole)
