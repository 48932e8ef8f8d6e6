"""The register as the prescribed book: cover, ruled table, totals, and the sheet that says how many are sewn together.

It is drawn in two passes over the entries: the first counts the pages and the totals, the second writes page after
page, so that a book of any length takes no more memory than a thin one. Printed on one side: a page is a sheet.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import islice

import msgspec

from forms.catalogues import N_
from forms.number_words import number_in_words, plural_ru
from forms.papers.across import Across, draw_across, practice_mark
from forms.papers.book_table import WIDTH, Cells, Row, draw_table, head_height, set_row
from forms.papers.content import LanguageChoice, Organisation
from forms.papers.dates import date_in_words
from forms.papers.flowing import FlowingPdf, Sink
from forms.papers.fonts import BOLD, REGULAR
from forms.papers.layout import (
    BODY,
    BODY_BOLD,
    CAPTION,
    GUTTER,
    LABEL,
    Block,
    Rule,
    Sheet,
    Style,
    Tongue,
    Words,
    beside,
    keep_all,
    merge,
    set_lines,
    stack,
)
from forms.papers.office import page_footer
from forms.papers.pages import A4, About, Page, Placed, draw_page, paginate
from forms.papers.qr import MM
from forms.register_lines import RegisterLine, Totals
from forms.register_words import RegisterWords

SIZE = (A4[1], A4[0])
LEFT, TOP, BOTTOM = 20 * MM, 11 * MM, 17 * MM  # the left edge is sewn
FRAME_HEIGHT = SIZE[1] - TOP - BOTTOM
HEADING = Style(BOLD, 20, 25)
SMALL = Style(REGULAR, 8, 9.6)
SMALL_BOLD = Style(BOLD, 8, 9.6)

Lines = Callable[[], Iterable[RegisterLine]]


class BookPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands on the book beside its entries. An ``extract`` holds only some of the period's entries."""

    language: LanguageChoice
    organisation: Organisation
    counter: str
    first: date | None
    last: date | None
    extract: bool = False
    clerk: str = ""
    practice: bool = False  # prints ОҚУ / УЧЕБНЫЙ on every page
    at: datetime


class _Plan(msgspec.Struct, kw_only=True):
    """What the first pass found: how many entries each page holds, and what they come to."""

    pages: list[int] = msgspec.field(default_factory=list)
    totals: Totals = msgspec.field(default_factory=Totals)
    begun: str = ""
    ended: str = ""

    @property
    def sheets(self) -> int:
        """Cover, table, closing."""
        return len(self.pages) + 2


def draw_book(paper: BookPaper, words: RegisterWords, lines: Lines, sink: Sink, tick: Callable[[int], None]) -> int:
    """Write the book into ``sink``; how many pages it has.

    ``lines`` is asked for the entries twice and must give the same. ``tick`` is told after each entry how many of
    twice the entries are done; what it raises ends the drawing.
    """
    sheet = Sheet(paper.language, LEFT, WIDTH)
    languages = [tongue.language for tongue in sheet.tongues]
    cells = Cells(languages, words)
    room = FRAME_HEIGHT - _strip(sheet, paper).height - head_height(languages) - _totals_height(sheet)
    plan = _count(cells, lines(), room, tick)
    pdf = FlowingPdf(sink, SIZE, _about(paper, sheet))
    across = practice_mark(sheet) if paper.practice else None
    footer = partial(_footer, sheet, paper, plan.sheets)
    _draw_blocks(pdf, _cover(paper, plan), footer(1), across)
    _draw_entries(pdf, paper, cells, lines(), plan, footer, across, tick)
    _draw_blocks(pdf, _closing(paper, plan), footer(plan.sheets), across)
    pdf.finish()
    return plan.sheets


def _count(cells: Cells, lines: Iterable[RegisterLine], room: float, tick: Callable[[int], None]) -> _Plan:
    plan, depth = _Plan(pages=[0]), 0.0
    for done, line in enumerate(lines, 1):
        height = set_row(cells, line).height
        if depth + height > room and plan.pages[-1]:
            plan.pages.append(0)
            depth = 0.0
        plan.pages[-1] += 1
        depth += height
        plan.totals.add(line)
        plan.begun = plan.begun or line.at
        plan.ended = line.at or plan.ended
        tick(done)
    return plan


def _draw_entries(
    pdf: FlowingPdf,
    paper: BookPaper,
    cells: Cells,
    lines: Iterable[RegisterLine],
    plan: _Plan,
    footer: Callable[[int], Block],
    across: Across | None,
    tick: Callable[[int], None],
) -> None:
    entries: Iterator[RegisterLine] = iter(lines)
    before, done = Totals(), sum(plan.pages)
    for number, many in enumerate(plan.pages, 2):
        rows: list[Row] = []
        on_page = Totals()
        for line in islice(entries, many):
            rows.append(set_row(cells, line))
            on_page.add(line)
            before.add(line)
            done += 1
            tick(done)
        sheet = Sheet(paper.language, LEFT, WIDTH)
        strip = _strip(sheet, paper)
        foot = draw_table(pdf.canvas, LEFT, SIZE[1] - TOP - strip.height, cells.languages, rows)
        _add_totals(sheet, on_page, before)
        depth = SIZE[1] - TOP - foot
        page = [Placed(strip, 0.0)]
        for block in sheet.blocks:
            page.append(Placed(block, depth))
            depth += block.height
        page.append(Placed(footer(number), FRAME_HEIGHT + 3 * MM))
        _draw_whole(pdf, page, across)


def _draw_blocks(pdf: FlowingPdf, sheet: Sheet, footer: Block, across: Across | None) -> None:
    (page,) = paginate(sheet.blocks, FRAME_HEIGHT)
    _draw_whole(pdf, [*page, Placed(footer, FRAME_HEIGHT + 3 * MM)], across)


def _draw_whole(pdf: FlowingPdf, page: Page, across: Across | None) -> None:
    draw_page(pdf.canvas, page, SIZE[1] - TOP)
    if across is not None:
        draw_across(pdf.canvas, across, SIZE, TOP)
    pdf.end_page()


def _about(paper: BookPaper, sheet: Sheet) -> About:
    tongue = sheet.tongues[0]
    name = f"{paper.counter} · {_span(paper)}"
    return About(
        title=f"{_title(tongue)}, {name}",
        author=paper.organisation.name.in_language(tongue.language),
        subject=_title(tongue),
        keywords=name,
        language=tongue.language,
        at=paper.at,
        reference=name,
    )


def _title(tongue: Tongue) -> str:
    return tongue._("Register of applications for state services")


def _span(paper: BookPaper) -> str:
    first, last = (f"{day:%d.%m.%Y}" if day is not None else "…" for day in (paper.first, paper.last))
    return first if first == last != "…" else f"{first} – {last}"


# every page of the table


def _strip(sheet: Sheet, paper: BookPaper) -> Block:
    """Above the table: whose register this is."""
    tongue = sheet.tongues[0]
    left = set_lines(f"{_title(tongue)} · {paper.organisation.name.in_language(tongue.language)}", SMALL, LEFT, 560)[:1]
    right = set_lines(f"{paper.counter} · {_span(paper)}", SMALL, LEFT + 560, WIDTH - 560, align="right")[:1]
    return stack([merge([left[0], right[0]]), Block(3)])


def _footer(sheet: Sheet, paper: BookPaper, pages: int, page: int) -> Block:
    return page_footer(sheet, f"{paper.counter} · {_span(paper)}", page, pages)


def _totals_height(sheet: Sheet) -> float:
    return 4 + 2 * len(sheet.tongues) * SMALL.leading


def _add_totals(sheet: Sheet, on_page: Totals, so_far: Totals) -> None:
    sheet.gap(4)
    for message, totals in ((N_("On this page"), on_page), (N_("From the beginning"), so_far)):
        for tongue in sheet.tongues:
            told = f"{tongue._(message)}: {_tell_totals(tongue, totals)}"
            sheet.blocks += set_lines(told, SMALL, LEFT, WIDTH)[:1]


def _tell_totals(tongue: Tongue, totals: Totals) -> str:
    return tongue._(
        "entries {entries}; accepted {accepted}; acceptance refused {refused}; "
        "reasoned refusals {reasoned}; void {void}"
    ).format(
        entries=totals.entries,
        accepted=totals.accepted,
        refused=totals.refusal_receipts,
        reasoned=totals.reasoned_refusals,
        void=totals.voided,
    )


# the cover


def _cover(paper: BookPaper, plan: _Plan) -> Sheet:
    sheet = Sheet(paper.language, LEFT, WIDTH)
    organisation = paper.organisation
    sheet.gap(24)
    sheet.blocks.append(Block(30))
    sheet.paragraph(lambda tongue: organisation.name.in_language(tongue.language), BODY_BOLD, align="center")
    sheet.paragraph(lambda tongue: organisation.address.in_language(tongue.language), LABEL, align="center")
    sheet.gap(110)
    sheet.paragraph(_title, HEADING, align="center", even=True)
    sheet.gap(14)
    sheet.paragraph(partial(_counter_words, paper), BODY, align="center")
    sheet.paragraph(partial(_period_words, paper), BODY_BOLD, align="center")
    if paper.extract:
        sheet.gap(6)
        sheet.paragraph(
            lambda tongue: tongue._("Extract: not all entries of this period, only those that were chosen."),
            BODY,
            align="center",
        )
    sheet.gap(60)
    for message, at in ((N_("Begun"), plan.begun), (N_("Ended"), plan.ended)):
        sheet.paragraph(partial(_dated, message, at), BODY, align="center")
        sheet.gap(4)
    sheet.gap(8)
    sheet.paragraph(partial(_count_words, plan), LABEL, align="center")
    return sheet


def _counter_words(paper: BookPaper, tongue: Tongue) -> str:
    return tongue._("Counter {counter}").format(counter=paper.counter)


def _period_words(paper: BookPaper, tongue: Tongue) -> str:
    return tongue._("Period: {period}").format(period=_span(paper))


def _dated(message: str, at: str, tongue: Tongue) -> str:
    day = date_in_words(datetime.fromisoformat(at).date(), tongue.language) if at else "«____» ____________ 20___"
    return f"{tongue._(message)}: {day}"


def _count_words(plan: _Plan, tongue: Tongue) -> str:
    return tongue._("Entries: {entries}. Sheets: {sheets}.").format(entries=plan.totals.entries, sheets=plan.sheets)


# the last sheet


def _closing(paper: BookPaper, plan: _Plan) -> Sheet:
    sheet = Sheet(paper.language, LEFT, WIDTH)
    sheet.gap(10)
    sheet.paragraph(lambda tongue: tongue._("Totals of the register"), Style(BOLD, 13, 16), align="center")
    sheet.paragraph(partial(_period_words, paper), LABEL, align="center")
    sheet.gap(8)
    totals = plan.totals
    for message, count in (
        (N_("Entries"), totals.entries),
        (N_("Documents accepted"), totals.accepted),
        (N_("Acceptance of documents refused"), totals.refusal_receipts),
        (N_("Reasoned refusals of the service"), totals.reasoned_refusals),
        (N_("Void entries"), totals.voided),
        (N_("Documents in accepted packages / sheets"), (totals.documents, totals.sheets)),
    ):
        sheet.blocks += beside([_total_line(tongue, message, count) for tongue in sheet.tongues])
    sheet.gap(26)
    sheet.paragraph(partial(_sewn, plan.sheets), Style(REGULAR, 12, 16))
    sheet.gap(24)
    _add_signatures(sheet, paper)
    return sheet


def _total_line(tongue: Tongue, message: str, count: int | tuple[int, int]) -> list[Block]:
    told = str(count) if isinstance(count, int) else f"{count[0]} / {count[1]}"
    width = min(tongue.width, 420.0)
    left = tongue.left + (tongue.width - width) / 2
    line = merge(
        [
            set_lines(tongue._(message), BODY, left, width - 90)[0],
            set_lines(told, BODY_BOLD, left + width - 90, 90, align="right")[0],
        ]
    )
    line.rules.append(Rule(left, line.height, left + width, line.height))
    return [line, Block(3)]


def _sewn(sheets: int, tongue: Tongue) -> str:
    """The closing statement, in figures and in words."""
    words = number_in_words(sheets, tongue.language)
    told = tongue._("In this register {sheets} ({words}) {unit} are numbered, sewn and sealed.")
    unit = "парақ" if tongue.language == "kk" else ("лист", "листа", "листов")[plural_ru(sheets)]
    return told.format(sheets=sheets, words=words, unit=unit)


def _add_signatures(sheet: Sheet, paper: BookPaper) -> None:
    width = (sheet.width - 3 * GUTTER) / 2.6
    signers: Sequence[tuple[Words, str]] = (
        (lambda tongue: tongue._("Office clerk"), paper.clerk),
        (lambda tongue: tongue._("Head of the organisation"), paper.organisation.head),
    )
    columns = [
        _signing(sheet, title, name, sheet.left + place * (width + GUTTER), width)
        for place, (title, name) in enumerate(signers)
    ]
    seal = sheet.left + 2 * (width + GUTTER)
    columns.append(
        [line for tongue in sheet.tongues for line in set_lines(tongue._("Place of the seal"), LABEL, seal, 90)]
    )
    rows = beside(columns, at_foot=True)
    keep_all(rows[:-1])
    sheet.blocks.append(stack(rows))
    sheet.gap(10)
    sheet.blocks += set_lines("«____» ____________ 20___", BODY, sheet.left, sheet.width)


def _signing(sheet: Sheet, title: Words, name: str, left: float, width: float) -> list[Block]:
    rows = [line for tongue in sheet.tongues for line in set_lines(title(tongue), SMALL_BOLD, left, width)]
    rows.append(Block(14))
    signing = set_lines(name, BODY, left + width * 0.45, width * 0.55, align="right")[0]
    depth = signing.height
    signing.rules += [
        Rule(left, depth, left + width * 0.42, depth),
        Rule(left + width * 0.45, depth, left + width, depth),
    ]
    rows.append(signing)
    for tongue in sheet.tongues:
        rows.append(
            merge(
                [
                    *set_lines(tongue._("/signature/"), CAPTION, left, width * 0.42, align="center")[:1],
                    *set_lines(tongue._("/full name/"), CAPTION, left + width * 0.45, width * 0.55, align="center")[:1],
                ]
            )
        )
    return rows
