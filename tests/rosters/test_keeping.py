"""A roster taken into use, looked up in, replaced, taken out of use: in one act or not at all."""

import csv
import hashlib
import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.lookup.chain import Chain
from desktop.lookup.ports import Answer, Found, NoData, Person, Source
from desktop.operations import look_up as looking
from desktop.operations import roster_taking, updates
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter
from desktop.operations.practice import open_practice
from desktop.paths import DATABASE_NAME
from desktop.printing.memory import MemoryPrinters
from desktop.storage.backups import back_up
from desktop.storage.recovery import RestoreWish, restore
from desktop.storage.store import open_store
from forms.moments import wall_time
from forms.problems import Problem
from forms.procedure_acts import RosterTaken
from forms.rosters import RosterRow, pack_roster
from tests.domain.making import IIN
from tests.operations.making import HandClock, counter_at, events, fill_disk, make_room
from tests.protection.making import come, found_and_come
from tests.rosters.making import HEADING, NAME, csv_of, people, workbook_of
from tests.updates.making import Centre

PEOPLE = people(3)
FIRST, SECOND, THIRD = (row[0] for row in PEOPLE)
TODAY = date(2026, 9, 14)


def read(folder: Path, rows: list[list[str]], name: str = "Мұғалімдер.csv") -> roster_taking.ReadFile:
    """A file of these rows, read."""
    path = folder / name
    path.write_text(csv_of(rows), "utf-8")
    return roster_taking.read_file(path, TODAY, lambda done, of: None, lambda: False)


def taken(counter: Counter) -> list[RosterTaken]:
    return [event.act for event in events(counter) if isinstance(event.act, RosterTaken)]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with counter_at(tmp_path / "data") as counter:
        yield counter


def test_good_rows_are_taken_in_one_act_and_found(counter: Counter, tmp_path: Path) -> None:
    file = read(tmp_path, [PEOPLE[0], [SECOND, ""], PEOPLE[2]])
    kept = roster_taking.keep_roster(counter, file, "  Біздің   мектеп ")
    assert (kept.name, kept.source, kept.rows, kept.refused) == ("Біздің мектеп", "file", 2, 1)
    assert kept.sha256 == hashlib.sha256((tmp_path / "Мұғалімдер.csv").read_bytes()).hexdigest()
    assert taken(counter) == [RosterTaken(name="Біздің мектеп", rows=2, refused=1, sha256=kept.sha256)]
    found = looking.look_up(counter, f"{FIRST[:6]} {FIRST[6:]}")
    assert isinstance(found, Found)
    assert (found.person.name, found.person.birth_date) == (NAME, "1985-05-12")
    assert (found.source, found.as_of) == ("Біздің мектеп", "2026-09-14")
    missing = looking.look_up(counter, SECOND)
    assert missing == NoData((Source("Біздің мектеп", "2026-09-14"),))
    assert (missing.source, missing.as_of) == ("Біздің мектеп", "2026-09-14")


def test_nobody_to_ask_is_said(counter: Counter) -> None:
    answer = looking.look_up(counter, FIRST)
    assert answer == NoData(())
    assert (answer.source, answer.as_of) == ("", "")


def test_what_is_no_iin_is_told(counter: Counter) -> None:
    with pytest.raises(Problem) as raised:
        looking.look_up(counter, FIRST[:-1])
    assert raised.value.code == "202"


def test_a_full_disk_leaves_everything_as_it_was(counter: Counter, tmp_path: Path) -> None:
    roster_taking.keep_roster(counter, read(tmp_path, PEOPLE[:1]), "Тізім")
    before = roster_taking.list_rosters(counter)
    file = read(tmp_path, people(4000))
    fill_disk(counter)
    with pytest.raises(Problem) as raised:
        roster_taking.keep_roster(counter, file, "Тізім")
    assert raised.value.code == "301"
    make_room(counter)
    assert roster_taking.list_rosters(counter) == before
    assert counter.store.db.rows("SELECT iin FROM roster") == [(FIRST,)]
    assert len(taken(counter)) == 1


def test_the_same_name_replaces_and_the_latest_answers_first(counter: Counter, tmp_path: Path) -> None:
    roster_taking.keep_roster(counter, read(tmp_path, PEOPLE), "Тізім")
    newer = [[FIRST, "Сынақова Айгүл", *PEOPLE[0][2:]]]
    roster_taking.keep_roster(counter, read(tmp_path, newer), "Екінші")
    answer = looking.look_up(counter, FIRST)
    assert isinstance(answer, Found)
    assert (answer.person.name, answer.source) == ("Сынақова Айгүл", "Екінші")
    assert isinstance(looking.look_up(counter, SECOND), Found)
    roster_taking.keep_roster(counter, read(tmp_path, PEOPLE[2:]), "тізім")
    assert [one.name for one in roster_taking.list_rosters(counter)] == ["тізім", "Екінші"]
    assert isinstance(looking.look_up(counter, SECOND), NoData)
    (last,) = [one for one in roster_taking.list_rosters(counter) if one.name == "Екінші"]
    roster_taking.remove_roster(counter, last.id)
    assert isinstance(looking.look_up(counter, FIRST), NoData)
    assert taken(counter)[-1] == RosterTaken(name="Екінші", rows=0, refused=0, sha256=last.sha256)
    with pytest.raises(Problem) as raised:
        roster_taking.remove_roster(counter, last.id)
    assert raised.value.code == "983"
    assert counter.store.db.rows("SELECT iin FROM roster") == [(THIRD,)]


def test_a_file_without_a_good_line_is_refused(counter: Counter, tmp_path: Path) -> None:
    file = read(tmp_path, [["1", ""]])
    with pytest.raises(Problem) as raised:
        roster_taking.keep_roster(counter, file, "")
    assert (raised.value.code, taken(counter)) == ("981", [])


@pytest.mark.parametrize(
    ("roles", "may_keep", "may_ask"), [(("clerk",), False, True), (("administrator",), True, False)]
)
def test_rights(counter: Counter, tmp_path: Path, roles: tuple[str, ...], may_keep: bool, may_ask: bool) -> None:
    file = read(tmp_path, PEOPLE)
    counter.roles = roles  # type: ignore[assignment]
    for allowed, act in (
        (may_keep, lambda: roster_taking.keep_roster(counter, file, "")),
        (may_ask, lambda: looking.look_up(counter, FIRST)),
    ):
        if allowed:
            act()
        else:
            with pytest.raises(Problem) as raised:
                act()
            assert raised.value.code == "720"


def test_people_are_named_in_a_protected_store_or_invented_ones(tmp_path: Path) -> None:
    file = read(tmp_path, PEOPLE)
    with counter_at(tmp_path / "clear") as counter:
        counter.profile = replace(counter.profile, demonstration=False)
        with pytest.raises(Problem) as raised:
            roster_taking.keep_roster(counter, file, "Тізім")
        assert raised.value.code == "980"
        assert "Ctrl+F12" in raised.value.sentence()
    practice = open_practice(tmp_path / "clear", MemoryPrinters(), None, HandClock())
    try:
        practice.profile = replace(practice.profile, demonstration=False)
        assert roster_taking.keep_roster(practice, file, "Тізім").rows == 3
    finally:
        practice.store.close()
    protected = found_and_come(tmp_path / "protected")
    try:
        roster_taking.keep_roster(protected, file, "Тізім")
    finally:
        protected.store.close()
    again = come(tmp_path / "protected")
    try:
        assert isinstance(looking.look_up(again, FIRST), Found)
    finally:
        again.store.close()
    for path in (tmp_path / "protected").rglob("*"):
        assert not path.is_file() or NAME.encode() not in path.read_bytes(), path


def test_the_districts_roster_is_looked_up_in_and_replaced_by_the_district(tmp_path: Path) -> None:
    centre = Centre()
    first = pack_roster([RosterRow(FIRST, NAME), RosterRow(SECOND, NAME)])
    counter = found_and_come(tmp_path)
    try:
        centre.enrol(counter)
        updates.receive(counter, centre.publish(1, "roster", "Аудан", first))
        (kept,) = roster_taking.list_rosters(counter)
        assert (kept.name, kept.source, kept.number, kept.rows) == ("Аудан", "centre", 1, 2)
        answer = looking.look_up(counter, SECOND)
        assert isinstance(answer, Found) and answer.source == "Аудан"
        with pytest.raises(Problem) as raised:
            roster_taking.remove_roster(counter, kept.id)
        assert raised.value.code == "982"
        roster_taking.keep_roster(counter, read(tmp_path, PEOPLE[2:]), "Аудан")  # a file's of that name stands beside
        updates.receive(
            counter, centre.publish(2, "roster", "Аудан", pack_roster([RosterRow(FIRST, NAME)]), replaces=1)
        )
        assert [(one.number, one.rows) for one in roster_taking.list_rosters(counter)] == [(2, 1), (0, 1)]
        assert isinstance(looking.look_up(counter, SECOND), NoData)
        assert taken(counter) == [taken(counter)[0]]
    finally:
        counter.store.close()


def test_a_roster_that_cannot_be_unpacked_is_kept_with_its_problem(tmp_path: Path) -> None:
    import base64

    import zstandard

    text = f"iin,name\n{FIRST},{NAME},x,x,x,x,x\n"
    centre, content = Centre(), base64.b64encode(zstandard.ZstdCompressor().compress(text.encode())).decode()
    counter = found_and_come(tmp_path)
    try:
        centre.enrol(counter)
        assert updates.receive(counter, centre.publish(1, "roster", "Аудан", content)).problem == "926"
        assert roster_taking.list_rosters(counter) == []
    finally:
        counter.store.close()


def test_a_roster_taken_before_there_was_a_look_up_is_brought_in_at_the_next_start(tmp_path: Path) -> None:
    centre = Centre()
    counter = found_and_come(tmp_path)
    try:
        centre.enrol(counter)
        updates.receive(counter, centre.publish(1, "roster", "Аудан", pack_roster([RosterRow(FIRST, NAME)])))
        counter.store.rosters.remove(roster_taking.list_rosters(counter)[0].id)  # as the version before left it
    finally:
        counter.store.close()
    again = come(tmp_path)
    try:
        assert isinstance(looking.look_up(again, FIRST), Found)
    finally:
        again.store.close()


def test_all_that_was_refused_is_written_as_a_table(counter: Counter, tmp_path: Path) -> None:
    rows = [[iin, "=cmd|x"] for iin, *_ in people(300)] + [["=1", NAME]]
    path = tmp_path / "тізім.xlsx"
    path.write_bytes(workbook_of([HEADING[:2], *rows]))
    file = roster_taking.read_file(path, TODAY, lambda done, of: None, lambda: False)
    folder = counter.store.folder
    target = tmp_path / roster_taking.refused_name(file.file)
    roster_taking.save_refused(file.roster.refused, target, folder, ("Жол", "Не", "Неге"), str)
    written = list(csv.reader(io.StringIO(target.read_text("utf-8-sig"), newline=""), delimiter=";"))
    assert len(written) == 302
    assert written[0] == ["Жол", "Не", "Неге"]
    assert written[1] == ["2", people(1)[0][0], "“Аты-жөні” has a formula. Copy the cell and paste it as a value."]
    assert written[-1][1] == "'=1"  # nothing of it is a formula again
    for again, code in ((target, "786"), (folder / "x.csv", "785"), (tmp_path / "no" / "x.csv", "784")):
        with pytest.raises(Problem) as raised:
            roster_taking.save_refused(file.roster.refused, again, folder, ("", "", ""), str)
        assert raised.value.code == code


def test_files_that_cannot_be_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "бос.csv").touch()
    (tmp_path / "үлкен.csv").write_text("iin,name\n" + "1,x\n" * 20)
    for name, code in (("жоқ.csv", "970"), (".", "970"), ("бос.csv", "932")):
        with pytest.raises(Problem) as raised:
            roster_taking.read_file(tmp_path / name, TODAY, lambda done, of: None, lambda: False)
        assert raised.value.code == code
    monkeypatch.setattr(roster_taking, "MOST_BYTES", 50)
    with pytest.raises(Problem) as raised:
        roster_taking.read_file(tmp_path / "үлкен.csv", TODAY, lambda done, of: None, lambda: False)
    assert raised.value.code == "971"


def test_reading_is_stopped_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(csv_of(people(2000)), "utf-8")
    heard: list[int] = []
    with pytest.raises(Problem) as raised:
        roster_taking.read_file(path, TODAY, lambda done, of: heard.append(done), lambda: len(heard) > 1)
    assert raised.value.code == "984"
    assert len(heard) == 2


def test_a_store_for_reading_takes_nothing(tmp_path: Path) -> None:
    file = read(tmp_path, PEOPLE)
    with counter_at(tmp_path / "data"):
        pass
    counter = open_counter(tmp_path / "data", MemoryPrinters(), HandClock(), read_only=True)
    try:
        with pytest.raises(Problem) as raised:
            roster_taking.keep_roster(counter, file, "")
        assert raised.value.code == "313"
    finally:
        counter.store.close()


def test_rosters_survive_the_screens_tables_drawn_anew(counter: Counter, tmp_path: Path) -> None:
    roster_taking.keep_roster(counter, read(tmp_path, PEOPLE), "Тізім")
    assert counter.store.rebuild() == []
    assert isinstance(looking.look_up(counter, FIRST), Found)


@pytest.mark.parametrize("bring", [True, False])
def test_after_a_restore_the_rosters_are_those_of_now(tmp_path: Path, bring: bool) -> None:
    """One taken out of use after the backup names nobody again; one taken into use after it is there."""
    folder = tmp_path / "data"
    with counter_at(folder) as counter:
        roster_taking.keep_roster(counter, read(tmp_path, PEOPLE[:1]), "Қалған")
        gone = roster_taking.keep_roster(counter, read(tmp_path, PEOPLE[1:2]), "Кеткен")
        backup = back_up(folder, now=wall_time(counter.clock.now())).path
        roster_taking.remove_roster(counter, gone.id)
        roster_taking.keep_roster(counter, read(tmp_path, PEOPLE[2:]), "Жаңа")
    wish = RestoreWish(bring=bring, why="damaged" if bring else "chosen")
    restore(folder, backup, now=wall_time(HandClock().now()), wish=wish)
    with counter_at(folder) as counter:
        assert [one.name for one in roster_taking.list_rosters(counter)] == ["Жаңа", "Қалған"]
        assert isinstance(looking.look_up(counter, FIRST), Found)
        assert looking.look_up(counter, SECOND) == NoData(
            (Source("Жаңа", "2026-09-14"), Source("Қалған", "2026-09-14"))
        )
        assert isinstance(looking.look_up(counter, THIRD), Found)
        assert counter.store.db.rows("SELECT count(*) FROM roster") == [(2,)]


def test_an_older_file_in_the_counters_place_takes_no_roster_away(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with counter_at(folder):
        pass
    shutil.copyfile(folder / DATABASE_NAME, tmp_path / "older.db")
    with counter_at(folder) as counter:
        roster_taking.keep_roster(counter, read(tmp_path, PEOPLE), "Тізім")
        backup = back_up(folder, now=wall_time(counter.clock.now())).path
    shutil.copyfile(tmp_path / "older.db", folder / DATABASE_NAME)
    restore(folder, backup, now=wall_time(HandClock().now()))
    with counter_at(folder) as counter:
        assert [one.rows for one in roster_taking.list_rosters(counter)] == [3]


def test_an_old_file_keeps_its_rosters(tmp_path: Path) -> None:
    shutil.copyfile(Path(__file__).parent.parent / "storage" / "old" / "m0004_rosters.db", tmp_path / DATABASE_NAME)
    with open_store(tmp_path) as store:
        (kept,) = store.rosters.all()
        assert (kept.name, kept.rows, kept.refused) == ("Мұғалімдер", 2, 1)
        person = store.rosters.find(kept.id, IIN)
        assert person is not None and person.birth_date == "1985-05-12"


class Silent:
    """A source that cannot answer."""

    def find(self, iin: str) -> Answer:
        raise Problem("304", file="x", folder="y")


class Knows:
    """A source with one person, or nobody."""

    def __init__(self, name: str, as_of: str, *iins: str) -> None:
        self.source, self.iins = Source(name, as_of), iins

    def find(self, iin: str) -> Answer:
        if iin in self.iins:
            return Found(Person(iin, NAME), self.source.name, self.source.as_of)
        return NoData((self.source,))


def test_a_chain_says_who_answered_and_silence_is_no_answer() -> None:
    old, new = Knows("ескі", "2026-01-01", FIRST), Knows("жаңа", "2026-09-01", SECOND)
    chain = Chain((new, old))
    found = chain.find(FIRST)
    assert isinstance(found, Found) and found.source == "ескі"
    missing = chain.find(THIRD)
    assert isinstance(missing, NoData)
    assert (missing.source, missing.as_of) == ("жаңа, ескі", "2026-01-01")
    assert isinstance(Chain((old, Silent())).find(FIRST), Found)
    with pytest.raises(Problem):
        Chain((new, Silent())).find(FIRST)


@pytest.mark.slow
def test_a_hundred_thousand_people_are_kept_and_found_quickly(tmp_path: Path) -> None:
    import time

    rows = [
        RosterRow(iin, NAME, "мұғалім", f"№ {place % 300} мектеп", "", "1985-05-12")
        for place, (iin, *_) in enumerate(people(100_000))
    ]
    with open_store(tmp_path, key=bytes(range(32))) as store:
        began = time.process_time()
        kept = store.rosters.keep(
            rows, name="Аудан", source="file", taken_at="2026-09-14T10:00:00+05:00", sha256="0" * 64
        )
        assert time.process_time() - began < 10
        assert kept.rows == 100_000
        began = time.process_time()
        for row in rows[::1000]:
            assert store.rosters.find(kept.id, row.iin) == row
        assert time.process_time() - began < 0.5
        store.rosters.remove(kept.id)
        assert store.db.rows("SELECT count(*) FROM roster") == [(0,)]
