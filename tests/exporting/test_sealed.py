"""An export sealed for the district: the district reads it, nobody else, and nothing of it lies in the clear."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exporting.sealed_file import MAGIC, PIECE, TAG, SealedWriter, open_sealed_file
from desktop.operations.exporting import open_sealed_export
from desktop.protection.wrapping import make_district_key, public_of
from forms.problems import Problem

PRIVATE = make_district_key()
PUBLIC = public_of(PRIVATE)


def sealed(content: bytes, name: str = "a.csv") -> bytes:
    stream = io.BytesIO()
    writer = SealedWriter(stream, PUBLIC, name)
    for start in range(0, len(content), 10_007):
        writer.write(content[start : start + 10_007])
    writer.finish()
    return stream.getvalue()


def opened(data: bytes, private: bytes = PRIVATE) -> tuple[str, bytes]:
    name, pieces = open_sealed_file(io.BytesIO(data), private)
    return name, b"".join(pieces)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17])
def test_what_was_sealed_comes_back(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed(content[:size], "журнал.xlsx")) == ("журнал.xlsx", content[:size])


def test_nothing_of_it_can_be_read() -> None:
    data = sealed("Сынақова Үлгі 850101100002".encode() * 5000, "Сынақова.csv")
    assert "Сынақ".encode() not in data
    assert b"850101100002" not in data
    assert sealed(b"x") != sealed(b"x")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Problem) as told:
        opened(sealed(b"x"), make_district_key())
    assert told.value.code == "789"
    for key in (b"", b"short"):
        with pytest.raises(Problem) as told:
            opened(sealed(b"x"), key)
        assert told.value.code == "789"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_change_is_noticed(data: st.DataObject) -> None:
    whole = sealed(bytes(2 * PIECE + 99))
    place = data.draw(st.integers(0, len(whole) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    changed = bytearray(whole)
    changed[place] ^= bit
    with pytest.raises(Problem) as told:
        opened(bytes(changed))
    assert told.value.code in ("788", "789")


@pytest.mark.parametrize("cut", [0, 5, len(MAGIC), len(MAGIC) + 1, 60, 200])
def test_a_file_cut_off_is_noticed(cut: int) -> None:
    with pytest.raises(Problem):
        opened(sealed(bytes(3 * PIECE))[:cut])


def test_pieces_left_out_cut_off_or_exchanged_are_noticed() -> None:
    whole = sealed(bytes(range(256)) * (4 * PIECE // 256))
    start = len(whole) - 4 * (PIECE + TAG)
    pieces = [whole[start + n * (PIECE + TAG) : start + (n + 1) * (PIECE + TAG)] for n in range(4)]
    head = whole[:start]
    assert opened(head + b"".join(pieces))[0] == "a.csv"
    for order in ((0, 1, 2), (0, 2, 1, 3), (1, 2, 3), (0, 1, 3), (0, 1, 2, 3, 3)):
        with pytest.raises(Problem) as told:
            opened(head + b"".join(pieces[n] for n in order))
        assert told.value.code == "788"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_sentence(data: bytes) -> None:
    for content in (data, MAGIC + data):
        with pytest.raises(Problem):
            opened(content)


def test_a_name_is_never_a_way_out_of_the_folder(tmp_path: Path) -> None:
    for name in ("../../evil.csv", "/etc/evil.csv", "..\\..\\evil.csv", "..", ""):
        folder = tmp_path / str(abs(hash(name)))
        folder.mkdir()
        file = folder / "x.sealed"
        file.write_bytes(sealed(b"content", name))
        place = open_sealed_export(file, PRIVATE)
        assert place.parent == folder
        assert place.read_bytes() == b"content"


def test_an_opened_file_is_not_written_over_another(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    (tmp_path / "x.sealed").write_bytes(sealed(b"theirs"))
    with pytest.raises(Problem) as told:
        open_sealed_export(tmp_path / "x.sealed", PRIVATE)
    assert told.value.code == "786"
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_a_changed_file_leaves_nothing_opened(tmp_path: Path) -> None:
    data = bytearray(sealed(bytes(3 * PIECE)))
    data[-1] ^= 1
    (tmp_path / "x.sealed").write_bytes(bytes(data))
    with pytest.raises(Problem):
        open_sealed_export(tmp_path / "x.sealed", PRIVATE)
    assert [path.name for path in tmp_path.iterdir()] == ["x.sealed"]
