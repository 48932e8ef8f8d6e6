"""Looking the applicant up: who answered and as of when, empty fields filled, and the branch of a prescribed step."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.domain.case import CaseDraft
from desktop.lookup.ports import Found, NoData
from desktop.operations.look_up import look_up
from desktop.ui.reception.step import StepScreen
from desktop.ui.reception.step_question import StepQuestion
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import Tone, label, set_tone
from forms.catalogues import N_
from forms.dates import show_date
from forms.identity import check_iin
from forms.problems import Problem

KEY = "Ctrl+I"
# What a roster can say of somebody, and a form asks.
FILLED = ("name", "workplace", "position")
_NOBODY = N_("There is nobody to ask: this counter has no roster. Answer by hand, or let one be taken in (Ctrl+F7).")


class LookingUp(QWidget):
    """Part of the applicant's step. What was answered stands in the draft; what was found, only here and now."""

    def __init__(self, step: StepScreen) -> None:
        super().__init__()
        self._step, self._desk = step, step.desk
        say, look = step.say, step.look
        self._iin = ""  # what the answer below is about
        self._button = KeyButton(say("Look the person up"), KEY, look.palette, look="plain")
        self._button.clicked.connect(lambda _: self.ask())
        shortcut = QShortcut(QKeySequence(KEY), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.ask)
        self._told = label("", size="note")
        self._told.setAccessibleName(say("Look the person up"))
        self._told.hide()
        self._seen = ""  # the IIN the branch in the draft is about
        self.question = StepQuestion(step, self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._told)
        column.addWidget(self.question)

    def stand_after(self, field: Field) -> None:
        """Where Tab comes to it: behind the field and the offer beneath it."""
        last = field.findChildren(QPushButton)[-1]
        QWidget.setTabOrder(last, self._button)

    def refresh(self) -> None:
        """Show the branch taken, and what was found while it is about the same person."""
        draft = self._desk.draft
        self._seen = draft.applicant.iin
        if draft.applicant.iin != self._iin:
            self._tell("")
        self._button.setEnabled(not draft.decided)
        self.question.refresh()

    def note_iin(self, iin: str) -> None:
        """Another IIN is typed: what a source said of the one before is not about this person."""
        if iin == self._seen:
            return
        self._seen = iin
        self._tell("")
        self.question.take_back()

    def ask(self) -> None:
        """Ask the rosters about the IIN typed."""
        desk, step = self._desk, self._step
        if not desk.is_open or desk.draft.decided:
            return
        counter, typed = desk.counter, desk.draft.applicant.iin
        try:
            check_iin(typed)
        except Problem as problem:
            self._tell(problem.sentence(step.say), "trouble")
            step.focus_field("applicant.iin")
            return
        step.ask(
            lambda: look_up(counter, typed),
            lambda answer: self._found(typed, answer),
            lambda problem: self._tell(problem.sentence(step.say), "trouble"),
        )

    def _found(self, iin: str, answer: "Found | NoData") -> None:
        if not self._desk.is_open or self._desk.draft.decided or self._desk.draft.applicant.iin != iin:
            return
        self._iin = iin
        say = self._step.say
        if isinstance(answer, Found):
            self._fill(answer)
            who = ", ".join(
                part for part in (answer.person.name, answer.person.position, answer.person.workplace) if part
            )
            told = say(
                "Found: {who}. Source: {source}, as of {day}.", who=who, source=answer.source, day=_day(answer.as_of)
            )
            self._tell(told, "good")
            self.question.answer(True, answer.source)
        elif answer.asked:
            source, day = answer.source, _day(answer.as_of)
            self._tell(say("No data on this IIN. Asked: {source}, as of {day}.", source=source, day=day), "care")
            self.question.answer(False, answer.source)
        else:
            self._tell(say(_NOBODY), "care")

    def _fill(self, answer: Found) -> None:
        """Only what is empty: what the clerk wrote from the document stands."""
        works = self._desk.edition.applicant_works

        def put(draft: CaseDraft) -> None:
            for name in FILLED if works else FILLED[:1]:
                told = getattr(answer.person, name)
                if told and not getattr(draft.applicant, name).strip():
                    setattr(draft.applicant, name, told)

        self._desk.change(put)
        self._step.refresh()

    def _tell(self, words: str, tone: Tone = "") -> None:
        sign = {"trouble": "⚠ ", "care": "⚠ ", "good": "✓ "}.get(tone, "")
        self._told.setText(f"{sign}{words}" if words else "")
        set_tone(self._told, tone)
        self._told.setVisible(bool(words))


def _day(iso: str) -> str:
    return show_date(date.fromisoformat(iso)) if iso else "—"
