"""The report of a working day, to sign and to file, and the same sheet for longer periods and for two compared.

A day fits one page whatever happened on it: the sheet is composed ever more tightly until it does, and at last long
lists end with how many more there are. No person who came is on it; a clerk's reasons are printed as they were typed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Literal

import msgspec

from forms.catalogues import N_
from forms.figures import Figures
from forms.papers.across import practice_mark
from forms.papers.charts import charts_of
from forms.papers.content import LanguageChoice, Organisation
from forms.papers.dates import date_in_words
from forms.papers.fonts import text_width
from forms.papers.layout import (
    BODY,
    CAPTION,
    GUTTER,
    LABEL,
    TITLE,
    Block,
    Picture,
    Rule,
    Sheet,
    Tongue,
    Words,
    beside,
    keep_all,
    set_lines,
    stack,
)
from forms.papers.office import page_footer
from forms.papers.pages import FRAME_HEIGHT, FRAME_WIDTH, LEFT, About, draw_sheets
from forms.papers.report_held import add_held
from forms.papers.report_lines import ground_lines, sections_of, show_value
from forms.papers.report_tables import Density, add_compared, add_grounds, add_halves, add_more, cut, span_in_figures
from forms.texts import Text

PeriodKind = Literal["day", "week", "month", "quarter", "year", ""]

TITLES: Mapping[str, str] = {
    "day": N_("Report of the working day"),
    "week": N_("Report of the week"),
    "month": N_("Report of the month"),
    "quarter": N_("Report of the quarter"),
    "year": N_("Report of the year"),
    "": N_("Report of the period"),
}


class ComplaintCounts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What became of the complaints received in the period, and what of them waits."""

    received: int
    in_time: int
    late: int
    forwarded: int
    open: int
    overdue: int


class ReportPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a report says. ``names``: words of reasons and grounds by key; ``clerks``: operators' names."""

    language: LanguageChoice
    kind: PeriodKind
    organisation: Organisation
    counter: str
    figures: Figures
    before: Figures | None = None
    service: Text | None = None
    names: dict[str, Text] = {}
    clerks: dict[str, str] = {}
    clerk: str = ""
    state: Literal["", "open", "closed", "late"] = ""
    closed_at: datetime | None = None
    at: datetime
    practice: bool = False
    complaints: ComplaintCounts | None = None  # None where there were none


DENSITIES = (
    Density(10, 12.6, 118, 9, 12, 12, 9),
    Density(9.5, 11.6, 108, 9, 12, 12, 7),
    Density(9, 10.8, 98, 9, 12, 12, 6),
    Density(9, 10.2, 92, 9, 10, 10, 5),
    Density(8.5, 9.6, 86, 9, 8, 8, 4),
    Density(8.5, 9.4, 82, 4, 8, 6, 4),
    Density(8.5, 9.4, 82, 2, 6, 4, 3),
    Density(8.5, 9.4, 76, 1, 5, 2, 3),
    Density(8, 8.8, 66, 2, 6, 4, 2),
    Density(8, 8.8, 66, 1, 4, 2, 2),
    Density(8, 8.8, 60, 1, 3, 1, 2),
)
_CHART_MAY_GROW = 60.0


def draw_report(paper: ReportPaper) -> bytes:
    """The PDF of a report. The same report gives the same bytes, on every machine."""
    sheet = compose_report(paper)
    name = f"{paper.counter} · {span_in_figures(paper.figures)}"
    return draw_sheets(
        sheet.blocks,
        _about(paper, sheet, name),
        lambda page, pages: page_footer(sheet, name, page, pages),
        practice_mark(sheet) if paper.practice else None,
    )


def compose_report(paper: ReportPaper) -> Sheet:
    """The sheet, as loosely as one page allows; what one page never holds goes on over several, loosely."""
    loosest: Sheet | None = None
    for density in DENSITIES:
        sheet = _compose(paper, density)
        loosest = loosest or sheet
        left = FRAME_HEIGHT - sum(block.height for block in sheet.blocks)
        if left >= 0:
            return _compose(paper, density._replace(chart=density.chart + min(left, _CHART_MAY_GROW)))
    assert loosest is not None
    return loosest


def _compose(paper: ReportPaper, density: Density) -> Sheet:
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    periods = [paper.figures] if paper.before is None else [paper.before, paper.figures]
    sections = sections_of(periods, paper.names)
    _add_head(sheet, paper, density)
    if paper.before is None:
        add_halves(sheet, sections, density)
    else:
        add_compared(sheet, paper.before, paper.figures, sections, density)
    add_grounds(sheet, ground_lines(periods, paper.names), density)
    sheet.gap(density.gap)
    _add_charts(sheet, paper.figures, density)
    if paper.complaints is not None:
        sheet.paragraph(partial(_complaints, paper.complaints), density.text)
        sheet.gap(density.gap)
    _add_clerks(sheet, paper, density)
    add_held(sheet, paper.figures, paper.clerks, density)
    _add_overruns(sheet, paper.figures, density)
    _add_signatures(sheet, paper, density)
    return sheet


def _about(paper: ReportPaper, sheet: Sheet, name: str) -> About:
    tongue = sheet.tongues[0]
    return About(
        title=f"{tongue._(TITLES[paper.kind])}, {name}",
        author=paper.organisation.name.in_language(tongue.language),
        subject=tongue._(TITLES[paper.kind]),
        keywords=name,
        language=tongue.language,
        at=paper.at,
        reference=name,
    )


# the head


def _add_head(sheet: Sheet, paper: ReportPaper, density: Density) -> None:
    organisation = paper.organisation
    sheet.paragraph(lambda tongue: organisation.name.in_language(tongue.language), density.strong, align="center")
    sheet.paragraph(partial(_place, paper), LABEL, align="center")
    sheet.gap(density.gap)
    sheet.paragraph(lambda tongue: tongue._(TITLES[paper.kind]), TITLE, align="center", even=True)
    first, last = date.fromisoformat(paper.figures.first), date.fromisoformat(paper.figures.last)
    if first == last:
        sheet.paragraph(lambda tongue: date_in_words(first, tongue.language), BODY, align="center")
    else:
        sheet.blocks += set_lines(span_in_figures(paper.figures), BODY, sheet.left, sheet.width, align="center")
    sheet.paragraph(partial(_standing, paper), LABEL, align="center")
    sheet.gap(density.gap)


def _place(paper: ReportPaper, tongue: Tongue) -> str:
    place = tongue._("Counter {counter}").format(counter=paper.counter)
    service = tongue._("all services") if paper.service is None else paper.service.in_language(tongue.language)
    return f"{place} · {service}"


def _standing(paper: ReportPaper, tongue: Tongue) -> str:
    if paper.state in ("closed", "late") and paper.closed_at is not None:
        closed = (
            tongue._("The day was closed late, {moment}.")
            if paper.state == "late"
            else tongue._("The day was closed {moment}.")
        )
        return closed.format(moment=f"{paper.closed_at:%d.%m.%Y, %H:%M}")
    if paper.state == "open":
        return tongue._("The day is not closed: these are its figures at {moment}.").format(
            moment=f"{paper.at:%d.%m.%Y, %H:%M}"
        )
    words = tongue._("Working days: {days}. Drawn up {moment}.")
    return words.format(days=paper.figures.worked_days, moment=f"{paper.at:%d.%m.%Y, %H:%M}")


def _complaints(counts: ComplaintCounts, tongue: Tongue) -> str:
    words = tongue._(
        "Complaints received: {received}. Answered in time: {in_time}, late: {late}; forwarded: {forwarded}; "
        "to be answered: {open}, of these overdue: {overdue}."
    )
    return words.format(**msgspec.structs.asdict(counts))


def _add_charts(sheet: Sheet, figures: Figures, density: Density) -> None:
    """Three charts side by side; the one over the period has the most room."""
    room = sheet.width - 2 * GUTTER
    widths = (room * 0.42, room * 0.29, room * 0.29)
    says = [tongue._ for tongue in sheet.tongues]
    height = density.chart + (16 if sheet.both else 0)
    block = Block(height)
    left = sheet.left
    for place, width in enumerate(widths):
        block.pictures += (Picture(left, 0, charts_of(figures, says, width, height)[place]),)
        left += width + GUTTER
    sheet.blocks.append(block)


# who did what, and why it took longer


def _add_clerks(sheet: Sheet, paper: ReportPaper, density: Density) -> None:
    """Only where several worked here."""
    clerks = paper.figures.clerks
    if len(clerks) < 2:
        return
    sheet.gap(density.gap)
    sheet.paragraph(lambda tongue: tongue._("Clerks: accepted, refused, median of serving"), density.strong)
    sheet.hold()
    for clerk in clerks[: density.reasons]:
        name = paper.clerks.get(clerk.operator, clerk.operator)
        refused = clerk.refusal_receipts + clerk.reasoned_refusals
        told = f"{name}: {clerk.accepted}, {refused}, {show_value('time', clerk.serving.median_seconds)}"
        sheet.blocks += set_lines(told, density.text, sheet.left, sheet.width)
    add_more(sheet, len(clerks) - density.reasons, density)


def _add_overruns(sheet: Sheet, figures: Figures, density: Density) -> None:
    """Of a day each overrun with its reason; of longer periods each reason with how often it was given."""
    if not figures.overruns:
        return
    sheet.gap(density.gap)
    sheet.paragraph(lambda tongue: tongue._("Served longer than the norm, and why"), density.strong)
    sheet.hold()
    told = _each_overrun(figures) if figures.first == figures.last else _usual_reasons(figures)
    for text in told[: density.reasons]:
        lines = set_lines(text, density.text, sheet.left, sheet.width)
        sheet.blocks.append(stack(cut(lines, 2 if density.reasons > 4 else 1)))
    add_more(sheet, len(told) - density.reasons, density)


def _each_overrun(figures: Figures) -> list[str]:
    longest = sorted(figures.overruns, key=lambda one: (-one.seconds, one.number))
    return [
        f"№ {one.number or '—'}: {show_value('time', one.seconds)} ({one.norm_minutes}:00). {one.reason or '—'}"
        for one in longest
    ]


def _usual_reasons(figures: Figures) -> list[str]:
    counted: dict[str, int] = {}
    for one in figures.overruns:
        counted[one.reason] = counted.get(one.reason, 0) + 1
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [f"{reason or '—'}: {count}" for reason, count in ordered]


def _add_signatures(sheet: Sheet, paper: ReportPaper, density: Density) -> None:
    """The clerk's and the head's lines side by side, never parted from each other."""
    sheet.gap(density.gap + 10)
    width = (sheet.width - GUTTER) / 2
    columns = []
    titles: tuple[tuple[Words, str], ...] = (
        (lambda tongue: tongue._("Office clerk"), paper.clerk),
        (lambda tongue: tongue._("Head of the organisation"), paper.organisation.head),
    )
    for place, (title, name) in enumerate(titles):
        left = sheet.left + place * (width + GUTTER)
        rows = [line for tongue in sheet.tongues for line in set_lines(title(tongue), density.text, left, width)]
        signing = stack([Block(6), *set_lines(name, BODY, left, width)])
        start = left + (text_width(name, BODY.font, BODY.size) + 8 if name else width * 0.45)
        depth = signing.height - 1.5
        if not name:
            signing.rules.append(Rule(left, depth, start - 8, depth))
        signing.rules.append(Rule(start, depth, left + width, depth))
        rows.append(signing)
        for tongue in sheet.tongues:
            rows += set_lines(tongue._("/signature/"), CAPTION, start, left + width - start, align="center")
        columns.append(rows)
    foot = beside(columns, at_foot=True)
    keep_all(foot[:-1])
    sheet.blocks.append(stack(foot))
