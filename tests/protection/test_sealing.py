"""Sealed bytes and files: whole or refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.protection.sealing import open_sealed, open_sealed_file, seal, seal_file
from forms.problems import Problem

KEY = bytes(range(32))
PIECE = 1 << 20


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_bytes_of_every_size_come_back(size: int) -> None:
    content = bytes(size)
    assert open_sealed(seal(content, KEY), KEY) == content


@given(st.binary(max_size=300))
def test_what_was_sealed_is_not_seen(content: bytes) -> None:
    sealed = seal(content, KEY)
    assert open_sealed(sealed, KEY) == content
    assert len(content) < 6 or content not in sealed[len(b"KENSE-SEALED-1\n") :]
    assert seal(content, KEY) != sealed


@settings(max_examples=300)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_any_byte_changed_is_refused(place: int, change: int) -> None:
    sealed = bytearray(seal(b"Kense" * 20, KEY))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(Problem, match="717"):
        open_sealed(bytes(sealed), KEY)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Problem, match="717"):
        open_sealed(seal(b"Kense", KEY), bytes(32))


def test_pieces_cannot_be_cut_off_left_out_or_moved() -> None:
    head = len(seal(b"", KEY)) - 16
    sealed = seal(bytes(PIECE) + bytes([1]) * PIECE + b"end", KEY)
    size = PIECE + 16
    first, second, last = sealed[head : head + size], sealed[head + size : head + 2 * size], sealed[head + 2 * size :]
    for pieces in (first, first + second, first + last, second + first + last, first + second + second + last, b""):
        with pytest.raises(Problem, match="717"):
            open_sealed(sealed[:head] + pieces, KEY)


@given(st.binary(max_size=200))
def test_no_bytes_whatever_break_the_reader(content: bytes) -> None:
    with pytest.raises(Problem, match="717"):
        open_sealed(content, KEY)


def test_a_file_comes_back_and_a_damaged_one_leaves_nothing(tmp_path: Path) -> None:
    source, sealed, back = tmp_path / "a", tmp_path / "a.sealed", tmp_path / "b"
    source.write_bytes(bytes(range(256)) * 9000)
    seal_file(source, sealed, KEY)
    open_sealed_file(sealed, back, KEY)
    assert back.read_bytes() == source.read_bytes()
    back.unlink()
    with sealed.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\0")
    with pytest.raises(Problem, match="717"):
        open_sealed_file(sealed, back, KEY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "a.sealed"]
