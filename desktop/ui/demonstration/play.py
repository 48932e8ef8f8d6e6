"""The guided demonstration: every case of the script played by key presses, pictures and papers left behind."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.case import Screen
from desktop.domain.documents import judge_document
from desktop.domain.reception_flow import facts_to_ask
from desktop.operations.counter import Counter
from desktop.ui.application import make_application, translate_qt
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.script import DemoCase, read_cases
from desktop.ui.main_window import MainWindow
from desktop.ui.reception.desk import Desk
from desktop.ui.workers import Worker
from forms.facts import FACTS

MOST_FIELDS = 40
OpenFor = Callable[[Path, DemoCase], Counter]


class Demonstration:
    """Plays cases into a folder: ``pictures/<case>/``, ``papers/``."""

    def __init__(self, out: Path, open_for: OpenFor, languages: Sequence[str]) -> None:
        self._out = out
        self._open_for = open_for
        self._languages = tuple(languages)
        self._pictures = 0

    def play(self, case: DemoCase) -> str:
        """Play one case to its end. Returns the number it was given."""
        window = MainWindow("kk")
        store, printer = Worker("store"), Worker("printer")
        failures: list[BaseException] = []
        for worker in (store, printer):
            worker.failed.connect(failures.append)
        window.show()
        counters: list[Counter] = []
        folder = self._out / "data" / case.name
        player = Player(window)
        try:
            store.run(lambda: self._open_for(folder, case), counters.append)
            player.wait_until(lambda: bool(counters or failures), "the store is open")
            if failures:
                raise failures[0]
            window.attach(counters[0], store, printer)
            player.settle()
            number = self._play_case(player, case)
        finally:
            if counters:
                store.run(counters[0].store.close)
            store.stop()
            printer.stop()
            window.close()
            window.deleteLater()
        if failures:
            raise failures[0]
        return number

    def _play_case(self, player: Player, case: DemoCase) -> str:
        desk = player.window.desk
        assert desk is not None
        self._pictures = 0
        self._photograph(player, case, "home")
        player.press(Qt.Key.Key_F2)
        player.wait_until(lambda: desk.is_open, "the case is open")
        self._leave(player, desk, case, "service")
        self._fill_applicant(player, case)
        self._leave(player, desk, case, "applicant")
        self._answer_facts(player, desk, case)
        self._leave(player, desk, case, "facts")
        if "consent" in desk.steps():
            player.press(Qt.Key.Key_1 if case.consent == "given" else Qt.Key.Key_2)
            self._leave(player, desk, case, "consent")
        self._check_documents(player, desk, case)
        self._leave(player, desk, case, "checklist")
        if case.reason:
            player.write(case.reason)
        if desk.draft.outcome != case.outcome:
            raise AssertionError(f"{case.name}: proposed {desk.draft.outcome}, expected {case.outcome}")
        self._leave(player, desk, case, "outcome")
        return self._issue(player, desk, case)

    def _leave(self, player: Player, desk: Desk, case: DemoCase, screen: Screen) -> None:
        """Photograph the step and go on; the step must let go."""
        if desk.draft.screen != screen:
            raise AssertionError(f"{case.name}: on {desk.draft.screen}, expected {screen}")
        player.settle()
        self._photograph(player, case, screen)
        player.press(Qt.Key.Key_F10)
        player.wait_until(
            lambda: desk.draft.screen != screen,
            f"{case.name} leaves {screen}: {[o.sentence() for o in desk.obstacles()]}",
        )
        player.settle()

    def _fill_applicant(self, player: Player, case: DemoCase) -> None:
        typed = case.applicant
        player.write(typed.iin)
        player.tab()
        player.write(typed.name)
        player.tab()
        player.write(typed.identity_document)
        player.tab()
        if typed.identity_document:
            player.press(Qt.Key.Key_Space)
            player.tab()
            player.press(Qt.Key.Key_Space)
            player.tab()
        else:
            player.tab(2)
        for text in (typed.workplace, typed.position, typed.phone, typed.email):
            player.write(text)
            player.tab()

    def _answer_facts(self, player: Player, desk: Desk, case: DemoCase) -> None:
        for name in desk.edition.facts:
            if name not in facts_to_ask(desk.edition, desk.draft.facts):
                continue
            values = (True, False) if FACTS[name] == (False, True) else FACTS[name]
            place = values.index(case.facts[name])
            player.press(Qt.Key.Key_F7)  # to the first question without an answer
            if place < 9:
                player.press(Qt.Key(Qt.Key.Key_1 + place))
            else:
                player.press(Qt.Key.Key_9)
                for _ in range(place - 8):
                    player.press(Qt.Key.Key_Down)
        if case.held_until:
            self._tab_to(player, "held_until")
            player.write(case.held_until)

    def _tab_to(self, player: Player, name: str) -> None:
        """Press Tab until the keyboard is in a field of the step."""
        view = player.window.view
        assert view is not None
        field = view.step().field(name)
        for _ in range(MOST_FIELDS):
            focused = QApplication.focusWidget()
            if focused is not None and (focused is field or field.isAncestorOf(focused)):
                return
            player.tab()
        raise AssertionError(f"Tab does not reach {name}")

    def _check_documents(self, player: Player, desk: Desk, case: DemoCase) -> None:
        owed = desk.checklist().owed
        unwanted = [document.number for document in owed if document.number in case.absent]
        if unwanted:
            raise AssertionError(f"{case.name}: {unwanted} must not be asked")
        player.press(Qt.Key.Key_F7)
        for document in owed:
            if judge_document(document, desk.draft.document(document.key), desk.today()).settled:
                continue  # the identity document, ticked at the applicant's screen
            todo = case.documents.get(str(document.number), "")
            details = case.details.get(str(document.number), {})
            if details:
                player.press(Qt.Key.Key_Return)
                self._fill_details(player, desk, details)
                player.press(Qt.Key.Key_Escape)
            if todo == "missing":
                player.press(Qt.Key.Key_M)
            elif todo.startswith("unreliable"):
                player.press(Qt.Key.Key_U)
                player.press(Qt.Key(Qt.Key.Key_0 + int(todo.split()[1])))
            elif not todo:
                player.press(Qt.Key.Key_Space)
            if document is owed[len(owed) // 2]:
                self._photograph(player, case, "checklist-under-way")

    def _fill_details(self, player: Player, desk: Desk, details: dict[str, str]) -> None:
        view = player.window.view
        assert view is not None
        order = ("sheets", "number", "date", "expires")
        for name in order:
            player.write(details.get(name, ""))
            if name != order[-1]:
                player.tab()

    def _issue(self, player: Player, desk: Desk, case: DemoCase) -> str:
        number = desk.draft.number
        for place, language in enumerate(("kk", "ru", "both"), 1):
            if language == case.language and language != desk.draft.paper_language:
                self._tab_to(player, "language")
                player.press(Qt.Key(Qt.Key.Key_0 + place))
        player.settle()
        self._photograph(player, case, "paper")
        player.press(Qt.Key.Key_F9)
        player.wait_until(lambda: desk.draft.printed, f"{case.name} is printed")
        player.settle()
        self._photograph(player, case, "printed")
        player.press(Qt.Key.Key_F10)
        player.wait_until(lambda: not desk.is_open, f"{case.name} is handed over")
        player.settle()
        return number

    def _photograph(self, player: Player, case: DemoCase, name: str) -> None:
        self._pictures += 1
        folder = self._out / "pictures" / case.name
        player.photograph(folder / f"{self._pictures:02d}-{name}.png")
        if not self._languages:
            return
        start = player.window.look.language.code
        while True:
            player.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            code = player.window.look.language.code
            player.settle()
            if code == start:
                break
            if code in self._languages:
                player.photograph(folder / f"{self._pictures:02d}-{name}-{code}.png")


def play_all(out: Path, open_for: OpenFor, *, only: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """Play the cases (``only`` those named, if any). Returns case name → number given."""
    for part in ("data", "pictures", "papers"):
        shutil.rmtree(out / part, ignore_errors=True)
    application = make_application(["kense"])
    translate_qt(application, "kk")
    demonstration = Demonstration(out, open_for, languages)
    return {case.name: demonstration.play(case) for case in read_cases() if not only or case.name in only}
