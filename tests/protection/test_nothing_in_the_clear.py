"""A day of work in a protected folder: in no file that it leaves stands a name, an IIN, a phone, an address."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import logs
from desktop.operations import operators, papers_taken, profile_keeping, reception, signing_in
from desktop.operations.counter import Counter
from desktop.printing.choice import PAPERS_NAME, choose_printers
from desktop.printing.folder import PDF_PRINTER, FolderPrinters
from desktop.protection.sealing import open_sealed
from desktop.storage.backups import back_up
from forms.problems import Problem
from tests.operations.making import HandClock, open_ready, print_copy, row_of
from tests.protection.making import FOUNDER, OTHER, OTHER_PASSWORD, PASSWORD, enrol_other, found

IIN, NAME, PHONE, EMAIL = "850101100002", "Құпияев Жасырын", "+77001112233", "qupiya@example.kz"
WORDS = (IIN, NAME, NAME.split()[0], NAME.split()[0].upper(), PHONE, PHONE[2:], EMAIL, "жасырын себеп", PASSWORD)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[None]:
    """The program's log, in the data folder as it is at work."""
    before = list(logs.log.handlers)
    logs.log.handlers.clear()
    logs.begin_log(tmp_path)
    yield
    for handler in logs.log.handlers:
        handler.close()
    logs.log.handlers[:] = before


def found_words(folder: Path) -> list[tuple[str, str]]:
    """Which words can be read where: in UTF-8, in UTF-16, and as JSON writes them."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            for word in WORDS:
                escaped = word.encode("ascii", "backslashreplace")
                if any(form in content for form in (word.encode(), word.encode("utf-16-le"), escaped)):
                    found.append((path.name, word))
    return found


def work(counter: Counter, folder: Path) -> None:
    """Everything that could leave a trace."""
    enrol_other(counter)
    draft = open_ready(counter, iin=IIN)
    draft.applicant.name, draft.applicant.phone, draft.applicant.email = NAME, PHONE, EMAIL
    reception.keep_draft(counter, row_of(counter, draft))
    draft = reception.decide_case(counter, draft)
    prepared = print_copy(counter, draft)
    counter.printers.send(prepared.content, printer=PDF_PRINTER, copies=1, media="A4", title="Kense D7/2026-000001")
    reception.hand_over(counter, draft)
    unfinished = open_ready(counter, iin=IIN)
    unfinished.applicant.name = NAME
    reception.keep_draft(counter, row_of(counter, unfinished))
    profile_keeping.keep_unsaved(counter, f"{NAME} {PHONE}".encode())
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    signing_in.change_operator(counter, FOUNDER, PASSWORD)
    operators.renew_recovery_sheet(counter)
    back_up(folder, key=counter.store.key)
    try:
        raise ValueError(f"{NAME} {IIN} {PASSWORD}")
    except ValueError as error:
        logs.write_error(error)
    logging.getLogger("kense").info("still at work")


@pytest.mark.expects_log("ValueError")
@pytest.mark.usefixtures("log")
def test_nothing_personal_is_left_in_the_clear_while_at_work_and_after(tmp_path: Path) -> None:
    found(tmp_path)
    signed = signing_in.sign_in(tmp_path, FOUNDER, PASSWORD)
    printers = FolderPrinters(tmp_path / PAPERS_NAME, signed.key.files)
    counter = signing_in.open_protected(tmp_path, printers, signed, HandClock())
    work(counter, tmp_path)
    assert (tmp_path / "kense.db-wal").stat().st_size > 0
    assert found_words(tmp_path) == []
    counter.store.close()
    assert found_words(tmp_path) == []
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {"kense.db", "kense.keys", "kense.log", "Kense-D7-2026-000001.pdf.sealed"} <= names


def test_the_same_words_are_found_where_nothing_is_protected(tmp_path: Path) -> None:
    """The finder finds."""
    from tests.operations.making import counter_at

    with counter_at(tmp_path) as counter:
        draft = open_ready(counter, iin=IIN)
        draft.applicant.name, draft.applicant.phone = NAME, PHONE
        reception.keep_draft(counter, row_of(counter, draft))
    assert {word for _, word in found_words(tmp_path)} >= {IIN, NAME, PHONE}


def test_a_printed_paper_lies_sealed_and_is_taken_out(tmp_path: Path) -> None:
    found(tmp_path / "data")
    signed = signing_in.sign_in(tmp_path / "data", FOUNDER, PASSWORD)
    printers = FolderPrinters(tmp_path / "data" / PAPERS_NAME, signed.key.files)
    counter = signing_in.open_protected(tmp_path / "data", printers, signed, HandClock())
    with counter.store:
        for content in (b"%PDF 1", b"%PDF 2"):
            job = printers.send(content, printer="", copies=1, media="A4", title="Kense D7/2026-000001")
            assert printers.follow(job).kind == "printed"
        papers = tmp_path / "data" / PAPERS_NAME
        names = ["Kense-D7-2026-000001-2.pdf.sealed", "Kense-D7-2026-000001.pdf.sealed"]
        assert sorted(path.name for path in papers.iterdir()) == names
        first = (papers / "Kense-D7-2026-000001.pdf.sealed").read_bytes()
        assert open_sealed(first, signed.key.files) == b"%PDF 1"
        (tmp_path / "stick").mkdir()
        (tmp_path / "stick" / "Kense-D7-2026-000001.pdf").write_bytes(b"another")
        assert papers_taken.take_out_papers(counter, tmp_path / "stick") == 2
        taken = {path.name: path.read_bytes() for path in (tmp_path / "stick").iterdir()}
        assert taken.pop("Kense-D7-2026-000001.pdf") == b"another"
        # The earliest first: it takes the first name that is free.
        assert taken == {"Kense-D7-2026-000001-2.pdf": b"%PDF 1", "Kense-D7-2026-000001-2-2.pdf": b"%PDF 2"}
        assert list(papers.iterdir()) == []


def test_a_damaged_paper_is_told_and_stays(tmp_path: Path) -> None:
    found(tmp_path)
    signed = signing_in.sign_in(tmp_path, FOUNDER, PASSWORD)
    counter = signing_in.open_protected(tmp_path, FolderPrinters(tmp_path), signed, HandClock())
    with counter.store:
        (tmp_path / PAPERS_NAME).mkdir()
        (tmp_path / PAPERS_NAME / "x.pdf.sealed").write_bytes(b"torn")
        with pytest.raises(Problem, match="717"):
            papers_taken.take_out_papers(counter, tmp_path / "out")
        assert [path.name for path in (tmp_path / PAPERS_NAME).iterdir()] == ["x.pdf.sealed"]


def test_a_protected_folder_takes_no_paper_without_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.printing.cups import CupsPrinters

    monkeypatch.setattr(CupsPrinters, "list_printers", lambda _: [])
    assert [one.name for one in choose_printers(tmp_path).list_printers()] == [PDF_PRINTER]
    found(tmp_path)
    assert choose_printers(tmp_path).list_printers() == []
    assert [one.name for one in choose_printers(tmp_path, bytes(32)).list_printers()] == [PDF_PRINTER]
    assert not (tmp_path / PAPERS_NAME).exists()


def test_papers_go_to_the_print_system_without_a_file_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """``lp`` reads standard input; what the print system keeps is its own: docs/protection.md says what to set."""
    import subprocess

    from desktop.printing.cups import CupsPrinters

    seen: list[tuple[list[str], bytes]] = []

    def run(command: list[str], *, input: bytes, **_: object) -> "subprocess.CompletedProcess[bytes]":  # noqa: A002
        seen.append((command, input))
        return subprocess.CompletedProcess(command, 0, b"request id is P-1 (1 file(s))", b"")

    monkeypatch.setattr(subprocess, "run", run)
    CupsPrinters().send(b"%PDF", printer="P", copies=1, media="A4", title="Kense")
    ((command, sent),) = seen
    assert command[-1] == "-"
    assert sent == b"%PDF"
