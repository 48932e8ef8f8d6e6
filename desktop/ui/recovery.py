"""When the store does not open: what happened, and the ways out, in place of the home screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.operations.recovering import StoredCopy
from desktop.ui.context import Look
from desktop.ui.keeping.copy_words import say_held, say_made, say_state
from desktop.ui.widgets.buttons import ButtonLook, KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import box, label
from forms.problems import Problem

SHOWN_AT_MOST = 5
LOST = "310"  # backups are there, the file is not


class RecoveryScreen(QFrame):
    """The sentence, the backups to restore with what each holds, looking without recording, trying again.

    ``restore`` is called with a backup's name and the last number found on paper, as typed.
    """

    def __init__(
        self,
        look: Look,
        problem: Problem,
        copies: list[StoredCopy],
        *,
        restore: Callable[[str, str], None] | None,
        read_only: Callable[[], None] | None,
        again: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self.buttons: list[KeyButton] = []
        self.number: Field | None = None
        say = look.say
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(say("The register cannot be opened"), size="title"))
        column.addWidget(box("troubleBox", label(f"⚠ {problem.sentence(say)}", tone="trouble")))
        # Where the file is gone the number is asked for first: without it one might be given twice.
        self._lost = problem.code == LOST and bool(copies) and restore is not None
        if self._lost:
            column.addWidget(self._number_field())
        if restore is not None:
            column.addWidget(label(say("Restore a backup"), strong=True))
            if not copies:
                column.addWidget(label(say("There is no backup in the data folder."), tone="quiet"))
            whole = next((place for place, copy in enumerate(copies) if copy.problem is None), 0)
            for place, copy in enumerate(copies[:SHOWN_AT_MOST]):
                column.addWidget(self._copy_row(copy, first=place == whole, act=partial(self._restore, restore, copy)))
        row = QHBoxLayout()
        if read_only is not None and problem.code != LOST:
            row.addWidget(self._button(say("Open for reading only"), "plain", read_only))
        if again is not None:
            row.addWidget(self._button(say("Try again"), "plain", again))
        row.addStretch(1)
        column.addLayout(row)
        if copies and restore is not None and not self._lost:
            column.addWidget(self._number_field())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def _number_field(self) -> Field:
        """What was given after the backup stands on papers only: numbers go on above it."""
        say = self._look.say
        hint = say("look at the latest receipt you can find; numbers go on above it. Leave it empty if there is none.")
        self.number = Field(self._look, say("The last registration number on paper"), hint=hint, width=260)
        return self.number

    def _restore(self, restore: Callable[[str, str], None], copy: StoredCopy) -> None:
        restore(copy.name, "" if self.number is None else self.number.text())

    def _copy_row(self, copy: StoredCopy, *, first: bool, act: Callable[[], None]) -> QWidget:
        state, tone = say_state(copy, self._look)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(label(say_made(copy, self._look), strong=True), 1)
        line.addWidget(label(state, tone=tone, wrap=False))
        if copy.problem is None:
            button = self._button(self._look.say("Restore"), "primary" if first else "plain", act)
            button.setAccessibleName(f"{button.text()}: {say_made(copy, self._look)}")
            line.addWidget(button)
        return box("noteBox", head, label(say_held(copy, self._look), tone="quiet", size="note"))

    def _button(self, words: str, look: ButtonLook, act: Callable[[], None]) -> KeyButton:
        button = KeyButton(words, "", self._look.palette, look=look)
        button.clicked.connect(lambda _: act())
        self.buttons.append(button)
        return button

    def focus_start(self) -> None:
        """The keyboard rests on the first way out; where the file is gone, on the number that is asked for."""
        if self._lost and self.number is not None:
            self.number.input.setFocus()
        elif self.buttons:
            self.buttons[0].setFocus()
