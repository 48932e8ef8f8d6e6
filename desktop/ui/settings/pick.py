"""One of many that may be long: a list that opens, with its name above and a word beneath."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.ui.widgets.labels import label, set_tone


class Pick(QWidget):
    """Chosen by arrows, by the first letters or from the opened list.

    Signals: ``chosen(str)`` with the value.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, items: Sequence[tuple[str, str]], value: str, *, hint: str = "", letters: int = 12
    ) -> None:
        super().__init__()
        self._hint = hint
        self._list = _List()
        # As wide as the screen has room for, not as its longest line would have it.
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.setMinimumContentsLength(letters)
        self._list.setAccessibleName(name)
        self._below = label(hint, tone="quiet", size="note")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(name, strong=True, wrap=False))
        layout.addWidget(self._list)
        layout.addWidget(self._below)
        self._below.setVisible(bool(hint))
        self.setFocusProxy(self._list)
        self.set_items(items, value)
        self._list.currentIndexChanged.connect(self._tell)

    def set_items(self, items: Sequence[tuple[str, str]], value: str) -> None:
        """Values and their words, and the value shown. One that is not among them is shown as it stands."""
        self._list.blockSignals(True)
        self._list.clear()
        for own, words in items:
            self._list.addItem(words, own)
        if value not in [own for own, _ in items]:
            self._list.addItem(value, value)
        self._list.setCurrentIndex(self._list.findData(value))
        self._list.blockSignals(False)

    def value(self) -> str:
        """What is chosen."""
        return str(self._list.currentData())

    def watch(self, watcher: QObject) -> None:
        """Let another see the keys of the list before it does."""
        self._list.installEventFilter(watcher)

    def words(self) -> str:
        """What is chosen, as it reads."""
        return self._list.currentText()

    def choose(self, value: str) -> None:
        """Show a value without telling it as chosen."""
        self._list.blockSignals(True)
        self._list.setCurrentIndex(self._list.findData(value))
        self._list.blockSignals(False)

    def say_below(self, words: str) -> None:
        """What the choice means, or a hint."""
        self._hint = words
        self.show_wrong("")

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong, or nothing with an empty sentence."""
        self._below.setText(f"⚠ {sentence}" if sentence else self._hint)
        self._below.setVisible(bool(sentence or self._hint))
        set_tone(self._below, "trouble" if sentence else "quiet")
        self._list.setAccessibleDescription(sentence or self._hint)

    def _tell(self, place: int) -> None:
        self.chosen.emit(self._list.itemData(place))


class _List(QComboBox):
    """A list the wheel does not turn: who scrolls the page must not change what stands under the pointer."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet takes the arrow away with the border around it: it is drawn here."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.75))
        right, middle = self.width() - 22.0, self.height() / 2
        corners = ((right, middle - 2), (right + 5, middle + 3), (right + 10, middle - 2))
        painter.drawPolyline([QPointF(x, y) for x, y in corners])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
