"""Which results count: a number is one result's, and a result is in somebody's hands once."""

import re
from collections.abc import Sequence

from django.db.models import Q

from forms.events import Event, PaperPrinted
from forms.problems import Problem
from forms.procedure_acts import ResultIssued, ResultSigned
from server.intake.models import RefusedEvent
from server.organisations.models import Counter
from server.register.models import Proceeding
from server.register.rows import any_of

# After the counter's code; the letter tells it from a case's.
_NUMBER = re.compile(r"[0-9]{4}-Б?[0-9]{1,12}")


# Of a case; a result's has a letter, a complaint's another.
_OF_A_CASE = re.compile(r"[^/]+/[0-9]{4}-[0-9]+")


def is_beside(event: Event) -> bool:
    """Whether this is a paper whose number is no case's: a result's or a complaint's."""
    act = event.act
    return isinstance(act, PaperPrinted) and bool(act.number) and _OF_A_CASE.fullmatch(act.number) is None


class Results:
    """What is known of the results that some events are about."""

    def __init__(self, counter: Counter, events: Sequence[Event]) -> None:
        self._counter = counter
        self._given: dict[str, str] = {}  # who has a result's number: counter and case
        self._issued: set[str] = set()  # cases whose result was issued
        self._of_cases: set[tuple[str, str]] = set()  # case and number of the results papers may be printed of
        self._held: set[str] | None = None
        signed = {event.act.result_number for event in events if isinstance(event.act, ResultSigned)}
        concerned = {event.case or "" for event in events if isinstance(event.act, ResultIssued) or is_beside(event)}
        if not signed and not concerned:
            return
        mine = Q(counter=counter, left_behind=False) & any_of("case_id", concerned)
        rows = Proceeding.objects.filter(mine | any_of("result_number", signed))
        for number, case, of_case, owner, code, issued_at, left in rows.values_list(
            *("result_number", "case_id", "number", "counter_id", "counter__code", "issued_at", "left_behind")
        ):
            if number:
                self._given[number] = f"{code} {of_case}"
                self._of_cases.add((case, number))
            if issued_at is not None and owner == counter.pk and not left:
                self._issued.add(case)

    def knows(self, case: str, number: str) -> bool:
        """Whether this is the number of a result of the case, or of one that waits in the quarantine."""
        if (case, number) in self._of_cases:
            return True
        if self._held is None:
            refused = RefusedEvent.objects.filter(counter=self._counter, kind="result_signed")
            self._held = {one.get("number", "") for one in refused.values_list("fields", flat=True)}
        return number in self._held

    def judge(self, event: Event) -> Problem | None:
        """What is wrong with a result signed or issued, or None where it counts."""
        act, case = event.act, event.case or ""
        if isinstance(act, ResultSigned):
            number = act.result_number
            self._of_cases.add((case, number))  # its paper waits with it
            if not _NUMBER.fullmatch(number.removeprefix(f"{self._counter.code}/")):
                return Problem("1070", number=number, counter=self._counter.code, case=case)
            if number in self._given:
                return Problem("1071", number=number, other=self._given[number], case=case)
            self._given[number] = f"{self._counter.code} {act.number}"
        elif isinstance(act, ResultIssued):
            if case in self._issued:
                return Problem("1072", number=act.number, case=case)
            self._issued.add(case)
        return None
