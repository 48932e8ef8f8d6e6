"""What is noted of the events while the chain is verified, so that the journal is read once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from desktop.storage.numbering import number_given, split_number
from forms.chain import FIRST_HASH, Fault, Link
from forms.complaint_acts import ComplaintParticulars
from forms.events import (
    Event,
    PaperPrinted,
    ParticularsErased,
    SegmentOpened,
    read_event,
    read_particulars,
)
from forms.keeping_acts import StoreRestored
from forms.procedure_acts import HomeVisitParticulars
from forms.register_acts import Attached, CorrectionParticulars, ReasonParticulars

Place = tuple[str, int]  # register and year
# Particulars that name files kept beside their event.
WithFiles = CorrectionParticulars | ReasonParticulars | ComplaintParticulars | HomeVisitParticulars


class NumbersGiven(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of one register and year: how many were given, the first and the last of them."""

    register: str
    year: int
    count: int
    first: int
    last: int


class SegmentSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A segment of the journal: its first event and when. ``restored``: it continues another after a restore."""

    sequence: int
    at: str
    restored: bool


class PrintedIn(NamedTuple):
    """A paper as the event of its printing tells of it."""

    sequence: int
    case: str
    at: str  # wall time
    act: PaperPrinted

    @property
    def place(self) -> tuple[str, str, int]:
        """Which copy of which paper."""
        return self.case, self.act.paper, self.act.copy_number


class Walk:
    """The journal read from its first row to its last."""

    def __init__(self, erased: frozenset[int], wanted: Iterable[int] = (), watch: Callable[[int], None] | None = None):
        """``wanted``: the sequences whose hashes are to be remembered. ``watch`` is told how many events are read."""
        self.erased_cases: set[str | None] = set()
        self.counter: str | None = None
        self.counter_key = ""
        self.events = 0
        self.first: str | None = None
        self.last: str | None = None
        self.last_sequence = 0
        self.last_hash = FIRST_HASH
        self.last_numbers: dict[Place, int] = {}
        self.number_faults: list[Fault] = []
        self.numbers = 0
        self.papers: list[PrintedIn] = []
        self.segments: list[SegmentSeen] = []
        self.erasures = 0
        self.hashes: dict[int, str] = {}
        self.attached: dict[tuple[int, int], Attached] = {}
        self.restored_at = ""  # wall time of the last segment that continues another
        self.given: dict[Place, set[int]] = defaultdict(set)
        self._erased = erased
        self._wanted = frozenset(wanted)
        self._watch = watch
        self._gap_allowed = False
        self._settled: set[Place] = set()  # whose next number leaves no gap any more

    def watch(self, links: Iterable[Link]) -> Iterator[Link]:
        """Pass the links on, noting what they hold. What cannot be read is the chain's fault to tell."""
        for link in links:
            self.events += 1
            self.last_sequence, self.last_hash = link.sequence, link.hash
            if link.sequence in self._wanted:
                self.hashes[link.sequence] = link.hash
            try:
                event = read_event(link.event)
                self._note(link, event)
            except msgspec.MsgspecError:
                pass
            if self._watch is not None:
                self._watch(self.events)
            yield link

    def known_numbers(self) -> tuple[NumbersGiven, ...]:
        """The numbers given, by register and year."""
        return tuple(
            NumbersGiven(register=register, year=year, count=len(given), first=min(given), last=max(given))
            for (register, year), given in sorted(self.given.items())
            if given
        )

    def may_leave_gap(self, place: Place) -> bool:
        """Whether numbers of lost events may be passed over here: they may stand on papers."""
        return self._gap_allowed and place not in self._settled

    def _note(self, link: Link, event: Event) -> None:
        act = event.act
        self.counter = event.counter
        self.first = self.first or event.at.wall
        self.last = event.at.wall
        if link.sequence in self._erased:
            self.erased_cases.add(event.case)
        given = number_given(act)
        if given is not None:
            self._note_number(link.sequence, *given)
        match act:
            case PaperPrinted():
                self.papers.append(PrintedIn(link.sequence, event.case or "", event.at.wall, act))
            case SegmentOpened():
                self._note_segment(link.sequence, event.at.wall, act)
            case StoreRestored():
                self._note_restored(act)
            case ParticularsErased():
                self.erasures += len(act.sequences)
            case _:
                pass
        if link.particulars is not None:
            particulars = read_particulars(link.particulars, act)
            if isinstance(particulars, WithFiles):
                for place, attached in enumerate(particulars.attached, 1):
                    self.attached[link.sequence, place] = attached

    def _note_segment(self, sequence: int, at: str, act: SegmentOpened) -> None:
        restored = act.continues is not None
        self.counter_key = act.counter_key
        self.segments.append(SegmentSeen(sequence=sequence, at=at, restored=restored))
        if restored:
            self.restored_at = at
            self._gap_allowed, self._settled = True, set()

    def _note_restored(self, act: StoreRestored) -> None:
        """From here on the next number is known again: above every one that may stand on a paper."""
        self._gap_allowed = False
        for name, last in act.numbers.items():
            register, _, year = name.rpartition(" ")
            if year.isdecimal():
                place = (register, int(year))
                self.last_numbers[place] = max(last, self.last_numbers.get(place, 0))

    def _note_number(self, sequence: int, register: str, number: str) -> None:
        self.numbers += 1
        split = split_number(number)
        if split is None:
            self.number_faults.append(Fault(sequence=sequence, kind="number_unreadable", detail=number))
            return
        place, count = (register, split[0]), split[1]
        given, last = self.given[place], self.last_numbers.get(place, 0)
        if count in given:
            self.number_faults.append(Fault(sequence=sequence, kind="number_double", detail=number))
        elif count != last + 1 and not (count > last and self.may_leave_gap(place)):
            self.number_faults.append(Fault(sequence=sequence, kind="number_gap", detail=number))
        given.add(count)
        self._settled.add(place)
        self.last_numbers[place] = max(last, count)
