"""Signing in: password, second factor, and everything that must not open the door."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from server.accounts import second_factor
from server.accounts.models import Seen, User
from server.accounts.passwords import give_one_time_password
from tests.server.accounts.codes import code_of
from tests.server.making import PASSWORD, make_user, signed_in

SIGN_IN, CODE, PAIR = "/people/sign-in/", "/people/sign-in/code/", "/people/sign-in/pair/"


def give_password(client: Client, user: User, password: str = PASSWORD, onward: str = "") -> Any:
    return client.post(SIGN_IN, {"username": user.username, "password": password, "next": onward})


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_password_and_code_open_the_page_that_was_asked_for() -> None:
    user, client = make_user(), Client()
    asked = client.get("/people/?role=viewer")
    assert asked.status_code == 302
    page = client.get(asked["Location"]).content.decode()
    (onward,) = re.findall(r'name="next" value="([^"]*)">\n(?:<div|<p)', page)
    assert give_password(client, user, onward=onward)["Location"] == CODE
    assert not is_in(client), "the password alone opens nothing"
    answer = client.post(CODE, {"code": code_of(TOTPDevice.objects.get(user=user))})
    assert answer["Location"] == "/people/?role=viewer"
    assert is_in(client)
    assert Seen.objects.get(what="signed_in").user == user


def test_a_code_is_good_once_and_a_wrong_one_makes_wait() -> None:
    user = make_user()
    device = TOTPDevice.objects.get(user=user)
    code = code_of(device)
    first, second = Client(), Client()
    give_password(first, user)
    assert first.post(CODE, {"code": code}).status_code == 302
    give_password(second, user)
    assert second.post(CODE, {"code": code}).status_code == 200
    assert second.post(CODE, {"code": code_of(device, 1)}).status_code == 200, "the right one too must wait"
    assert not is_in(second)
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(minutes=5))
    assert second.post(CODE, {"code": code_of(device, 1)}).status_code == 302


@pytest.mark.parametrize("wrong", ["", "abc", "000000", "١٢٣٤٥٦", "9" * 40, "²²²²²²"])
def test_no_odd_code_opens_or_breaks(wrong: str) -> None:
    user, client = make_user(), Client()
    give_password(client, user)
    assert client.post(CODE, {"code": wrong}).status_code == 200
    assert not is_in(client)


def test_the_first_sign_in_pairs_a_telephone_and_shows_codes_good_once() -> None:
    user, client = make_user(), Client()
    second_factor.forget_second_factor(user)
    assert give_password(client, user)["Location"] == PAIR
    page = client.get(PAIR)
    assert b"<svg" in page.content and b"style=" not in page.content
    device = TOTPDevice.objects.get(user=user)
    assert not device.confirmed
    answer = client.post(PAIR, {"code": code_of(device)})
    codes = re.findall(r"<li>(\w{4}-\w{4})</li>", answer.content.decode())
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert is_in(client)
    assert client.get(PAIR).status_code == 302, "the codes and the key are not shown again"
    other = Client()
    give_password(other, user)
    assert other.post(CODE, {"code": codes[0].upper()}).status_code == 302
    assert is_in(other)
    third = Client()
    give_password(third, user)
    assert third.post(CODE, {"code": codes[0]}).status_code == 200
    assert not is_in(third)
    assert StaticToken.objects.filter(device__user=user).count() == second_factor.RECOVERY_CODES - 1


def test_who_has_a_telephone_cannot_pair_another_with_the_password_alone() -> None:
    user, client = make_user(), Client()
    give_password(client, user)
    assert client.get(PAIR)["Location"] == SIGN_IN
    assert client.post(PAIR, {"code": "123456"})["Location"] == SIGN_IN
    assert TOTPDevice.objects.filter(user=user).count() == 1


@pytest.mark.expects_log("AXES")
def test_a_wrong_name_a_wrong_password_a_closed_access_and_an_ended_password_look_the_same() -> None:
    closed, ended = make_user(), make_user()
    User.objects.filter(pk=closed.pk).update(is_active=False)
    told = give_one_time_password(ended)
    User.objects.filter(pk=ended.pk).update(password_ends_at=timezone.now() - timedelta(minutes=1))
    answers = set()
    for name, password in (
        ("nobody", PASSWORD),
        (make_user().username, "wrong"),
        (closed.username, PASSWORD),
        (ended.username, told),
    ):
        answer = Client().post(SIGN_IN, {"username": name, "password": password})
        assert answer.status_code == 200
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        answers.add(text.replace(f'value="{name}"', ""))
    assert len(answers) == 1


@pytest.mark.expects_log("AXES")
def test_wrong_passwords_lock_the_name_from_that_address_alone() -> None:
    user, client = make_user(), Client()
    answers = [give_password(client, user, "wrong").status_code for _ in range(9)]
    assert answers[-1] == 429 and answers[0] == 200
    assert give_password(client, user).status_code == 429, "the right one too"
    unknown = Client()
    for _ in range(9):
        answer = unknown.post(SIGN_IN, {"username": "nobody", "password": "wrong"})
    assert answer.status_code == 429, "a name that is not there locks alike"
    elsewhere = Client(REMOTE_ADDR="10.1.1.1")
    assert give_password(elsewhere, user).status_code == 302


@pytest.mark.parametrize(
    "foreign",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_no_other_host_is_gone_to(foreign: str) -> None:
    user, client = make_user(), Client()
    give_password(client, user, onward=foreign)
    answer = client.post(CODE, {"code": code_of(TOTPDevice.objects.get(user=user))})
    assert answer["Location"] == "/"
    answer = client.post("/language/", {"language": "ru", "next": foreign})
    assert answer["Location"] == "/"


def test_the_session_key_changes_at_each_factor_and_what_was_planted_is_gone() -> None:
    user, client = make_user(), Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    keys = [session.session_key]
    give_password(client, user)
    keys.append(client.session.session_key)
    client.post(CODE, {"code": code_of(TOTPDevice.objects.get(user=user))})
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3
    assert "planted" not in client.session


def test_who_waits_too_long_between_the_factors_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    user, client = make_user(), Client()
    give_password(client, user)
    now = time.time()
    monkeypatch.setattr("server.accounts.second_factor.time.time", lambda: now + 601)
    assert client.post(CODE, {"code": "123456"})["Location"] == SIGN_IN


def test_a_password_changed_between_the_factors_begins_again() -> None:
    user, client = make_user(), Client()
    give_password(client, user)
    give_one_time_password(user)
    assert client.get(CODE)["Location"] == SIGN_IN


@pytest.mark.parametrize(("away", "inside"), [(29 * 60, True), (31 * 60, False)])
def test_a_session_ends_when_nobody_uses_it(away: int, inside: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(make_user())
    assert is_in(client)
    now = time.time()
    monkeypatch.setattr("server.accounts.sessions.time.time", lambda: now + away)
    assert is_in(client) == inside


def test_a_page_that_renews_itself_keeps_nobody_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(make_user())
    assert is_in(client)
    now = time.time()
    for minutes, status in ((10, 200), (20, 200), (29, 200), (31, 302)):
        monkeypatch.setattr("server.accounts.sessions.time.time", lambda passed=minutes: now + passed * 60)
        assert client.get("/?live").status_code == status, minutes


def test_a_session_ends_with_the_day_however_busy(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    client = signed_in(make_user())
    begun, after = time.time(), 0
    monkeypatch.setattr("server.accounts.sessions.time.time", lambda: begun + after)
    while is_in(client) and after < 2 * settings.SESSION_COOKIE_AGE:
        after += 20 * 60
    assert settings.SESSION_COOKIE_AGE < after <= settings.SESSION_COOKIE_AGE + 20 * 60


def test_signing_out_ends_the_session_for_good() -> None:
    client = signed_in(make_user())
    kept = client.cookies["sessionid"].value
    assert client.get("/people/sign-out/").status_code == 405
    client.post("/people/sign-out/")
    again = Client()
    again.cookies["sessionid"] = kept
    assert not is_in(again)


def test_the_language_of_the_user_comes_with_them() -> None:
    user, client = make_user(), Client()
    User.objects.filter(pk=user.pk).update(language="ru")
    give_password(client, user)
    client.post(CODE, {"code": code_of(TOTPDevice.objects.get(user=user))})
    assert b'<html lang="ru">' in client.get("/").content
    client.post("/language/", {"language": "en", "next": "/"})
    user.refresh_from_db()
    assert user.language == "en"
    client.post("/language/", {"language": "xx", "next": "/"})
    user.refresh_from_db()
    assert user.language == "en"


def test_the_address_behind_a_proxy_is_what_the_proxy_adds(settings: Any) -> None:
    user = make_user()
    settings.BEHIND_PROXY = True
    client = Client(HTTP_X_FORWARDED_FOR="1.2.3.4, 10.9.8.7", REMOTE_ADDR="127.0.0.1")
    give_password(client, user)
    client.post(CODE, {"code": code_of(TOTPDevice.objects.get(user=user))})
    assert Seen.objects.get(what="signed_in").address == "10.9.8.7"
