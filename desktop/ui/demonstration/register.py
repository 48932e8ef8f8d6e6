"""The demonstration's register: found as one types, corrected, printed once more, compared, made void."""

from msgspec.structs import replace

from desktop.ui.demonstration.play import Demonstration, OpenFor
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.scene import CONTROL, Key, Scene
from desktop.ui.demonstration.script import DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.widgets.act_row import ActRow

REGISTER = "register"


class RegisterScene(Scene):
    """One application entered twice by mistake, and a name misspelt: what the register is for."""

    def __init__(self, stage: Stage, demonstration: Demonstration, case: DemoCase) -> None:
        super().__init__(REGISTER, stage, demonstration)
        self._case = replace(case, name=REGISTER)  # its papers lie apart from the case's own scene

    def play(self, open_for: OpenFor) -> str:
        """Play the scene. Returns the number that stays in force."""
        with self.stage.play(REGISTER, lambda folder: open_for(folder, self._case)) as player:
            number = self._serve(player)
            self._serve(player)
            self._search(player)
            self._correct(player)
            self._print_once_more(player)
            self._compare(player)
            self._make_void(player)
            return number

    def _serve(self, player: Player) -> str:
        return self.demonstration.serve(player, self.begin_case(player), self._case)

    def _search(self, player: Player) -> None:
        self.press(player, Key.Key_F4)
        self.photograph(player, "register")
        family, given = self._case.applicant.name.split()[:2]
        player.write(f"{given[:3]} {family[:4]}".lower())  # in any order, in part
        self.photograph(player, "found-as-one-types")
        player.press(Key.Key_F, CONTROL)
        self.photograph(player, "filters")
        self.press(player, Key.Key_Escape)
        self.press(player, Key.Key_Return)
        self.photograph(player, "a-case")

    def _correct(self, player: Player) -> None:
        self.press(player, Key.Key_1)
        self.press(player, Key.Key_Down)  # the second place is the name
        self.press(player, Key.Key_Return)
        player.press(Key.Key_A, CONTROL)
        player.write(f"{self._case.applicant.name}-Мысал")
        player.tab(3)  # past who asked and the name, to the reason
        player.write("Жеке куәлікте солай жазылған")
        self.photograph(player, "correcting")
        self.press(player, Key.Key_F10)
        self.photograph(player, "corrected")
        self.press(player, Key.Key_3)
        self.press(player, Key.Key_1)

    def _print_once_more(self, player: Player) -> None:
        self.press(player, Key.Key_F9)
        self.photograph(player, "a-duplicate-in-which-language")
        self.press(player, Key.Key_1)
        self.press(player, Key.Key_1)  # as it holds now
        player.wait_until(
            lambda: len(list(self.papers.glob("*.pdf"))) >= 4, "two receipts, the act and the duplicate are printed"
        )
        self.photograph(player, "printed-once-more")
        self._row_with(player, "print")
        self.press(player, Key.Key_Return)
        self.photograph(player, "the-copy-as-it-was-printed")
        self.press(player, Key.Key_Escape)

    def _compare(self, player: Player) -> None:
        self._row_with(player, "question")
        self.press(player, Key.Key_Return)
        player.write("Бір адам, бір күн, бір топтама")
        self.photograph(player, "entered-twice")
        self.press(player, Key.Key_1, CONTROL)

    def _make_void(self, player: Player) -> None:
        self.press(player, Key.Key_2)
        self.press(player, Key.Key_2)  # entered twice
        self.press(player, Key.Key_F10)
        self.photograph(player, "void-cannot-be-undone")
        self.press(player, Key.Key_1)
        self.photograph(player, "void")
        self.press(player, Key.Key_Escape)
        self.photograph(player, "the-register-after-it")

    def _row_with(self, player: Player, icon: str) -> None:
        """Press Tab until the keyboard is on a row with a sign."""
        self.tab_until(player, lambda one: isinstance(one, ActRow) and one.icon_name == icon, f"a row with {icon}")
