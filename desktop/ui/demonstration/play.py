"""The demonstration's cases, played by key presses; pictures and papers are left behind."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.case import Screen
from desktop.domain.documents import judge_document
from desktop.domain.reception_flow import facts_to_ask
from desktop.operations.counter import Counter
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.script import DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.reception.desk import Desk
from forms.facts import in_order_asked

MOST_FIELDS = 40
OpenFor = Callable[[Path, DemoCase], Counter]


class Demonstration:
    """Plays cases, each on a counter of its own."""

    def __init__(self, stage: Stage, open_for: OpenFor) -> None:
        self._stage = stage
        self._open_for = open_for

    def play(self, case: DemoCase) -> str:
        """Play one case to its end. Returns the number it was given."""
        with self._stage.play(case.name, lambda folder: self._open_for(folder, case)) as player:
            return self._play_case(player, case)

    def _play_case(self, player: Player, case: DemoCase) -> str:
        desk = player.window.desk
        assert desk is not None
        self._stage.photograph(player, "home")
        player.press(Qt.Key.Key_F2)
        player.wait_until(lambda: desk.is_open, "the case is open")
        return self.serve(player, desk, case)

    def serve(self, player: Player, desk: Desk, case: DemoCase) -> str:
        """From the case's opening to its hand-over. Returns the number."""
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
        self._stage.photograph(player, screen)
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
            values = in_order_asked(desk.edition.vocabulary[name])
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
                self._stage.photograph(player, "checklist-under-way")

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
        self._stage.photograph(player, "paper")
        player.press(Qt.Key.Key_F9)
        player.wait_until(lambda: desk.draft.printed, f"{case.name} is printed")
        player.settle()
        self._stage.photograph(player, "printed")
        player.press(Qt.Key.Key_F10)
        player.wait_until(lambda: not desk.is_open, f"{case.name} is handed over")
        player.settle()
        return number
