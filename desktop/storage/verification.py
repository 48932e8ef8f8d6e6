"""Verify a counter's journal and what must agree with it: the chain, its end, the numbers, the archived papers."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from desktop.storage.database import Database
from desktop.storage.journal import Journal
from desktop.storage.numbering import split_number
from forms.chain import FIRST_HASH, Fault, Link, find_faults
from forms.events import CaseDecided, Event, PaperPrinted, ParticularsErased, SegmentOpened, read_event
from forms.problems import Problem

# What each kind of fault is told as.
FAULT_CODES: dict[str, str] = {
    "gap": "510",
    "broken_link": "511",
    "changed_event": "512",
    "unreadable_event": "513",
    "wrong_place": "514",
    "changed_particulars": "515",
    "lost_particulars": "516",
    "lost_end": "517",
    "other_end": "518",
    "number_gap": "519",
    "number_double": "520",
    "number_unreadable": "521",
    "number_not_last": "522",
    "changed_paper": "523",
    "lost_paper": "524",
    "not_erased": "525",
}


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What verification found. ``first`` and ``last`` are the wall times of the first and last readable event."""

    counter: str | None
    events: int
    first: str | None
    last: str | None
    last_hash: str
    numbers: int
    papers: int
    faults: tuple[Fault, ...]


def tell_fault(fault: Fault) -> Problem:
    """The numbered sentence of a fault."""
    return Problem(FAULT_CODES[fault.kind], sequence=fault.sequence, what=fault.detail)


def verify(db: Database) -> Report:
    """Read the whole journal and compare. Raises Problem 304 where the file cannot be read to its end."""
    journal = Journal(db)
    erased = _find_erased(db)
    walk = _Walk(erased)
    faults = list(find_faults(walk.watch(journal.links()), erased))
    faults.extend(_check_end(journal, walk))
    faults.extend(walk.number_faults)
    faults.extend(_check_last_numbers(db, walk))
    faults.extend(_check_papers(db, walk))
    faults.extend(_check_erased(db, erased))
    return Report(
        counter=walk.counter,
        events=walk.events,
        first=walk.first,
        last=walk.last,
        last_hash=walk.last_hash,
        numbers=walk.numbers,
        papers=len(walk.papers),
        faults=tuple(sorted(faults, key=lambda fault: fault.sequence)),
    )


class _Walk:
    """What is noted of the events while the chain is verified, so that the journal is read once."""

    def __init__(self, erased: frozenset[int]) -> None:
        self.erased_cases: set[str | None] = set()
        self.counter: str | None = None
        self.events = 0
        self.first: str | None = None
        self.last: str | None = None
        self.last_sequence = 0
        self.last_hash = FIRST_HASH
        self.numbers = 0
        self.last_numbers: dict[tuple[str, int], int] = {}
        self.number_faults: list[Fault] = []
        self.papers: list[tuple[int, str | None, PaperPrinted]] = []
        self._erased = erased
        self._given: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._gap_allowed: set[tuple[str, int]] = set()

    def watch(self, links: Iterable[Link]) -> Iterator[Link]:
        """Pass the links on, noting what they hold. What cannot be read is the chain's fault to tell."""
        for link in links:
            self.events += 1
            self.last_sequence, self.last_hash = link.sequence, link.hash
            try:
                event = read_event(link.event)
            except msgspec.MsgspecError:
                pass
            else:
                self._note(link.sequence, event)
            yield link

    def _note(self, sequence: int, event: Event) -> None:
        self.counter = event.counter
        self.first = self.first or event.at.wall
        self.last = event.at.wall
        if sequence in self._erased:
            self.erased_cases.add(event.case)
        act = event.act
        if isinstance(act, CaseDecided):
            self._note_number(sequence, act)
        elif isinstance(act, PaperPrinted):
            self.papers.append((sequence, event.case, act))
        elif isinstance(act, SegmentOpened) and act.continues is not None:
            # After a restore the numbers of lost events are passed over: they may stand on papers.
            self._gap_allowed.update(self._given)

    def _note_number(self, sequence: int, act: CaseDecided) -> None:
        self.numbers += 1
        split = split_number(act.number)
        if split is None:
            self.number_faults.append(Fault(sequence=sequence, kind="number_unreadable", detail=act.number))
            return
        place, count = (act.register, split[0]), split[1]
        given = self._given[place]
        last = self.last_numbers.get(place, 0)
        if count in given:
            self.number_faults.append(Fault(sequence=sequence, kind="number_double", detail=act.number))
        elif count != last + 1 and not (place in self._gap_allowed and count > last):
            self.number_faults.append(Fault(sequence=sequence, kind="number_gap", detail=act.number))
        given.add(count)
        self._gap_allowed.discard(place)
        self.last_numbers[place] = max(last, count)


def _find_erased(db: Database) -> frozenset[int]:
    """The sequences that erasing events name. Acts hold no free text, so the kind's name is theirs alone."""
    found: set[int] = set()
    for (event,) in db.stream(
        "SELECT event FROM journal WHERE instr(event, CAST('\"particulars_erased\"' AS BLOB)) ORDER BY sequence"
    ):
        try:
            act = read_event(event).act
        except msgspec.MsgspecError:
            continue
        if isinstance(act, ParticularsErased):
            found.update(act.sequences)
    return frozenset(found)


def _check_end(journal: Journal, walk: _Walk) -> Iterator[Fault]:
    head = journal.head()
    if head.sequence != walk.last_sequence:
        yield Fault(sequence=walk.last_sequence, kind="lost_end", detail=str(head.sequence))
    elif head.hash != walk.last_hash:
        yield Fault(sequence=walk.last_sequence, kind="other_end")


def _check_last_numbers(db: Database, walk: _Walk) -> Iterator[Fault]:
    kept = {(register, year): last for register, year, last in db.rows("SELECT register, year, last FROM numbers")}
    restored = db.row("SELECT 1 FROM settings WHERE name = 'restored_from'") is not None
    for place in sorted(kept.keys() | walk.last_numbers.keys()):
        last, found = kept.get(place, 0), walk.last_numbers.get(place, 0)
        if last != found and not (restored and last > found):
            yield Fault(sequence=walk.last_sequence, kind="number_not_last", detail=f"{place[0]} {place[1]}")


def _check_papers(db: Database, walk: _Walk) -> Iterator[Fault]:
    archived: dict[tuple[str, str, int], str] = {}
    for number, case, paper, copy_number, sha256, content in db.stream(
        "SELECT number, case_id, paper, copy_number, sha256, bytes FROM printed ORDER BY id"
    ):
        if content is None and case not in walk.erased_cases:
            continue
        archived[case, paper, copy_number] = sha256
        if content is not None and hashlib.sha256(content).hexdigest() != sha256:
            yield Fault(sequence=0, kind="changed_paper", detail=f"{number or case}, {paper} {copy_number}")
    for sequence, case, act in walk.papers:
        if archived.get((case or "", act.paper, act.copy_number)) != act.sha256:
            yield Fault(
                sequence=sequence, kind="lost_paper", detail=f"{act.number or case}, {act.paper} {act.copy_number}"
            )


def _check_erased(db: Database, erased: frozenset[int]) -> Iterator[Fault]:
    for sequence in sorted(erased):
        if db.row("SELECT 1 FROM journal WHERE sequence = ? AND particulars IS NOT NULL", (sequence,)):
            yield Fault(sequence=sequence, kind="not_erased")
