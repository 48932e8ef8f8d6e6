"""A question with a few answers, each a key away."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from desktop.ui.keys import digit_of
from desktop.ui.theme import Palette
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.ticks import Option

Answer = str | bool


class Choice(QWidget):
    """One question, answered by an arrow, a digit or a click.

    Signals: ``answered(object)`` with the value chosen.
    """

    answered = Signal(object)

    def __init__(
        self, question: str, answers: Sequence[tuple[Answer, str]], palette: Palette, *, columns: int = 1
    ) -> None:
        super().__init__()
        self._values = [value for value, _ in answers]
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        if question:
            layout.addWidget(label(question, strong=True))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        rows = -(-len(answers) // columns)
        for place, (_, words) in enumerate(answers):
            button = Option(str(place + 1) if len(answers) > 1 else "", words, palette)
            button.setAccessibleName(f"{question} {words or place + 1}".strip())
            button.installEventFilter(self)
            self._group.addButton(button, place)
            grid.addWidget(button, place % rows, place // rows)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        layout.addLayout(grid)
        self._group.idClicked.connect(self._tell)
        self.setFocusProxy(self._group.button(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit chooses the answer of that number."""
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            digit = digit_of(event)
            if digit is not None and 1 <= digit <= len(self._values):
                button = self._group.button(digit - 1)
                button.setFocus()
                button.click()
                return True
        return False

    def choose(self, value: Answer | None) -> None:
        """Show an answer without telling it as chosen."""
        for place, own in enumerate(self._values):
            if own == value and type(own) is type(value):
                self._group.button(place).setChecked(True)
                self.setFocusProxy(self._group.button(place))

    def value(self) -> Answer | None:
        """The answer chosen, if any."""
        place = self._group.checkedId()
        return None if place < 0 else self._values[place]

    def focus_first(self) -> None:
        """Take the keyboard: on the answer given, or the first."""
        button = self._group.checkedButton() or self._group.button(0)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, place: int) -> None:
        self.answered.emit(self._values[place])
