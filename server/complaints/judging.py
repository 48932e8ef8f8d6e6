"""Which acts of complaints count: a number is one complaint's, and nobody handles what is about themselves."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from forms.complaint_acts import ComplaintAssigned, ComplaintReceived
from forms.events import Event
from forms.problems import Problem
from server.complaints.drawing import ComplaintAct
from server.complaints.models import Complaint
from server.intake.models import RefusedEvent
from server.organisations.models import Counter

_NUMBER = re.compile(r"[0-9]{4}-Ш?[0-9]{1,12}")


class Complaints:
    """What is known of the complaints that some events are about.

    ``services`` by edition; ``printed`` are the identifiers of what papers beside the cases' were printed of.
    """

    def __init__(
        self, counter: Counter, events: Sequence[Event], services: Mapping[str, str], printed: Iterable[str]
    ) -> None:
        self._counter = counter
        self._services = services
        self._given: dict[str, str] = {}  # who has a number: counter and event
        self._known: dict[str, tuple[str, str]] = {}  # by the complaint's identifier: number, and who it is about
        self._waiting: set[str] = set()  # identifiers whose reception is held
        self._held: set[str] | None = None
        ids = {event.case or "" for event in events if isinstance(event.act, ComplaintAct)} | set(printed)
        numbers = {event.act.number for event in events if isinstance(event.act, ComplaintReceived)}
        if not ids:
            return
        mine = Q(counter=counter, complaint_id__in=ids, left_behind=False)
        rows = Complaint.objects.filter(mine | Q(counter_number__in=numbers), sequence__isnull=False)
        for number, one, about, owner, code, sequence, left in rows.values_list(
            *("counter_number", "complaint_id", "operator", "counter_id", "counter__code", "sequence", "left_behind")
        ):
            self._given[number] = f"{code} {sequence}"
            if owner == counter.pk and not left:
                self._known[one] = (number, about)

    def knows(self, complaint: str, number: str) -> bool:
        """Whether this identifier and number are a complaint's, of which papers may be printed."""
        known = self._known.get(complaint)
        return known[0] == number if known is not None else self._waits(complaint)

    def judge(self, sequence: int, event: Event, act: ComplaintAct) -> Problem | None:
        """What is wrong with one act, or None where it counts."""
        complaint = event.case or ""
        if isinstance(act, ComplaintReceived):
            problem = self._judge_reception(act, complaint)
            if problem is None:
                self._given[act.number] = f"{self._counter.code} {sequence}"
                self._known[complaint] = (act.number, act.about)
            else:
                self._waiting.add(complaint)
            return problem
        known = self._known.get(complaint)
        if known is None or known[0] != act.number:
            return None if self._waits(complaint) else Problem("1075", number=act.number)
        about = known[1]
        handles = act.handler if isinstance(act, ComplaintAssigned) else event.operator
        if about and handles == about:
            return Problem("1074", number=act.number, case=complaint)
        return None

    def _judge_reception(self, act: ComplaintReceived, complaint: str) -> Problem | None:
        number = act.number
        if not _NUMBER.fullmatch(number.removeprefix(f"{self._counter.code}/")):
            return Problem("909", number=number, counter=self._counter.code, case=complaint)
        if number in self._given or not complaint or complaint in self._known:
            other = self._given.get(number) or self._known.get(complaint, ("",))[0]
            return Problem("1073", number=number, other=other, case=complaint)
        if self._services.get(act.edition) != act.service:
            return Problem("908", number=number, edition=act.edition, service=act.service, case=complaint)
        return None

    def _waits(self, complaint: str) -> bool:
        """Whether the reception of this complaint stands in the quarantine."""
        if complaint in self._waiting:
            return True
        if self._held is None:
            refused = RefusedEvent.objects.filter(counter=self._counter, kind="complaint_received")
            self._held = {one.get("case", "") for one in refused.values_list("fields", flat=True)}
        return bool(complaint) and complaint in self._held
