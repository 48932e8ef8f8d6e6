"""Complaints: their numbers and terms, their steps, their pages and coupon, and who may see them."""

import os
import re
import threading
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from forms.calendar import load_calendar
from forms.problems import Problem
from forms.reading import load_editions
from server.accounts.models import Seen, User
from server.complaints.keeping import (
    answer_complaint,
    change_complaint,
    district_of,
    forward_complaint,
    register_complaint,
)
from server.complaints.models import Complaint, ComplaintStep
from server.complaints.terms import terms_of_complaint
from server.organisations.models import Organisation
from tests.papers.reading import flat, text_by_pdfium
from tests.server.making import make_district, make_school, make_user, signed_in
from tests.server.norms.rows import make_case, make_counter, name_operator

NAME = "Сейітқали Ақмарал"


def told(organisation: Organisation, **changes: Any) -> dict[str, Any]:
    """What a complaint says."""
    return {
        "organisation": organisation,
        "received_on": date(2026, 9, 1),
        "way": "paper",
        "language": "kk",
        "name": NAME,
        "phone": "+77010000000",
        "text": "Құжаттарымды қабылдамады.",
        "edition": "E2015",
        "answer_place": "Білім бөлімі, 3-кабинет",
        **changes,
    }


def registered(organisation: Organisation | None = None, by: User | None = None, **changes: Any) -> Complaint:
    return register_complaint(by or make_user("operator"), uuid.uuid4(), told(organisation or make_school(), **changes))


def last_step(complaint: Complaint) -> int:
    step = complaint.steps.last()
    assert step is not None
    return step.pk


def posted(organisation: Organisation, **changes: Any) -> dict[str, Any]:
    return told(organisation) | {
        "organisation": organisation.pk,
        "received_on": "2026-09-01",
        "clerk": "",
        "once": str(uuid.uuid4()),
        **changes,
    }


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# numbers


def test_numbers_go_on_without_gaps_by_year_and_district() -> None:
    other = Organisation.objects.create(code="bs", kind="office", name_kk="Бестас", name_ru="Бестас")
    mine, theirs = make_school(), make_school("bs-1", other)
    years = (date(2026, 1, 5), date(2026, 2, 2), date(2027, 1, 4))
    assert [registered(mine, received_on=day).label for day in years] == [
        "aq-2026-00001",
        "aq-2026-00002",
        "aq-2027-00001",
    ]
    assert registered(theirs).label == "bs-2026-00001"
    assert registered(mine).label == "aq-2026-00003"


def test_the_district_is_the_nearest_office_above() -> None:
    region = Organisation.objects.create(code="region", kind="office", name_kk="Облыс", name_ru="Область")
    district = Organisation.objects.create(code="d1", kind="office", above=region, name_kk="Аудан", name_ru="Район")
    assert district_of(make_school("in-d1", district)) == district
    assert district_of(district) == district
    alone = Organisation.objects.create(code="alone", kind="school", name_kk="Мектеп", name_ru="Школа")
    assert district_of(alone) == alone


def test_a_failed_registration_leaves_no_gap() -> None:
    school, by = make_school(), make_user("operator")
    with pytest.raises(Problem) as raised:
        register_complaint(by, uuid.uuid4(), told(school, edition="E1999"))
    assert raised.value.code == "132"
    assert registered(school).number == 1


def test_the_same_form_sent_twice_is_one_complaint() -> None:
    school, by, once = make_school(), make_user("operator"), uuid.uuid4()
    first = register_complaint(by, once, told(school))
    assert register_complaint(by, once, told(school)).pk == first.pk
    assert registered(school).number == 2
    assert ComplaintStep.objects.count() == 2


@pytest.mark.skipif(
    os.environ.get("KENSE_TEST_POSTGRESQL") != "1",
    reason="SQLite has one writer at a time, and its tests one connection",
)
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("forgotten_steps")
def test_numbers_given_at_once_are_each_given_once() -> None:
    school, by = make_school(), make_user("operator")
    found: list[int] = []

    def give() -> None:
        try:
            found.extend(register_complaint(by, uuid.uuid4(), told(school)).number or 0 for _ in range(5))
        finally:
            connection.close()

    threads = [threading.Thread(target=give) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(1, 21))


# terms


@pytest.mark.parametrize(
    ("edition", "by", "borrowed", "forward"),
    [
        ("E2015", "E2015", False, None),
        ("E2024", "E2024", False, date(2026, 9, 3)),
        ("E2025", "E2024", True, date(2026, 9, 3)),
        ("E2020-7", "E2024", True, date(2026, 9, 3)),
        ("ENR", "E2024", True, date(2026, 9, 3)),
    ],
)
def test_the_authorised_body_has_fifteen_working_days(
    edition: str, by: str, borrowed: bool, forward: date | None
) -> None:
    terms = terms_of_complaint(edition, date(2026, 9, 1), load_editions(), load_calendar())
    assert terms.answer is not None
    assert (terms.edition, terms.borrowed, terms.answer.due) == (by, borrowed, date(2026, 9, 21))
    assert len(terms.answer.days) == 15
    assert (terms.forward.due if terms.forward else None) == forward


def test_a_changed_day_counts_the_term_anew() -> None:
    complaint, by = registered(), make_user("operator")
    change_complaint(by, complaint, last_step(complaint), {"received_on": date(2026, 9, 2)}, "күні қате жазылған")
    complaint.refresh_from_db()
    assert complaint.due == date(2026, 9, 22)
    step = complaint.steps.last()
    assert step is not None
    assert step.changes == {"received_on": ["2026-09-01", "2026-09-02"], "due": ["2026-09-21", "2026-09-22"]}
    assert step.words == "күні қате жазылған"


# steps


def test_steps_stay_as_they_were_written() -> None:
    complaint = registered()
    step = complaint.steps.get()
    step.words = "басқа"
    for act in (step.save, step.delete, ComplaintStep.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert complaint.steps.get().words == ""


def test_who_did_not_see_the_last_step_changes_nothing() -> None:
    complaint, by = registered(), make_user("operator")
    seen = last_step(complaint)
    forward_complaint(by, complaint, seen, "Облыстық басқарма", date(2026, 9, 2), "")
    with pytest.raises(Problem) as raised:
        answer_complaint(
            by, complaint, seen, {"outcome": "full", "answered_on": date(2026, 9, 3), "answer": "Қанағаттандырылды."}
        )
    assert raised.value.code == "916"
    complaint.refresh_from_db()
    assert complaint.state == "forwarded"


def test_a_number_is_not_carried_into_another_year_or_district() -> None:
    complaint, by = registered(), make_user("operator")
    other = Organisation.objects.create(code="bs", kind="office", name_kk="Бестас", name_ru="Бестас")
    for fields in ({"received_on": date(2025, 12, 30)}, {"organisation": make_school("bs-1", other)}):
        with pytest.raises(Problem) as raised:
            change_complaint(by, complaint, last_step(complaint), fields, "қате")
        assert raised.value.code == "917"


# pages


def test_from_the_form_to_the_answer() -> None:
    counter = make_counter()
    name_operator(counter, "Оспанова Гүлнар")
    case = make_case(counter)
    user = make_user("operator")
    client = signed_in(user)
    form = client.get(f"/complaints/add/?case={case.number}").content.decode()
    assert case.applicant_name in form
    answer = client.post(
        "/complaints/add/", posted(counter.organisation, clerk=f"{counter.pk}:op1", case_number=case.number)
    )
    complaint = Complaint.objects.get()
    assert answer.status_code == 302, text_of(answer)
    assert answer["Location"] == "/complaints/aq/2026/1/"
    assert (complaint.counter, complaint.operator, complaint.accepted_by) == (counter, "op1", user)
    one = text_of(client.get("/complaints/aq/2026/1/"))
    assert "Оспанова Гүлнар" in one
    assert "aq-2026-00001" in one
    sent = {
        "forward-to": "Облыстық басқарма",
        "forward-on": "2026-09-02",
        "forward-words": "",
        "forward-seen": last_step(complaint),
    }
    assert client.post("/complaints/aq/2026/1/forward/", sent).status_code == 302
    sent = {
        "answer-outcome": "part",
        "answer-answered_on": "2026-09-10",
        "answer-answer": "Ішінара қанағаттандырылды.",
        "answer-seen": last_step(complaint),
    }
    assert client.post("/complaints/aq/2026/1/answer/", sent).status_code == 302
    complaint.refresh_from_db()
    assert (complaint.state, complaint.outcome) == ("answered", "part")
    assert [step.what for step in complaint.steps.all()] == ["registered", "forwarded", "answered"]
    noted = list(Seen.objects.filter(user=user).order_by("pk").values_list("what", flat=True))
    assert noted == [
        "complaint_registered",
        "complaint_seen",
        "complaint_forwarded",
        "complaint_answered",
    ]
    assert NAME not in str(list(Seen.objects.values_list("about", flat=True)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"received_on": "2999-01-01"}, "has not come yet"),
        ({"received_on": "кеше"}, "Write a day"),
        ({"name": "Сeйітқали Ақмарал"}, "two alphabets"),
        ({"phone": "12"}, "digits"),
        ({"phone": "", "address": ""}, "must reach somebody"),
        ({"text": ""}, "Fill this in."),
        ({"way": "pigeon"}, "Choose one of the list."),
        ({"edition": "E1999"}, "Choose one of the list."),
    ],
)
def test_mistakes_are_told_in_their_place_and_nothing_is_kept(changes: dict[str, Any], words: str) -> None:
    client = signed_in(make_user("operator"))
    answer = client.post("/complaints/add/", posted(make_school(), **changes))
    assert words in text_of(answer), text_of(answer)
    assert not Complaint.objects.exists()


def test_a_clerk_of_another_school_is_not_complained_of() -> None:
    counter = make_counter()
    name_operator(counter, "Оспанова Гүлнар")
    client = signed_in(make_user("operator"))
    answer = client.post("/complaints/add/", posted(make_school(), clerk=f"{counter.pk}:op1"))
    assert "does not work at" in text_of(answer)


def test_an_answer_before_the_complaint_is_refused() -> None:
    complaint = registered(make_school())
    client = signed_in(make_user("operator"))
    sent = {
        "answer-outcome": "full",
        "answer-answered_on": "2026-08-31",
        "answer-answer": "Жауап",
        "answer-seen": last_step(complaint),
    }
    answer = client.post("/complaints/aq/2026/1/answer/", sent)
    assert answer.status_code == 422
    assert "is before the complaint came" in text_of(answer)
    complaint.refresh_from_db()
    assert complaint.state == "open"


def test_the_list_shows_what_is_due_first_and_counts_each_kind() -> None:
    school, by, today = make_school(), make_user("operator"), timezone.localdate()
    late = registered(school, received_on=today - timedelta(days=60))
    fresh = registered(school, received_on=today)
    answered = registered(school, received_on=today)
    answer_complaint(by, answered, last_step(answered), {"outcome": "full", "answered_on": today, "answer": "Жауап"})
    forwarded = registered(school, received_on=today)
    forward_complaint(by, forwarded, last_step(forwarded), "Басқарма", today, "")
    client = signed_in(by)
    page = client.get("/complaints/").content.decode()
    labels = re.findall(r"aq-\d{4}-\d{5}", page)
    assert labels == [late.label, fresh.label]
    words = text_of(client.get("/complaints/?shown=all"))
    for expected in ("To be answered (2)", "Overdue (1)", "Forwarded (1)", "Answered (1)", "All (4)"):
        assert expected in words
    file = b"".join(client.get("/complaints/?shown=overdue&export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert late.label in file
    assert fresh.label not in file


@pytest.mark.parametrize("shown", ["open", "all"])
def test_long_lists_are_paged_by_keys(shown: str) -> None:
    school, by = make_school(), make_user("operator")
    for number in range(60):
        register_complaint(by, uuid.uuid4(), told(school, received_on=date(2026, 9, 1) + timedelta(days=number % 5)))
    client = signed_in(by)
    first = client.get(f"/complaints/?shown={shown}").content.decode()
    after = re.search(r"after=([\d.-]+)", first)
    assert after is not None
    second = client.get(f"/complaints/?shown={shown}&after={after[1]}").content.decode()
    labels = re.findall(r">(aq-\d{4}-\d{5})<", first), re.findall(r">(aq-\d{4}-\d{5})<", second)
    assert (len(labels[0]), len(labels[1])) == (50, 10)
    assert len({*labels[0], *labels[1]}) == 60


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_in_every_language(language: str) -> None:
    complaint = registered()
    change_complaint(make_user("operator"), complaint, last_step(complaint), {"way": "email"}, "")
    client = signed_in(make_user("supervisor"), language)
    for path in ("", "add/", "aq/2026/1/", "aq/2026/1/change/", "?shown=answered", "?shown=no&after=x.y"):
        assert client.get(f"/complaints/{path}").status_code == 200, path


def test_another_schools_complaints_are_not_there() -> None:
    mine, other = make_school(), make_school()
    registered(other, text="бөтен шағым")
    client = signed_in(make_user("supervisor", mine))
    assert "aq-2026-00001" not in client.get("/complaints/?shown=all").content.decode()
    exported = client.get("/complaints/?shown=all&export=csv")
    assert b"aq-2026" not in b"".join(exported.streaming_content)  # type: ignore[attr-defined]
    for path in ("", "change/", "coupon.pdf"):
        assert client.get(f"/complaints/aq/2026/1/{path}").status_code == 404
    for act in ("answer", "forward", "change"):
        assert client.post(f"/complaints/aq/2026/1/{act}/", {}).status_code == 404
    assert client.get(f"/complaints/?place={other.code}").status_code == 404
    answer = client.post("/complaints/add/", posted(other))
    assert "Choose one of the list." in text_of(answer)


def test_figures_alone_open_no_complaint() -> None:
    registered()
    client = signed_in(make_user("viewer"))
    for path in ("", "add/", "aq/2026/1/", "aq/2026/1/coupon.pdf"):
        assert client.get(f"/complaints/{path}").status_code == 403
    assert Client().get("/complaints/").status_code == 302


@pytest.mark.parametrize(("language", "words"), [("kk", "Шағым"), ("ru", "жалобы"), ("both", "жалобы")])
def test_the_coupon_says_who_accepted_it_and_when_it_is_answered(language: str, words: str) -> None:
    by = make_user("operator")
    User.objects.filter(pk=by.pk).update(name="Сағынтай Айгүл")
    by.refresh_from_db()
    registered(make_school(), by, received_on=date(2026, 9, 1))
    answer = signed_in(by).get(f"/complaints/aq/2026/1/coupon.pdf?language={language}")
    assert answer["Content-Type"] == "application/pdf"
    text = flat(text_by_pdfium(answer.content))
    for expected in ("aq-2026-00001", NAME, by.get_full_name(), "Білім бөлімі, 3-кабинет", "2026"):
        assert expected in text, text
    assert "21" in text


def test_the_district_itself_may_be_complained_of() -> None:
    assert registered(make_district()).label == "aq-2026-00001"
