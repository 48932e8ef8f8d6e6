"""A batch: consecutive events of one counter's journal, as they travel to the district. docs/exchange.md is the format.

``KENSE-BATCH-1``, a header in the clear that anyone may read and route by, the counter's signature of the header, and
the events: packed, and sealed to the district. The header binds the rest by checksum, so no part can be swapped.
Whoever reads one spends memory by what the limits allow, never by what a header claims.
"""

import hashlib
import struct
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec
import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from forms.chain import Link, link_hash
from forms.events import canonical_bytes
from forms.problems import Problem
from forms.records import Part, decode

FAMILY = b"KENSE-BATCH-"
MAGIC = FAMILY + b"1\n"
FILE_ENDING = ".kense-batch"
MEDIA_TYPE = "application/vnd.kense.batch"

MOST_HEADER = 4096
SIGNATURE_BYTES = 64
_LENGTH = struct.Struct(">I")
_WINDOW = 8 << 20
_LEVEL = 3


class BatchLimits(Part, frozen=True, kw_only=True):
    """What a reader takes at once; the centre announces its own. Sizes in bytes."""

    events: int = 2000
    sealed: int = 4 << 20
    plain: int = 16 << 20


LIMITS = BatchLimits()


class BatchHeader(Part, frozen=True, kw_only=True):
    """What is to be read of a batch without a key. Hashes and keys are hex; ``made_at`` is ISO 8601 with offset."""

    counter: str
    key: str  # whose signature it is: the counter's Ed25519 public key
    recipient: str  # who can open it: the district's X25519 public key
    first: int
    last: int
    count: int
    previous: str  # hash of the event before the first
    hash: str  # of the last event
    plain_size: int
    packed_size: int
    sealed_size: int
    sealed_sha256: str
    made_at: str

    @property
    def id(self) -> str:
        """Names this batch for ever: SHA-256 over its canonical header, hex."""
        return hashlib.sha256(canonical_bytes(self)).hexdigest()


class _Row(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One event on its way, with what its digest is of unless that was erased."""

    event: bytes
    salt: bytes | None
    particulars: bytes | None


_header_decoder = msgspec.json.Decoder(BatchHeader)
_rows_decoder = msgspec.msgpack.Decoder(list[_Row])
_rows_encoder = msgspec.msgpack.Encoder()


def suite() -> Suite:
    """How anything of the exchange is sealed: X25519, HKDF-SHA256, AES-256-GCM (RFC 9180)."""
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def write_batch(links: Sequence[Link], *, counter: str, signing_key: bytes, recipient: str, made_at: str) -> bytes:
    """A batch of consecutive journal rows, at least one. Keys: the counter's raw Ed25519, the district's X25519 in hex.

    Raises ValueError for rows that do not follow one another, or a key that is none.
    """
    if not links or any(after.previous != before.hash for before, after in pairwise(links)):
        raise ValueError("a batch holds consecutive events, at least one")
    plain = _rows_encoder.encode([_Row(link.event, link.salt, link.particulars) for link in links])
    packed = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=False).compress(plain)
    private = Ed25519PrivateKey.from_private_bytes(signing_key)
    key = private.public_key().public_bytes_raw().hex()
    # What it is of is bound into the sealing; the rest of the header is known only after it.
    first, last = links[0], links[-1]
    bound = _bound(counter, key, first.sequence, last.sequence, first.previous, last.hash)
    sealed = suite().encrypt(packed, X25519PublicKey.from_public_bytes(bytes.fromhex(recipient)), info=bound)
    header = BatchHeader(
        counter=counter,
        key=key,
        recipient=recipient,
        first=first.sequence,
        last=last.sequence,
        count=len(links),
        previous=first.previous,
        hash=last.hash,
        plain_size=len(plain),
        packed_size=len(packed),
        sealed_size=len(sealed),
        sealed_sha256=hashlib.sha256(sealed).hexdigest(),
        made_at=made_at,
    )
    written = canonical_bytes(header)
    return b"".join((MAGIC, _LENGTH.pack(len(written)), written, private.sign(MAGIC + written), sealed))


def read_header(data: bytes, limits: BatchLimits = LIMITS) -> BatchHeader:
    """The header, its signature verified; the first some 5 kB of the batch are enough.

    Whether its key is that counter's, only who knows the counters can say. Raises Problem 820 for what is no batch, 821
    for one cut off, 822 for one of a later format, 823 for a signature that is not of its key, 824 for one too large.
    """
    if not data.startswith(MAGIC):
        if data and MAGIC.startswith(data):
            raise Problem("821")
        if data.startswith(FAMILY):
            raise Problem("822", found=data[len(FAMILY) : len(FAMILY) + 8].split(b"\n")[0].decode("ascii", "replace"))
        raise Problem("820")
    written, signature, _ = _parts(data)
    try:
        header = decode(_header_decoder, written)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(header.key)).verify(signature, MAGIC + written)
    except (msgspec.MsgspecError, ValueError, UnicodeError) as error:
        raise Problem("820", detail=str(error)) from error
    except InvalidSignature as error:
        raise Problem("823") from error
    if not _holds_together(header) or canonical_bytes(header) != written:
        raise Problem("820", detail="the header contradicts itself")
    if header.count > limits.events or header.sealed_size > limits.sealed or header.plain_size > limits.plain:
        raise Problem("824", count=header.count, size=header.sealed_size)
    return header


def open_batch(data: bytes, private_keys: Mapping[str, bytes], limits: BatchLimits = LIMITS) -> list[Link]:
    """The journal rows of a batch; ``private_keys`` by their public key, hex.

    The chain from the header's ``previous`` to its ``hash`` is verified; what the events say is not read. Raises what
    ``read_header`` does, 825 where none of the keys opens it, 826 where the contents are not what the header says.
    """
    header = read_header(data, limits)
    sealed = _parts(data)[2]
    if len(sealed) < header.sealed_size:
        raise Problem("821")
    if len(sealed) > header.sealed_size or hashlib.sha256(sealed).hexdigest() != header.sealed_sha256:
        raise Problem("826", detail="the sealed part is not the one that was signed")
    private = private_keys.get(header.recipient)
    if private is None:
        raise Problem("825", key=header.recipient[:16])
    bound = _bound(header.counter, header.key, header.first, header.last, header.previous, header.hash)
    try:
        packed = suite().decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=bound)
    except (InvalidTag, ValueError) as error:
        raise Problem("825", key=header.recipient[:16]) from error
    if len(packed) != header.packed_size:
        raise Problem("826", detail="packed size")
    return _chain(header, _unpack(packed, header.plain_size))


def _parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Header, signature and what follows. Raises Problem 820 and 821."""
    place = len(MAGIC)
    if len(data) < place + _LENGTH.size:
        raise Problem("821")
    (length,) = _LENGTH.unpack_from(data, place)
    place += _LENGTH.size
    if not 2 <= length <= MOST_HEADER:
        raise Problem("820", detail="the header's length")
    if len(data) < place + length + SIGNATURE_BYTES:
        raise Problem("821")
    return data[place : place + length], data[place + length :][:SIGNATURE_BYTES], data[place + length + 64 :]


def _holds_together(header: BatchHeader) -> bool:
    hexes = (header.key, header.recipient, header.previous, header.hash, header.sealed_sha256)
    return (
        header.first >= 1
        and header.count >= 1
        and header.last - header.first + 1 == header.count
        and min(header.plain_size, header.packed_size, header.sealed_size) > 0
        and all(len(text) == 64 and set(text) <= set("0123456789abcdef") for text in hexes)
    )


def _bound(counter: str, key: str, first: int, last: int, previous: str, last_hash: str) -> bytes:
    """What the sealing is bound to, beside the key it is for: ASCII, one value a line."""
    return "\n".join(("kense batch 1", counter, key, str(first), str(last), previous, last_hash)).encode()


def _unpack(packed: bytes, plain_size: int) -> list[_Row]:
    """Never more memory than the header's size, which the limits bound, whatever the packed bytes would grow to."""
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(packed, read_across_frames=False)
        plain = reader.read(plain_size + 1)
        if len(plain) != plain_size:
            raise Problem("826", detail="plain size")
        return _rows_decoder.decode(plain)
    except (zstandard.ZstdError, msgspec.MsgspecError, MemoryError) as error:
        raise Problem("826", detail=str(error)) from error


def _chain(header: BatchHeader, rows: Sequence[_Row]) -> list[Link]:
    if len(rows) != header.count:
        raise Problem("826", detail="count")
    links, previous = [], header.previous
    for sequence, row in enumerate(rows, header.first):
        if (row.salt is None) != (row.particulars is None):
            raise Problem("826", detail=f"event {sequence}")
        hashed = link_hash(previous, row.event)
        links.append(
            Link(
                sequence=sequence,
                previous=previous,
                hash=hashed,
                event=row.event,
                salt=row.salt,
                particulars=row.particulars,
            )
        )
        previous = hashed
    if previous != header.hash:
        raise Problem("826", detail="the chain")
    return links
