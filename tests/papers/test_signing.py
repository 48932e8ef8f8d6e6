"""The signed text of a QR code: genuine, torn, forged."""

from datetime import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forms.problems import Problem
from forms.signing import PaperMark, read_mark, sign_paper, verify_paper

from .samples import AT, KEY

PUBLIC = Ed25519PrivateKey.from_private_bytes(KEY).public_key().public_bytes_raw().hex()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw().hex()
ADDRESS = "https://office.example.kz/v"
MARK = PaperMark(
    counter="A12",
    number="A12/2026-000123",
    at=datetime(2026, 11, 21, 14, 5),  # noqa: DTZ001 - a mark has no zone
    outcome="refusal_receipt",
)


def signed(address: str = "") -> str:
    return sign_paper(KEY, counter="A12", number="A12/2026-000123", at=AT, outcome="refusal_receipt", address=address)


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_a_genuine_text_gives_its_mark(address: str) -> None:
    text = signed(address)
    assert text.isascii()
    assert text.startswith(f"{address}#KENSE1:A12:A12/2026-000123:20261121T1405:R:" if address else "KENSE1:A12:")
    assert verify_paper(text, PUBLIC) == read_mark(text) == MARK
    assert verify_paper(f" {text}\n", PUBLIC) == MARK


def test_signing_is_repeatable() -> None:
    assert signed() == signed()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (":R:", ":A:"),
        ("000123", "000124"),
        ("T1405", "T1406"),
        ("20261121", "20261120"),
        ("KENSE1:A12:", "KENSE1:A13:"),
    ],
)
def test_a_changed_text_is_not_genuine(before: str, after: str) -> None:
    with pytest.raises(Problem) as caught:
        verify_paper(signed().replace(before, after), PUBLIC)
    assert caught.value.code == "553"
    assert caught.value.sentence()


def test_another_counters_key_does_not_verify() -> None:
    with pytest.raises(Problem) as caught:
        verify_paper(signed(), OTHER)
    assert caught.value.code == "553"


@pytest.mark.parametrize("cut", range(7, 140, 7))
def test_a_torn_text_is_told_as_torn(cut: int) -> None:
    text = signed()
    with pytest.raises(Problem) as caught:
        verify_paper(text[:cut] if cut < len(text) else text[:-1], PUBLIC)
    assert caught.value.code == "552"


@pytest.mark.parametrize("text", ["", "hello", "KENSE2:A:B", "https://office.example.kz/v#x", "Ғ", "KENSE1"])
def test_a_foreign_text_is_told_as_foreign(text: str) -> None:
    with pytest.raises(Problem) as caught:
        verify_paper(text, PUBLIC)
    assert caught.value.code == "551"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text + "A",
        lambda text: text + "=",
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "Q") + "==",
        lambda text: text[:-1] + "+",
        lambda text: text.replace("20261121", "20261321"),
        lambda text: text.replace(":R:", ":X:"),
        lambda text: text.replace("A12/2026", "Ғ12/2026"),
        lambda text: text.replace("T1405", "T145"),
    ],
)
def test_another_spelling_is_not_accepted(spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(Problem) as caught:
        verify_paper(spoil(signed()), PUBLIC)
    assert caught.value.code == "552"


@pytest.mark.parametrize("key", ["", "zz", "00" * 31, "00" * 33])
def test_an_unreadable_key_is_told(key: str) -> None:
    with pytest.raises(Problem) as caught:
        verify_paper(signed(), key)
    assert caught.value.code == "554"


@pytest.mark.parametrize(
    ("counter", "number", "address"),
    [
        ("Ғ1", "Ғ1/2026-000001", ""),
        ("A1", "A1/2026-1", ""),
        ("A:1", "A1/2026-000001", ""),
        ("A1", "A1/2026-000001", "https://x.example/#"),
        ("A1", "A1/2026-000001", "javascript:x"),
        ("A1", "A1/2026-000001", "https://мектеп.example/v"),
    ],
)
def test_what_cannot_stand_in_a_code_is_refused(counter: str, number: str, address: str) -> None:
    with pytest.raises(Problem) as caught:
        sign_paper(KEY, counter=counter, number=number, at=AT, outcome="accepted", address=address)
    assert caught.value.code == "550"
