"""What every answer carries, and what a visitor is told when something is wrong."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import include, path

from server.pages import errors
from server.settings import LANGUAGES
from tests.server.making import make_user, signed_in

PAGES = ["/", "/people/sign-in/", "/no/such/page/", "/people/", "/static/pages/centre.css"]


def broken(request: HttpRequest) -> HttpResponseBase:
    """A view with a fault."""
    raise RuntimeError("a fault of ours")


urlpatterns = [path("broken/", broken), path("", include("server.urls"))]
handler500 = "server.pages.errors.tell_broken"


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_is_guarded(address: str) -> None:
    answer = signed_in(make_user()).get(address)
    answer.close()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if address.startswith("/static/"):
        return
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy


def test_over_tls_browsers_are_told_to_keep_to_it(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    answer = Client().get("/people/sign-in/", secure=True)
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_cookies_are_for_this_host_and_no_script() -> None:
    client = signed_in(make_user())
    answer = client.post("/language/", {"language": "ru", "next": "/"})
    client.get("/people/own/")
    for name in ("csrftoken", "django_language"):
        cookie = client.cookies[name] if name == "csrftoken" else answer.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax", name


def test_pages_of_secrets_are_not_kept_by_the_browser() -> None:
    client = signed_in(make_user())
    for address in ("/people/sign-in/", "/people/own/telephone/", "/people/own/password/", "/people/invite/"):
        assert "no-store" in client.get(address).headers["Cache-Control"], address


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_a_page_that_is_not_there_is_told_in_the_frame(language: str) -> None:
    for client in (Client(headers={"accept-language": language}), signed_in(make_user(), language)):
        answer = client.get("/no/such/page/")
        assert answer.status_code == 404
        assert f'<html lang="{language}">' in answer.content.decode()
    answer = signed_in(make_user("viewer"), language).get("/people/")
    assert answer.status_code == 403
    assert f'<html lang="{language}">' in answer.content.decode()


def test_a_request_that_cannot_be_read_is_told() -> None:
    answer = errors.tell_bad_request(RequestFactory().get("/"), None)
    assert answer.status_code == 400
    assert Client(headers={"host": "evil.example"}).get("/people/sign-in/").status_code == 400


def test_a_form_of_another_session_is_told() -> None:
    answer = Client(enforce_csrf_checks=True).post("/people/sign-in/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert b"<main" in answer.content


@pytest.mark.parametrize("address", ["/people/?q=a%00b", "/people/seen/?who=%00", "/people/?%00=1", "/x%00y/"])
def test_a_nul_is_refused_before_a_database_meets_it(address: str) -> None:
    client = signed_in(make_user())
    assert client.get(address).status_code == 400
    assert client.post("/people/sign-in/", {"username": "a\0b", "password": "x"}).status_code == 400


def test_pages_of_people_are_not_kept_by_the_browser() -> None:
    answer = signed_in(make_user()).get("/people/")
    assert "no-store" in answer.headers["Cache-Control"] and "private" in answer.headers["Cache-Control"]


@pytest.mark.urls("tests.server.pages.test_headers")
@pytest.mark.expects_log("broken")
def test_a_fault_of_ours_is_told_in_three_languages_and_tells_nothing_of_it() -> None:
    client = Client(raise_request_exception=False)
    answer = client.get("/broken/")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert all(f'lang="{code}"' in text for code, _name in LANGUAGES)
    assert "RuntimeError" not in text and "a fault of ours" not in text


@pytest.mark.parametrize("address", ["/people/sign-in/", "/receipt/", "/no/such/page/", "/language/"])
def test_nobody_fills_the_disk_before_they_signed_in(address: str) -> None:
    answer = Client().generic("POST", address, b"", CONTENT_LENGTH=str(17 << 20))
    assert answer.status_code == 413


def test_a_body_is_bounded_for_who_is_signed_in_too() -> None:
    client = signed_in(make_user())
    assert client.generic("POST", "/publish/new/roster/", b"", CONTENT_LENGTH=str(65 << 20)).status_code == 413
    assert client.generic("POST", "/publish/new/roster/", b"", CONTENT_LENGTH="no number").status_code == 413
    assert client.post("/language/", {"language": "ru"}).status_code == 302
