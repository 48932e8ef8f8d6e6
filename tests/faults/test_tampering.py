"""Any row of any table changed, deleted, inserted, exchanged or cut off with SQLite itself is found and named."""

import shutil
from collections import Counter as Count
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.operations import reception
from desktop.operations.duplicates import judge_duplicate
from desktop.operations.enrolling import enrol, read_invitation
from desktop.paths import DATABASE_NAME
from desktop.storage.store import open_store
from desktop.storage.verification import find_known, tell_fault, verify
from forms.problems import Problem
from tests.faults.tampering import Tampering, connect, tables_of, tamper, ways_to_tamper
from tests.power.day import Day
from tests.sync.centre import ModelCentre
from tests.sync.making import Wire, go

pytestmark = pytest.mark.slow

# What is not part of the record, and why nobody needs to be told of it.
LEFT_ALONE: dict[tuple[str, str], str] = {
    ("_sqlite_migrations", "applied_at"): "when a migration was made; which ones were is checked",
    ("_sqlite_migrations", "id"): "a row's number, which nothing reads",
    ("_sqlite_migrations", "two rows exchanged"): "the same",
    ("attachments", "id"): "a row's number; the event names the file by its checksum",
    ("attachments", "two rows exchanged"): "the same files under other row numbers",
    ("drafts", ""): "what is typed and not decided: it changes at every key, and is no record yet",
    ("head", "id"): "a row's number, which nothing reads",
    ("head", "a row inserted"): "a second row, which nothing reads",
    ("printed", "id"): "a row's number: which copy it is stands in the event",
    ("printed", "format"): "the sheet's size; the bytes and their checksum are the paper",
    ("printed", "two rows exchanged"): "the same papers under other row numbers",
    ("deliveries", ""): "a log of what was tried, for support",
    ("refusals", ""): "what the centre said of events; it says so again with its next answer",
    ("settings", "a row inserted"): "a setting of nobody's",
    ("settings", "name of the last row changed"): "what the centre seals to the counter is opened with it: no record",
    ("settings", "value of the last row changed"): "the same",
    ("settings", "the last row deleted"): "the same",
    ("roster", ""): "whom people are looked up in: the office's own file, of which the journal has the checksum",
    ("rosters", ""): "which of these files are in use; it proves nothing and stands on no paper",
    ("updates", ""): "what the centre published: the document bears its signature, the journal its checksum",
}


class Kept(NamedTuple):
    """A folder with something in every table, and its raw key."""

    folder: Path
    key: bytes
    ways: list[Tampering]
    tables: list[str]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    day = Day(tmp_path_factory.mktemp("tampering") / "data", protected=True)
    rounds = 2
    for name, act in day.acts(rounds):
        rounds -= name == "close the day"
        if not rounds:
            break
        act()
    key = day.at.store.key
    assert key is not None
    given = [number for (number,) in day.at.store.db.rows("SELECT number FROM cases ORDER BY number")]
    judge_duplicate(day.at, given[0], given[1], "different", "екі бөлек өтініш")
    day.clock.move_wall(-3 * 3600)
    reception.hold_case(day.at, reception.open_case(day.at, "attestation"), "fills_form")
    reception.open_case(day.at, "attestation")
    centre = ModelCentre()
    centre.judge = lambda event: "841" if event.sequence < 4 else ""
    centre.publish("message", "Демалыс", "28 қыркүйек жұмыс күні емес.")
    enrol(day.at, read_invitation(centre.invite()))
    assert go(day.at, Wire(centre)).outcome == "done"
    day.close()
    connection = connect(day.folder, key)
    tables = tables_of(connection)
    ways = [way for table in tables for way in ways_to_tamper(connection, table)]
    connection.close()
    shutil.rmtree(day.folder / "papers")
    return Kept(day.folder, key, ways, tables)


def look(folder: Path, key: bytes) -> list[str]:
    """What the opening or the verification says, by code."""
    try:
        with open_store(folder, key=key) as store:
            report = verify(store.db, known=find_known(store.db, folder), tables=True)
            return [tell_fault(fault).code for fault in report.faults]
    except Problem as problem:
        return [problem.code]


def is_left_alone(way: Tampering) -> bool:
    column = way.what.split(" of the ")[0]
    return any((way.table, what) in LEFT_ALONE for what in ("", way.what, column))


def test_there_is_something_in_every_table(kept: Kept) -> None:
    assert {way.table for way in kept.ways} == set(kept.tables)
    assert look(kept.folder, kept.key) == []
    connection = connect(kept.folder, kept.key)
    ((last,),) = connection.execute("SELECT name FROM settings ORDER BY name DESC LIMIT 1").fetchall()
    connection.close()
    assert last == "seal_key"


def test_every_change_of_any_row_is_found_and_named(kept: Kept, tmp_path: Path) -> None:
    codes: Count[str] = Count()
    missed, needless, done = [], [], 0
    for index, way in enumerate(kept.ways):
        folder = tmp_path / str(index)
        shutil.copytree(kept.folder, folder)
        if tamper(folder, kept.key, way):
            done += 1
            said = look(folder, kept.key)
            codes.update(said[:1])
            if not said and not is_left_alone(way):
                missed.append((way.table, way.what))
            if said and (way.table, "") in LEFT_ALONE:
                needless.append((way.table, way.what, said))
        shutil.rmtree(folder)
    print(f"{done} changes in {len(kept.tables)} tables: {dict(codes)}")
    assert not missed, "\n".join(map(str, missed))
    assert needless == []
    assert done > 300


def test_an_older_file_put_in_its_place_is_found(kept: Kept, tmp_path: Path) -> None:
    """By the note beside it, and without that by the note of the latest backup."""
    older = tmp_path / "older.db"
    shutil.copyfile(kept.folder / DATABASE_NAME, older)
    folder = tmp_path / "data"
    shutil.copytree(kept.folder, folder)
    day = Day(folder, protected=True)
    day.password = _password(folder)
    day.clock.wait(3600)
    day.open()
    reception.drop_case(day.at, reception.open_case(day.at, "attestation"), "applicant_left")
    dict(day.acts(1))["back up"]()
    day.close()
    assert look(folder, kept.key) == []
    shutil.copyfile(older, folder / DATABASE_NAME)
    assert look(folder, kept.key) == ["791"]
    (folder / "kense.head").unlink()
    assert look(folder, kept.key) == ["798"]


def _password(folder: Path) -> str:
    from desktop.protection.key_file import unlock
    from tests.power.day import OPERATOR, PASSWORDS

    for password in PASSWORDS:
        try:
            unlock(folder, OPERATOR, password)
        except Problem:
            continue
        return password
    raise AssertionError("no password opens")


@pytest.mark.parametrize("mended", [False, True], ids=["the end cut off", "and what names the end mended"])
def test_an_end_cut_off_is_found(kept: Kept, tmp_path: Path, mended: bool) -> None:
    folder = tmp_path / "data"
    shutil.copytree(kept.folder, folder)
    connection = connect(folder, kept.key)
    connection.execute("DELETE FROM journal WHERE sequence > (SELECT max(sequence) - 3 FROM journal)")
    if mended:
        connection.execute(
            "UPDATE head SET (sequence, hash) = (SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1)"
        )
    connection.close()
    assert look(folder, kept.key) == (["791"] if mended else ["500"])
