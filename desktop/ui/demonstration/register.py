"""The demonstration's register: found as one types, corrected, printed once more, compared, made void."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.demonstration.play import Demonstration, OpenFor
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.script import DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.widgets.act_row import ActRow

REGISTER = "register"
MOST_ROWS = 20

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


class RegisterScene:
    """One application entered twice by mistake, and a name misspelt: what the register is for."""

    def __init__(self, stage: Stage, demonstration: Demonstration, case: DemoCase) -> None:
        self._stage = stage
        self._demonstration = demonstration
        self._case = replace(case, name=REGISTER)  # its papers lie apart from the case's own scene

    def play(self, open_for: OpenFor) -> str:
        """Play the scene. Returns the number that stays in force."""
        with self._stage.play(REGISTER, lambda folder: open_for(folder, self._case)) as player:
            number = self._serve(player)
            self._serve(player)
            self._search(player)
            self._correct(player)
            self._print_once_more(player)
            self._compare(player)
            self._make_void(player)
            return number

    def _serve(self, player: Player) -> str:
        desk = player.window.desk
        assert desk is not None
        player.press(Key.Key_F2)
        player.wait_until(lambda: desk.is_open, "the case is open")
        return self._demonstration.serve(player, desk, self._case)

    def _search(self, player: Player) -> None:
        self._press(player, Key.Key_F4)
        self._photograph(player, "register")
        family, given = self._case.applicant.name.split()[:2]
        player.write(f"{given[:3]} {family[:4]}".lower())  # in any order, in part
        self._photograph(player, "found-as-one-types")
        player.press(Key.Key_F, CONTROL)
        self._photograph(player, "filters")
        self._press(player, Key.Key_Escape)
        self._press(player, Key.Key_Return)
        self._photograph(player, "a-case")

    def _correct(self, player: Player) -> None:
        self._press(player, Key.Key_1)
        self._press(player, Key.Key_Down)  # the second place is the name
        self._press(player, Key.Key_Return)
        player.press(Key.Key_A, CONTROL)
        player.write(f"{self._case.applicant.name}-Мысал")
        player.tab(3)  # past who asked and the name, to the reason
        player.write("Жеке куәлікте солай жазылған")
        self._photograph(player, "correcting")
        self._press(player, Key.Key_F10)
        self._photograph(player, "corrected")
        self._press(player, Key.Key_3)
        self._press(player, Key.Key_1)

    def _print_once_more(self, player: Player) -> None:
        self._press(player, Key.Key_F9)
        self._photograph(player, "a-duplicate-in-which-language")
        self._press(player, Key.Key_1)
        self._press(player, Key.Key_1)  # as it holds now
        folder = self._stage.out / "papers" / REGISTER
        player.wait_until(lambda: _count(folder) >= 4, "two receipts, the act and the duplicate are printed")
        self._photograph(player, "printed-once-more")
        self._row_with(player, "print")
        self._press(player, Key.Key_Return)
        self._photograph(player, "the-copy-as-it-was-printed")
        self._press(player, Key.Key_Escape)

    def _compare(self, player: Player) -> None:
        self._row_with(player, "question")
        self._press(player, Key.Key_Return)
        player.write("Бір адам, бір күн, бір топтама")
        self._photograph(player, "entered-twice")
        player.press(Key.Key_1, CONTROL)
        player.settle()

    def _make_void(self, player: Player) -> None:
        self._press(player, Key.Key_2)
        self._press(player, Key.Key_2)  # entered twice
        self._press(player, Key.Key_F10)
        self._photograph(player, "void-cannot-be-undone")
        self._press(player, Key.Key_1)
        self._photograph(player, "void")
        self._press(player, Key.Key_Escape)
        self._photograph(player, "the-register-after-it")

    def _row_with(self, player: Player, icon: str) -> None:
        """Press Tab until the keyboard is on a row with a sign."""
        for _ in range(MOST_ROWS):
            focused = QApplication.focusWidget()
            if isinstance(focused, ActRow) and focused.icon_name == icon:
                return
            player.tab()
        raise AssertionError(f"Tab does not reach a row with {icon}")

    def _press(self, player: Player, key: Qt.Key) -> None:
        player.press(key)
        player.settle()

    def _photograph(self, player: Player, name: str) -> None:
        player.settle()
        self._stage.photograph(player, name)


def _count(folder: Path) -> int:
    return len(list(folder.glob("*.pdf")))
