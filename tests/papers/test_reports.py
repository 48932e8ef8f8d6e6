"""The day's sheet: one page whatever happened, every figure on it, no person."""

from datetime import date
from typing import get_args

import msgspec
import pytest

from forms.catalogues import catalogue
from forms.day_acts import DayTotals, Spread
from forms.figures import Figures
from forms.papers.content import LanguageChoice
from forms.papers.report import TITLES, PeriodKind, draw_report
from forms.papers.report_lines import Line, show_change, show_time

from .reading import flat, lines_of, page_sizes, text_by_pdfium
from .report_samples import full_figures, report_paper

EMPTY = Figures(first="2026-11-21", last="2026-11-21")
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize("language", get_args(LanguageChoice))
@pytest.mark.parametrize("figures", [full_figures(), full_figures(grounds=1), EMPTY], ids=["full", "usual", "empty"])
def test_a_day_is_one_page(figures: Figures, language: LanguageChoice) -> None:
    paper = report_paper(figures, language)
    data = draw_report(paper)
    assert page_sizes(data) == [pytest.approx((595.28, 841.89), abs=0.1)]
    assert draw_report(paper) == data
    lowest = min(line.bottom for line in lines_of(data))
    assert lowest > 20  # nothing runs off the sheet


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_figure_is_on_the_sheet(language: LanguageChoice) -> None:
    figures = full_figures()
    text = flat(text_by_pdfium(draw_report(report_paper(figures, language))))
    totals = figures.totals
    for shown in (totals.first_number, totals.last_number, "71", "104", "12:22", "32:14", "1:07:04", "D7/2026-000129"):
        assert shown in text
    title = catalogue("forms", language).gettext(TITLES["day"])
    assert title in text
    for words in ("Асанова Г.", "Үлгіжанов Ғ. Һ.", "21.11.2026, 14:05"):
        assert words in text


@pytest.mark.parametrize("language", get_args(LanguageChoice))
def test_procedures_measured_in_doubt_are_told_where_there_are_any(language: LanguageChoice) -> None:
    issued = msgspec.structs.replace(EMPTY, procedures=Spread(count=5, median_seconds=60, longest_seconds=90))
    for doubted, told in ((0, False), (3, True)):
        figures = msgspec.structs.replace(issued, procedures_doubted=doubted)
        text = flat(text_by_pdfium(draw_report(report_paper(figures, language))))
        words = catalogue("forms", "ru" if language == "ru" else "kk").gettext("Of these measured in doubt: {count}.")
        assert (words.format(count=3) in text) is told


def test_with_both_languages_no_line_is_in_two() -> None:
    text = text_by_pdfium(draw_report(report_paper(language="both")))
    for message in ("Accepted", "Waiting time", "Visitors by hour"):
        for language in ("kk", "ru"):
            assert catalogue("forms", language).gettext(message) in text


@pytest.mark.parametrize("kind", [kind for kind in get_args(PeriodKind) if kind != "day"])
def test_longer_periods_have_the_same_form_under_their_own_title(kind: PeriodKind) -> None:
    text = flat(text_by_pdfium(draw_report(report_paper(full_figures(*SEPTEMBER), "ru", kind=kind))))
    assert catalogue("forms", "ru").gettext(TITLES[kind]) in text
    assert "01.09.2026 – 30.09.2026" in text


@pytest.mark.parametrize("language", get_args(LanguageChoice))
def test_two_periods_stand_side_by_side_with_what_changed(language: LanguageChoice) -> None:
    now, before = full_figures(*OCTOBER, times=3), full_figures(*SEPTEMBER)
    data = draw_report(report_paper(now, language, kind="month", before=before))
    text = flat(text_by_pdfium(data))
    for shown in ("71", "213", "+142", "01.09.2026", "31.10.2026"):
        assert shown in text
    assert len(page_sizes(data)) <= 2


@pytest.mark.parametrize(
    ("values", "kind", "told"),
    [((3, 5), "count", "+2"), ((5, 3), "count", "−2"), ((4, 4), "count", "0"), ((60, 125), "time", "+1:05")],
)
def test_a_change_is_signed(values: tuple[int, int], kind: str, told: str) -> None:
    assert show_change(Line("x", kind, values)) == told  # type: ignore[arg-type]


def test_times_are_in_minutes_and_from_an_hour_on_in_hours() -> None:
    assert [show_time(seconds) for seconds in (0, 59, 60, 3599, 3600, 36_065)] == [
        *("0:00", "0:59", "1:00", "59:59", "1:00:00", "10:01:05")
    ]


def test_a_late_closing_and_an_open_day_are_said() -> None:
    for state in ("open", "late"):
        paper = msgspec.structs.replace(report_paper(language="ru"), state=state)
        assert "21.11.2026, 14:05" in text_by_pdfium(draw_report(paper))
    assert DayTotals() == EMPTY.totals
