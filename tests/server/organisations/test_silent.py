"""Whom to ring up about a counter: since when, what to say, what was promised."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pypdfium2
import pytest

from forms.calendar import load_calendar
from forms.papers.reminder import SAYINGS, TITLES, ReminderLine, ReminderSheet, draw_reminder
from forms.texts import Text
from server.organisations.models import Counter, Reminder
from server.organisations.silence import KINDS, counters_by_kind, silent_since, working_days_silent
from server.organisations.silent_pages import ON_A_PAGE
from tests.server.making import InventedCounter, make_school, make_user, signed_in

LIST = "/places/silent/"


@pytest.mark.parametrize(
    ("today", "days", "since"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 19)),  # a Friday: Thursday passed whole
        (date(2026, 11, 23), 1, date(2026, 11, 20)),  # a Monday: Friday did
        (date(2026, 11, 23), 2, date(2026, 11, 19)),
        (date(2026, 11, 22), 1, date(2026, 11, 20)),  # a Sunday
        (date(2026, 3, 26), 1, date(2026, 3, 20)),  # after Nauryz
        (date(2026, 1, 5), 5, date(2025, 12, 25)),  # over the new year
    ],
)
def test_working_days_pass_whole(today: date, days: int, since: date) -> None:
    assert silent_since(days, today, load_calendar()).date() == since


def heard(code: str, **changes: Any) -> Counter:
    row = InventedCounter(code).row
    Counter.objects.filter(pk=row.pk).update(**changes)
    row.refresh_from_db()
    return row


NOW = datetime.now(UTC)


@pytest.fixture
def many() -> None:
    heard("A1", last_contact=NOW)
    heard("A2", last_contact=NOW - timedelta(days=30))
    heard("A3", last_contact=NOW - timedelta(days=60))
    heard("A4", last_contact=None)
    heard("A5", last_contact=None, state="invited", enrolled_at=None)
    heard("A6", last_contact=NOW, head=900)
    heard("A7", last_contact=NOW, clock_doubted=True)
    heard("A8", last_contact=NOW - timedelta(days=60), state="revoked")
    closed = heard("A9", last_contact=NOW - timedelta(days=60)).organisation
    closed.active = False
    closed.save()


WHO = {"silent": "A3 A2", "never": "A4", "invited": "A5", "lag": "A6", "clock": "A7"}


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_counters_the_longest_silent_first(kind: str) -> None:
    found = counters_by_kind(Counter.objects.all(), 2, NOW.date())
    assert [one.code for one in found[kind]] == WHO[kind].split()


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_tab_and_its_sheet_stand_in_every_language(kind: str, language: str) -> None:
    client = signed_in(make_user("viewer"), language)
    page = client.get(f"{LIST}?kind={kind}&days=2").content.decode()
    sheet = client.get(f"{LIST}sheet/?kind={kind}&days=2&language=both").content.decode()
    for code in WHO[kind].split():
        assert f">{code}<" in page
        assert f"<strong>{code}</strong>" in sheet
    assert ">A1<" not in page
    assert ">A8<" not in page


@pytest.mark.parametrize("query", ["?kind=x", "?days=4", "?days=x", "?days=٢"])
def test_what_is_no_choice_is_not_there(query: str) -> None:
    assert signed_in(make_user()).get(f"{LIST}{query}").status_code == 404


def test_a_long_list_is_paged_by_time_and_loses_nobody() -> None:
    school = make_school()
    same = NOW - timedelta(days=40)
    Counter.objects.bulk_create(
        Counter(code=f"C{n:03}", organisation=school, state="active", last_contact=same) for n in range(ON_A_PAGE + 3)
    )
    client, seen, address = signed_in(make_user()), [], LIST
    for _ in range(3):
        page = client.get(address).content.decode()
        seen += [one.code for one in Counter.objects.all() if f"{one.code}</a></td>" in page]
        if 'rel="next"' not in page:
            break
        address = LIST + page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert sorted(seen) == [f"C{n:03}" for n in range(ON_A_PAGE + 3)]
    assert client.get(f"{LIST}?after=nonsense~x").status_code == 200


def test_a_call_is_noted_and_what_was_promised_shown() -> None:
    row = heard("S7", last_contact=NOW - timedelta(days=30))
    client = signed_in(make_user(name="caller"))
    told = {"words": "the head is ill", "promised": "2020-01-15", "kind": "silent", "days": "2"}
    page = client.post("/places/counters/S7/called/", told, follow=True).content.decode()
    assert "the head is ill" in page
    assert "15 Jan 2020" in page
    assert '<tr class="trouble">' in page  # the day has passed
    call = Reminder.objects.get()
    assert (call.counter, call.user.username) == (row, "caller")
    assert "the head is ill" in client.get("/places/counters/S7/").content.decode()


@pytest.mark.parametrize("told", [{}, {"promised": "soon"}])
def test_an_empty_call_is_none(told: dict[str, str]) -> None:
    heard("S7")
    signed_in(make_user()).post("/places/counters/S7/called/", told)
    assert not Reminder.objects.exists()


def test_who_sees_figures_only_notes_no_call() -> None:
    heard("S7", last_contact=NOW - timedelta(days=30))
    client = signed_in(make_user("viewer"))
    assert "called/" not in client.get(LIST).content.decode()
    assert client.post("/places/counters/S7/called/", {"words": "x"}).status_code == 403


def test_another_schools_counters_are_in_neither_list_nor_sheet() -> None:
    heard("S7", last_contact=NOW - timedelta(days=30))
    client = signed_in(make_user(at=make_school()))
    for address in (LIST, f"{LIST}sheet/"):
        assert b">S7<" not in client.get(address).content
    assert "S7" not in text_of(client.get(f"{LIST}sheet/?form=pdf").content)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.usefixtures("many")
def test_the_sheet_is_a_paper_too() -> None:
    answer = signed_in(make_user(), "ru").get(f"{LIST}sheet/?kind=silent&form=pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    assert "A2" in text
    assert "A3" in text
    assert "A1" not in text


def line(number: int) -> ReminderLine:
    return ReminderLine(
        school=Text(kk=f"№ {number} жалпы білім беретін мектеп", ru=f"Общеобразовательная школа № {number}"),
        counter=f"S{number}",
        contact="Директордың орынбасары",
        phone="+77010000007",
        day=date(2026, 11, 2),
        count=11,
        promised=date(2026, 11, 9),
    )


@pytest.mark.parametrize("language", ["kk", "ru", "both"])
@pytest.mark.parametrize("kind", TITLES)
def test_the_paper_of_each_kind_names_every_school(kind: Any, language: Any) -> None:
    office = Text(kk="Ақтас бөлімі", ru="Актасский отдел")
    at = datetime(2026, 11, 21, 10, tzinfo=UTC)
    paper = ReminderSheet(language=language, kind=kind, office=office, lines=[line(n) for n in range(1, 13)], at=at)
    drawn = draw_reminder(paper)
    assert drawn == draw_reminder(paper)
    text = text_of(drawn)
    for number in range(1, 13):
        assert f"S{number} " in text
    assert set(TITLES) == set(SAYINGS) == set(KINDS)


def test_days_of_silence_are_counted_from_the_day_after() -> None:
    row = Counter(last_contact=datetime(2026, 11, 19, 6, tzinfo=UTC))
    assert working_days_silent(row, date(2026, 11, 19), load_calendar()) == 0
    assert working_days_silent(row, date(2026, 11, 24), load_calendar()) == 2  # Friday and Monday
