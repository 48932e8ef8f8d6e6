"""The settings as a room: what they need is read, what is typed is kept over languages, rooms and the window's end."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.operations import profile_keeping
from desktop.operations.profile_keeping import SettingsChoices
from desktop.profile.shape import Profile
from desktop.ui.context import Look
from desktop.ui.settings.screen import SettingsScreen, SettingsState, read_state, write_state

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.workers import Worker

PATIENCE_MS = 700


class SettingsRoom(QWidget):
    """Empty until the choices are read. A printer that hangs keeps nobody from the settings.

    Signals: ``profile_changed(object)`` with the Profile saved and in use, ``closed()``, ``problem_met(object)``.
    """

    profile_changed = Signal(object)
    closed = Signal()
    problem_met = Signal(object)

    def __init__(self, look: Look, counter: "Counter", store: "Worker", printer: "Worker") -> None:
        super().__init__()
        self._look = look
        self._counter = counter
        self._store = store
        self._printer = printer
        self._screen: SettingsScreen | None = None
        self._typed: SettingsState | None = None  # of the screen this one goes on from
        self._kept = False  # something typed lies in the store
        self._printers: tuple[str, ...] | None = None  # as listed; None before
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._choose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    # what the rooms ask

    def focus_start(self) -> None:
        """The keyboard rests on the first field, or where it was."""
        if self._screen is not None:
            self._screen.focus_start()

    def refresh(self) -> None:
        """Entered: read the choices, unless something is typed already."""
        if self._screen is not None and (self._screen.isVisible() or self._screen.is_changed()):
            return
        if self._printers is None:
            self._patience.start()
        else:
            self._choose()
        printers = self._counter.printers
        self._printer.run(
            lambda: tuple(known.name for known in printers.list_printers()), self._listed, lambda _: self._listed(())
        )

    def stop(self) -> None:
        """What is typed and not saved is there at the next start, too."""
        self._patience.stop()
        screen, counter = self._screen, self._counter
        if screen is None or counter.store.read_only:
            return
        if screen.is_changed():
            state, self._kept = write_state(screen.answers()), True
            self._store.run(lambda: profile_keeping.keep_unsaved(counter, state))
        elif self._kept:
            self._forget_kept()

    def go_on(self) -> None:
        """F10 saves."""
        if self._screen is not None:
            self._screen.save()

    def go_to_place(self, place: int) -> None:
        """Alt and a digit: that section."""
        if self._screen is not None:
            self._screen.go_to_section(place)

    def print_paper(self) -> None:
        """F9: the settings have no paper."""

    def take_back(self) -> bool:
        """Esc: the settings tell first what is not saved, and close themselves."""
        if self._screen is not None:
            self._screen.leave()
        return self._screen is not None

    def restore(self, before: "SettingsRoom") -> None:
        """Go on from what another had typed."""
        self._printers, self._kept = before._printers, before._kept
        self._typed = before._screen.answers() if before._screen is not None else before._typed

    # inside

    def _listed(self, printers: tuple[str, ...]) -> None:
        if not isValid(self):
            return
        self._printers = printers
        if self._patience.isActive():
            self._patience.stop()
            self._choose()

    def _choose(self) -> None:
        counter, printers = self._counter, self._printers or ()
        self._store.run(
            lambda: (profile_keeping.settings_choices(counter, printers), profile_keeping.unsaved(counter)),
            self._show,
            self._tell,
        )

    def _show(self, chosen: tuple[SettingsChoices, bytes | None]) -> None:
        if not isValid(self) or (self._screen is not None and self._screen.is_changed()):
            return
        choices, unsaved = chosen
        typed, self._typed = self._typed, None
        if typed is None and unsaved is not None:
            typed, self._kept = read_state(unsaved), True
        self._drop_screen()
        screen = SettingsScreen(self._look, self._counter.profile, choices)
        screen.saved.connect(lambda profile: self._save(screen, profile))
        screen.closed.connect(self._close)
        if typed is not None:
            screen.restore(typed)
        self._screen = screen
        self._column.addWidget(screen)
        if self.isVisible():
            screen.focus_start()

    def _drop_screen(self) -> None:
        if self._screen is not None:
            screen, self._screen = self._screen, None
            self._column.removeWidget(screen)
            screen.hide()
            screen.deleteLater()

    def _close(self) -> None:
        self._drop_screen()
        self._forget_kept()
        self.closed.emit()

    def _forget_kept(self) -> None:
        counter, self._kept = self._counter, False
        self._store.run(lambda: profile_keeping.forget_unsaved(counter), None, self._tell)

    def _save(self, screen: SettingsScreen, profile: Profile) -> None:
        counter = self._counter
        self._store.run(
            lambda: profile_keeping.save_profile(counter, profile),
            lambda saved: self._saved(screen, saved),
            screen.show_problem,
        )

    def _saved(self, screen: SettingsScreen, profile: Profile) -> None:
        screen.show_saved(profile)
        if isValid(self):
            self._forget_kept()
            self.profile_changed.emit(profile)

    def _tell(self, problem: object) -> None:
        if isValid(self):
            self.problem_met.emit(problem)
