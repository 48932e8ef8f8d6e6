"""What each key does, wherever the window stands: at home, in a case, or in another room."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.leaving import ask_leave
from desktop.ui.sign_in.guarding import may_enter
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

PLACES = 9  # steps of a case, or parts of a room


class Acts:
    """The operator's acts on one window. Keys and buttons call the same ones."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def by_key(self) -> dict[str, Callable[[], None]]:
        """Key sequences and what they do."""
        window = self._window
        acts: dict[str, Callable[[], None]] = {
            "F1": self.help,
            "F2": self.come,
            "Ctrl+F2": self.ask_walk_in,
            "F3": self.call,
            "F4": self.search,
            "F5": self.call_again,
            "F6": self.take_up,
            "F7": self.go_to_obstacle,
            "F8": self.hold,
            "Ctrl+F8": self.leave,
            "F9": self.print_paper,
            "F10": self.go_on,
            "F11": partial(self.go_to_room, "day"),
            "F12": partial(self.go_to_room, "settings"),
            "Ctrl+F12": partial(self.go_to_room, "keeping"),
            "Ctrl+F11": partial(self.go_to_room, "exchange"),
            "Ctrl+F7": partial(self.go_to_room, "directories"),
            "Ctrl+F6": partial(self.go_to_room, "complaints"),
            "Ctrl+F5": partial(self.go_to_room, "proceedings"),
            "Ctrl+B": self.turn_board,
            "Ctrl+L": self.lock,
            "Ctrl+F9": self.reprint_ticket,
            "Ctrl+T": self.confirm_clock,
            "Esc": self.go_back,
            "Ctrl+Shift+L": window.turn_language,
            "Ctrl+D": window.turn_light,
        }
        acts.update({f"Alt+{place}": partial(self.go_to_place, place) for place in range(1, PLACES + 1)})
        return acts

    @property
    def in_case(self) -> bool:
        """Whether someone is served."""
        return self._window.desk is not None and self._window.desk.is_open

    @property
    def at_home(self) -> bool:
        """Whether home is what is seen: nobody is served, and we are in no room."""
        return not self.in_case and (self._window.rooms is None or self._window.rooms.here is None)

    # who comes, who is called

    def come(self) -> None:
        """F2: someone comes. Served at once where nobody is served or waits, else given a ticket."""
        window = self._window
        self._leave_room()
        if window.desk is None or window.queue is None:
            window.begin_when_ready = not window.instead.stands
        elif window.desk.is_open:
            window.queue.issue()
        else:
            window.home.press_service(0)

    def ask_walk_in(self) -> None:
        """Ctrl+F2: someone without a ticket, before those who wait."""
        if self._window.queue is not None:
            self._leave_room()
            self._window.queue.ask_walk_in()

    def call(self) -> None:
        """F3: call the next. Who is served first has to leave the counter."""
        if self._window.queue is None:
            return
        self._leave_room()
        if self.in_case:
            self._window.tell(Problem("608"))
        else:
            self._window.queue.queue.call_next()

    def call_again(self) -> None:
        """F5: nobody came yet."""
        if self._window.queue is not None and not self.in_case:
            self._window.queue.queue.call_again()

    def begin(self, service: str) -> None:
        """Who stands at the counter is served at once."""
        window = self._window
        if window.desk is not None and not window.desk.is_open:
            window.hide_banner()
            window.desk.begin(service)

    def resume(self, case: str) -> None:
        """Go on with a case put aside or interrupted."""
        if self._window.desk is not None:
            self._window.desk.resume(case)

    def take_up(self) -> None:
        """F6: the case that waits longest; where there is none, who was put aside first before one was opened."""
        window = self._window
        if window.desk is not None and window.queue is not None and not window.desk.is_open:
            self._leave_room()
            if not window.home.press_first_waiting():
                window.queue.take_up_first()

    # in a case

    def hold(self) -> None:
        """F8: why? The question stays however often the key is pressed: a reason is journalled, so it is chosen."""
        window = self._window
        self._leave_room()
        if window.queue is not None and window.queue.asks_hold_reason:
            return
        if window.queue is not None and window.desk is not None and self.in_case:
            window.queue.ask_hold_reason(window.desk.hold)
        elif window.queue is not None:
            window.queue.ask_hold()

    def leave(self) -> None:
        """Ctrl+F8: they left. The one thing here that cannot be undone asks first."""
        window = self._window
        if window.desk is None or window.queue is None:
            return
        self._leave_room()
        if not self.in_case:
            window.queue.ask_close()
        elif not window.desk.draft.decided:
            ask_leave(window, window.look, self._leave_answered)

    def _leave_answered(self, leave: bool) -> None:
        if leave and self._window.desk is not None:
            self._window.desk.drop()

    def go_on(self) -> None:
        """F10: the next step, or who was called has come."""
        window = self._window
        if window.rooms is not None and window.rooms.here is not None:
            window.rooms.go_on()
        elif window.desk is not None and self.in_case:
            window.desk.go_on()
        elif window.queue is not None:
            window.queue.begin_called()

    def go_back(self) -> None:
        """Esc: a question is taken back, a step is gone back. Nothing is lost."""
        window = self._window
        if window.question.is_asking:
            window.question.take_back()
        elif window.rooms is not None and window.rooms.here is not None:
            window.rooms.go_back()
        elif window.view is not None:
            window.view.go_back()

    def go_to_place(self, place: int) -> None:
        """Alt and a digit: that step, if it may be shown. A room has its own places; the case beneath stays."""
        rooms = self._window.rooms
        if rooms is not None and rooms.here is not None:
            rooms.go_to_place(place)
            return
        desk = self._window.desk
        if desk is not None and self.in_case:
            steps = desk.steps()
            if place <= len(steps):
                desk.go_to(steps[place - 1])

    def go_to_obstacle(self) -> None:
        """F7: to the first thing that is in the way."""
        if self._keyboard_to_room():
            return
        if self._window.view is not None:
            self._window.view.go_to_first_obstacle()

    def print_paper(self) -> None:
        """F9: the outcome's paper, or the sheet of the day."""
        if self._window.rooms is not None and self._window.rooms.here is not None:
            self._window.rooms.print_paper()
        elif self._window.view is not None:
            self._window.view.print_paper()

    # rooms, board, clock

    def go_to_room(self, room: str) -> None:
        """The keys of rooms and the rail: a room, and from there back to the reception."""
        rooms = self._window.open_rooms()
        if rooms is None:
            return
        if room == rooms.here or not rooms.has(room):
            rooms.leave()
        elif room == "register" or may_enter(self._window, room):  # the register says itself whom to call
            rooms.enter(room)

    def search(self) -> None:
        """F4: to the register, where the cursor is in its field."""
        rooms = self._window.open_rooms()
        if rooms is not None:
            rooms.search()

    def turn_board(self) -> None:
        """Ctrl+B: the board begins or ends."""
        if self._window.board is not None:
            self._window.board.turn()

    def lock(self) -> None:
        """Ctrl+L: nobody is here; whoever comes back signs in."""
        if self._window.lock is not None:
            self._window.lock.ask()

    def reprint_ticket(self) -> None:
        """Ctrl+F9: the last ticket's slip once more."""
        if self._window.slips is not None:
            self._window.slips.reprint()

    def confirm_clock(self) -> None:
        """Ctrl+T: the time shown is right."""
        if self._window.clock is not None:
            self._window.clock.confirm()

    def _keyboard_to_room(self) -> bool:
        """Whether a room is what is seen: the keyboard comes back to it, wherever it was."""
        rooms = self._window.rooms
        if rooms is None or rooms.here is None:
            return False
        rooms.focus_start()
        return True

    def _leave_room(self) -> None:
        if self._window.rooms is not None:
            self._window.rooms.leave()

    def take_keyboard(self) -> None:
        """Nothing has the keyboard: it goes where one goes on from."""
        window = self._window
        if window.rooms is not None and window.rooms.here is not None:
            window.rooms.focus_start()
        elif window.view is not None and self.in_case:
            window.view.step().focus_start()
        else:
            window.home.focus_start()

    def help(self) -> None:
        """F1."""
        if self._window.view is not None:
            self._window.view.toggle_help()
