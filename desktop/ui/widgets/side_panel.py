"""The right column: why the case cannot go on, what the law says, which keys there are."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.reception_flow import Obstacle
from desktop.ui.context import Look
from desktop.ui.widgets.buttons import KeyCap, keycap_width
from desktop.ui.widgets.labels import label

WIDTH = 300
RING = """
SidePanel { border: 2px solid transparent; border-radius: 6px; padding-left: 8px; }
SidePanel:focus { border-color: $accent; }
"""
QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own, which PySide does not name
SHOWN_AT_MOST = 7


@dataclass(frozen=True)
class Section:
    """Notes under a heading, each with what stands strong over its words."""

    heading: str
    notes: tuple[tuple[str, str], ...]


class ObstacleLine(QWidget):
    """One thing in the way; a click goes to it.

    Signals: ``clicked()``.
    """

    clicked = Signal()

    def __init__(self, obstacle: Obstacle, first: bool, look: Look) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        mark: QWidget = KeyCap("F7", look.palette) if first else label("•", tone="quiet", size="note", wrap=False)
        mark.setFixedWidth(keycap_width("F7"))
        if isinstance(mark, QLabel):
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(
            label(
                obstacle.sentence(look.say, look.language.quote), size="note", tone="" if obstacle.empty else "trouble"
            ),
            1,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the field."""
        self.clicked.emit()


class SidePanel(QScrollArea):
    """Obstacles, the law's sentences, terms and steps, keys.

    Signals: ``place_requested(object)`` with an Obstacle.
    """

    place_requested = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: object = None
        self._alone = False
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def is_alone(self) -> bool:
        """Whether it stands in the step's place."""
        return self._alone

    def set_alone(self, alone: bool) -> None:
        """In the step's place it takes its width, and the keyboard, so that the arrows turn it."""
        if alone == self._alone:
            return
        self._alone = alone
        self.setMinimumWidth(WIDTH)
        self.setMaximumWidth(QWIDGETSIZE_MAX if alone else WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if alone else Qt.FocusPolicy.NoFocus)
        self.setStyleSheet(RING.replace("$accent", self._look.palette.accent) if alone else "")

    def show_step(
        self,
        obstacles: tuple[Obstacle, ...],
        proposal: str,
        sections: tuple[Section, ...],
        keys: tuple[tuple[str, str], ...],
    ) -> None:
        """Fill the column: obstacles, a line on the outcome they lead to, what the law says, keys."""
        shown = (obstacles, proposal, sections, keys)
        if shown == self._shown:
            return
        self._shown = shown
        say = self._look.say
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 4, 12, 8)
        column.setSpacing(2)
        column.addWidget(label(say("Still in the way") if obstacles else say("Nothing is in the way"), strong=True))
        for place, obstacle in enumerate(obstacles[:SHOWN_AT_MOST]):
            line = ObstacleLine(obstacle, place == 0, self._look)
            line.clicked.connect(lambda obstacle=obstacle: self.place_requested.emit(obstacle))
            column.addWidget(line)
        more = len(obstacles) - SHOWN_AT_MOST
        if more > 0:
            words = self._look.language.say_many("and {count} more", "and {count} more", more)
            column.addWidget(label(words, tone="quiet", size="note"))
        if proposal:
            column.addSpacing(10)
            column.addWidget(label(say("Outcome so far"), strong=True))
            column.addWidget(label(proposal, size="note"))
        for section in sections:
            column.addSpacing(16)
            column.addWidget(label(section.heading, strong=True))
            for where, text in section.notes:
                column.addWidget(label(where, tone="quiet", size="note", strong=True))
                column.addWidget(label(text, tone="quiet", size="note"))
                column.addSpacing(6)
        column.addStretch(1)
        if keys:
            column.addSpacing(12)
            column.addWidget(label(say("Keys"), tone="quiet", size="note", strong=True))
            for key, words in keys:
                row = QHBoxLayout()
                row.setSpacing(10)
                row.addWidget(KeyCap(key, self._look.palette))
                row.addWidget(label(words, tone="quiet", size="note"), 1)
                column.addLayout(row)
        old = self.takeWidget()
        self.setWidget(inside)
        if old is not None:
            old.deleteLater()
