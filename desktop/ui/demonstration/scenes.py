"""Everything the demonstration plays, one scene after another."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.operations.counter import Counter
from desktop.ui.application import make_application, translate_qt
from desktop.ui.demonstration.clock import ShownClock
from desktop.ui.demonstration.play import Demonstration, OpenFor
from desktop.ui.demonstration.register import REGISTER, RegisterScene
from desktop.ui.demonstration.script import read_cases
from desktop.ui.demonstration.stage import Stage
from desktop.ui.demonstration.working_day import WORKING_DAY, WorkingDay

OpenDay = Callable[[Path, ShownClock], Counter]


def play_all(
    out: Path, open_for: OpenFor, open_day: OpenDay, *, only: Sequence[str], languages: Sequence[str]
) -> dict[str, str]:
    """Play the scenes (``only`` those named, if any). Returns scene name → number given."""
    for part in ("data", "pictures", "papers"):
        shutil.rmtree(out / part, ignore_errors=True)
    application = make_application(["kense"])
    translate_qt(application, "kk")
    stage = Stage(out, languages)
    demonstration = Demonstration(stage, open_for)
    cases = read_cases()
    played = {case.name: demonstration.play(case) for case in cases if not only or case.name in only}
    if not only or REGISTER in only:
        played[REGISTER] = RegisterScene(stage, demonstration, cases[0]).play(open_for)
    if not only or WORKING_DAY in only:
        played[WORKING_DAY] = WorkingDay(stage, demonstration, cases[0]).play(open_day)
    return played
