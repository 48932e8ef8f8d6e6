"""A whole export: a real counter, a real file, recorded; and everything that can come in between."""

import hashlib
import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop.operations import exporting, reception
from desktop.operations.counter import Counter
from desktop.operations.exporting import Access, Exported, Form, access_of, export_register, record_export
from desktop.operations.register import RegisterQuery
from forms.catalogues import catalogue
from forms.problems import Problem
from forms.register_acts import RegisterExported
from tests.operations.making import acts, counter_at, events, fill_disk, make_room, open_ready, print_copy
from tests.papers.reading import flat, text_by_pdfium
from tests.storage.disks import mounted, remount_read_only

from .test_spreadsheets import place_of, read_csv, rows_of

FORMS: tuple[Form, ...] = ("book", "xlsx", "csv")
CASES = 6


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A counter with some decided cases."""
    with counter_at(tmp_path / "data") as opened:
        for _ in range(CASES):
            decide(opened)
        yield opened


def decide(counter: Counter) -> None:
    draft = reception.decide_case(counter, open_ready(counter))
    print_copy(counter, draft)
    reception.hand_over(counter, draft)


def go_on() -> bool:
    return False


def export(counter: Counter, form: Form, target: Path, query: RegisterQuery | None = None) -> Exported:
    return export_register(access_of(counter), query or RegisterQuery(), form, target, lambda done, of: None, go_on)


@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_whole_recorded_and_bound_by_its_checksum(counter: Counter, form: Form, tmp_path: Path) -> None:
    target = tmp_path / f"out{exporting.ENDINGS[form]}"
    query = RegisterQuery(first=date(2026, 9, 1), last=date(2026, 9, 30))
    exported = export(counter, form, target, query)
    record_export(counter, exported)
    assert exported.rows == CASES
    assert exported.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    event = events(counter)[-1]
    assert event.act == RegisterExported(
        form=form, first="2026-09-01", last="2026-09-30", rows=CASES, sha256=exported.sha256
    )
    assert event.operator == counter.operator.id
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [target.name]
    assert target.stat().st_mode & 0o077 == 0


def test_each_form_holds_every_case(counter: Counter, tmp_path: Path) -> None:
    numbers = {case.number for case in counter.store.cases.latest()}
    export(counter, "csv", tmp_path / "a.csv")
    export(counter, "xlsx", tmp_path / "a.xlsx")
    export(counter, "book", tmp_path / "a.pdf")
    assert {row[0] for row in read_csv((tmp_path / "a.csv").read_bytes())[1:]} == numbers
    assert {row[0] for row in rows_of((tmp_path / "a.xlsx").read_bytes())[1:]} == numbers
    text = flat(text_by_pdfium((tmp_path / "a.pdf").read_bytes()))
    assert all(number in text for number in numbers)
    positions = [text.index(number) for number in sorted(numbers)]
    assert positions == sorted(positions)  # the book has them in the order they were given


def test_what_is_filtered_is_what_leaves(counter: Counter, tmp_path: Path) -> None:
    number = counter.store.cases.latest()[0].number
    exported = export(counter, "csv", tmp_path / "a.csv", RegisterQuery(text=number))
    assert [row[0] for row in read_csv((tmp_path / "a.csv").read_bytes())[1:]] == [number]
    assert exported.rows == 1
    assert exporting.is_extract(RegisterQuery(text=number))
    assert not exporting.is_extract(RegisterQuery(first=date(2026, 9, 1)))
    assert export(counter, "csv", tmp_path / "b.csv", RegisterQuery(last=date(2020, 1, 1))).rows == 0


def test_an_export_sees_one_moment_while_the_clerk_goes_on(counter: Counter, tmp_path: Path) -> None:
    """A case decided in the middle of a book is in neither of its passes."""
    decided = threading.Event()
    asked = threading.Event()

    def progress(done: int, of: int) -> None:
        if done == 0:
            asked.set()
            assert decided.wait(10)

    found: list[Exported] = []
    access = access_of(counter)
    thread = threading.Thread(
        target=lambda: found.append(
            export_register(access, RegisterQuery(), "book", tmp_path / "a.pdf", progress, go_on)
        )
    )
    thread.start()
    assert asked.wait(10)
    decide(counter)
    decided.set()
    thread.join(20)
    assert found[0].rows == CASES
    record_export(counter, found[0])


@pytest.mark.parametrize("form", FORMS)
def test_a_stopped_export_leaves_nothing(counter: Counter, form: Form, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    looks = iter([False, True])
    with pytest.raises(Problem) as told:
        export_register(
            access_of(counter), RegisterQuery(), form, tmp_path / "a", lambda done, of: None, lambda: next(looks, True)
        )
    assert told.value.code == "780"
    assert set(tmp_path.iterdir()) == before
    assert "RegisterExported" not in acts(counter)


def test_progress_comes_to_its_end(counter: Counter, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export_register(
        access_of(counter),
        RegisterQuery(),
        "book",
        tmp_path / "a.pdf",
        lambda done, of: told.append((done, of)),
        go_on,
    )
    assert told[-1] == (2 * CASES, 2 * CASES)


def test_nothing_is_ever_written_over(counter: Counter, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("mine")
    assert refused(counter, target) == "786"
    assert target.read_text() == "mine"


def test_nothing_goes_into_the_data_folder(counter: Counter, tmp_path: Path) -> None:
    inside = counter.store.folder / "exports"
    inside.mkdir()
    (tmp_path / "way").symlink_to(counter.store.folder)
    for target in (counter.store.folder / "a.csv", inside / "a.csv", tmp_path / "way" / "a.csv"):
        assert refused(counter, target) == "785"


def test_a_folder_that_is_not_there_is_told(counter: Counter, tmp_path: Path) -> None:
    assert refused(counter, tmp_path / "stick" / "a.csv") == "784"


def test_a_full_stick_is_told_and_left_as_it_was(counter: Counter, tmp_path: Path) -> None:
    with mounted(tmp_path / "stick", "16k") as stick:
        assert refused(counter, stick / "a.pdf", "book") == "781"
        assert list(stick.iterdir()) == []


def test_a_stick_that_cannot_be_written_to_is_told(counter: Counter, tmp_path: Path) -> None:
    with mounted(tmp_path / "stick", "1m") as stick:
        remount_read_only(stick)
        assert refused(counter, stick / "a.csv") == "782"


def test_a_stick_pulled_out_in_the_middle_is_told(counter: Counter, tmp_path: Path) -> None:
    """The folder is gone before the file gets its name."""
    stick = tmp_path / "stick"
    stick.mkdir()

    def pull(done: int, of: int) -> None:
        if done == of and stick.exists():
            for left in stick.iterdir():
                left.unlink()
            stick.rmdir()

    with pytest.raises(Problem) as told:
        export_register(access_of(counter), RegisterQuery(), "csv", stick / "a.csv", pull, go_on)
    assert told.value.code in ("783", "784")


def test_an_export_that_cannot_be_recorded_is_taken_back(counter: Counter, tmp_path: Path) -> None:
    exported = export(counter, "csv", tmp_path / "a.csv")
    content = exported.path.read_bytes()
    fill_disk(counter)
    codes = []
    for _ in range(100):  # the last page may have room for some events
        exported.path.write_bytes(content)
        try:
            record_export(counter, exported)
        except Problem as problem:
            codes.append(problem.code)
            break
    assert codes == ["301"]
    assert not exported.path.exists()
    make_room(counter)


def test_the_right_to_export_is_asked(counter: Counter) -> None:
    counter.roles = ("administrator",)
    with pytest.raises(Problem) as told:
        access_of(counter)
    assert told.value.code == "720"


def test_who_asked_is_who_is_recorded(counter: Counter, tmp_path: Path) -> None:
    exported = export(counter, "csv", tmp_path / "a.csv")
    asked = counter.operator
    counter.operator = type(asked)(id="clerk-9", name="Басқа")
    assert record_export(counter, exported).event.operator == asked.id


def test_a_name_says_whose_register_and_of_when() -> None:
    query = RegisterQuery(first=date(2026, 9, 1), last=date(2026, 9, 30))
    assert exporting.suggest_name("D7", query, "xlsx") == "kense-D7-2026-09-01_2026-09-30.xlsx"
    assert exporting.suggest_name("D7", RegisterQuery(), "book", sealed=True) == "kense-D7-all.pdf.sealed"


def test_what_was_practised_says_so(counter: Counter, tmp_path_factory: pytest.TempPathFactory) -> None:
    access = replace(access_of(counter), practice=True)
    assert refused_as(access, access.folder.parent / "a.csv") == "785"  # beside the practice lies the counter's own
    tmp_path = tmp_path_factory.mktemp("out")
    for form in ("book", "xlsx"):
        export_register(access, RegisterQuery(), form, tmp_path / form, lambda done, of: None, go_on)
    pages = text_by_pdfium((tmp_path / "book").read_bytes())
    assert pages.count("УЧЕБНЫЙ") >= 3
    assert "practice" in exporting.suggest_name("D7", RegisterQuery(), "csv", practice=True)
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "xlsx").read_bytes()))
    assert book.sheetnames != [catalogue("forms", "kk").gettext("Register")]


def test_no_key_is_shown_by_what_is_taken_along(counter: Counter) -> None:
    access = replace(access_of(counter), key=b"\x5a" * 32)
    assert repr(access.key) not in repr(access)


def test_amounts_and_text_in_the_workbook_are_the_registers(counter: Counter, tmp_path: Path) -> None:
    export(counter, "xlsx", tmp_path / "a.xlsx")
    _, *rows = rows_of((tmp_path / "a.xlsx").read_bytes())
    case = counter.store.cases.find(rows[0][0])
    assert case is not None
    assert rows[0][place_of("IIN")] == case.applicant_iin
    assert rows[0][place_of("Applicant")] == case.applicant_name


def refused_as(access: Access, target: Path) -> str:
    with pytest.raises(Problem) as told:
        export_register(access, RegisterQuery(), "csv", target, lambda done, of: None, go_on)
    return told.value.code


def refused(counter: Counter, target: Path, form: Form = "csv") -> str:
    with pytest.raises(Problem) as told:
        export(counter, form, target)
    assert "{" not in told.value.sentence()
    return told.value.code
