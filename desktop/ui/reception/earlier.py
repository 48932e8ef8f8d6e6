"""Whether somebody was here before in this school year: looked up as soon as an IIN is whole."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.counter import Counter
from desktop.operations.reception import EarlierCase
from desktop.ui.reception.step import StepScreen
from desktop.ui.widgets.labels import box, label
from desktop.ui.wording import say_date

LookUp = Callable[[Counter, str], list[EarlierCase]]


class EarlierCases(QWidget):
    """A note under an IIN, seen only where there is something to tell."""

    def __init__(self, step: StepScreen, heading: str, look_up: LookUp) -> None:
        super().__init__()
        self._step = step
        self._heading = heading
        self._look_up = look_up
        self._iin = ""
        self._note = box("noteBox")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._note)
        self.hide()

    def look_up(self, iin: str) -> None:
        """Show the earlier cases of a whole IIN."""
        if iin == self._iin:
            return
        self._iin = iin
        self.hide()
        if len(iin) == 12 and iin.isdigit():
            counter = self._step.desk.counter
            self._step.ask(lambda: self._look_up(counter, iin), lambda cases: self._show(iin, cases))

    def _show(self, iin: str, cases: list[EarlierCase]) -> None:
        if iin != self._iin or not cases or not self._step.desk.is_open:
            return
        layout = self._note.layout()
        assert layout is not None
        while layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        language = self._step.look.language
        layout.addWidget(label(self._heading, strong=True))
        for case in cases:
            day = say_date(case.decided_on, language.code)
            layout.addWidget(label(f"{case.number} · {day} · {language.word(case.outcome)}", size="note"))
        self.show()
