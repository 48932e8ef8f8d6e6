"""An invitation is taken up once, by one key; keys change by proof; each may be told twice."""

import base64
import copy
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from forms.exchange import Enrolled, Enrolment, Invitation, KeyChange, KeyTaken, NotTaken, proof_words
from forms.invitation_code import read_code
from forms.problems import Problem
from forms.signed import read_signed, seal_for, sign_document
from server.intake.answering import take_file
from server.intake.enrolments import find_invitation, receive_enrolment, receive_key_change
from server.intake.models import Alarm
from server.organisations.centre_keys import add_pair, key_ring
from server.organisations.enrolling import invite, make_counter, revoke
from server.organisations.models import Counter, CounterKey, Invited
from tests.server.intake.sending import document, not_taken, question, rekey, taken
from tests.server.making import InventedCounter, make_school, make_user

ADDRESS = "https://centre.example"


@pytest.fixture
def counter() -> InventedCounter:
    """A counter at work."""
    made = InventedCounter()
    made.decide()
    return made


def token_for(counter: Counter) -> str:
    """Invite a counter; what the code holds."""
    return read_code(invite(counter, make_user(), address=ADDRESS).code).token


def enrol(counter: InventedCounter, token: str, /, **changes: Any) -> NotTaken | Enrolled:
    """Take an invitation up."""
    facts = {
        "counter": counter.code,
        "token": token,
        "signing": counter.public,
        "sealing": counter.sealing_public,
        "program": "1.0",
        "made_at": "2026-09-01T10:00:00+05:00",
        **changes,
    }
    signed = sign_document(Enrolment(**facts), counter.private.private_bytes_raw())
    answer = receive_enrolment(seal_for(signed, key_ring().public.sealing), way="network")
    return document(answer.documents, NotTaken) if answer.problem else document(answer.documents, Enrolled)


def problem_of(answer: object) -> str:
    """Why it was not taken."""
    assert isinstance(answer, NotTaken)
    return answer.problem


def change(counter: InventedCounter, new: Ed25519PrivateKey, /, proof: bytes = b"", **changes: Any) -> bytes:
    """A change of keys."""
    signing = new.public_key().public_bytes_raw().hex()
    proof = proof or new.sign(proof_words(counter.code, counter.public, signing))
    facts = {
        "counter": counter.code,
        "signing": signing,
        "sealing": counter.sealing_public,
        "proof": base64.b64encode(proof).decode(),
        "made_at": "2026-09-01T10:00:00+05:00",
        **changes,
    }
    return sign_document(KeyChange(**facts), counter.private.private_bytes_raw())


def test_a_counter_takes_its_invitation_up() -> None:
    row = make_counter(make_school(), "N1")
    token = token_for(row)
    invitation = read_signed(find_invitation(token), Invitation, {key_ring().public.signing})
    assert (invitation.counter, invitation.address, invitation.token) == ("N1", ADDRESS, "")
    counter = InventedCounter()
    counter.row.keys.all().delete()
    counter.code = "N1"
    answer = enrol(counter, token)
    assert isinstance(answer, Enrolled)
    assert (answer.counter, answer.signing) == ("N1", counter.public)
    row.refresh_from_db()
    assert (row.state, row.program, row.last_way) == ("active", "1.0", "network")
    assert row.enrolled_at is not None
    assert Invited.objects.get(counter=row).used_key == counter.public
    # The answer was lost: the same again, also when the invitation has ended meanwhile.
    Invited.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert isinstance(enrol(counter, token), Enrolled)
    assert row.keys.count() == 1
    # Somebody else who found the sheet of paper.
    rekey(counter)
    assert problem_of(enrol(counter, token)) == "847"
    assert Alarm.objects.get().kind == "token_twice"


def test_invitations_that_open_nothing(counter: InventedCounter) -> None:
    token = token_for(counter.row)
    assert problem_of(enrol(counter, "000000000000")) == "845"
    assert problem_of(enrol(counter, "\x00ж")) == "845"
    assert problem_of(enrol(InventedCounter(), token)) == "845"
    Invited.objects.update(expires_at=timezone.now())
    assert problem_of(enrol(counter, token)) == "846"
    for wrong, code in ((token, "846"), ("0" * 12, "845"), ("", "845")):
        with pytest.raises(Problem) as found:
            find_invitation(wrong)
        assert found.value.code == code


def test_a_lost_computer_is_replaced(counter: InventedCounter) -> None:
    taken(counter.batch(1, 2))
    lost = copy.copy(counter)
    lost.journal = copy.copy(counter.journal)
    rekey(counter)
    assert isinstance(enrol(counter, token_for(counter.row)), Enrolled)
    assert not_taken(lost.batch()).problem == "838"
    taken(counter.batch())
    assert CounterKey.objects.get(signing=lost.public).revoked is False  # its papers stay proven


def test_a_revoked_key_does_not_come_back(counter: InventedCounter) -> None:
    revoke(counter.row, "stolen")
    assert not_taken(counter.batch()).problem == "837"
    counter.row.refresh_from_db()
    assert problem_of(enrol(counter, token_for(counter.row))) == "849"
    rekey(counter)
    counter.row.refresh_from_db()
    assert isinstance(enrol(counter, token_for(counter.row)), Enrolled)
    taken(counter.batch())


def test_a_store_that_is_enrolled_again_keeps_its_key(counter: InventedCounter) -> None:
    taken(counter.batch(1, 2))
    assert isinstance(enrol(counter, token_for(counter.row)), Enrolled)
    assert CounterKey.objects.get(counter=counter.row).ended_at is None
    taken(counter.batch())


def test_a_store_is_one_counters(counter: InventedCounter) -> None:
    other = InventedCounter()
    token = token_for(other.row)
    assert problem_of(enrol(counter, token, counter=other.code)) == "848"


def test_an_enrolment_signed_by_another_key(counter: InventedCounter) -> None:
    token = token_for(counter.row)
    assert problem_of(enrol(counter, token, signing="ab" * 32)) == "830"
    assert problem_of(enrol(counter, token, sealing="none")) == "830"


def test_keys_change_with_the_first_batch(counter: InventedCounter) -> None:
    taken(counter.batch(1, 2))
    new = Ed25519PrivateKey.generate()
    data = change(counter, new)
    first, again = (receive_key_change(data, way="network") for _ in range(2))
    assert document(first.documents, KeyTaken).signing == document(again.documents, KeyTaken).signing
    assert counter.row.keys.count() == 2
    taken(counter.batch(1, 3))  # the former still counts until the new one was used
    counter.private = counter.journal.private = new
    taken(counter.batch())
    assert CounterKey.objects.filter(counter=counter.row, ended_at=None).count() == 1
    # And once more, after the former has ended: the answer is the same.
    assert receive_key_change(data, way="file").problem is None


def test_key_changes_that_are_none(counter: InventedCounter) -> None:
    new = Ed25519PrivateKey.generate()

    def problem(data: bytes) -> str:
        answer = receive_key_change(data, way="network")
        return document(answer.documents, NotTaken).problem

    assert problem(change(counter, new, proof=b"x" * 64)) == "850"
    assert problem(change(counter, new, proof=b"short")) == "850"
    assert problem(change(counter, new, signing="no key")) == "850"
    assert problem(change(counter, new, sealing="\x00" * 64)) == "850"
    other = InventedCounter()
    assert problem(change(counter, other.private)) == "848"
    stranger = copy.copy(counter)
    stranger.journal = copy.copy(counter.journal)
    rekey(stranger)
    assert problem(change(stranger, new)) == "836"
    assert problem(b"KENSE-SIGNED-1\n") == "830"
    revoke(counter.row, "stolen")
    assert problem(change(counter, new)) == "837"
    assert counter.row.keys.count() == 1


def test_a_key_change_is_answered_by_every_key_of_the_centre(counter: InventedCounter) -> None:
    first = key_ring().public.signing
    add_pair()
    answer = take_file("a.kense-key", change(counter, Ed25519PrivateKey.generate()), make_user())
    assert answer.problem is None
    assert len(answer.documents) == 2
    assert read_signed(answer.documents[0], KeyTaken, {first})
    assert read_signed(answer.documents[1], KeyTaken, {key_ring().public.signing})


def test_an_enrolment_on_a_stick(counter: InventedCounter) -> None:
    token = token_for(counter.row)
    enrolment = Enrolment(
        counter=counter.code,
        token=token,
        signing=counter.public,
        sealing=counter.sealing_public,
        program="1.0",
        made_at="2026-09-01T10:00:00+05:00",
    )
    signed = sign_document(enrolment, counter.private.private_bytes_raw())
    sealed = seal_for(signed, key_ring().public.sealing)
    assert document(take_file("a", sealed, make_user()).documents, Enrolled).signing == counter.public
    assert take_file("a", question(counter), make_user()).problem is None
