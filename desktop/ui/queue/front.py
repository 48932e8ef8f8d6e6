"""The queue on the window: its keys, its questions, and who stands at the counter next."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from desktop.domain.queue import CLOSE_REASONS, HOLD_REASONS, grounds_of
from desktop.operations.queue_desk import edition_of_visit
from desktop.profile.shape import edition_for
from desktop.ui.context import Look
from desktop.ui.queue.called import CalledCard
from desktop.ui.queue.desk import QueueDesk
from desktop.ui.queue.summary import QueueSummary
from forms.moments import wall_time
from forms.queue_acts import CloseReason, HoldReason
from forms.texts import Text

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.reception import OfferedService
    from desktop.ui.frame import Frame
    from desktop.ui.reception.desk import Desk
    from forms.visits import Visit


class QueueFront(QObject):
    """Connects the queue with home and with the questions asked above the bottom bar.

    Signals: ``clock_begins()`` when someone was called and the serving clock runs; ``case_moved()`` when
    a case came to the counter or left it, before anything else is told of it; ``slip_wanted(str)`` with a visit
    that waits and whose slip shall be printed once more.
    """

    clock_begins = Signal()
    case_moved = Signal()
    slip_wanted = Signal(str)

    def __init__(self, counter: "Counter", queue: QueueDesk, desk: "Desk") -> None:
        super().__init__()
        self._counter = counter
        self._desk = desk
        self.queue = queue
        self._frame: Frame | None = None
        self._look: Look | None = None
        self._offered: list[OfferedService] = []
        self._again: Callable[[], None] | None = None  # asks the last question anew, in another language
        queue.state_changed.connect(self._show)
        queue.ticket_called.connect(self.clock_begins)
        desk.case_opened.connect(self.case_moved)
        desk.case_closed.connect(self.case_moved)
        # A question asked of how things stood is not answered once they stand otherwise.
        for moved in (queue.ticket_called, queue.ticket_closed, self.case_moved):
            moved.connect(self.take_back)

    # building

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: the queue's parts with it."""
        asking = self._frame is not None and self._frame.question.is_asking
        self._frame, self._look = frame, look
        called, summary = CalledCard(look), QueueSummary(look)
        called.came.connect(self.begin_called)
        called.call_again.connect(self.queue.call_again)
        called.hold_asked.connect(self.ask_hold)
        called.close_asked.connect(self.ask_close)
        summary.visit_chosen.connect(self._ask_about)
        summary.walk_in_requested.connect(self.ask_walk_in)
        frame.home.put_queue(called, summary)
        frame.home.call_requested.connect(self.queue.call_next)
        frame.home.ticket_requested.connect(self.queue.issue)
        self._show()
        if asking and self._again is not None:
            self._again()

    def offer(self, services: "list[OfferedService]") -> None:
        """The services tickets are issued for."""
        self._offered = services

    @property
    def asks_hold_reason(self) -> bool:
        """Whether it is being asked why someone is put aside."""
        asked = self._again.func if isinstance(self._again, partial) else None
        return self._frame is not None and self._frame.question.is_asking and asked == self.ask_hold_reason

    def take_back(self) -> None:
        """What is asked is asked no more."""
        if self._frame is not None and self._frame.question.is_asking:
            self._frame.question.take_back()

    def tick(self) -> None:
        """The waiting minutes go on."""
        if self._frame is not None and self._frame.home.queue is not None:
            self._frame.home.queue.tick()

    def _show(self) -> None:
        if self._frame is None or self._look is None:
            return
        say = self._look.say
        self._frame.home.show_queue(self.queue, {key: say(words) for key, words in HOLD_REASONS.items()})
        self._frame.rail.show_queue_count(self.queue.state.count)

    # what keys do

    def issue(self) -> None:
        """F2 while someone is served: a ticket for who comes; asks for what, where there are several services."""
        if len(self._offered) == 1:
            self.queue.issue(self._offered[0].service)
        elif self._offered and self._look is not None:
            self._again = self.issue
            self._ask(self._look.say("A ticket for which service?"), self._services(), self.queue.issue)

    def begin_called(self) -> None:
        """Who was called has come."""
        if self.queue.called is not None:
            self._desk.begin_called()

    def take_up_first(self) -> None:
        """Who was put aside first and has no case yet comes to the counter."""
        aside = next((visit for visit in self.queue.state.held if not visit.case_opened), None)
        if aside is not None:
            self.queue.take_up(aside.id)

    def ask_hold(self) -> None:
        """Why is who was called put aside?"""
        if self.queue.called is not None:
            self.ask_hold_reason(self.queue.hold)

    def ask_hold_reason(self, then: Callable[[HoldReason], None]) -> None:
        """Why is a visit put aside?"""
        if self._look is None:
            return
        self._again = partial(self.ask_hold_reason, then)
        title = self._look.say("Put aside: why?")
        self._ask(title, self._worded(HOLD_REASONS), lambda reason: then(cast(HoldReason, reason)))

    def ask_close(self) -> None:
        """Why is who was called not served?"""
        if self.queue.called is not None:
            self._ask_close(self.queue.called)

    def ask_walk_in(self) -> None:
        """Someone without a ticket goes before those who wait: on which legal ground?"""
        if self._desk.is_open or self.queue.called is not None or not self._offered or self._look is None:
            return
        if len(self._offered) == 1:
            self._ask_ground(self._offered[0].service)
            return
        self._again = self.ask_walk_in
        self._ask(self._look.say("Without a ticket: for which service?"), self._services(), self._ask_ground)

    def _ask_ground(self, service: str) -> None:
        if not self.queue.state.count:
            self._desk.begin(service)
            return
        assert self._look is not None
        self._again = partial(self._ask_ground, service)
        now = wall_time(self._counter.clock.now())
        edition = edition_for(service, self._counter.profile.services[service], self._counter.editions, now.date())
        title = self._look.say("Before others, without a ticket: on which legal ground?")
        answers = self._worded(grounds_of(edition))
        self._ask(title, answers, lambda ground: self._desk.begin(service, ground))

    # questions

    def ask(
        self, again: Callable[[], None], title: str, answers: list[tuple[str, str]], then: Callable[[str], None]
    ) -> None:
        """Ask something else in the queue's place; ``again`` asks it anew in another language."""
        self._again = again
        self._ask(title, answers, then)

    def _ask_about(self, visit: "Visit") -> None:
        """What can be done with one who waits, or who was put aside."""
        assert self._look is not None
        self._again = partial(self._ask_about, visit)
        say = self._look.say
        if visit.state == "waiting":
            answers = [("call", say("Call now")), ("close", say("Close without service"))]
            if visit.number:
                answers.append(("slip", say("Print the slip again")))
        else:
            answers = [("back", say("Back: to the head of the queue")), ("take_up", say("Back: to the counter now"))]
            if not visit.case_opened:
                answers.append(("close", say("Close without service")))
        title = say("{ticket}: what now?", ticket=visit.label or say("Without a ticket"))
        self._ask(title, answers, lambda chosen: self._do(chosen, visit))

    def _do(self, chosen: str, visit: "Visit") -> None:
        match chosen:
            case "call":
                self._call(visit)
            case "close":
                self._ask_close(visit)
            case "slip":
                self.slip_wanted.emit(visit.id)
            case "back":
                self.queue.come_back(visit.id)
            case "take_up":
                self.queue.take_up(visit.id)

    def _call(self, visit: "Visit") -> None:
        waiting = self.queue.state.waiting
        if waiting and waiting[0].id == visit.id:
            self.queue.call_next()
            return
        assert self._look is not None
        self._again = partial(self._call, visit)
        edition = edition_of_visit(self._counter, visit)
        title = self._look.say("{ticket} before others: on which legal ground?", ticket=visit.label)
        answers = self._worded(grounds_of(edition))
        self._ask(title, answers, lambda ground: self.queue.call_before_others(visit.id, ground))

    def _ask_close(self, visit: "Visit") -> None:
        assert self._look is not None
        self._again = partial(self._ask_close, visit)
        reasons = {key: words for key, words in CLOSE_REASONS.items() if key != "day_ended"}
        title = self._look.say("{ticket} is closed without service: why?", ticket=visit.label)
        answers = self._worded(reasons)
        self._ask(title, answers, lambda reason: self.queue.close(visit.id, cast(CloseReason, reason)))

    def _services(self) -> list[tuple[str, str]]:
        assert self._look is not None
        return [(offered.service, self._look.language.quote(offered.title)) for offered in self._offered]

    def _worded(self, words: Mapping[str, str | Text]) -> list[tuple[str, str]]:
        assert self._look is not None
        say, quote = self._look.say, self._look.language.quote
        return [(key, quote(text) if isinstance(text, Text) else say(text)) for key, text in words.items()]

    def _ask(self, title: str, answers: list[tuple[str, str]], then: Callable[[str], None]) -> None:
        assert self._frame is not None
        self._frame.question.ask(title, answers, then)
