"""Every address of the centre, walked: who is not signed in, or has no right, or sends a foreign form, gets nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.server.making import make_user, signed_in

# Meant for who is not signed in: the counters' exchange (its documents are signed and sealed), the applicant's pages,
# what watches the server, and the sign-in itself.
OPEN_APPS = {"public", "observing"}
OPEN_NAMES = {"accounts:sign_in", "accounts:code", "accounts:pair", "accounts:sign_out", "pages:language"}
OPEN_ROUTES = ("exchange/",)
# For whoever is signed in, whatever their rights.
OWN_NAMES = {f"accounts:{name}" for name in ("own", "password", "language", "pair_again", "renew_codes")}

SAMPLES: dict[str, Any] = {"int": 1, "str": "T1", "slug": "t1-2026-000001", "uuid": "0" * 8, "path": "x"}


def walk(patterns: list[Any], before: str = "", apps: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every (name, address with sample values)."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, route, (*apps, *filter(None, [one.app_name])))
        elif isinstance(one, URLPattern):
            yield ":".join((*apps, one.name or "")), filled(route)


def filled(route: str) -> str:
    """A route with its parts filled: ``people/<int:number>/`` → ``/people/1/``."""
    text = ""
    for piece in route.split("<"):
        kind, closed, rest = piece.partition(">")
        text += f"{SAMPLES[kind.partition(':')[0] if ':' in kind else 'str']}{rest}" if closed else piece
    return "/" + text


def addresses() -> list[tuple[str, str]]:
    return list(walk(get_resolver().url_patterns))


def is_open(name: str, address: str) -> bool:
    return name.partition(":")[0] in OPEN_APPS or name in OPEN_NAMES or address[1:].startswith(OPEN_ROUTES)


def closed_addresses() -> list[tuple[str, str]]:
    return [(name, address) for name, address in addresses() if not is_open(name, address)]


def test_the_walk_finds_the_pages() -> None:
    found = dict(addresses())
    assert found["pages:today"] == "/"
    assert found["accounts:person"] == "/people/1/"
    assert len(closed_addresses()) > 15


def test_who_is_not_signed_in_is_sent_to_the_sign_in() -> None:
    wrong = []
    for name, address in closed_addresses():
        for method in ("get", "post"):
            answer = getattr(Client(), method)(address)
            if answer.status_code == 405 or answer.headers.get("Location", "").startswith("/people/sign-in/"):
                continue
            wrong.append((method, name, address, answer.status_code))
    assert not wrong


def test_the_password_alone_opens_no_page() -> None:
    user = make_user()
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    wrong = []
    for name, address in closed_addresses():
        answer = client.get(address)
        if answer.status_code != 405 and not answer.headers.get("Location", "").startswith("/people/sign-in/"):
            wrong.append((name, address, answer.status_code))
    assert not wrong


def test_who_has_no_role_gets_nothing_but_their_own_account() -> None:
    user = make_user("viewer")
    user.memberships.all().delete()
    client, wrong = signed_in(user), []
    for name, address in closed_addresses():
        answers = {method: getattr(client, method)(address).status_code for method in ("get", "post")}
        if name not in OWN_NAMES and not set(answers.values()) <= {403, 405}:
            wrong.append((name, address, answers))
    assert not wrong


def test_a_viewer_of_figures_meets_no_page_of_names_or_of_keys() -> None:
    client = signed_in(make_user("viewer"))
    closed = [
        (name, address) for name, address in closed_addresses() if name.partition(":")[0] in {"accounts", "register"}
    ]
    assert closed
    wrong = []
    for name, address in closed:
        answers = {client.get(address).status_code, client.post(address).status_code}
        if name not in OWN_NAMES and not answers <= {403, 405}:
            wrong.append((name, address, answers))
    assert not wrong


def test_a_form_without_the_sessions_mark_is_refused_everywhere() -> None:
    user = make_user()
    plain = signed_in(user)
    client = Client(enforce_csrf_checks=True)
    client.cookies = plain.cookies
    wrong = []
    for name, address in addresses():
        if address.startswith("/exchange/") or name.partition(":")[0] == "observing":
            continue  # machines: no session counts there
        answer = client.post(address)
        if answer.status_code not in (403, 405):
            wrong.append((name, address, answer.status_code))
    assert not wrong


@pytest.mark.parametrize("name", sorted(OPEN_NAMES | OWN_NAMES))
def test_the_exceptions_exist(name: str) -> None:
    assert name in dict(addresses())
