"""A signed document is its signer's, whole and of its kind, or a numbered problem."""

import base64
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.events import canonical_bytes
from forms.exchange import (
    Acknowledgement,
    CentreKeys,
    Content,
    Enrolled,
    Enrolment,
    Invitation,
    KeyChange,
    KeyTaken,
    NotTaken,
    Place,
    Question,
    Refusal,
    Report,
    Update,
)
from forms.problems import Problem
from forms.signed import (
    ANSWER,
    MOST_BYTES,
    SEALED,
    SIGNED,
    open_for,
    read_answer,
    read_signed,
    seal_for,
    sign_document,
    signer_of,
    write_answer,
)

SIGNING = bytes(range(32))
KEY = Ed25519PrivateKey.from_private_bytes(SIGNING).public_key().public_bytes_raw().hex()
READER = X25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
FOR = READER.public_key().public_bytes_raw().hex()
OPENING = {FOR: READER.private_bytes_raw()}
PLACE = Place(sequence=3, hash="ab" * 32)
AT = "2026-09-01T18:00:00+05:00"
CONTENTS: tuple[Content, ...] = (
    Acknowledgement(
        counter="D7",
        upto=PLACE,
        received_at=AT,
        refusals=(Refusal(sequence=2, hash="cd" * 32, problem="841", refused_at=AT),),
    ),
    NotTaken(counter="D7", problem="839", fields={"first": "3"}, at=AT),
    Question(counter="D7", asked_at=AT, places=(PLACE,), report=Report(program="1", head=PLACE)),
    Update(number=1, subject="message", name="Сәлем", content="…", issued_at=AT),
    Invitation(
        counter="D7",
        centre_name_kk="Білім бөлімі",
        centre_name_ru="Отдел образования",
        address="https://centre.example",
        keys=CentreKeys(signing=KEY, sealing=FOR),
        made_at=AT,
        expires_at=AT,
    ),
    Enrolment(counter="D7", token="0" * 12, signing=KEY, sealing=FOR, program="1", made_at=AT),
    Enrolled(counter="D7", signing=KEY, at=AT),
    KeyChange(counter="D7", signing=KEY, sealing=FOR, proof="", made_at=AT),
    KeyTaken(counter="D7", signing=KEY, at=AT),
)


def problem_of(data: bytes, kind: Any = Acknowledgement, trusted: Any = (KEY,)) -> str:
    """The problem with this document."""
    with pytest.raises(Problem) as found:
        read_signed(data, kind, trusted)
    assert found.value.sentence()
    return found.value.code


def signed_by_hand(written: bytes) -> bytes:
    """Any bytes, signed as a document's content."""
    signature = base64.b64encode(Ed25519PrivateKey.from_private_bytes(SIGNING).sign(SIGNED + written))
    return b"".join((SIGNED, KEY.encode(), b"\n", signature, b"\n", written))


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: type(content).__name__)
def test_every_kind_is_read_as_itself_and_as_no_other(content: Content) -> None:
    data = sign_document(content, SIGNING)
    assert read_signed(data, type(content), (KEY,)) == content
    assert read_signed(data, type(content), None) == content
    assert signer_of(data) == KEY
    for other in CONTENTS:
        if type(other) is not type(content):
            assert problem_of(data, type(other)) == "830"


def test_every_byte_counts() -> None:
    data = sign_document(CONTENTS[6], SIGNING)
    for place in range(len(data)):
        spoilt = bytearray(data)
        spoilt[place] ^= 0x01
        code = problem_of(bytes(spoilt), Enrolled)
        assert code in ("822", "830", "831")


def test_every_cut_is_told() -> None:
    data = sign_document(CONTENTS[6], SIGNING)
    assert {problem_of(data[:place], Enrolled) for place in range(len(data))} <= {"830", "831", "822"}
    assert problem_of(data + b" ", Enrolled) == "831"


def test_another_signer_is_not_believed() -> None:
    data = sign_document(CONTENTS[0], bytes(range(7, 39)))
    assert problem_of(data) == "831"
    assert problem_of(data, trusted=()) == "831"
    assert read_signed(data, Acknowledgement, None) == CONTENTS[0]


def test_a_signature_of_something_else_is_none() -> None:
    one, two = sign_document(CONTENTS[6], SIGNING), sign_document(CONTENTS[8], SIGNING)
    swapped = b"\n".join((*one.split(b"\n")[:3], *two.split(b"\n")[3:]))
    assert problem_of(swapped, KeyTaken) == "831"


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 5000,
        canonical_bytes(CONTENTS[6]) + b" ",
        canonical_bytes(CONTENTS[6]).replace(b",", b", "),
        canonical_bytes(CONTENTS[6]).replace(b'"version":1', b'"version":2'),
        canonical_bytes(CONTENTS[6]).replace(b'"at"', b'"more":1,"at"'),
        canonical_bytes(CONTENTS[6]).replace(b'"enrolled"', b'"of_tomorrow"'),
    ],
)
def test_contents_that_are_none_though_signed(written: bytes) -> None:
    assert problem_of(signed_by_hand(written), Enrolled) == "830"


def test_other_files() -> None:
    assert problem_of(b"KENSE-SIGNED-2\nwhatever") == "822"
    assert problem_of(SIGNED) == "830"
    assert problem_of(SIGNED + b"zz\nzz\n{}") == "830"
    assert problem_of(SIGNED + KEY.encode() + b"\nAAAA\n{}") in ("830", "831")
    assert problem_of(SIGNED + b"\xff\n\xff\n{}") == "830"
    assert problem_of(SIGNED + bytes(MOST_BYTES)) == "830"


def test_what_is_sealed_opens_for_its_reader_alone() -> None:
    sealed = seal_for(b"words", FOR)
    assert open_for(sealed, OPENING) == b"words"
    assert b"words" not in sealed
    for keys, wrong in (
        ({}, sealed),
        ({FOR: bytes(range(9, 41))}, sealed),
        (OPENING, sealed[:-1]),
        (OPENING, sealed + b"x"),
        (OPENING, sealed[: len(SEALED) + 65]),
    ):
        with pytest.raises(Problem) as found:
            open_for(wrong, keys)
        assert found.value.code == "825"
    for wrong in (b"", b"words", SEALED, SEALED + b"\xff" * 10):
        with pytest.raises(Problem) as found:
            open_for(wrong, OPENING)
        assert found.value.code == "830"


def test_every_byte_of_what_is_sealed_counts() -> None:
    sealed = seal_for(b"words", FOR)
    for place in range(len(sealed)):
        spoilt = bytearray(sealed)
        spoilt[place] ^= 0x01
        with pytest.raises(Problem) as found:
            open_for(bytes(spoilt), OPENING)
        assert found.value.code in ("825", "830")


def test_answers() -> None:
    documents = [sign_document(content, SIGNING) for content in CONTENTS]
    assert read_answer(write_answer(documents)) == documents
    assert read_answer(write_answer([])) == []
    for wrong in (
        b"",
        b"<html>Sign in</html>",
        ANSWER[:-1],
        ANSWER,
        ANSWER + b"\x91",
        ANSWER + msgspec.msgpack.encode("words"),
        ANSWER + msgspec.msgpack.encode(["words"]),
        ANSWER + b"\xdd\xff\xff\xff\xff",
        write_answer(documents) + b"x",
        ANSWER + b"\x91" * 5000,
        write_answer([bytes(MOST_BYTES)]),
    ):
        with pytest.raises(Problem) as found:
            read_answer(wrong)
        assert found.value.code == "832"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_whatever_follows_the_first_line(data: bytes) -> None:
    with pytest.raises(Problem):
        read_signed(SIGNED + data, Acknowledgement, None)
    with pytest.raises(Problem):
        read_signed(SIGNED + KEY.encode() + b"\n" + base64.b64encode(data) + b"\n" + data, Acknowledgement, None)
    with pytest.raises(Problem):
        open_for(SEALED + FOR.encode() + b"\n" + data, OPENING)
