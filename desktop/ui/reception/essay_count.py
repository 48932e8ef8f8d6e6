"""An essay's words: counted from its file, or typed, with what the edition makes of the number."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.register.file_field import FileField
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label, set_tone
from forms.essays import judge_essay, typed_count

FIELD = "word_count"


class EssayCount(QWidget):
    """The number of words beside the file it comes from. The path is not kept: it may tell names.

    Signals: ``file_wanted(object)`` with the path whose words are to be counted.
    """

    file_wanted = Signal(object)

    def __init__(self, look: Look, words: tuple[int, int], number: Field) -> None:
        super().__init__()
        self._look = look
        self._words = words
        self.file = FileField(look, look.say("Essay's file"), hint=look.say("a plain text or a DOCX document"))
        self.file.edited.connect(lambda _: self._show_count())
        self.count = KeyButton(look.say("Count the words"), "", look.palette)
        self.count.clicked.connect(lambda _: self._want())
        self._verdict = label("", size="note")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(number)
        column.addWidget(self._verdict)
        column.addWidget(self.file)
        column.addWidget(self.count, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_count()

    def show_count(self, typed: str) -> None:
        """What the edition makes of a number."""
        count = typed_count(typed)
        self._verdict.setVisible(count is not None)
        if count is None:
            return
        say, (fewest, most) = self._look.say, self._words
        verdict = judge_essay(count, self._words)
        if verdict == "fits":
            words = say(
                "✓ Words: {count}. From {fewest} to {most} are asked for.", count=count, fewest=fewest, most=most
            )
        elif verdict == "too_few":
            words = say(
                "⚠ Words: {count}, too few. From {fewest} to {most} are asked for.",
                count=count,
                fewest=fewest,
                most=most,
            )
        else:
            words = say(
                "⚠ Words: {count}, too many. From {fewest} to {most} are asked for.",
                count=count,
                fewest=fewest,
                most=most,
            )
        self._verdict.setText(words)
        set_tone(self._verdict, "good" if verdict == "fits" else "trouble")

    def show_wrong(self, sentence: str) -> None:
        """Why the file's words were not counted."""
        self.file.show_wrong(sentence)

    def _show_count(self) -> None:
        self.count.setEnabled(self.file.path() is not None)

    def _want(self) -> None:
        path: Path | None = self.file.path()
        if path is not None:
            self.file_wanted.emit(path)
