"""A whole case by the keyboard: what the operator presses from F2 to the paper handed over."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.domain.documents import judge_document
from desktop.domain.reception_flow import facts_to_ask
from desktop.ui.demonstration.player import Player
from desktop.ui.main_window import MainWindow
from desktop.ui.reception.desk import Desk
from forms.facts import in_order_asked

APPLICANT = ("850101100002", "Сынақова Үлгі Тестқызы", "жеке куәлік № 000000001")
WORK = ("№ 7 үлгі мектеп", "математика мұғалімі", "87000000001")

# Sends a key, given its name and what must be so when the answer to it is painted.
Press = Callable[[Qt.Key, str, Callable[[], bool]], None]


class Hands:
    """Plays cases in order on a window whose store is open; every key goes through ``press``."""

    def __init__(self, window: MainWindow, player: Player, press: Press) -> None:
        assert window.desk is not None
        self._window = window
        self._player = player
        self._press = press
        self._desk: Desk = window.desk
        self._seen: set[str] = set()

    def play(self) -> None:
        """One case. At each step also back and on again, to see it a second time."""
        self._seen.clear()
        self._press(Qt.Key.Key_F2, "F2, a case opened", lambda: self._window.view is not None and self._desk.is_open)
        self._player.settle()
        while self._desk.draft.screen != "paper":
            self._do_step()
            self._player.settle()
            self._onward()
        self._press(Qt.Key.Key_F9, "F9, sent to the printer", lambda: True)
        self._player.wait_until(lambda: self._desk.draft.printed, "it is printed")
        self._player.settle()
        self._press(Qt.Key.Key_F10, "F10, handed over: home again", lambda: not self._desk.is_open)
        self._player.settle()

    def _onward(self) -> None:
        """F10; and where nothing is decided yet, Esc and F10 again."""
        before = self._desk.draft.screen
        gone = lambda: self._desk.draft.screen != before  # noqa: E731 - said twice below
        if before == "outcome":
            self._press(Qt.Key.Key_F10, "F10, the outcome given and durable, the paper's screen", gone)
            self._player.settle()
            return
        self._press(Qt.Key.Key_F10, "F10, the next step for the first time in a case", gone)
        self._player.settle()
        after = self._desk.draft.screen
        if before == "service":
            return
        self._press(Qt.Key.Key_Escape, "Esc, the step before", lambda: self._desk.draft.screen != after)
        self._player.settle()
        self._press(Qt.Key.Key_F10, "F10, a step seen before", gone)
        self._player.settle()

    def _do_step(self) -> None:
        screen = self._desk.draft.screen
        if screen == "applicant":
            self._fill_applicant()
        elif screen == "facts":
            self._answer_facts()
        elif screen == "consent":
            self._press(Qt.Key.Key_1, "a digit that answers", lambda: True)
        elif screen == "checklist":
            self._check_documents()

    def _fill_applicant(self) -> None:
        for text in APPLICANT:
            self._player.write(text)
            self._player.tab()
        for _ in ("shown", "returned"):
            self._press(Qt.Key.Key_Space, "Space, a tick", lambda: True)
            self._player.tab()
        for text in WORK:
            self._player.write(text)
            self._player.tab()

    def _answer_facts(self) -> None:
        for name in self._desk.edition.facts:
            if name not in facts_to_ask(self._desk.edition, self._desk.draft.facts):
                continue
            values = in_order_asked(self._desk.edition.vocabulary[name])
            wanted = values.index(False) if False in values else 0
            self._player.press(Qt.Key.Key_F7)
            self._press(Qt.Key(Qt.Key.Key_1 + wanted), "a digit that answers", lambda: True)

    def _check_documents(self) -> None:
        self._player.press(Qt.Key.Key_F7)
        for document in self._desk.checklist().owed:
            if not judge_document(document, self._desk.draft.document(document.key), self._desk.today()).settled:
                self._press(Qt.Key.Key_Space, "Space, a document in order", lambda: True)
