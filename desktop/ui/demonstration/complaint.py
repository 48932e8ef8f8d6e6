"""The demonstration's complaint: taken in by whom it is about, given to another, answered, and in the register."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from desktop.operations.counter import Counter
from desktop.protection.trying import SignedIn
from desktop.ui.complaints.one_page import ComplaintPage
from desktop.ui.complaints.screen import ComplaintsScreen
from desktop.ui.day.words import SHEET_WORDS
from desktop.ui.demonstration.clock import ShownClock
from desktop.ui.demonstration.guarded import Worker, change_to, found, play_guarded
from desktop.ui.demonstration.organisation import demonstration_profile
from desktop.ui.demonstration.play import Demonstration
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.scene import CONTROL, Key, Scene
from desktop.ui.demonstration.script import DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.register.form_page import FormPage
from forms.reading import load_editions

OpenGuarded = Callable[[Path, ShownClock, SignedIn], Counter]

COMPLAINT = "complaint"
# Invented, as everything here: the counter is protected so that each has their own rights.
HEAD = Worker("clerk-1", "Асанова Г.", "tulip garden 7")
CLERK = Worker("clerk-2", "Үлгіл А.", "steppe wind 12")
OTHER = Worker("clerk-3", "Мысалова Б.", "quiet river 30")
ADDRESS = "030000, Үлгі қаласы, Екінші көше, 4-үй, 12-пәтер"
WORDS = (
    "Құжаттарымды тапсыру үшін жарты сағаттан артық күттім. Кезектің неге тоқтағанын ешкім түсіндірмеді, "
    "ал менен кейін келген адам бірінші қабылданды."
)
ANSWER = (
    "Шағымыңыз қаралды. Күту уақыты нормадан асқаны расталды, сол үшін кешірім сұраймыз: таңертең екінші терезе "
    "ашылады. Сізден кейін келген азамат заңда көрсетілген негізбен кезектен тыс қабылданған, бұл бөлігінде шағым "
    "қанағаттандырылмайды."
)


class ComplaintScene(Scene):
    """A teacher complains of the clerk who served them."""

    def __init__(self, stage: Stage, demonstration: Demonstration, case: DemoCase) -> None:
        super().__init__(COMPLAINT, stage, demonstration)
        self._case = replace(case, name=COMPLAINT)
        self._clock = ShownClock()

    def play(self, opening: OpenGuarded) -> str:
        """Play the scene. Returns the incoming number."""
        folder = self.stage.out / "data" / self.name

        def open_signed(folder: Path, signed: SignedIn) -> Counter:
            return opening(folder, self._clock, signed)

        edition = load_editions().by_label(self._case.edition)
        found(folder, demonstration_profile(edition), (HEAD, CLERK, OTHER), open_signed)
        with play_guarded(self.stage, self.name, open_signed, CLERK) as player:
            case = self._serve(player)
            self._clock.pass_time(35)
            number = self._take_in(player, case)
            self._clock.pass_time(20)
            change_to(player, HEAD)
            self._give(player)
            self._clock.pass_time(90)
            change_to(player, OTHER)
            self._answer(player)
            self._look_at_figures(player)
            return number

    def _serve(self, player: Player) -> str:
        with self.stage.aside():
            desk = self.begin_case(player)
            return self.demonstration.serve(player, desk, self._case)

    def _take_in(self, player: Player, case: str) -> str:
        self._enter(player)
        self.photograph(player, "no-complaints-yet")
        self.press(player, Key.Key_F10)
        self._type_into(player, "case_number", case)
        player.tab()
        player.settle()
        self._type_into(player, "address", ADDRESS)
        self._type_into(player, "text", WORDS)
        self.tab_into(player, self._place(player, "signed"), "the signature")
        player.press(Key.Key_Space)
        self.photograph(player, "taken-in")
        self.tab_into(player, self._place(player, "about"), "whom it is about")
        self.photograph(player, "whom-it-is-about")
        self.press(player, Key.Key_F10)
        (page,) = [one for one in player.window.findChildren(ComplaintPage) if one.isVisible()]
        self.photograph(player, "who-it-is-about-sees-nothing-of-it")
        self.print_by(player, Key.Key_F9, Key.Key_1)
        self.photograph(player, "the-coupon-is-printed")
        return page.number

    def _give(self, player: Player) -> None:
        self._enter(player)
        self.photograph(player, "the-head-sees-it")
        self.press(player, Key.Key_Return)
        self.photograph(player, "the-complaint")
        self.press(player, Key.Key_3)
        self.photograph(player, "never-to-whom-it-is-about")
        self.press(player, Key.Key_1)
        self.photograph(player, "given-to-another")

    def _answer(self, player: Player) -> None:
        self._enter(player)
        self.press(player, Key.Key_Return)
        self.press(player, Key.Key_1)
        self.tab_into(player, self._place(player, "outcome"), "the outcome")
        player.press(Key.Key_2)  # in part
        self._type_into(player, "words", ANSWER)
        self.photograph(player, "the-answer")
        self.press(player, Key.Key_F10)
        self.photograph(player, "answered")
        self.print_by(player, Key.Key_F9, Key.Key_1, Key.Key_1)
        self.photograph(player, "the-letter-is-printed")
        self.press(player, Key.Key_Escape)

    def _look_at_figures(self, player: Player) -> None:
        self.press(player, Key.Key_2)
        self.photograph(player, "the-register-of-complaints")
        self.press(player, Key.Key_3)
        self.photograph(player, "its-figures")
        self.print_by(player, Key.Key_F9, words=SHEET_WORDS["printed"])
        self.photograph(player, "the-register-is-printed")

    def _enter(self, player: Player) -> None:
        self.press(player, Key.Key_F6, CONTROL)
        player.wait_until(
            lambda: any(one.isVisible() for one in player.window.findChildren(ComplaintsScreen)), "the room is there"
        )

    def _place(self, player: Player, key: str) -> QWidget:
        """A place of the form shown."""
        (page,) = [one for one in player.window.findChildren(FormPage) if one.isVisible()]
        return page.form.places[key].widget

    def _type_into(self, player: Player, key: str, text: str) -> None:
        self.tab_into(player, self._place(player, key), key)
        player.write(text)
        player.settle()
