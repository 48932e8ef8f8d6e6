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
from desktop.ui.demonstration.script import DemoApplicant, DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.reception.desk import Desk
from forms.facts import in_order_asked

MOST_FIELDS = 60
_OF_WORK = ("workplace", "position")
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
        self.fill_applicant(player, case.applicant)
        self._leave(player, desk, case, "applicant")
        self.answer_facts(player, desk, case)
        self._leave(player, desk, case, "facts")
        if "consent" in desk.steps():
            player.press(Qt.Key.Key_1 if case.consent == "given" else Qt.Key.Key_2)
            self._leave(player, desk, case, "consent")
        self.check_documents(player, desk, case)
        self._leave(player, desk, case, "checklist")
        if case.reason:
            player.write(case.reason)
        if desk.draft.outcome != case.outcome:
            raise AssertionError(f"{case.name}: proposed {desk.draft.outcome}, expected {case.outcome}")
        self._leave(player, desk, case, "outcome")
        return self.issue(player, desk, case)

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

    def fill_applicant(self, player: Player, typed: DemoApplicant) -> None:
        """What is asked of the applicant; ticked as shown and given back where there is a document."""
        shown = ("identity_document", "identity_shown", "identity_returned")
        for name in ("iin", "name", *shown, *_OF_WORK, "phone", "email"):
            ticked = name in shown[1:]
            text = typed.identity_document if ticked else getattr(typed, name)
            if not text:
                continue
            self.tab_to(player, f"applicant.{name}")
            if ticked:
                player.press(Qt.Key.Key_Space)
            else:
                player.write(text)

    def answer_facts(self, player: Player, desk: Desk, case: DemoCase) -> None:
        """Every question asked, by digits."""
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
            self.tab_to(player, "held_until")
            player.write(case.held_until)

    def tab_to(self, player: Player, name: str) -> None:
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

    def check_documents(self, player: Player, desk: Desk, case: DemoCase) -> None:
        """The checklist row by row."""
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
        # An essay's number of words stands before everything else.
        order = ("word_count",) if "word_count" in details else ("sheets", "number", "date", "expires")
        for name in order:
            player.write(details.get(name, ""))
            if name != order[-1]:
                player.tab()

    def issue(self, player: Player, desk: Desk, case: DemoCase) -> str:
        """Print the paper and hand it over. Returns the number."""
        number = desk.draft.number
        for place, language in enumerate(("kk", "ru", "both"), 1):
            if language == case.language and language != desk.draft.paper_language:
                self.tab_to(player, "language")
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
