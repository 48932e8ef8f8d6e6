"""A clerk at the real window on a disk that is full. ``python -m tests.faults.window FOLDER`` prints what was seen."""

import errno
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import msgspec
from PySide6.QtWidgets import QApplication

from desktop.operations import reception
from desktop.ui.application import make_application
from forms.problems import PROBLEMS
from tests.power.disk import FaultyDisk, Kind
from tests.ui.operator import Operator

NAME = "Сынақова Үлгі"
MORE = " Тестқызы"


def work(folder: Path) -> dict[str, object]:
    """Type a name, fill the disk, go on typing, make room, and look after the next start."""
    disk = FaultyDisk()
    disk.watch(folder)
    operator = Operator(folder).ready()
    operator.desk._again.setInterval(5)
    operator.go_until("applicant")
    operator.tab_to("applicant.name")
    operator.write(NAME)
    operator.settle()
    disk.fail(Kind.SPACE, 1, errno.ENOSPC, "from_then")
    operator.write(MORE)
    sentence = operator.window.look.say(PROBLEMS["301"]).format(folder=folder)
    operator.wait(lambda: operator.says(sentence), "the sentence is shown")
    operator.idle()
    seen: dict[str, object] = {
        "failed": disk.failed,
        "told": operator.says(sentence),
        "typed": operator.typed("applicant.name"),
        "kept while full": kept_name(operator),
    }
    disk.heal()
    operator.write("!")
    operator.settle()
    seen["kept once there is room"] = kept_name(operator)
    disk.fail(Kind.SPACE, 1, errno.ENOSPC, "from_then")
    operator.write("?")
    operator.wait(lambda: operator.says(sentence), "the sentence is shown again")
    operator.close()  # with the disk still full
    disk.heal()
    again = Operator(folder).ready()
    again.wait(lambda: again.desk.is_open, "the case is on the screen again")
    seen["shown after the next start"] = again.typed("applicant.name")
    again.close()
    return seen


def kept_name(operator: Operator) -> str:
    """The applicant's name as the store has it."""
    case = operator.draft.case
    waiting = operator.in_store(reception.waiting_cases)
    return next(one.name for one in waiting if one.case == case)


if __name__ == "__main__":
    make_application([])
    told = work(Path(sys.argv[1]))
    sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
    sys.stdout.flush()
    QApplication.processEvents()
