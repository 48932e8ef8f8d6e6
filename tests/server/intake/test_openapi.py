"""The API is what its description says, and whatever is sent to it, it stands."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from django.test import Client
from django.urls import URLPattern
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from server.intake import urls
from server.wsgi import application

DESCRIPTION = Path(urls.__file__).with_name("openapi.json")


def described() -> dict[str, Any]:
    """The description as it is kept."""
    found: dict[str, Any] = json.loads(DESCRIPTION.read_text("utf-8"))
    return found


def addresses() -> Iterator[str]:
    """Every address of the exchange, as a description writes it."""
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        yield "/exchange/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))


def test_every_address_is_described_and_every_description_has_an_address() -> None:
    of_the_exchange = {path for path in described()["paths"] if path.startswith("/exchange/")}
    assert of_the_exchange == set(addresses())


def test_it_is_served() -> None:
    response = Client().get("/exchange/v1/openapi.json")
    assert response.json() == described()


def test_every_reference_leads_somewhere() -> None:
    whole = described()
    for reference in re.findall(r'"#/([^"]+)"', DESCRIPTION.read_text("utf-8")):
        found: Any = whole
        for part in reference.split("/"):
            found = found[part]


_MEDIA = ("application/vnd.kense.batch", "application/vnd.kense.document")
for media in _MEDIA:
    schemathesis.openapi.media_type(media, st.binary(max_size=400))


@schemathesis.serializer(*_MEDIA)
def _as_it_is(context: object, value: bytes) -> bytes:
    return value


schema = schemathesis.openapi.from_dict(described())
schema.app = application


@pytest.mark.parametrize("operation", sorted(described()["paths"]))
@pytest.mark.parametrize("starts", [b"", b"KENSE-BATCH-1\n", b"KENSE-SEALED-1\n", b"KENSE-SIGNED-1\n"])
def test_no_bytes_bring_it_down(operation: str, starts: bytes, settings: Any) -> None:
    settings.EXCHANGE_REFUSED_PER_MINUTE = 1 << 30
    client = Client()

    @seed(5)
    @given(st.binary(max_size=300))
    @_few(25)
    def send(body: bytes) -> None:
        response = client.post(operation.format(token="A"), starts + body, content_type="application/octet-stream")
        assert response.status_code in (405, 411, 422)

    send()


@pytest.fixture
def _connection_kept() -> Iterator[None]:
    """The test's connection outlives a request, as with Django's own client."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


def test_the_description_is_kept_to(settings: Any, _connection_kept: None) -> None:
    settings.EXCHANGE_REFUSED_PER_MINUTE = 1 << 30
    settings.ALLOWED_HOSTS = ["*"]
    for found in schema.get_all_operations():
        operation: APIOperation[Any, Any, Any, Any] = found.ok()  # type: ignore[union-attr]

        @seed(5)
        @given(case=operation.as_strategy())
        @_few(10)
        def send(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=[not_a_server_error, status_code_conformance, response_schema_conformance])

        send()


def _few(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
