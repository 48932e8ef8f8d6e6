"""Everything the demonstration plays, one scene after another."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.operations.counter import Counter
from desktop.ui.application import make_application, translate_qt
from desktop.ui.demonstration.clock import ShownClock
from desktop.ui.demonstration.complaint import COMPLAINT, ComplaintScene, OpenGuarded
from desktop.ui.demonstration.corporation import CORPORATION, CorporationScene
from desktop.ui.demonstration.electronic import ELECTRONIC, ElectronicScene
from desktop.ui.demonstration.enrolment import ENROLMENT, EnrolmentScene
from desktop.ui.demonstration.home_visit import HOME_VISIT, HomeVisitScene
from desktop.ui.demonstration.package import PACKAGE, PackageScene
from desktop.ui.demonstration.play import Demonstration, OpenFor
from desktop.ui.demonstration.register import REGISTER, RegisterScene
from desktop.ui.demonstration.script import read_cases
from desktop.ui.demonstration.sent import SENT, SentScene
from desktop.ui.demonstration.stage import Stage
from desktop.ui.demonstration.working_day import WORKING_DAY, WorkingDay

OpenDay = Callable[[Path, ShownClock], Counter]


@dataclass(frozen=True)
class Ways:
    """How the scenes' counters are opened, each on a folder of its own and on the store's thread."""

    open_for: OpenFor
    open_day: OpenDay
    open_guarded: OpenGuarded


def play_all(out: Path, ways: Ways, *, only: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """Play the scenes (``only`` those named, if any). Returns scene name → number given, or day."""
    for part in ("data", "pictures", "papers"):
        shutil.rmtree(out / part, ignore_errors=True)
    application = make_application(["kense"])
    translate_qt(application, "kk")
    stage = Stage(out, languages)
    demonstration = Demonstration(stage, ways.open_for)
    cases = read_cases()
    first = cases[0]
    scenes: dict[str, Callable[[], str]] = {
        **{case.name: partial(demonstration.play, case) for case in cases},
        REGISTER: lambda: RegisterScene(stage, demonstration, first).play(ways.open_for),
        WORKING_DAY: lambda: WorkingDay(stage, demonstration, first).play(ways.open_day),
        ENROLMENT: lambda: EnrolmentScene(stage, demonstration).play(ways.open_for),
        COMPLAINT: lambda: ComplaintScene(stage, demonstration, first).play(ways.open_guarded),
        CORPORATION: lambda: CorporationScene(stage, demonstration).play(ways.open_day),
        HOME_VISIT: lambda: HomeVisitScene(stage, demonstration).play(ways.open_day),
        PACKAGE: lambda: PackageScene(stage, demonstration).play(ways.open_day),
        ELECTRONIC: lambda: ElectronicScene(stage, demonstration).play(ways.open_day),
    }
    # What stays open for somebody else to answer is no part of the whole demonstration.
    apart = {SENT: lambda: SentScene(stage, demonstration).play(ways.open_day)}
    wanted = scenes if not only else {name: play for name, play in {**scenes, **apart}.items() if name in only}
    return {name: play() for name, play in wanted.items()}
