"""A package a desk of the State Corporation sends, for the demonstration of the exchange: not answered yet."""

from collections.abc import Callable
from pathlib import Path

from desktop.operations.counter import Counter
from desktop.operations.profile_keeping import found_profile
from desktop.ui.demonstration.clock import ShownClock
from desktop.ui.demonstration.corporation import DESK, TEACHER, CorporationScene
from desktop.ui.demonstration.organisation import demonstration_profile
from desktop.ui.demonstration.package import CASE as PACKAGE_CASE
from desktop.ui.demonstration.play import Demonstration
from desktop.ui.demonstration.script import DemoCase
from desktop.ui.demonstration.stage import Stage
from forms.reading import load_editions

SENT = "package-sent"
COUNTER = "K7"
CASE = DemoCase(
    name=SENT,
    edition=PACKAGE_CASE.edition,
    provider=PACKAGE_CASE.provider,
    applicant=TEACHER,
    facts=PACKAGE_CASE.facts,
    outcome="accepted",
    language="both",
)


class SentScene(CorporationScene):
    """From the roster to the receipt in hand; what comes of it the centre says."""

    def __init__(self, stage: Stage, demonstration: Demonstration) -> None:
        super().__init__(stage, demonstration, CASE)

    def play(self, opening: Callable[[Path, ShownClock], Counter]) -> str:
        """Play the scene. Returns the registration number."""
        edition = load_editions().by_label(CASE.edition)
        profile = demonstration_profile(edition, kind="state_corporation", organisation=DESK, counter=COUNTER)
        found_profile(self.stage.out / "data" / self.name, profile)
        with self.stage.play(self.name, lambda folder: opening(folder, self.clock)) as player:
            self.take_roster(player)
            return self.take_in(player)
