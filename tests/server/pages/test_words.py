"""Dates, times, durations and numbers in the language of the page, and the rail by rights."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from server.accounts.rights import rights_of
from server.accounts.scope import Scope
from server.pages import words
from server.pages.jinja import changed_query, icon
from server.pages.rail import rail_of
from tests.server.making import make_user, signed_in

AT = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)  # past midnight at the centre


@pytest.mark.parametrize(
    ("language", "day", "long_day", "count", "share"),
    [
        ("kk", "22.11.2026", "2026 ж. 22 қараша", "12 345,5", "93%"),
        ("ru", "22.11.2026", "22 ноября 2026 г.", "12 345,5", "93 %"),
        ("en", "22 Nov 2026", "22 November 2026", "12,345.5", "93%"),
    ],
)
def test_dates_and_numbers_are_the_languages_own(
    language: str, day: str, long_day: str, count: str, share: str
) -> None:
    with override(language):
        told = (words.day(AT), words.long_day(AT), words.number(12345.5), words.percent(0.93))
        assert tuple(re.sub("[\u00a0\u202f]", " ", one) for one in told) == (
            day,
            long_day,
            count,
            share,
        )
        assert words.moment(AT) == f"{day}, 01:30"
        assert words.day(date(2026, 11, 22)) == day


def test_what_is_not_there_is_a_dash() -> None:
    for tell in (words.day, words.long_day, words.moment, words.hour, words.minutes, words.number, words.percent):
        assert tell(None) == words.NOTHING


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (1213, "20 min 13 s"),
        (3599.6, "1 h 00 min"),
        (3600 + 300, "1 h 05 min"),
        (-90, "−1 min 30 s"),
    ],
)
def test_durations_are_told_as_people_tell_them(seconds: float, told: str) -> None:
    with override("en"):
        assert words.minutes(seconds).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("passed", "told"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=3), "3 minutes ago"),
        (timedelta(hours=30), "30 hours ago"),
        (timedelta(days=12), "12 days ago"),
        (timedelta(days=-5), "in 5 days"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_how_long_ago(passed: timedelta, told: str) -> None:
    with override("en"):
        assert words.ago(AT - passed, AT) == told
        assert words.ago(None) == "never"


def test_sizes() -> None:
    with override("en"):
        assert [words.file_size(size) for size in (812, 34_600, 1_440_000)] == ["812 B", "35 kB", "1.4 MB"]


def test_templates_have_the_filters_and_tell_constants_in_the_language_of_each_page() -> None:
    with override("kk"):
        template = engines["jinja2"].from_string("{{ x|day }} {{ 1000|number }} {{ 0.5|percent }}")
    for language, told in (("en", "22 Nov 2026 1,000 50%"), ("ru", "22.11.2026 1 000 50 %")):
        with override(language):
            assert template.render({"x": AT}).replace("\u00a0", " ") == told


def test_a_query_keeps_what_was_asked() -> None:
    request = RequestFactory().get("/", {"q": "a b", "sort": "name", "after": "7"})
    assert changed_query(request, sort="-name", after=None) == "?q=a+b&sort=-name"


@pytest.mark.parametrize("name", ["../settings", "check.svg", ""])
def test_an_icon_is_a_name_and_no_path(name: str) -> None:
    with pytest.raises(ValueError):
        icon(name)


@pytest.mark.parametrize("role", ["administrator", "operator", "supervisor", "viewer"])
def test_the_rail_shows_what_may_be_opened_and_nothing_else(role: str) -> None:
    user = make_user(role)
    client = signed_in(user)
    request = RequestFactory().get("/people/invite/")
    entries = rail_of(request, Scope(user, "figures"))
    assert [client.get(entry.address).status_code for entry in entries] == [200] * len(entries)
    shown = {entry.address for entry in entries}
    assert ("/people/" in shown) == ("people" in rights_of({role}))
    assert [entry.address for entry in entries if entry.here] == (["/people/"] if "/people/" in shown else [])


@pytest.mark.parametrize(
    ("path", "here"), [("/places/of/x/", "/places/counters/"), ("/places/silent/sheet/", "/places/silent/")]
)
def test_the_rail_marks_where_a_page_beside_it_is_reached_from(path: str, here: str) -> None:
    entries = rail_of(RequestFactory().get(path), Scope(make_user("administrator"), "figures"))
    assert [entry.address for entry in entries if entry.here] == [here]


def test_no_style_sheet_is_past_reading() -> None:
    folder = Path(words.__file__).parent / "static/pages"
    assert all(len(path.read_text("utf-8").splitlines()) <= 400 for path in folder.glob("*.css"))
