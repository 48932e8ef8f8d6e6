"""Which results count: a number is one result's, and a result is in somebody's hands once."""

import re
from collections.abc import Sequence

from django.db.models import Q

from forms.events import Event
from forms.problems import Problem
from forms.procedure_acts import ResultIssued, ResultSigned
from server.organisations.models import Counter
from server.register.models import Proceeding
from server.register.rows import any_of

# After the counter's code; the letter tells it from a case's.
_NUMBER = re.compile(r"[0-9]{4}-Б?[0-9]{1,12}")


class Results:
    """What is known of the results that some events are about."""

    def __init__(self, counter: Counter, events: Sequence[Event]) -> None:
        self._counter = counter
        self._given: dict[str, str] = {}  # who has a result's number: counter and case
        self._issued: set[str] = set()  # cases whose result was issued
        signed = {event.act.result_number for event in events if isinstance(event.act, ResultSigned)}
        issued = {event.case or "" for event in events if isinstance(event.act, ResultIssued)}
        if not signed and not issued:
            return
        mine = Q(counter=counter, left_behind=False) & any_of("case_id", issued)
        rows = Proceeding.objects.filter(mine | any_of("result_number", signed))
        for number, case, of_case, owner, code, issued_at, left in rows.values_list(
            *("result_number", "case_id", "number", "counter_id", "counter__code", "issued_at", "left_behind")
        ):
            if number:
                self._given[number] = f"{code} {of_case}"
            if issued_at is not None and owner == counter.pk and not left:
                self._issued.add(case)

    def judge(self, sequence: int, event: Event) -> Problem | None:
        """What is wrong with a result signed or issued, or None where it counts."""
        act, case = event.act, event.case or ""
        if isinstance(act, ResultSigned):
            number = act.result_number
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
