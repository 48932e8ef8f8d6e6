"""The rooms beside the reception: the day, and the settings. A case goes on meanwhile, its clock in sight."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.operations import profile_keeping
from desktop.operations.profile_keeping import SettingsChoices
from desktop.profile.shape import Profile
from desktop.ui.context import Look
from desktop.ui.day.screen import DayScreen
from desktop.ui.settings.screen import SettingsScreen, SettingsState, read_state, write_state

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.frame import Frame
    from desktop.ui.main_window import MainWindow
    from desktop.ui.workers import Worker

Room = Literal["day", "settings"]

PATIENCE_MS = 700


class Rooms(QObject):
    """One room at a time in the place of the page.

    Signals: ``entered(str)``, ``left()``, ``profile_changed(object)`` with the Profile once it is saved and in use,
    ``day_changed()`` once the day was closed or opened, ``problem_met(object)``.
    """

    entered = Signal(str)
    left = Signal()
    profile_changed = Signal(object)
    day_changed = Signal()
    problem_met = Signal(object)

    def __init__(self, counter: "Counter", store: "Worker", printer: "Worker") -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self._printer = printer
        self._frame: Frame | None = None
        self._look: Look | None = None
        self._page: QWidget | None = None
        self._typed: SettingsState | None = None  # of settings not saved yet, kept over languages and rooms
        self._wanted = ""
        self._printers: tuple[str, ...] | None = None  # as listed; None before
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._choose_settings)
        self.here: Room | None = None

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: the room with it, and what was typed there."""
        self.stop()
        if isinstance(self._page, SettingsScreen):
            self._typed = self._page.answers()
        before, here = self._page, self.here or ("settings" if self._wanted == "settings" else None)
        self._frame, self._look, self._page, self.here = frame, look, None, None
        if here is not None:
            self.enter(here, before)

    def enter(self, room: Room, before: QWidget | None = None) -> None:
        """Go to a room; the one we are in is left. ``before`` is the same room in another language or light."""
        if room == self.here or self._look is None:
            return
        if room == "settings":
            self._wanted = room
            self._list_printers()
            return
        page = DayScreen(self._look, self._counter, self._store, self._printer)
        page.problem_met.connect(self.problem_met)
        page.day_changed.connect(self.day_changed)
        if isinstance(before, DayScreen):
            page.restore(before)
        self._show(room, page)
        page.refresh()
        page.focus_start()

    def leave(self) -> None:
        """Back to the reception. What is typed in the settings is there again when they are entered again."""
        self._wanted = ""  # settings still on their way do not come up over whoever is served meanwhile
        if self.here is None or self._frame is None:
            return
        page, self._page, self.here = self._page, None, None
        if isinstance(page, SettingsScreen) and page.is_changed():
            self._typed = page.answers()
        self.stop(page)
        if page is not None:
            self._frame.drop_page(page)
        self.left.emit()

    def go_back(self) -> None:
        """Esc: the settings tell first what is not saved."""
        if isinstance(self._page, SettingsScreen):
            self._page.leave()
        elif not (isinstance(self._page, DayScreen) and self._page.take_back()):
            self.leave()

    def go_on(self) -> None:
        """F10: what the room is for."""
        if isinstance(self._page, DayScreen):
            self._page.go_on()
        elif isinstance(self._page, SettingsScreen):
            self._page.save()

    def print_paper(self) -> None:
        """F9: the sheet of the day."""
        if isinstance(self._page, DayScreen):
            self._page.print_sheet()

    def refresh(self) -> None:
        """Something was recorded: the day's figures are others now."""
        if isinstance(self._page, DayScreen):
            self._page.refresh()

    def focus_start(self) -> None:
        """The keyboard comes to the room we are in."""
        if isinstance(self._page, DayScreen | SettingsScreen):
            self._page.focus_start()

    def keep_at_end(self) -> None:
        """The window closes: what is typed in the settings and not saved is there at the next start."""
        typed, counter = self._typed, self._counter
        if isinstance(self._page, SettingsScreen) and self._page.is_changed():
            typed = self._page.answers()
        if typed is not None and not counter.store.read_only:
            state = write_state(typed)
            self._store.run(lambda: profile_keeping.keep_unsaved(counter, state))

    def stop(self, page: QWidget | None = None) -> None:
        """The room is left, or the window closes."""
        self._patience.stop()
        page = page or self._page
        if isinstance(page, DayScreen):
            page.stop()

    def _list_printers(self) -> None:
        """The printers to choose from. One that hangs keeps nobody from the settings."""
        if self._printers is None:
            self._patience.start()
        else:
            self._choose_settings()
        printers = self._counter.printers
        self._printer.run(
            lambda: tuple(known.name for known in printers.list_printers()), self._listed, lambda _: self._listed(())
        )

    def _listed(self, printers: tuple[str, ...]) -> None:
        self._printers = printers
        if self._patience.isActive():
            self._patience.stop()
            self._choose_settings()

    def _choose_settings(self) -> None:
        counter, printers = self._counter, self._printers or ()
        self._store.run(
            lambda: (profile_keeping.settings_choices(counter, printers), profile_keeping.unsaved(counter)),
            self._show_settings,
            self.problem_met.emit,
        )

    def _show_settings(self, chosen: tuple[SettingsChoices, bytes | None]) -> None:
        if self._look is None or self._wanted != "settings":
            return
        choices, unsaved = chosen
        if self._typed is None and unsaved is not None:
            self._typed = read_state(unsaved)
        page = SettingsScreen(self._look, self._counter.profile, choices)
        page.saved.connect(lambda profile: self._save(page, profile))
        page.closed.connect(self._leave_settings)
        if self._typed is not None:
            page.restore(self._typed)
            self._typed = None
        self._show("settings", page)
        page.focus_start()

    def _leave_settings(self) -> None:
        self.leave()
        self._typed = None
        self._forget_unsaved()

    def _forget_unsaved(self) -> None:
        counter = self._counter
        self._store.run(lambda: profile_keeping.forget_unsaved(counter), None, self.problem_met.emit)

    def _save(self, page: SettingsScreen, profile: Profile) -> None:
        counter = self._counter
        self._store.run(
            lambda: profile_keeping.save_profile(counter, profile),
            lambda saved: self._saved(page, saved),
            page.show_problem,
        )

    def _saved(self, page: SettingsScreen, profile: Profile) -> None:
        page.show_saved(profile)
        self._forget_unsaved()
        self.profile_changed.emit(profile)

    def _show(self, room: Room, page: QWidget) -> None:
        assert self._frame is not None
        self._wanted = ""
        if self._page is not None:
            if isinstance(self._page, SettingsScreen):
                self._typed = self._page.answers()
            self.stop(self._page)
            self._frame.drop_page(self._page)
        self._page, self.here = page, room
        self._frame.show_room(page)
        self.entered.emit(room)


def attach_rooms(window: "MainWindow", counter: "Counter", store: "Worker", printer: "Worker") -> Rooms:
    """The rooms of a window, wired to it."""
    assert window.queue is not None
    rooms, front = Rooms(counter, store, printer), window.queue
    # Whoever is served has the window, whichever room we were in or on the way to: before the case is shown.
    front.case_moved.connect(rooms.leave)
    rooms.entered.connect(front.take_back)
    rooms.entered.connect(window.room_entered)
    rooms.left.connect(window.room_left)
    rooms.profile_changed.connect(window.follow_profile)
    rooms.day_changed.connect(front.queue.refresh)
    rooms.day_changed.connect(window.ask_waiting)
    rooms.problem_met.connect(window.tell)
    front.queue.state_changed.connect(rooms.refresh)
    rooms.move_to(window.frame, window.look)
    return rooms
