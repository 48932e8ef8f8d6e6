"""Any order of acts, failures and restarts against a plain model of what must be there."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from desktop.storage.drafts import KeptDraft
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from forms.events import CaseDecided, CaseDropped, VisitOpened

from .making import COUNTER, REGISTER, decision, draft, entry, new_store, particulars


class Failed(Exception):  # noqa: N818 - an event of the test
    """The act breaks off."""


class StoreMachine(RuleBasedStateMachine):
    """The store against three dictionaries and a counter."""

    cases = Bundle("cases")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kense-states-"))
        self.events = 0
        self.drafts: dict[str, KeptDraft] = {}
        self.numbers: dict[str, tuple[str, str]] = {}
        self.last: dict[tuple[str, int], int] = {}
        self.opened = 0

    @initialize()
    def start(self) -> None:
        self.store = new_store(self.folder)

    @rule(target=cases, body=st.binary(max_size=300))
    def open_case(self, body: bytes) -> str:
        self.opened += 1
        case = f"case-{self.opened}"
        self.drafts[case] = draft(case, body=body)
        with self.store.act() as act:
            act.append(entry(VisitOpened(service="attestation"), case))
            act.save_draft(self.drafts[case])
        self.events += 1
        return case

    @rule(case=cases, body=st.binary(max_size=300), held=st.booleans(), minute=st.integers(0, 59))
    def save(self, case: str, body: bytes, held: bool, minute: int) -> None:
        self.drafts[case] = draft(case, body=body, held=held, minute=minute)
        self.store.drafts.save(self.drafts[case])

    @rule(
        target=cases,
        case=consumes(cases),
        register=st.sampled_from([REGISTER, "complaints"]),
        year=st.sampled_from([2026, 2027]),
        failing=st.booleans(),
    )
    def decide(self, case: str, register: str, year: int, failing: bool) -> object:
        letter = "" if register == REGISTER else "Ш"
        expected = f"{COUNTER}/{year}-{letter}{self.last.get((register, year), 0) + 1:06d}"
        try:
            with self.store.act() as act:
                number = act.give_number(register=register, year=year, counter=COUNTER)
                assert number == expected
                decided = decision(number)
                decided = CaseDecided(
                    **{name: getattr(decided, name) for name in decided.__struct_fields__ if name != "register"},
                    register=register,
                )
                act.append(entry(decided, case, particulars=particulars()))
                act.drop_draft(case)
                if failing:
                    raise Failed
        except Failed:
            return case
        self.events += 1
        self.last[register, year] = self.last.get((register, year), 0) + 1
        self.numbers[case] = (register, number)
        self.drafts.pop(case, None)
        return multiple()

    @rule(case=consumes(cases))
    def drop(self, case: str) -> None:
        with self.store.act() as act:
            act.append(entry(CaseDropped(reason="other"), case))
            act.drop_draft(case)
        self.events += 1
        del self.drafts[case]

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = open_store(self.folder)

    @rule()
    def rebuild(self) -> None:
        assert self.store.rebuild() == []

    @invariant()
    def holds_what_was_kept(self) -> None:
        if not hasattr(self, "store"):
            return
        assert not self.store.db.connection.in_transaction
        assert self.store.journal.head().sequence == self.events
        assert {kept.case: kept for kept in self.store.drafts.all()} == self.drafts
        assert {case.case: (case.register, case.number) for case in self.store.cases.latest()} == self.numbers
        assert verify(self.store.db).faults == ()

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
        shutil.rmtree(self.folder)


TestStoreStates = StoreMachine.TestCase
TestStoreStates.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
