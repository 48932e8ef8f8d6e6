"""The tables of a report: figures in two halves of a sheet, two periods side by side, grounds in the law's words."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from forms.figures import Figures
from forms.papers.fonts import BOLD, REGULAR, text_width
from forms.papers.layout import (
    GUTTER,
    LABEL,
    Block,
    Rule,
    Run,
    Sheet,
    Style,
    Tongue,
    Words,
    beside,
    merge,
    set_lines,
    stack,
)
from forms.papers.report_lines import Line, Section, say_label, show_change, show_value


class Density(NamedTuple):
    """How tightly a sheet is set: type of the tables, height of the charts, how long lists may become."""

    size: float
    leading: float
    chart: float
    ground_lines: int
    grounds: int
    reasons: int
    gap: float

    @property
    def text(self) -> Style:
        """The type of a figure."""
        return Style(REGULAR, self.size, self.leading)

    @property
    def strong(self) -> Style:
        """The type of a heading."""
        return Style(BOLD, self.size, self.leading)


def span_in_figures(figures: Figures) -> str:
    """21.11.2026, or 01.11.2026 – 30.11.2026: where one line serves both languages."""
    first, last = date.fromisoformat(figures.first), date.fromisoformat(figures.last)
    return f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


# Which sections stand left and which right: whichever of these makes the lower table.
_HALVES = (((0, 1), (2, 3, 4, 5)), ((0, 2, 3), (1, 4, 5)))


def add_halves(sheet: Sheet, sections: Sequence[Section], density: Density) -> None:
    """Two tables side by side, in the arrangement that takes the least height."""
    width = (sheet.width - GUTTER) / 2
    tables = [
        merge(
            [
                _half(
                    sheet, [sections[place] for place in chosen], sheet.left + side * (width + GUTTER), width, density
                )
                for side, chosen in enumerate(halves)
            ]
        )
        for halves in _HALVES
    ]
    sheet.blocks.append(min(tables, key=lambda table: table.height))


def _half(sheet: Sheet, sections: Sequence[Section], left: float, width: float, density: Density) -> Block:
    rows: list[Block] = []
    for section in sections:
        if rows:
            rows.append(Block(density.gap * 0.6))
        room = _room_of(section, density)
        rows += _half_heading(sheet, section, left, width - room, width, density)
        rows += [_half_row(sheet, line, left, width, room, density) for line in section.lines]
    return stack(rows)


def _room_of(section: Section, density: Density) -> float:
    """Room for the figures of a section, so that its columns stand even; numbers of cases take what they need."""
    shown = [show_value(line.kind, line.values[0]) for line in section.lines if line.kind != "text"]
    return 6 + max(text_width(value, BOLD, density.size) for value in shown)


def _half_heading(
    sheet: Sheet, section: Section, left: float, room: float, width: float, density: Density
) -> list[Block]:
    row = stack(beside(_labels(sheet, Line(section.heading, "text", ()), density.strong, left, room)))
    row.rules.append(Rule(left, row.height, left + width, row.height))
    return [row, Block(1.5)]


def _half_row(sheet: Sheet, line: Line, left: float, width: float, room: float, density: Density) -> Block:
    value = show_value(line.kind, line.values[0])
    style = density.text
    bold = density.strong if line.level == 0 else style
    wide = text_width(value, bold.font, bold.size)
    row = stack(beside(_labels(sheet, line, style, left, width - max(room, wide + 6))))
    row.runs.append(Run(left + width - wide, _depth(style), value, bold))
    row.height += 0.6
    return row


def _depth(style: Style) -> float:
    """How deep the baseline of a block's first line lies."""
    return style.leading - style.size * 0.27


def _labels(sheet: Sheet, line: Line, style: Style, left: float, room: float) -> list[list[Block]]:
    """What a figure is called, in each language's own column."""
    aside = 8.0
    width = (room - aside * (len(sheet.tongues) - 1)) / len(sheet.tongues)
    indent = (10.0 if len(sheet.tongues) == 1 else 5.0) * line.level
    return [
        set_lines(
            say_label(line.label, tongue._, tongue.language),
            style,
            left + place * (width + aside) + indent,
            width - indent,
        )
        for place, tongue in enumerate(sheet.tongues)
    ]


def add_compared(sheet: Sheet, before: Figures, now: Figures, sections: Sequence[Section], density: Density) -> None:
    """One table over the whole width: before, now, change."""
    columns = _value_columns(sheet)
    heads: tuple[tuple[Words, str], ...] = (
        (lambda tongue: tongue._("before"), span_in_figures(before)),
        (lambda tongue: tongue._("now"), span_in_figures(now)),
        (lambda tongue: tongue._("change"), ""),
    )
    cells: list[list[Block]] = []
    for (left, width), (words, span) in zip(columns, heads, strict=True):
        lines = [
            line
            for tongue in sheet.tongues
            for line in set_lines(words(tongue), density.strong, left, width, align="right")
        ]
        for part in span.split(" – "):
            lines += set_lines(part, LABEL, left, width, align="right")
        cells.append(lines)
    head = stack(beside(cells))
    head.keep = True
    sheet.blocks.append(head)
    for section in sections:
        rows = _wide_row(sheet, Line(section.heading, "text", ()), density.strong, columns)
        rows.rules.append(Rule(sheet.left, rows.height, sheet.left + sheet.width, rows.height))
        sheet.blocks += [Block(density.gap * 0.5, keep=True), rows, Block(1.5, keep=True)]
        rows.keep = True
        for line in section.lines:
            sheet.blocks.append(_wide_row(sheet, line, density.text, columns))


def _value_columns(sheet: Sheet) -> list[tuple[float, float]]:
    width, room = 66.0, 6.0
    right = sheet.left + sheet.width
    return [(right - (3 - place) * (width + room) + room, width) for place in range(3)]


def _wide_row(sheet: Sheet, line: Line, style: Style, columns: Sequence[tuple[float, float]]) -> Block:
    row = stack(beside(_labels(sheet, line, style, sheet.left, columns[0][0] - sheet.left - 8)))
    depth = _depth(style)
    shown = [show_value(line.kind, value) for value in line.values]
    if shown:
        shown.append(show_change(line))
    for value, (left, wide) in zip(shown, columns, strict=False):
        size = style.size if text_width(value, style.font, style.size) <= wide else 8.0
        fitting = Style(style.font, size, style.leading)
        row.runs.append(Run(left + wide - text_width(value, style.font, size), depth, value, fitting))
    return row


def add_grounds(sheet: Sheet, kinds: Sequence[tuple[str, tuple[Line, ...]]], density: Density) -> None:
    """Grounds in the law's words, the two kinds of refusal apart; at most so many of each, and lines of each."""
    for heading, lines in kinds:
        sheet.gap(density.gap)
        sheet.paragraph(partial(_heading, heading), density.strong)
        sheet.hold()
        for line in lines[: density.grounds]:
            sheet.blocks.append(_ground_row(sheet, line, density))
        add_more(sheet, len(lines) - density.grounds, density)


def _heading(message: str, tongue: Tongue) -> str:
    return tongue._(message)


def _ground_row(sheet: Sheet, line: Line, density: Density) -> Block:
    value = " → ".join(str(count) for count in line.values)
    room = text_width(value, BOLD, density.size) + 8
    style = Style(REGULAR, min(density.size, 9.0), min(density.leading, 10.4))
    columns = []
    for place, tongue in enumerate(sheet.tongues):
        width = tongue.width - (room if place == len(sheet.tongues) - 1 else 0)
        lines = set_lines(say_label(line.label, tongue._, tongue.language), style, tongue.left, width)
        columns.append(cut(lines, density.ground_lines * (2 if sheet.both else 1)))
    row = stack(beside(columns))
    right = sheet.left + sheet.width
    row.runs.append(Run(right - text_width(value, BOLD, density.size), _depth(style), value, density.strong))
    row.height += 1.5
    return row


def cut(lines: list[Block], most: int) -> list[Block]:
    """At most so many lines, the last one ending in “…” where there were more."""
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    last = kept[-1].runs[0]
    text = f"{last.text.rsplit(' ', 1)[0].rstrip(' ,;')}…"
    kept[-1] = Block(kept[-1].height, [last._replace(text=text)])
    return kept


def add_more(sheet: Sheet, count: int, density: Density) -> None:
    if count > 0:
        sheet.paragraph(lambda tongue: tongue._("and others: {count}").format(count=count), density.text)
