"""The fold: what new events of one counter change in the register. Called by the intake, within its transaction.

Events come in the order of their journal, in batches of any size, and any split gives the same rows. One that counts
late, because it was held in the quarantine, has its case drawn anew from the journal. What an event about a case means
is in server/register/drawing.py, which events count in server/register/judging.py.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import Q
from msgspec.structs import replace

from forms.day_acts import CaseVoided, DayClosed, DayOpened, MachineRestarted
from forms.events import CaseDecided, Event, PaperHandedOver, PaperPrinted, Particulars, ParticularsErased
from forms.problems import Problem
from forms.procedure_acts import GroupSet, SubjectRecorded
from forms.register_acts import CaseCorrected
from forms.visits import Visit, begin_visit, carry_over, follow_visit
from server.complaints.drawing import ComplaintAct, draw_complaints
from server.organisations.models import Counter
from server.packages import forgetting as packages
from server.register import judging, rows
from server.register.days import OpenDays
from server.register.drawing import VisitState, decide, describe, erase, follow, hour_of
from server.register.groups import keep_groups
from server.register.models import Case, DayMark, GroupRow, LeftPart, Proceeding, Trail, VisitRow
from server.register.places import Left, Place, TrailState, left_of, places_of
from server.register.proceeding_drawing import ProcedureAct
from server.register.recorded import Recorded, read_recorded
from server.register.rows import CaseRow, MarkLine, TrailLine, VisitLine, any_of
from server.register.search_index import forget_words
from server.register.walks import draw_walks

_AT_ONCE = 500
NO_SEQUENCE = 1 << 62  # after every event


Part = tuple[int, int, int]


class Arrived(NamedTuple):
    """An event that was verified and stored, read."""

    branch: int
    sequence: int
    hash: str
    event: Event
    particulars: Particulars | None


def judge(counter: Counter, arrived: Sequence[Arrived]) -> dict[int, Problem]:
    """Which of these events do not count, and why, by sequence (Problem 907 to 911): a number given twice or of another
    counter, an edition nobody knows, a case decided twice, something about a number nobody gave."""
    return judging.judge(counter, [(one.sequence, one.event) for one in arrived])


def fold(counter: Counter, arrived: Sequence[Arrived]) -> None:
    """Fold events that count into the register, in order, in few statements. One folded before changes nothing."""
    if arrived:
        work = _Work(counter, [one.event for one in arrived])
        for one in arrived:
            work.take(Recorded(Place(one.branch, one.sequence), one.hash, one.event, one.particulars))
        work.finish()


def leave_behind(counter: Counter, branch: int, since: int) -> None:
    """Another continuation goes on before ``since``: what this branch recorded from there on is marked so."""
    part, made = LeftPart.objects.get_or_create(counter=counter, branch=branch, defaults={"since": since})
    if not made and since < part.since:
        part.since = since
        part.save()
    _mark_left(counter, branch, Q(sequence__gte=since), Q(arrived__gte=since), left_behind=True)
    _draw_touched(counter, branch, since)


def turn_to(counter: Counter, before: Sequence[Part], now: Sequence[Part]) -> None:
    """The counter goes on with other parts of its journal than before (each: branch, first and last sequence).

    What it no longer has is left behind; what it has again is taken up.
    """
    kept = {branch: last for branch, _, last in now}
    for branch, first, last in before:
        since = kept[branch] + 1 if branch in kept else first
        if since <= last:
            leave_behind(counter, branch, since)
    for branch, _, last in now:
        take_up(counter, branch, last)


def take_up(counter: Counter, branch: int, last: int) -> None:
    """What was left behind of a branch counts again up to ``last``: the counter goes on from there."""
    part = LeftPart.objects.filter(counter=counter, branch=branch).first()
    if part is None or part.since > last:
        return
    since, part.since = part.since, last + 1
    part.save()
    found, begun = Q(sequence__range=(since, last)), Q(arrived__range=(since, last))
    _mark_left(counter, branch, found, begun, left_behind=False)
    _draw_touched(counter, branch, since)


def draw_anew(counter: Counter, cases: Iterable[str]) -> None:
    """Draw these cases from the journal, by the events that count."""
    remaining = iter(cases)
    while some := list(islice(remaining, _AT_ONCE)):
        work = _Work(counter, [], some)
        work.anew.update(some)
        work.finish()


def _mark_left(counter: Counter, branch: int, decided: Q, begun: Q, *, left_behind: bool) -> None:
    of_branch = Q(counter=counter, branch=branch)
    Case.objects.filter(of_branch & decided).update(left_behind=left_behind)
    Proceeding.objects.filter(of_branch & decided).update(left_behind=left_behind)
    VisitRow.objects.filter(of_branch & begun).update(left_behind=left_behind)
    DayMark.objects.filter(of_branch & decided).update(left_behind=left_behind)
    GroupRow.objects.filter(of_branch & decided).update(left_behind=left_behind)


def _draw_touched(counter: Counter, branch: int, since: int) -> None:
    """Cases that have events on both sides are drawn from those that are the counter's own."""
    touched = []
    for case_id, written in Trail.objects.filter(counter=counter).values_list("case_id", "places").iterator(2000):
        if any(place.branch == branch and place.sequence >= since for place in places_of(written)):
            touched.append(case_id)
    draw_anew(counter, touched)


class _Work:
    """The rows that one call reads and changes."""

    def __init__(self, counter: Counter, events: Sequence[Event], cases: Sequence[str] = ()) -> None:
        self._counter = counter
        self._first = min((event.sequence for event in events), default=NO_SEQUENCE)
        self.anew: set[str] = set()
        self._erased: set[int] = set()
        self._left: Left | None = None
        self._days: OpenDays | None = None
        self._marks: list[MarkLine] = []
        self._trails: dict[str, TrailState] = {}
        self._visits: dict[str, VisitState] = {}
        self._cases: dict[str, CaseRow] = {}  # as they stand on the present continuation, by the case
        self._changed_visits: set[str] = set()
        self._changed_cases: set[str] = set()
        self._found_anew: set[str] = set()  # cases whose words change
        self._walked: set[str] = set()  # cases whose procedure is to be drawn
        self._complaints: set[str] = set()  # complaints that are to be drawn
        self._groups: list[Recorded] = []
        ids = {event.case for event in events if event.case is not None}.union(cases)
        restarted = any(isinstance(event.act, MachineRestarted) for event in events)
        self._read(ids, restarted=restarted)

    def _read(self, ids: set[str], *, restarted: bool) -> None:
        mine = Q(counter=self._counter)
        visits = any_of("visit_id", ids)
        if restarted:
            visits |= ~Q(state="ended") & Q(left_behind=False)
        for visit in rows.read(VisitLine, mine & visits):
            self._visits[visit.visit_id] = VisitState.of_row(visit)
            ids.add(visit.visit_id)
        for trail in rows.read(TrailLine, mine & any_of("case_id", ids)):
            self._trails[trail.case_id] = TrailState(trail)
        self._add_cases(rows.read(CaseRow, mine & any_of("case_id", ids) & Q(left_behind=False)))

    def _add_cases(self, found: Iterable[CaseRow]) -> None:
        for row in found:
            self._cases.setdefault(row.case_id, row)

    # one event

    def take(self, one: Recorded) -> None:
        """Fold one event."""
        act = one.event.act
        match act:
            case DayOpened() | DayClosed():
                self._mark_day(one, act)
            case MachineRestarted():
                for case_id, state in self._visits.items():
                    if state.visit.state != "ended" and not state.left_behind:
                        self._restart(case_id, state, act, one)
            case ParticularsErased():
                self._erase(act.sequences, one)
            case GroupSet():
                self._groups.append(one)
            case _:
                if one.event.case is not None:
                    self._take_of_case(one.event.case, one)

    def _mark_day(self, one: Recorded, act: DayOpened | DayClosed) -> None:
        day, opened = date.fromisoformat(act.day), isinstance(act, DayOpened)
        if self._open_days.turn(one.place, day, opened=opened):
            branch, sequence = one.place
            self._marks.append(
                MarkLine(counter_id=self._counter.pk, branch=branch, sequence=sequence, day=day, opened=opened)
            )

    @property
    def _open_days(self) -> OpenDays:
        if self._days is None:
            self._days = OpenDays(self._counter, self._first)
        return self._days

    def _restart(self, case_id: str, state: VisitState, act: MachineRestarted, one: Recorded) -> None:
        if case_id in self.anew or not self._follows(case_id, one.place):
            return
        if state.turn(carry_over(state.visit, act, one.event.at), one.event):
            self._changed_visits.add(case_id)

    def _take_of_case(self, case_id: str, one: Recorded) -> None:
        if not self._follows(case_id, one.place) or case_id in self.anew:
            return
        state = self._visits.get(case_id)
        before = None if state is None or state.left_behind else state.visit
        visit = _turn(before, one.event)
        if before is None and visit is not None:
            state = self._visits[case_id] = self._begin(visit, one, state)
            self._changed_visits.add(case_id)
        elif state is not None and visit is not None and state.turn(visit, one.event):
            self._changed_visits.add(case_id)
        self._take_of_row(case_id, one, state)

    def _take_of_row(self, case_id: str, one: Recorded, state: VisitState | None) -> None:
        act, event = one.event.act, one.event
        if isinstance(act, ProcedureAct | CaseVoided):
            self._walked.add(case_id)
        elif isinstance(act, ComplaintAct):
            self._complaints.add(case_id)
        if isinstance(act, CaseDecided):
            if case_id in self._cases:
                return
            ticket = "" if state is None else state.visit.label
            self._cases[case_id] = decide(self._counter, one.place.branch, one.hash, event, one.particulars, ticket)
            self._changed_cases.add(case_id)
            self._found_anew.add(case_id)
            if state is not None:
                state.number = act.number
                self._changed_visits.add(case_id)
        elif isinstance(act, PaperPrinted | PaperHandedOver | CaseVoided | CaseCorrected | SubjectRecorded):
            row = self._cases.get(case_id)
            if row is not None and row.number == act.number:
                overrun = row.overrun
                self._changed_cases.add(case_id)
                if follow(row, event, one.particulars) or row.overrun != overrun:
                    self._found_anew.add(case_id)

    def _follows(self, case_id: str, place: Place) -> bool:
        """Note where the event stands; whether it is new. One that comes after later ones has its case drawn anew."""
        trail = self._trails.get(case_id)
        if trail is None:
            trail = self._trails[case_id] = TrailState(TrailLine(counter_id=self._counter.pk, case_id=case_id))
        if not trail.add(place):
            return False
        if not trail.plain:
            standing = self._standing(trail)
            if standing and standing[-1] != place:
                self.anew.add(case_id)
        return True

    def _standing(self, trail: TrailState) -> list[Place]:
        """The places of a case that are of the present continuation, in order."""
        if self._left is None:
            self._left = left_of(self._counter)
        found = [place for place in trail.places if not self._left.holds(place)]
        return sorted(found, key=lambda place: place.sequence)

    def _begin(self, visit: Visit, one: Recorded, before: VisitState | None) -> VisitState:
        """A visit that begins, in the row of the one drawn ``before`` of the same case."""
        if not visit.number:
            # Without a ticket nothing names the working day. It is the one that is open: the wall may be moved.
            again = before is not None and (before.branch, before.visit.arrived) == one.place
            if before is not None and again:
                visit = replace(visit, day=before.visit.day)
            else:
                visit = self._open_days.put_on(visit, one.place)
        row = None if before is None else before.row
        return VisitState(visit, one.place.branch, hour_of(one.event), row)

    # erasing

    def _erase(self, sequences: Sequence[int], one: Recorded) -> None:
        """Whose particulars are among these has none any more; whose correction is, is drawn anew without it."""
        wanted = {sequence for sequence in sequences if 0 < sequence < one.place.sequence}
        self._erased |= wanted
        remaining = iter(sorted(wanted))
        while some := list(islice(remaining, _AT_ONCE)):
            mine = Q(counter=self._counter, left_behind=False)
            found = rows.read(CaseRow, mine & any_of("sequence", some))
            self._load([row.case_id for row in found])
        decided = {row.sequence: row for row in self._cases.values()}
        packages.forget(self._counter, [decided[sequence].case_id for sequence in wanted & decided.keys()])
        for sequence in wanted & decided.keys():
            row = decided[sequence]
            erase(row)
            self._changed_cases.add(row.case_id)
            self._found_anew.add(row.case_id)
        others = iter(sorted(wanted - decided.keys()))
        while some := list(islice(others, _AT_ONCE)):
            corrected, complaints = set(), set()
            for told in read_recorded(self._counter, sequences=some):
                if isinstance(told.event.act, CaseCorrected | SubjectRecorded) and told.event.case is not None:
                    corrected.add(told.event.case)
                elif isinstance(told.event.act, ComplaintAct) and told.event.case is not None:
                    complaints.add(told.event.case)
            self._load(corrected | complaints)
            self._complaints |= complaints
            self.anew.update(case_id for case_id in corrected if case_id in self._cases)

    def _load(self, case_ids: Iterable[str]) -> None:
        missing = {case_id for case_id in case_ids if case_id not in self._trails}
        if missing:
            self._read(missing, restarted=False)

    # the end

    def finish(self) -> None:
        """Write what changed."""
        rows.write(MarkLine, self._marks)
        rows.write(TrailLine, [trail.line() for trail in self._trails.values() if trail.changed])
        self._draw_anew()
        self._draw_walks()
        self._draw_complaints()
        keep_groups(self._counter, self._groups)
        for case_id in self._found_anew:
            describe(self._cases[case_id])
        rows.write(CaseRow, [self._cases[case_id] for case_id in self._changed_cases])
        rows.write(VisitLine, [self._visits[case_id].line(self._counter) for case_id in self._changed_visits])
        if self._erased:
            forget_words()

    def _draw_anew(self) -> None:
        """Fold cases again from the journal, by all their events that count and stand."""
        if not self.anew:
            return
        self._load(self.anew)
        told = self._recorded_of(self.anew)
        # A complaint none of whose events stand any more is told so, too.
        self._complaints |= {one for one in self.anew if one in self._trails and not told.get(one)}
        self.anew.clear()
        for case_id, events in told.items():
            self._draw_one(case_id, events)

    def _draw_walks(self) -> None:
        """Draw the procedures that something was added to, and what their cases say of them."""
        for walk in draw_walks(self._counter, self._recorded_of(self._walked)):
            case = self._cases.get(walk.case_id)
            if case is not None and case.number == walk.number:
                case.step, case.due = walk.step, walk.due_now if walk.due else case.due
                self._changed_cases.add(walk.case_id)

    def _draw_complaints(self) -> None:
        """Draw the complaints that something was added to or taken from."""
        trails = {one: self._trails[one].places for one in self._complaints if one in self._trails}
        draw_complaints(self._counter, {one: self._read_places(places) for one, places in trails.items()})

    def _recorded_of(self, case_ids: Iterable[str]) -> dict[str, list[Recorded]]:
        """The events of these cases that stand, in order."""
        standing = {one: self._standing(self._trails[one]) for one in case_ids if one in self._trails}
        wanted = [place for places in standing.values() for place in places]
        recorded = {one.place: one for one in self._read_places(wanted)}
        return {one: [recorded[place] for place in places if place in recorded] for one, places in standing.items()}

    def _read_places(self, places: Sequence[Place]) -> list[Recorded]:
        """The events of these places, without what is being erased of them."""
        return [
            one._replace(particulars=None) if one.place.sequence in self._erased else one
            for one in read_recorded(self._counter, places=places)
        ]

    def _draw_one(self, case_id: str, events: Sequence[Recorded]) -> None:
        old_visit, old_case = self._visits.pop(case_id, None), self._cases.pop(case_id, None)
        state: VisitState | None = None
        for one in events:
            if state is None:
                visit = begin_visit(one.event)
                state = None if visit is None else self._begin(visit, one, old_visit)
            elif isinstance(one.event.act, MachineRestarted):
                state.turn(carry_over(state.visit, one.event.act, one.event.at), one.event)
            else:
                state.turn(follow_visit(state.visit, one.event), one.event)
            self._take_of_row(case_id, one, state)
        if state is not None:
            self._visits[case_id] = state
            self._changed_visits.add(case_id)
        else:
            self._changed_visits.discard(case_id)
        drawn = self._cases.get(case_id)
        if drawn is not None:
            drawn.id = 0 if old_case is None else old_case.id
        else:
            self._changed_cases.discard(case_id)
            self._found_anew.discard(case_id)


def _turn(visit: Visit | None, event: Event) -> Visit | None:
    return begin_visit(event) if visit is None else follow_visit(visit, event)
