"""The demonstration's desk of the State Corporation: the steps of 2018, a person looked up, the provider's answer."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.operations.counter import Counter
from desktop.operations.profile_keeping import found_profile
from desktop.ui.demonstration.clock import ShownClock
from desktop.ui.demonstration.organisation import demonstration_profile
from desktop.ui.demonstration.play import Demonstration
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.scene import ALT, CONTROL, Key, Scene
from desktop.ui.demonstration.script import DemoApplicant, DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.reception.desk import Desk
from desktop.ui.widgets.buttons import KeyButton
from forms.papers.content import Organisation
from forms.reading import load_editions
from forms.texts import Text

OpenDay = Callable[[Path, ShownClock], Counter]

CORPORATION = "state-corporation"
EDITION = "E2015"
DESK = Organisation(
    name=Text(
        kk="«Азаматтарға арналған үкімет» мемлекеттік корпорациясы, Үлгі бөлімі",
        ru="Государственная корпорация «Правительство для граждан», Примерный отдел",
    ),
    address=Text(kk="Үлгі қаласы, Үшінші көше, 9-үй", ru="город Примерный, улица Третья, дом 9"),
    phone="+77000000009",
)
TEACHER = DemoApplicant(
    iin="850101100002",
    name="Сынақова Үлгі Тестқызы",
    identity_document="жеке куәлік № 000000001, ІІМ",
    workplace="",
    position="",
    phone="87000000001",
    email="",
)
STRANGER = "850101100304"
# A city office's list, as it is sent: names of columns, then people.
ROSTER = (
    "ЖСН;Тегі, аты, әкесінің аты;Лауазымы;Жұмыс орны\n"
    "850101100002;Сынақова Үлгі Тестқызы;тарих мұғалімі;№ 3 жалпы білім беретін үлгі мектеп\n"
    "850101100101;Мысалов Сынақ Үлгіұлы;физика мұғалімі;№ 3 жалпы білім беретін үлгі мектеп\n"
)
ROSTER_FILE = "Білім бөлімі, мұғалімдер 2026.csv"
CASE = DemoCase(
    name=CORPORATION,
    edition=EDITION,
    provider="local",
    applicant=TEACHER,
    facts={
        "claimed_category": "first",
        "has_category": False,
        "from_higher_education": False,
        "has_achievements": True,
    },
    outcome="accepted",
    language="both",
)
RESULT_NUMBER = "Б-118"


class CorporationScene(Scene):
    """One teacher of another town is served to the result; of somebody else there are no data."""

    def __init__(self, stage: Stage, demonstration: Demonstration, case: DemoCase = CASE) -> None:
        super().__init__(case.name, stage, demonstration)
        self.clock = ShownClock()
        self._case = case

    def play(self, opening: OpenDay) -> str:
        """Play the scene. Returns the registration number."""
        edition = load_editions().by_label(EDITION)
        found_profile(
            self.stage.out / "data" / self.name,
            demonstration_profile(edition, kind="state_corporation", organisation=DESK),
        )
        with self.stage.play(self.name, lambda folder: opening(folder, self.clock)) as player:
            self.take_roster(player)
            number = self.take_in(player)
            self._nobody_knows(player)
            self._go_on(player)
            return number

    def take_roster(self, player: Player) -> None:
        """The city's list of teachers is read from its file."""
        file = self.stage.out / "data" / self.name / ROSTER_FILE
        file.write_text(ROSTER, "utf-8")
        self.press(player, Key.Key_F7, CONTROL)
        self.press(player, Key.Key_1, ALT)
        player.press(Key.Key_A, CONTROL)
        player.write(str(file))
        self.press(player, Key.Key_F10)
        self._wait_for(player, KeyButton, "the file is read")  # what takes it into use has the keyboard
        self.photograph(player, "a-roster-is-read")
        self.press(player, Key.Key_F10)
        self._wait_for(player, QLineEdit, "another file may be named")
        self.photograph(player, "the-roster-is-in-use")
        self.press(player, Key.Key_Escape)

    def _wait_for(self, player: Player, kind: type[QWidget], what: str) -> None:
        """Reading is done beside the store: until the keyboard is on what is next."""
        player.wait_until(lambda: isinstance(QApplication.focusWidget(), kind), what)

    def take_in(self, player: Player) -> str:
        """One teacher of another town, looked up, to the receipt in hand. Returns the registration number."""
        desk = self.begin_case(player)
        self.clock.pass_time(1)
        self.photograph(player, "the-first-step")
        player.press(Key.Key_2)  # the provider is in another place
        self.photograph(player, "due-by-the-place")
        self._leave_after(player, desk, 2, "service")
        player.write(TEACHER.iin)
        self.press(player, Key.Key_I, CONTROL)
        self.photograph(player, "found-in-the-roster")
        self.demonstration.tab_to(player, "applicant.identity_document")
        player.write(TEACHER.identity_document)
        for tick in ("identity_shown", "identity_returned"):
            self.demonstration.tab_to(player, f"applicant.{tick}")
            player.press(Key.Key_Space)
        self.demonstration.tab_to(player, "applicant.phone")
        player.write(TEACHER.phone)
        self._leave_after(player, desk, 3, "applicant")
        self.clock.pass_time(3)
        return self.receive(player, desk, self._case)

    def _leave_after(self, player: Player, desk: Desk, minutes: float, screen: str) -> None:
        self.clock.pass_time(minutes)
        self.leave(player, desk, screen)

    def _nobody_knows(self, player: Player) -> None:
        desk = self.begin_case(player)
        player.press(Key.Key_1)
        with self.stage.aside():
            self.leave(player, desk, "service")
        player.write(STRANGER)
        self.press(player, Key.Key_I, CONTROL)
        self.clock.pass_time(2)
        self.photograph(player, "no-data-on-the-person")
        player.press(Key.Key_F10)
        player.wait_until(lambda: not desk.is_open, "the case is closed without an outcome")

    def _go_on(self, player: Player) -> None:
        self.clock.pass_time(30)
        self.press(player, Key.Key_F5, CONTROL)
        self.photograph(player, "under-way")
        self.press(player, Key.Key_Return)
        self.photograph(player, "registered-at-the-gateway")
        self.press(player, Key.Key_F10)
        self.clock.pass_time(3 * 24 * 60)
        self.photograph(player, "what-the-provider-answered")
        player.press(Key.Key_1)
        player.tab()
        self.photograph(player, "the-documents-conform")
        self.press(player, Key.Key_F10)
        self.photograph(player, "the-result-can-be-issued")
        for _ in range(2):  # the receipt, the identity document
            self.tick_next(player)
        self.photograph(player, "what-was-shown")
        self.press(player, Key.Key_F10)
        self.photograph(player, "issued")
        self.press(player, Key.Key_Escape)
        self.press(player, Key.Key_4)
        self.photograph(player, "ended")
