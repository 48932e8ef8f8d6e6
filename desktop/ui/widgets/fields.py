"""A field with its name above, and beneath it a hint, or what is wrong with it, or an offer to mend it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.labels import label, set_tone


class Field(QWidget):
    """One line of text, or several with ``lines``. ``above`` stands between name and text, ``hint`` beneath.

    Signals: ``edited(str)`` as the operator types; ``left()`` when the field is left; ``mend_requested()`` when the
    offer beneath is taken.
    """

    edited = Signal(str)
    left = Signal()
    mend_requested = Signal()

    def __init__(
        self, look: Look, name: str, *, hint: str = "", above: str = "", lines: int = 1, width: int = 0
    ) -> None:
        super().__init__()
        self._look = look
        self._hint = hint
        self._name = label(name, strong=True, wrap=False)
        self.input: QLineEdit | QPlainTextEdit
        if lines == 1:
            line = QLineEdit()
            line.textEdited.connect(self.edited)
            self.input = line
        else:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(22 * lines + 16)
            text.textChanged.connect(lambda: self.edited.emit(text.toPlainText()))
            self.input = text
        if width:
            self.input.setMaximumWidth(width)
        self.input.setAccessibleName(name)
        self.input.installEventFilter(self)
        self._name.setBuddy(self.input)
        self._below = label(hint, tone="quiet", size="note")
        self._mend = link_button("")
        self._mend.clicked.connect(self.mend_requested)
        self._mend.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._name)
        if above:
            layout.addWidget(label(above, tone="quiet", size="note"))
        layout.addWidget(self.input)
        layout.addWidget(self._below)
        layout.addWidget(self._mend)
        self._below.setVisible(bool(hint))
        self.setFocusProxy(self.input)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def text(self) -> str:
        """What stands in the field."""
        return self.input.text() if isinstance(self.input, QLineEdit) else self.input.toPlainText()

    def set_text(self, text: str) -> None:
        """Put text in without telling it as typed. The cursor keeps its distance from the end."""
        if text == self.text():
            return
        if isinstance(self.input, QLineEdit):
            after = len(self.input.text()) - self.input.cursorPosition()
            self.input.setText(text)
            self.input.setCursorPosition(max(0, len(text) - after))
        else:
            self.input.blockSignals(True)
            self.input.setPlainText(text)
            self.input.blockSignals(False)

    def set_name(self, name: str, hint: str) -> None:
        """Ask for something else in the same place; what was wrong before is no longer told."""
        self._name.setText(name)
        self.input.setAccessibleName(name)
        self._hint = hint
        self.show_wrong("")

    def select_all(self) -> None:
        """What is typed next takes the place of all that stands there."""
        self.input.selectAll()

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong, or nothing with an empty sentence."""
        self._below.setText(f"⚠ {sentence}" if sentence else self._hint)
        self._below.setVisible(bool(sentence or self._hint))
        set_tone(self._below, "trouble" if sentence else "quiet")
        self.input.setAccessibleDescription(sentence or self._hint)
        self.mark_wrong(bool(sentence))

    def mark_wrong(self, on: bool) -> None:
        """Only the edge, where the sentence stands elsewhere."""
        wrong = "true" if on else "false"
        if self.input.property("wrong") != wrong:
            self.input.setProperty("wrong", wrong)
            self.input.style().unpolish(self.input)
            self.input.style().polish(self.input)

    def offer(self, text: str) -> None:
        """Offer to mend what was typed, or take the offer back with an empty text."""
        self._mend.setText(text)
        self._mend.setVisible(bool(text))


def side_by_side(*widgets: QWidget, shares: tuple[int, ...] = ()) -> QWidget:
    """Widgets in one row, in equal parts or in the shares given."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for place, widget in enumerate(widgets):
        layout.addWidget(widget, shares[place] if shares else 1, Qt.AlignmentFlag.AlignTop)
    return row
