"""The recovery sheet: the code that opens a protected counter when its passwords are forgotten. One A4 page.

Whoever holds it holds the register, so it says what it is, where to keep it, and nothing else of anyone.
"""

from datetime import datetime
from functools import partial

import msgspec

from forms.catalogues import N_
from forms.papers.across import practice_mark
from forms.papers.content import LanguageChoice, Organisation
from forms.papers.dates import date_in_words
from forms.papers.fonts import BOLD, REGULAR
from forms.papers.layout import BODY, BODY_BOLD, TITLE, Block, Rule, Run, Sheet, Style, Symbol, Tongue, stack
from forms.papers.pages import FRAME_WIDTH, LEFT, About, draw_sheets
from forms.papers.qr import SIDE

GROUP = Style(BOLD, 19, 24)
PLACE = Style(REGULAR, 8, 10)
_IN_A_ROW = 4
_PADDING = 10.0

_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("What it is"),
        (
            N_("The register of this counter is encrypted. This code opens it when every password is forgotten."),
            N_("Whoever has this sheet and the computer, or a copy of its files, can read everything in the register."),
            N_("Neither the maker of the program nor anyone else can make this code again."),
        ),
    ),
    (
        N_("How it is used"),
        (
            N_("Start Kense and choose the recovery sheet where the password is asked."),
            N_(
                "Type the eight groups in order, or scan the square. Capital and small letters, Latin and Cyrillic, "
                "count as the same."
            ),
            N_("Choose the operator and give them a new password. Nothing recorded is lost."),
            N_("Make a new sheet afterwards and destroy this one. A new sheet ends this one."),
        ),
    ),
    (
        N_("Where it is kept"),
        (
            N_("In the safe of the head, in a sealed envelope; never beside the computer and not as a photograph."),
            N_("Write the place and who put it there below, and the date and reason of each opening on the envelope."),
        ),
    ),
)
_FILLED_BY_HAND = (N_("(where it is kept)"), N_("(full name, signature and date of who keeps it)"))


class RecoverySheet(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the sheet. ``code`` in groups parted by hyphens, as it is typed."""

    organisation: Organisation
    counter: str
    code: str
    made_at: datetime
    language: LanguageChoice = "both"
    practice: bool = False


def draw_sheet(paper: RecoverySheet) -> bytes:
    """The PDF of the sheet."""
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    compose_sheet(sheet, paper)
    first = sheet.tongues[0]
    title = first._("Recovery sheet")
    about = About(
        title=f"{title} {paper.counter}",
        author=paper.organisation.name.in_language(first.language),
        subject=title,
        keywords="",
        language=first.language,
        at=paper.made_at,
        reference=f"recovery sheet of {paper.counter}",
    )
    across = practice_mark(sheet) if paper.practice else None
    return draw_sheets(sheet.blocks, about, lambda _number, _total: Block(0), across)


def compose_sheet(sheet: Sheet, paper: RecoverySheet) -> None:
    """Fill the sheet."""
    sheet.paragraph(lambda tongue: paper.organisation.name.in_language(tongue.language), BODY, align="center")
    sheet.gap(12)
    sheet.paragraph(_title, TITLE, align="center")
    sheet.gap(2)
    sheet.paragraph(lambda tongue: _which(paper, tongue), BODY, align="center")
    sheet.gap(14)
    sheet.blocks.append(_code_block(sheet, paper.code))
    sheet.gap(14)
    for heading, sentences in _SECTIONS:
        sheet.paragraph(partial(_say, heading), BODY_BOLD)
        sheet.hold()
        sheet.gap(2)
        for place, sentence in enumerate(sentences, 1):
            sheet.item(f"{place}.", partial(_say, sentence))
        sheet.gap(8)
    sheet.gap(6)
    for caption in _FILLED_BY_HAND:
        sheet.shared_field("", partial(_say, caption))
        sheet.gap(4)


def _say(message: str, tongue: Tongue) -> str:
    return tongue._(message)


def _title(tongue: Tongue) -> str:
    return tongue._("Recovery sheet")


def _which(paper: RecoverySheet, tongue: Tongue) -> str:
    return tongue._("Counter {counter}, made on {date}").format(
        counter=paper.counter, date=date_in_words(paper.made_at.date(), tongue.language)
    )


def _code_block(sheet: Sheet, code: str) -> Block:
    """The groups in rows of four, each under its number, and the same code as a square, in one frame."""
    groups = code.split("-")
    step = (sheet.width - SIDE - 4 * _PADDING) / _IN_A_ROW
    rows: list[Block] = [Block(_PADDING)]
    for first in range(0, len(groups), _IN_A_ROW):
        numbers, letters = Block(PLACE.leading), Block(GROUP.leading)
        for place, group in enumerate(groups[first : first + _IN_A_ROW]):
            x = sheet.left + 2 * _PADDING + place * step
            numbers.runs.append(Run(x, PLACE.size, str(first + place + 1), PLACE))
            letters.runs.append(Run(x, GROUP.size, group, GROUP))
        rows += [numbers, letters, Block(4)]
    whole = stack(rows)
    whole.height = max(whole.height, SIDE + 2 * _PADDING)
    right, foot = sheet.left + sheet.width, whole.height
    whole.symbols.append(Symbol(right - SIDE - _PADDING, (foot - SIDE) / 2, code))
    whole.rules += [
        Rule(sheet.left, 0, right, 0),
        Rule(sheet.left, foot, right, foot),
        Rule(sheet.left, 0, sheet.left, foot),
        Rule(right, 0, right, foot),
    ]
    return whole
