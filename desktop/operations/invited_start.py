"""The first start of a counter the district made: its profile is there, and only who works here is asked."""

from dataclasses import replace
from pathlib import Path

from desktop.operations.carrying import list_sticks
from desktop.operations.enrolling import TakenInvitation, profile_of
from desktop.operations.profile_answers import answers_of
from desktop.operations.profile_keeping import FirstStart
from desktop.paths import PROFILE_NAME
from desktop.profile.reading import examine_content
from forms.problems import Problem

ENDING = ".kense-invitation"
FOLDER = "Kense-exchange"


def find_invitation(counter: str = "") -> Path:
    """The latest invitation on the sticks connected now, of ``counter`` where its code is known.

    Raises Problem 881 where there is none.
    """
    name = f"{counter or '*'}{ENDING}"
    found: list[tuple[float, Path]] = []
    for stick in list_sticks():
        for folder in (Path(stick), Path(stick) / FOLDER):
            try:
                found += [(path.stat().st_mtime, path) for path in folder.glob(name)]
            except OSError:
                continue  # a stick that cannot be read has none
    if not found:
        raise Problem("881")
    return max(found)[1]


def start_with(start: FirstStart, taken: TakenInvitation) -> FirstStart:
    """The questions of the first start with what the district answered already; the counter's code is the district's.

    Raises Problem 874 where the folder has a store of another counter, 880 where the profile cannot be used here.
    """
    code, before = taken.invitation.counter, start.answers
    if start.counter_kept and before.counter != code:
        raise Problem("874", found=code, counter=before.counter)
    written = profile_of(taken)
    if not written:
        before.counter = code
        return replace(start, taken=taken)
    examined = examine_content(written.encode(), PROFILE_NAME, start.choices.editions)
    if examined.profile is None:
        raise Problem("880", reason=examined.stops[0])
    answers = answers_of(examined.profile, start.choices.services)
    answers.counter, answers.interface = code, before.interface
    # Who works here the district does not know: a name stands there only because a profile must have one.
    answers.operators[0].name = before.operators[0].name
    return replace(start, answers=answers, taken=taken, base=examined.profile)
