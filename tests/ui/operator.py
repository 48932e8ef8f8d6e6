"""An operator before the real window: a store on a folder, a clock in the test's hands, printers in memory."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMainWindow, QPlainTextEdit, QWidget

from desktop.clocks import Clock
from desktop.domain.case import CaseDraft, Screen
from desktop.domain.reception_flow import facts_to_ask
from desktop.operations.counter import Counter
from desktop.printing.memory import MemoryPrinters
from desktop.printing.ports import Printers
from desktop.ui.application import Threads
from desktop.ui.demonstration.player import Player
from desktop.ui.main_window import MainWindow
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.step import StepScreen
from desktop.ui.theme import LIGHT, Palette
from forms.facts import in_order_asked
from tests.domain.making import CHILD, IIN, NAME, OTHER_IIN
from tests.operations.making import HandClock, open_for_test

Result = TypeVar("Result")

MOST_FIELDS = 60
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Operator:
    """A window with hands. ``close`` ends it as closing the window does."""

    def __init__(
        self,
        folder: Path,
        *,
        edition: str = "E2020-7",
        language: str = "kk",
        palette: Palette = LIGHT,
        clock: Clock | None = None,
        printers: Printers | None = None,
        size: tuple[int, int] = (1366, 768),
        read_only: bool = False,
    ) -> None:
        self.folder = folder
        self.clock = clock if isinstance(clock, HandClock) else HandClock()
        told_by = clock or self.clock
        self.printers = MemoryPrinters()
        self.window = MainWindow(language, palette)
        self.window.resize(*size)
        given = printers or self.printers

        def opening(asked: bool) -> Counter:
            return open_for_test(folder, edition=edition, clock=told_by, printers=given, read_only=asked or read_only)

        self.strays = _Strays()
        QApplication.instance().installEventFilter(self.strays)  # type: ignore[union-attr]
        self.threads = Threads(self.window, folder, opening)
        self.window.show()
        self.player = Player(self.window)
        self.threads.open()
        self._open = True

    # what there is

    @property
    def desk(self) -> Desk:
        """The desk, once the store is open."""
        assert self.window.desk is not None
        return self.window.desk

    @property
    def draft(self) -> CaseDraft:
        """The case on the counter."""
        return self.desk.draft

    @property
    def step(self) -> StepScreen:
        """The step shown."""
        assert self.window.view is not None
        return self.window.view.step()

    @property
    def screen(self) -> str:
        """Which step is shown, by the screen itself."""
        return self.step.shows

    def texts(self) -> list[str]:
        """Every text to be seen on the window now."""
        return [text for widget in self.seen() for text in texts_of(widget)]

    def seen(self) -> list[QWidget]:
        """Every widget to be seen now."""
        return [widget for widget in self.window.findChildren(QWidget) if widget.isVisible()]

    def says(self, words: str) -> bool:
        """Whether some text on the window holds these words."""
        return any(words in text for text in self.texts())

    # what hands do

    def ready(self) -> "Operator":
        """Until the store is open and everything is shown."""
        self.wait(lambda: self.window.desk is not None, "the store is open")
        self.settle()
        return self

    def settle(self) -> None:
        """Until both threads are idle and all is kept."""
        self.wait(
            lambda: self.threads.store.is_idle() and self.threads.printer.is_idle() and self.window.is_kept(),
            "everything is kept",
        )

    def idle(self) -> None:
        """Until both threads have answered, kept or not."""
        self.wait(lambda: self.threads.store.is_idle() and self.threads.printer.is_idle(), "the threads are idle")

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Let the window work until something holds."""
        self.player.wait_until(holds, what)

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys one after another and let the window answer."""
        for key in keys:
            self.player.press(key, modifiers)

    def write(self, text: str) -> None:
        """Type where the keyboard is."""
        self.player.write(text)

    def press_letter(self, letter: str) -> None:
        """Press a key that types a letter of another alphabet, as its layout sends it."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = ord(letter.upper())
            target = QApplication.focusWidget() or self.window
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
        QApplication.processEvents()

    def begin(self) -> None:
        """F2, and the case is open."""
        self.press(Qt.Key.Key_F2)
        self.wait(lambda: self.desk.is_open, "the case is open")
        self.settle()

    def put_aside(self) -> None:
        """F8, and the first of the reasons."""
        self.press(Qt.Key.Key_F8, Qt.Key.Key_1)

    def onward(self) -> None:
        """F10, and the next step is there."""
        before = self.draft.screen
        self.press(Qt.Key.Key_F10)
        self.wait(
            lambda: not self.desk.is_open or self.draft.screen != before,
            f"{before} lets go: {[o.sentence() for o in self.desk.obstacles()] if self.desk.is_open else ''}",
        )
        self.settle()

    def tab_to(self, name: str) -> None:
        """Press Tab until the keyboard is in a field of the step."""
        field = self.step.field(name)
        for _ in range(MOST_FIELDS):
            focused = QApplication.focusWidget()
            if focused is not None and (focused is field or field.isAncestorOf(focused)):
                return
            self.player.tab()
        raise AssertionError(f"Tab does not reach {name}")

    def typed(self, name: str) -> str:
        """What stands in a field of the step."""
        (found,) = [
            field
            for field in self.step.field(name).findChildren(QWidget)
            if isinstance(field, QLineEdit | QPlainTextEdit)
        ]
        return found.text() if isinstance(found, QLineEdit) else found.toPlainText()

    def rewrite(self, name: str, text: str) -> None:
        """Go to a field, empty it, and type."""
        self.tab_to(name)
        if not isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            self.player.tab()  # off the offer beneath the field, and round
            self.tab_to(name)
        self.press(Qt.Key.Key_A, modifiers=CONTROL)
        self.press(Qt.Key.Key_Delete)
        self.write(text)

    def fill_applicant(self, iin: str = IIN, name: str = NAME) -> None:
        """Every field of the applicant by the keyboard, from the first to the last."""
        for field, text in (("iin", iin), ("name", name), ("identity_document", "жеке куәлік № 000000001")):
            self.tab_to(f"applicant.{field}")
            self.write(text)
        if self.desk.edition.has_counter:
            for tick in ("identity_shown", "identity_returned"):
                self.tab_to(f"applicant.{tick}")
                self.press(Qt.Key.Key_Space)
        works = (("workplace", "№ 7 үлгі мектеп"), ("position", "мұғалім")) if self.desk.edition.applicant_works else ()
        for field, text in (*works, ("phone", "87010000001")):
            self.tab_to(f"applicant.{field}")
            self.write(text)
        if self.desk.edition.subject is not None:
            self.fill_child()

    def fill_child(self, iin: str = OTHER_IIN, name: str = CHILD, birth_date: str = "01.02.2017") -> None:
        """The child's part by the keyboard: the first relation, consent given where it is asked."""
        subject = self.desk.edition.subject
        assert subject is not None
        for field, text in (("iin", iin), ("name", name), ("birth_date", birth_date)):
            self.tab_to(f"subject.{field}")
            self.write(text)
        for field in ("relation", "consent") if subject.consent is not None else ("relation",):
            self.tab_to(f"subject.{field}")
            self.press(Qt.Key.Key_1)

    def answer_facts(self, **wanted: object) -> None:
        """Every fact asked, by digits; the first answer where none is wanted."""
        for name in self.desk.edition.facts:
            if name not in facts_to_ask(self.desk.edition, self.draft.facts):
                continue
            values = in_order_asked(self.desk.edition.vocabulary[name])
            self.press(Qt.Key.Key_F7)
            self.press(
                Qt.Key(Qt.Key.Key_1 + values.index(wanted.get(name, values[-1] if values[0] is True else values[0])))
            )

    def all_in_order(self) -> None:
        """Space on every row; a date where a document's validity runs from it."""
        self.press(Qt.Key.Key_F7)
        for _ in self.desk.checklist().owed:
            self.press(Qt.Key.Key_Space)
        for obstacle in self.desk.obstacles():
            if obstacle.field.endswith(".date"):
                self.press(Qt.Key.Key_F7)
                self.write("01.09.2026")
                self.press(Qt.Key.Key_Escape)
            elif obstacle.field.endswith(".word_count"):
                self.press(Qt.Key.Key_F7)
                self.write("275")
                self.press(Qt.Key.Key_Escape)

    def go_until(self, screen: Screen, **facts: object) -> None:
        """From wherever the case is to a step, everything in order on the way."""
        if self.window.desk is None:
            self.ready()
        if not self.desk.is_open:
            self.begin()
        while self.draft.screen != screen:
            self.do_step(**facts)
            self.onward()

    def do_step(self, **facts: object) -> None:
        """What the step shown asks for."""
        match self.draft.screen:
            case "applicant":
                self.fill_applicant()
            case "facts":
                self.answer_facts(**facts)
            case "consent":
                self.press(Qt.Key.Key_1)
            case "checklist":
                self.all_in_order()
            case "paper":
                self.press(Qt.Key.Key_F9)
                self.wait(lambda: self.draft.printed, "it is printed")
            case _:
                pass
        self.settle()

    def turn_language(self, code: str) -> None:
        """Until the window speaks a language."""
        while self.window.look.language.code != code:
            self.press(Qt.Key.Key_L, modifiers=CONTROL | SHIFT)
        self.settle()

    def in_store(self, operation: Callable[[Counter], Result]) -> Result:
        """Do something on the store's thread; its result."""
        results: list[Result] = []
        counter = self.desk.counter
        self.threads.store.run(lambda: operation(counter), results.append)
        self.wait(lambda: bool(results), "the store has answered")
        return results[0]

    def close(self) -> None:
        """Close the window and end its threads, as the program does."""
        if not self._open:
            return
        self._open = False
        self.window.close()
        self.threads.stop()
        QApplication.instance().removeEventFilter(self.strays)  # type: ignore[union-attr]
        QApplication.processEvents()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        assert not self.strays.seen, f"shown as windows of their own: {self.strays.seen}"


Sit = Callable[..., Operator]


class _Strays(QObject):
    """Notes parts shown before they have their place: they flash up as windows and take the keyboard away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note, and let pass."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            kind = watched.windowFlags() & Qt.WindowType.WindowType_Mask
            if kind == Qt.WindowType.Window and not isinstance(watched, QMainWindow):
                self.seen.append(type(watched).__name__)
        return False


def texts_of(widget: QWidget) -> Iterable[str]:
    """What a widget says to eyes and to screen readers."""
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()


def bare(text: str) -> str:
    """A text without its signs, its number and its key: what the catalogue has of it."""
    return re.sub(r"^[\s⚠✓…·\d.]+|\s*\([^()]*\)$|[\s▸▾]+$", "", text)
