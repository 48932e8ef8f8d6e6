"""A register of a million cases to measure the search on: written in bulk, made once, kept under ``build/``.

Folding a million cases one act after another takes a quarter of an hour. So the rows are computed here and written many
at once, and a test holds them against the real fold of the same cases. The journal is left out, which the search never
reads, and so are the pairs of likely duplicates.
"""

import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bench.register_cases import COUNTER, SHEETS, Described, describe, events_of
from desktop.paths import DATABASE_NAME
from desktop.storage import projections, search
from desktop.storage.database import Database, Row
from desktop.storage.keyed import key_statement
from desktop.storage.store import open_store
from forms.folding import fold_label, fold_number, fold_phone
from forms.visits import Period, Visit, ticket_label

KEY = bytes(range(32))
_AT_ONCE = 20_000

_encoder = msgspec.json.Encoder()


def register_folder(cases: int, *, keyed: bool = False) -> Path:
    """A data folder with a register of so many cases, made where there is none of this version yet."""
    build = Path(__file__).resolve().parent.parent / "build"
    folder = build / f"register-{projections.VERSION}-{cases}{'-keyed' if keyed else ''}"
    if not folder.exists():
        print(f"making {folder.name}", file=sys.stderr, flush=True)
        unfinished = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        if keyed:
            _copy_keyed(register_folder(cases), unfinished)
        else:
            write_register(unfinished, cases)
        unfinished.rename(folder)
    return folder


def fold_register(folder: Path, cases: int) -> None:
    """A new store with so many cases, folded one event after another as acts do."""
    with _filling(folder) as db, db.transaction():
        for case in describe(cases):
            for event, particulars in events_of(case):
                projections.apply(db, event, particulars)
        db.run("DELETE FROM likely_duplicates")


def write_register(folder: Path, cases: int) -> None:
    """The same store, its rows written in bulk."""
    with _filling(folder) as db:
        indexes = db.rows(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
            "AND tbl_name IN ('cases', 'visits')"
        )
        described = describe(cases)
        with db.transaction():
            for name, _ in indexes:
                db.run(f"DROP INDEX {name}")
        left = True
        while left:
            some = [case for _, case in zip(range(_AT_ONCE), described, strict=False)]
            left = bool(some)
            with db.transaction():
                _write(db, some)
        with db.transaction():
            db.run(
                "INSERT INTO register_days SELECT substr(decided_at, 1, 10), service, edition, outcome, operator, "
                "count(*), min(decided_sequence), max(decided_sequence) FROM cases GROUP BY 1, 2, 3, 4, 5"
            )
            db.run("INSERT INTO register_kinds SELECT DISTINCT service, edition, outcome, operator FROM register_days")
            for _, sql in indexes:
                db.run(sql)


class _filling:  # noqa: N801 - used like a function
    """A new store's file, open to be filled without haste of the disk."""

    def __init__(self, folder: Path) -> None:
        with open_store(folder) as store:
            store.settings.keep_text("counter", COUNTER)
        self._db = Database(folder / DATABASE_NAME)

    def __enter__(self) -> Database:
        # It can be made again: no commit has to reach the disk.
        self._db.run("PRAGMA synchronous = OFF")
        self._db.run("PRAGMA cache_size = -500000")
        return self._db

    def __exit__(self, *_: object) -> None:
        self._db.rows("PRAGMA wal_checkpoint(truncate)")
        self._db.close()


def _copy_keyed(source: Path, target: Path) -> None:
    """The same register in a protected file."""
    with open_store(target, key=KEY):
        pass
    (target / DATABASE_NAME).unlink()
    db = Database(source / DATABASE_NAME)
    try:
        db.run(
            f"ATTACH ? AS keyed KEY {key_statement(KEY).removeprefix('PRAGMA key = ')}", (str(target / DATABASE_NAME),)
        )
        db.run("PRAGMA keyed.synchronous = OFF")
        db.rows("SELECT sqlcipher_export('keyed')")
        for pragma in ("user_version", "application_id"):
            ((value,),) = db.rows(f"PRAGMA {pragma}")
            db.run(f"PRAGMA keyed.{pragma} = {value}")
    finally:
        db.close()


def _write(db: Database, cases: list[Described]) -> None:
    run = db.connection.executemany
    run(f"INSERT INTO cases ({_CASE}) VALUES ({_places(_CASE)})", map(_case_row, cases))
    run(f"INSERT INTO visits ({_VISIT}) VALUES ({_places(_VISIT)})", map(_visit_row, cases))
    run(f"INSERT INTO {search.TABLE} (rowid, words) VALUES (?, ?)", ((case.first + 2, _words(case)) for case in cases))
    run("INSERT INTO case_events VALUES (?, ?)", _events(cases))
    run(
        "INSERT INTO amendments (sequence, case_id, number, kind) VALUES (?, ?, ?, 'voided')",
        ((case.first + 4 + case.handed, case.id, case.number) for case in cases if case.voided),
    )


def _places(columns: str) -> str:
    return ", ".join("?" * len(columns.split(",")))


def _events(cases: Iterable[Described]) -> Iterator[Row]:
    for case in cases:
        for step in range(4 + case.handed + case.voided):
            yield case.first, case.first + step


_CASE = (
    "decided_sequence, case_id, number, register, service, edition, outcome, applicant_iin, applicant_name, "
    "by_representative, operator, decided_at, due, serving_seconds, overrun, copies, handed_over_at, voided, grounds, "
    "overrun_reason, outside_hours, clock_doubted, applicant_phone, representative_name, representative_iin, "
    "representative_phone, ticket, documents, sheets, name_key, near_key"
)


def _case_row(case: Described) -> Row:
    person, iin, phone = case.persons[0]
    second = case.persons[1] if len(case.persons) > 1 else None
    left = case.waited + case.served
    return (
        case.first + 2,
        case.id,
        case.number,
        "reception",
        case.service,
        case.edition,
        case.outcome,
        iin,
        person.name,
        int(second is not None),
        case.operator,
        case.at(left - 20).wall,
        case.due,
        case.served,
        0,
        2,
        case.at(left).wall if case.handed else None,
        "entered_twice" if case.voided else None,
        "",
        "",
        0,
        0,
        phone,
        None if second is None else second[0].name,
        None if second is None else second[1],
        None if second is None else second[2],
        ticket_label(case.letter, case.ticket),
        len(SHEETS),
        sum(SHEETS),
        person.name_key,
        person.near_key,
    )


def _words(case: Described) -> str:
    whole, count = fold_number(case.number)
    words = [word for person, _, _ in case.persons for word in person.words]
    words += [iin for _, iin, _ in case.persons]
    words += [fold_phone(phone) for _, _, phone in case.persons]
    words += [whole, fold_label(ticket_label(case.letter, case.ticket)), search.mark_count(count or 0)]
    for field in ("service", "edition", "outcome", "operator"):
        words.append(search.mark(field, getattr(case, field)))
    if case.voided:
        words.append(search.mark("state", "void"))
    return " ".join(dict.fromkeys(words))


_VISIT = (
    "visit_id, arrived, day, service, edition, operator, letter, number, state, head_since, recalls, holds, "
    "hold_reason, ground, passed_over, case_opened, called, opened_at, changed_at, ended_by, waiting_seconds, "
    "serving_seconds, held_seconds, doubted, body"
)


def _visit_row(case: Described) -> Row:
    left = case.waited + case.served
    came, called, gone = case.at(0), case.at(case.waited), case.at(left)
    visit = Visit(
        id=case.id,
        arrived=case.first,
        service=case.service,
        edition=case.edition,
        day=case.came.date().isoformat(),
        letter=case.letter,
        number=case.ticket,
        operator=case.operator,
        state="ended" if case.handed else "called",
        periods=(
            Period(kind="waiting", start=came, end=called),
            Period(kind="serving", start=called, end=gone if case.handed else None),
        ),
        called=case.first + 1,
        called_at=called,
        ended_by="handed_over" if case.handed else "",
    )
    changed = gone if case.handed else called
    return (
        visit.id,
        visit.arrived,
        visit.day,
        visit.service,
        visit.edition,
        visit.operator,
        visit.letter,
        visit.number,
        visit.state,
        0,
        0,
        0,
        "",
        "",
        0,
        0,
        visit.called,
        came.wall,
        changed.wall,
        visit.ended_by,
        float(case.waited),
        float(case.served) if case.handed else 0.0,
        0.0,
        0,
        _encoder.encode(visit),
    )
