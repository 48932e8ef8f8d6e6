"""How far an export is, and what became of it: where the file lies, how much is in it, its checksum in groups."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.operations.exporting import Exported
from desktop.ui.beside import Beside
from desktop.ui.context import Look
from desktop.ui.widgets.labels import label, set_tone
from desktop.ui.widgets.progress import ProgressLine
from desktop.ui.wording import say_size


class ExportOutcome(QFrame):
    """A box above the fields; hidden where there is nothing to tell."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = label("")
        self._more = label("", size="note")
        self._line = ProgressLine(look.palette)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        for widget in (self._words, self._line, self._more):
            column.addWidget(widget)
        self.hide()

    def show_work(self, work: "Beside[object]") -> None:
        """Show the state of the work."""
        say = self._look.say
        self._line.setVisible(work.running)
        more = ""
        if work.running:
            self._turn("accentBox")
            self._words.setText(say("Writing: {done} of {of}", done=work.done, of=work.of))
            self._line.show_share(work.done, work.of)
        elif isinstance(work.result, Exported):
            self._turn("goodBox")
            self._words.setText("✓ " + say("Written and recorded in the journal: {file}", file=work.result.path))
            more = self._tell(work.result)
        elif work.problem is not None:
            self._turn("troubleBox")
            self._words.setText(f"⚠ {work.problem.sentence(say)}")
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setVisible(work.running or work.result is not None or work.problem is not None)

    def text(self) -> str:
        """What is told."""
        return f"{self._words.text()}\n{self._more.text()}".strip()

    def _tell(self, exported: Exported) -> str:
        say = self._look.say
        size = say_size(exported.size, self._look.language.code)
        lines = [say("Entries: {rows}. Size: {size}.", rows=exported.rows, size=size)]
        if exported.sheets:
            lines.append(say("Sheets to print, number and sew: {sheets}. Print on one side.", sheets=exported.sheets))
        if exported.sealed:
            lines.append(say("Sealed: only the district can open it."))
        lines.append(say("Checksum (SHA-256): {sum}", sum=group(exported.sha256)))
        return "\n".join(lines)

    def _turn(self, name: str) -> None:
        tone = {"goodBox": "good", "troubleBox": "trouble"}.get(name, "")
        set_tone(self._words, tone)  # type: ignore[arg-type]
        if self.objectName() != name:
            self.setObjectName(name)
            self.style().unpolish(self)
            self.style().polish(self)


def group(checksum: str) -> str:
    """A checksum in groups of eight, to be compared by eye."""
    return " ".join(checksum[place : place + 8] for place in range(0, len(checksum), 8))
