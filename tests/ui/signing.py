"""Windows on protected folders, with real keys and stores: who may sign in, and hands to do it with."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.operations.counter import Counter
from desktop.operations.operators import enrol, note_sheet_proved
from desktop.operations.practice import open_practice
from desktop.operations.signing_in import found_protected, open_protected, set_pin, sign_in
from desktop.printing.memory import MemoryPrinters
from desktop.profile.shape import BoardSettings, Profile, ServiceChoice
from desktop.profile.shape import Operator as ProfileOperator
from desktop.protection.trying import SignedIn
from desktop.protection.wrapping import Cost
from desktop.ui.application import Program, Threads
from desktop.ui.demonstration.player import Player
from desktop.ui.main_window import MainWindow
from desktop.ui.sign_in.entering import Openings
from desktop.ui.theme import LIGHT, Palette
from tests.operations.making import HandClock, open_for_test
from tests.settings.profiles import FULL
from tests.ui.operator import CONTROL, SHIFT, texts_of

Result = TypeVar("Result")
Widget = TypeVar("Widget", bound=QWidget)

# As cheap as a wrapping may be: the tests are about the screens.
QUICK = Cost(memory_kib=8, passes=1, lanes=1)
HEAD, CLERK, ADMIN = "clerk-1", "clerk-2", "clerk-3"
PASSWORDS = {HEAD: "tulip garden 7", CLERK: "steppe wind 12", ADMIN: "quiet river 30"}
NAMES = {HEAD: "Асанова Г.", CLERK: "Үлгі А.", ADMIN: "Үлгі Б."}
PIN = "2580"

PROFILE: Profile = replace(
    FULL,
    interface="kk",
    board=BoardSettings(),
    operators=tuple(ProfileOperator(id=one, name=name) for one, name in NAMES.items()),
    services={"attestation": ServiceChoice(provider="local", edition="E2020-7")},
    printer="",
    ticket_printer="",
)


def protect(folder: Path, *, others: bool = True, pin: bool = False) -> str:
    """A protected folder: its founder may everything, a clerk and an administrator beside. The recovery code."""
    code = found_protected(folder, PROFILE, PASSWORDS[HEAD], cost=QUICK)
    signed = sign_in(folder, HEAD, PASSWORDS[HEAD])
    counter = open_protected(folder, MemoryPrinters(), signed, HandClock())
    try:
        if others:
            enrol(counter, id=CLERK, name=NAMES[CLERK], roles=("clerk",), password=PASSWORDS[CLERK], cost=QUICK)
            enrol(counter, id=ADMIN, name=NAMES[ADMIN], roles=("administrator",), password=PASSWORDS[ADMIN], cost=QUICK)
        if pin:
            set_pin(counter, PIN, cost=QUICK)
        note_sheet_proved(counter)
    finally:
        counter.store.close()
    return code


class Guest:
    """Someone before the program, whatever it shows."""

    def __init__(
        self,
        folder: Path,
        *,
        language: str = "kk",
        palette: Palette = LIGHT,
        size: tuple[int, int] = (1366, 768),
        practice: bool = False,
        clear: Callable[[bool], Counter] | None = None,
    ) -> None:
        self.folder = folder
        self.clock = HandClock()
        self.printers = MemoryPrinters()

        def open_signed(signed: SignedIn, read_only: bool) -> Counter:
            return open_protected(folder, self.printers, signed, self.clock, read_only=read_only)

        def open_clear(read_only: bool) -> Counter:
            return open_for_test(folder, clock=self.clock, printers=self.printers, read_only=read_only)

        openings = Openings(
            clear=clear or open_clear,
            signed=open_signed,
            practice=lambda signed: open_practice(folder, self.printers, signed, self.clock),
        )
        self.program = Program(folder, openings, language=language, palette=palette, practice=practice)
        self.window.resize(*size)
        self.window.show()
        self._player = Player(self.window)
        self._closed = False
        self.threads.open()
        self.idle()

    @property
    def window(self) -> MainWindow:
        """The window shown now."""
        return self.program.window

    @property
    def threads(self) -> Threads:
        """Its threads."""
        return self.program.threads

    @property
    def hands(self) -> Player:
        """On the window shown now: practice has another."""
        if self._player.window is not self.window:
            self._player = Player(self.window)
        return self._player

    def idle(self) -> None:
        """Until both threads have answered."""
        self.wait(lambda: self.threads.store.is_idle() and self.threads.printer.is_idle(), "the threads are idle")

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Let the window work until something holds."""
        self.hands.wait_until(holds, what)

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys one after another and let the window answer."""
        for key in keys:
            self.hands.press(key, modifiers)
        self.idle()

    def write(self, text: str) -> None:
        """Type where the keyboard is."""
        self.hands.write(text)

    def screen(self, kind: type[Widget]) -> Widget:
        """The one widget of a kind to be seen."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        (found,) = [widget for widget in self.window.findChildren(kind) if widget.isVisible()]
        return found

    def shows(self, kind: type[QWidget]) -> bool:
        """Whether a widget of a kind is to be seen."""
        return any(widget.isVisible() for widget in self.window.findChildren(kind))

    def texts(self) -> list[str]:
        """Every text to be seen on the window now."""
        return [text for widget in self.seen() for text in texts_of(widget)]

    def seen(self) -> list[QWidget]:
        """Every widget to be seen now."""
        return [widget for widget in self.window.findChildren(QWidget) if widget.isVisible()]

    def says(self, words: str) -> bool:
        """Whether some text on the window holds these words."""
        return any(words in text for text in self.texts())

    def said(self, message: str, **fields: object) -> bool:
        """Whether the window says a message, in its language."""
        return self.says(self.window.look.say(message, **fields))

    def sign_in(self, operator: str = HEAD, password: str = "") -> None:
        """Choose by arrows, type, Enter; until the counter is open or refused it."""
        from desktop.ui.sign_in.screen import SignInScreen

        screen = self.screen(SignInScreen)
        people = [one.id for one in screen.state.people]
        for _ in people:
            if screen.state.chosen == operator:
                break
            here = people.index(screen.state.chosen)
            self.press(Qt.Key.Key_Down if people.index(operator) > here else Qt.Key.Key_Up)
        self.write(password or PASSWORDS[operator])
        self.press(Qt.Key.Key_Return)

    def ready(self) -> "Guest":
        """Until the counter is open and everything is shown."""
        self.wait(lambda: self.window.desk is not None, "the counter is open")
        self.settle()
        return self

    def settle(self) -> None:
        """Until the threads are idle and all is kept."""
        self.wait(
            lambda: self.threads.store.is_idle() and self.threads.printer.is_idle() and self.window.is_kept(),
            "everything is kept",
        )

    def turn_language(self, code: str) -> None:
        """Until the window speaks a language."""
        while self.window.look.language.code != code:
            self.press(Qt.Key.Key_L, modifiers=CONTROL | SHIFT)

    def lock(self) -> None:
        """Ctrl+L, and the cover stands."""
        self.press(Qt.Key.Key_L, modifiers=CONTROL)
        lock = self.window.lock
        assert lock is not None
        assert lock.is_locked

    def in_store(self, operation: Callable[[Counter], Result]) -> Result:
        """Do something on the store's thread; its result."""
        assert self.window.desk is not None
        results: list[Result] = []
        counter = self.window.desk.counter
        self.threads.store.run(lambda: operation(counter), results.append)
        self.wait(lambda: bool(results), "the store has answered")
        return results[0]

    def close(self) -> None:
        """Close the window and end its threads, as the program does."""
        if self._closed:
            return
        self._closed = True
        window = self.window
        window.close()
        self.program.stop()
        QApplication.processEvents()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


Come = Callable[..., Guest]


def begin_case(guest: Guest) -> None:
    """F2, and a case is open."""
    guest.press(Qt.Key.Key_F2)
    desk = guest.window.desk
    assert desk is not None
    guest.wait(lambda: desk.is_open, "a case is open")
    guest.settle()
