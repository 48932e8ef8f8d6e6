"""Somebody looked up to try the rosters: who has this IIN, and which source says so."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.lookup.ports import Answer, Found, Person
from desktop.operations.look_up import look_up
from desktop.ui.context import Look
from desktop.ui.keeping.card import in_row
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label, set_tone
from desktop.ui.wording import say_date
from desktop.ui.workers import Worker
from forms.dates import show_date
from forms.problems import Problem
from forms.rosters import RosterRow

if TYPE_CHECKING:
    from desktop.operations.counter import Counter


def in_a_line(known: Person | RosterRow) -> str:
    """What is known of somebody."""
    born = show_date(date.fromisoformat(known.birth_date)) if known.birth_date else ""
    said = (known.iin, known.name, known.position, known.workplace, known.category, born)
    return " · ".join(one for one in said if one)


class LookUpBox(QWidget):
    """Signals: ``problem_met(object)`` with what is not of the IIN typed."""

    problem_met = Signal(object)

    def __init__(self, look: Look, counter: "Counter", store: Worker) -> None:
        super().__init__()
        self._look, self._counter, self._store = look, counter, store
        self._answer: Answer | None = None
        say = look.say
        self._iin = Field(look, say("Look somebody up, to try"), hint=say("IIN, 12 digits"), width=240)
        self._iin.edited.connect(self._typed)
        assert isinstance(self._iin.input, QLineEdit)
        self._iin.input.returnPressed.connect(self._ask)
        act = KeyButton(say("Look up"), "Enter", look.palette, look="plain")
        act.clicked.connect(lambda _: self._ask())
        self._said = label("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._iin, in_row(act), self._said):
            column.addWidget(widget)
        self._said.hide()

    def restore(self, before: "LookUpBox") -> None:
        """Go on where the box was, in another language or light."""
        self._iin.set_text(before._iin.text())
        self._answer = before._answer
        self._show()

    def _typed(self, _text: str) -> None:
        self._iin.show_wrong("")
        self._answer = None
        self._show()

    def _ask(self) -> None:
        counter, typed = self._counter, self._iin.text()
        self._store.run(lambda: look_up(counter, typed), self._answered, self._failed)

    def _answered(self, answer: Answer) -> None:
        if isValid(self):
            self._answer = answer
            self._show()

    def _failed(self, problem: Problem) -> None:
        if not isValid(self):
            return
        if problem.code.startswith("20"):
            self._iin.show_wrong(problem.sentence(self._look.say))
            self._iin.setFocus()
        else:
            self.problem_met.emit(problem)

    def _show(self) -> None:
        answer = self._answer
        self._said.setVisible(answer is not None)
        if answer is None:
            return
        say = self._look.say
        if isinstance(answer, Found):
            source = say("{source}, of {day}", source=answer.source, day=self._say_day(answer.as_of))
            self._said.setText(f"✓ {in_a_line(answer.person)}\n{source}")
        elif not answer.asked:
            self._said.setText(say("There is no roster to look in."))
        else:
            asked = "; ".join(
                say("{source}, of {day}", source=one.name, day=self._say_day(one.as_of)) for one in answer.asked
            )
            self._said.setText(say("No data. Asked: {sources}.", sources=asked))
        set_tone(self._said, "good" if isinstance(answer, Found) else "care")

    def _say_day(self, day: str) -> str:
        return say_date(date.fromisoformat(day), self._look.language.code)
