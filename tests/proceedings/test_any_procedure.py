"""Any procedure the reader lets through, walked in any way by anyone: what the law forbids never happens."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.domain.proceeding import is_heads
from desktop.operations import proceedings, reception
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import count_mine, list_chosen, load_proceeding
from desktop.operations.voiding import void_case
from desktop.profile.shape import Operator
from desktop.storage import projections
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from forms.edition_sense import find_disagreements
from forms.editions import Edition, Procedure, Step
from forms.facts import ALWAYS, Condition, FactTest
from forms.operator_acts import Role
from forms.problems import Problem
from forms.procedure_acts import ProceedingOpened, ResultDrafted, ResultIssued, ResultSigned, Shown, StepReturned
from forms.reading import load_editions
from tests.operations.making import HandClock, events, open_for_test, open_ready
from tests.proceedings.making import set_group

ENR = load_editions().by_label("ENR")
PEOPLE: dict[str, tuple[Role, ...]] = {
    "clerk": ("clerk",),
    "head": ("head",),
    "both": ("clerk", "head"),
    "administrator": ("administrator",),
}
PLACES = {"g-1": 1, "g-2": 2}
TABLES = ("proceedings", "proceeding_steps", "subjects", "groups")
SHOWN: tuple[Shown, ...] = ("receipt", "identity")
ASKED = ("documents_conform", "person_found")
PLAIN = ("accept", "tell", "send", "register", "check", "review", "receive", "note", "look_up")


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """A procedure of some steps in any order the reader accepts: drafted before signed before issued."""
    middle = draw(st.lists(st.sampled_from(PLAIN), max_size=4))
    main = ["draft", "sign", "issue"][draw(st.integers(0, 1)) :]
    places = sorted(draw(st.lists(st.integers(0, len(middle)), min_size=len(main), max_size=len(main))))
    acts = list(middle)
    for shift, (place, act) in enumerate(zip(places, main, strict=True)):
        acts.insert(place + shift, act)
    steps = [_step(1, "accept", screen="outcome")]
    asked: list[str] = []
    drafted: Condition | None = None
    answered = 0
    for number, act in enumerate(acts, 2):
        when, asks = ALWAYS, None
        branches: bool = draw(st.booleans())
        if asked and branches:
            test = FactTest(fact=draw(st.sampled_from(asked)), values=(draw(st.booleans()),), negated=False)
            when = Condition(alternatives=((test,),))
        if act == "sign" and drafted is not None:
            # What is answered between the two must not lead past the signature.
            when = drafted if branches and answered == len(asked) else ALWAYS
        if act == "draft":
            drafted, answered = when, len(asked)
        if act in PLAIN and draw(st.booleans()):
            asks = draw(st.sampled_from(ASKED))
        back = draw(st.integers(0, number - 1)) or None if act != "draft" else None
        actor = "head" if act in ("review", "sign") else draw(st.sampled_from(("executor", "clerk", "head")))
        steps.append(_step(number, act, actor=actor, when=when, asks=asks, returns_to=back))
        if asks is not None:
            asked.append(asks)
    return msgspec.structs.replace(ENR.procedures[0], steps=tuple(steps))


def _step(number: int, act: str, **more: Any) -> Step:
    given = ENR.procedures[0].steps[0]
    fields = {"actor": "executor", "screen": None, "asks": None, "when": ALWAYS, "returns_to": None, **more}
    return msgspec.structs.replace(given, number=number, act=act, **fields)


@dataclass
class Case:
    """What the test itself knows of a case on its way."""

    step: int
    facts: dict[str, Any]
    waited: float = 0
    result: str = ""
    drafted_at: int = 0
    signed_at: int = 0
    group: str = ""
    issued: bool = False
    over: bool = False
    spent: list[float] = field(default_factory=list)


class Walk(RuleBasedStateMachine):
    """Cases of one invented edition, in the hands of people with any role."""

    @initialize(procedure=procedures())
    def begin(self, procedure: Procedure) -> None:
        self.edition: Edition = msgspec.structs.replace(ENR, procedures=(procedure,))
        assert not [fault for fault in find_disagreements(self.edition) if fault.key.startswith("procedures")]
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.counter: Counter = open_for_test(Path(self.folder.name), edition="ENR", clock=self.clock)
        others = tuple(one for one in self.counter.editions.editions if one.label != "ENR")
        self.counter.editions = with_editions(self.counter.editions, (*others, self.edition))
        self.cases: dict[str, Case] = {}
        for key, places in PLACES.items():
            set_group(self.counter, key, places=places)
        for _ in range(2):
            self.a_case_is_received()

    def teardown(self) -> None:
        if not hasattr(self, "counter"):
            return
        store = self.counter.store
        live = {table: store.db.rows(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}
        projections.redraw(store.db)
        assert live == {table: store.db.rows(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}
        assert verify(store.db).faults == ()
        self._look_at_journal()
        store.close()
        self.folder.cleanup()

    # what can happen

    @rule(seconds=st.integers(0, 900))
    def time_passes(self, seconds: int) -> None:
        self.clock.wait(seconds)
        self._spend(seconds)

    @rule(seconds=st.integers(20, 90))
    def the_machine_is_started_again(self, seconds: int) -> None:
        """And the program with it."""
        self.clock.restart(seconds)
        self._spend(seconds)
        folder = self.counter.store.folder
        self.counter.store.close()
        self.counter.store = open_store(folder)

    @precondition(lambda self: len(self.cases) < 4)
    @rule()
    def a_case_is_received(self) -> None:
        self._sits("both")
        number = reception.decide_case(self.counter, open_ready(self.counter)).number
        facts = dict(load_proceeding(self.counter, number).proceeding.facts)
        self.cases[number] = Case(step=self._next(0, facts), facts=facts)

    @rule(
        place=st.integers(0, 3),
        answers=st.lists(st.sampled_from(("yes", "yes", "no", "back")), min_size=2, max_size=6),
        refused=st.booleans(),
        group=st.sampled_from(sorted(PLACES)),
        seconds=st.integers(0, 600),
    )
    def it_goes_on(self, place: int, answers: list[str], refused: bool, group: str, seconds: int) -> None:
        for answer in answers:
            self.time_passes(seconds)
            self._do(place, "both", "return" if answer == "back" else "right", answer == "yes", refused, group, 1)

    @rule(
        place=st.integers(0, 3),
        who=st.sampled_from(sorted(PEOPLE)),
        does=st.sampled_from(("right", "take", "return", "return", "draft", "sign", "issue")),
        yes=st.booleans(),
        refused=st.booleans(),
        group=st.sampled_from(sorted(PLACES)),
        off=st.integers(0, 9),
    )
    def someone_does_something(
        self, place: int, who: str, does: str, yes: bool, refused: bool, group: str, off: int
    ) -> None:
        self._do(place, who, does, yes, refused, group, off)

    def _do(self, place: int, who: str, does: str, yes: bool, refused: bool, group: str, off: int) -> None:
        number = sorted(self.cases)[place % len(self.cases)]
        case = self.cases[number]
        step = next((one for one in self.edition.procedures[0].steps if one.number == case.step), None)
        wanted = "take" if step is None or step.act in PLAIN else step.act
        act = wanted if does == "right" else does
        shown = case.step if off else case.step + 1
        answers = {} if step is None or step.asks is None else {step.asks: yes}
        self._sits(who)
        allowed = self._allowed(who, case, step, shown, act, wanted, refused, group)
        try:
            match act:
                case "take":
                    proceedings.take_step(self.counter, number, shown, facts=answers)
                case "return":
                    proceedings.return_step(self.counter, number, shown, "қайта қараңыз")
                case "draft" if refused:
                    proceedings.draft_result(self.counter, number, shown, "refusal", reason="орын жоқ")
                case "draft":
                    proceedings.draft_result(self.counter, number, shown, "order", group=group)
                case "sign":
                    proceedings.sign_result(self.counter, number, shown, signed_by="typed", mark="Ү. Басшы")
                case "issue":
                    proceedings.issue_result(
                        self.counter, number, shown, to="applicant", shown=SHOWN, name="Сынақова Үлгі"
                    )
        except Problem as problem:
            assert not allowed, f"{who} may {act} at {step}: {problem.code}"
            return
        assert allowed, f"{who} may not {act} at {step}"
        assert step is not None
        self._happened(case, step, act, answers, "refusal" if refused else "order", group)

    @rule(place=st.integers(0, 3), who=st.sampled_from(("clerk", "head")))
    def a_case_is_made_void(self, place: int, who: str) -> None:
        number = sorted(self.cases)[place % len(self.cases)]
        case = self.cases[number]
        allowed = not case.over and not (case.signed_at and who == "clerk")
        self._sits(who)
        try:
            void_case(self.counter, number, "entered_twice")
        except Problem as problem:
            assert not allowed
            assert problem.code in ("623", "1085")
            return
        assert allowed
        case.over, case.step = True, 0

    # what must hold

    @invariant()
    def the_places_are_never_exceeded(self) -> None:
        if not hasattr(self, "counter"):
            return
        for key, places in PLACES.items():
            taken = sum(case.group == key and not case.over for case in self.cases.values())
            found = self.counter.store.proceedings.group(key)
            assert found is not None
            assert found.taken == taken <= places

    @invariant()
    def every_case_stands_where_the_law_puts_it(self) -> None:
        if not hasattr(self, "counter"):
            return
        for number, case in self.cases.items():
            found = self.counter.store.proceedings.find(number)
            assert found is not None
            assert (found.step, found.voided, found.issued_at is not None) == (case.step, case.over, case.issued)
            assert (found.result_number is not None) == bool(case.signed_at)
            told = self.counter.store.proceedings.steps(found.case)
            assert [row.seconds for row in told] == [round(spent) for spent in case.spent]

    @invariant()
    def whoever_is_there_sees_what_is_theirs(self) -> None:
        if not hasattr(self, "counter"):
            return
        going = sum(case.step > 0 for case in self.cases.values())
        seen = 0
        for who in ("clerk", "head"):
            self._sits(who)
            mine = list_chosen(self.counter, "mine")
            assert count_mine(self.counter) == len(mine)
            assert all(one.step is not None and is_heads(one.step) == (who == "head") for one in mine)
            assert len(list_chosen(self.counter, "under_way")) == going
            seen += len(mine)
        assert seen == going  # every case waits for one of the two, and for one only
        self._sits("administrator")
        assert list_chosen(self.counter, "under_way") == list_chosen(self.counter, "ended") == []

    # inside

    def _sits(self, who: str) -> None:
        self.counter.roles = PEOPLE[who]
        self.counter.operator = Operator(id=who, name=who)

    def _spend(self, seconds: float) -> None:
        for case in self.cases.values():
            if case.step:
                case.waited += seconds

    def _next(self, number: int, facts: dict[str, Any]) -> int:
        steps = self.edition.procedures[0].steps
        found = (one.number for one in steps if one.number > number and one.screen is None and holds(one, facts))
        return next(found, 0)

    def _must_sign(self, case: Case) -> bool:
        return any(step.act == "sign" and holds(step, case.facts) for step in self.edition.procedures[0].steps)

    def _allowed(
        self,
        who: str,
        case: Case,
        step: Step | None,
        shown: int,
        act: str,
        wanted: str,
        refused: bool,
        group: str,
    ) -> bool:
        if step is None or shown != case.step or who == "administrator":
            return False
        if (step.actor == "head" or step.act == "sign") and who == "clerk":
            return False
        if act == "return":
            return step.returns_to is not None and not case.issued
        if act != wanted:
            return False
        if act == "draft" and not refused:
            taken = sum(one.group == group and not one.over for one in self.cases.values())
            return taken < PLACES[group]
        if act == "issue":
            return not case.issued and (bool(case.signed_at) or not self._must_sign(case))
        return True

    def _happened(self, case: Case, step: Step, act: str, answers: dict[str, bool], result: str, group: str) -> None:
        case.spent.append(case.waited)
        case.waited = 0
        if act == "return":
            assert step.returns_to is not None
            case.step = step.returns_to
            if case.drafted_at >= case.step:
                case.result, case.group, case.drafted_at = "", "", 0
            if case.signed_at >= case.step:
                case.signed_at = 0
            return
        case.facts.update(answers)
        if act == "draft":
            case.result, case.drafted_at = result, step.number
            case.group = group if result == "order" else ""
        elif act == "sign":
            case.signed_at = step.number
        elif act == "issue":
            case.issued = True
        case.step = self._next(step.number, case.facts)

    def _look_at_journal(self) -> None:
        """By the journal alone: signed by a head before it is issued, issued once, nothing after the end."""
        numbers: set[str] = set()
        signed: dict[str, bool] = {}
        drafted: dict[str, int] = {}
        issued: set[str] = set()
        ended: set[str] = set()
        for event in events(self.counter):
            act, case = event.act, event.case or ""
            if hasattr(act, "next") and not isinstance(act, ProceedingOpened):
                assert case not in ended
                if act.next == 0:
                    ended.add(case)
            if isinstance(act, ResultSigned):
                assert "head" in PEOPLE[event.operator]
                assert act.result_number not in numbers
                numbers.add(act.result_number)
                signed[case] = True
            elif isinstance(act, ResultIssued):
                assert case not in issued
                issued.add(case)
                assert bool(act.result_number) == signed.get(case, False)
                assert signed.get(case, False) or case not in drafted, "what was drafted is signed"
            elif isinstance(act, ResultDrafted):
                drafted[case] = act.step
            elif isinstance(act, StepReturned):
                if act.next <= self._signs_at():
                    signed[case] = False
                if act.next <= drafted.get(case, 0):
                    del drafted[case]

    def _signs_at(self) -> int:
        return next((step.number for step in self.edition.procedures[0].steps if step.act == "sign"), 0)


def holds(step: Step, facts: dict[str, Any]) -> bool:
    """The test's own reading of a condition of one alternative."""
    tests = [test for tests in step.when.alternatives for test in tests]
    return all(facts.get(test.fact) in test.values for test in tests)


def with_editions(known: Any, editions: tuple[Edition, ...]) -> Any:
    """The same editions, one of them another."""
    return type(known)(editions)


Walk.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestAnyProcedure = Walk.TestCase
