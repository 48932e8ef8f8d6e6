"""Which events count: what an event says must fit what the centre knows of numbers, cases, results and editions.

Events about a case whose decision waits in the quarantine are not refused: they count, and with the decision, once it
is released, its case is drawn whole.
"""

import re
from collections.abc import Sequence

from django.db.models import Q

from forms.day_acts import CaseVoided
from forms.events import CaseDecided, Event, PaperHandedOver, PaperPrinted
from forms.problems import Problem
from forms.register_acts import CaseCorrected
from server.complaints.drawing import ComplaintAct
from server.complaints.judging import Complaints
from server.intake.models import RefusedEvent
from server.organisations.models import Counter
from server.register.editions import known_services
from server.register.judging_results import Results, is_beside
from server.register.models import Case
from server.register.proceeding_drawing import ProcedureAct
from server.register.rows import any_of

# After the counter's code: the year and the count.
_NUMBER = re.compile(r"[0-9]{4}-[0-9]{1,12}")
_AboutACase = PaperPrinted | PaperHandedOver | CaseVoided | CaseCorrected | ProcedureAct
_Judged = CaseDecided | _AboutACase | ComplaintAct


def judge(counter: Counter, events: Sequence[tuple[int, Event]]) -> dict[int, Problem]:
    """The problem (907 to 911, 1070 to 1075) of each event that does not count, by its sequence."""
    concerned = [(sequence, event) for sequence, event in events if isinstance(event.act, _Judged)]
    if not concerned:
        return {}
    work = _Judging(counter, [event for _, event in concerned])
    found = {}
    for sequence, event in concerned:
        problem = work.judge(sequence, event)
        if problem is not None:
            found[sequence] = problem
    return found


class _Judging:
    """What is known of the cases that some events are about."""

    def __init__(self, counter: Counter, events: Sequence[Event]) -> None:
        self._counter = counter
        self._services = known_services()
        decided = {event.act.number for event in events if isinstance(event.act, CaseDecided)}
        cases = {event.case or "" for event in events}
        self._results = Results(counter, events)
        printed = {event.case or "" for event in events if is_beside(event)}
        self._complaints = Complaints(counter, events, self._services, printed)
        self._given: dict[str, tuple[str, int]] = {}  # counter and sequence by the number
        self._numbers: dict[str, str] = {}  # of standing cases, by the case
        self._held: set[tuple[str, str]] | None = None
        self._refused: set[tuple[str, str]] = set()
        mine = Q(counter=counter, left_behind=False) & any_of("case_id", cases)
        rows = Case.objects.filter(mine | any_of("number", decided))
        for number, case, owner, code, sequence, left_behind in rows.values_list(
            "number", "case_id", "counter_id", "counter__code", "sequence", "left_behind"
        ):
            self._given[number] = (code, sequence)
            if owner == counter.pk and not left_behind:
                self._numbers[case] = number

    def judge(self, sequence: int, event: Event) -> Problem | None:
        """What is wrong with one event, or None where it counts."""
        act, case = event.act, event.case or ""
        if isinstance(act, CaseDecided):
            problem = self._judge_decision(act, case)
            if problem is None:
                self._given[act.number] = (self._counter.code, sequence)
                self._numbers[case] = act.number
            else:
                self._refused.add((case, act.number))
            return problem
        if isinstance(act, ComplaintAct):
            return self._complaints.judge(sequence, event, act)
        if isinstance(act, PaperPrinted) and (not act.number or (is_beside(event) and self._knows(case, act.number))):
            return None  # a result's, a complaint's, or of what has no number
        if isinstance(act, _AboutACase) and self._numbers.get(case) != act.number:
            if (case, act.number) in self._refused or (case, act.number) in self._decisions_held():
                return None
            return Problem("911", number=act.number)
        return self._results.judge(event)

    def _knows(self, case: str, number: str) -> bool:
        """Whether this is the number of a result or of a complaint."""
        return self._results.knows(case, number) or self._complaints.knows(case, number)

    def _judge_decision(self, act: CaseDecided, case: str) -> Problem | None:
        number = act.number
        if not _NUMBER.fullmatch(number.removeprefix(f"{self._counter.code}/")):
            return Problem("909", number=number, counter=self._counter.code, case=case)
        if number in self._given:
            other, sequence = self._given[number]
            return Problem("907", number=number, other=f"{other} {sequence}", case=case)
        if not case or case in self._numbers:
            return Problem("910", number=self._numbers.get(case, number), case=case, held=number)
        if self._services.get(act.edition) != act.service:
            return Problem("908", number=number, edition=act.edition, service=act.service, case=case)
        return None

    def _decisions_held(self) -> set[tuple[str, str]]:
        """Case and number of decisions in the quarantine."""
        if self._held is None:
            refused = RefusedEvent.objects.filter(counter=self._counter, kind="case_decided")
            told = refused.values_list("fields", flat=True)
            self._held = {(one.get("case", ""), one.get("held") or one.get("number", "")) for one in told}
        return self._held
