"""Rosters: an office's file is read beside the work, looked at, and taken into use; what is in use; a person tried."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.permissions import may
from desktop.operations import roster_taking
from desktop.operations.roster_taking import KeptRoster, ReadFile
from desktop.ui.beside import work_beside
from desktop.ui.context import Look
from desktop.ui.directories.look_up_box import LookUpBox, in_a_line
from desktop.ui.directories.refused_box import RefusedBox
from desktop.ui.directories.roster_list import RosterList
from desktop.ui.keeping.card import Card, in_row
from desktop.ui.register.file_field import FileField
from desktop.ui.settings.form import empty
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import box, label
from desktop.ui.widgets.progress import ProgressLine
from desktop.ui.workers import Worker
from forms.problems import Problem
from forms.rosters import RefusedRow

if TYPE_CHECKING:
    from desktop.operations.counter import Counter

WORK, KEEPING = "roster", "roster kept"
SHOWN_PEOPLE = 3


@dataclass(frozen=True)
class Taken:
    """A file that is in use now; what was refused of it is there to be looked at until another is read."""

    file: str
    kept: KeptRoster
    refused: tuple[RefusedRow, ...]


class RostersCard(Card):
    """Signals: ``problem_met(object)``; ``recorded()`` once a roster was taken into use, or out of it."""

    problem_met = Signal(object)
    recorded = Signal()

    def __init__(self, look: Look, counter: "Counter", store: Worker) -> None:
        say = look.say
        about = say(
            "People to be looked up by their IIN, without a network: an Excel workbook or a CSV file. One of its first "
            "lines names the columns: IIN and name; position, workplace, category and birth date where there are any."
        )
        super().__init__(look, say("Rosters"), about)
        self._counter, self._store = counter, store
        # Both outlive this card: it is made anew in another language while they go on.
        self._work, self._keeping = work_beside(store, WORK), work_beside(store, KEEPING)
        self._name = ""
        self._file = FileField(look, say("The office's file"))
        self._begin = self.button(say("Read the file"), self.go_on, "primary", "F10")
        self._line = ProgressLine(look.palette)
        self._found = QWidget()
        self._rows = QVBoxLayout(self._found)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)
        self._refused = RefusedBox(look, counter, store)
        self._list = RosterList(look, counter, store)
        self._try = LookUpBox(look, counter, store)
        for widget in (self._file, in_row(self._begin), self._line, self._found, self._refused, self._list, self._try):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        for part in (self._refused, self._list, self._try):
            part.problem_met.connect(self.tell_problem)
        self._list.changed.connect(self.recorded)
        self._list.told.connect(lambda words: self.tell(words, "good"))
        self._try.setVisible(may(counter.roles, "serve"))
        self._work.changed.connect(self._show)
        self._keeping.changed.connect(self._show_kept)
        self._show()

    # what the room asks

    def refresh(self) -> None:
        """Read again which rosters are in use."""
        self._list.refresh()

    def stop(self) -> None:
        """The room is left: what goes on goes on."""

    def restore(self, before: "RostersCard") -> None:
        """Go on where the card was, in another language or light."""
        path = before._file.path()
        self._file.set_path("" if path is None else path)
        self._name = before._name
        self._refused.restore(before._refused)
        self._list.restore(before._list)
        self._try.restore(before._try)
        self._show()

    def focus_start(self) -> None:
        """The keyboard comes to what is to be done next."""
        if self._read() is not None or self._work.running:
            self._begin.setFocus()
        else:
            self._file.focus_start()

    def go_on(self) -> None:
        """F10: read the file, stop reading, or take into use what was read."""
        if self._keeping.running:
            return
        if self._work.running:
            self._work.cancel()
        elif self._read() is not None:
            self._keep()
        else:
            self._start()

    def take_back(self) -> bool:
        """Esc: what was asked is asked no more; what was read is not taken."""
        if self._list.take_back():
            return True
        if self._read() is None or self._keeping.running:
            return False
        self._work.forget()
        self._file.focus_start()
        return True

    def _leave(self) -> None:
        self.take_back()

    # what is done

    def _start(self) -> None:
        counter, path = self._counter, self._file.path()
        if path is None:
            self._file.show_wrong(self.say("Type the path of the file, or choose it."))
            self._file.focus_start()
            return
        try:
            roster_taking.check_may_take(counter, path.stem)
        except Problem as problem:
            self.tell_problem(problem)
            return
        self.tell("")
        self._keeping.forget()
        self._name = path.stem[: roster_taking.MOST_NAME]
        today = roster_taking.today_of(counter)
        self._work.start(lambda progress, cancelled: roster_taking.read_file(path, today, progress, cancelled))

    def _keep(self) -> None:
        read = self._read()
        assert read is not None
        counter, name, store = self._counter, self._name, self._store

        def keep() -> Taken:
            kept = store.call(lambda: roster_taking.keep_roster(counter, read, name))
            return Taken(read.file, kept, read.roster.refused)

        self._keeping.start(lambda progress, cancelled: keep())

    # what is shown

    def _read(self) -> ReadFile | None:
        return self._work.result if isinstance(self._work.result, ReadFile) else None

    def _show(self) -> None:
        if not isValid(self):
            return
        say, work, read = self.say, self._work, self._read()
        self._line.setVisible(work.running)
        self._line.show_share(work.done, work.of)
        words = (
            say("Stop reading")
            if work.running
            else say("Take these people into use")
            if read is not None
            else say("Read the file")
        )
        self._begin.setText(words)
        self._begin.setAccessibleName(f"{words} (F10)")
        self._begin.updateGeometry()
        self._file.setVisible(not work.running and read is None)
        if work.running:
            self.tell(say("Reading: line {done} of {of}", done=work.done, of=work.of) if work.of else say("Reading…"))
            self._clear()
            return
        if work.problem is not None:
            self.tell_problem(work.problem)
        self._show_read(read)
        self._show_kept()

    def _show_kept(self) -> None:
        if not isValid(self):
            return
        keeping = self._keeping
        self._begin.setEnabled(self._may_go_on())
        if keeping.running:
            self.tell(self.say("Being taken into use…"))
        elif keeping.problem is not None and self._read() is not None:
            self.tell_problem(keeping.problem)
        elif isinstance(keeping.result, Taken):
            taken = keeping.result
            if self._read() is not None:
                self._work.forget()
                self._file.set_path("")
                self._file.focus_start()
                self.recorded.emit()
                self._list.refresh()
                return
            self.tell(
                self.say("In use: “{name}”, people: {count}.", name=taken.kept.name, count=taken.kept.rows), "good"
            )
            self._refused.show_rows(taken.file, taken.refused)

    def _may_go_on(self) -> bool:
        read = self._read()
        return read is None or bool(read.roster.rows)

    def _clear(self) -> None:
        empty(self._rows)
        self._found.hide()
        self._refused.show_rows("", ())

    def _show_read(self, read: ReadFile | None) -> None:
        self._clear()
        if read is None:
            return
        say, roster = self.say, read.roster
        self.tell("")
        found = say("{file}: people who can be taken in: {count}.", file=read.file, count=len(roster.rows))
        lines = [label(found, strong=True)]
        if len(roster.sheets) == 1:
            lines.append(label(say("From the sheet “{sheet}”.", sheet=roster.sheets[0])))
        elif roster.sheets:
            lines.append(label(say("From the sheets: {sheets}.", sheets=", ".join(roster.sheets))))
        else:
            lines.append(label(say("Read as {encoding}.", encoding=roster.encoding)))
        if roster.rows:
            shown = "\n".join(in_a_line(row) for row in roster.rows[:SHOWN_PEOPLE])
            lines += [label(say("The first of them, to be compared with the file:"), tone="quiet"), label(shown)]
        if roster.left_out:
            lines.append(label(say("Columns left out: {columns}.", columns=", ".join(roster.left_out))))
        lines += [label("⚠ " + remark.sentence(say)) for remark in roster.remarks]
        self._rows.addWidget(box("noteBox", *lines, spacing=6))
        before: QWidget = self._begin
        if roster.rows:
            name = Field(self.look, say("What it is called here"), hint=say("A roster of the same name is replaced."))
            name.set_text(self._name)
            name.edited.connect(self._named)
            self._rows.addWidget(name)
            QWidget.setTabOrder(self._begin, name.input)
            before = name.input
        else:
            self.tell_problem(Problem("981", file=read.file))
        leave = self.button(say("Do not take it"), self._leave, key="Esc")
        self._rows.addWidget(in_row(leave))
        QWidget.setTabOrder(before, leave)
        self._found.show()
        self._refused.show_rows(read.file, roster.refused)
        self._begin.setFocus()

    def _named(self, text: str) -> None:
        self._name = text
