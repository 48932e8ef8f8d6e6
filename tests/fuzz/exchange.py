"""Readers of what counter and centre send each other, with samples."""

from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from forms.batches import open_batch, write_batch
from forms.chain import FIRST_HASH, Link, link_hash
from forms.exchange import Acknowledgement, KeyTaken, Place
from forms.invitation_code import read_code, write_code
from forms.records import Kind
from forms.signed import open_for, read_answer, read_signed, seal_for, sign_document, write_answer
from tests.fuzz.reader import Reader

_SIGNING = bytes(range(32))
_READER = X25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
_FOR = _READER.public_key().public_bytes_raw().hex()
_OPENING = {_FOR: _READER.private_bytes_raw()}
_AT = "2026-09-01T18:00:00+05:00"


def _read_batch(content: bytes, folder: Path) -> object:
    return open_batch(content, _OPENING)


@cache
def _batches() -> list[bytes]:
    links, previous = [], FIRST_HASH
    for sequence in range(1, 40):
        event = b'{"act":{"kind":"visit_opened","service":"attestation","version":1},"sequence":%d}' % sequence
        hashed = link_hash(previous, event)
        links.append(
            Link(sequence=sequence, previous=previous, hash=hashed, event=event, salt=bytes(16), particulars=b"{}")
        )
        previous = hashed
    some = (links[:1], links, links[7:20])
    return [write_batch(rows, counter="D7", signing_key=_SIGNING, recipient=_FOR, made_at=_AT) for rows in some]


def _read_document(content: bytes, folder: Path) -> object:
    return read_signed(content, Kind, None)


@cache
def _documents() -> list[bytes]:
    place = Place(sequence=3, hash="ab" * 32)
    acknowledged = Acknowledgement(counter="D7", upto=place, received_at=_AT, known=(place,))
    return [sign_document(acknowledged, _SIGNING), sign_document(KeyTaken(counter="D7", signing="", at=_AT), _SIGNING)]


def _read_sealed(content: bytes, folder: Path) -> object:
    return read_signed(open_for(content, _OPENING), Kind, None)


def _read_answer(content: bytes, folder: Path) -> object:
    return [read_signed(document, Kind, None) for document in read_answer(content)]


def _read_code(content: bytes, folder: Path) -> object:
    return read_code(content.decode("utf-8", "replace"))


EXCHANGE = (
    Reader("batch", _read_batch, _batches),
    Reader("document", _read_document, _documents),
    Reader("sealed_document", _read_sealed, lambda: [seal_for(one, _FOR) for one in _documents()]),
    Reader("answer", _read_answer, lambda: [write_answer(_documents()), write_answer([])]),
    Reader("invitation_code", _read_code, lambda: [write_code("0123456789AB", "ab" * 32).encode()]),
)
