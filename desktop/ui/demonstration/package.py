"""The demonstration's package: what the State Corporation took in comes to a school, and its result goes back."""

from collections.abc import Callable
from pathlib import Path

from desktop.operations.counter import Counter
from desktop.operations.profile_keeping import found_profile
from desktop.ui.demonstration.clock import ShownClock
from desktop.ui.demonstration.organisation import demonstration_profile
from desktop.ui.demonstration.play import Demonstration
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.scene import CONTROL, Key, Scene
from desktop.ui.demonstration.script import DemoApplicant, DemoCase
from desktop.ui.demonstration.stage import Stage
from forms.reading import load_editions

OpenDay = Callable[[Path, ShownClock], Counter]

PACKAGE = "package-from-the-corporation"
NUMBER, ACCEPTED = "ГК-2026-118", "20.11.2026"
EDITION = "E2020-7"
TEACHER = DemoApplicant(
    iin="850101100002",
    name="Сынақова Үлгі Тестқызы",
    identity_document="жеке куәлік № 000000001, ІІМ",
    workplace="№ 7 үлгі мектеп",
    position="математика мұғалімі",
    phone="87000000001",
    email="",
)
CASE = DemoCase(
    name=PACKAGE,
    edition=EDITION,
    provider="local",
    applicant=TEACHER,
    facts={
        "teacher_category": "general",
        "claimed_category": "moderator",
        "has_category": False,
        "retraining_done": False,
    },
    outcome="accepted",
    language="both",
)


class PackageScene(Scene):
    """A package with nobody at the counter: looked through, registered, its result sent, once come back."""

    def __init__(self, stage: Stage, demonstration: Demonstration) -> None:
        super().__init__(PACKAGE, stage, demonstration)
        self._clock = ShownClock()

    def play(self, opening: OpenDay) -> str:
        """Play the scene. Returns the registration number."""
        edition = load_editions().by_label(EDITION)
        found_profile(self.stage.out / "data" / self.name, demonstration_profile(edition))
        with self.stage.play(self.name, lambda folder: opening(folder, self._clock)) as player:
            number = self._receive(player)
            self._send(player)
            return number

    def _receive(self, player: Player) -> str:
        desk = self.begin_case(player)
        player.press(Key.Key_2)  # not over the counter: a package
        for name, text in (("package", NUMBER), ("filed_at", ACCEPTED)):
            self.demonstration.tab_to(player, name)
            player.write(text)
        self.demonstration.tab_to(player, "provider_place")
        player.press(Key.Key_1)
        self.leave(player, desk, "service")
        for name in ("iin", "name", "identity_document", "workplace", "position", "phone"):
            self.demonstration.tab_to(player, f"applicant.{name}")
            player.write(getattr(TEACHER, name))
        self.leave(player, desk, "applicant")
        return self.receive(player, desk, CASE)

    def _send(self, player: Player) -> None:
        self._clock.pass_time(24 * 60)
        self.press(player, Key.Key_F5, CONTROL)
        self.photograph(player, "what-is-to-be-sent")
        self.press(player, Key.Key_Return)
        player.write("Тізілім № 12, курьермен")
        self.photograph(player, "the-result-is-sent")
        self.press(player, Key.Key_F10)
        self.photograph(player, "sent")
        self._clock.pass_time(33 * 24 * 60)
        self.press(player, Key.Key_U, CONTROL)  # nobody came for it
        self.photograph(player, "it-came-back-as-unclaimed")
        self.press(player, Key.Key_Escape)
        self.press(player, Key.Key_3)
        self.photograph(player, "not-collected")
