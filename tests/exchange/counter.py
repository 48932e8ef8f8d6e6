"""A real counter: its store, its people, its rounds and its stick; and whether the centre has it to the byte."""

import contextlib
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.operations import enrolling, exchanging, reception, refusals
from desktop.operations.counter import Counter
from desktop.operations.exchange_ledger import OnStore, call_here
from desktop.operations.exchanging import RoundDone, run_round
from desktop.operations.opening import open_counter, place_demonstration
from desktop.paths import PROFILE_NAME
from desktop.printing.memory import MemoryPrinters
from desktop.storage.backups import back_up
from desktop.storage.journal import Entry
from desktop.storage.recovery import RestoreWish, restore
from desktop.sync.ports import Cancelled, Transport
from desktop.sync.transport_http import HttpTransport, Waits
from forms.chain import Link, link_hash
from forms.exchange_acts import CounterEnrolled
from forms.moments import wall_time
from forms.problems import Problem
from forms.signed import write_answer
from tests.exchange.centre import Centre
from tests.operations.making import HandClock, open_ready, service_of

QUICK = Waits(connect=5, read=20, whole=60)
# In the order the centre's page takes them (server/intake/import_pages.py).
_RANKS = (".kense-enrolment", ".kense-key", ".kense-batch", ".kense-question")
Row = tuple[int, str, bytes, bytes | None, bytes | None]


@dataclass
class RealCounter:
    """One counter of the demonstration organisation, under a code of its own."""

    folder: Path
    code: str
    clock: HandClock = field(default_factory=HandClock)
    erased: set[str] = field(default_factory=set)  # hashes of events whose particulars were ever erased
    _open: Counter | None = None
    _backups: int = 0

    @property
    def counter(self) -> Counter:
        """What operations work with."""
        assert self._open is not None
        return self._open

    def open(self) -> "RealCounter":
        """The program is started."""
        place_demonstration(self.folder)
        profile = self.folder / PROFILE_NAME
        profile.write_text(profile.read_text("utf-8").replace('counter = "D7"', f'counter = "{self.code}"'), "utf-8")
        self._open = open_counter(self.folder, MemoryPrinters(), self.clock)
        return self

    def close(self) -> None:
        """The program is ended."""
        if self._open is not None:
            self._open.store.close()
            self._open = None

    # what people do

    def work(self, cases: int = 1) -> None:
        """Cases with people in them, and visits without."""
        for _ in range(cases):
            self.clock.wait(30)
            reception.decide_case(self.counter, open_ready(self.counter))
            draft = reception.open_case(self.counter, service_of(self.counter))
            reception.drop_case(self.counter, draft, "applicant_left")

    def stroll(self, visits: int) -> None:
        """Visits alone: quickly recorded."""
        for _ in range(visits):
            self.clock.wait(30)
            draft = reception.open_case(self.counter, service_of(self.counter))
            reception.drop_case(self.counter, draft, "applicant_left")

    def put(self, event: bytes) -> int:
        """Bytes in the place of an event, as a faulty or a later program might have left them; the sequence.

        Another event comes after it: the counter's own program reads the last one before it records the next.
        """
        store = self.counter.store
        with store.db.transaction():
            head = store.journal.head()
            hashed = link_hash(head.hash, event)
            store.db.run(
                "INSERT INTO journal (sequence, previous, hash, event) VALUES (?, ?, ?, ?)",
                (head.sequence + 1, head.hash, hashed, event),
            )
            store.db.run("UPDATE head SET sequence = ?, hash = ?", (head.sequence + 1, hashed))
            after = CounterEnrolled(centre="0" * 64, address="")
            store.journal.append([Entry(act=after, at=self.clock.now(), operator=self.counter.operator.id)])
        return head.sequence + 1

    def erase(self, most: int = 3) -> None:
        """The particulars of the first cases that still have some."""
        store = self.counter.store
        found = [link for link in store.journal.links() if link.salt is not None][:most]
        if found:
            store.journal.erase(
                [link.sequence for link in found], rule="test", at=self.clock.now(), operator=self.counter.operator.id
            )
            self.erased |= {link.hash for link in found}

    def back_up(self) -> Path:
        """A backup of now."""
        self.clock.wait(2)
        return back_up(self.folder, now=wall_time(self.clock.now()), thin=False).path

    def restore(self, backup: Path) -> None:
        """The backup takes the place of the counter's file; what came after it is left."""
        self.close()
        self.clock.wait(5)
        restore(self.folder, backup, wish=RestoreWish(why="chosen", bring=False))
        self.open()

    # the exchange

    def enrol(self, invitation: bytes, *, new_key: bool = False, on_store: OnStore = call_here) -> None:
        """Take an invitation up; the next round or stick says so."""
        enrolling.enrol(self.counter, enrolling.read_invitation(invitation), on_store=on_store, new_key=new_key)

    def go(
        self, *, waits: Waits = QUICK, on_store: OnStore = call_here, cancelled: Cancelled = lambda: False
    ) -> RoundDone:
        """A round over the network."""
        opened: list[HttpTransport] = []

        def connect(address: str, ending: Cancelled) -> Transport:
            opened.append(HttpTransport(address, agent="Kense/test (counter)", cancelled=ending, waits=waits))
            return opened[-1]

        try:
            return run_round(
                self.counter,
                on_store,
                by_hand=True,
                cancelled=cancelled,
                told=lambda done, of: None,
                chance=random.Random(1),
                connect=connect,
            )
        finally:
            for transport in opened:
                transport.close()

    def export(self, stick: Path) -> Path:
        """What waits on a stick; its folder."""
        stick.mkdir(exist_ok=True)
        self.clock.wait(1)  # a stick is not written twice in the same second
        return exchanging.export_to(self.counter, stick).folder

    def take_in(self, stick: Path) -> str:
        """What came back on the stick; the problem's code where nothing of it was taken."""
        try:
            exchanging.import_from(self.counter, stick)
        except Problem as problem:
            return problem.code
        return ""

    def settle(self, how: Any = "resent") -> int:
        """Every refusal is settled; how many there were."""
        found = refusals.list_refusals(self.counter)
        for one in found:
            refusals.settle(self.counter, one.sequence, how, "аудан біледі")
        return len(found)

    # what it has

    def journal(self) -> list[Link]:
        """The whole journal."""
        return list(self.counter.store.journal.links())

    def rows(self) -> list[Row]:
        """The journal as it is compared."""
        return [(one.sequence, one.hash, one.event, one.salt, one.particulars) for one in self.journal()]

    def numbers(self) -> list[str]:
        """The numbers of the cases decided in the journal as it is now."""
        rows = self.counter.store.db.rows("SELECT number FROM cases WHERE number IS NOT NULL ORDER BY number")
        return [number for (number,) in rows]

    def refused(self) -> list[tuple[int, str]]:
        """What is refused and open, as the counter knows it."""
        found = self.counter.store.refusals.all()
        return sorted((one.sequence, one.problem) for one in found if one.is_open)


def carry(centre: Centre, counter: RealCounter, folder: Path, files: Sequence[Path] | None = None) -> list[str]:
    """Take a stick to the centre and back, as its page does; what was wrong with each file that was not taken."""
    documents: list[bytes] = []
    wrong: list[str] = []
    for path in sorted(files or [path for path in folder.iterdir() if path.suffix in _RANKS], key=_order):
        told, problem = centre.ask("take", name=path.name, data=path.read_bytes())
        documents += told
        wrong += [problem] if problem else []
    counter.clock.wait(1)
    stamp = f"{wall_time(counter.clock.now()):%Y%m%d-%H%M%S}"
    (folder / f"{counter.code}-{stamp}.kense-answer").write_bytes(write_answer(documents))
    return wrong


def _order(path: Path) -> tuple[int, int, str]:
    first = int(path.name.split("-")[1]) if path.suffix == ".kense-batch" else 0
    return _RANKS.index(path.suffix), first, path.name


def agree(counter: RealCounter, centre: Centre, *, alarms: Sequence[str] = ()) -> None:
    """Counter and centre have the same journal to the byte, once, and say the same of what is refused."""
    held = [tuple(row) for row in centre.ask("journal", code=counter.code)]
    ours = [_as_held(row, other, counter.erased) for row, other in zip(counter.rows(), held, strict=False)]
    assert held == ours
    assert len(held) == len(counter.journal())
    stood = centre.ask("stand", code=counter.code)
    assert (stood["upto"], stood["hash"]) == (held[-1][0], held[-1][1])
    assert set(stood["alarms"]) == set(alarms)
    assert stood["numbers"] == counter.numbers()
    state = exchanging.exchange_state(counter.counter)
    assert (state.acknowledged, state.waiting, state.pending) == (len(held), 0, False)
    assert counter.refused() == sorted((sequence, problem) for sequence, _, problem in stood["refused"])
    assert {hashed for _, hashed, _ in stood["refused"]} <= {row[1] for row in held}


def _as_held(row: Row, held: tuple[Any, ...], erased: set[str]) -> Row:
    """The row as the centre may have it: a store that was restored has again what was erased for good there."""
    if row[1] in erased and held[3] is None:
        return (*row[:3], None, None)
    return row


@contextlib.contextmanager
def store_thread() -> Iterator[tuple[OnStore, ThreadPoolExecutor]]:
    """The thread a store belongs to, and how others come to it."""
    with ThreadPoolExecutor(1, "store") as executor:

        def on_store(operation: Any, /) -> Any:
            return executor.submit(operation).result()

        yield on_store, executor
