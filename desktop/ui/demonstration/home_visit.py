"""The demonstration's visit at home: somebody entitled rings, the visit is taken down, its sheet is printed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from desktop.operations.counter import Counter
from desktop.operations.profile_keeping import found_profile
from desktop.ui.demonstration.clock import ShownClock
from desktop.ui.demonstration.corporation import DESK, TEACHER
from desktop.ui.demonstration.organisation import demonstration_profile
from desktop.ui.demonstration.play import Demonstration
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.scene import CONTROL, Key, Scene
from desktop.ui.demonstration.stage import Stage
from forms.reading import load_editions

HOME_VISIT = "home-visit"
EDITION = "E2020-7"  # the first with the rule
NOT_WORKED, DAY = "29.11.2026", "25.11.2026"  # a Sunday, a Wednesday
# The fields in their order.
VISIT = (TEACHER.name, "", "Үлгі қаласы, Төртінші көше, 3-үй, 12-пәтер", TEACHER.phone, NOT_WORKED, "лифт жоқ")


class HomeVisitScene(Scene):
    """At a desk of the State Corporation: a day nobody works is told, another is taken."""

    def __init__(self, stage: Stage, demonstration: Demonstration) -> None:
        super().__init__(HOME_VISIT, stage, demonstration)
        self._clock = ShownClock()

    def play(self, opening: Callable[[Path, ShownClock], Counter]) -> str:
        """Play the scene. Returns the day of the visit: nothing of it has a number yet."""
        edition = load_editions().by_label(EDITION)
        found_profile(
            self.stage.out / "data" / self.name,
            demonstration_profile(edition, kind="state_corporation", organisation=DESK),
        )
        with self.stage.play(self.name, lambda folder: opening(folder, self._clock)) as player:
            self._take_down(player)
            return DAY

    def _take_down(self, player: Player) -> None:
        self.press(player, Key.Key_F5, CONTROL)
        self.press(player, Key.Key_H, CONTROL)
        for place, value in enumerate(VISIT):
            if place:
                player.tab()
            player.write(value)
        self.photograph(player, "who-is-visited-where-and-when")
        self.press(player, Key.Key_F10)
        self.photograph(player, "a-day-nobody-works")
        self.tab_until(player, lambda one: isinstance(one, QLineEdit) and one.text() == NOT_WORKED, "the day")
        player.press(Key.Key_A, CONTROL)
        player.write(DAY)
        self.print_by(player, Key.Key_F10, words="Taken down; the sheet is at the printer. F9 prints it once more.")
        self.photograph(player, "taken-down")
        self.press(player, Key.Key_Escape)
