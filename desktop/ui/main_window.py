"""The main window: a wiring board between the frame, the home screen and the reception."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.language import Language
from desktop.ui.acts import Acts
from desktop.ui.context import Look
from desktop.ui.frame import Frame
from desktop.ui.instead import Instead, board_words, restored_words
from desktop.ui.practising import palette_for, turned
from desktop.ui.shell import Told
from desktop.ui.shortcuts import bind_keys
from desktop.ui.sign_in.guarding import unless_locked
from desktop.ui.sign_in.marks import put_marks
from desktop.ui.theme import LIGHT, Palette, apply_theme
from desktop.ui.wiring import load_reception, wire_frame
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:  # what a case needs is loaded once the first picture stands
    from desktop.operations.counter import Counter
    from desktop.operations.reception import GivenCase, OfferedService, WaitingCase
    from desktop.operations.recovering import Restored
    from desktop.profile.shape import Profile
    from desktop.ui.backup_timer import BackupTimer
    from desktop.ui.board.front import BoardFront
    from desktop.ui.clock_front import ClockFront
    from desktop.ui.exchange.front import SyncFront
    from desktop.ui.news_front import NewsFront
    from desktop.ui.printing import PrintDesk
    from desktop.ui.queue.front import QueueFront
    from desktop.ui.queue.slips import Slips
    from desktop.ui.reception.desk import Desk
    from desktop.ui.reception.view import ReceptionView
    from desktop.ui.rooms import Rooms
    from desktop.ui.sign_in.lock import Lock
    from desktop.ui.sign_in.passing_on import PassingOn

TICK_MS = 500


class MainWindow(QMainWindow):
    """Shows itself before the store is open; F2 pressed meanwhile is not lost.

    Signals: ``turn_wanted(str)`` to “practice”, back to the “register”, or to “protect” a counter in the clear.
    """

    turn_wanted = Signal(str)

    def __init__(self, language: str, palette: Palette = LIGHT, *, practice: bool = False) -> None:
        super().__init__()
        self.setWindowTitle("Kense")
        self.resize(1366, 768)
        self.setMinimumSize(640, 360)
        self.desk: Desk | None = None
        self.printing: PrintDesk | None = None
        self.view: ReceptionView | None = None
        self.queue: QueueFront | None = None
        self.slips: Slips | None = None
        self.board: BoardFront | None = None
        self.clock: ClockFront | None = None
        self.rooms: Rooms | None = None
        self.backups: BackupTimer | None = None
        self.exchange: SyncFront | None = None
        self.news: NewsFront | None = None
        self.lock: Lock | None = None
        self.passing: PassingOn | None = None
        self.practice = practice
        self._threads: tuple[Worker, Worker] | None = None  # of the store and of the printer
        self.instead = Instead()
        self.begin_when_ready = False
        self._offered: list[OfferedService] = []
        self._waiting: list[WaitingCase] = []
        self._given: list[GivenCase] = []
        self._kept = True
        self._told = Told()
        self.acts = Acts(self)
        bind_keys(self, unless_locked(self, self.acts.by_key()))
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.show_clock)
        self._tick.start()
        self._build(Look(Language(language), palette_for(palette.name, practice=practice)))

    # building

    def _build(self, look: Look) -> None:
        """Everything on the window in one language and light, from the same answers."""
        self.look = look
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, look.palette)
        self.view = None
        self.frame = frame = Frame(look)
        self.rail, self.top, self.bottom, self.banner = frame.rail, frame.top, frame.bottom, frame.banner
        self.home, self.question = frame.home, frame.question
        self.setCentralWidget(frame)
        wire_frame(self)
        self._mark = put_marks(self)
        self.banner.follow(self._told)
        self.instead.move_to(frame, look)
        if self.desk is not None:
            self._fill_home()
            self.move_fronts()
            if self.desk.is_open:
                self.show_case()
            else:
                self._show_home()
            if self.rooms is not None:
                self.rooms.move_to(frame, look)
            self.question.take_keyboard()
            if self.lock is not None:
                self.lock.move_to(frame, look)
            return
        self._show_home()

    # the counter comes

    def attach(self, counter: "Counter", store: Worker, printer_thread: Worker) -> None:
        """The store is open: the desk can begin."""
        from desktop.ui.attaching import attach_counter

        self.instead.clear()
        self._threads = (store, printer_thread)
        self._interface = counter.profile.interface
        attach_counter(self, counter, store, printer_thread)

    def open_rooms(self) -> "Rooms | None":
        """The rooms beside the reception, loaded when the first of them is entered; None before the store is open."""
        if self.rooms is None and self.desk is not None and self._threads is not None:
            from desktop.ui.rooms import attach_rooms

            self.rooms = attach_rooms(self, self.desk.counter, *self._threads)
        return self.rooms

    def move_fronts(self) -> None:
        """The window was built anew: what stands on it with it."""
        for front in (self.queue, self.slips, self.clock, self.passing, self.exchange, self.news):
            if front is not None:
                front.move_to(self.frame, self.look)
        self.rail.show_board(self.board is not None and self.board.is_on)

    def show_offered(self, found: "tuple[list[OfferedService], list[Problem]]") -> None:
        """The services of today, and why others are not given."""
        self._offered, problems = found
        for problem in problems:
            self.tell(problem)
        if self.queue is not None:
            self.queue.offer(self._offered)
        self._fill_home()
        if self.acts.at_home:
            self.home.focus_start()

    def after_start(self, interrupted: str | None) -> None:
        """Go on with the case the program was stopped in, or with what waits."""
        if interrupted is not None:
            self.banner.tell(
                lambda look: look.say("The program was stopped in the middle of a case. It goes on here, as it was.")
            )
            self.acts.resume(interrupted)
        else:
            self.ask_waiting()
            self._after_home()
            if self.begin_when_ready:
                self.acts.come()
            else:
                QTimer.singleShot(0, self, load_reception)
        self.begin_when_ready = False

    def _fill_home(self) -> None:
        assert self.desk is not None
        counter, quote = self.desk.counter, self.look.language.quote
        profile = counter.profile
        self.home.show_services(self._offered)
        self._show_waiting(self._waiting)
        self.home.show_given(self._given)
        place = self.look.say("Counter {code}", code=f"{profile.counter} · {counter.operator.name}")
        if profile.demonstration:
            place = " · ".join((self.look.say("Demonstration"), place))
        self._mark.show_standing(counter)
        self.top.show_organisation(quote(profile.organisation.name), place)

    # what is shown

    def _show_home(self) -> None:
        self.frame.show_home()
        self.top.show_service("", "")
        self.bottom.show_case(False)
        self.bottom.show_kept("")
        self.rail.show_waiting_count(len(self._waiting))
        self._after_home()

    def _after_home(self) -> None:
        """Nobody is served, unless someone was called: their clock runs."""
        if self.slips is not None:
            self.slips.show_in_case(False)
        self.show_clock()
        if self.acts.at_home:
            self.home.focus_start()

    def clock_begins(self) -> None:
        """Someone was called: the serving clock runs."""
        self.hide_banner()
        if not self.acts.in_case:
            self._after_home()

    def show_case(self) -> None:
        """A case has come to the counter."""
        from desktop.ui.reception.view import ReceptionView

        assert self.desk is not None and self.printing is not None
        if self.view is not None:
            self.frame.drop_page(self.view)
        edition, quote = self.desk.edition, self.look.language.quote
        self.view = ReceptionView(self.desk, self.printing, self.look)
        self.view.next_words_changed.connect(self.bottom.show_onward)
        self.frame.show_page(self.view)
        self.view.fit(self.width())
        self.top.show_service(quote(edition.short_title), quote(edition.act.short))
        self.bottom.show_case(True)
        self.view.show_step()
        self.show_clock()
        self.show_kept(self._kept)
        if self.slips is not None:
            self.slips.show_in_case(True)
        if self.queue is not None:
            self.queue.queue.refresh()

    def case_closed(self) -> None:
        """The case has left the counter."""
        assert self.printing is not None
        self.printing.stop()
        self.hide_banner()
        if self.view is not None:
            view, self.view = self.view, None
            self.frame.drop_page(view)
        self._show_home()
        self.ask_waiting()
        if self.queue is not None:
            self.queue.queue.refresh()

    def ask_waiting(self) -> None:
        """Ask the store which cases wait, and what was given today."""
        from desktop.operations import reception

        assert self.desk is not None
        counter = self.desk.counter
        self.desk.store.run(lambda: reception.waiting_cases(counter), self._show_waiting, self.tell)
        self.desk.store.run(lambda: reception.given_today(counter), self._show_given, self.tell)

    def _show_waiting(self, cases: "list[WaitingCase]") -> None:
        assert self.desk is not None
        self._waiting, counter = cases, self.desk.counter
        mine = counter.operator.id if counter.is_protected else ""
        self.home.show_waiting(cases, mine, {one.id: one.name for one in counter.profile.operators})
        self.rail.show_waiting_count(len(cases))

    def _show_given(self, cases: "list[GivenCase]") -> None:
        self._given = cases
        self.home.show_given(cases)

    def show_clock(self) -> None:
        """The serving clock as it stands."""
        state = self.desk.clock_state() if self.acts.in_case and self.desk is not None else None
        if not self.acts.in_case and self.queue is not None:
            state = self.queue.queue.serving_state()
            self.queue.tick()
        if self.clock is not None:
            self.clock.tick()
        self.top.show_clock(state)

    def show_kept(self, kept: bool) -> None:
        """Whether the store has everything typed."""
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
        self.banner.tell(lambda look: problem.sentence(look.say), "trouble")

    def take_back_told(self, problem: Problem) -> None:
        """What was told is over; something else told since stays."""
        if self.banner.text().endswith(problem.sentence(self.look.say)):
            self.hide_banner()

    def hide_banner(self) -> None:
        """What was told is understood."""
        self.banner.put_away()

    def application_sent(self) -> None:
        """The application form is on its way to the printer."""
        self.banner.tell(lambda look: look.say("The application form was sent to the printer."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.bottom.fit(self.width())
        self._mark.fit(self.width())
        if self.view is not None:
            self.view.fit(self.width())
        for front in (self.clock, self.exchange):
            if front is not None:
                front.fit(self.width())

    # rooms

    def room_entered(self, room: str) -> None:
        """A room stands in the page's place."""
        self.rail.show_room(room)
        self.bottom.show_case(False)
        self.bottom.show_kept("")

    def room_left(self) -> None:
        """The page is back."""
        self.rail.show_room("reception")
        self.frame.return_to(self.view)
        if self.view is None:
            self._after_home()
        else:
            self.bottom.show_case(True)
            self.show_kept(self._kept)
            self.view.show_step()

    def follow_profile(self, profile: "Profile") -> None:
        """Another profile is in use: what stands on the window is said anew."""
        from desktop.operations import reception

        assert self.desk is not None and self.board is not None
        self.board.follow(profile)
        if profile.interface != self._interface:
            self._interface = profile.interface
            self.speak(profile.interface)
        counter = self.desk.counter
        self.desk.store.run(lambda: reception.offered_services(counter), self.show_offered, self.tell)

    def follow_operator(self) -> None:
        """Someone else sits at the counter: nothing of who was there before is left on the window."""
        assert self.desk is not None
        if self.rooms is not None:
            self.rooms.forget()
        self.hide_banner()
        self.desk.lay_down()
        self._fill_home()
        self.ask_waiting()
        self._after_home()

    def turn_practice(self, on: bool) -> None:
        """Into practice, or back to the register."""
        self.turn_wanted.emit("practice" if on else "register")

    def protect_now(self) -> None:
        """Close the counter in the clear, and protect its folder."""
        self.turn_wanted.emit("protect")

    def board_begun(self, address: str, beside: bool) -> None:
        """The board is shown, and where."""
        self.rail.show_board(True)
        self.banner.tell(lambda look: board_words(look, address, beside=beside))

    def tell_restored(self, done: "Restored") -> None:
        """A backup was put in place; home comes back once it is open."""
        self.banner.tell(lambda look: restored_words(look, done), "care" if done.numbers_known else "trouble")

    # language and light

    def turn_language(self) -> None:
        """The next of the three languages; the case stays where it is."""
        self.speak(self.look.language.next_code())

    def speak(self, language: str) -> None:
        """One of the languages, by its code."""
        self._build(Look(Language(language), self.look.palette))

    def turn_light(self) -> None:
        """Light to dark and back."""
        self._build(Look(self.look.language, turned(self.look.palette, practice=self.practice)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing loses nothing: the case is found again at the next start."""
        self._tick.stop()
        for front in (self.printing, self.slips, self.board, self.rooms, self.lock, self.backups, self.exchange):
            if front is not None:
                front.stop()
        if self.desk is not None:
            self.desk.keep_at_end()
        super().closeEvent(event)
