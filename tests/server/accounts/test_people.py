"""People: invited, given roles, helped and shut out, each only by who administers their part of the district."""

import ast
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from django_otp.plugins.otp_totp.models import TOTPDevice

from server.accounts import seen_words
from server.accounts.models import Membership, Seen, User
from server.accounts.passwords import give_one_time_password
from server.accounts.seen import about_in_words
from server.organisations.models import Organisation
from tests.server.accounts.codes import code_of
from tests.server.making import PASSWORD, make_district, make_school, make_user, signed_in


def invited(client: Client, at: Organisation, **changes: str) -> Any:
    given = {
        "username": "asanova",
        "name": "Асанова Гүлнар",
        "organisation": at.pk,
        "role": "operator",
        "language": "kk",
    }
    return client.post("/people/invite/", {**given, **changes})


def told_in(answer: Any) -> str:
    """The one-time password a page shows."""
    (told,) = re.findall(r'id="told">([^<]+)<', answer.content.decode())
    return str(told)


@pytest.mark.expects_log("AXES")
def test_somebody_invited_chooses_a_password_and_pairs_a_telephone_before_any_page() -> None:
    school = make_school()
    told = told_in(invited(signed_in(make_user()), school))
    client = Client()
    assert (
        client.post("/people/sign-in/", {"username": "Asanova", "password": told})["Location"]
        == "/people/sign-in/pair/"
    )
    client.get("/people/sign-in/pair/")
    device = TOTPDevice.objects.get(user__username="asanova")
    assert client.post("/people/sign-in/pair/", {"code": code_of(device)}).status_code == 200
    for address in ("/", "/people/own/", "/people/own/telephone/"):
        assert client.get(address)["Location"] == "/people/own/password/", address
    weak = client.post("/people/own/password/", {"new": "password123", "again": "password123"})
    assert weak.status_code == 200 and b'class="error"' in weak.content
    assert client.post("/people/own/password/", {"new": told, "again": told}).status_code == 200, "not the one told"
    new = "zhana-qupiya-soz-41"
    assert client.post("/people/own/password/", {"new": new, "again": new}).status_code == 302
    assert client.get("/").status_code == 200
    again = Client()
    assert again.post("/people/sign-in/", {"username": "asanova", "password": told}).status_code == 200
    assert again.post("/people/sign-in/", {"username": "asanova", "password": new}).status_code == 302
    assert Membership.objects.get(user__username="asanova").organisation == school


@pytest.mark.parametrize("name", ["as", "Асанова", "as anova", "-asanova", "a" * 40, "asanova<b>", "TAKEN"])
def test_a_user_name_is_latin_and_nobody_elses(name: str) -> None:
    make_user(name="taken")
    answer = invited(signed_in(make_user()), make_school(), username=name)
    assert b'class="error"' in answer.content
    assert User.objects.count() == 2


def test_an_administrator_of_a_school_sees_and_changes_only_its_people() -> None:
    mine, other = make_school(), make_school()
    me, colleague, stranger = make_user(at=mine), make_user("operator", mine), make_user("operator", other)
    above = make_user("supervisor", make_district())
    client = signed_in(me)
    page = client.get("/people/").content.decode()
    assert f"/people/{colleague.pk}/" in page
    assert f"/people/{stranger.pk}/" not in page and f"/people/{above.pk}/" not in page
    for person in (stranger, above):
        assert client.get(f"/people/{person.pk}/").status_code == 404
        for act in ("roles/give", "roles/take", "password", "second-factor", "close", "open"):
            answer = client.post(f"/people/{person.pk}/{act}/", {"organisation": mine.pk, "role": "viewer"})
            assert answer.status_code == 404, act
    assert invited(client, other).status_code == 200 and not User.objects.filter(username="asanova").exists()
    given = {"organisation": other.pk, "role": "administrator"}
    assert client.post(f"/people/{colleague.pk}/roles/give/", given).status_code == 404
    foreign = Membership.objects.get(user=stranger)
    assert client.post(f"/people/{colleague.pk}/roles/take/", {"membership": foreign.pk}).status_code == 404
    assert Membership.objects.filter(pk=foreign.pk).exists()


def test_who_has_a_role_elsewhere_too_keeps_their_keys_from_the_school() -> None:
    mine, other = make_school(), make_school()
    both = make_user("operator", mine)
    Membership.objects.create(user=both, organisation=other, role="operator")
    client = signed_in(make_user(at=mine))
    page = client.get(f"/people/{both.pk}/").content.decode()
    assert other.name_kk not in page
    for act in ("password", "second-factor", "close"):
        assert client.post(f"/people/{both.pk}/{act}/").status_code == 404, act
    both.refresh_from_db()
    assert both.is_active and both.check_password(PASSWORD)


def test_roles_are_given_and_taken_and_the_last_administrator_stays() -> None:
    school, me, person = make_school(), make_user(), make_user("viewer")
    client = signed_in(me)
    for _twice in range(2):
        client.post(f"/people/{person.pk}/roles/give/", {"organisation": school.pk, "role": "operator"})
    one = Membership.objects.get(user=person, role="operator")
    client.post(f"/people/{person.pk}/roles/take/", {"membership": one.pk})
    assert not Membership.objects.filter(pk=one.pk).exists()
    own = Membership.objects.get(user=me)
    client.post(f"/people/{me.pk}/roles/take/", {"membership": own.pk})
    assert Membership.objects.filter(pk=own.pk).exists()
    second = make_user()
    client.post(f"/people/{me.pk}/roles/take/", {"membership": own.pk})
    assert not Membership.objects.filter(pk=own.pk).exists()
    assert Membership.objects.filter(user=second, role="administrator").exists()
    assert list(Seen.objects.order_by("pk").values_list("what", flat=True)) == [
        "role_given",
        "role_taken",
        "role_taken",
    ]


@pytest.mark.expects_log("AXES")
def test_closing_access_ends_open_sessions_and_opening_lets_in_again() -> None:
    person, client = make_user("operator"), signed_in(make_user())
    theirs = signed_in(person)
    assert theirs.get("/").status_code == 200
    client.post(f"/people/{person.pk}/close/")
    assert theirs.get("/").status_code == 302
    assert Client().post("/people/sign-in/", {"username": person.username, "password": PASSWORD}).status_code == 200
    client.post(f"/people/{person.pk}/open/")
    assert Client().post("/people/sign-in/", {"username": person.username, "password": PASSWORD}).status_code == 302


def test_a_given_password_and_a_forgotten_telephone_end_open_sessions() -> None:
    client = signed_in(make_user())
    for act in ("password", "second-factor"):
        person = make_user("operator")
        theirs = signed_in(person)
        assert theirs.get("/").status_code == 200
        client.post(f"/people/{person.pk}/{act}/")
        assert theirs.get("/").status_code == 302, act


def test_nobody_shuts_themselves_out() -> None:
    me = make_user()
    client = signed_in(me)
    for act in ("close", "second-factor", "password"):
        assert client.post(f"/people/{me.pk}/{act}/").status_code == 404, act
    assert client.get("/").status_code == 200


def test_a_one_time_password_ends_after_a_week() -> None:
    person = make_user()
    told = give_one_time_password(person)
    User.objects.filter(pk=person.pk).update(password_ends_at=timezone.now() - timedelta(seconds=1))
    assert Client().post("/people/sign-in/", {"username": person.username, "password": told}).status_code == 200


@pytest.mark.expects_log("AXES")
def test_changing_ones_password_asks_for_the_old_and_ends_the_other_sessions() -> None:
    person = make_user()
    here, there = signed_in(person), signed_in(person)
    new = {"new": "zhana-qupiya-soz-41", "again": "zhana-qupiya-soz-41"}
    assert here.post("/people/own/password/", {**new, "old": "wrong"}).status_code == 200
    assert here.post("/people/own/password/", {**new, "old": PASSWORD}).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


@pytest.mark.expects_log("AXES")
def test_another_telephone_asks_for_the_password_and_replaces_the_one_before() -> None:
    person = make_user()
    client = signed_in(person)
    old = TOTPDevice.objects.get(user=person)
    client.get("/people/own/telephone/")
    new = TOTPDevice.objects.get(user=person, confirmed=False)
    assert client.post("/people/own/telephone/", {"code": code_of(new), "password": "wrong"}).status_code == 200
    assert TOTPDevice.objects.filter(pk=old.pk).exists()
    answer = client.post("/people/own/telephone/", {"code": code_of(new), "password": PASSWORD})
    assert b"recovery-codes" in answer.content
    assert list(TOTPDevice.objects.filter(user=person)) == [new]
    assert client.get("/").status_code == 200
    answer = client.post("/people/own/codes/", {"password": PASSWORD})
    assert b"recovery-codes" in answer.content
    assert client.get("/").status_code == 200


def test_the_list_finds_by_name_role_and_access_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.accounts.people.PAGE_ROWS", 3)
    people = [make_user("viewer", name=f"person{number}") for number in range(4)]
    User.objects.filter(pk=people[0].pk).update(name="Сейітқали Ақмарал", is_active=False)
    client = signed_in(make_user(name="administrator"))

    def shown(query: str) -> list[int]:
        page = client.get(f"/people/{query}").content.decode()
        return [int(number) for number in re.findall(r'<th scope="row"><a href="/people/(\d+)/"', page)]

    assert shown("?q=Ақмарал") == shown("?state=closed") == [people[0].pk]
    first = shown("?role=viewer")
    assert first == [person.pk for person in people[:3]]
    assert shown("?role=viewer&after=person2") == [people[3].pk]
    assert shown("?q=%27%22<b>") == []


def test_the_record_shows_what_is_in_scope_and_leaves_as_a_file() -> None:
    mine, other = make_school(), make_school()
    me, stranger = make_user(at=mine), make_user("operator", other)
    Seen.objects.create(user=stranger, organisation=other, what="case_seen", about={"number": "X9/2026-000009"})
    Seen.objects.create(user=stranger, organisation=mine, what="case_seen", about={"number": "T1/2026-000001"})
    Seen.objects.create(user=stranger, what="signed_in")
    Seen.objects.create(user=me, what="signed_in", about={"mark": "mine"})
    client = signed_in(me)
    page = client.get("/people/seen/").content.decode()
    assert "T1/2026-000001" in page and "mark: mine" in page
    assert "X9/2026-000009" not in page
    assert len(re.findall(r'<th scope="row"', page)) == 2
    for query in ("?since=2999-01-01", "?until=1999-01-01", "?what=role_given", "?who=nobody"):
        assert '<th scope="row"' not in client.get(f"/people/seen/{query}").content.decode(), query
    for query in ("?since=x&until=2026-13-45&before=x&who=%FF", "?before=9999999999999999999999", "?before=²"):
        assert client.get(f"/people/seen/{query}").status_code == 200, query
    written = b"".join(client.get("/people/seen/?export=csv")).decode("utf-8-sig")
    assert "T1/2026-000001" in written and "X9/2026-000009" not in written
    assert Seen.objects.filter(what="exported", user=me).exists()


def test_the_record_names_what_it_keeps_in_words() -> None:
    told = Seen(what="role_given", about={"person": 7, "role": "viewer"})
    opened = Seen(what="refused_seen", about={"counter": "S7", "person": 1})
    with override("ru"):
        assert about_in_words(told).endswith("Роль: Только показатели")
        assert about_in_words(opened) == "Канцелярия: S7, Персональные данные: да"


def test_the_first_administrator_is_made_from_the_shell() -> None:
    told = StringIO()
    call_command("make_administrator", "Director", stdout=told, stderr=StringIO())
    name, password = told.getvalue().split()
    assert name == "director"
    assert Client().post("/people/sign-in/", {"username": name, "password": password}).status_code == 302
    district = Organisation.objects.get()
    assert Membership.objects.get().organisation == district
    call_command("make_administrator", "director", stdout=told, stderr=StringIO())
    assert User.objects.count() == Organisation.objects.count() == Membership.objects.count() == 1
    with pytest.raises(CommandError, match="Latin"):
        call_command("make_administrator", "Директор", stdout=told, stderr=StringIO())


def test_every_act_that_is_noted_has_words() -> None:
    noted = set()
    for path in (Path(seen_words.__file__).parents[1]).rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", "") == "note_seen":
                noted |= {node.value for node in ast.walk(call.args[1]) if isinstance(node, ast.Constant)}
    assert len(noted) > 10
    assert not noted - set(seen_words.WORDS)


def test_what_somebody_is_and_does_elsewhere_is_not_told_to_the_school() -> None:
    mine, other = make_school(), make_school()
    both = make_user("viewer", mine)
    Membership.objects.create(user=both, organisation=other, role="supervisor")
    Seen.objects.create(user=both, organisation=other, what="complaint_seen", about={"complaint": "1"})
    client = signed_in(make_user(at=mine))
    address = f"/people/{both.pk}/"
    assert address in client.get("/people/?role=viewer").content.decode()
    assert address not in client.get("/people/?role=supervisor").content.decode()
    assert "looked at a complaint" not in client.get(address).content.decode()
    assert "looked at a complaint" in signed_in(make_user()).get(address).content.decode()


@pytest.mark.expects_log("AXES")
def test_ones_old_password_is_not_guessed_on_the_page_that_changes_it(settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    here = signed_in(make_user())
    new = {"new": "zhana-qupiya-soz-41", "again": "zhana-qupiya-soz-41"}
    for _again in range(3):
        here.post("/people/own/password/", {**new, "old": "wrong"})
    assert here.post("/people/own/password/", {**new, "old": PASSWORD}).status_code == 429
