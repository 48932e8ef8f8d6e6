"""The board on a second monitor: the same words and numbers as in the browser, in a window of its own.

It is never on the clerk's screen: where the second monitor is taken away, the window goes too.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent, QScreen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from desktop.board.words import BOARD_LANGUAGES, board_words, heading_of
from desktop.domain.board import PREVIOUS, BoardState
from desktop.ui.theme import DARK

FRESH_MS = 8000  # how long a new call stands out
# Everything is measured in hundredths of the window's height, or of two thirds of its width if that is less.
_UNITS = 100
_WIDE = 1.5

# Dark whatever the operator works in: it hangs in a corridor, all day.
_SHEET = f"""
#board {{ background: {DARK.ground}; }}
#board QLabel {{ background: transparent; color: {DARK.ink}; font-weight: 700; }}
#board QLabel[second="true"] {{ color: {DARK.quiet}; font-weight: 400; }}
#boardCard {{ background: {DARK.paper}; border-radius: 14px; }}
#boardCard[fresh="true"] {{ background: {DARK.accent}; }}
#boardCard[fresh="true"] QLabel {{ color: {DARK.on_accent}; }}
#board #boardCounter {{ border: 2px solid {DARK.hairline}; border-radius: 8px; }}
"""


def choose_screen(screens: Sequence[QScreen], own: QScreen | None) -> QScreen | None:
    """A screen other than the clerk's; None where there is none."""
    return next((screen for screen in screens if own is not None and screen is not own), None)


class BoardWindow(QWidget):
    """The board in Qt. ``show_state`` at any time; ``place`` once the clerk's window is shown."""

    def __init__(self, languages: Sequence[str] = BOARD_LANGUAGES) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("board")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # It takes neither the keyboard from the clerk nor the program with it when it is closed.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setStyleSheet(_SHEET)
        self._languages = tuple(languages)
        self._words = board_words(self._languages)
        self._sizes: list[tuple[QLabel, float]] = []
        self._unit = 0.0
        self._mark: int | None = None
        self._main: QWidget | None = None
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(FRESH_MS)
        self._fresh.timeout.connect(lambda: self._stand_out(False))
        self.setWindowTitle(" · ".join(self._words["board"].values()))
        self._organisation = self._pair(3.2)
        for line in self._organisation:
            line.setWordWrap(True)  # official names are long
        self._counter = self._line(4.4)
        self._counter.setObjectName("boardCounter")
        self._heading = self._pair(4.6)
        self._called = self._line(36)
        self._before = [self._line(9.5) for _ in range(PREVIOUS)]
        self._waiting = self._line(6.4)
        self._card = _card()
        self._lay_out()

    # showing

    def show_state(self, state: BoardState) -> None:
        """Show a state; a new call or recall stands out for a while."""
        _fill(self._organisation, {code: state.organisation.in_language(code) for code in self._languages})
        _fill(self._heading, self._words[heading_of(state)])
        self._counter.setText(state.counter)
        self._called.setText(state.now_called)
        self._waiting.setText(str(state.waiting))
        labels = [*state.called_before, *[""] * PREVIOUS]
        for line, label in zip(self._before, labels, strict=False):
            line.setText(label)
        if self._mark is not None and state.call_mark > self._mark and state.now_called:
            self._stand_out(True)
            self._fresh.start()
        elif heading_of(state) != "called":
            self._fresh.stop()
            self._stand_out(False)
        self._mark = state.call_mark
        self._set_sizes()

    def place(self, main: QWidget) -> bool:
        """Fill the screen the clerk's window ``main`` is not on, now and as screens come and go.

        False where there is no such screen; the window is hidden then.
        """
        if self._main is None:
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            application.screenAdded.connect(self._settle)
            application.screenRemoved.connect(self._settle)
        self._main = main
        return self._settle()

    def leave(self) -> None:
        """Close the window for good."""
        if self._main is not None:
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            application.screenAdded.disconnect(self._settle)
            application.screenRemoved.disconnect(self._settle)
            self._main = None
        self._fresh.stop()
        self.close()

    def _settle(self, _: object = None) -> bool:
        screen = choose_screen(QGuiApplication.screens(), self._main.screen() if self._main is not None else None)
        if screen is None:
            self.hide()
            return False
        self.setGeometry(screen.geometry())
        # Not showFullScreen, which also takes the keyboard from the clerk.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()
        return True

    def _stand_out(self, fresh: bool) -> None:
        if self._card.property("fresh") != fresh:
            self._card.setProperty("fresh", fresh)
            for widget in (self._card, *self._card.findChildren(QLabel)):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
            self._unit = 0.0  # polishing takes the sizes away
            self._set_sizes()

    # the parts

    def _lay_out(self) -> None:
        words = self._words
        head = QHBoxLayout()
        head.addLayout(_column(self._organisation), 1)
        head.addWidget(self._counter, 0, Qt.AlignmentFlag.AlignVCenter)
        now = QVBoxLayout(self._card)
        for line in self._heading:
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            now.addWidget(line)
        self._called.setAlignment(Qt.AlignmentFlag.AlignCenter)
        now.addWidget(self._called, 1)
        listed = _card()
        before = QVBoxLayout(listed)
        title = self._pair(3.2)
        _fill(title, words["before"])
        before.addLayout(_column(title))
        for line in self._before:
            before.addWidget(line, 1)
        middle = QHBoxLayout()
        middle.addWidget(self._card, 21)
        middle.addWidget(listed, 10)
        waiting, order = self._pair(2.7), self._pair(2.3)
        _fill(waiting, words["waiting"])
        _fill(order, words["order"])
        for line in order:
            line.setProperty("second", True)
        foot = QHBoxLayout()
        foot.addLayout(_column(waiting))
        foot.addWidget(self._waiting)
        foot.addLayout(_column(order), 1)
        whole = QVBoxLayout(self)
        # What is set large must not keep the window larger than its screen: it is set anew when that is smaller.
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.addLayout(head)
        whole.addLayout(middle, 1)
        whole.addLayout(foot)
        self._boxes = (head, now, before, middle, foot, whole)

    def _line(self, units: float) -> QLabel:
        line = QLabel()
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setMinimumSize(1, 1)
        self._sizes.append((line, units))
        return line

    def _pair(self, units: float) -> list[QLabel]:
        lines = [self._line(units) for _ in self._languages]
        for line in lines[1:]:
            line.setProperty("second", True)
        return lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything grows with the window."""
        super().resizeEvent(event)
        self._set_sizes()

    def _set_sizes(self) -> None:
        unit = min(self.height(), self.width() / _WIDE) / _UNITS
        if unit != self._unit:
            self._unit = unit
            gap = round(2.4 * unit)
            for box in self._boxes:
                box.setSpacing(gap)
            edge = round(3.2 * unit)
            self._boxes[-1].setContentsMargins(edge, edge, edge, edge)
            for box in self._boxes[1:3]:
                box.setContentsMargins(edge, edge, edge, edge)
                box.setSpacing(0)
            side, top = round(2 * unit), round(0.8 * unit)
            self._counter.setContentsMargins(side, top, side, top)
            for line, units in self._sizes:
                _set_size(line, units * unit)
        self._fit_called()

    def _fit_called(self) -> None:
        """A wide letter or a long label is set smaller, so that no figure is cut off."""
        size = 36 * self._unit
        _set_size(self._called, size)
        room = self.width() * 0.58
        wide = self._called.fontMetrics().horizontalAdvance(self._called.text())
        if wide > room:
            _set_size(self._called, size * room / wide)


def _card() -> QFrame:
    card = QFrame()
    card.setObjectName("boardCard")
    card.setProperty("fresh", False)
    return card


def _column(lines: Sequence[QLabel]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    for line in lines:
        column.addWidget(line)
    column.addStretch(1)
    return column


def _fill(lines: Sequence[QLabel], texts: dict[str, str]) -> None:
    for line, text in zip(lines, texts.values(), strict=True):
        line.setText(text)


def _set_size(line: QLabel, pixels: float) -> None:
    # By a sheet of its own: the program's says a size for everything, and is stronger than a font.
    line.setStyleSheet(f"font-size: {max(1, round(pixels))}px;")
