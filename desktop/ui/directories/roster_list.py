"""The rosters in use, each with what takes it out of use, asked twice."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.operations import roster_taking
from desktop.operations.roster_taking import KeptRoster
from desktop.ui.context import Look
from desktop.ui.keeping.card import in_row
from desktop.ui.settings.form import empty
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import box, label
from desktop.ui.wording import say_date
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter


class RosterList(QWidget):
    """Signals: ``changed()`` once one was taken out of use; ``told(str)`` with words on it; ``problem_met(object)``."""

    changed = Signal()
    told = Signal(str)
    problem_met = Signal(object)

    def __init__(self, look: Look, counter: "Counter", store: Worker) -> None:
        super().__init__()
        self._look, self._counter, self._store = look, counter, store
        self._kept: list[KeptRoster] | None = None
        self._asked: int | None = None
        self._busy = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(look.say("In use"), strong=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column.addLayout(self._rows)

    def refresh(self) -> None:
        """Read again which are in use."""
        counter = self._counter
        self._store.run(lambda: roster_taking.list_rosters(counter), self._show, self._failed)

    def restore(self, before: "RosterList") -> None:
        """Go on where the list was, in another language or light."""
        self._kept, self._asked = before._kept, before._asked
        self._lay_out()

    def take_back(self) -> bool:
        """Esc: nothing is taken out of use; whether it was asked."""
        asked = self._asked is not None and not self._busy
        if asked:
            self._asked = None
            self._lay_out()
        return asked

    def _show(self, kept: list[KeptRoster]) -> None:
        if isValid(self) and kept != self._kept:
            self._kept = kept
            self._lay_out()

    def _lay_out(self) -> None:
        empty(self._rows)
        say, palette = self._look.say, self._look.palette
        if self._kept is None:
            return
        if not self._kept:
            none = say(
                "No roster yet: nobody can be looked up. Read an office's file above, or wait for the district's."
            )
            self._rows.addWidget(label(none, tone="quiet"))
        before: QWidget = self  # Tab goes from row to row, before what stands below
        for kept in self._kept:
            words = label(f"{kept.name}\n{self._say_of(kept)}")
            if kept.id == self._asked:
                act = KeyButton(say("Take it out of use"), "", palette, look="primary")
                act.clicked.connect(lambda _, kept=kept: self._remove(kept))
                back = KeyButton(say("Leave it as it is"), "Esc", palette, look="plain")
                back.clicked.connect(lambda _: self.take_back())
                asked = label(say("Nobody of “{name}” can be looked up there any more.", name=kept.name))
                self._rows.addWidget(box("careBox", words, asked, in_row(act, back), spacing=8))
                QWidget.setTabOrder(before, act)
                QWidget.setTabOrder(act, back)
                before = back
                act.setFocus()
            elif kept.source == "file":
                act = KeyButton(say("Take out of use…"), "", palette, look="plain")
                act.setAccessibleName(f"{act.text()} {kept.name}")
                act.clicked.connect(lambda _, kept=kept: self._ask(kept))
                self._rows.addWidget(box("noteBox", words, in_row(act), spacing=8))
                QWidget.setTabOrder(before, act)
                before = act
            else:
                self._rows.addWidget(box("noteBox", words))

    def _say_of(self, kept: KeptRoster) -> str:
        say = self._look.say
        day = say_date(datetime.fromisoformat(kept.taken_at).date(), self._look.language.code)
        people = say("people: {count}", count=kept.rows)
        if kept.source == "centre":
            parts = [say("Published by the district, taken in on {day}", day=day), people]
        else:
            parts = [say("From a file, taken in on {day}", day=day), people]
        if kept.refused:
            parts.append(say("lines refused: {count}", count=kept.refused))
        return " · ".join(parts)

    def _ask(self, kept: KeptRoster) -> None:
        self._asked = kept.id
        self._lay_out()

    def _remove(self, kept: KeptRoster) -> None:
        if self._busy:
            return
        self._busy = True
        counter = self._counter
        self._store.run(
            lambda: roster_taking.remove_roster(counter, kept.id), lambda _: self._removed(kept), self._failed
        )

    def _removed(self, kept: KeptRoster) -> None:
        self._busy, self._asked = False, None
        if isValid(self):
            self.told.emit(self._look.say("Out of use: “{name}”.", name=kept.name))
            self.changed.emit()
            self.refresh()

    def _failed(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self):
            self.problem_met.emit(problem)
