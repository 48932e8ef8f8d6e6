"""What the upper bar must never hide: that a counter is not protected, and that one practises."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.practising import PracticeBand
from desktop.ui.theme import NOTE
from desktop.ui.widgets.buttons import link_button

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.main_window import MainWindow

WORDS_FROM = 1000


class UnprotectedMark(QWidget):
    """A sign and words beside the clock; pressed, the room where the counter is protected."""

    def __init__(self, look: Look, window: "MainWindow") -> None:
        super().__init__()
        self._look = look
        self._window = window
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.button = link_button("")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        colour = look.palette.care
        self.button.setStyleSheet(
            f"color: {colour}; font-size: {NOTE}px; background: {look.palette.care_soft}; "
            "padding: 0 6px; border: none; border-radius: 4px;"
        )
        why = look.say("Names and IINs lie in the clear on this computer. Ctrl+F12: protect the register.")
        self.button.setToolTip(why)
        self.button.setAccessibleDescription(why)
        self.button.clicked.connect(lambda: window.acts.go_to_room("keeping"))
        row.addWidget(self.button)
        self.fit(window.width())

    def show_standing(self, counter: "Counter") -> None:
        """Seen where the counter's store is in the clear."""
        self.setVisible(counter.store.key is None)

    def fit(self, width: int) -> None:
        """The sign alone where there is no room for words."""
        words = self._look.say("Not protected")
        self.button.setText(f"⚠ {words}" if width >= WORDS_FROM else "⚠")
        self.button.setAccessibleName(words)


def put_marks(window: "MainWindow") -> UnprotectedMark:
    """Put the marks on a window built anew."""
    mark = UnprotectedMark(window.look, window)
    window.top.put_mark(mark)
    mark.hide()
    if window.practice:
        band = PracticeBand(window.look)
        band.leave_requested.connect(lambda: window.turn_practice(False))
        window.frame.put_band(band)
    return mark
