"""The register's pages: what is on them, for whom, and in every language."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from server.accounts.models import Seen, User
from server.register.models import Case, OperatorName, SavedView
from tests.server.making import InventedCounter, make_district, make_school, make_user, signed_in

from .story import Story, put_in, tell_everything


@pytest.fixture
def counter() -> InventedCounter:
    """A counter with everything."""
    counter = InventedCounter()
    tell_everything(counter)
    put_in(counter, counter.links)
    OperatorName.objects.create(counter=counter.row, operator="op1", name="Операторова Әсел")
    return counter


def case_path(number: str) -> str:
    return reverse("register:case", kwargs={"number": number.replace("/", "-")})


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return b"".join(answer).decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_list_and_every_case_stand_in_each_language(counter: InventedCounter, language: str) -> None:
    client = signed_in(make_user(), language)
    page = read(client, "/register/?sort=name&state=")
    for case in Case.objects.all():
        assert case_path(case.number) in page
        shown = read(client, case_path(case.number))
        assert case.number in shown and case.status_code in shown and "Операторова Әсел" in shown


def test_a_case_is_shown_whole(counter: InventedCounter) -> None:
    client = signed_in(make_user())
    third = Case.objects.get(outcome="refusal_receipt")
    page = read(client, case_path(third.number))
    for told in ("Әлия Үркер", "Сейітқали Ақмарал", "850101100002", "+77010000000", "кезек ұзақ", "Ticket", "А002"):
        assert told in page
    assert "The machine was started again" in page and "Put aside: fetches a paper" in page
    assert "Its words were erased." in page
    voided = Case.objects.exclude(voided="").get()
    assert "қайталау" in read(client, case_path(voided.number))
    erased = Case.objects.get(erased=True)
    page = read(client, case_path(erased.number))
    assert "Сейітқали" not in page and "erased at the counter" in page


def test_each_look_is_noted(counter: InventedCounter) -> None:
    client = signed_in(make_user())
    number = Case.objects.order_by("pk")[1].number
    read(client, case_path(number))
    read(client, "/register/")
    assert Seen.objects.get(what="case").about == {"number": number}
    assert number in Seen.objects.get(what="register_list").about["numbers"]


def test_a_search_finds_and_the_address_says_it(counter: InventedCounter) -> None:
    client = signed_in(make_user())
    second = Case.objects.get(ticket="А001")
    assert second.number in read(client, "/register/?q=акмарал&state=")
    page = read(client, f"/register/?q={second.number}")
    assert "1 case" in page and Case.objects.get(outcome="refusal_receipt").number not in page
    assert "Nothing matches" in read(client, "/register/?q=жоқ+адам")


def other_school() -> tuple[User, InventedCounter]:
    school = make_school()
    return make_user("operator", at=school), InventedCounter(organisation=school)


def test_another_schools_case_does_not_exist(counter: InventedCounter) -> None:
    user, _ = other_school()
    client = signed_in(user)
    number = Case.objects.order_by("pk")[1].number
    assert client.get(case_path(number)).status_code == 404
    for path in (
        "/register/", f"/register/?q={number}", f"/register/?counter={counter.code}",
        f"/register/?school={counter.organisation.code}", f"/register/?clerk={counter.row.pk}.op1",
        "/register/?q=акмарал", "/register/?state=void", f"/register/?school={make_district().code}",
    ):  # fmt: skip
        page = read(client, path)
        assert case_path(number) not in page and "Сейітқали" not in page and "Операторова" not in page, path
    assert not Seen.objects.filter(what="case").exists()


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_another_schools_cases_are_in_no_export(counter: InventedCounter, form: str) -> None:
    user, theirs = other_school()
    story = Story(theirs)
    story.open_day(date(2026, 9, 1))
    _, own = story.whole()
    put_in(theirs, theirs.links)
    answer = signed_in(user).get(f"/register/?export={form}&counter=")
    data = b"".join(answer)
    assert Seen.objects.get(what="exported").about["rows"] == 1
    if form == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
        assert [row[0] for row in rows[1:]] == [own]


def test_an_export_has_what_the_search_finds(counter: InventedCounter) -> None:
    client = signed_in(make_user())
    text = read(client, "/register/?export=csv&state=void")
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == [Case.objects.exclude(voided="").get().number]
    assert Seen.objects.get(what="exported").about["table"] == "register"


def test_who_may_not_see_names_sees_no_register(counter: InventedCounter) -> None:
    client = signed_in(make_user("viewer"))
    number = Case.objects.order_by("pk")[0].number
    assert client.get("/register/").status_code == 403
    assert client.get(case_path(number)).status_code == 403
    assert client.get("/register/?export=csv").status_code == 403
    assert Client().get(case_path(number)).status_code == 302


def test_a_view_is_kept_and_taken_away(counter: InventedCounter) -> None:
    user = make_user()
    client = signed_in(user)
    asked = {"name": "Жарамсыз", "state": "void", "sort": "name", "q": "кай&х=1"}
    answer = client.post("/register/views/", asked, follow=True)
    assert answer.status_code == 200
    view = SavedView.objects.get()
    assert view.query.startswith("q=") and f"/register/?{view.query}".replace("&", "&amp;") in answer.content.decode()
    assert client.post("/register/views/", {"name": "Жарамсыз", "state": "overdue"}).status_code == 302
    assert SavedView.objects.get().query == "state=overdue"
    other = signed_in(make_user())
    assert "Жарамсыз" not in read(other, "/register/")
    assert other.post(f"/register/views/{view.pk}/away/").status_code == 404
    assert client.post(f"/register/views/{view.pk}/away/").status_code == 302
    assert not SavedView.objects.exists()
    assert client.post("/register/views/", {"name": " "}).status_code == 302 and not SavedView.objects.exists()


def test_unknown_addresses_are_not_found() -> None:
    client = signed_in(make_user())
    for slug in ("x", "T1-2026-000001", "a-b-c-d", "'"):
        assert client.get(f"/register/{slug}/").status_code == 404
    assert client.get("/register/?export=docx").status_code == 404
    assert client.get("/register/?after=x&sort=up&since=0001-01-01&school=x").status_code == 200
