"""When the store does not open: what happened, and the ways out, in place of the home screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.recovering import StoredCopy
from desktop.ui.context import Look
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import box, label
from desktop.ui.wording import say_date, say_size, say_time
from forms.problems import Problem

SHOWN_AT_MOST = 5


class RecoveryScreen(QFrame):
    """The sentence, the backups to restore, looking without recording, trying again."""

    def __init__(
        self,
        look: Look,
        problem: Problem,
        copies: list[StoredCopy],
        *,
        restore: Callable[[str], None] | None,
        read_only: Callable[[], None] | None,
        again: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        say = look.say
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(say("The register cannot be opened"), size="title"))
        column.addWidget(box("troubleBox", label(f"⚠ {problem.sentence(say)}", tone="trouble")))
        self.buttons: list[KeyButton] = []
        if restore is not None:
            column.addWidget(label(say("Restore a backup"), strong=True))
            if not copies:
                column.addWidget(label(say("There is no backup in the data folder."), tone="quiet"))
            for place, copy in enumerate(copies[:SHOWN_AT_MOST]):
                name = copy.name
                column.addWidget(self._copy_row(copy, place, partial(restore, name)))
        row = QHBoxLayout()
        if read_only is not None:
            row.addWidget(self._button(say("Open for reading only"), "plain", read_only))
        if again is not None:
            row.addWidget(self._button(say("Try again"), "plain", again))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def _copy_row(self, copy: StoredCopy, place: int, act: Callable[[], None]) -> QWidget:
        day = say_date(copy.made_at.date(), self._look.language.code)
        words = label(f"{day}, {say_time(copy.made_at)} · {say_size(copy.size, self._look.language.code)}")
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(words, 1)
        inside.addWidget(self._button(self._look.say("Restore"), "primary" if place == 0 else "plain", act))
        return box("noteBox", row)

    def _button(self, words: str, look: str, act: Callable[[], None]) -> KeyButton:
        button = KeyButton(words, "", self._look.palette, look="primary" if look == "primary" else "plain")
        button.clicked.connect(lambda _: act())
        self.buttons.append(button)
        return button

    def focus_start(self) -> None:
        """The keyboard rests on the first way out."""
        if self.buttons:
            self.buttons[0].setFocus()
