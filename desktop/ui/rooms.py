"""The rooms beside the reception: register, complaints, day, directories and so on. A case goes on meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.ui.context import Look

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.frame import Frame
    from desktop.ui.main_window import MainWindow
    from desktop.ui.workers import Worker

Room = Literal["register", "day", "settings", "keeping", "exchange", "complaints", "directories", "proceedings"]

# Left with something looked for or typed in them, they are found again as they were.
STAY: tuple[Room, ...] = ("register", "settings", "complaints", "proceedings")


class RoomPage(Protocol):
    """What a room's page has, a widget made of ``(look, counter, store_worker, printer_worker)``. A room of several
    parts also has ``go_to_place(place)``, from 1.

    Signals: ``problem_met(object)`` with a Problem for the window to tell.
    """

    @property
    def problem_met(self) -> SignalInstance:
        """With a Problem."""
        ...

    def focus_start(self) -> None:
        """The keyboard comes to the room."""
        ...

    def refresh(self) -> None:
        """The room is entered, or something was recorded: read again what is shown."""
        ...

    def stop(self) -> None:
        """The room is left, or the window closes: nothing is followed any more, what was typed is kept."""
        ...

    def go_on(self) -> None:
        """F10: what the room is for."""
        ...

    def print_paper(self) -> None:
        """F9."""
        ...

    def take_back(self) -> bool:
        """Esc: one step back within the room; False where there is none, and the room is left."""
        ...

    def restore(self, before: Any) -> None:
        """Go on where the same room was, in another language or light; ``before`` is of the same class."""
        ...


@dataclass(frozen=True)
class _Made:
    """A room's page, as a widget and as a page."""

    widget: QWidget
    page: RoomPage


class Rooms(QObject):
    """One room at a time in the place of the page.

    Signals: ``entered(str)``, ``left()``, ``profile_changed(object)`` with the Profile once it is saved and in use,
    ``day_changed()`` once the day was closed or opened, ``store_changed()`` where everything shown elsewhere is other
    now, ``problem_met(object)``, ``search_wanted()`` and ``case_wanted(str)`` to the register,
    ``complaint_wanted(str)`` to the complaints.
    """

    entered = Signal(str)
    left = Signal()
    profile_changed = Signal(object)
    day_changed = Signal()
    problem_met = Signal(object)
    store_changed = Signal()
    search_wanted = Signal()
    case_wanted = Signal(str)
    complaint_wanted = Signal(str)

    def __init__(self, counter: "Counter", store: "Worker", printer: "Worker") -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self._printer = printer
        self._frame: Frame | None = None
        self._look: Look | None = None
        self._made: dict[str, _Made] = {}
        self._makers: dict[str, Callable[[Look], _Made]] = {
            "register": self._make_register,
            "day": self._make_day,
            "settings": self._make_settings,
            "keeping": self._make_keeping,
            "exchange": self._make_exchange,
            "directories": self._make_directories,
            "complaints": self._make_complaints,
            "proceedings": self._make_proceedings,
        }
        self.here: str | None = None

    def has(self, room: str) -> bool:
        """Whether there is such a room."""
        return room in self._makers

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: every room with it, and what was looked for and typed there."""
        before, here = self._made, self.here
        self._frame, self._look, self._made, self.here = frame, look, {}, None
        for room, made in before.items():
            made.page.stop()
            self._make(room).page.restore(made.widget)
        if here is not None:
            self.enter(here)

    def enter(self, room: str) -> None:
        """Go to a room; the one we are in is left."""
        if self._look is None or self._frame is None or room == self.here:
            return
        self._put_away()
        made = self._made.get(room) or self._make(room)
        self.here = room
        self._frame.return_to(made.widget)
        self.entered.emit(room)
        made.page.refresh()
        made.page.focus_start()

    def search(self) -> None:
        """F4: to the register, to begin another search."""
        self.enter("register")
        self.search_wanted.emit()

    def open_case(self, case: str) -> None:
        """To a case's page in the register, to correct it there."""
        self.enter("register")
        self.case_wanted.emit(case)

    def open_complaint(self, number: str) -> None:
        """To a complaint's page in its own room."""
        self.enter("complaints")
        self.complaint_wanted.emit(number)

    def leave(self) -> None:
        """Back to the reception. What was looked for and typed is there again when the room is entered again."""
        if self.here is not None:
            self._put_away()
            self.left.emit()

    def forget(self) -> None:
        """Nothing is kept of what was looked for and typed, as someone else sits at the counter now."""
        self.leave()
        for room in tuple(self._made):
            self._drop(room)

    def go_back(self) -> None:
        """Esc."""
        page = self._page()
        if page is None or not page.take_back():
            self.leave()

    def go_on(self) -> None:
        """F10: what the room is for."""
        page = self._page()
        if page is not None:
            page.go_on()

    def print_paper(self) -> None:
        """F9: the paper of the room."""
        page = self._page()
        if page is not None:
            page.print_paper()

    def refresh(self) -> None:
        """Something was recorded: what the room shows may be other now."""
        page = self._page()
        if page is not None:
            page.refresh()

    def focus_start(self) -> None:
        """The keyboard comes to the room we are in."""
        page = self._page()
        if page is not None:
            page.focus_start()

    def go_to_place(self, place: int) -> None:
        """Alt and a digit: that part of the room, where it has parts; else the keyboard comes to it."""
        page = self._page()
        if page is not None:
            getattr(page, "go_to_place", lambda _: page.focus_start())(place)

    def stop(self) -> None:
        """The window closes."""
        for made in self._made.values():
            made.page.stop()

    def _page(self) -> RoomPage | None:
        return None if self.here is None else self._made[self.here].page

    def _put_away(self) -> None:
        room, self.here = self.here, None
        if room is None:
            return
        self._made[room].page.stop()
        if room not in STAY:
            self._drop(room)

    def _drop(self, room: str) -> None:
        made = self._made.pop(room)
        if self._frame is not None:
            self._frame.drop_page(made.widget)

    # making: a room is loaded when it is entered first

    def _make(self, room: str) -> _Made:
        assert self._look is not None and self._frame is not None
        made = self._made[room] = self._makers[room](self._look)
        made.page.problem_met.connect(self.problem_met)
        self._frame.add_room(made.widget)
        return made

    def _make_register(self, look: Look) -> _Made:
        from desktop.ui.register.screen import RegisterScreen

        page = RegisterScreen(look, self._counter, self._store, self._printer)
        page.recorded.connect(self.store_changed)
        self.search_wanted.connect(page.start_search)
        self.case_wanted.connect(page.open_case)
        page.complaint_wanted.connect(self.open_complaint)
        return _Made(page, page)

    def _make_day(self, look: Look) -> _Made:
        from desktop.ui.day.screen import DayScreen

        page = DayScreen(look, self._counter, self._store, self._printer)
        page.day_changed.connect(self.day_changed)
        return _Made(page, page)

    def _make_settings(self, look: Look) -> _Made:
        from desktop.ui.settings.room import SettingsRoom

        page = SettingsRoom(look, self._counter, self._store, self._printer)
        page.profile_changed.connect(self.profile_changed)
        page.closed.connect(self.leave)
        return _Made(page, page)

    def _make_keeping(self, look: Look) -> _Made:
        from desktop.ui.keeping.screen import KeepingScreen

        page = KeepingScreen(look, self._counter, self._store, self._printer)
        page.store_changed.connect(self.store_changed)
        return _Made(page, page)

    def _make_directories(self, look: Look) -> _Made:
        from desktop.ui.directories.screen import DirectoriesScreen

        page = DirectoriesScreen(look, self._counter, self._store, self._printer)
        return _Made(page, page)

    def _make_exchange(self, look: Look) -> _Made:
        from desktop.ui.exchange.screen import ExchangeScreen

        page = ExchangeScreen(look, self._counter, self._store, self._printer)
        page.store_changed.connect(self.store_changed)
        page.profile_changed.connect(self.profile_changed)
        page.case_wanted.connect(self.open_case)
        return _Made(page, page)

    def _make_proceedings(self, look: Look) -> _Made:
        from desktop.ui.proceedings.screen import ProceedingsScreen

        page = ProceedingsScreen(look, self._counter, self._store, self._printer)
        page.store_changed.connect(self.store_changed)
        return _Made(page, page)

    def _make_complaints(self, look: Look) -> _Made:
        from desktop.ui.complaints.screen import ComplaintsScreen

        page = ComplaintsScreen(look, self._counter, self._store, self._printer)
        page.recorded.connect(self.store_changed)
        page.case_wanted.connect(self.open_case)
        self.complaint_wanted.connect(page.show_complaint)
        return _Made(page, page)


def attach_rooms(window: "MainWindow", counter: "Counter", store: "Worker", printer: "Worker") -> Rooms:
    """The rooms of a window, wired to it."""
    assert window.queue is not None
    rooms, front = Rooms(counter, store, printer), window.queue
    # Whoever is served has the window, whichever room we were in: before the case is shown.
    front.case_moved.connect(rooms.leave)
    rooms.entered.connect(front.take_back)
    rooms.entered.connect(window.room_entered)
    rooms.left.connect(window.room_left)
    rooms.store_changed.connect(front.queue.refresh)
    rooms.store_changed.connect(window.ask_waiting)
    rooms.profile_changed.connect(window.follow_profile)
    rooms.day_changed.connect(front.queue.refresh)
    rooms.day_changed.connect(window.ask_waiting)
    if window.backups is not None:
        rooms.day_changed.connect(window.backups.day_changed)
    rooms.problem_met.connect(window.tell)
    front.queue.state_changed.connect(rooms.refresh)
    rooms.move_to(window.frame, window.look)
    return rooms
