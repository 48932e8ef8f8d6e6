"""The exchange on a stick: what waits is written to it, and what the district wrote comes back on it.

The same batches and answers as over the network. Reading and writing the stick runs on any thread; the store is asked
through ``on_store``, some hundred rows at a time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.operations.exchange_ledger import OnStore, StoreLedger, call_here, note_delivery
from desktop.storage.places import list_sticks as mounted_sticks
from desktop.sync.answers import Answer, open_answer, open_rejected, told_problem
from desktop.sync.engine import choose_links, seal_question, write_limited
from desktop.sync.ports import Cancelled, Standing, Told
from desktop.sync.transport_file import FOLDER, Outbox, read_answers
from forms.batches import FILE_ENDING, read_header
from forms.exchange import Acknowledgement, Enrolled, KeyTaken, NotTaken, Update
from forms.moments import wall_time
from forms.problems import Problem
from forms.signed import ANSWER

# A file takes what a reader takes at once, but no more than what is quickly written once more after a stick failed.
_MOST_BATCH = 2 << 20
# What packing leaves of an event, before it is known how this counter's pack.
PACKED = 0.12


@dataclass(frozen=True)
class StickWritten:
    """What lies on the stick now: batches with so many events, from ``first`` to ``last``; 0 where nothing waited."""

    folder: Path
    files: int
    events: int
    bytes: int
    first: int
    last: int


@dataclass(frozen=True)
class StickRead:
    """What came back. ``acknowledged``: up to which event the centre holds the journal now; ``moved``: how many more.

    ``problems``: what could not be taken; the rest was.
    """

    acknowledged: int
    moved: int
    updates: int
    refusals: int
    enrolled: bool = False
    problems: tuple[Problem, ...] = ()


def list_sticks() -> list[str]:
    """Where sticks and other disks are connected now."""
    return [str(stick) for stick in mounted_sticks()]


def export_to(
    counter: Counter,
    place: Path,
    since: date | None = None,
    until: date | None = None,
    *,
    on_store: OnStore = call_here,
    cancelled: Cancelled = lambda: False,
    told: Told = lambda done, of: None,
) -> StickWritten:
    """Write what the centre does not hold yet to a stick, or a period once more; each file is read back.

    A period never leaves out what has to come before it: it begins no later than what the centre lacks. Only ``until``
    given, it begins with the journal. Cancelled, what is written so far is whole. Raises Problem 720, 860, 879; 784 (no
    stick), 872 (full), 805 (write-protected), 783 (taken out).
    """
    require(counter.roles, "exchange")
    if counter.practice:
        raise Problem("879")
    ledger = StoreLedger(counter, on_store, by_hand=True, way="file", place=FOLDER)
    standing = ledger.standing()
    first, last = on_store(lambda: _period(counter, standing, since, until))
    outbox = Outbox(place)
    expected = on_store(counter.store.exchange.bytes_an_event) * max(0, last - first + 1)
    outbox.check_room(round(expected * PACKED))
    stamp = f"{wall_time(counter.clock.now()):%Y%m%d-%H%M%S}"
    question = _beside(outbox, ledger, standing, stamp)
    files, size = 1, len(question)
    names: set[str] = set()
    reached = first - 1
    for batch, batch_first, batch_last in _batches(counter, ledger, standing, first, last):
        name = f"{standing.counter}-{batch_first}-{batch_last}-{stamp}{FILE_ENDING}"
        outbox.put(name, batch)
        names.add(name)
        files, size = files + 1, size + len(batch)
        on_store(_noting(counter, "batch", len(batch), batch_first, batch_last))
        told(batch_last - first + 1, last - first + 1)
        reached = batch_last
        if cancelled():
            break
    outbox.tidy(standing.counter, first, reached, frozenset(names))
    return StickWritten(
        folder=outbox.folder,
        files=files,
        events=reached - first + 1,
        bytes=size,
        first=first if names else 0,
        last=reached if names else 0,
    )


def import_from(counter: Counter, place: Path, *, on_store: OnStore = call_here) -> StickRead:
    """Take in what the centre wrote: acknowledgements, refusals, updates, from a stick, its folder or one file.

    Raises Problem 720, 860, 879; 784 (no stick), 873 (nothing for us), 874 (another school's), 875 (known already),
    770 (unreadable), and where nothing of it could be taken, why: 831, 821, 825, 830.
    """
    require(counter.roles, "exchange")
    if counter.practice:
        raise Problem("879")
    ledger = StoreLedger(counter, on_store, by_hand=True, way="file", place=FOLDER)
    standing = ledger.standing()
    reading = _Reading(counter, ledger, on_store)
    for data in read_answers(place, standing.counter).values():
        reading.read(data)
    after = ledger.standing()
    if place.is_dir():
        # What is acknowledged need not be carried any more.
        Outbox(place).tidy(standing.counter, 1, after.place.sequence, frozenset())
    return reading.done(standing, after)


class _Reading:
    """One import: document after document, a bad one making no other bad."""

    def __init__(self, counter: Counter, ledger: StoreLedger, on_store: OnStore) -> None:
        self._counter = counter
        self._ledger = ledger
        self._on_store = on_store
        self._problems: list[Problem] = []
        self._updates = 0
        self._taken = 0
        self._enrolled = False
        self._old = ""

    def read(self, data: bytes) -> None:
        try:
            answer = self._open(data)
        except Problem as problem:
            # Over the network it may be a page of somebody else's; a file is spoilt, or none of the exchange's.
            spoilt = problem.code == "832" and data[: len(ANSWER)] == ANSWER[: len(data)]
            self._failed(Problem("821" if spoilt else "830") if problem.code == "832" else problem, len(data))
            return
        for document, content in answer.documents:
            if isinstance(content, Update):
                self._update(document, content)
        if answer.rejected:
            standing = self._ledger.standing()
            again = open_rejected(answer, counter=standing.counter, signers=standing.signers, seals=standing.seals)
            answer = Answer([*answer.documents, *again.documents], again.rejected, answer.others)
            for document, content in again.documents:
                if isinstance(content, Update):
                    self._update(document, content)
        for document, content in answer.documents:
            self._take(document, content)
        for _, why in answer.rejected:
            self._failed(why, len(data))
        if answer.others:
            self._failed(Problem("874", found=answer.others[0], counter=self._ledger.standing().counter), len(data))

    def _open(self, data: bytes) -> Answer:
        standing = self._ledger.standing()
        return open_answer(data, counter=standing.counter, signers=standing.signers, seals=standing.seals)

    def _take(self, document: bytes, content: object) -> None:
        if isinstance(content, Acknowledgement):
            self._acknowledge(document, content)
        elif isinstance(content, Enrolled):
            pending = bool(self._on_store(self._counter.store.exchange.standing).token)
            self._ledger.enrolled(content)
            if pending and not self._on_store(self._counter.store.exchange.standing).token:
                self._enrolled = True
                self._taken += 1
        elif isinstance(content, KeyTaken):
            pending = self._on_store(self._counter.store.exchange.next_keys) is not None
            self._ledger.keys_taken(content)
            self._taken += pending and self._on_store(self._counter.store.exchange.next_keys) is None
        elif isinstance(content, NotTaken):
            self._not_taken(content)

    def _acknowledge(self, document: bytes, content: Acknowledgement) -> None:
        kept = self._on_store(self._counter.store.exchange.standing)
        if not _is_news(content, kept.acknowledged_at, kept.place.sequence):
            self._old = content.received_at
            return
        self._ledger.acknowledge(document, content)
        self._taken += 1
        size = len(document)
        self._on_store(_noting(self._counter, "answer", size, 1, content.upto.sequence, outcome="read"))

    def _not_taken(self, content: NotTaken) -> None:
        kept = self._on_store(self._counter.store.exchange.standing)
        if not _is_later(content.at, kept.acknowledged_at):
            self._old = content.at
            return
        problem = told_problem(content.problem, content.fields)
        if content.upto is not None and content.problem == "839":
            self._ledger.go_back(content)
            self._taken += 1
        self._failed(problem, 0)

    def _update(self, document: bytes, content: Update) -> None:
        try:
            self._updates += self._ledger.take_update(document, content)
        except Problem as problem:
            self._failed(problem, len(document))

    def _failed(self, problem: Problem, size: int) -> None:
        if not any((one.code, one.fields) == (problem.code, problem.fields) for one in self._problems):
            self._problems.append(problem)
            self._on_store(_noting(self._counter, "answer", size, 0, 0, outcome="failed", problem=problem))

    def done(self, before: Standing, after: Standing) -> StickRead:
        """What it came to. Raises the Problem where nothing was taken."""
        if not self._taken and not self._updates:
            if self._problems:
                raise self._problems[0]
            raise Problem("875", at=_show(self._old))
        return StickRead(
            acknowledged=after.place.sequence,
            moved=max(0, after.place.sequence - before.place.sequence),
            updates=self._updates,
            refusals=self._on_store(self._counter.store.refusals.count_open),
            enrolled=self._enrolled,
            problems=tuple(self._problems),
        )


def _is_news(content: Acknowledgement, kept_at: str, kept_place: int) -> bool:
    """Later than what is known, or further: a centre that was restored says an earlier place at a later time."""
    return content.upto.sequence > kept_place or _is_later(content.received_at, kept_at)


def _is_later(at: str, than: str) -> bool:
    try:
        return not than or datetime.fromisoformat(at) > datetime.fromisoformat(than)
    except (ValueError, TypeError):
        return False


def _show(at: str) -> str:
    try:
        return f"{datetime.fromisoformat(at):%d.%m.%Y %H:%M}"
    except ValueError:
        return "—"


def _period(counter: Counter, standing: Standing, since: date | None, until: date | None) -> tuple[int, int]:
    """The first and the last event to write; the first is after the last where there is nothing."""
    exchange = counter.store.exchange
    first = standing.place.sequence + 1
    if since is not None:
        first = min(first, exchange.first_of(since.isoformat()))
    last = standing.head
    if until is not None:
        last = min(last, exchange.first_of((until + timedelta(days=1)).isoformat()) - 1)
        first = 1 if since is None else first
    return first, max(last, first - 1)


def _beside(outbox: Outbox, ledger: StoreLedger, standing: Standing, stamp: str) -> bytes:
    """What goes before the batches: who we are, our next keys, and the question."""
    # Who is confirmed already need not be said again: an old file would carry its token about.
    for ending, content in (("enrolment", ledger.enrolment()), ("key", ledger.key_change())):
        name = f"{standing.counter}.kense-{ending}"
        if content is None:
            outbox.take_away(name)
        else:
            outbox.put(name, content)
    name = f"{standing.counter}-{stamp}.kense-question"
    question = seal_question(ledger.question(0), standing)
    outbox.put(name, question)
    outbox.tidy_questions(standing.counter, name)
    return question


def _batches(
    counter: Counter, ledger: StoreLedger, standing: Standing, first: int, last: int
) -> Iterator[tuple[bytes, int, int]]:
    place = first - 1
    while place < last:
        links = choose_links(ledger.links, place, _MOST_BATCH, min(standing.limits.events, last - place))
        batch, _ = write_limited(links, standing, counter.clock.now().wall, _MOST_BATCH)
        header = read_header(batch)
        yield batch, header.first, header.last
        place = header.last


def _noting(
    counter: Counter,
    what: str,
    size: int,
    first: int,
    last: int,
    *,
    outcome: str = "written",
    problem: Problem | None = None,
) -> Callable[[], None]:
    return lambda: note_delivery(counter, "file", what, size, first, last, outcome, problem, FOLDER)
