"""What the register is held against beside its chain: attachments, papers, settings, tables, what was known of it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.paths import DATABASE_NAME
from desktop.storage.backups import back_up
from desktop.storage.recovery import restore
from desktop.storage.store import Store, open_store
from desktop.storage.verification import FAULT_CODES, Report, find_known, tell_fault, verify
from desktop.storage.witness import WITNESS_NAME, read_witness
from forms.chain import Fault
from forms.day_acts import CaseVoided
from forms.events import SegmentOpened
from forms.problems import PROBLEMS, Problem
from forms.register_acts import Attached, CaseCorrected, CorrectionParticulars, FieldChange, ReasonParticulars
from tests.storage.making import decide, entry, fill, new_store, print_paper, tamper

KEY = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(KEY).public_key().public_bytes_raw().hex()
SCAN = b"%PDF the paper it was asked for with"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A store with a key, three cases, a correction and a void, both with a file kept."""
    with new_store(tmp_path) as store:
        begin(store)
        numbers = fill(store, 3)
        attach(store, numbers)
        assert verify(store.db, tables=True).faults == ()
    yield tmp_path


def begin(store: Store) -> None:
    store.settings.keep("counter_key", KEY)
    store.journal.append([entry(SegmentOpened(counter_key=PUBLIC), None)])


def attach(store: Store, numbers: list[str]) -> None:
    attached = (Attached(name="арыз.pdf", media_type="application/pdf", sha256=hashlib.sha256(SCAN).hexdigest()),)
    change = FieldChange(field="applicant.name", old="Үлгі Сынақов", new="Үлгі Сынаков")
    for act, case, particulars in (
        (
            CaseCorrected(number=numbers[0], fields=("applicant.name",), asked_by="applicant"),
            "case-1",
            CorrectionParticulars(changes=(change,), reason="қате", attached=attached),
        ),
        (
            CaseVoided(number=numbers[1], reason="entered_twice"),
            "case-2",
            ReasonParticulars(reason="екі рет", attached=attached),
        ),
    ):
        with store.act() as acting:
            (recorded,) = acting.append(entry(act, case, particulars=particulars))  # type: ignore[arg-type]
            store.attachments.keep(recorded.sequence, 1, name="арыз.pdf", media_type="application/pdf", content=SCAN)


def look(folder: Path) -> Report:
    """What a verification finds, as the program asks for it."""
    with open_store(folder, read_only=True) as store:
        return verify(store.db, known=find_known(store.db, folder), tables=True)


def kinds(report: Report) -> set[str]:
    for fault in report.faults:
        sentence = tell_fault(fault).sentence()
        assert "{" not in sentence
    return {fault.kind for fault in report.faults}


ATTACHED = "SELECT min(sequence) FROM attachments"
PAPER = ("language", "format", "sha256", "printed_at", "bytes")
SETTING = "UPDATE settings SET value ="
TAMPERINGS: dict[str, tuple[str, str]] = {
    "an attachment's bytes changed": ("UPDATE attachments SET bytes = x'25' WHERE id = 1", "changed_attachment"),
    "an attachment changed with its checksum": (
        f"UPDATE attachments SET bytes = x'25', sha256 = '{hashlib.sha256(b'%').hexdigest()}' WHERE id = 1",
        "changed_attachment",
    ),
    "an attachment named anew": ("UPDATE attachments SET name = 'b.pdf' WHERE id = 2", "changed_attachment"),
    "an attachment of another kind": ("UPDATE attachments SET media_type = 'image/png'", "changed_attachment"),
    "an attachment deleted": ("DELETE FROM attachments WHERE id = 2", "lost_attachment"),
    "an attachment's bytes taken": ("UPDATE attachments SET bytes = NULL, name = ''", "lost_attachment"),
    "an attachment put in": (
        "INSERT INTO attachments SELECT 9, sequence, 2, name, media_type, sha256, bytes FROM attachments WHERE id = 1",
        "extra_attachment",
    ),
    "an attachment moved to another event": (
        f"UPDATE attachments SET sequence = ({ATTACHED}) - 1 WHERE id = 1",
        "extra_attachment",
    ),
    "a paper put in": (
        f"INSERT INTO printed SELECT 99, case_id, number, paper, 7, {', '.join(PAPER)} FROM printed WHERE id = 1",
        "extra_paper",
    ),
    "a paper moved to another case": ("UPDATE printed SET case_id = 'case-9' WHERE id = 1", "lost_paper"),
    "a number put in": ("INSERT INTO numbers VALUES ('reception', 2031, 5)", "number_not_last"),
    "the last number raised": ("UPDATE numbers SET last = 99", "number_not_last"),
    "another counter's code": (
        "UPDATE settings SET value = CAST('B7' AS BLOB) WHERE name = 'counter'",
        "other_settings",
    ),
    "another key of the counter": (
        "UPDATE settings SET value = zeroblob(32) WHERE name = 'counter_key'",
        "other_settings",
    ),
    "the key of the counter deleted": ("DELETE FROM settings WHERE name = 'counter_key'", "other_settings"),
    "a key that is none": (f"{SETTING} x'00' WHERE name = 'counter_key'", "other_settings"),
    "a case on the screens changed": (
        "UPDATE cases SET applicant_name = 'Басқа' WHERE decided_sequence = 3",
        "other_table",
    ),
    "a case on the screens deleted": ("DELETE FROM cases", "other_table"),
    "a visit on the screens deleted": ("DELETE FROM visits", "other_table"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_done_with_plain_sqlite_is_found_and_named(folder: Path, name: str) -> None:
    statement, expected = TAMPERINGS[name]
    tamper(folder, statement)
    assert expected in kinds(look(folder))


TABLES = ("journal", "head", "numbers", "printed", "attachments")


@pytest.mark.parametrize("table", TABLES)
def test_any_row_deleted_from_what_is_kept_is_found(folder: Path, table: str) -> None:
    with open_store(folder, read_only=True) as store:
        (rows,) = store.db.rows(f"SELECT count(*) FROM {table}")[0]
    whole = (folder / DATABASE_NAME).read_bytes()
    for place in range(rows):
        (folder / DATABASE_NAME).write_bytes(whole)
        key = "(register, year)" if table == "numbers" else "rowid"
        columns = "register, year" if table == "numbers" else "rowid"
        tamper(folder, f"DELETE FROM {table} WHERE {key} IN (SELECT {columns} FROM {table} LIMIT 1 OFFSET {place})")
        assert kinds(look(folder)), (table, place)


def test_any_column_changed_in_what_is_kept_is_found(folder: Path) -> None:
    whole = (folder / DATABASE_NAME).read_bytes()
    with open_store(folder, read_only=True) as store:
        columns = {
            table: [name for (name,) in store.db.rows(f"SELECT name FROM pragma_table_info('{table}')") if name != "id"]
            for table in TABLES
        }
    unbound = {("printed", "format")}  # A4 or a strip: the bytes themselves show it
    for table, names in columns.items():
        for name in names:
            if (table, name) in unbound:
                continue
            (folder / DATABASE_NAME).write_bytes(whole)
            where = f"WHERE {name} IS NOT NULL" + ("" if table in ("head", "numbers") else " AND rowid = 3")
            where = where if table not in ("attachments", "printed") else where.replace("rowid = 3", "rowid = 2")
            if table == "journal" and name in ("salt", "particulars"):
                where = "WHERE sequence = 3"
            change = {
                "bytes": "x'00'",
                "event": "x'7b7d'",
                "salt": "zeroblob(16)",
                "particulars": "x'7b7d'",
                "hash": f"'{'a' * 64}'",
                "previous": f"'{'a' * 64}'",
                "sha256": f"'{'a' * 64}'",
            }.get(name, f"{name} + 40" if name in ("sequence", "last", "year", "copy_number", "place") else "'x'")
            tamper(folder, "PRAGMA foreign_keys = OFF", f"UPDATE {table} SET {name} = {change} {where}")
            assert kinds(look(folder)), (table, name)


# the file as a whole


def test_an_old_file_put_back_is_noticed_at_opening(folder: Path) -> None:
    old = (folder / DATABASE_NAME).read_bytes()
    with open_store(folder) as store:
        decide(store, "case-9")
    assert not (folder / f"{DATABASE_NAME}-wal").exists()
    (folder / DATABASE_NAME).write_bytes(old)
    with pytest.raises(Problem) as told:
        open_store(folder)
    assert told.value.code == "791"
    assert told.value.fields["expected"] == told.value.fields["found"] + 1  # type: ignore[operator]
    assert kinds(look(folder)) == {"older_than_known"}


def test_an_old_file_that_went_another_way_is_noticed(folder: Path) -> None:
    """The file of yesterday, worked on elsewhere until it was as long."""
    old = (folder / DATABASE_NAME).read_bytes()
    with open_store(folder) as store:
        decide(store, "case-9", minute=1)
    witness = (folder / WITNESS_NAME).read_bytes()
    (folder / DATABASE_NAME).write_bytes(old)
    (folder / WITNESS_NAME).unlink()
    with open_store(folder) as store:
        decide(store, "case-9", minute=2)
        decide(store, "case-10", minute=3)
    (folder / WITNESS_NAME).write_bytes(witness)
    with pytest.raises(Problem) as told:
        open_store(folder)
    assert told.value.code == "791"
    assert kinds(look(folder)) == {"other_history"}


def test_an_old_file_with_its_witness_is_noticed_by_the_latest_backups_note(folder: Path) -> None:
    old, witness = (folder / DATABASE_NAME).read_bytes(), (folder / WITNESS_NAME).read_bytes()
    with open_store(folder) as store:
        decide(store, "case-9")
        back_up(folder)
    (folder / DATABASE_NAME).write_bytes(old)
    (folder / WITNESS_NAME).write_bytes(witness)
    open_store(folder).close()  # nothing beside the file says otherwise
    assert kinds(look(folder)) == {"older_than_known"}


def test_a_restore_on_purpose_raises_no_alarm(folder: Path) -> None:
    with open_store(folder):
        backup = back_up(folder)
    with open_store(folder) as store:
        decide(store, "case-9")
    (folder / DATABASE_NAME).write_bytes(b"noise" * 1000)
    restore(folder, backup.path)
    assert "older_than_known" not in kinds(look(folder))
    with open_store(folder) as store:
        store.journal.append([entry(SegmentOpened(counter_key=PUBLIC, continues=store.journal.head().hash), None)])
        store.settings.drop("restored_from")
        store.settings.drop("restored")
        assert {"older_than_known", "other_history"}.isdisjoint(kinds(verify(store.db)))
    open_store(folder).close()
    assert {"older_than_known", "other_history"}.isdisjoint(kinds(look(folder)))


# the witness


def test_the_witness_is_never_ahead_of_the_journal(folder: Path) -> None:
    with open_store(folder) as store:
        for place in range(5):
            decide(store, f"case-{20 + place}")
            known = read_witness(folder, "A12", KEY)
            assert known is not None
            assert known.sequence <= store.journal.head().sequence
    known = read_witness(folder, "A12", KEY)
    assert known is not None
    with open_store(folder, read_only=True) as store:
        assert (known.sequence, known.hash) == (store.journal.head().sequence, store.journal.head().hash)


def test_a_killed_program_leaves_a_witness_that_lags_and_alarms_nobody(folder: Path, tmp_path: Path) -> None:
    store = open_store(folder)
    decide(store, "case-9")
    # What a kill leaves: the file, its log and the witness as they are on the disk now.
    copy = tmp_path / "after"
    copy.mkdir()
    for path in folder.glob("kense.*"):
        (copy / path.name).write_bytes(path.read_bytes())
    last = store.journal.head().sequence
    store.close()
    known = read_witness(copy, "A12", KEY)
    assert known is not None
    assert known.sequence < last
    with open_store(copy) as again:
        assert again.journal.head().sequence == last


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff" * 50, b'{"format":1,"counter":"A12","sequence":9}', b"[" * 9000]
)
def test_a_witness_that_cannot_be_read_alarms_nobody(folder: Path, content: bytes) -> None:
    (folder / WITNESS_NAME).write_bytes(content)
    open_store(folder).close()
    assert read_witness(folder, "A12", KEY) is not None  # written anew


def test_a_witness_of_another_key_or_forged_counts_for_nothing(folder: Path) -> None:
    text = (folder / WITNESS_NAME).read_text()
    for forged in (
        text.replace('"sequence":', '"sequence":9'),
        text.replace('"A12"', '"A13"'),
        text.replace("seal", "sEal"),
    ):
        (folder / WITNESS_NAME).write_text(forged)
        assert read_witness(folder, "A12", KEY) is None
    (folder / WITNESS_NAME).write_text(text)
    assert read_witness(folder, "A12", bytes(32)) is None


def test_a_disk_that_takes_no_witness_stops_nobody(folder: Path) -> None:
    (folder / WITNESS_NAME).unlink()
    (folder / WITNESS_NAME).mkdir()
    with open_store(folder) as store:
        decide(store, "case-9")
    (folder / WITNESS_NAME).rmdir()
    open_store(folder).close()


def test_a_counter_without_a_key_has_no_witness(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 1)
    assert not (tmp_path / WITNESS_NAME).exists()


# what is no fault


def test_numbers_of_a_year_only_the_lost_events_knew_are_no_fault(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        begin(store)
        fill(store, 1)
        store.db.run("INSERT INTO numbers VALUES ('reception', 2031, 4)")
        store.journal.append([entry(SegmentOpened(counter_key=PUBLIC, continues=store.journal.head().hash), None)])
        assert verify(store.db).faults == ()


def test_erased_cases_verify_with_their_papers_and_attachments(folder: Path) -> None:
    with open_store(folder) as store:
        sequences = [
            sequence
            for (sequence,) in store.db.rows("SELECT sequence FROM journal WHERE salt IS NOT NULL ORDER BY sequence")
        ]
        store.journal.erase(sequences, rule="test", at=entry(SegmentOpened(counter_key=PUBLIC), None).at, operator="x")
    report = look(folder)
    assert kinds(report) == set()
    assert report.erased == len(sequences)
    tamper(folder, "UPDATE attachments SET bytes = x'25' WHERE id = 1")
    assert kinds(look(folder)) == {"not_erased"}


def test_a_copy_printed_twice_is_no_fault(folder: Path) -> None:
    with open_store(folder) as store:
        print_paper(store, "case-1", "A12/2026-000001")
    assert kinds(look(folder)) == set()


def test_every_kind_of_fault_has_a_sentence_of_its_own() -> None:
    assert len(set(FAULT_CODES.values())) == len(FAULT_CODES)
    for kind, code in FAULT_CODES.items():
        assert code in PROBLEMS
        assert "{" not in tell_fault(Fault(sequence=3, kind=kind, detail="x")).sentence()


def test_a_verification_is_stopped_where_its_watch_says_so(folder: Path) -> None:
    def stop(done: int, of: int) -> None:
        if done == 5:
            raise Problem("790")

    with open_store(folder, read_only=True) as store:
        with pytest.raises(Problem) as told:
            verify(store.db, watch=stop)
        assert told.value.code == "790"
        told_of: list[int] = []
        verify(store.db, watch=lambda done, of: told_of.append(done), tables=True)
        assert told_of[-1] == max(told_of)
