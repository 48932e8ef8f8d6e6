"""What the scenes of the other services share: keys that wait for their answer, Tab to a place, pictures."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui.demonstration.play import Demonstration
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.script import DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.reception.desk import Desk
from desktop.ui.register.acts_page import COPY_WORDS
from desktop.ui.widgets.ticks import Tick

MOST_FIELDS = 60
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

Key = Qt.Key


class Scene:
    """One scene: hands, and a stage to be seen on."""

    def __init__(self, name: str, stage: Stage, demonstration: Demonstration) -> None:
        self.name = name
        self.stage = stage
        self.demonstration = demonstration

    @property
    def papers(self) -> Path:
        """Where what is printed lies."""
        return self.stage.out / "papers" / self.name

    def press(
        self, player: Player, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key and wait for what follows from it."""
        player.press(key, modifiers)
        player.settle()

    def photograph(self, player: Player, name: str) -> None:
        """The window, once everything has answered."""
        player.settle()
        self.stage.photograph(player, name)

    def print_by(self, player: Player, *keys: Qt.Key, words: str = COPY_WORDS["printed"]) -> None:
        """Keys that print one paper, until it is there and the screen says so in its ``words``."""
        before = len(list(self.papers.glob("*.pdf")))
        for key in keys:
            self.press(player, key)
        player.wait_until(lambda: len(list(self.papers.glob("*.pdf"))) > before, "the paper is printed")
        said = player.window.look.say(words)
        player.wait_until(
            lambda: any(said in one.text() for one in player.window.findChildren(QLabel) if one.isVisible()),
            "the screen says that it is printed",
        )
        player.settle()

    def tab_until(self, player: Player, there: Callable[[QWidget], bool], what: str) -> None:
        """Press Tab until the keyboard is somewhere. Raises AssertionError where Tab never gets there."""
        for _ in range(MOST_FIELDS):
            focused = QApplication.focusWidget()
            if focused is not None and there(focused):
                return
            player.tab()
        raise AssertionError(f"{self.name}: Tab does not reach {what}")

    def tab_into(self, player: Player, widget: QWidget, what: str) -> None:
        """Press Tab until the keyboard is in a part of the window."""
        self.tab_until(player, lambda focused: focused is widget or widget.isAncestorOf(focused), what)

    def tick_next(self, player: Player) -> None:
        """On to the next empty box, and tick it."""
        self.tab_until(player, lambda one: isinstance(one, Tick) and not one.isChecked(), "a box to tick")
        player.press(Key.Key_Space)

    def begin_case(self, player: Player) -> Desk:
        """F2, and the case is open."""
        desk = player.window.desk
        assert desk is not None
        player.press(Key.Key_F2)
        player.wait_until(lambda: desk.is_open, f"{self.name}: the case is open")
        player.settle()
        return desk

    def leave(self, player: Player, desk: Desk, screen: str) -> None:
        """Photograph the step of the reception and go on; it must let go."""
        self.photograph(player, screen)
        player.press(Key.Key_F10)
        told = f"{self.name}: {screen} lets go: {[one.sentence() for one in desk.obstacles()]}"
        player.wait_until(lambda: desk.draft.screen != screen, told)
        player.settle()

    def receive(self, player: Player, desk: Desk, case: DemoCase) -> str:
        """From the questions about the case to its paper in hand. Returns the registration number."""
        if "facts" in desk.steps():
            self.demonstration.answer_facts(player, desk, case)
            self.leave(player, desk, "facts")
        if "consent" in desk.steps():
            player.press(Key.Key_1)
            self.leave(player, desk, "consent")
        self.demonstration.check_documents(player, desk, case)
        self.leave(player, desk, "checklist")
        self.leave(player, desk, "outcome")
        return self.demonstration.issue(player, desk, case)
