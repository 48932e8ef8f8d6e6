"""A day of visitors through the real operations, and beside it a bookkeeper who writes down only what was planned.

The bookkeeper counts in milliseconds of its own and never asks the program for a figure.
"""

from collections import Counter as Tally
from dataclasses import dataclass, field
from random import Random

from desktop.domain.case import CaseDraft
from desktop.operations import queue_desk, reception
from desktop.operations.counter import Counter
from desktop.operations.voiding import void_case
from forms.editions import Outcome
from forms.queue_acts import CloseReason
from tests.domain.making import answer_facts, fill_person, set_in_order
from tests.operations.making import HandClock, edition_of, row_of, service_of

MINUTE = 60_000
NORM = 20 * MINUTE
REASONS = ("мөр іздедік", "принтер тұрып қалды", "көшірме түсірдік")


@dataclass
class Visitor:
    """Someone as the bookkeeper knows them."""

    hour: int
    ticket: bool
    state: str
    since: int
    times: dict[str, int] = field(default_factory=lambda: {"waiting": 0, "serving": 0, "held": 0})
    called: bool = False
    ground: bool = False
    how: str = ""
    case: bool = False
    decided: bool = False
    doubted: bool = False
    left_hour: int = -1
    reason: str = ""


@dataclass
class Book:
    """What the bookkeeper wrote down of cases."""

    outcomes: Tally[str] = field(default_factory=Tally)
    grounds: Tally[str] = field(default_factory=Tally)
    numbers: list[str] = field(default_factory=list)
    voided: int = 0
    moves: int = 0


class SimulatedDay:
    """The clerk, the visitors and the bookkeeper. ``run`` plays the day until it is to be closed."""

    def __init__(self, counter: Counter, clock: HandClock, seed: int, visitors: int) -> None:
        self.counter, self.clock, self.rng = counter, clock, Random(seed)
        self.most = visitors
        self.visitors: dict[str, Visitor] = {}
        self.book = Book()
        self.time = 0  # milliseconds since the day began
        self.wall = (clock.wall.hour * 60 + clock.wall.minute) * MINUTE  # of the day, as the wall shows it
        self.line: list[str] = []  # who waits, in the order they came
        self.front: list[str] = []  # who came back from a hold, called before the line
        self.drafts: dict[str, tuple[CaseDraft, Outcome, str]] = {}

    # time

    def wait(self, low: int, high: int) -> None:
        """Some milliseconds pass."""
        passed = self.rng.randint(low, high)
        self.clock.wait(passed / 1000)
        self.time += passed
        self.wall += passed

    def move(self, seconds: int) -> None:
        """Someone sets the PC's clock; nobody has waited longer for it."""
        self.clock.move_wall(seconds)
        self.wall += seconds * 1000
        self.book.moves += 1

    def restart(self) -> None:
        """The machine is started again between two tickets: what lasts then is known by the wall clock only."""
        self.take_ticket()
        self.clock.restart(90)
        self.time += 90_000
        self.wall += 90_000
        for visitor in self.visitors.values():
            if visitor.state in ("waiting", "serving"):
                visitor.doubted = True
        self.take_ticket()

    @property
    def hour(self) -> int:
        """The hour the wall shows."""
        return self.wall // (60 * MINUTE)

    # the bookkeeper

    def come(self, visit: str, *, ticket: bool, ground: bool = False) -> None:
        """Someone came."""
        state = "waiting" if ticket else "serving"
        self.visitors[visit] = Visitor(self.hour, ticket, state, self.time, ground=ground)
        if ticket:
            self.line.append(visit)

    def turn(self, visit: str, state: str) -> Visitor:
        """What lasted ends, and another begins."""
        visitor = self.visitors[visit]
        visitor.times[visitor.state] += self.time - visitor.since
        visitor.state, visitor.since = state, self.time
        if state == "serving" and visitor.ticket:
            visitor.called = True
        return visitor

    def end(self, visit: str, how: str) -> None:
        """The visit ends."""
        visitor = self.turn(visit, "ended")
        visitor.how, visitor.left_hour = how, self.hour

    def take_from_line(self, visit: str) -> int:
        """Out of the queue; how many were before."""
        order = [*self.front, *self.line]
        (self.front if visit in self.front else self.line).remove(visit)
        return order.index(visit)

    # the day

    def run(self) -> None:
        """Everyone comes, most are served; some are left."""
        moves = sorted(self.rng.sample(range(20, self.most), 2))
        restart = self.rng.randrange(20, self.most)
        while len(self.visitors) < self.most:
            self.arrive()
            if moves and len(self.visitors) >= moves[0]:
                moves.pop(0)
                self.move(self.rng.choice((3600, -3600)))
            if restart and len(self.visitors) >= restart:
                restart = 0
                self.restart()
            self.serve_next()
        while len(self.line) > 3:
            self.serve_next()
        self.void()

    def arrive(self) -> None:
        """Nobody, or a few, with tickets."""
        for _ in range(self.rng.choice((0, 0, 1, 1, 1, 2))):
            if len(self.visitors) < self.most:
                self.take_ticket()
                self.wait(1_000, 40_000)

    def take_ticket(self) -> None:
        """Someone comes and waits."""
        ticket = queue_desk.issue_ticket(self.counter, service_of(self.counter))
        self.come(ticket.visit, ticket=True)

    def serve_next(self) -> None:
        """One turn of the clerk."""
        chance = self.rng.random()
        held = [visit for visit, visitor in self.visitors.items() if visitor.state == "held"]
        if chance < 0.05 and self.line:
            self.close_waiting(self.rng.choice(self.line))
        elif chance < 0.15:
            self.walk_in()
        elif chance < 0.22 and held:
            self.come_back(self.rng.choice(held))
        elif chance < 0.27 and len(self.line) + len(self.front) > 1:
            self.call_out_of_order()
        elif self.line or self.front:
            self.call_next()
        else:
            self.wait(10_000, 120_000)

    def close_waiting(self, visit: str) -> None:
        """Someone leaves, or only had a question."""
        reason: CloseReason = self.rng.choice(("left", "question_answered", "not_our_service", "by_mistake"))
        queue_desk.close_ticket(self.counter, visit, reason)
        self.take_from_line(visit)
        self.end(visit, reason)

    def walk_in(self) -> None:
        """Someone without a ticket: on a legal ground where others wait."""
        ground = bool(self.line or self.front)
        draft = reception.open_case(self.counter, service_of(self.counter), "disability" if ground else "")
        self.come(draft.case, ticket=False, ground=ground)
        self.visitors[draft.case].case = True
        self.receive(draft)

    def come_back(self, visit: str) -> None:
        """Back after a hold: at once, or at the head of the queue."""
        if self.rng.random() < 0.5:
            queue_desk.return_to_queue(self.counter, visit)
            self.turn(visit, "waiting")
            self.front.append(visit)
        else:
            queue_desk.take_up(self.counter, visit)
            self.turn(visit, "waiting")
            self.turn(visit, "serving")
            self.visitors[visit].called = True
            self.at_counter(visit)

    def call_next(self) -> None:
        """Whose turn it is."""
        expected = [*self.front, *self.line][0]
        called = queue_desk.call_next(self.counter)
        assert called.id == expected
        self.take_from_line(expected)
        self.turn(expected, "serving")
        self.answer_call(expected)

    def call_out_of_order(self) -> None:
        """A person with a disability goes first."""
        visit = self.rng.choice([*self.front, *self.line][1:])
        queue_desk.call_out_of_order(self.counter, visit, "disability")
        assert self.take_from_line(visit) > 0
        self.turn(visit, "serving").ground = True
        self.answer_call(visit)

    def answer_call(self, visit: str) -> None:
        """Comes, at once or after recalls; or does not."""
        chance = self.rng.random()
        self.wait(10_000, 25_000)
        if chance < 0.1:
            queue_desk.recall(self.counter)
            self.wait(10_000, 30_000)
        if chance < 0.06:
            queue_desk.recall(self.counter)
            self.wait(10_000, 30_000)
            queue_desk.recall(self.counter)  # twice is enough: the third writes down that nobody came
            self.end(visit, "no_show")
        elif chance > 0.97 and not self.visitors[visit].case:
            queue_desk.close_ticket(self.counter, visit, "question_answered")
            self.end(visit, "question_answered")
        elif chance > 0.93 and not self.visitors[visit].case:
            queue_desk.hold_called(self.counter, "fills_form")
            self.turn(visit, "held")
        else:
            self.at_counter(visit)

    def at_counter(self, visit: str) -> None:
        """Sits down; the case is opened or taken up."""
        draft = reception.open_called(self.counter)
        self.visitors[visit].case = True
        self.receive(draft)

    # a reception

    def receive(self, draft: CaseDraft) -> None:
        """From the first question to the paper in hand, or to a hold, or to nothing."""
        visit, chance = draft.case, self.rng.random()
        outcome: Outcome = "accepted"
        ground = ""
        pick = self.rng.random()
        if pick > 0.88:
            outcome, ground = "reasoned_refusal", self.rng.choice(("unreliable", "nonconforming"))
        elif pick > 0.7:
            outcome, ground = "refusal_receipt", "incomplete"
        self.fill(draft, outcome, ground)
        self.wait(10_000, 6 * MINUTE)
        if chance < 0.06:
            reception.hold_case(self.counter, draft, "fetches_paper")
            self.turn(visit, "held")
            return
        if chance < 0.09:
            reception.drop_case(self.counter, draft, "applicant_left")
            self.end(visit, "applicant_left")
            return
        if chance > 0.96:
            self.wait(NORM, NORM + 5 * MINUTE)
            draft.overrun_reason = self.rng.choice(REASONS)
            self.visitors[visit].reason = draft.overrun_reason
        decided = reception.decide_case(self.counter, draft)
        self.visitors[visit].decided = True
        self.book.numbers.append(decided.number)
        self.book.outcomes[outcome] += 1
        if ground:
            self.book.grounds[ground] += 1
        self.drafts[decided.number] = (decided, outcome, ground)
        self.wait(5_000, 60_000)
        reception.hand_over(self.counter, decided)
        self.end(visit, "handed_over")

    def fill(self, draft: CaseDraft, outcome: Outcome, ground: str) -> None:
        """Every answer, with one document that leads to the outcome planned."""
        edition = edition_of(self.counter, draft)
        fill_person(draft.applicant)
        answer_facts(edition, draft)
        draft.consent, draft.consent_at = "given", self.clock.now().wall
        set_in_order(edition, draft)
        document = draft.document("application")
        if ground == "incomplete":
            document.state, document.marks = "missing", []
        elif ground == "unreliable":
            document.state, document.usual_reason = "unreliable", "altered"
        elif ground == "nonconforming":
            document.state, document.usual_reason = "nonconforming", "no_seal"
        draft.refusal_reason = "Негізі көрсетілген." if outcome == "reasoned_refusal" else ""
        draft.outcome, draft.screen = outcome, "outcome"
        reception.keep_draft(self.counter, row_of(self.counter, draft))

    def void(self) -> None:
        """Two mistakes are found."""
        for number in self.rng.sample(self.book.numbers, 2):
            void_case(self.counter, number, "wrong_outcome")
            _, outcome, ground = self.drafts[number]
            self.book.outcomes[outcome] -= 1
            self.book.grounds[ground] -= bool(ground)
            self.book.voided += 1

    def leave_unfinished(self) -> None:
        """One is put aside with a case, and another stays open on the counter when the day is closed."""
        for last in (False, True):
            draft = reception.open_case(
                self.counter, service_of(self.counter), "disability" if self.line or self.front else ""
            )
            self.come(draft.case, ticket=False, ground=bool(self.line or self.front))
            self.visitors[draft.case].case = True
            self.wait(MINUTE, 3 * MINUTE)
            if not last:
                reception.hold_case(self.counter, draft, "fetches_paper")
                self.turn(draft.case, "held")
