"""A clerk at the real window until killed: random typing, holds, outcomes and papers, by the keyboard.

Started once; for every line on standard input (folder and seed) it forks a life, which shares the loaded libraries and
nothing else. What the window has shown as kept and every act it has acknowledged are lines of JSON on standard output.
"""

import hashlib
import os
import random
import sys
import traceback
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Everything heavy is loaded before the fork; Qt's application is made after it.
import pypdfium2
import reportlab.platypus
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

import desktop.ui.printing
import forms.papers.drawing
import forms.signing
from desktop.clocks import MachineClock
from desktop.domain.case import CaseDraft, DocumentAnswers, read_draft, write_draft
from desktop.ui.application import make_application
from desktop.ui.reception import view
from forms.visits import Period
from tests.kills.forking import acknowledge, serve
from tests.ui.operator import Operator

LOADED = (pypdfium2, reportlab.platypus, forms.papers.drawing, forms.signing, view)
WORDS = ("Сынақова", "Үлгі", "Тестқызы", "850101100002", "№ 7 мектеп", "ұстаз", "8701", "Ғ", "қызы ", "29.02.2027")


def essence(draft: CaseDraft) -> str:
    """A digest of everything typed: what an act of the operator adds to the draft by itself is left out."""
    plain = read_draft(write_draft(draft))
    plain.periods = (Period(kind="serving", start=plain.periods[0].start),)
    looked_at = {key: said for key, said in plain.documents.items() if said != DocumentAnswers()}
    plain.documents = dict(sorted(looked_at.items()))
    if plain.number:
        plain.number, plain.screen = "", "outcome"
    return hashlib.sha256(write_draft(plain)).hexdigest()


class Life:
    """One life of the program."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.case = ""
        self.number = ""
        self.leaving = ""
        self.operator = Operator(folder, clock=MachineClock("Asia/Aqtobe"))

    def work(self) -> None:
        """Sit down, and go on until killed."""
        operator = self.operator
        operator.wait(lambda: operator.window.desk is not None, "the store is open")
        desk = operator.desk
        desk.case_opened.connect(self.opened)
        desk.case_closed.connect(lambda: acknowledge(closed=self.case, how=self.leaving))
        desk.step_changed.connect(self.stepped)
        desk.kept.connect(self.kept)
        assert operator.window.printing is not None
        operator.window.printing.state_changed.connect(self.printed)
        operator.settle()
        if desk.is_open and not self.case:
            self.opened()  # it was resumed before anyone could listen
        acknowledge(ready=True)
        while True:
            if desk.is_open:
                self.do_something()
            elif self.chance.random() < 0.4 and operator.window._waiting:
                operator.press(Qt.Key.Key_F6)
                operator.idle()
            else:
                operator.press(Qt.Key.Key_F2)
                operator.idle()

    # what the window acknowledged

    def opened(self) -> None:
        draft = self.operator.draft
        self.case, self.number = draft.case, draft.number
        acknowledge(opened=self.case, screen=draft.screen, essence=essence(draft))

    def kept(self, kept: bool) -> None:
        if self.operator.desk.is_open:
            draft = self.operator.draft
            acknowledge(case=draft.case, essence=essence(draft), kept=kept and self.operator.window.is_kept())

    def stepped(self) -> None:
        draft = self.operator.draft
        if draft.number and not self.number:
            self.number = draft.number
            acknowledge(decided=draft.case, number=draft.number)

    def printed(self, state: object, problem: object) -> None:
        if state is not None and self.operator.desk.is_open:
            acknowledge(paper=self.operator.draft.number)

    def look(self) -> None:
        """What is shown is what is meant, field by field."""
        draft = self.operator.draft
        if self.operator.screen != draft.screen:
            raise AssertionError(f"shown: {self.operator.screen}, meant: {draft.screen}")
        if draft.screen == "applicant":
            for name in ("iin", "name", "workplace", "position", "phone"):
                if self.operator.typed(f"applicant.{name}") != getattr(draft.applicant, name):
                    raise AssertionError(f"{name} is not shown as it was typed")

    # what the clerk does

    def do_something(self) -> None:
        operator, chance = self.operator, self.chance
        self.look()
        step = chance.random()
        if step < 0.02:
            self.leaving = "hold"
            operator.put_aside()
            operator.idle()
        elif step < 0.03 and not operator.draft.decided:
            self.leaving = "drop"
            operator.desk.drop()
            operator.idle()
        elif step < 0.06:
            operator.press(Qt.Key.Key_Escape)
        elif step < 0.2:
            self.type_anything()
        elif step < 0.6:
            self.complete()
            self.go_on()
        else:
            self.go_on()

    def go_on(self) -> None:
        self.leaving = "hand over"
        self.operator.press(Qt.Key.Key_F10)
        if self.operator.desk.is_open and self.operator.draft.screen in ("outcome", "paper"):
            self.operator.idle()

    def type_anything(self) -> None:
        operator = self.operator
        for _ in range(self.chance.randrange(6)):
            operator.player.tab()
        if isinstance(QApplication.focusWidget(), QLineEdit):
            operator.write(self.chance.choice(WORDS))
        else:
            operator.press(self.chance.choice((Qt.Key.Key_Space, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Down)))

    def complete(self) -> None:
        """Bring the step nearer to its end, so that cases reach it."""
        operator, draft = self.operator, self.operator.draft
        match draft.screen:
            case "applicant":
                wanted = {"iin": "850101100002", "name": "Сынақова Үлгі", "workplace": "мектеп", "position": "ұстаз"}
                for name, text in {**wanted, "phone": "", "email": ""}.items():
                    if getattr(draft.applicant, name) != text:
                        operator.rewrite(f"applicant.{name}", text)
                for name in ("identity_shown", "identity_returned"):
                    if not getattr(draft.applicant, name):
                        operator.tab_to(f"applicant.{name}")
                        operator.press(Qt.Key.Key_Space)
                if draft.by_representative:
                    operator.desk.change(lambda draft: setattr(draft, "by_representative", False))
            case "facts" | "consent":
                operator.press(Qt.Key.Key_F7, self.chance.choice((Qt.Key.Key_1, Qt.Key.Key_2)))
                # Typed at random on the facts screen, where it is asked of someone with a category only.
                if draft.screen == "facts" and draft.held_until and draft.facts.get("has_category") is True:
                    operator.rewrite("held_until", "")
            case "checklist":
                operator.press(Qt.Key.Key_F7, Qt.Key.Key_Space)
                for _ in operator.desk.obstacles():
                    operator.press(Qt.Key.Key_Space)
                if self.chance.random() < 0.2:
                    operator.press(self.chance.choice((Qt.Key.Key_M, Qt.Key.Key_E)))
            case "outcome":
                operator.press(Qt.Key.Key_1)
                operator.write("Себебі бар. ")
            case "paper":
                operator.press(Qt.Key.Key_F9)
                operator.wait(lambda: operator.draft.printed, "it is printed")
            case _:
                pass


def live(folder: Path, seed: int) -> None:
    desktop.ui.printing.FOLLOW_EVERY_MS = 5
    application = make_application(["kense"])
    life = Life(folder, seed)
    # An error in a slot is no way to die unnoticed.
    sys.excepthook = lambda kind, error, trace: die(error)
    life.work()
    application.quit()


def die(error: BaseException) -> None:
    traceback.print_exception(error)
    sys.stderr.flush()
    os._exit(70)


if __name__ == "__main__":
    serve(live)
