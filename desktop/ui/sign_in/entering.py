"""From a data folder to an open counter: signing in, the recovery sheet, protecting what lies in the clear."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.context import Look
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.way_in import WayIn
    from desktop.profile.shape import Profile
    from desktop.protection.trying import SignedIn
    from desktop.ui.main_window import MainWindow
    from desktop.ui.sign_in.state import SignInState
    from desktop.ui.workers import Worker

# Told on the screen one signs in at; everything else has its own way out.
OF_SIGNING_IN = ("700", "701", "708", "709", "710", "711", "718")
# A damaged, missing or foreign file: the ways out are a backup, or looking without recording.
RECOVERABLE = ("304", "305", "310", "500", "704", "706", "791")


@dataclass(frozen=True)
class Openings:
    """The ways to open a counter, each called on the store's thread.

    ``clear(read_only)`` a folder in the clear; ``signed(signed, read_only)`` a protected one; ``practice(signed)`` the
    practice beside it, of nobody (None) where the folder is in the clear.
    """

    clear: Callable[[bool], "Counter"]
    signed: Callable[["SignedIn", bool], "Counter"] | None = None
    practice: Callable[["SignedIn | None"], "Counter"] | None = None


class Entering(QObject):
    """Shows its screens in home's place.

    Signals: ``entered(object)`` with the Counter; ``failed(object)`` with a Problem that has its way out elsewhere.
    """

    entered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        window: "MainWindow",
        store: "Worker",
        printer: "Worker",
        folder: Path,
        openings: Openings,
        *,
        practice: bool = False,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._printer = printer
        self._folder = folder
        self._openings = openings
        self._practice = practice
        self._read_only = False
        self._counter: Counter | None = None
        self.signed: SignedIn | None = None
        self.offer_anyway = False  # protecting was asked for, though it was put off today

    def begin(self, read_only: bool = False) -> None:
        """Open the folder, asking who is there first where it is protected. Who signed in is not asked twice."""
        self._read_only = read_only
        if self.signed is not None:
            self._open(self.signed)
        else:
            self._store.run(self._attempt, self._came, self.failed.emit)

    def _attempt(self) -> "Counter | WayIn":
        from desktop.operations.way_in import find_way_in

        way = find_way_in(self._folder, ask=self.offer_anyway)
        if way.protected or (way.offer and not self._practice and not self._read_only):
            return way
        return self._open_clear()

    def _open_clear(self) -> "Counter":
        if self._practice:
            assert self._openings.practice is not None
            return self._openings.practice(None)
        return self._openings.clear(self._read_only)

    def _came(self, found: "Counter | WayIn") -> None:
        from desktop.operations.way_in import WayIn

        if not isinstance(found, WayIn):
            self.entered.emit(found)
        elif found.protected:
            self._ask_sign_in(found)
        else:
            self._offer_protection(found)

    # signing in

    def _ask_sign_in(self, way: "WayIn") -> None:
        from desktop.ui.sign_in.screen import SignInScreen
        from desktop.ui.sign_in.state import Person, SignInState

        people = tuple(Person(one.id, one.name) for one in way.operators)
        state = SignInState(people, people[0].id)

        def make(look: Look) -> QWidget:
            screen = SignInScreen(look, state)
            screen.given.connect(lambda operator, secret, _: self._sign_in(state, operator, secret))
            screen.recovery_requested.connect(lambda: self._ask_recovery(way, state))
            screen.language_requested.connect(self._window.turn_language)
            self._show_organisation(look, way)
            return screen

        self._window.instead.show(make)

    def _show_organisation(self, look: Look, way: "WayIn") -> None:
        name = "" if way.organisation is None else look.language.quote(way.organisation)
        self._window.top.show_organisation(name, "")

    def _sign_in(self, state: "SignInState", operator: str, secret: str) -> None:
        folder = self._folder

        def attempt() -> "SignedIn":
            from desktop.operations.signing_in import sign_in

            return sign_in(folder, operator, secret)

        self._store.run(attempt, self._signed_in, lambda problem: self._not_signed_in(operator, problem))

    def _not_signed_in(self, operator: str, problem: Problem) -> None:
        from desktop.operations.way_in import seconds_to_wait

        folder = self._folder
        self._store.run(lambda: seconds_to_wait(folder, operator), lambda wait: self._tell(problem, wait))

    def _tell(self, problem: Problem, wait: float = 0) -> None:
        """On the screen that stands now, in whichever language."""
        from desktop.ui.sign_in.new_password import NewPasswordScreen
        from desktop.ui.sign_in.recovery_way import RecoveryWayScreen
        from desktop.ui.sign_in.screen import SignInScreen

        screen = self._window.instead.screen
        if isinstance(screen, SignInScreen):
            screen.tell(problem, wait=wait)
        elif isinstance(screen, RecoveryWayScreen | NewPasswordScreen):
            screen.tell(problem)
        else:
            self._window.tell(problem)

    def _signed_in(self, signed: "SignedIn") -> None:
        from desktop.operations.way_in import remember_operator

        folder = self._folder
        self._store.run(lambda: remember_operator(folder, signed.operator))
        self._open(signed)

    def _open(self, signed: "SignedIn", then: "Callable[[Counter], None] | None" = None) -> None:
        openings, read_only, practice = self._openings, self._read_only, self._practice

        def open_it() -> "Counter":
            if practice:
                assert openings.practice is not None
                return openings.practice(signed)
            assert openings.signed is not None
            return openings.signed(signed, read_only)

        def opened(counter: "Counter") -> None:
            self.signed = signed
            (then or self.entered.emit)(counter)

        self._store.run(open_it, opened, lambda problem: self._not_opened(signed, problem))

    def _not_opened(self, signed: "SignedIn", problem: Problem) -> None:
        if problem.code in OF_SIGNING_IN:
            if self.signed is not None:
                self.signed = None  # nobody was asked: now they are
                self.begin(self._read_only)
            self._tell(problem)
            return
        # Backups of a protected folder are looked into and restored with its key.
        self.signed = signed if problem.code in RECOVERABLE else None
        self.failed.emit(problem)

    # the recovery sheet

    def _ask_recovery(self, way: "WayIn", before: "SignInState") -> None:
        from desktop.ui.sign_in.recovery_way import RecoveryWayScreen
        from desktop.ui.sign_in.state import Person, RecoveryState

        people = tuple(Person(one.id, one.name) for one in way.everyone)
        state = RecoveryState(people=people, operator=before.chosen)

        def make(look: Look) -> QWidget:
            screen = RecoveryWayScreen(look, state)
            screen.given.connect(self._recover)
            screen.closed.connect(lambda: self._ask_sign_in(way))
            screen.language_requested.connect(self._window.turn_language)
            self._show_organisation(look, way)
            return screen

        self._window.instead.show(make)

    def _recover(self, code: str, operator: str, password: str) -> None:
        folder = self._folder

        def attempt() -> "SignedIn":
            from desktop.operations.signing_in import recover

            return recover(folder, code, operator, password)

        self._store.run(attempt, self._signed_in, self._tell)

    # protecting

    def _offer_protection(self, way: "WayIn") -> None:
        """A store in the clear that is no demonstration: protect it now, or later."""
        from desktop.operations.way_in import put_off_protection
        from desktop.ui.sign_in.new_password import NewPasswordScreen
        from desktop.ui.sign_in.state import NewPasswordState, Person

        people = tuple(Person(one.id, one.name) for one in way.operators)
        state = NewPasswordState(people=people, operator=people[0].id)
        folder = self._folder

        def later() -> None:
            self._store.run(lambda: put_off_protection(folder))
            self._store.run(self._open_clear, self.entered.emit, self.failed.emit)

        def make(look: Look) -> QWidget:
            say = look.say
            screen = NewPasswordScreen(
                look,
                state,
                title=say("Protect the register now"),
                lead=say(
                    "Names and IINs lie in the clear on this computer: whoever takes it can read them. With a password "
                    "they are encrypted, backups too. {name} will be the administrator and can enrol the others.",
                    name=people[0].name if len(people) == 1 else say("Who is chosen here"),
                ),
                onward=say("Protect the register"),
                later=say("Later: ask again tomorrow"),
            )
            screen.given.connect(lambda password: self._protect(state.operator, password))
            screen.put_off.connect(later)
            screen.language_requested.connect(self._window.turn_language)
            self._show_organisation(look, way)
            return screen

        self._window.instead.show(make)

    def _protect(self, operator: str, password: str) -> None:
        folder = self._folder

        def protect() -> "tuple[str, SignedIn]":
            from desktop.operations.signing_in import protect_existing, sign_in

            code = protect_existing(folder, operator, password)
            return code, sign_in(folder, operator, password)

        self._store.run(protect, self._protected, self._tell)

    def found(self, profile: "Profile", back: Callable[[], None]) -> None:
        """The questions of the first start are answered: the founder's password comes next."""
        from desktop.ui.sign_in.new_password import NewPasswordScreen
        from desktop.ui.sign_in.state import NewPasswordState

        state, founder = NewPasswordState(), profile.operators[0]
        folder = self._folder

        def found_it(password: str) -> None:
            def found() -> "tuple[str, SignedIn]":
                from desktop.operations.signing_in import found_protected, sign_in

                code = found_protected(folder, profile, password)
                return code, sign_in(folder, founder.id, password)

            self._store.run(found, self._protected, self._tell)

        def make(look: Look) -> QWidget:
            say = look.say
            screen = NewPasswordScreen(
                look,
                state,
                title=say("A password for {name}", name=founder.name),
                lead=say(
                    "The register is encrypted: nobody reads it without a password. You will be the administrator and "
                    "can enrol the others; every act will say who did it."
                ),
                onward=say("Found the counter"),
                later=say("Back to the questions"),
            )
            screen.given.connect(found_it)
            screen.put_off.connect(back)
            screen.language_requested.connect(self._window.turn_language)
            self._window.top.show_organisation(look.language.quote(profile.organisation.name), "")
            return screen

        self._window.instead.show(make)

    def _protected(self, done: "tuple[str, SignedIn]") -> None:
        """Protected: the sheet is shown once before the counter opens."""
        code, signed = done
        self._open(signed, lambda counter: self._show_sheet(counter, code))

    def _show_sheet(self, counter: "Counter", code: str) -> None:
        from desktop.operations.operators import note_sheet_proved
        from desktop.ui.sign_in.sheet import SheetScreen
        from desktop.ui.sign_in.sheet_printing import print_sheet
        from desktop.ui.sign_in.state import SheetState

        state = SheetState(code)
        self._counter = counter

        def screen_now() -> SheetScreen | None:
            screen = self._window.instead.screen
            return screen if isinstance(screen, SheetScreen) else None

        def printed() -> None:
            state.printed = True
            screen = screen_now()
            if screen is not None:
                screen.panel.show_printed(True)

        def failed(problem: Problem) -> None:
            screen = screen_now()
            if screen is not None:
                screen.panel.tell(problem)

        def go_on() -> None:
            self._counter = None
            self.entered.emit(counter)

        def not_noted(problem: Problem) -> None:
            go_on()
            self._window.tell(problem)

        def proved() -> None:
            self._store.run(lambda: note_sheet_proved(counter), lambda _: go_on(), not_noted)

        def make(look: Look) -> QWidget:
            screen = SheetScreen(look, state)
            screen.print_requested.connect(
                lambda: print_sheet(counter, code, self._store, self._printer, printed, failed)
            )
            screen.proved.connect(proved)
            self._window.top.show_organisation(look.language.quote(counter.profile.organisation.name), "")
            return screen

        self._window.instead.show(make)

    @property
    def opened(self) -> "Counter | None":
        """The counter that is open while its sheet is still shown: the window may be closed then."""
        return self._counter
