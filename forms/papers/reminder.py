"""The sheet for whoever rings up schools about their counters: whom to call, since when, what to say, what came of it.

No applicant is on it: schools, those who answer for them there, and telephone numbers.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Literal

import msgspec

from forms.catalogues import N_
from forms.papers.content import LanguageChoice
from forms.papers.dates import date_in_words
from forms.papers.fonts import BOLD, REGULAR, text_width
from forms.papers.layout import BODY, TITLE, Block, Rule, Run, Sheet, Style, Tongue, beside, keep_all, set_lines
from forms.papers.pages import FRAME_WIDTH, LEFT, About, draw_sheets
from forms.texts import Text

ReminderKind = Literal["silent", "never", "invited", "lag", "clock"]

NAME = Style(BOLD, 11, 14)
SMALL = Style(REGULAR, 9.5, 12)
_BOX = 8.0

TITLES: Mapping[str, str] = {
    "silent": N_("Counters not heard from"),
    "never": N_("Counters never heard from"),
    "invited": N_("Counters invited and not enrolled"),
    "lag": N_("Counters with much that is not sent"),
    "clock": N_("Counters whose clock is in doubt"),
}
# What to say on the phone, in the words of who rings up.
SAYINGS: Mapping[str, str] = {
    "silent": N_(
        "“Your counter was last heard from on {day}. Please open “Exchange” and press “Send now”. "
        "Without internet, write the exchange to a stick and bring it to us.”"
    ),
    "never": N_(
        "“Your counter was enrolled on {day} and has sent nothing yet. Please open “Exchange” and press “Send now”. "
        "Without internet, write the exchange to a stick and bring it to us.”"
    ),
    "invited": N_(
        "“We made you a counter on {day}, and it is not enrolled yet. Please start Kense and choose the file "
        "or type the code we gave you. If you have lost it, we shall make another.”"
    ),
    "lag": N_(
        "“{count} entries of your counter have not reached us. Please open “Exchange” and press “Send now”, "
        "and leave the computer on until it says that everything is sent.”"
    ),
    "clock": N_(
        "“The clock of your counter's computer is in doubt. Please set date, time and time zone, "
        "and confirm the time in Kense with Ctrl+T.”"
    ),
}
SINCE: Mapping[str, str] = {
    "silent": N_("Last heard on {day}; working days since: {count}"),
    "never": N_("Enrolled on {day}, never heard; working days since: {count}"),
    "invited": N_("Made on {day}, not enrolled; working days since: {count}"),
    "lag": N_("Entries not sent: {count}; last heard on {day}"),
    "clock": N_("Clock in doubt; last heard on {day}"),
}
RESULTS = (N_("reached"), N_("nobody answers"), N_("promised by"))


class ReminderLine(msgspec.Struct, frozen=True, kw_only=True):
    """A counter to ring up about. ``count``: working days, or events where it is behind."""

    school: Text
    counter: str
    contact: str
    phone: str
    day: date
    count: int = 0
    promised: date | None = None  # what was promised last


class ReminderSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet of one kind."""

    language: LanguageChoice
    kind: ReminderKind
    office: Text
    lines: Sequence[ReminderLine]
    at: datetime


def tell_since(kind: str, line: ReminderLine, tongue: Tongue) -> str:
    """Since when, in a sentence."""
    return _fill(SINCE[kind], line, tongue)


def what_to_say(kind: str, line: ReminderLine, tongue: Tongue) -> str:
    """What to say on the phone."""
    return _fill(SAYINGS[kind], line, tongue)


def draw_reminder(paper: ReminderSheet) -> bytes:
    """The PDF: as many pages as it takes, no school parted by a page's end."""
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    sheet.paragraph(lambda tongue: paper.office.in_language(tongue.language), BODY, align="center")
    sheet.gap(6)
    sheet.paragraph(lambda tongue: tongue._(TITLES[paper.kind]), TITLE, align="center", even=True)
    sheet.paragraph(lambda tongue: date_in_words(paper.at.date(), tongue.language), SMALL, align="center")
    sheet.hold()
    sheet.gap(8)
    for number, line in enumerate(paper.lines, 1):
        _add_line(sheet, paper.kind, number, line)
    first = sheet.tongues[0]
    about = About(
        title=f"{first._(TITLES[paper.kind])}, {paper.at:%d.%m.%Y}",
        author=paper.office.in_language(first.language),
        subject=first._(TITLES[paper.kind]),
        keywords="",
        language=first.language,
        at=paper.at,
        reference=f"reminder sheet {paper.kind}",
    )
    return draw_sheets(sheet.blocks, about, partial(_footer, sheet))


def _add_line(sheet: Sheet, kind: ReminderKind, number: int, line: ReminderLine) -> None:
    start = len(sheet.blocks)
    sheet.blocks.append(Block(10, rules=[Rule(sheet.left, 2, sheet.left + sheet.width, 2)]))
    sheet.paragraph(lambda tongue: f"{number}. {line.school.in_language(tongue.language)}", NAME)
    whom = " · ".join(part for part in (line.counter, line.contact, line.phone) if part)
    sheet.blocks += set_lines(whom, BODY, sheet.left, sheet.width)
    sheet.paragraph(partial(tell_since, kind, line), SMALL)
    if line.promised is not None:
        promised = line.promised
        sheet.paragraph(
            lambda tongue: tongue._("Last time promised by {day}").format(day=f"{promised:%d.%m.%Y}"),
            SMALL,
        )
    sheet.gap(2)
    sheet.paragraph(partial(what_to_say, kind, line), SMALL)
    sheet.gap(4)
    sheet.blocks += beside([_boxes(tongue) for tongue in sheet.tongues])
    sheet.gap(14)
    sheet.blocks.append(Block(4, rules=[Rule(sheet.left, 0, sheet.left + sheet.width, 0)]))
    keep_all(sheet.blocks[start:-1])
    sheet.blocks[-1].keep = False


def _boxes(tongue: Tongue) -> list[Block]:
    """Squares to tick, as many beside each other as the column holds."""
    rows: list[Block] = []
    x = tongue.left + tongue.width + 1
    for message in RESULTS:
        words = tongue._(message)
        width = _BOX + 4 + text_width(words, SMALL.font, SMALL.size) + 14
        if x + width - 14 > tongue.left + tongue.width:
            rows.append(Block(14))
            x = tongue.left
        row, top = rows[-1], 2.0
        row.rules += [
            Rule(x, top, x + _BOX, top),
            Rule(x, top + _BOX, x + _BOX, top + _BOX),
            Rule(x, top, x, top + _BOX),
            Rule(x + _BOX, top, x + _BOX, top + _BOX),
        ]
        row.runs.append(Run(x + _BOX + 4, top + _BOX - 0.5, words, SMALL))
        x += width
    last = rows[-1]  # after the last words a line for the day
    if x + 40 <= tongue.left + tongue.width:
        last.rules.append(Rule(x - 10, 11, tongue.left + tongue.width, 11))
    return rows


def _footer(sheet: Sheet, number: int, total: int) -> Block:
    words = f"{number} / {total}"
    return Block(12, [Run(sheet.left + sheet.width - text_width(words, *SMALL[:2]), 10, words, SMALL)])


def _fill(message: str, line: ReminderLine, tongue: Tongue) -> str:
    return tongue._(message).format(day=f"{line.day:%d.%m.%Y}", count=line.count)
