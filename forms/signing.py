"""The text of a paper's QR code: who gave which paper when with which outcome, signed with the counter's key.

``KENSE1:<counter>:<number>:<yyyymmddThhmm>:<A|R|M>:<Ed25519 signature, base64url without padding>``, all ASCII because
readers guess other encodings wrong, and without personal data. The signature covers everything before its colon. Where
the organisation has an address for it, the text is that address with the rest behind ``#``, so a telephone opens it
and the address's server is told nothing.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from forms.editions import Outcome
from forms.problems import Problem

_LETTERS: Mapping[Outcome, str] = {"accepted": "A", "refusal_receipt": "R", "reasoned_refusal": "M"}
_OUTCOMES = {letter: outcome for outcome, letter in _LETTERS.items()}
_WHEN = "%Y%m%dT%H%M"
_MARK = "KENSE1"
_COUNTER = re.compile(r"[A-Za-z0-9-]{1,16}")
_NUMBER = re.compile(r"[A-Za-z0-9-]{1,16}/[0-9]{4}-[0-9]{6,9}")
_ADDRESS = re.compile(r"https?://[!-\"$-~]+")  # printable ASCII without the "#" that ends it
_SIGNATURE_LETTERS = 86


class PaperMark(msgspec.Struct, frozen=True, kw_only=True):
    """What a QR code says of its paper. ``at`` is the counter's wall time to the minute, without a zone."""

    counter: str
    number: str
    at: datetime
    outcome: Outcome


def sign_paper(
    private_key: bytes, *, counter: str, number: str, at: datetime, outcome: Outcome, address: str = ""
) -> str:
    """The text for the QR code. ``private_key`` is the raw 32 bytes; ``address`` ends before the ``#``.

    Raises Problem 550 for a counter code, number or address that cannot stand in the text.
    """
    if not _COUNTER.fullmatch(counter) or not _NUMBER.fullmatch(number):
        raise Problem("550", text=f"{counter} {number}")
    if address and not _ADDRESS.fullmatch(address):
        raise Problem("550", text=address)
    words = ":".join((_MARK, counter, number, at.strftime(_WHEN), _LETTERS[outcome]))
    signature = Ed25519PrivateKey.from_private_bytes(private_key).sign(words.encode("ascii"))
    text = f"{words}:{base64.urlsafe_b64encode(signature).decode('ascii').rstrip('=')}"
    return f"{address}#{text}" if address else text


def read_mark(text: str) -> PaperMark:
    """What the text claims, not yet verified: it names whose key is to be taken. Raises Problem 551, 552."""
    return _split(text)[0]


def verify_paper(text: str, public_key_hex: str) -> PaperMark:
    """The mark of a genuine paper.

    Raises Problem 551 for a text that is not ours, 552 for one that is torn, 553 for a signature that is not this
    counter's, 554 for an unreadable key.
    """
    mark, words, signature = _split(text)
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key_hex))
    except ValueError as error:
        raise Problem("554", detail=str(error)) from error
    try:
        key.verify(signature, words)
    except InvalidSignature as error:
        raise Problem("553", number=mark.number) from error
    return mark


def _split(text: str) -> tuple[PaperMark, bytes, bytes]:
    bare = text.strip().rpartition("#")[2]
    if not bare.startswith(f"{_MARK}:"):
        raise Problem("551")
    parts = bare.split(":")
    if len(parts) != 6:
        raise Problem("552")
    _, counter, number, when, letter, code = parts
    if not _COUNTER.fullmatch(counter) or not _NUMBER.fullmatch(number) or letter not in _OUTCOMES:
        raise Problem("552")
    try:
        at = datetime.strptime(when, _WHEN)  # noqa: DTZ007 - the mark's wall time has no zone
        signature = base64.b64decode(code + "==", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise Problem("552") from error
    # One text for one paper: other spellings of the same bits are not accepted.
    spelt = base64.urlsafe_b64encode(signature).decode("ascii").rstrip("=")
    if len(code) != _SIGNATURE_LETTERS or spelt != code or at.strftime(_WHEN) != when:
        raise Problem("552")
    mark = PaperMark(counter=counter, number=number, at=at, outcome=_OUTCOMES[letter])
    return mark, bare.rpartition(":")[0].encode("ascii"), signature
