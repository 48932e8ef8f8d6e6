"""Qt's application around the window: fonts, Qt's own words, the threads, and the way out when the store fails."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.context import Look
from desktop.ui.main_window import MainWindow
from desktop.ui.theme import DARK, LIGHT, load_fonts
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.profile_keeping import FirstStart
    from desktop.operations.recovering import Restored
    from desktop.profile.shape import Profile

Open = Callable[[bool], "Counter"]

# A damaged, missing or foreign file: the ways out are a backup, or looking without recording.
RECOVERABLE = ("304", "305", "310", "500")
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
    """The store's and the printer's threads, and the counter once it is open."""

    def __init__(self, window: MainWindow, folder: Path, opening: Open) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._opening = opening
        self._counter: Counter | None = None
        self.store = Worker("store")
        self.printer = Worker("printer")
        for worker in (self.store, self.printer):
            worker.failed.connect(self._report)
        # An error in a slot would otherwise only be printed where no one looks.
        sys.excepthook = lambda kind, error, trace: self._report(error)

    def open(self, read_only: bool = False) -> None:
        """Open the store; the window says what stands in the way."""
        opening = self._opening
        self.store.run(lambda: opening(read_only), self._opened, self._not_opened)

    def stop(self) -> None:
        """Finish what was asked for, close the store, end the threads."""
        counter = self._counter
        if counter is not None:
            self.store.run(counter.store.close)
        self.store.stop()
        self.printer.stop()

    def _opened(self, counter: "Counter") -> None:
        self._counter = counter
        self._window.attach(counter, self.store, self.printer)

    def _not_opened(self, problem: Problem) -> None:
        from desktop.operations import recovering

        if problem.code in RECOVERABLE:
            folder, offer = self._folder, self._window.instead.offer_recovery
            self.store.run(
                lambda: recovering.list_copies(folder),
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
            screen.finished.connect(self._found)
            return screen

        self._window.instead.show(make)

    def _found(self, profile: "Profile") -> None:
        from desktop.operations.profile_keeping import found_profile

        if self.store.is_idle():  # F10 pressed twice founds one organisation
            self.store.run(lambda: found_profile(self._folder, profile), lambda _: self.open(), self._window.tell)

    def _restore(self, name: str) -> None:
        from desktop.operations import recovering

        folder = self._folder
        self.store.run(lambda: recovering.restore_copy(folder, name), self._restored, self._window.tell)

    def _restored(self, done: "Restored") -> None:
        self._window.tell_restored(done)
        self.open()

    def _report(self, error: BaseException) -> None:
        """An error of ours: the log gets it whole, the operator a sentence; the draft is kept already."""
        from desktop.logs import write_error

        write_error(error)
        self._window.tell(error if isinstance(error, Problem) else Problem("390", detail=type(error).__name__))


def _after_first_picture(threads: Threads) -> None:
    gc.freeze()
    gc.enable()
    threads.open()


def run_window(opening: Open, *, folder: Path, language: str, dark: bool) -> int:
    """Show the window, then open the store; work until the window is closed."""
    application = make_application(sys.argv[:1])
    translate_qt(application, language)
    window = MainWindow(language, DARK if dark else LIGHT)
    threads = Threads(window, folder, opening)
    window.show()
    # The store is opened once the first picture stands: its libraries are heavy.
    QTimer.singleShot(0, lambda: _after_first_picture(threads))
    code = application.exec()
    threads.stop()
    return code
