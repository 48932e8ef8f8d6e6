"""The exchange over HTTP: the same answers, their statuses, and what is no request of a counter's."""

import io
from typing import Any

import pytest
from django.db import OperationalError
from django.http.request import UnreadablePostError
from django.test import Client, RequestFactory

from forms.exchange import Acknowledgement, Enrolled, Enrolment, Invitation, KeyTaken, NotTaken
from forms.invitation_code import read_code
from forms.signed import ANSWER_MEDIA_TYPE, read_answer, read_signed, seal_for, sign_document
from server.intake import views
from server.intake.models import Delivery
from server.organisations.centre_keys import key_ring
from server.organisations.enrolling import invite
from tests.server.intake.sending import document, question, rekey, twin_of
from tests.server.making import InventedCounter, make_user


@pytest.fixture
def counter() -> InventedCounter:
    """A counter that has received somebody."""
    made = InventedCounter()
    made.decide()
    return made


def post(what: str, data: bytes, **more: Any) -> Any:
    """As a counter sends it, but for what a browser would have."""
    return Client(enforce_csrf_checks=True).post(
        f"/exchange/v1/{what}", data, content_type="application/octet-stream", **more
    )


def not_taken(response: Any) -> NotTaken:
    """The one document of a refusal."""
    assert response["Content-Type"] == ANSWER_MEDIA_TYPE
    return document(read_answer(response.content), NotTaken)


def test_a_batch_is_taken(counter: InventedCounter) -> None:
    response = post("batches", counter.batch())
    assert (response.status_code, response["Content-Type"]) == (200, ANSWER_MEDIA_TYPE)
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert document(read_answer(response.content), Acknowledgement).upto.sequence == 4


def test_a_question_is_answered(counter: InventedCounter) -> None:
    response = post("questions", question(counter))
    assert response.status_code == 200
    assert document(read_answer(response.content), Acknowledgement).upto.sequence == 0


def test_statuses(counter: InventedCounter) -> None:
    assert post("batches", b"").status_code == 411
    assert post("batches", b"<html>").status_code == 422
    assert post("batches", counter.batch(2)).status_code == 409
    stranger = twin_of(counter)
    rekey(stranger)
    assert post("batches", stranger.batch()).status_code == 403
    assert post("questions", question(stranger)).status_code == 403
    assert post("questions", b"x").status_code == 422
    assert post("enrolments", b"x").status_code == 422
    assert post("keys", b"x").status_code == 422
    for what in ("batches", "questions", "enrolments", "keys"):
        assert Client().get(f"/exchange/v1/{what}").status_code == 405
    assert Client().post("/exchange/v1/invitations/x").status_code == 405


def test_an_invitation_is_read_and_taken_up(counter: InventedCounter) -> None:
    code = read_code(invite(counter.row, make_user(), address="https://centre.example").code)
    response = Client().get(f"/exchange/v1/invitations/{code.token}")
    assert response.status_code == 200
    invitation = document(read_answer(response.content), Invitation)
    assert code.fits(invitation.keys.signing)
    enrolment = Enrolment(
        counter=counter.code,
        token=code.token,
        signing=counter.public,
        sealing=counter.sealing_public,
        program="1",
        made_at="",
    )
    sealed = seal_for(sign_document(enrolment, counter.private.private_bytes_raw()), invitation.keys.sealing)
    assert document(read_answer(post("enrolments", sealed).content), Enrolled).counter == counter.code
    assert post("keys", sealed).status_code == 422
    counter.row.invitations.update(expires_at="2026-01-01T00:00:00Z")
    ended = Client().get(f"/exchange/v1/invitations/{code.token}")
    assert (ended.status_code, not_taken(ended).problem) == (410, "846")
    assert Client().get("/exchange/v1/invitations/AAAA").status_code == 404


def test_keys_change(counter: InventedCounter) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from tests.server.intake.test_enrolments import change

    response = post("keys", change(counter, Ed25519PrivateKey.generate()))
    assert response.status_code == 200
    assert document(read_answer(response.content), KeyTaken).counter == counter.code


def test_what_is_too_large_is_not_read(counter: InventedCounter, settings: Any) -> None:
    from forms.batches import BatchLimits

    settings.EXCHANGE_LIMITS = BatchLimits(sealed=100)
    data = counter.batch()

    class Body(io.BytesIO):
        """Counts what is read of it."""

        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            found = super().read(size)
            self.taken += len(found)
            return found

    body = Body(data + bytes(1 << 20))
    request = RequestFactory().generic("POST", "/exchange/v1/batches")
    request.META.update({"CONTENT_LENGTH": str(1 << 40), "wsgi.input": body})
    request = type(request)({**request.META, "wsgi.input": body})
    response = views.batches(request)
    assert response.status_code == 413
    answer = not_taken(response)
    assert (answer.problem, answer.counter, answer.fields["size"]) == ("852", counter.code, str(1 << 40))
    assert body.taken <= 64 << 10
    # One that is within what is read, and over the limits it announces.
    settings.EXCHANGE_LIMITS = BatchLimits(events=2)
    response = post("batches", data)
    assert (response.status_code, not_taken(response).problem) == (413, "824")
    assert post("questions", bytes(300_000)).status_code == 413


@pytest.mark.parametrize("length", ["", "-5", "many"])
def test_a_body_of_unknown_length(length: str) -> None:
    request = RequestFactory().generic("POST", "/exchange/v1/batches")
    request.META["CONTENT_LENGTH"] = length
    assert views.batches(request).status_code == 411


def test_a_connection_cut_in_the_body(counter: InventedCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    data = counter.batch()
    cut = post("batches", data[: len(data) // 2])
    assert (cut.status_code, not_taken(cut).problem) == (422, "821")

    def read(*_: object) -> bytes:
        raise UnreadablePostError

    monkeypatch.setattr("django.http.HttpRequest.read", read)
    assert post("batches", data).status_code == 400


@pytest.mark.expects_log("the database did not answer", "Service Unavailable")
def test_a_database_that_is_away(counter: InventedCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(views, "receive_batch", away)
    response = post("batches", counter.batch())
    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_who_is_refused_too_often_is_not_heard(counter: InventedCounter, settings: Any) -> None:
    settings.EXCHANGE_REFUSED_PER_MINUTE = 3
    for _ in range(3):
        assert Client().get("/exchange/v1/invitations/AAAA").status_code == 404
    response = Client().get("/exchange/v1/invitations/AAAA")
    assert (response.status_code, response["Retry-After"], not_taken(response).problem) == (429, "60", "851")
    assert post("batches", counter.batch()).status_code == 429
    assert Delivery.objects.count() == 3
    assert post("batches", counter.batch(), REMOTE_ADDR="10.0.0.9").status_code == 200


def test_one_counter_has_its_pace(counter: InventedCounter, settings: Any) -> None:
    settings.EXCHANGE_PER_MINUTE = 1
    assert post("batches", counter.batch()).status_code == 200
    response = post("batches", counter.batch())
    assert (response.status_code, response["Retry-After"]) == (429, "30")


def test_behind_a_proxy_the_last_address_it_names_counts(settings: Any) -> None:
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.1.1", REMOTE_ADDR="127.0.0.1")
    assert views.address_of(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert views.address_of(request) == "10.1.1.1"
    assert views.address_of(RequestFactory().get("/", REMOTE_ADDR="")) is None
    settings.BEHIND_PROXY = False
    houses = {"2001:db8:1:2::9": "2001:db8:1:2::", "2001:db8:1:2:f::1": "2001:db8:1:2::", "::ffff:10.1.1.2": "10.1.1.2"}
    for address, house in houses.items():
        assert views.address_of(RequestFactory().get("/", REMOTE_ADDR=address)) == house
    settings.BEHIND_PROXY = True
    assert views.address_of(RequestFactory().get("/", HTTP_X_FORWARDED_FOR="x'; --")) is None


def test_an_invitation_is_signed_by_the_centre(counter: InventedCounter) -> None:
    code = read_code(invite(counter.row, make_user(), address="https://centre.example").code)
    (invitation,) = read_answer(Client().get(f"/exchange/v1/invitations/{code.token}").content)
    assert read_signed(invitation, Invitation, {key_ring().public.signing}).token == ""
