"""Schools and offices: the tree, its scope, moving, lists from files."""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from server.accounts.models import Seen
from server.organisations.models import Organisation
from server.organisations.places import find_places, keep_place, read_places
from tests.server.making import make_district, make_school, make_user, signed_in

LIST = "/places/"


def filled(**changes: str) -> dict[str, str]:
    told = {"code": "school-77", "kind": "school", "name_kk": "№ 77 мектеп", "name_ru": "Школа № 77"}
    return {**told, "above": str(make_district().pk), "phone": "8 701 000 00 77", **changes}


def test_a_school_is_added_below_its_office() -> None:
    client = signed_in(make_user())
    answer = client.post("/places/add/", filled(), follow=True)
    assert answer.redirect_chain[-1][0] == "/places/of/school-77/"
    place = Organisation.objects.get(code="school-77")
    assert (place.path, place.phone) == ("aq/school-77/", "+77010000077")
    assert Seen.objects.filter(what="place_added", organisation=place).exists()


@pytest.mark.parametrize(
    ("name", "wrong"), [("code", "School 7"), ("bin", "000740000729"), ("phone", "123"), ("name_ru", ""), ("above", "")]
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(name: str, wrong: str) -> None:
    before = make_district()
    answer = signed_in(make_user()).post("/places/add/", filled(**{name: wrong}))
    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()
    assert list(Organisation.objects.all()) == [before]


def test_a_code_in_capitals_is_the_same_code() -> None:
    # SQLite takes paths that differ in case for the same beginning.
    assert make_school("School-8").path == "aq/school-8/"


def test_what_is_above_moves_with_everything_below() -> None:
    city = Organisation.objects.create(
        code="city", above=make_district(), kind="office", name_kk="Қала", name_ru="Город"
    )
    school = make_school("school-5", above=city)
    other = Organisation.objects.create(code="town", above=make_district(), kind="office", name_kk="К", name_ru="П")
    city.above = other
    keep_place(city)
    school.refresh_from_db()
    assert school.path == "aq/town/city/school-5/"
    assert school.above == city


def test_nothing_can_be_placed_below_itself() -> None:
    city = Organisation.objects.create(
        code="city", above=make_district(), kind="office", name_kk="Қала", name_ru="Город"
    )
    school = make_school("school-5", above=city)
    answer = signed_in(make_user()).post(
        "/places/of/city/", {"kind": "office", "name_kk": "Қала", "name_ru": "Город", "above": school.pk}
    )
    assert 'class="error"' in answer.content.decode()
    city.refresh_from_db()
    assert city.path == "aq/city/"


def test_search_reads_kazakh_letters_as_they_are_typed() -> None:
    make_school("school-1")
    found = Organisation.objects.create(code="k2", above=make_district(), name_kk="Қайрат мектебі", name_ru="Школа К")
    assert find_places(Organisation.objects.all(), "кайрат МЕКТЕБІ") == [found.pk]
    page = signed_in(make_user()).get(LIST, {"q": "кайрат"}).content.decode()
    assert "Қайрат" in page
    assert "school-1" not in page


def test_another_offices_schools_are_not_there() -> None:
    ours, theirs = make_school("school-1"), make_school("school-2")
    client = signed_in(make_user(at=ours))
    page = client.get(LIST).content.decode()
    assert "school-1" in page
    assert "school-2" not in page
    assert client.get("/places/of/school-2/").status_code == 404
    assert client.post("/places/of/school-2/open/", {"active": "0"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.active
    assert 'class="error"' in client.post("/places/add/", filled()).content.decode()  # above lies outside
    assert not Organisation.objects.filter(code="school-77").exists()


def test_a_supervisor_may_not_change_places() -> None:
    assert signed_in(make_user("supervisor")).get(LIST).status_code == 403


def test_a_school_is_closed_and_opened_again() -> None:
    school, client = make_school("school-1"), signed_in(make_user())
    for active in ("0", "1"):
        client.post("/places/of/school-1/open/", {"active": active})
        school.refresh_from_db()
        assert school.active is (active == "1")


def bring_in(text: str, encoding: str = "utf-8") -> str:
    file = SimpleUploadedFile("list.csv", text.encode(encoding))
    return signed_in(make_user()).post("/places/import/", {"file": file}, follow=True).content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_list_adds_and_changes(encoding: str) -> None:
    make_school("school-1")
    page = bring_in(
        "code;above;kind;name_kk;name_ru;phone\r\n"
        "city;aq;office;Қала бөлімі;Городской отдел;\r\n"
        "school-9;city;school;№ 9 мектеп;Школа № 9;87010000009\r\n"
        "school-1;;;Бірінші мектеп;Первая школа;\r\n",
        encoding,
    )
    assert "Added: 2. Changed: 1." in page
    assert Organisation.objects.get(code="school-9").path == "aq/city/school-9/"
    assert Organisation.objects.get(code="school-1").name_kk == "Бірінші мектеп"


def test_with_one_wrong_line_nothing_is_kept() -> None:
    make_district()
    page = bring_in("code,name_kk,name_ru,phone\nschool-9,К,Р,\nschool-10,К,Р,12\nschool-11,,Р,\nschool-12,К,Р,\n")
    assert "Line 3, phone" in page
    assert "Line 4, name_kk" in page
    assert Organisation.objects.count() == 1


def test_a_list_of_something_else_says_which_columns_are_missing() -> None:
    make_district()
    assert "name_kk, name_ru" in bring_in("code;x\n1;2\n")
    assert "code, name_kk, name_ru" in bring_in("")


def test_a_list_from_an_old_spreadsheet_program_is_read() -> None:
    (row,) = read_places("code;name_kk;name_ru\nschool-1;Мектеп;Школа\n".encode("cp1251"))
    assert row.cells["name_ru"] == "Школа"


HOSTILE = ["\x00", "'", '"><script>', "%", "_", "\\", "a" * 5000, "\U0001f600", "1e999", "-1", "９"]
ASKED = [
    "/places/?q={0}&after={0}",
    "/places/counters/?q={0}&state={0}&way={0}&trouble={0}&after={0}",
    "/places/counters/?before={0}",
    "/places/counter/?school={0}",
    "/places/silent/?after={0}",
    "/places/silent/?kind=lag&after={0}",
    "/places/silent/sheet/?language={0}&form={0}",
    "/intake/refused/?counter={0}&problem={0}&after={0}&state={0}",
    "/intake/alarms/?state={0}&after={0}",
]


@pytest.mark.parametrize("asked", ASKED)
def test_nothing_that_can_be_asked_breaks_a_page(asked: str) -> None:
    make_school()
    client = signed_in(make_user())
    for hostile in HOSTILE:
        answer = client.get(asked.format(quote(hostile)))
        assert answer.status_code in (200, 400, 404), (asked, hostile)
        assert b"<script>" not in getattr(answer, "content", b"")
