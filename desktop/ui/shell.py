"""The window's frame: rail, top bar, bottom bar, and a place for problems. It knows nothing of cases."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.clock import ClockState
from desktop.ui.context import Look
from desktop.ui.theme import font
from desktop.ui.widgets.buttons import KeyButton, link_button
from desktop.ui.widgets.clock import ClockFace
from desktop.ui.widgets.labels import ElidedLabel, Tone, label, set_tone
from desktop.ui.widgets.rail import ALONE, HEIGHTS, RailButton

TOP_HEIGHT = 64
BOTTOM_HEIGHT = 56
RAIL_SPACING = 4
KEPT_WIDTH = 260
KEPT_FROM = 1100
WORDS_FROM = 960


class Rail(QFrame):
    """Rooms at the top, language and light at the bottom.

    Signals: ``room_requested(str)`` with “reception” or a room's name; ``waiting_requested()``,
    ``board_requested()``, ``language_requested()``, ``light_requested()``.
    """

    room_requested = Signal(str)
    waiting_requested = Signal()
    board_requested = Signal()
    language_requested = Signal()
    light_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(89)
        say = look.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(RAIL_SPACING)
        self._column = column
        self._name = QLabel("Kense")
        self._name.setFont(font(18, font().Weight.Bold))
        self._name.setStyleSheet(f"color: {look.palette.accent}; font-size: 18px; font-weight: 700;")
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setFixedHeight(TOP_HEIGHT)
        column.addWidget(self._name)
        self.reception = RailButton("reception", say("Reception"), look)
        self.waiting = RailButton("held", say("Unfinished"), look, key="F6")
        self.register = RailButton("register", say("Register"), look, key="F4")
        self.proceedings = RailButton("proceedings", say("Proceedings"), look, key="Ctrl+F5")
        self.complaints = RailButton("complaint", say("Complaints"), look, key="Ctrl+F6")
        self.day = RailButton("day", say("Day"), look, key="F11")
        self.settings = RailButton("settings", say("Settings"), look, key="F12")
        self.keeping = RailButton("keeping", say("Keeping"), look, key="Ctrl+F12")
        self.exchange = RailButton("exchange", say("Exchange"), look, key="Ctrl+F11")
        self.directories = RailButton("directories", say("Directories"), look, key="Ctrl+F7")
        self.board = RailButton("board", say("Board"), look, key="Ctrl+B")
        language = RailButton("language", _language_name(look), look, key="Ctrl+Shift+L")
        light = RailButton("theme", say("Light") if look.palette.name == "dark" else say("Dark"), look, key="Ctrl+D")
        self._rooms = {
            "reception": self.reception,
            "register": self.register,
            "proceedings": self.proceedings,
            "complaints": self.complaints,
            "day": self.day,
            "exchange": self.exchange,
            "directories": self.directories,
            "settings": self.settings,
            "keeping": self.keeping,
        }
        for room, button in self._rooms.items():
            button.clicked.connect(lambda _, room=room: self.room_requested.emit(room))
        self.waiting.clicked.connect(self.waiting_requested)
        self.board.clicked.connect(self.board_requested)
        language.clicked.connect(self.language_requested)
        light.clicked.connect(self.light_requested)
        upper = (
            self.reception,
            self.waiting,
            self.register,
            self.proceedings,
            self.complaints,
            self.day,
            self.exchange,
            self.directories,
            self.settings,
            self.keeping,
        )
        lower = (self.board, language, light)
        self._buttons = (*upper, *lower)
        for button in upper:
            column.addWidget(button)
        column.addStretch(1)
        for button in lower:
            column.addWidget(button)
        self.show_room("reception")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less space around the words where the window is low, then icons alone."""
        super().resizeEvent(event)
        many, room = len(self._buttons), self.height() - TOP_HEIGHT - RAIL_SPACING * (len(self._buttons) + 1) - 8
        height = next((height for height in HEIGHTS if height * many <= room), HEIGHTS[-1])
        low = height <= ALONE
        self._name.setVisible(not low)
        self._column.setContentsMargins(0, 6 if low else 0, 0, 4 if low else 8)
        self._column.setSpacing(1 if low else RAIL_SPACING)
        for button in self._buttons:
            button.set_height(height)

    def minimumSizeHint(self) -> QSize:
        """Never what keeps the window from being low: the buttons give way."""
        return QSize(self.width(), HEIGHTS[-1] * len(self._buttons))

    def show_room(self, room: str) -> None:
        """Which room we are in."""
        for name, button in self._rooms.items():
            button.show_here(name == room)

    def show_board(self, on: bool) -> None:
        """Whether the board is shown."""
        self.board.show_here(on)

    def show_queue_count(self, count: int) -> None:
        """How many wait with tickets."""
        self.reception.badge = count
        self.reception.update()

    def show_proceedings_count(self, count: int) -> None:
        """How many cases on their way wait for whoever is signed in."""
        self.proceedings.badge = count
        self.proceedings.update()

    def show_waiting_count(self, count: int) -> None:
        """How many cases wait."""
        self.waiting.badge = count
        self.waiting.update()


def _language_name(look: Look) -> str:
    return {"kk": "Қазақша", "ru": "Русский", "en": "English"}[look.language.code]


class TopBar(QFrame):
    """Who we are, what is being done, how long is left."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(TOP_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 8, 0)
        row.setSpacing(24)
        self._organisation = ElidedLabel(strong=True)
        self._place = ElidedLabel("quiet", "note")
        self._service = ElidedLabel(strong=True)
        self._edition = ElidedLabel("quiet", "note")
        self.clock = ClockFace(look)
        self._who = _pair(self._organisation, self._place)
        row.addWidget(self._who, 1)
        row.addWidget(_pair(self._service, self._edition), 1)
        row.addWidget(self.clock)

    def show_organisation(self, name: str, place: str) -> None:
        """The organisation, and its counter with the operator."""
        self._organisation.setText(name)
        self._place.setText(place)

    def show_service(self, service: str, edition: str) -> None:
        """The service and edition of the case on the counter; empty between cases."""
        self._service.setText(service)
        self._edition.setText(edition)

    def put_mark(self, mark: QWidget) -> None:
        """Something not to be overlooked, before the counter and its operator."""
        column = self._who.layout()
        assert isinstance(column, QVBoxLayout)
        column.removeWidget(self._place)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(mark)
        line.addWidget(self._place, 1)
        column.addLayout(line)

    def put_beside_clock(self, mark: QWidget) -> None:
        """A quiet word left of the clock, which keeps its place."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.count() - 1, mark)

    def show_clock(self, state: ClockState | None) -> None:
        """The serving clock."""
        self.clock.show_state(state)


def _pair(upper: QLabel, lower: QLabel) -> QWidget:
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 10, 0, 10)
    column.setSpacing(2)
    for line in (upper, lower):
        column.addWidget(line)
    return pair


class BottomBar(QFrame):
    """Back and aside at the left, what is kept in the middle, the one next step at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("bottomBar")
        self.setFixedHeight(BOTTOM_HEIGHT)
        say, palette = look.say, look.palette
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.back = KeyButton(say("Back"), "Esc", palette)
        self.hold = KeyButton(say("Put aside"), "F8", palette)
        self.leave = KeyButton(say("Applicant left"), "Ctrl+F8", palette)
        self.kept = label("", tone="quiet", size="note", wrap=False)
        self.kept.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.kept.setMinimumWidth(KEPT_WIDTH)
        self.onward = KeyButton(say("Next"), "F10", palette, look="primary")
        for widget in (self.back, self.hold, self.leave):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.kept)
        row.addStretch(1)
        row.addWidget(self.onward)
        for button in (self.back, self.hold, self.leave, self.onward):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_case(self, shown: bool) -> None:
        """The buttons of a case."""
        for button in (self.back, self.hold, self.leave, self.onward):
            button.setVisible(shown)

    def fit(self, width: int) -> None:
        """Keys alone where there is no room for their words."""
        self.kept.setVisible(width >= KEPT_FROM)
        for button in (self.back, self.hold, self.leave):
            button.set_compact(width < WORDS_FROM)

    def show_kept(self, words: str) -> None:
        """Whether what was typed is kept."""
        self.kept.setText(words)

    def show_onward(self, words: str) -> None:
        """What the next step will do."""
        self.onward.setText(words)
        self.onward.setAccessibleName(f"{words} (F10)")
        self.onward.setFixedWidth(self.onward.sizeHint().width())


@dataclass
class Told:
    """What the banner says, in whichever language; it outlives the banner of one language."""

    words: Callable[[Look], str] | None = None
    tone: Tone = "trouble"


class Banner(QFrame):
    """A sentence across the window about something that happened, until it is put away.

    Signals: ``understood()`` when the operator puts it away.
    """

    understood = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("troubleBox")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        self._words = label("", tone="trouble")
        self._told = Told()
        close = link_button(look.say("Understood"))
        close.clicked.connect(self.put_away)
        close.clicked.connect(self.understood)
        row.addWidget(self._words, 1)
        row.addWidget(close)
        self.hide()

    def follow(self, told: Told) -> None:
        """Say what another banner said, in this one's language; what is told from now on is kept there."""
        self._told = told
        if told.words is not None:
            self.tell(told.words, told.tone)

    def put_away(self) -> None:
        """What was told is understood."""
        self._told.words = None
        self.hide()

    def tell(self, words: Callable[[Look], str], tone: Tone = "care") -> None:
        """Show a sentence: of trouble, of something to know (care), or that something went well (good)."""
        self._told.words, self._told.tone = words, tone
        sentence = words(self._look)
        self.setObjectName(f"{tone}Box")
        set_tone(self._words, tone)
        self._words.setText(f"⚠ {sentence}" if tone == "trouble" else sentence)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def text(self) -> str:
        """What it says."""
        return self._words.text()
