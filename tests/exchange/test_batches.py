"""A batch is what its counter wrote, or a numbered problem, and costs no more memory than the limits allow."""

import hashlib
import struct
import tracemalloc
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.batches import (
    FAMILY,
    MAGIC,
    BatchHeader,
    BatchLimits,
    open_batch,
    read_header,
    suite,
    write_batch,
)
from forms.chain import FIRST_HASH, Link, link_hash
from forms.events import canonical_bytes
from forms.problems import Problem

SIGNING = bytes(range(32))
CENTRE = X25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
RECIPIENT = CENTRE.public_key().public_bytes_raw().hex()
KEYS = {RECIPIENT: CENTRE.private_bytes_raw()}
MADE = "2026-09-01T18:00:00+05:00"


def chain(*events: bytes, first: int = 1, previous: str = FIRST_HASH) -> list[Link]:
    """Events in a row; each second one has particulars."""
    links = []
    for sequence, event in enumerate(events, first):
        hashed = link_hash(previous, event)
        salt, particulars = (bytes(16), b"{}") if sequence % 2 == 0 else (None, None)
        links.append(
            Link(sequence=sequence, previous=previous, hash=hashed, event=event, salt=salt, particulars=particulars)
        )
        previous = hashed
    return links


def batch(links: Sequence[Link]) -> bytes:
    """These as a batch."""
    return write_batch(links, counter="D7", signing_key=SIGNING, recipient=RECIPIENT, made_at=MADE)


def made_by_hand(
    rows: object = None,
    *,
    plain: bytes | None = None,
    packed: bytes | None = None,
    **changes: Any,
) -> bytes:
    """A batch signed by the counter itself whose parts are not what they should be."""
    links = chain(b"one", b"two")
    if plain is None:
        whole = [[link.event, link.salt, link.particulars] for link in links]
        plain = msgspec.msgpack.encode(whole if rows is None else rows)
    if packed is None:
        packed = zstandard.ZstdCompressor(level=3).compress(plain)
    private = Ed25519PrivateKey.from_private_bytes(SIGNING)
    facts: dict[str, Any] = {
        "counter": "D7",
        "key": private.public_key().public_bytes_raw().hex(),
        "recipient": RECIPIENT,
        "first": 1,
        "last": 2,
        "count": 2,
        "previous": FIRST_HASH,
        "hash": links[-1].hash,
        "plain_size": len(plain),
        "packed_size": len(packed),
        "made_at": MADE,
        **changes,
    }
    bound = ("kense batch 1", *(facts[name] for name in ("counter", "key", "first", "last", "previous", "hash")))
    sealed = suite().encrypt(
        packed,
        X25519PublicKey.from_public_bytes(bytes.fromhex(RECIPIENT)),
        info="\n".join(map(str, bound)).encode(),
    )
    header = BatchHeader(
        **{"sealed_size": len(sealed), "sealed_sha256": hashlib.sha256(sealed).hexdigest(), **facts},
    )
    written = canonical_bytes(header)
    return b"".join((MAGIC, struct.pack(">I", len(written)), written, private.sign(MAGIC + written), sealed))


def problem_of(data: bytes, limits: BatchLimits | None = None) -> str:
    """The problem with these bytes."""
    with pytest.raises(Problem) as found:
        open_batch(data, KEYS, limits or BatchLimits())
    assert found.value.sentence()
    return found.value.code


def test_what_is_written_is_read() -> None:
    links = chain(b"one", b"two", b"three", first=7, previous="ab" * 32)
    data = batch(links)
    header = read_header(data)
    assert (header.counter, header.first, header.last, header.count) == ("D7", 7, 9, 3)
    assert (header.previous, header.hash, header.made_at) == ("ab" * 32, links[-1].hash, MADE)
    assert open_batch(data, KEYS) == links
    assert read_header(data[:5000]) == header
    assert len(header.id) == 64


def test_the_same_events_written_twice_are_two_batches() -> None:
    links = chain(b"one")
    first, second = batch(links), batch(links)
    assert read_header(first).id != read_header(second).id
    assert open_batch(first, KEYS) == open_batch(second, KEYS)


def test_rows_that_do_not_follow_one_another_are_no_batch() -> None:
    one, two, three = chain(b"one", b"two", b"three")
    for rows in ([], [one, three], [two, one]):
        with pytest.raises(ValueError, match="consecutive"):
            batch(rows)


def test_every_byte_counts() -> None:
    data = batch(chain(b"one", b"two"))
    codes = set()
    for place in range(len(data)):
        spoilt = bytearray(data)
        spoilt[place] ^= 0x01
        codes.add(problem_of(bytes(spoilt)))
    assert codes <= {"820", "821", "822", "823", "826"}
    assert {"823", "826"} <= codes


def test_every_cut_is_told() -> None:
    data = batch(chain(b"one", b"two"))
    assert {problem_of(data[:place]) for place in range(1, len(data))} == {"821"}
    assert problem_of(b"") == "820"
    assert problem_of(data + b"x") == "826"
    assert problem_of(data + data) == "826"


def test_parts_of_two_batches_do_not_mix() -> None:
    one, two = batch(chain(b"one", b"two")), batch(chain(b"one", b"six"))
    assert len(one) == len(two)
    for place in range(1, len(one)):
        mixed = one[:place] + two[place:]
        if mixed not in (one, two):
            assert problem_of(mixed) in ("820", "821", "823", "826")


@pytest.mark.parametrize(
    ("field", "changed", "problem"),
    [
        ("recipient", "ab" * 32, "825"),
        ("recipient", RECIPIENT.upper(), "820"),
        ("recipient", "x", "820"),
        ("first", 0, "820"),
        ("first", 2, "820"),
        ("first", -1, "820"),
        ("last", 3, "820"),
        ("count", 0, "820"),
        ("count", 3, "820"),
        ("previous", "ab" * 32, "826"),
        ("previous", "", "820"),
        ("hash", "ab" * 32, "826"),
        ("plain_size", 1, "826"),
        ("plain_size", 0, "820"),
        ("plain_size", -5, "820"),
        ("plain_size", 1 << 20, "826"),
        ("plain_size", 1 << 62, "824"),
        ("packed_size", 1, "826"),
        ("sealed_size", 1, "826"),
        ("sealed_size", 1 << 20, "821"),
        ("sealed_size", 1 << 62, "824"),
        ("sealed_sha256", "ab" * 32, "826"),
        ("made_at", "x" * 5000, "820"),
    ],
)
def test_every_field_of_the_header_counts(field: str, changed: Any, problem: str) -> None:
    assert problem_of(made_by_hand(**{field: changed})) == problem


@pytest.mark.parametrize(
    "changes",
    [
        {"counter": "D8"},
        {"previous": "ab" * 32},
        {"hash": "ab" * 32},
        {"first": 2, "last": 3},
        {"first": 9, "last": 10},
    ],
)
def test_what_was_sealed_for_one_place_does_not_open_in_another(changes: dict[str, Any]) -> None:
    """Not even where who has the counter's key signs another header."""
    whole = made_by_hand()
    header = read_header(whole)
    written = canonical_bytes(msgspec.structs.replace(header, **changes))
    signature = Ed25519PrivateKey.from_private_bytes(SIGNING).sign(MAGIC + written)
    sealed = whole[-header.sealed_size :]
    assert problem_of(b"".join((MAGIC, struct.pack(">I", len(written)), written, signature, sealed))) == "825"


def test_a_header_that_claims_much_is_turned_away_before_anything_is_opened() -> None:
    large: tuple[dict[str, Any], ...] = (
        {"first": 1, "last": 2001, "count": 2001},
        {"sealed_size": (4 << 20) + 1},
        {"plain_size": 1 << 40},
    )
    for changes in large:
        assert problem_of(made_by_hand(**changes)) == "824"
    assert problem_of(made_by_hand(), BatchLimits(events=1)) == "824"


def test_headers_that_are_none() -> None:
    private = Ed25519PrivateKey.from_private_bytes(SIGNING)

    def data(written: bytes, length: int | None = None) -> bytes:
        size = struct.pack(">I", len(written) if length is None else length)
        return b"".join((MAGIC, size, written, private.sign(MAGIC + written), b"x" * 50))

    for written in (b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 4000, b'{"key":1}', b"  "):
        assert problem_of(data(written)) == "820"
    whole = made_by_hand()
    (length,) = struct.unpack_from(">I", whole, len(MAGIC))
    header = whole[len(MAGIC) + 4 :][:length]
    assert problem_of(data(header.replace(b",", b", "))) == "820"  # another form of the same
    assert problem_of(data(header.replace(b'"D7"', b'"D7","more":1'))) == "820"
    assert problem_of(data(header, 0)) == "820"
    assert problem_of(data(header, 1 << 31)) == "820"
    assert problem_of(data(header, len(header) + 60)) in ("820", "823", "821")


def test_other_formats() -> None:
    assert problem_of(b"KENSE-BATCH-2\n" + bytes(90)) == "822"
    assert {problem_of(MAGIC[:place]) for place in range(1, len(MAGIC))} == {"821"}
    assert problem_of(b"<html><body>Sign in</body></html>") == "820"
    with pytest.raises(Problem) as found:
        read_header(FAMILY + b"12345678901234567890\n")
    assert "12345678" in found.value.sentence()


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[b"one", None, None]],
        [[b"one", None, None]] * 3,
        [[b"one", None, None], [b"two", bytes(16), None]],
        [[b"one", None, None], [b"two", None, b"{}"]],
        [[b"two", None, None], [b"one", None, None]],
        [[b"one", None, None], [b"two", None, None, 1]],
        [["one", None, None], [b"two", None, None]],
        {"a": 1},
        None.__class__,
    ],
)
def test_contents_that_are_not_what_the_header_says(rows: Any) -> None:
    if rows is type(None):
        assert problem_of(made_by_hand(plain=b"\xc1" * 40)) == "826"
    else:
        assert problem_of(made_by_hand(rows)) == "826"


def test_what_was_packed_otherwise() -> None:
    assert problem_of(made_by_hand(packed=b"not packed at all")) == "826"
    plain = msgspec.msgpack.encode([[b"one", None, None], [b"two", bytes(16), b"{}"]])
    packed = zstandard.ZstdCompressor().compress(plain)
    assert problem_of(made_by_hand(plain=plain, packed=packed[:-3])) == "826"
    cut = made_by_hand(plain=plain[:-1], packed=packed)
    assert problem_of(cut) == "826"


def test_who_else_cannot_open_it() -> None:
    data = batch(chain(b"one"))
    with pytest.raises(Problem) as found:
        open_batch(data, {})
    assert found.value.code == "825"
    with pytest.raises(Problem) as found:
        open_batch(data, {RECIPIENT: bytes(range(5, 37))})
    assert found.value.code == "825"


@pytest.mark.parametrize("claimed", [1000, 16 << 20])
def test_a_bomb_costs_what_the_limits_allow(claimed: int) -> None:
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(400 << 20))
    assert len(bomb) < 100_000
    data = made_by_hand(plain=b"", packed=bomb, plain_size=claimed)
    tracemalloc.start()
    try:
        assert problem_of(data) == "826"
        assert tracemalloc.get_traced_memory()[1] < claimed + (4 << 20)
    finally:
        tracemalloc.stop()


def test_a_window_wider_than_ours_is_not_opened() -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=27, compression_level=1)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    packed = packer.compress(bytes(200 << 20)) + packer.flush()
    assert problem_of(made_by_hand(plain=b"", packed=packed, plain_size=1000)) == "826"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_whatever_follows_the_first_line(data: bytes) -> None:
    for start in (b"", MAGIC, MAGIC + struct.pack(">I", max(2, len(data) // 2))):
        with pytest.raises(Problem):
            open_batch(start + data, KEYS)
