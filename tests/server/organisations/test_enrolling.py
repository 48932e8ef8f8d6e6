"""A counter is made, invited, taken up, revoked."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from forms.exchange import Enrolled, Enrolment, Invitation
from forms.invitation_code import read_code
from forms.signed import read_answer, read_signed, seal_for, sign_document
from server.accounts.models import Seen
from server.organisations.centre_keys import key_ring
from server.organisations.enrolling import open_invitations
from server.organisations.models import Counter, Invited, Organisation
from tests.server.making import InventedCounter, make_district, make_school, make_user, signed_in


def school(code: str = "school-7") -> Organisation:
    place = make_school(code)
    place.address_kk, place.address_ru, place.phone = "Үлгі, 1-үй", "Примерный, дом 1", "+77010000007"
    place.save()
    return place


PROFILE = {"provider": "local", "zone": "Asia/Almaty", "interface": "kk", "attestation": "E2020-7", "enrolment": ""}


def make(client: Client, place: Organisation, code: str = "S7") -> str:
    """Make a counter by the page; the code that was shown."""
    answer = client.post("/places/counter/", {"organisation": place.pk, "code": code, **PROFILE})
    return shown_code(answer.content.decode())


def shown_code(page: str) -> str:
    found = re.search(r'name="code" value="([0-9A-Z-]{24})"', page)
    assert found, page
    return found[1]


def file_of(client: Client, counter: str, code: str) -> Invitation:
    answer = client.post(f"/places/counters/{counter}/invitation/", {"code": code})
    assert answer["Content-Disposition"] == f'attachment; filename="{counter}.kense-invitation"'
    return read_signed(answer.content, Invitation, {key_ring().public.signing})


def enrol(client: Client, invitation: Invitation, token: str) -> list[bytes]:
    """What a counter sends, and the documents that come back."""
    private = Ed25519PrivateKey.generate()
    enrolment = Enrolment(
        counter=invitation.counter,
        token=token,
        signing=private.public_key().public_bytes_raw().hex(),
        sealing="ab" * 32,
        program="Kense 1",
        made_at=datetime.now(UTC).isoformat(),
    )
    sealed = seal_for(sign_document(enrolment, private.private_bytes_raw()), invitation.keys.sealing)
    return read_answer(client.post("/exchange/v1/enrolments", sealed, content_type="application/octet-stream").content)


def test_a_counter_is_made_and_its_invitation_shown_once() -> None:
    client = signed_in(make_user())
    code = make(client, school())
    counter = Counter.objects.get(code="S7")
    assert (counter.state, counter.organisation.code) == ("invited", "school-7")
    invited = Invited.objects.get()
    assert read_code(code).fits(key_ring().public.signing)
    assert read_code(code).token.encode() not in bytes(invited.document)
    assert timedelta(days=13) < invited.expires_at - datetime.now(UTC) <= timedelta(days=14)
    assert code not in client.get("/places/counters/S7/").content.decode()
    assert code not in client.get("/places/counters/S7/invite/").content.decode()
    assert Seen.objects.filter(what="counter_made", about={"counter": "S7"}).exists()


def test_the_code_on_the_page_opens_the_invitation_on_line() -> None:
    client = signed_in(make_user())
    code = make(client, school())
    token = read_code(code).token
    (document,) = read_answer(Client().get(f"/exchange/v1/invitations/{token}").content)
    invitation = read_signed(document, Invitation, {key_ring().public.signing})
    assert (invitation.counter, invitation.token, invitation.address) == ("S7", "", "http://testserver")
    assert invitation.verification_address.startswith("http://testserver/receipt/")
    assert 'counter = "S7"' in invitation.profile


def test_the_file_enrols_the_counter_once() -> None:
    client = signed_in(make_user())
    invitation = file_of(client, "S7", make(client, school()))
    (answer,) = enrol(Client(), invitation, invitation.token)
    assert read_signed(answer, Enrolled, {key_ring().public.signing}).counter == "S7"
    counter = Counter.objects.get(code="S7")
    assert counter.state == "active"
    assert not open_invitations(counter).exists()
    (second,) = enrol(Client(), invitation, invitation.token)
    assert b"not_taken" in second


def test_a_second_invitation_ends_the_first() -> None:
    client = signed_in(make_user())
    first = make(client, school())
    second = shown_code(client.post("/places/counters/S7/invite/", PROFILE).content.decode())
    answer = client.post("/places/counters/S7/invitation/", {"code": first}, follow=True)
    assert "has ended or was used" in answer.content.decode()
    assert file_of(client, "S7", second).counter == "S7"


@pytest.mark.parametrize("code", ["", "S 7", "S_7", "S-7", "Ш7", "S" * 17, "s7"])
def test_a_code_that_cannot_be_is_told_at_its_field(code: str) -> None:
    place = school()
    Counter.objects.create(code="S7", organisation=place)
    page = signed_in(make_user()).post("/places/counter/", {"organisation": place.pk, "code": code, **PROFILE})
    assert 'class="error"' in page.content.decode()
    assert Counter.objects.count() == 1


def test_a_school_without_address_is_named_and_no_counter_is_left_half_made() -> None:
    place = make_school()
    page = signed_in(make_user()).post("/places/counter/", {"organisation": place.pk, "code": "S7", **PROFILE})
    assert "address_kk" in page.content.decode()
    assert not Counter.objects.exists()


def test_a_revoked_counters_batches_are_refused_and_alarmed() -> None:
    counter = InventedCounter("S7")
    counter.decide()
    client = signed_in(make_user())
    client.post("/places/counters/S7/revoke/", {"why": "stolen", "sure": "S7"})
    counter.row.refresh_from_db()
    assert (counter.row.state, counter.row.revoked_why) == ("revoked", "stolen")
    key = counter.row.keys.get()
    assert key.revoked
    assert key.ended_at is not None
    answer = Client().post("/exchange/v1/batches", counter.batch(), content_type="application/octet-stream")
    assert b"not_taken" in answer.content
    counter.row.refresh_from_db()
    assert counter.row.upto == 0
    assert "Signed with a key that was revoked" in client.get("/places/counters/S7/").content.decode()
    alarm = counter.row.alarms.get()
    client.post(f"/places/counters/S7/alarms/{alarm.pk}/", {"note": "the thief tried"})
    alarm.refresh_from_db()
    assert (alarm.note, alarm.understood_at is not None) == ("the thief tried", True)


@pytest.mark.parametrize("told", [{"why": "", "sure": "S7"}, {"why": "lost", "sure": "s8"}, {}])
def test_nothing_is_revoked_without_reason_and_code(told: dict[str, str]) -> None:
    counter = InventedCounter("S7")
    signed_in(make_user()).post("/places/counters/S7/revoke/", told)
    counter.row.refresh_from_db()
    assert counter.row.state == "active"


def test_a_revoked_counter_comes_back_with_another_key_only() -> None:
    place = school()
    counter = InventedCounter("S7", place)
    client = signed_in(make_user())
    client.post("/places/counters/S7/revoke/", {"why": "lost", "sure": "S7"})
    code = shown_code(client.post("/places/counters/S7/invite/", PROFILE).content.decode())
    invitation = file_of(client, "S7", code)
    answer = Client().post("/exchange/v1/batches", counter.batch(), content_type="application/octet-stream")
    assert b"not_taken" in answer.content
    enrol(Client(), invitation, invitation.token)
    counter.row.refresh_from_db()
    assert counter.row.state == "active"
    assert list(counter.row.keys.values_list("revoked", flat=True).order_by("pk")) == [True, False]


PAGES = ["", "invite/"]
ACTS = ["revoke/", "invitation/", "called/", "alarms/1/", "invite/"]


def test_another_schools_counter_is_not_there() -> None:
    InventedCounter("S7", school())
    client = signed_in(make_user(at=make_school("school-8")))
    assert [client.get(f"/places/counters/S7/{page}").status_code for page in PAGES] == [404] * 2
    told = {"why": "x", "sure": "S7", "note": "x", "words": "x", "code": "x", **PROFILE}
    assert [client.post(f"/places/counters/S7/{act}", told).status_code for act in ACTS] == [404] * 5
    assert ">S7<" not in client.get("/places/counters/").content.decode()
    assert "S7" not in b"".join(client.get("/places/counters/?export=csv")).decode()
    place = Organisation.objects.get(code="school-7")
    page = client.post("/places/counter/", {"organisation": place.pk, "code": "S9", **PROFILE})
    assert 'class="error"' in page.content.decode()
    assert Counter.objects.count() == 1


def test_only_who_administers_the_whole_centre_changes_its_keys() -> None:
    district, place = make_district(), make_school()
    before = key_ring().public
    from forms.invitation_code import fingerprint_of

    sure = {"sure": fingerprint_of(before.signing)}
    signed_in(make_user(at=place)).post("/places/keys/roll/", sure)
    assert signed_in(make_user("operator", district)).post("/places/keys/roll/", sure).status_code == 403
    assert key_ring().public == before
    client = signed_in(make_user(at=district))
    client.post("/places/keys/roll/", {"sure": "x"})
    assert key_ring().public == before
    page = client.post("/places/keys/roll/", sure, follow=True).content.decode()
    assert key_ring().public != before
    assert before.signing in page
    assert key_ring().public.signing in page
