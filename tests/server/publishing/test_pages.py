"""The publishing pages: sent in, checked, looked at, published, taken back."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from forms.exchange import Update
from forms.rosters import unpack_roster
from forms.signed import read_signed
from server.accounts.models import Seen, User
from server.organisations.centre_keys import key_ring
from server.publishing.models import Prepared, Publication, Taken
from server.publishing.standing import content_of
from tests.domain.making import IIN
from tests.rosters.making import iins
from tests.server.making import InventedCounter, make_district, make_school, make_user, signed_in
from tests.updates.making import calendar_text, edition_text


@pytest.fixture
def user() -> User:
    return make_user()


@pytest.fixture
def client(user: User) -> Client:
    return signed_in(user)


def send(client: Client, subject: str, query: str = "", **given: Any) -> Any:
    return client.post(f"/publish/new/{subject}/{query}", given)


def file_of(text: str, name: str = "file.toml", encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def prepare(client: Client, subject: str, query: str = "", **given: Any) -> str:
    answer = send(client, subject, query, **given)
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def published(client: Client, where: str, **readers: Any) -> Publication:
    answer = client.post(where, {"readers": "all", **readers})
    assert answer.status_code == 302, words(answer)
    return Publication.objects.get(number=int(answer["Location"].rstrip("/").rsplit("/", 1)[1]))


def test_an_edition_is_looked_at_before_it_is_signed(client: Client, user: User) -> None:
    text = edition_text("E2027", "2027-01-01").replace("serving_minutes = 20", "serving_minutes = 25")
    where = prepare(client, "edition", file=file_of(text))
    assert not Publication.objects.exists()
    shown = words(client.get(where))
    assert "Compared with E2025" in shown
    assert "minutes of serving" in shown and "25" in shown
    assert "new" in shown and "falls away" in shown
    made = published(client, where)
    update = read_signed(bytes(made.document), Update, [key_ring().public.signing])
    assert (update.number, update.subject, update.name, update.holds_from) == (1, "edition", "E2027", "2027-01-01")
    assert update.content == text
    assert not Prepared.objects.exists()
    assert Seen.objects.get(what="published").about == {"number": 1, "subject": "edition"}


def test_every_fault_of_an_edition_is_told_with_its_place(client: Client) -> None:
    answer = send(client, "edition", file=file_of(edition_text().replace("[norms]", "[normes]"), "жаңа.toml"))
    shown = words(answer)
    assert "жаңа.toml:normes" in shown or "жаңа.toml:norms" in shown
    assert "Nothing was published" in shown
    assert not Prepared.objects.exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (edition_text("E2020-7"), "is taken by E2020-7"),
        (edition_text("E2026", "2025-02-25"), "in force at the same time as E2025"),
        ("label = ", "not readable as TOML"),
        ("", "Choose a file"),
    ],
    ids=["label taken", "two on one day", "no TOML", "empty"],
)
def test_an_edition_that_does_not_agree_with_the_others_is_refused(client: Client, text: str, why: str) -> None:
    assert why in words(send(client, "edition", text=text))


def test_a_label_is_given_once_for_ever(client: Client) -> None:
    made = published(client, prepare(client, "edition", text=edition_text("E2027", "2027-01-01")))
    client.post(f"/publish/{made.number}/withdraw/")
    assert "is taken by № 1" in words(send(client, "edition", text=edition_text("E2027", "2028-01-01")))


def test_another_edition_takes_the_place_of_a_wrong_one(client: Client) -> None:
    published(client, prepare(client, "edition", text=edition_text("E2027", "2027-01-01")))
    overlap = send(client, "edition", text=edition_text("E2027-2", "2027-01-01"))
    assert "in force at the same time as E2027" in words(overlap)
    where = prepare(client, "edition", "?replaces=1", text=edition_text("E2027-2", "2027-01-01"))
    assert "Compared with E2027" in words(client.get(where))
    second = published(client, where)
    assert second.replaces is not None and second.replaces.number == 1
    assert "replaced by 2" in words(client.get("/publish/1/"))
    assert client.get("/publish/new/edition/?replaces=1").status_code == 404


def test_the_days_a_calendar_changes_are_shown(client: Client) -> None:
    text = calendar_text(checked="2026-12-01", day_off="2026-09-16")
    shown = words(client.get(prepare(client, "calendar", text=text)))
    assert "16 Sep 2026" in shown and "working day" in shown and "Қаралы күн" in shown
    assert published(client, prepare(client, "calendar", file=file_of(text, "C:\\calendars\\2026.toml"))).name == "2026"
    again = words(client.get(prepare(client, "calendar", text=text)))
    assert "No day changes" in again


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        (calendar_text(checked="2026-01-01"), "2026.toml", "was held against"),
        (calendar_text(), "2027.toml", "2027"),
        (calendar_text(day_off="2027-01-05"), "2026.toml", "2027-01-05"),
    ],
    ids=["older", "another year's name", "a day of another year"],
)
def test_a_calendar_that_makes_no_sense_is_refused(client: Client, text: str, name: str, why: str) -> None:
    answer = send(client, "calendar", file=file_of(text, name))
    assert answer.status_code == 200
    assert why in words(answer)


def test_a_roster_is_checked_line_by_line(client: Client) -> None:
    text = f"ЖСН;Аты-жөні;Лауазымы\n{IIN};Сейітқали Ақмарал;мұғалім\n123;Ахметов Болат;мұғалім\n{IIN};Тағы біреу;\n"
    shown = words(send(client, "roster", title="Мұғалімдер", file=file_of(text, "teachers.csv")))
    assert "teachers.csv, line 3" in shown
    assert "stands in line 2 already" in shown
    sound = f"ЖСН;Аты-жөні;Лауазымы\n{IIN};Сейітқали  Ақмарал;мұғалім\n"
    where = prepare(client, "roster", title="Мұғалімдер", file=file_of(sound, "teachers.csv", "utf-8-sig"))
    shown = words(client.get(where))
    assert "1 person" in shown and "Сейітқали Ақмарал" in shown
    made = published(client, where)
    csv = unpack_roster(content_of(made))
    assert csv == f"iin,name,position,workplace,category,birth_date\n{IIN},Сейітқали Ақмарал,мұғалім,,,\n"
    assert "Сейітқали" not in words(client.get(f"/publish/{made.number}/"))
    assert client.get(f"/publish/{made.number}/file/").status_code == 404


def test_a_roster_comes_as_a_workbook_too(client: Client) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ЖСН", "Аты-жөні", "Лауазымы"])
    sheet.append([int(IIN), "Сейітқали Ақмарал", "мұғалім"])
    written = io.BytesIO()
    book.save(written)
    upload = SimpleUploadedFile("teachers.xlsx", written.getvalue())
    where = prepare(client, "roster", title="Мұғалімдер", file=upload)
    assert "Сейітқали Ақмарал" in words(client.get(where))
    made = published(client, where)
    assert f"{IIN},Сейітқали Ақмарал,мұғалім" in unpack_roster(content_of(made))
    sheet.append(["=1+1", "Ахметов Болат", "мұғалім"])
    written = io.BytesIO()
    book.save(written)
    faulty = send(client, "roster", title="Мұғалімдер", file=SimpleUploadedFile("t.xlsx", written.getvalue()))
    assert "t.xlsx, line 3" in words(faulty)
    spoilt = SimpleUploadedFile("t.xlsx", written.getvalue()[:300])
    assert "t.xlsx" in words(send(client, "roster", title="Мұғалімдер", file=spoilt))


def test_a_birth_date_to_come_is_refused_and_noughts_put_before_are_told(client: Client) -> None:
    text = f"ЖСН;Аты-жөні;Туған күні\n{IIN};Сейітқали Ақмарал;01.02.2150\n"
    shown = words(send(client, "roster", title="Мұғалімдер", file=file_of(text, "t.csv")))
    assert "t.csv, line 2" in shown and "still to come" in shown
    short = next(iins()).lstrip("0")
    text = f"ЖСН;Аты-жөні;Туған күні\n{short};Сейітқали Ақмарал;01.02.58\n"
    where = prepare(client, "roster", title="Мұғалімдер", file=file_of(text, "t.csv"))
    shown = words(client.get(where))
    assert "noughts were put before" in shown and "1958-02-01" in unpack_roster(Prepared.objects.get().content)


def test_words_go_to_those_chosen(client: Client) -> None:
    office = make_district()
    here, there = InventedCounter(organisation=make_school(above=office)), InventedCounter()
    where = prepare(client, "message", title="Жиналыс", text="Ертең.\r\nСағат 15:00", holds_from="2026-09-15")
    wrong = client.post(where, {"readers": "chosen", "counters": f"{here.code}, X99"})
    assert "X99" in words(wrong) and not Publication.objects.exists()
    nobody = client.post(where, {"readers": "chosen"})
    assert "Nobody would get it" in words(nobody)
    made = published(client, where, readers="chosen", counters=here.code)
    assert content_of(made) == "Ертең.\nСағат 15:00"
    assert str(made.holds_from) == "2026-09-15"
    shown = words(client.get("/publish/1/"))
    assert here.code in shown and there.code not in shown
    assert "Has not taken it: 1 of 1" in shown


def test_who_has_taken_it_is_told(client: Client) -> None:
    counters = [InventedCounter() for _ in range(3)]
    made = published(client, prepare(client, "message", title="Хабар", text="Сөз"))
    Taken.objects.create(publication=made, counter=counters[0].row)
    assert "1 of 3" in words(client.get("/publish/"))
    shown = words(client.get("/publish/1/"))
    assert "Has not taken it: 2 of 3" in shown and "Has taken it: 1 of 3" in shown


def test_what_was_prepared_is_for_who_prepared_it(client: Client) -> None:
    where = prepare(client, "message", title="Хабар", text="Сөз")
    other = signed_in(make_user())
    assert other.get(where)["Location"] == "/publish/"
    other.post(f"{where}discard/")
    assert Prepared.objects.count() == 1
    client.post(f"{where}discard/")
    assert not Prepared.objects.exists()


def test_a_school_speaks_to_itself_alone(client: Client) -> None:
    office = make_district()
    school, foreign = make_school(above=office), make_school(above=office)
    own = signed_in(make_user(at=school))
    published(client, prepare(client, "message", title="Барлығына", text="Сөз"))
    hidden = published(
        client, prepare(client, "message", title="Басқаға", text="Сөз"), readers="chosen", organisations=[foreign.pk]
    )
    shown = words(own.get("/publish/"))
    assert "Барлығына" in shown and "Басқаға" not in shown
    assert own.get(f"/publish/{hidden.number}/").status_code == 404
    assert own.post("/publish/1/withdraw/").status_code == 403
    assert own.get("/publish/new/message/?replaces=1").status_code == 403
    where = prepare(own, "message", title="Бізге", text="Сөз")
    refused = own.post(where, {"readers": "chosen", "organisations": [foreign.pk]})
    assert refused.status_code == 200
    made = published(own, where)
    assert [one.organisation for one in made.audience.all()] == [school]


@pytest.mark.parametrize("role", ["operator", "supervisor", "viewer"])
def test_others_may_not(role: str) -> None:
    client = signed_in(make_user(role))
    for address in ("/publish/", "/publish/new/message/", "/publish/prepared/1/"):
        assert client.get(address).status_code == 403
    assert client.post("/publish/1/withdraw/").status_code == 403


def test_addresses_that_are_none(client: Client) -> None:
    for address in ("/publish/7/", "/publish/new/keys/", "/publish/new/x/", "/publish/7/file/"):
        assert client.get(address).status_code == 404
    assert client.get("/publish/?before=999999999999999").status_code == 200
    assert client.get("/publish/?before=x").status_code == 200


def test_a_long_list_is_paged(client: Client) -> None:
    from server.publishing.issuing import Readers, issue
    from server.publishing.models import Subject

    for number in range(30):
        issue(Subject.MESSAGE, f"Хабар {number + 1}", "Сөз", Readers(organisations=[make_district()]), user=None)
    first = client.get("/publish/").content.decode()
    assert "Хабар 6<" in first and "Хабар 5<" not in first
    later = re.search(r'rel="next" href="([^"]+)"', first)
    assert later is not None
    assert "Хабар 5<" in client.get(f"/publish/{later[1]}").content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_in_every_language(user: User, language: str) -> None:
    client = signed_in(user, language)
    InventedCounter()
    for subject in ("edition", "calendar", "roster", "message"):
        assert client.get(f"/publish/new/{subject}/").status_code == 200
    for where in (
        prepare(client, "edition", text=edition_text("E2027", "2027-01-01")),
        prepare(client, "calendar", text=calendar_text(day_off="2026-09-16")),
        prepare(client, "message", title="Хабар", text="Сөз"),
    ):
        assert client.get(where).status_code == 200
        published(client, where)
    for number in (1, 2, 3):
        assert client.get(f"/publish/{number}/").status_code == 200
    assert client.get("/publish/").status_code == 200


@pytest.mark.parametrize("subject", ["edition", "calendar"])
def test_what_counts_for_every_school_no_single_school_publishes(subject: str) -> None:
    own = signed_in(make_user(at=make_school()))
    assert own.get(f"/publish/new/{subject}/").status_code == 403
    assert f"/publish/new/{subject}/" not in own.get("/publish/").content.decode()
    prepared = Prepared.objects.create(user=User.objects.get(), subject=subject, name="E9", content="x")
    assert own.post(f"/publish/prepared/{prepared.pk}/", {"readers": "all"}).status_code == 403
    assert not Publication.objects.exists()
