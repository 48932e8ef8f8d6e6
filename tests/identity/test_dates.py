"""Dates as clerks type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.dates import parse_date, show_date
from forms.problems import Problem


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("21.11.2026", "2026-11-21"),
        (" 21.11.2026. ", "2026-11-21"),
        ("21112026", "2026-11-21"),
        ("2026-11-21", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("21,11,2026", "2026-11-21"),
        ("21-11-2026", "2026-11-21"),
        ("21 11 2026", "2026-11-21"),
        ("1.2.26", "2026-02-01"),
        ("1.2.59", "2059-02-01"),
        ("1.2.60", "1960-02-01"),
        ("29.02.2024", "2024-02-29"),
        ("29.02.2000", "2000-02-29"),
        ("２１．１１．２０２６", "2026-11-21"),
    ],
)
def test_a_date(typed: str, day: str) -> None:
    assert parse_date(typed) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "code", "fields"),
    [
        ("", "230", {}),
        ("  ", "230", {}),
        ("кеше", "231", {"found": "кеше"}),
        ("21.11", "231", {"found": "21.11"}),
        ("211126", "231", {}),
        ("21.11.206", "231", {}),
        ("٢١", "231", {}),
        ("21.13.2026", "232", {"month": 13}),
        ("21.00.2026", "232", {"month": 0}),
        ("31.04.2026", "233", {"day": 31, "last": 30, "year": 2026}),
        ("0.04.2026", "233", {"day": 0}),
        ("30.02.2024", "233", {"day": 30, "last": 29}),
        ("29.02.2026", "234", {"year": 2026}),
        ("29.02.1900", "234", {"year": 1900}),
        ("29.2.25", "234", {"year": 2025}),
        ("21.11.0026", "237", {"year": 26}),
        ("21.11.2206", "237", {"year": 2206}),
    ],
)
def test_each_mistake_has_its_own_answer(typed: str, code: str, fields: dict[str, object]) -> None:
    with pytest.raises(Problem) as caught:
        parse_date(typed)
    assert caught.value.code == code
    assert {name: caught.value.fields[name] for name in fields} == fields
    assert caught.value.sentence().startswith("Date: ")


TODAY = date(2026, 11, 21)


def test_a_date_to_come_where_none_may_be() -> None:
    assert parse_date("21.11.2026", not_after=TODAY) == TODAY
    with pytest.raises(Problem) as caught:
        parse_date("22.11.2026", not_after=TODAY)
    assert (caught.value.code, caught.value.fields) == ("235", {"day": "22.11.2026"})


def test_a_document_that_expired_says_when() -> None:
    assert parse_date("21.11.2026", not_before=TODAY) == TODAY
    with pytest.raises(Problem) as caught:
        parse_date("20.11.2026", not_before=TODAY)
    assert (caught.value.code, caught.value.fields) == ("236", {"day": "20.11.2026"})


@given(st.dates(date(1900, 1, 1), date(2150, 12, 31)))
def test_what_is_shown_is_read_back(day: date) -> None:
    assert parse_date(show_date(day)) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%d%m%Y}") == day


@given(st.text(alphabet="0123456789./- ", max_size=12) | st.text(max_size=12))
def test_any_text_is_answered(text: str) -> None:
    try:
        day = parse_date(text)
    except Problem as problem:
        assert "230" <= problem.code <= "237"
        assert problem.sentence()
    else:
        assert 1900 <= day.year <= 2150
