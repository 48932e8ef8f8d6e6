"""The ticket of the queue: its number as large as the slip is wide, then how many wait before and for how long.

Number and time stand once, the words in each language in turn, Kazakh first. Composed for the 80 mm roll, and with
the same parts for an A6 leaf, where long names are set smaller rather than carried to a second leaf.
"""

from typing import NamedTuple

from forms.papers.across import practice_words
from forms.papers.content import TicketPaper
from forms.papers.dates import moment_in_figures
from forms.papers.fonts import BOLD, REGULAR, text_width
from forms.papers.layout import Align, Block, Rule, Sheet, Style, Tongue, set_lines
from forms.papers.pages import About
from forms.papers.qr import MM
from forms.waiting import waiting_words

A6 = (105 * MM, 148 * MM)
A6_MARGIN = 8 * MM
_A6_SCALES = (1.3, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7, 0.6)


class _Type(NamedTuple):
    """The styles of a ticket."""

    label: Style
    heading: Style
    text: Style
    text_bold: Style
    small: Style


def _type(scale: float = 1.0) -> _Type:
    def style(font: str, size: float, leading: float) -> Style:
        return Style(font, size * scale, leading * scale)

    return _Type(
        label=style(BOLD, 78, 66),
        heading=style(BOLD, 11, 13),
        text=style(REGULAR, 10.5, 12.6),
        text_bold=style(BOLD, 12, 14.4),
        small=style(REGULAR, 9, 10.6),
    )


def about_ticket(paper: TicketPaper, sheet: Sheet) -> About:
    """The metadata of a ticket, in its first language."""
    tongue = sheet.tongues[0]
    title = tongue._("Queue ticket")
    return About(
        title=f"{title} {paper.label}",
        author=paper.organisation.name.in_language(tongue.language),
        subject=paper.service.in_language(tongue.language),
        keywords=paper.label,
        language=tongue.language,
        at=paper.again_at or paper.issued_at,
        reference=f"ticket {paper.label}",
    )


def compose_card(paper: TicketPaper) -> Sheet:
    """An A6 leaf: set as large as it fits."""
    for scale in _A6_SCALES:
        leaf = Sheet(paper.language, A6_MARGIN, A6[0] - 2 * A6_MARGIN, columns=False)
        compose_ticket(leaf, paper, scale)
        if sum(block.height for block in leaf.blocks) <= A6[1] - 2 * A6_MARGIN:
            break
    return leaf


def compose_ticket(sheet: Sheet, paper: TicketPaper, scale: float = 1.0) -> None:
    """Fill a strip or a leaf with a ticket."""
    kind = _type(scale)
    if paper.practice:
        for tongue in sheet.tongues:
            _add(sheet, practice_words(tongue), kind.small, align="center", even=True)
        _add_hairline(sheet)
    for tongue in sheet.tongues:
        _add(sheet, paper.organisation.name.in_language(tongue.language), kind.small, align="center", even=True)
    _add_hairline(sheet)
    for tongue in sheet.tongues:
        _add(sheet, paper.service.in_language(tongue.language), kind.heading, align="center", even=True)
        sheet.gap(3 * scale)
    sheet.gap(16 * scale)
    _add_label(sheet, paper.label, kind.label)
    _add(sheet, moment_in_figures(paper.issued_at), kind.heading, align="center")
    for tongue in sheet.tongues:
        _add_hairline(sheet)
        _add_words(sheet, paper, tongue, kind)


def _add_words(sheet: Sheet, paper: TicketPaper, tongue: Tongue, kind: _Type) -> None:
    message, fields = waiting_words(paper.expected_wait)
    if paper.again_at is not None:
        _add(sheet, tongue._("Printed again at {time}.").format(time=f"{paper.again_at:%H:%M}"), kind.small)
    ahead = tongue._("Waiting before you: {count}").format(count=paper.ahead)
    wait = tongue._("Your wait: {wait}").format(wait=tongue._(message).format(**fields))
    _add(sheet, ahead, kind.text_bold)
    _add(sheet, wait, kind.text_bold)
    sheet.gap(kind.text.size / 3)
    _add(sheet, _with_stop(_rule(paper, tongue)), kind.text)
    sheet.gap(kind.text.size / 3)
    _add(
        sheet,
        tongue._("Have your identity document and your papers ready. Stay where you hear your number called."),
        kind.text,
    )


def _rule(paper: TicketPaper, tongue: Tongue) -> str:
    """The law's sentence as the edition has it; an edition without one says it in our words."""
    if paper.rule is not None:
        return paper.rule.in_language(tongue.language)
    return tongue._("Served in the order of the queue, without prior booking.")


def _with_stop(sentence: str) -> str:
    return sentence if sentence.endswith(".") else f"{sentence}."


def _add_label(sheet: Sheet, label: str, style: Style) -> None:
    """The number in one line: as large as it is meant to be, or as the width allows."""
    wide = text_width(label, style.font, style.size)
    share = min(1.0, sheet.width / wide)
    _add(sheet, label, Style(style.font, style.size * share, style.leading * share), align="center")


def _add_hairline(sheet: Sheet) -> None:
    sheet.gap(5)
    sheet.blocks.append(Block(6, rules=[Rule(sheet.left, 0, sheet.left + sheet.width, 0)]))


def _add(sheet: Sheet, text: str, style: Style, *, align: Align = "left", even: bool = False) -> None:
    sheet.blocks += set_lines(text, style, sheet.left, sheet.width, align=align, even=even)
