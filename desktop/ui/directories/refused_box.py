"""The lines of a roster's file that were refused: the first of them, and all of them as a file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.operations import exporting, roster_taking
from desktop.ui.context import Look
from desktop.ui.keeping.card import in_row
from desktop.ui.register.file_field import FileField
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import box, label, set_tone
from desktop.ui.workers import Worker
from forms.problems import Problem
from forms.rosters import MOST_PROBLEMS, RefusedRow

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.operations.counter import Counter


SHOWN_HEIGHT = 180  # the list has a hundred lines, and what is in use shall not be pushed out of sight


class RefusedBox(QWidget):
    """Hidden while nothing was refused. Signals: ``problem_met(object)``."""

    problem_met = Signal(object)

    def __init__(self, look: Look, counter: "Counter", store: Worker) -> None:
        super().__init__()
        self._look, self._counter, self._store = look, counter, store
        self._refused: tuple[RefusedRow, ...] = ()
        self._of = ""
        self._busy = False
        say = look.say
        self._count = label("", strong=True)
        self._lines = QPlainTextEdit()
        self._lines.setReadOnly(True)
        self._lines.setTabChangesFocus(True)
        self._lines.setFixedHeight(SHOWN_HEIGHT)
        self._target = FileField(look, say("Save the list of all refused lines as"), save=True)
        self._save = KeyButton(say("Save the list"), "", look.palette, look="plain")
        self._save.clicked.connect(lambda _: self._save_list())
        self._told = label("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            box("careBox", self._count, self._lines, self._target, in_row(self._save), self._told, spacing=8)
        )
        self._told.hide()
        self.hide()

    def show_rows(self, file: str, refused: tuple[RefusedRow, ...]) -> None:
        """What was refused of a file; nothing is shown of nothing."""
        if refused is self._refused and file == self._of:
            return
        self._refused, self._of = refused, file
        self._told.hide()
        self.setVisible(bool(refused))
        if refused:
            say = self._look.say
            self._count.setText(
                "⚠ " + say("Lines refused: {count}. Mend them in the file, and read it again.", count=len(refused))
            )
            lines = [
                say("Line {line}: {sentence}", line=row.place, sentence=row.problem.sentence(say))
                for row in refused[:MOST_PROBLEMS]
            ]
            if len(refused) > MOST_PROBLEMS:
                lines.append(say("These are the first {count}; all of them are in the list.", count=MOST_PROBLEMS))
            self._lines.setPlainText("\n".join(lines))
            folder = exporting.list_places()[0].folder
            self._target.set_path(exporting.free_path(folder, roster_taking.refused_name(file)))

    def restore(self, before: "RefusedBox") -> None:
        """Go on where the box was, in another language or light."""
        path = before._target.path()
        if before._refused and path is not None:
            self.show_rows(before._of, before._refused)
            self._target.set_path(path)

    def _save_list(self) -> None:
        target = self._target.path()
        if target is None or self._busy:
            return
        self._busy = True
        say, refused, folder = self._look.say, self._refused, self._counter.store.folder
        heads = (say("Line"), say("What stands there"), say("Why it is refused"))
        self._store.run(
            lambda: roster_taking.save_refused(refused, target, folder, heads, say), self._saved, self._not_saved
        )

    def _saved(self, path: "Path") -> None:
        self._busy = False
        if isValid(self):
            self._told.setText("✓ " + self._look.say("Written: {file}", file=path))
            set_tone(self._told, "good")
            self._told.show()

    def _not_saved(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self):
            self.problem_met.emit(problem)
