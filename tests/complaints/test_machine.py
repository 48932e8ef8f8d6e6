"""Complaints by several operators in any order: what may never happen does not, and a rebuild shows the same."""

import shutil
import tempfile
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.domain.complaints import OUTCOMES
from desktop.operations import complaint_records, complaints
from desktop.profile.shape import Operator
from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintCorrected,
    ComplaintForwarded,
    ComplaintOutcome,
    ComplaintReceived,
)
from forms.events import Event
from forms.problems import Problem
from tests.complaints.making import HEAD, NAME, OPERATORS, office, receive, sit
from tests.operations.making import HandClock, events

Ours = ComplaintReceived | ComplaintAssigned | ComplaintCorrected | ComplaintForwarded | ComplaintAnswered
PEOPLE = st.sampled_from(OPERATORS)
ABOUT = st.sampled_from(["", *(one.id for one in OPERATORS)])


class Complaining(RuleBasedStateMachine):
    """Three operators at one counter: two clerks and the head."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kense-complaints-"))
        self.open = ExitStack()
        self.clock = HandClock()
        self.numbers: list[str] = []

    @initialize()
    def begin(self) -> None:
        """The counter is opened."""
        self.counter = self.open.enter_context(office(self.folder, self.clock))

    def teardown(self) -> None:
        """The folder goes."""
        with suppress(AttributeError):
            assert self.counter.store.rebuild() == []
        self.open.close()
        shutil.rmtree(self.folder)

    @rule(who=PEOPLE)
    def another_sits_down(self, who: Operator) -> None:
        """Somebody else works now."""
        sit(self.counter, who)

    @rule(days=st.integers(0, 9))
    def time_passes(self, days: int) -> None:
        """Days go by."""
        self.clock.wait(days * 86_400 + 60)

    @rule(about=ABOUT, handler=ABOUT)
    def one_comes(self, about: str, handler: str) -> None:
        """Registered whoever sits there; not where it would be given to whom it is about."""
        try:
            self.numbers.append(receive(self.counter, about=about, handler=handler))
        except Problem as problem:
            assert problem.code == "1018"
            assert handler == about != self.counter.operator.id

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), handler=st.sampled_from([one.id for one in OPERATORS]))
    def given(self, data: st.DataObject, handler: str) -> None:
        """To anybody, by anybody: refused or recorded."""
        number = data.draw(st.sampled_from(self.numbers))
        with suppress(Problem):
            complaints.assign_complaint(self.counter, number, handler)

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), outcome=st.sampled_from(OUTCOMES))
    def answered(self, data: st.DataObject, outcome: ComplaintOutcome) -> None:
        """By anybody: refused or recorded."""
        number = data.draw(st.sampled_from(self.numbers))
        with suppress(Problem):
            complaints.answer_complaint(self.counter, number, outcome, "Жауап берілді.")

    @precondition(lambda self: self.numbers)
    @rule(data=st.data())
    def forwarded(self, data: st.DataObject) -> None:
        """By anybody: refused or recorded."""
        number = data.draw(st.sampled_from(self.numbers))
        with suppress(Problem):
            complaints.forward_complaint(self.counter, number, "Үлгі органы")

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), name=st.sampled_from(["Сынақов Үлгі", "Мысалов Сынақ", NAME]))
    def put_right(self, data: st.DataObject, name: str) -> None:
        """By anybody: refused or recorded, also after its end."""
        number = data.draw(st.sampled_from(self.numbers))
        with suppress(Problem):
            complaints.correct_complaint(self.counter, number, {"name": name}, "Жеке куәлікте солай")
            row = complaints.find_complaint(self.counter, number)
            assert row.name == name

    @invariant()
    def nobody_handles_what_is_about_them(self) -> None:
        """Nor answers, nor forwards; giving it away is the rule's, in the act that registers it."""
        received = {act.number: (event, act) for event, act in self._ours() if isinstance(act, ComplaintReceived)}
        for event, act in self._ours():
            registered, first = received[act.number]
            who = first.about
            if isinstance(act, ComplaintAssigned):
                assert not who or act.handler != who
                if who and event.operator == who:
                    assert event.sequence == registered.sequence + 1
                    assert act.handler == (HEAD.id if who != HEAD.id else OPERATORS[0].id)
            elif not isinstance(act, ComplaintReceived):
                assert not who or event.operator != who

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        """From one, in the order they were given."""
        given = [act.number for _, act in self._ours() if isinstance(act, ComplaintReceived)]
        assert given == self.numbers
        counted = [number.rpartition("Ш")[2] for number in given]
        assert [int(count) for count in counted] == list(range(1, len(given) + 1))

    @invariant()
    def nothing_follows_an_end(self) -> None:
        """An answer or a forwarding is the last, but for what is put right."""
        ended: set[str] = set()
        for _, act in self._ours():
            assert act.number not in ended or isinstance(act, ComplaintCorrected)
            if isinstance(act, ComplaintAnswered | ComplaintForwarded):
                ended.add(act.number)

    @invariant()
    def figures_come_to_the_whole(self) -> None:
        """Every complaint is answered, forwarded or open."""
        if not self.numbers:
            return
        now = complaint_records.complaints_received(self.counter, *_all_days())
        assert now.received == len(self.numbers)
        assert now.answered_in_time + now.answered_late + now.forwarded + now.open == now.received
        assert now.full + now.part + now.refused == now.answered_in_time + now.answered_late
        assert complaint_records.due_complaints(self.counter).open == now.open

    def _ours(self) -> list[tuple[Event, Ours]]:
        return [(one, one.act) for one in events(self.counter) if isinstance(one.act, Ours)]


def _all_days() -> tuple[date, date]:
    return date(2026, 1, 1), date(2027, 12, 31)


TestComplaining = Complaining.TestCase
TestComplaining.settings = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
