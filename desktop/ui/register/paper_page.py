"""A copy that was printed, or a scan put beside an event, looked at as it was, and saved where someone asks for it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.operations import copy_files, reprinting
from desktop.operations.copy_files import SeenFile
from desktop.operations.register import CaseRecord
from desktop.ui.keys import digit_of
from desktop.ui.register.file_field import FileField
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.register.sheets import Sheets
from desktop.ui.register.time_line import say_paper
from desktop.ui.register.words import say_moment
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import ElidedLabel, box, label, set_tone
from forms.problems import Problem

SCROLL_PIXELS = 80
SAVE = 1
LOW = 420


class KeptPage(Leaf):
    """Something kept byte for byte, looked at in place. Arrows scroll; 1 asks where to save it, F10 saves.

    ``read`` gives its pages, ``write`` puts it into a file; both are called on the store's thread.
    """

    def __init__(self, desk: Desk, record: CaseRecord | None, title: str, about: str, file_name: str) -> None:
        super().__init__(desk)
        self._record = record
        say, palette = self.say, self.look.palette
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head, beneath = ElidedLabel(size="title"), ElidedLabel("quiet", "note")
        head.setText(title)
        beneath.setText(about)
        self._save = KeyButton(say("Save as a file"), str(SAVE), palette, look="plain")
        self._save.clicked.connect(self._ask_file)
        back = KeyButton(say("Back"), "Esc", palette)
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(head)
        words.addWidget(beneath)
        top.addLayout(words, 1)
        self._file = FileField(self.look, say("File to save to"), save=True)
        self._file.set_path(Path.home() / file_name)
        self._write = KeyButton(say("Save"), "F10", palette, look="primary")
        self._write.clicked.connect(self.go_on)
        warning = label(
            say("The file leaves the protection of the program: whoever opens the disk can read it. Keep it safe."),
            tone="care",
            size="note",
        )
        self._asking = box("careBox", warning, self._file)
        for button in (back, self._save, self._write):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            top.addWidget(button)
        self._write.hide()
        self._told = label("", size="note")
        self._sheets = Sheets(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._asking)
        column.addWidget(self._told)
        column.addWidget(self._sheets, 1)
        self._asking.hide()
        self._told.hide()
        self.run(self.read, self._show)

    def read(self) -> SeenFile:
        """What is kept."""
        raise NotImplementedError

    def write(self, target: Path) -> None:
        """Put it into a file."""
        raise NotImplementedError

    @property
    def record(self) -> CaseRecord | None:
        """The case the paper is of, where it is a case's."""
        return self._record

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll, 1 saves."""
        page, key = self._sheets.viewport().height() - SCROLL_PIXELS, event.key()
        moves = {
            Qt.Key.Key_Down: SCROLL_PIXELS,
            Qt.Key.Key_Up: -SCROLL_PIXELS,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        if digit_of(event) == SAVE and not self._asking.isVisible():
            self._ask_file()
        elif key in moves:
            self._sheets.move_by(moves[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def take_back(self) -> bool:
        """Esc: not saved."""
        asked = self._asking.isVisible()
        self._ask(False)
        if asked:
            self.setFocus()
        return asked

    def go_on(self) -> None:
        """F10: save it where it was said."""
        if not self._asking.isVisible():
            return
        target = self._file.path()
        if target is None:
            self._file.show_wrong(self.say("Name the file to save to."))
            return
        self.run(lambda: self.write(target), lambda _: self._saved(target), self._not_saved)

    def _show(self, seen: SeenFile) -> None:
        if seen.picture:
            self._sheets.show_picture(seen.picture)
        else:
            self._sheets.show_pages(seen.pages)

    def _ask(self, asking: bool) -> None:
        """Where it is low the question takes the picture's place."""
        self._asking.setVisible(asking)
        self._write.setVisible(asking)
        self._save.setVisible(not asking)
        self._sheets.setVisible(not (asking and self.height() < LOW))

    def _ask_file(self) -> None:
        self._ask(True)
        self._told.hide()
        self._file.focus_start()

    def _saved(self, target: Path) -> None:
        self._ask(False)
        self.setFocus()
        set_tone(self._told, "good")
        self._told.setText("✓ " + self.say("Saved as {file}.", file=str(target)))
        self._told.show()

    def _not_saved(self, problem: Problem) -> None:
        self._file.show_wrong(problem.sentence(self.look.say))


class PaperPage(KeptPage):
    """A copy as it went to the printer."""

    def __init__(self, desk: Desk, step: Step) -> None:
        assert step.record is not None
        self._paper = int(step.key)
        copy = next(copy for copy in step.record.papers if copy.id == self._paper)
        name = say_paper(copy.paper, desk.look)
        title = desk.say("{paper}, copy {number}", paper=name, number=copy.copy_number)
        about = f"{copy.number} · {say_moment(copy.printed_at)}"
        file_name = f"{copy.number.replace('/', '-')}-{copy.copy_number}.pdf"
        super().__init__(desk, step.record, title, about, file_name)

    def read(self) -> SeenFile:
        """Its pages."""
        return SeenFile(tuple(reprinting.archived_pages(self.desk.counter, self._paper)), b"")

    def write(self, target: Path) -> None:
        """Byte for byte."""
        copy_files.save_copy(self.desk.counter, self._paper, target)


class ScanPage(KeptPage):
    """A scan put beside a correction. The step's key is ``sequence:sha256``."""

    def __init__(self, desk: Desk, step: Step) -> None:
        assert step.record is not None
        sequence, _, self._sha256 = step.key.partition(":")
        self._sequence = int(sequence)
        correction = next(one for one in step.record.corrections if one.sequence == self._sequence)
        file = next(one for one in correction.attached if one.sha256 == self._sha256)
        about = f"{step.record.row.number} · {say_moment(correction.at)}"
        super().__init__(desk, step.record, file.name, about, file.name)

    def read(self) -> SeenFile:
        """Its pages, or the picture."""
        return copy_files.see_attachment(self.desk.counter, self._sequence, self._sha256)

    def write(self, target: Path) -> None:
        """Byte for byte."""
        copy_files.save_attachment(self.desk.counter, self._sequence, self._sha256, target)
