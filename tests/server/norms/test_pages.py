"""The pages of figures: what they show, to whom, and as which files."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from forms.calendar import load_calendar
from server.accounts.models import Seen
from server.norms.overdue import count_overdue, days_late
from server.norms.spans import read_span
from server.register.models import Case
from tests.server.making import make_school, make_user, signed_in
from tests.server.norms.rows import make_case, make_counter, make_visit, name_operator

PERIOD = "from=2026-09-01&to=2026-09-30"


def text_of(answer: Any) -> str:
    """The words of a page, a space between."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", plain)


def downloaded(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_the_page_shows_schools_clerks_hours_and_charts() -> None:
    counter = make_counter()
    name_operator(counter, "Оспанова Гүлнар")
    make_visit(counter, serving_seconds=1500.0)
    make_visit(counter, waiting_seconds=1260.0, doubted=True)
    answer = signed_in(make_user("viewer")).get(f"/norms/?{PERIOD}")
    assert answer.status_code == 200
    words = text_of(answer)
    assert "Оспанова Гүлнар" in words
    assert f"{counter.organisation.code} мектебі" in words
    assert "1 of 2" in words
    body = answer.content.decode()
    assert body.count('role="img"') == 4
    assert len(re.findall(r"<title id=", body)) == len(re.findall(r"<desc id=", body)) == 4
    assert 'class="norm"' in body
    assert "style=" not in body


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "path", [f"/norms/?{PERIOD}", f"/norms/over/?{PERIOD}", "/norms/overdue/", "/norms/?period=year"]
)
def test_every_page_opens_in_every_language_full_and_empty(language: str, path: str) -> None:
    client = signed_in(make_user(), language)
    assert client.get(path).status_code == 200
    counter = make_counter()
    make_visit(counter, serving_seconds=1500.0, number="N1/2026-000001")
    make_case(counter, due=date(2026, 9, 3))
    assert client.get(path).status_code == 200


def test_another_school_is_never_counted_named_or_exported() -> None:
    mine, other = make_counter(), make_counter()
    name_operator(other, "Бөтен Оператор")
    make_visit(mine)
    make_visit(other, serving_seconds=9000.0, visit_id="theirs")
    make_case(other, case_id="theirs", overrun=True, overrun_reason="бөтен себеп", due=date(2026, 9, 2))
    client = signed_in(make_user("supervisor", mine.organisation))
    foreign = (other.organisation.code, "Бөтен", "бөтен", other.code)
    for path in (f"/norms/?{PERIOD}", f"/norms/over/?{PERIOD}", "/norms/overdue/", "/"):
        words = text_of(client.get(path))
        assert not [word for word in foreign if word in words], path
    for table in ("schools", "clerks"):
        file = downloaded(client.get(f"/norms/?{PERIOD}&export=csv&table={table}"))
        assert not [word for word in foreign if word in file]
    assert "9000" not in downloaded(client.get(f"/norms/over/?{PERIOD}&export=csv"))
    assert other.code not in downloaded(client.get("/norms/overdue/?export=csv"))
    for path in ("/norms/", "/norms/over/", "/norms/overdue/"):
        assert client.get(f"{path}?place={other.organisation.code}").status_code == 404


def test_overruns_tell_their_reasons_a_page_at_a_time() -> None:
    counter = make_counter()
    for number in range(52):
        day = date(2026, 9, 1) + timedelta(days=number % 20)
        make_visit(counter, day=day, serving_seconds=1300.0 + number, visit_id=f"late{number}")
        make_case(counter, day=day, case_id=f"late{number}", overrun=True, overrun_reason=f"себеп-{number}.")
    client = signed_in(make_user("viewer"))
    first = client.get(f"/norms/over/?{PERIOD}").content.decode()
    after = re.search(r"after=([\d.-]+)", first)
    assert after is not None
    second = client.get(f"/norms/over/?{PERIOD}&after={after[1]}").content.decode()
    reasons = re.findall(r"себеп-(\d+)\.", first), re.findall(r"себеп-(\d+)\.", second)
    assert (len(reasons[0]), len(reasons[1])) == (50, 2)
    assert {*reasons[0], *reasons[1]} == {str(number) for number in range(52)}
    assert downloaded(client.get(f"/norms/over/?{PERIOD}&export=csv")).count("себеп-") == 52
    assert "/register/" not in first


def test_tables_leave_as_files() -> None:
    counter = make_counter()
    make_visit(counter, serving_seconds=1500.0)
    client = signed_in(make_user("viewer"))
    lines = downloaded(client.get(f"/norms/?{PERIOD}&export=csv&table=schools")).splitlines()
    assert lines[1].split(";")[1:] == ["1", "1", "10.0", "10.0", "0", "0.0", "1", "25.0", "25.0", "1", "100.0", "0"]
    for table in ("clerks", "hours", "days"):
        assert len(downloaded(client.get(f"/norms/?{PERIOD}&export=csv&table={table}")).splitlines()) == 2
    assert client.get(f"/norms/?{PERIOD}&export=csv&table=cases").status_code == 404
    for form in ("xlsx", "pdf"):
        answer = client.get(f"/norms/?{PERIOD}&export={form}")
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)[:4] in (b"PK\x03\x04", b"%PDF")  # type: ignore[attr-defined]


def test_who_sees_figures_alone_sees_no_overdue_names() -> None:
    counter = make_counter()
    case = make_case(counter, due=date(2026, 9, 3))
    viewer = signed_in(make_user("viewer")).get("/norms/overdue/")
    assert case.number not in viewer.content.decode()
    assert case.applicant_name not in viewer.content.decode()
    assert f"{counter.organisation.code} мектебі" in viewer.content.decode()
    assert signed_in(make_user("viewer")).get("/norms/overdue/?export=csv")["Content-Type"].startswith("text/html")
    assert not Seen.objects.filter(what="overdue_seen").exists()
    supervisor = signed_in(make_user("supervisor")).get("/norms/overdue/").content.decode()
    assert case.number in supervisor
    assert case.applicant_name in supervisor
    assert Seen.objects.get(what="overdue_seen").about == {"cases": [case.number]}


def test_overdue_counts_by_working_days_and_leaves_out_what_is_answered() -> None:
    counter, calendar = make_counter(), load_calendar()
    today = date(2026, 9, 14)  # a Monday
    for due in (date(2026, 9, 11), date(2026, 9, 8), date(2026, 9, 1), date(2026, 8, 3), today, date(2026, 9, 15)):
        make_case(counter, due=due)
    make_case(counter, due=date(2026, 9, 1), handed_over_at=datetime(2026, 9, 1, 7, tzinfo=UTC))
    make_case(counter, due=date(2026, 9, 1), voided="mistake")
    make_case(counter, due=date(2026, 9, 1), left_behind=True)
    make_case(counter)
    assert days_late(date(2026, 9, 11), today, calendar) == 1
    assert days_late(today, today, calendar) == 0
    (line,) = count_overdue(Case.objects.all(), today, date(2026, 9, 15), calendar)
    assert (line.late, line.overdue, line.soon) == ((1, 1, 1, 1), 4, 2)


def test_overdue_cases_are_paged_by_their_due_dates() -> None:
    counter = make_counter()
    for number in range(60):
        make_case(counter, due=date(2026, 8, 3) + timedelta(days=number % 7))
    client = signed_in(make_user("supervisor"))
    first = client.get("/norms/overdue/").content.decode()
    after = re.search(r"after=([\d.-]+)", first)
    assert after is not None
    second = client.get(f"/norms/overdue/?after={after[1]}").content.decode()
    numbers = re.findall(rf"{counter.code}/2026-\d+", first), re.findall(rf"{counter.code}/2026-\d+", second)
    assert (len(numbers[0]), len(numbers[1])) == (50, 10)
    assert len({*numbers[0], *numbers[1]}) == 60
    assert len(downloaded(client.get("/norms/overdue/?export=csv")).splitlines()) == 61


@pytest.mark.parametrize(
    ("asked", "first", "last", "preset"),
    [
        (("", "", ""), date(2026, 9, 1), date(2026, 9, 14), "month"),
        (("week", "2020-01-01", "2020-01-02"), date(2026, 9, 14), date(2026, 9, 14), "week"),
        (("last_month", "", ""), date(2026, 8, 1), date(2026, 8, 31), "last_month"),
        (("quarter", "", ""), date(2026, 7, 1), date(2026, 9, 14), "quarter"),
        (("days365", "", ""), date(2025, 9, 15), date(2026, 9, 14), "days365"),
        (("", "2026-09-10", "2026-09-01"), date(2026, 9, 1), date(2026, 9, 10), ""),
        (("no", "rubbish", "2026-09-01"), date(2026, 9, 1), date(2026, 9, 1), ""),
        (("", "2026-10-01", ""), date(2026, 10, 1), date(2026, 10, 1), ""),
        (("", "0001-01-01", "9999-12-31"), date(2015, 1, 1), date(9999, 12, 31), ""),
    ],
)
def test_periods_are_read_and_mended(asked: tuple[str, str, str], first: date, last: date, preset: str) -> None:
    span = read_span(*asked, date(2026, 9, 14))
    assert (span.first, span.last, span.preset) == (first, last, preset)


@pytest.mark.parametrize(
    "query",
    [
        "from=9999-12-31&to=0001-01-01",
        "after=x",
        "after=9999-99-99.1",
        "within=%F0%9F%98%80",
        "sort=--serving",
        "service=no",
    ],
)
def test_nonsense_in_the_address_is_no_error(query: str) -> None:
    client = signed_in(make_user())
    make_visit(make_counter())
    for path in ("/norms/", "/norms/over/", "/norms/overdue/"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_how_complete_the_figures_are_is_said() -> None:
    heard = timezone.now()
    school = make_school()
    make_visit(make_counter(school, heard=heard), day=timezone.localdate())
    make_counter(school)
    words = text_of(signed_in(make_user("viewer")).get("/norms/?period=today"))
    assert f"As received by {timezone.localtime(heard):%-d %b %Y, %H:%M}" in words
    assert "1 counter was not heard from since" in words
