"""The durable outcome act against one raw SQLite commit of as many bytes, on the same disk, in turn."""

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from bench.table import Result, compare, milliseconds, take_turns
from desktop.operations import reception
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.printing.memory import MemoryPrinters
from desktop.storage.journal import Entry
from forms.events import CaseDecided, PaperHandedOver, VisitOpened
from tests.operations.making import open_ready

SUBJECT = "store"
TARGET = 2.0
RAW = "raw commit of as many bytes (WAL, FULL)"
SYNC = "fdatasync of 12 KiB in place"
MANY = 10_000
_AT_ONCE = 500
_SYNCED = bytes(12 * 1024)


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    # On the disk the program is on, not on one that may be held in memory.
    place = Path(__file__).resolve().parent.parent / "build"
    place.mkdir(exist_ok=True)
    results: list[Result] = []
    with TemporaryDirectory(dir=place) as folder, counter_at(Path(folder)) as counter:
        results += _compare(counter, "empty store", 10 if quick else 400)
        held = 200 if quick else MANY
        add_cases(counter, held)
        results += _compare(counter, f"{held:,} cases held", 10 if quick else 400)
    return results


@contextmanager
def counter_at(folder: Path) -> Iterator[Counter]:
    """A counter of the demonstration organisation on this disk, closed at the end."""
    place_demonstration(folder)
    counter = open_counter(folder, MemoryPrinters())
    try:
        yield counter
    finally:
        counter.store.close()


def _compare(counter: Counter, where: str, rounds: int) -> list[Result]:
    folder = counter.store.folder
    size = weigh_act(counter)
    raw = _open_raw(folder / "raw.db")
    flat = os.open(folder / "flat", os.O_CREAT | os.O_RDWR)
    os.write(flat, _SYNCED)
    row = os.urandom(size)

    def ours() -> float:
        draft = open_ready(counter)
        started = time.perf_counter()
        decided = reception.decide_case(counter, draft)
        took = (time.perf_counter() - started) * 1000
        reception.hand_over(counter, decided)  # the case leaves the counter
        return took

    def commit() -> float:
        return milliseconds(lambda: raw.execute("INSERT INTO acts (body) VALUES (?)", (row,)))

    def sync() -> None:
        os.pwrite(flat, _SYNCED, 0)
        os.fdatasync(flat)

    try:
        acts, commits, syncs = take_turns(rounds, ours, commit, lambda: milliseconds(sync))
    finally:
        raw.close()
        os.close(flat)
    what = f"outcome: number, event, register, draft; {where}"
    return [
        compare(SUBJECT, f"{what}; p50", acts, RAW, commits, most=TARGET),
        compare(SUBJECT, f"{what}; p95", acts, RAW, commits, share=0.95),
        compare(SUBJECT, f"{what}; p50", acts, SYNC, syncs),
    ]


def weigh_act(counter: Counter) -> int:
    """The bytes one outcome puts into the store: event, particulars, draft."""
    draft = reception.decide_case(counter, open_ready(counter))
    last = counter.store.journal.head().sequence
    (link,) = counter.store.journal.links(last)
    kept = counter.store.drafts.find(draft.case)
    assert kept is not None
    return len(link.event) + len(link.particulars or b"") + len(kept.body)


def _open_raw(path: Path) -> Any:
    """A plain table behind the same library, as bare as it can be and still durable."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("CREATE TABLE IF NOT EXISTS acts (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    return connection


def add_cases(counter: Counter, many: int) -> None:
    """Cases opened, decided and handed over, many in one transaction: a store as after some years."""
    draft = reception.decide_case(counter, open_ready(counter))
    recorded = counter.store.journal.last()
    assert recorded is not None and isinstance(recorded.event.act, CaseDecided)
    decision, particulars = recorded.event.act, counter.store.journal.particulars(recorded.sequence)
    reception.hand_over(counter, draft)
    now = counter.clock.now()
    operator, year = counter.operator.id, int(now.wall[:4])
    for start in range(0, many, _AT_ONCE):
        with counter.store.act() as act:
            for _ in range(start, min(start + _AT_ONCE, many)):
                number = act.give_number(register=reception.REGISTER, year=year, counter=counter.profile.counter)
                case = uuid.uuid4().hex
                opened = Entry(act=VisitOpened(service=draft.service), at=now, operator=operator, case=case)
                decided = Entry(
                    act=msgspec.structs.replace(decision, number=number),
                    at=now,
                    operator=operator,
                    case=case,
                    particulars=particulars,
                )
                handed = PaperHandedOver(number=number, serving_seconds=600, overrun=False)
                act.append(opened, decided, Entry(act=handed, at=now, operator=operator, case=case))
