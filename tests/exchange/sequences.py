"""Any sequence of what happens in life, between a real counter and the real centre: in the end both agree."""

import json
import shutil
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from desktop.operations import enrolling
from desktop.operations.exchanging import RoundDone
from desktop.sync.transport_http import Waits
from tests.exchange.centre import Centre, Centres
from tests.exchange.counter import RealCounter, agree, carry
from tests.exchange.wire import Trouble, Wire

_codes = count(1)
_SHORT = Waits(connect=5, read=0.5, whole=3)
_LOGIN = b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\nConnection: close\r\n\r\n<html>Wi-Fi</html>"
_BUSY = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 60\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_GONE = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
# A person rings up the district, which invites the counter anew.
_INVITED_ANEW = frozenset({"835", "836", "837", "838", "845", "846", "847", "849"})
_ROUNDS = 12  # more than it ever takes until nothing waits

TROUBLES = st.one_of(
    st.builds(Trouble, cut_up=st.integers(0, 12_000), reset=st.booleans()),
    st.builds(Trouble, cut_down=st.integers(0, 2_500), reset=st.booleans()),
    st.builds(
        Trouble, lose=st.sampled_from([f"/exchange/v1/{way}" for way in ("batches", "questions", "keys", "enr")])
    ),
    st.builds(
        lambda way, answer: Trouble(instead=lambda path: answer if path.endswith(way) else None),
        st.sampled_from(["batches", "questions", "keys", "enrolments"]),
        st.sampled_from([_LOGIN, _BUSY, _GONE]),
    ),
)


class Exchange(RuleBasedStateMachine):
    """One counter, one centre of its own, a line between, and people who do what people do."""

    make_centre: Callable[[], Centre]

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp(prefix="kense-exchange-"))
        self.centre = type(self).make_centre()
        self.wire = Wire(lambda: self.centre.port)
        self.counter = RealCounter(self.top / "counter", f"S{next(_codes)}").open()
        self.sticks: list[Path] = []
        self.backups: list[Path] = []
        self.centre_backups: list[Path] = []
        self.suspicious = False  # something was done that the centre is right to be alarmed about

    @initialize()
    def begin(self) -> None:
        self.counter.enrol(self.invite())

    # the counter

    @rule(cases=st.integers(1, 2))
    def somebody_works(self, cases: int) -> None:
        self.counter.work(cases)

    @rule(kind=st.sampled_from(["unknown", "noise", "another", "elsewhere"]))
    def a_bad_event(self, kind: str) -> None:
        link = self.counter.journal()[-1]
        event = json.loads(link.event) | {"sequence": link.sequence + 1, "particulars_digest": None}
        if kind == "unknown":
            event["act"] = {"kind": "teleported", "to": "mars"}
        elif kind == "another":
            event["counter"] = "E0"
        elif kind == "elsewhere":
            event["sequence"] = 1
        written = json.dumps(event, separators=(",", ":"), sort_keys=True).encode()
        self.counter.put(b"\x00\xff noise" if kind == "noise" else written)

    @rule(how=st.sampled_from(["noted", "resent"]))
    def refusals_are_settled(self, how: str) -> None:
        self.counter.settle(how)

    @rule()
    def particulars_are_erased(self) -> None:
        self.counter.erase()

    @rule()
    def the_program_is_started_again(self) -> None:
        self.counter.close()
        self.counter.clock.wait(5)
        self.counter.open()

    @rule()
    def the_counter_is_backed_up(self) -> None:
        self.backups.append(self.counter.back_up())

    @precondition(lambda self: self.backups)
    @rule(place=st.integers(0, 5))
    def the_counter_goes_back(self, place: int) -> None:
        self.counter.restore(self.backups[place % len(self.backups)])
        # A stick of before it was restored, or a key that ended since, may come to light.
        self.suspicious = True

    @rule()
    def the_counters_keys_change(self) -> None:
        enrolling.change_keys(self.counter.counter)

    # the centre

    @rule()
    def the_centre_is_killed(self) -> None:
        self.centre.kill()
        self.centre.start(workers=1)

    @rule()
    def the_centre_is_backed_up(self) -> None:
        self.centre_backups.append(self.centre.back_up())

    @precondition(lambda self: self.centre_backups)
    @rule(place=st.integers(0, 5))
    def the_centre_goes_back(self, place: int) -> None:
        self.centre.kill()
        self.centre.restore(self.centre_backups[place % len(self.centre_backups)])
        self.centre.start(workers=1)
        # It may know the counter by a key of before.
        self.suspicious = True

    @rule()
    def the_centres_keys_change(self) -> None:
        self.centre.ask("roll_keys")

    @rule()
    def the_counter_is_revoked(self) -> None:
        self.centre.ask("revoke", code=self.counter.code)
        self.suspicious = True

    # between them

    @rule()
    def a_round(self) -> None:
        self.counter.go()

    @rule(trouble=TROUBLES)
    def a_round_over_a_troubled_line(self, trouble: Trouble) -> None:
        with self.wire.being(trouble):
            self.counter.go(waits=_SHORT)

    @rule()
    def the_centre_is_killed_in_mid_batch(self) -> None:
        def kill(path: str) -> None:
            if path.endswith("batches"):
                self.centre.kill_worker()

        with self.wire.being(Trouble(pass_whole=kill)):
            self.counter.go()

    @rule()
    def a_stick_goes_out(self) -> None:
        stick = self.top / f"stick-{len(self.sticks)}"
        self.counter.export(stick)
        self.sticks.append(stick)

    @precondition(lambda self: self.sticks)
    @rule(place=st.integers(0, 5), back=st.booleans())
    def a_stick_comes_in(self, place: int, back: bool) -> None:
        stick = self.sticks[place % len(self.sticks)]
        carry(self.centre, self.counter, stick / "Kense-exchange")
        if back:
            self.counter.take_in(stick)

    @precondition(lambda self: self.sticks)
    @rule(place=st.integers(0, 5))
    def an_answer_comes_late(self, place: int) -> None:
        stick = self.sticks[place % len(self.sticks)]
        assume(any((stick / "Kense-exchange").glob("*.kense-answer")))
        self.counter.take_in(stick)

    @rule()
    def they_settle(self) -> None:
        """With as many rounds as it takes, and people who do what each sentence says, both come to agree."""
        done = self.counter.go()
        for _ in range(_ROUNDS):
            if self.asks_for_people(done):
                self.counter.enrol(self.invite())
            elif done.outcome == "done" and not self.waits():
                break
            done = self.counter.go()
        assert (done.outcome, done.problem) == ("done", None), done.problem and done.problem.sentence()
        alarms = self.centre.ask("stand", code=self.counter.code)["alarms"]
        assert self.suspicious or not alarms
        agree(self.counter, self.centre, alarms=alarms)

    def asks_for_people(self, done: RoundDone) -> bool:
        return done.problem is not None and done.problem.code in _INVITED_ANEW

    def waits(self) -> bool:
        return bool(self.counter.counter.store.exchange.waiting())

    def invite(self) -> bytes:
        told: Any = self.centre.ask("invite", code=self.counter.code, address=self.wire.address)
        return bytes(told)

    def teardown(self) -> None:
        try:
            self.they_settle()
        finally:
            self.counter.close()
            self.wire.close()
            self.centre.close()
            shutil.rmtree(self.top)


def on(centres: Centres) -> type[Exchange]:
    """The sequences on one kind of database."""

    class There(Exchange):
        make_centre = staticmethod(lambda: centres.make().start(workers=1))

    There.__name__ = f"Exchange on {centres.kind}"
    return There
