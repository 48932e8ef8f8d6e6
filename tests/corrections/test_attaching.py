"""Files beside a correction or a void: known by their content, whole, small, kept in the same act."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.operations.attaching import MOST_BYTES, read_attachment
from desktop.operations.correcting import correct_case
from desktop.operations.counter import Counter
from desktop.operations.recorded import load_case
from desktop.operations.voiding import void_case
from forms.problems import Problem
from forms.register_acts import ReasonParticulars
from tests.corrections.making import JPEG, PDF, PNG, decide, write
from tests.operations.making import acts, counter_at, events, fill_disk, make_room


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with counter_at(tmp_path / "data") as made:
        yield made


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("өтініш.pdf", PDF, "application/pdf"),
        ("scan.PNG", PNG, "image/png"),
        ("photo.jpeg", JPEG, "image/jpeg"),
        ("no ending", PDF, "application/pdf"),
        ("wrong.pdf", PNG, "image/png"),
    ],
)
def test_the_content_tells_what_a_file_is(tmp_path: Path, name: str, content: bytes, media_type: str) -> None:
    file = read_attachment(write(tmp_path, name, content))
    assert (file.name, file.media_type, file.content) == (name, media_type, content)
    assert file.attached.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 a spreadsheet", "768"),
        (b"<html>", "768"),
        (b"MZ\x90\x00", "768"),
        (b"\x89PNG", "768"),
        (b"", "771"),
        (PDF[:-8], "771"),
        (PNG[:-12], "771"),
        (JPEG[:-2], "771"),
        (PDF + bytes(MOST_BYTES), "769"),
    ],
)
def test_what_cannot_be_kept_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(Problem) as met:
        read_attachment(write(tmp_path, "file.pdf", content))
    assert met.value.code == code
    assert "file.pdf" in met.value.sentence()


def test_a_file_of_exactly_the_most_is_taken(tmp_path: Path) -> None:
    content = PDF[:-6] + b" " * (MOST_BYTES - len(PDF)) + PDF[-6:]
    assert len(read_attachment(write(tmp_path, "big.pdf", content)).content) == MOST_BYTES


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.pdf", tmp_path, tmp_path / "nul\0byte.pdf"):
        with pytest.raises(Problem, match="770"):
            read_attachment(path)


def test_a_very_long_name_is_shortened_and_keeps_its_ending(tmp_path: Path) -> None:
    file = read_attachment(write(tmp_path, "a" * 200 + ".pdf", PDF))
    assert len(file.name) <= 120 and file.name.endswith(".pdf")


def test_a_scan_is_kept_with_its_correction(counter: Counter, tmp_path: Path) -> None:
    draft = decide(counter)
    path = write(tmp_path, "өтініш.pdf", PDF)
    changes = {"applicant.position": "физика мұғалімі"}
    sequence = correct_case(
        counter, draft.number, changes, asked_by="applicant", reason="Өтініш бойынша.", attachment=path
    )
    (kept,) = counter.store.attachments.of_event(sequence)
    (words,) = load_case(counter, draft.number).changes
    assert (kept.name, kept.media_type, kept.sha256) == ("өтініш.pdf", "application/pdf", words.attached[0].sha256)
    assert counter.store.attachments.content(sequence, 1) == PDF


def test_a_scan_is_kept_with_its_void(counter: Counter, tmp_path: Path) -> None:
    draft = decide(counter)
    sequence = void_case(
        counter,
        draft.number,
        "applicant_withdrew",
        words="Өтінішін қайтарып алды.",
        asked_by_name="Сынақова Үлгі",
        attachment=write(tmp_path, "scan.png", PNG),
    )
    words = counter.store.journal.particulars(sequence)
    assert isinstance(words, ReasonParticulars)
    assert (words.reason, words.asked_by_name, words.attached[0].name) == (
        "Өтінішін қайтарып алды.",
        "Сынақова Үлгі",
        "scan.png",
    )
    assert counter.store.attachments.content(sequence, 1) == PNG
    assert events(counter)[-1].sequence == sequence


def test_a_wrong_file_leaves_nothing_recorded(counter: Counter, tmp_path: Path) -> None:
    draft = decide(counter)
    before = acts(counter)
    wrong = write(tmp_path, "x.docx", b"PK\x03\x04")
    with pytest.raises(Problem, match="768"):
        void_case(counter, draft.number, "entered_twice", attachment=wrong)
    with pytest.raises(Problem, match="768"):
        correct_case(
            counter, draft.number, {"applicant.phone": ""}, asked_by="clerk", reason="Сынақ.", attachment=wrong
        )
    assert acts(counter) == before


def test_on_a_full_disk_neither_the_event_nor_the_file_is_kept(counter: Counter, tmp_path: Path) -> None:
    draft = decide(counter)
    before = acts(counter)
    path = write(tmp_path, "big.pdf", PDF[:-6] + b"1" * 400_000 + PDF[-6:])
    fill_disk(counter)
    with pytest.raises(Problem, match="301"):
        void_case(counter, draft.number, "entered_twice", attachment=path)
    assert acts(counter) == before
    make_room(counter)
    sequence = void_case(counter, draft.number, "entered_twice", attachment=path)
    assert [kept.place for kept in counter.store.attachments.of_event(sequence)] == [1]


def test_erasing_takes_the_file_with_its_name(counter: Counter, tmp_path: Path) -> None:
    draft = decide(counter)
    sequence = void_case(counter, draft.number, "entered_twice", attachment=write(tmp_path, "өтініш.pdf", PDF))
    counter.store.journal.erase([sequence], rule="5 жыл", at=counter.clock.now(), operator="asanova")
    (kept,) = counter.store.attachments.of_event(sequence)
    assert (kept.name, kept.erased) == ("", True)
    assert counter.store.attachments.content(sequence, 1) is None
