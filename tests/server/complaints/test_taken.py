"""Complaints taken at counters: folded, judged, shown to their own, sent on to the district, erased."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forms.calendar import load_calendar
from server.accounts.models import Seen
from server.complaints.models import Complaint, ComplaintStep
from tests.server.making import InventedCounter, make_district, make_school, make_user, signed_in
from tests.server.norms.rows import name_operator
from tests.server.register.story import put_in
from tests.server.register.test_judging import refuse
from tests.server.register.walking import Walker

WHO, WHAT = "Шағымов Азамат", "Қолхат берілмеді."


@pytest.fixture
def walker() -> Walker:
    """A counter on its first day."""
    walker = Walker(InventedCounter())
    walker.open_day(date(2026, 9, 1))
    return walker


def take_in(walker: Walker, since: int = 0) -> dict[int, str]:
    """What the counter recorded since comes in."""
    return put_in(walker.counter, walker.counter.links[since:])


def path_of(number: str) -> str:
    return f"/complaints/taken/{number.replace('/', '-')}/"


def read(client: Client, path: str) -> str:
    answer: Any = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return b"".join(answer).decode()


def test_a_complaint_of_a_counter_stands_in_the_list_with_its_school(walker: Walker) -> None:
    name_operator(walker.counter.row, "Оспанова Гүлнар", "op2")
    complaint, number = walker.complain()
    walker.assign(complaint, number)
    assert take_in(walker) == {}
    row = Complaint.objects.get()
    assert (row.label, row.state, row.due, row.handler) == (number, "open", date(2026, 9, 8), "op1")
    client = signed_in(make_user())
    page = read(client, "/complaints/")
    assert number in page and WHO in page and walker.counter.organisation.name_kk in page
    assert number in read(client, "/complaints/?shown=overdue&where=counters")
    assert number not in read(client, "/complaints/?where=own")
    page = read(client, path_of(number))
    assert WHAT in page and "Оспанова Гүлнар" in page
    assert "corrected there" in page and "Keep the answer" not in page
    assert Seen.objects.get(what="complaint_seen").about == {"complaint": number}
    since = walker.last
    walker.answer(complaint, number)
    assert take_in(walker, since) == {}
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("answered", "full")
    assert "кешірім сұралды" in read(client, path_of(number))
    assert number in read(client, "/complaints/?shown=answered&export=csv")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_its_pages_open_in_each_language(walker: Walker, language: str) -> None:
    walker.complain()
    sent, number = walker.complain()
    district = walker.counter.organisation.above
    assert district is not None
    walker.forward(sent, number, district.name_ru)
    take_in(walker)
    client = signed_in(make_user(), language)
    for row in Complaint.objects.all():
        path = path_of(row.counter_number) if row.is_counters else f"/complaints/aq/{row.year}/{row.number}/"
        assert row.label in read(client, path)
    read(client, "/complaints/?shown=all")


def test_what_is_sent_to_the_district_becomes_its_own_to_answer(walker: Walker) -> None:
    complaint, number = walker.complain(edition="E2015")
    district = walker.counter.organisation.above
    assert district is not None
    walker.forward(complaint, number, f"  {district.name_kk.upper()} ")
    assert take_in(walker) == {}
    source, ours = Complaint.objects.get(counter_number=number), Complaint.objects.get(district=district)
    today = timezone.localdate()
    assert (ours.source, ours.label, ours.way) == (source, f"aq-{today.year}-00001", "counter")
    assert (ours.name, ours.text, ours.received_on) == (WHO, WHAT, today)
    term = load_calendar().add_working_days(today, 15, exclude_first=False)
    assert ours.due == term.due and ours.term_days == 15
    client = signed_in(make_user())
    assert ours.label in read(client, path_of(number))
    page = read(client, f"/complaints/aq/{ours.year}/1/")
    assert number in page and "Keep the answer" in page and "Correct what was written" not in page
    assert client.get(f"/complaints/aq/{ours.year}/1/change/").status_code == 404
    assert client.get(f"/complaints/aq/{ours.year}/1/coupon.pdf").status_code == 404
    step = ComplaintStep.objects.get(complaint=ours)
    posted = {
        "answer-outcome": "part",
        "answer-answered_on": today.isoformat(),
        "answer-answer": "Мектепке ескерту жасалды.",
        "answer-seen": step.pk,
    }
    assert client.post(f"/complaints/aq/{ours.year}/1/answer/", posted).status_code == 302
    ours.refresh_from_db()
    source.refresh_from_db()
    assert (ours.state, source.state) == ("answered", "forwarded")
    # The journal told again makes no other of it.
    since = walker.last
    walker.complain()
    take_in(walker, since)
    assert Complaint.objects.filter(source__isnull=False).count() == 1


def test_what_is_sent_under_another_name_is_taken_by_hand_once(walker: Walker) -> None:
    complaint, number = walker.complain()
    walker.forward(complaint, number, "Аудандық білім бөліміне")
    take_in(walker)
    assert not Complaint.objects.filter(source__isnull=False).exists()
    theirs = signed_in(make_user("supervisor", at=walker.counter.organisation))
    assert "Register it as ours" not in read(theirs, path_of(number))
    assert theirs.post(f"{path_of(number)}over/").status_code == 404
    client = signed_in(make_user())
    assert "Register it as ours" in read(client, path_of(number))
    for _ in range(2):
        assert client.post(f"{path_of(number)}over/").status_code == 302
    assert Complaint.objects.filter(source__isnull=False).count() == 1
    assert client.get(f"{path_of(number)}over/").status_code == 405


def test_a_school_does_not_answer_for_the_district(walker: Walker) -> None:
    complaint, number = walker.complain()
    walker.forward(complaint, number, make_district().name_kk)
    take_in(walker)
    ours = Complaint.objects.get(source__isnull=False)
    client = signed_in(make_user("supervisor", at=walker.counter.organisation))
    path = f"/complaints/aq/{ours.year}/{ours.number}/"
    assert "Keep the answer" not in read(client, path)
    posted = {"answer-outcome": "full", "answer-answered_on": "2026-09-02", "answer-answer": "x", "answer-seen": 1}
    assert client.post(f"{path}answer/", posted).status_code == 404
    assert client.post(f"{path}forward/", {}).status_code == 404


def test_another_schools_complaints_are_nowhere(walker: Walker) -> None:
    complaint, number = walker.complain()
    second, forwarded = walker.complain()
    walker.forward(second, forwarded, make_district().name_kk)
    take_in(walker)
    client = signed_in(make_user("operator", at=make_school()))
    ours = Complaint.objects.get(source__isnull=False)
    for path in (path_of(number), path_of(forwarded), f"/complaints/aq/{ours.year}/{ours.number}/"):
        assert client.get(path).status_code == 404
    for path in (
        "/complaints/?shown=all",
        "/complaints/?shown=all&where=counters",
        "/complaints/?shown=all&export=csv",
    ):
        page = read(client, path)
        assert number not in page and WHO not in page and ours.label not in page
    assert client.post(f"{path_of(forwarded)}over/").status_code == 404
    assert complaint


def test_erased_at_the_counter_it_is_erased_here(walker: Walker) -> None:
    complaint, number = walker.complain()
    received = walker.last
    walker.forward(complaint, number, make_district().name_kk)
    walker.erase((received,))
    answered, second = walker.complain()
    reception = walker.last
    walker.answer(answered, second)
    take_in(walker)
    since = walker.last
    walker.erase((reception, walker.last))
    take_in(walker, since)
    client = signed_in(make_user())
    for row in Complaint.objects.all():
        assert row.erased and not (row.name or row.text or row.phone or row.address)
        path = path_of(row.counter_number) if row.is_counters else f"/complaints/aq/{row.year}/{row.number}/"
        page = read(client, path)
        assert WHO not in page and WHAT not in page and "кешірім" not in page
    assert WHO not in read(client, "/complaints/?shown=all")


def test_what_is_put_right_at_the_counter_is_right_here(walker: Walker) -> None:
    complaint, number = walker.complain()
    walker.forward(complaint, number, make_district().name_kk)
    take_in(walker)
    since = walker.last
    walker.put_right(complaint, number, name="Шағымова Азиза", text="Қолхат кеш берілді.", unknown="x")
    assert take_in(walker, since) == {}
    rows = list(Complaint.objects.order_by("pk"))
    assert [(row.name, row.text) for row in rows] == [("Шағымова Азиза", "Қолхат кеш берілді.")] * 2
    ours = next(row for row in rows if not row.is_counters)
    steps = ComplaintStep.objects.filter(complaint=ours).order_by("pk")
    assert [(step.what, step.by, step.changes) for step in steps] == [("registered", None, {}), ("changed", None, {})]
    client = signed_in(make_user(), "ru")
    assert f"Записанное о жалобе {number} исправлено" in read(client, path_of(number))
    assert "Шағымова Азиза" in read(client, f"/complaints/aq/{ours.year}/{ours.number}/")
    since = walker.last
    walker.answer(complaint, number)  # nothing else moves the district's own
    take_in(walker, since)
    assert steps.count() == 2


def test_a_correction_brings_nothing_back_that_was_erased(walker: Walker) -> None:
    complaint, number = walker.complain()
    received = walker.last
    walker.forward(complaint, number, make_district().name_kk)
    walker.put_right(complaint, number, name="Шағымова Азиза")
    corrected = walker.last
    take_in(walker)
    assert [row.name for row in Complaint.objects.all()] == ["Шағымова Азиза"] * 2
    since = walker.last
    walker.erase((received,))  # a slice; the correction's own words go with the next
    take_in(walker, since)
    since = walker.last
    walker.erase((corrected,))
    assert [(row.name, row.erased) for row in Complaint.objects.all()] == [("", True)] * 2
    take_in(walker, since)
    assert [(row.name, row.erased) for row in Complaint.objects.all()] == [("", True)] * 2
    page = read(signed_in(make_user()), path_of(number))
    assert "Азиза" not in page and "солай" not in page


# judging


def test_nobody_handles_what_is_about_themselves(walker: Walker) -> None:
    complaint, number = walker.complain(about="op1")  # the clerk who records everything here
    # Who takes it in gives it to another, whoever it is about.
    walker.assign(complaint, number, "op3")
    walker.assign(complaint, number, "op1")
    own = walker.last
    walker.answer(complaint, number)
    walker.forward(complaint, number, "x")
    walker.put_right(complaint, number, text="Бәрі дұрыс болған.")
    assert take_in(walker) == {own: "1074", own + 1: "1074", own + 2: "1074", own + 3: "1074"}
    assert (Complaint.objects.get().handler, Complaint.objects.get().state) == ("op3", "open")


def test_numbers_of_complaints(walker: Walker) -> None:
    complaint, number = walker.complain()
    walker.complain(number=number)
    twice = walker.last
    walker.complain(number="X9/2026-Ш000001")
    walker.complain(edition="E2099")
    walker.assign("nobody", f"{walker.counter.code}/2026-Ш000777")
    assert take_in(walker) == {twice: "1073", twice + 1: "909", twice + 2: "908", twice + 3: "1075"}
    assert Complaint.objects.get().complaint_id == complaint


def test_what_follows_a_held_reception_waits(walker: Walker) -> None:
    complaint, number = walker.complain(edition="E2099")
    received = walker.last
    walker.assign(complaint, number)
    refused = take_in(walker)
    assert refused == {received: "908"}
    refuse(walker.counter, refused)
    since = walker.last
    walker.answer(complaint, number)
    assert take_in(walker, since) == {}
    assert not Complaint.objects.exists()


def test_its_papers_are_no_papers_of_a_case(walker: Walker) -> None:
    complaint, number = walker.complain()
    walker.print_paper(complaint, number)
    walker.print_paper(complaint, f"{walker.counter.code}/2026-Ш000099")
    assert take_in(walker) == {walker.last: "911"}
