"""The counter locked: by a key, or when nobody has touched it for a while. Work stands still where it was."""

import time
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from desktop.ui.context import Look
from desktop.ui.sign_in.screen import SignInScreen
from desktop.ui.sign_in.state import Person, SignInState
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.operators import KnownOperator
    from desktop.ui.frame import Frame
    from desktop.ui.main_window import MainWindow
    from desktop.ui.workers import Worker

IDLE_MINUTES = 5
INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Lock(QObject):
    """Covers the window and lets in who may come: who left, by PIN or password, or another operator by theirs.

    The board, the printer and both clocks go on meanwhile. In practice the password is the real counter's, and another
    operator signs in at the register.

    Signals: ``problem_met(object)``; ``operator_changed()`` once someone else is signed in.
    """

    problem_met = Signal(object)
    operator_changed = Signal()

    def __init__(self, window: "MainWindow", counter: "Counter", store: "Worker") -> None:
        super().__init__(window)
        self._window = window
        self._counter = counter
        self._store = store
        self._state: SignInState | None = None
        self._screen: SignInScreen | None = None
        self._had_keyboard: QWidget | None = None
        self._frame: Frame | None = None
        self.touched = time.monotonic()  # when the last key was pressed, or the mouse moved
        self.idle_seconds = IDLE_MINUTES * 60.0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.look_whether_idle)
        self._watched = window.windowHandle()
        if counter.is_protected:
            if self._watched is not None:
                self._watched.installEventFilter(self)
            self._wait_for_idle()

    @property
    def is_locked(self) -> bool:
        """Whether nobody is signed in now."""
        return self._state is not None

    # locking

    def ask(self) -> None:
        """Ctrl+L."""
        if not self._counter.is_protected:
            self.problem_met.emit(Problem("725"))
        else:
            self.lock()

    def lock(self, *, idle: bool = False) -> None:
        """Cover the window. What is typed stays, and is kept in the store as ever."""
        if self.is_locked or not self._counter.is_protected:
            return
        counter, window = self._counter, self._window
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for dialog in window.findChildren(QDialog):
            dialog.reject()
            window.activateWindow()
        if window.desk is not None:
            window.desk.keep_now()
        operator = counter.operator
        self._had_keyboard = QApplication.focusWidget()
        self._state = SignInState((Person(operator.id, operator.name),), operator.id, locked=operator.id)
        self._idle.stop()
        self.move_to(window.frame, window.look)
        if counter.practice:
            return

        def leave() -> "tuple[KnownOperator, ...]":
            from desktop.operations.operators import list_operators
            from desktop.operations.signing_in import lock

            lock(counter, "idle" if idle else "locked")
            return list_operators(counter)

        self._store.run(leave, self._know_people, self._tell)

    def _know_people(self, known: "tuple[KnownOperator, ...]") -> None:
        """Who else may come, and who has a PIN: known a moment after the cover stands."""
        state = self._state
        if state is None:
            return
        people = [Person(one.id, one.name, one.has_pin) for one in known if one.active and one.has_password]
        people.sort(key=lambda one: one.id != state.locked)
        if not people:
            return
        state.people = tuple(people)
        if people[0].id != state.locked:
            state.choose(people[0].id)  # who was there has no access any more: the others come
        elif people[0].has_pin and state.chosen == state.locked and not state.secret:
            state.by = "pin"
        self.move_to(self._window.frame, self._window.look)

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: the cover with it."""
        self._frame = frame
        if self._state is None:
            return
        # In practice whoever else comes signs in at the register.
        leave = look.say("Leave practice") if self._counter.practice else ""
        self._screen = screen = SignInScreen(look, self._state, leave=leave)
        screen.given.connect(self._try)
        screen.language_requested.connect(self._window.turn_language)
        screen.leave_requested.connect(lambda: self._window.turn_practice(False))
        frame.cover(screen)
        screen.focus_start()

    # coming back

    def _try(self, operator: str, secret: str, by: str) -> None:
        state, counter = self._state, self._counter
        if state is None:
            return
        same = operator == state.locked
        if not same and self._window.desk is not None:
            self._window.desk.keep_at_end()  # what is not kept yet goes to the store as its owner's

        def attempt() -> None:
            from desktop.operations import practice, signing_in

            if counter.practice:
                practice.unlock_practice(counter.store.folder.parent, operator, secret)
            elif not same:
                signing_in.change_operator(counter, operator, secret)
            elif by == "pin":
                signing_in.unlock_pin(counter, secret)
            else:
                signing_in.unlock_password(counter, secret)

        self._store.run(
            attempt, lambda _: self._let_in(changed=not same), lambda problem: self._refused(operator, problem)
        )

    def _refused(self, operator: str, problem: Problem) -> None:
        from desktop.operations.way_in import seconds_to_wait

        folder = self._counter.store.folder
        if self._counter.practice:
            folder = folder.parent
        self._store.run(lambda: seconds_to_wait(folder, operator), lambda wait: self._tell(problem, wait))

    def _tell(self, problem: Problem, wait: float = 0) -> None:
        state = self._state
        if state is None or self._screen is None:
            return
        if problem.code == "714" and state.by == "pin":
            # The PIN has been wrong too often: from here on by the password.
            state.by, state.secret, state.checking, state.problem = "password", "", False, problem
            self.move_to(self._window.frame, self._window.look)
        else:
            self._screen.tell(problem, wait=wait)

    def _let_in(self, *, changed: bool) -> None:
        assert self._frame is not None
        self._state = self._screen = None
        had, self._had_keyboard = self._had_keyboard, None
        self._frame.cover(None)
        self._wait_for_idle()
        if changed:
            self.operator_changed.emit()
        elif had is not None and isValid(had) and had.isVisible() and had.isEnabled():
            had.setFocus()
        else:
            self._window.acts.take_keyboard()

    # nobody is there

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key or the mouse: someone is there."""
        if event.type() in INPUT:
            self.touched = time.monotonic()
        return False

    def _wait_for_idle(self) -> None:
        self.touched = time.monotonic()
        self._idle.start(round(self.idle_seconds * 1000))

    def look_whether_idle(self) -> None:
        """Lock, or wait on for what is left of the time since the last key."""
        left = self.idle_seconds - (time.monotonic() - self.touched)
        if left > 0.01:
            self._idle.start(round(left * 1000) + 1)
        else:
            self.lock(idle=True)

    def stop(self) -> None:
        """The window closes."""
        self._idle.stop()
        if self._watched is not None and isValid(cast(QObject, self._watched)):
            self._watched.removeEventFilter(self)
