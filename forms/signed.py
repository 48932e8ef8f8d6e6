"""Signed documents: what counter and centre say to each other beside batches. docs/exchange.md is the format.

``KENSE-SIGNED-1``, the signer's key in hex, the signature in base64, each on a line of its own; then the content as
canonical JSON. The content's ``kind`` is signed with it, so that one document is never taken for another. Sealed, one
is for a single reader: ``KENSE-SEALED-1``, the reader's key, then the bytes.
"""

import base64
import binascii
from collections.abc import Collection, Mapping
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from forms.batches import suite
from forms.events import canonical_bytes
from forms.exchange import Content
from forms.problems import Problem
from forms.records import decode

_FAMILY = b"KENSE-SIGNED-"
SIGNED = _FAMILY + b"1\n"
SEALED = b"KENSE-SEALED-1\n"
ANSWER = b"KENSE-ANSWER-1\n"
ANSWER_MEDIA_TYPE = "application/vnd.kense.answer"
DOCUMENT_MEDIA_TYPE = "application/vnd.kense.document"
MOST_BYTES = 16 << 20

_decoder: msgspec.json.Decoder[Content] = msgspec.json.Decoder(Content)
_answer_decoder = msgspec.msgpack.Decoder(list[bytes])
Kind = TypeVar("Kind", bound=msgspec.Struct)


def sign_document(content: Content, signing_key: bytes) -> bytes:
    """A document signed with a raw Ed25519 private key."""
    private = Ed25519PrivateKey.from_private_bytes(signing_key)
    written = canonical_bytes(content)
    signature = base64.b64encode(private.sign(SIGNED + written))
    key = private.public_key().public_bytes_raw().hex().encode()
    return b"".join((SIGNED, key, b"\n", signature, b"\n", written))


def read_signed(data: bytes, kind: type[Kind], trusted: Collection[str] | None) -> Kind:
    """The content of a document of this kind, signed by one of the ``trusted`` keys (hex).

    With None any key's signature will do: then ``signer_of`` says whose it is. Raises Problem 830 for what is no such
    document, 831 for a signature or signer that is wrong, 822 for a later format.
    """
    key, signature, written = _split(data)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, SIGNED + written)
    except InvalidSignature as error:
        raise Problem("831") from error
    except ValueError as error:
        raise Problem("830", detail=str(error)) from error
    if trusted is not None and key not in trusted:
        raise Problem("831", detail=key[:16])
    try:
        content = decode(_decoder, written)
    except msgspec.MsgspecError as error:
        raise Problem("830", detail=str(error)) from error
    if not isinstance(content, kind) or canonical_bytes(content) != written:
        raise Problem("830", detail=type(content).__name__)
    return content


def signer_of(data: bytes) -> str:
    """The key a document says it is signed with, hex; not yet verified. Raises Problem 830."""
    return _split(data)[0]


def seal_for(data: bytes, recipient: str) -> bytes:
    """Bytes only the holder of an X25519 key (public, hex) can open."""
    public = X25519PublicKey.from_public_bytes(bytes.fromhex(recipient))
    return b"".join((SEALED, recipient.encode(), b"\n", suite().encrypt(data, public, info=SEALED)))


def open_for(data: bytes, private_keys: Mapping[str, bytes]) -> bytes:
    """What was sealed to one of these keys, by their public key. Raises Problem 830 for what is not sealed, 825."""
    if not data.startswith(SEALED) or data[len(SEALED) + 64 : len(SEALED) + 65] != b"\n":
        raise Problem("830", detail="not sealed")
    recipient = data[len(SEALED) : len(SEALED) + 64].decode("ascii", "replace")
    private = private_keys.get(recipient)
    if private is None:
        raise Problem("825", key=recipient[:16])
    try:
        return suite().decrypt(data[len(SEALED) + 65 :], X25519PrivateKey.from_private_bytes(private), info=SEALED)
    except (InvalidTag, ValueError) as error:
        raise Problem("825", key=recipient[:16]) from error


def write_answer(documents: Collection[bytes]) -> bytes:
    """The centre's answer, over the network or as a file: documents, signed, and sealed where they speak of people."""
    return ANSWER + msgspec.msgpack.encode(list(documents))


def read_answer(data: bytes) -> list[bytes]:
    """The documents of an answer, none verified yet. Raises Problem 832 for anything else, such as a login page."""
    if not data.startswith(ANSWER) or len(data) > MOST_BYTES:
        raise Problem("832")
    try:
        return _answer_decoder.decode(data[len(ANSWER) :])
    except msgspec.MsgspecError as error:
        raise Problem("832", detail=str(error)) from error


def _split(data: bytes) -> tuple[str, bytes, bytes]:
    if not data.startswith(SIGNED):
        if data.startswith(_FAMILY) and not SIGNED.startswith(data):
            raise Problem("822", found=data[len(_FAMILY) :][:8].split(b"\n")[0].decode("ascii", "replace"))
        raise Problem("830", detail="not signed")
    if len(data) > MOST_BYTES:
        raise Problem("830", detail="size")
    lines = data[len(SIGNED) :].split(b"\n", 2)
    if len(lines) != 3:
        raise Problem("830", detail="cut off")
    try:
        return lines[0].decode("ascii"), base64.b64decode(lines[1], validate=True), lines[2]
    except (UnicodeError, binascii.Error) as error:
        raise Problem("830", detail=str(error)) from error
