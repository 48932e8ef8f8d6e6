"""The main window: a wiring board between the frame, the home screen and the reception."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.language import Language
from desktop.ui.context import Look
from desktop.ui.frame import Frame
from desktop.ui.instead import Instead, restored_words
from desktop.ui.leaving import ask_leave
from desktop.ui.shortcuts import bind_keys
from desktop.ui.theme import DARK, LIGHT, Palette, apply_theme
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:  # what a case needs is loaded once the first picture stands
    from desktop.operations.counter import Counter
    from desktop.operations.queue_desk import IssuedTicket
    from desktop.operations.reception import GivenCase, OfferedService, WaitingCase
    from desktop.operations.recovering import Restored
    from desktop.ui.printing import PrintDesk
    from desktop.ui.queue.front import QueueFront
    from desktop.ui.reception.desk import Desk
    from desktop.ui.reception.view import ReceptionView

TICK_MS = 500


def _load_reception() -> None:
    """The screens of a case, loaded while nobody stands at the counter."""
    import desktop.ui.reception.view  # noqa: F401


class MainWindow(QMainWindow):
    """Shows itself before the store is open; F2 pressed meanwhile is not lost."""

    def __init__(self, language: str, palette: Palette = LIGHT) -> None:
        super().__init__()
        self.setWindowTitle("Kense")
        self.resize(1366, 768)
        self.setMinimumSize(640, 360)
        self.desk: Desk | None = None
        self.printing: PrintDesk | None = None
        self.view: ReceptionView | None = None
        self.queue: QueueFront | None = None
        self.instead = Instead()
        self._begin_when_ready = False
        self._offered: list[OfferedService] = []
        self._waiting: list[WaitingCase] = []
        self._given: list[GivenCase] = []
        self._kept = True
        self._told: Problem | None = None
        self._make_shortcuts()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show_clock)
        self._tick.start()
        self._build(Look(Language(language), palette))

    # building

    def _build(self, look: Look) -> None:
        """Everything on the window in one language and light, from the same answers."""
        self.look = look
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, look.palette)
        self.view = None
        self._frame = frame = Frame(look)
        self.rail, self.top, self.bottom, self.banner = frame.rail, frame.top, frame.bottom, frame.banner
        self.home = frame.home
        self.setCentralWidget(frame)
        self._wire_frame()
        if self._told is not None:
            self.tell(self._told)
        self.instead.move_to(frame, look)
        if self.desk is not None:
            self._fill_home()
            if self.queue is not None:
                self.queue.move_to(frame, look)
            if self.desk.is_open:
                self._show_case()
                return
        self._show_home()

    def _wire_frame(self) -> None:
        self.bottom.fit(self.width())
        self.rail.language_requested.connect(self.turn_language)
        self.rail.light_requested.connect(self.turn_light)
        self.rail.waiting_requested.connect(self._take_up)
        self.banner.understood.connect(self._hide_banner)
        self.bottom.back.clicked.connect(self._go_back)
        self.bottom.hold.clicked.connect(self._hold)
        self.bottom.leave.clicked.connect(self._ask_leave)
        self.bottom.onward.clicked.connect(self._go_on)
        self.home.begin_requested.connect(self._begin)
        self.home.resume_requested.connect(self._resume)

    def _make_shortcuts(self) -> None:
        acts: dict[str, Callable[[], None]] = {
            "F1": self._help,
            "F2": self._come,
            "Ctrl+F2": self._ask_walk_in,
            "F3": self._call,
            "F5": self._call_again,
            "F6": self._take_up,
            "F7": self._go_to_obstacle,
            "F8": self._hold,
            "Ctrl+F8": self._ask_leave,
            "F9": self._print,
            "F10": self._go_on,
            "Esc": self._go_back,
            "Ctrl+Shift+L": self.turn_language,
            "Ctrl+D": self.turn_light,
        }
        acts.update({f"Alt+{place}": partial(self._go_to_place, place) for place in range(1, 8)})
        bind_keys(self, acts)

    # the counter comes

    def attach(self, counter: "Counter", store: Worker, printer_thread: Worker) -> None:
        """The store is open: the desk can begin."""
        from desktop.operations import reception
        from desktop.ui.printing import PrintDesk
        from desktop.ui.queue.desk import QueueDesk
        from desktop.ui.queue.front import QueueFront
        from desktop.ui.reception.desk import Desk

        self.instead.clear()
        desk = Desk(counter, store)
        self.desk = desk
        self.printing = PrintDesk(desk, printer_thread)
        self.printing.application_sent.connect(self._application_sent)
        desk.case_opened.connect(self._show_case)
        desk.case_closed.connect(self._case_closed)
        desk.kept.connect(self._show_kept)
        desk.problem_met.connect(self.tell)
        self.queue = QueueFront(counter, QueueDesk(counter, store), desk)
        self.queue.queue.problem_met.connect(self.tell)
        self.queue.queue.ticket_issued.connect(self._show_ticket)
        self.queue.clock_begins.connect(self._called)
        self.queue.move_to(self._frame, self.look)
        store.run(lambda: reception.offered_services(counter), self._show_offered, self.tell)
        self.queue.queue.refresh()
        store.run(lambda: reception.interrupted_case(counter), self._after_start, self.tell)

    def _show_offered(self, offered: "list[OfferedService]") -> None:
        self._offered = offered
        if self.queue is not None:
            self.queue.offer(offered)
        self._fill_home()
        self.home.focus_start()

    def _after_start(self, interrupted: str | None) -> None:
        if interrupted is not None:
            self.banner.tell(
                self.look.say("The program was stopped in the middle of a case. It goes on here, as it was."),
                trouble=False,
            )
            self._resume(interrupted)
        elif self._begin_when_ready:
            self._come()
        else:
            self._ask_waiting()
            self._after_home()
            QTimer.singleShot(0, self, _load_reception)
        self._begin_when_ready = False

    def _fill_home(self) -> None:
        assert self.desk is not None
        counter, quote = self.desk.counter, self.look.language.quote
        profile = counter.profile
        self.home.show_services(self._offered)
        self.home.show_waiting(self._waiting)
        self.home.show_given(self._given)
        place = self.look.say("Counter {code}", code=f"{profile.counter} · {counter.operator.name}")
        if profile.demonstration:
            demonstration = self.look.say("Demonstration")
            place = f"{demonstration} · {place}"
        self.top.show_organisation(quote(profile.organisation.name), place)

    # what is shown

    def _show_home(self) -> None:
        self._frame.show_home()
        self.top.show_service("", "")
        for button in (self.bottom.back, self.bottom.hold, self.bottom.leave, self.bottom.onward):
            button.hide()
        self.bottom.show_kept("")
        self.rail.show_waiting_count(len(self._waiting))
        self._after_home()

    def _after_home(self) -> None:
        """Nobody is served, unless someone was called: their clock runs."""
        self._show_clock()
        self.home.focus_start()

    def _called(self) -> None:
        self._hide_banner()
        if not self._in_case():
            self._after_home()

    def _show_ticket(self, ticket: "IssuedTicket") -> None:
        say = self.look.say
        wait = say("about {minutes} min", minutes=-(-ticket.expected_wait // 60)) if ticket.ahead else say("no wait")
        sentence = say(
            "Ticket {ticket}. Before it: {ahead}. Wait: {wait}.", ticket=ticket.label, ahead=ticket.ahead, wait=wait
        )
        self.banner.tell(sentence, trouble=False)

    def _show_case(self) -> None:
        from desktop.ui.reception.view import ReceptionView

        assert self.desk is not None and self.printing is not None
        if self.view is not None:
            self._frame.drop_page(self.view)
        edition, quote = self.desk.edition, self.look.language.quote
        self.view = ReceptionView(self.desk, self.printing, self.look)
        self.view.next_words_changed.connect(self.bottom.show_onward)
        self._frame.show_page(self.view)
        self.view.fit(self.width())
        self.top.show_service(quote(edition.short_title), quote(edition.act.short))
        for button in (self.bottom.back, self.bottom.hold, self.bottom.leave, self.bottom.onward):
            button.show()
        self.view.show_step()
        self._show_clock()
        self._show_kept(self._kept)

    def _case_closed(self) -> None:
        assert self.printing is not None
        self.printing.stop()
        self._hide_banner()
        if self.view is not None:
            view, self.view = self.view, None
            self._frame.drop_page(view)
        self._show_home()
        self._ask_waiting()
        if self.queue is not None:
            self.queue.queue.refresh()

    def _ask_waiting(self) -> None:
        from desktop.operations import reception

        assert self.desk is not None
        counter = self.desk.counter
        self.desk.store.run(lambda: reception.waiting_cases(counter), self._show_waiting, self.tell)
        self.desk.store.run(lambda: reception.given_today(counter), self._show_given, self.tell)

    def _show_waiting(self, cases: "list[WaitingCase]") -> None:
        self._waiting = cases
        self.home.show_waiting(cases)
        self.rail.show_waiting_count(len(cases))

    def _show_given(self, cases: "list[GivenCase]") -> None:
        self._given = cases
        self.home.show_given(cases)

    def _show_clock(self) -> None:
        state = self.desk.clock_state() if self._in_case() and self.desk is not None else None
        if not self._in_case() and self.queue is not None:
            state = self.queue.queue.serving_state()
            self.queue.tick()
        self.top.show_clock(state)

    def _show_kept(self, kept: bool) -> None:
        say = self.look.say
        self._kept = kept
        self.bottom.show_kept(say("Everything you typed is kept") if kept else say("Keeping…"))
        if self.desk is not None and self.desk.is_open:
            decided = self.desk.draft.decided
            self.bottom.back.setEnabled(not decided and self.desk.draft.screen != "service")
            self.bottom.leave.setVisible(not decided)

    def is_kept(self) -> bool:
        """Whether the store has everything typed so far."""
        return self._kept

    def tell(self, problem: Problem) -> None:
        """Tell a problem across the window; the case stays as it is."""
        self._told = problem
        self.banner.tell(problem.sentence(self.look.say))

    def _hide_banner(self) -> None:
        self._told = None
        self.banner.hide()

    def _application_sent(self) -> None:
        self.banner.tell(self.look.say("The application form was sent to the printer."), trouble=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.bottom.fit(self.width())
        if self.view is not None:
            self.view.fit(self.width())

    def tell_restored(self, done: "Restored") -> None:
        """A backup was put in place; home comes back once it is open."""
        self.banner.tell(restored_words(self.look, done), trouble=not done.numbers_known)

    # what keys do

    def _in_case(self) -> bool:
        return self.desk is not None and self.desk.is_open

    def _begin(self, service: str) -> None:
        if self.desk is not None and not self.desk.is_open:
            self._hide_banner()
            self.desk.begin(service)

    def _come(self) -> None:
        """F2: someone comes. Served at once where nobody is served or waits, else given a ticket."""
        if self.desk is None or self.queue is None:
            self._begin_when_ready = not self.instead.stands
        elif self.desk.is_open:
            self.queue.issue()
        else:
            self.home.press_service(0)

    def _ask_walk_in(self) -> None:
        if self.queue is not None:
            self.queue.ask_walk_in()

    def _call(self) -> None:
        """F3: call the next. Who is served first has to leave the counter."""
        if self.queue is None:
            return
        if self._in_case():
            self.tell(Problem("608"))
        else:
            self.queue.queue.call_next()

    def _call_again(self) -> None:
        if self.queue is not None and not self._in_case():
            self.queue.queue.call_again()

    def _resume(self, case: str) -> None:
        if self.desk is not None:
            self.desk.resume(case)

    def _take_up(self) -> None:
        if self.desk is not None and not self.desk.is_open:
            self.home.press_first_waiting()

    def _hold(self) -> None:
        """F8: why? Pressed twice, the first reason."""
        if self._frame.question.is_asking:
            self._frame.question.answer_first()
        elif self.queue is not None and self.desk is not None and self._in_case():
            self.queue.ask_hold_reason(self.desk.hold)
        elif self.queue is not None:
            self.queue.ask_hold()

    def _ask_leave(self) -> None:
        """The one thing here that cannot be undone asks first."""
        if self.desk is None or self.queue is None:
            return
        if not self._in_case():
            self.queue.ask_close()
        elif not self.desk.draft.decided:
            ask_leave(self, self.look, self._leave_answered)

    def _leave_answered(self, leave: bool) -> None:
        if leave and self.desk is not None:
            self.desk.drop()

    def _go_on(self) -> None:
        if self._in_case():
            assert self.desk is not None
            self.desk.go_on()
        elif self.queue is not None:
            self.queue.begin_called()

    def _go_back(self) -> None:
        if self._frame.question.is_asking:
            self._frame.question.take_back()
        elif self.view is not None:
            self.view.go_back()

    def _go_to_place(self, place: int) -> None:
        if self._in_case():
            assert self.desk is not None
            steps = self.desk.steps()
            if place <= len(steps):
                self.desk.go_to(steps[place - 1])

    def _go_to_obstacle(self) -> None:
        if self.view is not None:
            self.view.go_to_first_obstacle()

    def _print(self) -> None:
        if self.view is not None:
            self.view.print_paper()

    def _help(self) -> None:
        if self.view is not None:
            self.view.toggle_help()

    def turn_language(self) -> None:
        """The next of the three languages; the case stays where it is."""
        self.speak(self.look.language.next_code())

    def speak(self, language: str) -> None:
        """One of the languages, by its code."""
        self._build(Look(Language(language), self.look.palette))

    def turn_light(self) -> None:
        """Light to dark and back."""
        self._build(Look(self.look.language, DARK if self.look.palette is LIGHT else LIGHT))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing loses nothing: the case is found again at the next start."""
        self._tick.stop()
        if self.printing is not None:
            self.printing.stop()
        if self.desk is not None:
            self.desk.keep_at_end()
        super().closeEvent(event)
