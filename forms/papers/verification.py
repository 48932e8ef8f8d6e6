"""The paper a verification leaves: what was read, what the journal ends with, what does not agree, and two signatures.

Nobody who came is on it. The last hash is set in groups, so that two papers can be compared by eye: a later paper's
journal must still have the event that an earlier one ended with.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import msgspec

from forms.catalogues import N_
from forms.papers.across import practice_mark
from forms.papers.content import LanguageChoice, Organisation
from forms.papers.dates import date_in_words
from forms.papers.fonts import BOLD, REGULAR
from forms.papers.layout import (
    BODY,
    BODY_BOLD,
    LABEL,
    TITLE,
    Block,
    Rule,
    Sheet,
    Style,
    Tongue,
    beside,
    keep_all,
    merge,
    set_lines,
    stack,
)
from forms.papers.office import page_footer
from forms.papers.pages import FRAME_WIDTH, LEFT, About, draw_sheets
from forms.papers.signatures import add_named_signature
from forms.texts import Text

GROUP = 4  # characters of the hash
GROUPS_IN_A_LINE = 8
HASH = Style(BOLD, 12, 17)
FAULT = Style(REGULAR, 10, 12.4)
MOST_FAULTS = 60

REGISTERS = {
    "reception": N_("Reception"),
    "results": N_("Results of the service"),
    "complaints": N_("Complaints"),
}


class VerificationPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was found. Times are ISO 8601 with offset, empty where there was no event."""

    language: LanguageChoice
    organisation: Organisation
    counter: str
    events: int
    first: str
    last: str
    last_hash: str
    numbers: tuple[tuple[str, int, int, int, int], ...]  # register, year, how many, the first, the last
    papers: int
    attachments: int
    segments: tuple[tuple[int, str], ...]  # of restores: the first event of each continuation, and when
    erased: int
    faults: tuple[tuple[str, Text], ...]  # number and sentence
    checked_by: str
    practice: bool = False  # prints ОҚУ / УЧЕБНЫЙ
    at: datetime


def draw_verification_paper(paper: VerificationPaper) -> bytes:
    """The PDF. The same paper gives the same bytes, on every machine."""
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    _add_head(sheet, paper)
    _add_figures(sheet, paper)
    _add_hash(sheet, paper)
    _add_result(sheet, paper)
    _add_signatures(sheet, paper)
    name = f"{paper.counter} · {paper.events} · {paper.at:%d.%m.%Y %H:%M}"
    tongue = sheet.tongues[0]
    about = About(
        title=f"{_title(tongue)}, {name}",
        author=paper.organisation.name.in_language(tongue.language),
        subject=_title(tongue),
        keywords=name,
        language=tongue.language,
        at=paper.at,
        reference=name,
    )
    across = practice_mark(sheet) if paper.practice else None
    return draw_sheets(sheet.blocks, about, lambda page, pages: page_footer(sheet, name, page, pages), across)


def group_hash(text: str) -> tuple[str, ...]:
    """A hash in lines of eight groups of four characters."""
    groups = [text[place : place + GROUP] for place in range(0, len(text), GROUP)]
    return tuple(
        " ".join(groups[place : place + GROUPS_IN_A_LINE]) for place in range(0, len(groups), GROUPS_IN_A_LINE)
    )


def _title(tongue: Tongue) -> str:
    return tongue._("Report on the verification of the register")


def _add_head(sheet: Sheet, paper: VerificationPaper) -> None:
    sheet.paragraph(lambda tongue: paper.organisation.name.in_language(tongue.language), BODY_BOLD, align="center")
    sheet.gap(12)
    sheet.paragraph(_title, TITLE, align="center", even=True)
    sheet.paragraph(partial(_when, paper), BODY, align="center")
    sheet.gap(12)


def _when(paper: VerificationPaper, tongue: Tongue) -> str:
    return f"{date_in_words(paper.at.date(), tongue.language)}, {paper.at:%H:%M}"


def _add_figures(sheet: Sheet, paper: VerificationPaper) -> None:
    _line(sheet, N_("Counter"), paper.counter)
    _line(sheet, N_("Events in the journal"), str(paper.events))
    _line(sheet, N_("First event"), _moment(paper.first))
    _line(sheet, N_("Last event"), _moment(paper.last))
    for register, year, count, first, last in paper.numbers:
        told = f"{year}: {count} ({first:06d} – {last:06d})"
        _line(sheet, N_("Numbers given"), told, REGISTERS.get(register, ""))
    _line(sheet, N_("Papers printed"), str(paper.papers))
    _line(sheet, N_("Files kept with corrections and voids"), str(paper.attachments))
    restores = "; ".join(f"№ {sequence}, {_moment(at)}" for sequence, at in paper.segments)
    _line(sheet, N_("Restored from a backup"), restores or "—")
    _line(sheet, N_("Events whose personal data were erased"), str(paper.erased))


def _line(sheet: Sheet, message: str, value: str, more: str = "") -> None:
    """A figure right of its words, which stand in each language's own column."""
    room = 190.0
    width = (sheet.width - room - 12 * (len(sheet.tongues) - 1)) / len(sheet.tongues)
    columns = []
    for place, tongue in enumerate(sheet.tongues):
        told = tongue._(message)
        if more:
            told = f"{told}, {tongue._(more).lower()}"
        columns.append(set_lines(told, FAULT, sheet.left + place * (width + 12), width))
    columns.append(
        set_lines(value, Style(BOLD, 10, 12.4), sheet.left + sheet.width - room + 8, room - 8, align="right")
    )
    row = stack([*beside(columns), Block(2)])
    row.rules.append(Rule(sheet.left, row.height, sheet.left + sheet.width, row.height))
    sheet.blocks += [row, Block(2)]


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at):%d.%m.%Y, %H:%M:%S}" if at else "—"


def _add_hash(sheet: Sheet, paper: VerificationPaper) -> None:
    sheet.gap(10)
    sheet.paragraph(lambda tongue: tongue._("Hash of the last event"), BODY_BOLD)
    sheet.hold()
    sheet.framed(group_hash(paper.last_hash), HASH)
    sheet.gap(3)
    sheet.paragraph(
        lambda tongue: tongue._(
            "Keep this paper. A later verification must find this event under its number with the same hash: "
            "otherwise the register was exchanged."
        ),
        LABEL,
    )


def _add_result(sheet: Sheet, paper: VerificationPaper) -> None:
    sheet.gap(12)
    if not paper.faults:
        sheet.paragraph(
            lambda tongue: tongue._(
                "Everything agrees: no event, number, paper or attached file was changed, taken out, "
                "put in or moved since it was recorded."
            ),
            BODY_BOLD,
        )
        return
    sheet.paragraph(partial(_count_faults, len(paper.faults)), BODY_BOLD)
    sheet.hold()
    for code, sentence in paper.faults[:MOST_FAULTS]:
        sheet.blocks += _fault(sheet, code, sentence)
    left = len(paper.faults) - MOST_FAULTS
    if left > 0:
        sheet.paragraph(partial(_more_faults, left), FAULT)


def _count_faults(count: int, tongue: Tongue) -> str:
    return tongue._("Does not agree: {count}").format(count=count)


def _more_faults(count: int, tongue: Tongue) -> str:
    return tongue._("and more of them: {count}").format(count=count)


def _fault(sheet: Sheet, code: str, sentence: Text) -> list[Block]:
    columns = []
    for tongue in sheet.tongues:
        lines = set_lines(sentence.in_language(tongue.language), FAULT, tongue.left + 24, tongue.width - 24)
        mark = set_lines(code, FAULT, tongue.left, 24)[0]
        columns.append([merge([mark, lines[0]]), *lines[1:]])
    rows = beside(columns)
    keep_all(rows[:-1])
    return [*rows, Block(2)]


def _add_signatures(sheet: Sheet, paper: VerificationPaper) -> None:
    start = len(sheet.blocks)
    sheet.gap(20)
    signers: Sequence[tuple[str, str]] = (
        (N_("Verified by"), paper.checked_by),
        (N_("Head of the organisation"), paper.organisation.head),
    )
    for message, name in signers:
        sheet.paragraph(partial(_say, message), LABEL)
        add_named_signature(sheet, name, lambda tongue: tongue._("/full name/"))
        sheet.gap(8)
    sheet.hold(start)
    sheet.blocks[-1].keep = False


def _say(message: str, tongue: Tongue) -> str:
    return tongue._(message)
