"""Due dates in words: short for a paper's line, whole for a screen, in three languages."""

from datetime import date, datetime, timedelta, timezone

import pytest

from desktop.domain.deadlines import due_date
from forms.calendar import load_calendar
from forms.calendar_rules import WorkingWeek
from forms.day_words import long_date, weekday, weekday_and_date
from forms.due_dates import DueDate, count_words, due_words, working_words
from forms.editions import Source, Term
from forms.papers.fonts import check_printable
from forms.texts import Text

ZONE = timezone(timedelta(hours=5))


def due(days: int, accepted: str, *, excluded: bool = True, week: WorkingWeek = 5, moved: bool = False) -> DueDate:
    term = Term(
        key="result",
        title=Text("мерзім", "срок"),
        working_days=days,
        first_day_excluded=excluded,
        after_hours="next_working_day" if moved else "same_day",
        source=Source(paragraph="3"),
    )
    at = datetime.fromisoformat(accepted).replace(tzinfo=ZONE)
    return due_date(term, at, load_calendar(), week=week)


def told(found: DueDate, language: str = "en") -> list[str]:
    """Without the spaces that are never broken, which nobody sees."""
    return [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in working_words(found, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", "2026 ж. 23 қараша (3 жұмыс күні: бс, жм, дс)"),
        ("ru", "23 ноября 2026 г. (3 рабочих дня: чт, пт, пн)"),
        ("en", "23 November 2026 (3 working days: Thu, Fri, Mon)"),
    ],
)
def test_a_due_date_in_a_line(language: str, expected: str) -> None:
    assert due_words(due(3, "2026-11-18 10:00"), language) == expected


@pytest.mark.parametrize(
    ("days", "kk", "ru", "en"),
    [
        (1, "1 жұмыс күні", "1 рабочий день", "1 working day"),
        (3, "3 жұмыс күні", "3 рабочих дня", "3 working days"),
        (15, "15 жұмыс күні", "15 рабочих дней", "15 working days"),
        (21, "21 жұмыс күні", "21 рабочий день", "21 working days"),
    ],
)
def test_days_in_the_right_plural(days: int, kk: str, ru: str, en: str) -> None:
    assert [count_words(days, language) for language in ("kk", "ru", "en")] == [kk, ru, en]


@pytest.mark.parametrize(
    ("days", "accepted", "week", "expected"),
    [
        (7, "2026-11-02 10:00", 6, "10 November 2026 (7 working days: Tue, Wed, Thu, Fri, Sat, Mon, Tue)"),
        (8, "2026-11-02 10:00", 5, "12 November 2026 (8 working days: 3.11 – 12.11)"),
        # weekdays off are named, the week's own rest days and the holidays on them are not
        (15, "2026-12-01 10:00", 5, "23 December 2026 (15 working days: 2.12 – 23.12; not counted: 16.12)"),
        (15, "2024-06-03 10:00", 5, "24 June 2024 (15 working days: 4.06 – 24.06)"),
        # a rest day worked is named too, or who counts again gets another day
        (
            10,
            "2019-04-30 10:00",
            5,
            "17 May 2019 (10 working days: 2.05 – 17.05; not counted: 1.05, 7.05, 9.05, 10.05; counted too: 4.05)",
        ),
    ],
)
def test_a_long_term_is_shortened_where_there_is_one_line(
    days: int, accepted: str, week: WorkingWeek, expected: str
) -> None:
    assert due_words(due(days, accepted, week=week), "en") == expected


def test_the_working_is_told_whole() -> None:
    assert told(due(3, "2026-03-06 10:00")) == [
        "Fri 6.03 is not counted.",
        "Counted: Tue 10.03, Wed 11.03, Thu 12.03.",
        "Passed over: Sat 7.03; Sun 8.03 – Халықаралық әйелдер күні; Mon 9.03 – Халықаралық әйелдер күні (shifted).",
    ]


def test_a_moved_day_and_the_saturday_worked_for_it_are_told() -> None:
    assert told(due(2, "2024-05-06 10:00", excluded=False)) == [
        "Counted: Mon 6.05, Fri 10.05.",
        "Passed over: Tue 7.05 – Отан қорғаушы күні; Wed 8.05 – ауыстырылған демалыс күні; Thu 9.05 – Жеңіс күні.",
    ]
    assert "Sat 4.05" in told(due(2, "2024-05-03 10:00"))[1]


def test_filing_on_a_day_off_is_told() -> None:
    assert told(due(1, "2026-11-21 10:00", excluded=False, moved=True)) == [
        "Received on Mon 23.11, the next working day.",
        "Counted: Mon 23.11.",
        "Passed over: Sat 21.11, Sun 22.11.",
    ]
    # where the edition is silent the day off itself is passed over, and nothing more is said of it
    assert told(due(1, "2026-11-21 10:00"))[0] == "Counted: Mon 23.11."


@pytest.mark.parametrize(
    ("accepted", "remark"),
    [
        ("2026-11-18 10:00", ""),
        ("2026-12-30 10:00", "expected, not yet confirmed"),
        ("2027-05-13 10:00", "expected, not yet confirmed"),
        ("2031-01-08 10:00", "come from a library"),
    ],
)
def test_what_is_not_certain_is_said(accepted: str, remark: str) -> None:
    last = told(due(3, accepted))[-1]
    assert (remark in last) if remark else last.startswith(("Counted", "Passed"))


def test_an_estimated_holiday_is_told_as_one() -> None:
    assert "Sun 16.05 – Құрбан айттың бірінші күні (an estimate)" in told(due(1, "2027-05-14 10:00"))[-2]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_month_and_weekday_has_its_name(language: str) -> None:
    months = {long_date(date(2026, month, 1), language) for month in range(1, 13)}
    assert len(months) == 12
    assert len({weekday(date(2026, 11, day), language) for day in range(16, 23)}) == 7
    assert weekday_and_date(date(2026, 11, 26), language).endswith("26.11")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_papers_can_show_the_words(language: str) -> None:
    for days in (3, 15):
        check_printable(due_words(due(days, "2026-12-10 10:00"), language))
