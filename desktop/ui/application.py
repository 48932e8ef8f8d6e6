"""Qt's application around the window: fonts, Qt's own words, the threads, and the way out when the store fails."""

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.context import Look
from desktop.ui.main_window import MainWindow
from desktop.ui.sign_in.entering import RECOVERABLE, Entering, Openings
from desktop.ui.theme import DARK, LIGHT, Palette, load_fonts
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.enrolling import TakenInvitation
    from desktop.operations.profile_keeping import FirstStart
    from desktop.operations.recovering import Restored
    from desktop.profile.shape import Profile
    from desktop.protection.trying import SignedIn

NO_PROFILE = "153"


def make_application(arguments: list[str]) -> QApplication:
    """Qt's application in our style and fonts."""
    application = QApplication(arguments)
    application.setApplicationName("Kense")
    application.setStyle("Fusion")
    load_fonts()
    return application


def translate_qt(application: QApplication, language: str) -> None:
    """Qt's own words (copy, paste, select all) in the operator's language."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(language), "qtbase", "_", folder):
        application.installTranslator(translator)


class Threads(QObject):
    """The store's and the printer's threads, and the counter once it is open.

    Signals: ``turned(str)`` when another counter is wanted on the window, as the window's own ``turn_wanted``.
    """

    turned = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        folder: Path,
        opening: "Openings | Callable[[bool], Counter]",
        *,
        practice: bool = False,
        signed: "SignedIn | None" = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._practice = practice
        self._counter: Counter | None = None
        self._taken: TakenInvitation | None = None  # of the district, until the counter is open
        self.store = Worker("store")
        self.printer = Worker("printer")
        for worker in (self.store, self.printer):
            worker.failed.connect(self._report)
        openings = opening if isinstance(opening, Openings) else Openings(opening)
        self.entering = Entering(window, self.store, self.printer, folder, openings, practice=practice)
        self.entering.signed = signed
        self.entering.entered.connect(self._opened)
        self.entering.failed.connect(self._not_opened)
        window.turn_wanted.connect(self._turn)
        # An error in a slot would otherwise only be printed where no one looks.
        sys.excepthook = lambda kind, error, trace: self._report(error)

    @property
    def signed(self) -> "SignedIn | None":
        """Who signed in, with the folder's key; None in the clear. Another operator may have come since."""
        counter, signed = self._counter, self.entering.signed
        if signed is None or counter is None:
            return signed
        if self._practice:
            return replace(signed, operator=counter.operator.id)
        # The register's journal has already how they came, and after how many tries: that is not told twice.
        return replace(signed, operator=counter.operator.id, by="password", failed_before=0)

    def open(self, read_only: bool = False) -> None:
        """Open the store; the window says what stands in the way."""
        self.entering.begin(read_only)

    def stop(self) -> None:
        """Finish what was asked for, close the store, end the threads."""
        counter = self._counter or self.entering.opened
        if counter is not None:
            self.store.run(lambda: _close(counter))
        self.store.stop()
        self.printer.stop()

    def _opened(self, counter: "Counter") -> None:
        self._counter = counter
        self._window.attach(counter, self.store, self.printer)
        taken, self._taken = self._taken, None
        if taken is not None and self._window.exchange is not None:
            self._window.exchange.take_up(taken)

    def _turn(self, to: str) -> None:
        """Into practice, back, or to a protected counter. With someone at the counter nobody leaves it."""
        counter = self._counter
        if counter is None or (self._practice and to != "register"):
            return
        if self._practice:
            self.turned.emit(to)
            return

        def check() -> None:
            from desktop.operations.practice import check_may_practise

            check_may_practise(counter)

        self.store.run(check, lambda _: self.turned.emit(to), self._window.tell)

    def _not_opened(self, problem: Problem) -> None:
        from desktop.operations import recovering

        if problem.code in RECOVERABLE and not self._practice:
            folder, offer = self._folder, self._window.instead.offer_recovery
            self.store.run(
                lambda: recovering.known_copies(folder, self._key()),
                lambda copies: offer(problem, copies, self._restore, lambda: self.open(True)),
            )
        elif problem.code == NO_PROFILE:
            from desktop.operations.profile_keeping import begin_first_start

            self.store.run(lambda: begin_first_start(self._folder), self._ask_first, self._window.tell)
        else:
            self._window.instead.tell_fatal(problem, self.open)

    def _ask_first(self, start: "FirstStart") -> None:
        """A folder without a profile: the first questions, in home's place."""
        from desktop.ui.first_run.screen import FirstRunScreen

        def make(look: Look) -> QWidget:
            screen = FirstRunScreen(look, start)
            screen.language_chosen.connect(self._window.speak)
            screen.finished.connect(lambda profile: self._found(profile, start))
            screen.take_over_wanted.connect(lambda: self._ask_stick(start))
            screen.invitation_wanted.connect(lambda: self._ask_invitation(start))
            return screen

        self._window.instead.show(make)

    def _ask_invitation(self, start: "FirstStart") -> None:
        """The district made this counter: its code or its file answers most of the questions."""
        from desktop.ui.exchange.invitation_fields import Typed
        from desktop.ui.first_run.invited import InvitedScreen, errands_before

        errands, typed = errands_before(self.store), Typed()

        def make(look: Look) -> QWidget:
            screen = InvitedScreen(look, start, errands, typed)
            screen.taken.connect(self._ask_first)
            screen.left.connect(lambda: self._ask_first(start))
            return screen

        self._window.instead.show(make)

    def _ask_stick(self, start: "FirstStart") -> None:
        """The computer before is gone: its counter is taken over from a stick."""
        from desktop.ui.take_over import TakeOverScreen

        def make(look: Look) -> QWidget:
            screen = TakeOverScreen(look, self._folder, self.store)
            screen.taken.connect(self.open)
            screen.left.connect(lambda: self._ask_first(start))
            return screen

        self._window.instead.show(make)

    def _found(self, profile: "Profile", start: "FirstStart") -> None:
        if self.store.is_idle():  # F10 pressed twice founds one organisation
            self._taken = start.taken
            self.entering.found(profile, lambda: self._ask_first(start))

    def _key(self) -> bytes | None:
        signed = self.entering.signed
        return None if signed is None else signed.key.store

    def _restore(self, name: str, last_number: str = "") -> None:
        from desktop.operations import recovering

        folder, key = self._folder, self._key()
        self.store.run(
            lambda: recovering.restore_from(folder, name, last_number, key), self._restored, self._window.tell
        )

    def _restored(self, done: "Restored") -> None:
        self._window.tell_restored(done)
        self.open()

    def _report(self, error: BaseException) -> None:
        """An error of ours: the log gets it whole, the operator a sentence; the draft is kept already."""
        from desktop.logs import write_error

        write_error(error)
        self._window.tell(error if isinstance(error, Problem) else Problem("390", detail=type(error).__name__))


def _close(counter: "Counter") -> None:
    """Who is there leaves, and the store is closed whatever comes."""
    try:
        if counter.is_protected and not counter.practice:
            from desktop.operations.signing_in import sign_out

            sign_out(counter)
    finally:
        counter.store.close()


class Program(QObject):
    """The window and its threads; practice has others than the register, and one ends before the other begins."""

    def __init__(
        self, folder: Path, openings: Openings, *, language: str, palette: Palette, practice: bool = False
    ) -> None:
        super().__init__()
        self._folder = folder
        self._openings = openings
        self.window, self.threads = self._make(language, palette, practice=practice, signed=None)

    def _make(
        self, language: str, palette: Palette, *, practice: bool, signed: "SignedIn | None"
    ) -> tuple[MainWindow, Threads]:
        window = MainWindow(language, palette, practice=practice)
        threads = Threads(window, self._folder, self._openings, practice=practice, signed=signed)
        # Asked by a part of the window that goes: after its own work is done.
        threads.turned.connect(self._turn, Qt.ConnectionType.QueuedConnection)
        return window, threads

    def _turn(self, to: str) -> None:
        """The same place on the screen, the same language and light, another counter."""
        before, threads = self.window, self.threads
        look, practice = before.look, to == "practice"
        # Whoever left practice locked has to prove anew who comes to the register.
        locked = before.lock is not None and before.lock.is_locked
        signed = None if locked else threads.signed
        self.window, self.threads = self._make(look.language.code, look.palette, practice=practice, signed=signed)
        self.window.setGeometry(before.geometry())
        self.window.setWindowState(before.windowState())
        self.window.show()
        before.close()
        threads.stop()
        before.deleteLater()
        self.threads.entering.offer_anyway = to == "protect"
        self.threads.open()

    def stop(self) -> None:
        """The window is closed: end its threads."""
        self.threads.stop()


def _after_first_picture(program: Program) -> None:
    gc.freeze()
    gc.enable()
    program.threads.open()


def run_window(openings: Openings, *, folder: Path, language: str, dark: bool, practice: bool = False) -> int:
    """Show the window, then open the store; work until the window is closed."""
    application = make_application(sys.argv[:1])
    translate_qt(application, language)
    program = Program(folder, openings, language=language, palette=DARK if dark else LIGHT, practice=practice)
    program.window.show()
    # The store is opened once the first picture stands: its libraries are heavy.
    QTimer.singleShot(0, lambda: _after_first_picture(program))
    code = application.exec()
    program.stop()
    return code
