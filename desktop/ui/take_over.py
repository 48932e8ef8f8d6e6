"""The computer before is gone: which counter, from which stick or folder, and which of its backups."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.operations import lost_computer
from desktop.operations.lost_computer import FoundCounter
from desktop.operations.recovering import StoredCopy
from desktop.ui.context import Look
from desktop.ui.keeping.copy_words import say_held, say_made, say_state
from desktop.ui.settings.form import Form, KeysHere, empty
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import box, label, set_tone
from desktop.ui.workers import Worker
from forms.problems import Problem

SHOWN_AT_MOST = 5


class TakeOverScreen(QFrame, KeysHere):
    """The counters found on the sticks connected, and a line for another folder.

    Once one is taken over, the folder has its keys and profile: whoever signs in is offered the backup, and asked for
    the last number on paper. Signals: ``taken()``, ``left()``.
    """

    taken = Signal()
    left = Signal()

    def __init__(self, look: Look, folder: Path, store: Worker) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look, self._folder, self._store = look, folder, store
        self._found: list[FoundCounter] = []
        self._busy = False
        say = look.say
        self._told = label("", tone="quiet")
        back = KeyButton(say("Back"), "Esc", look.palette)
        back.clicked.connect(lambda _: self.left.emit())
        self._again = KeyButton(say("Look again"), "F5", look.palette, look="plain")
        self._again.clicked.connect(lambda _: self.look_again())
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(say("Take a counter over from a stick"), size="title"), 1)
        head.addWidget(self._again)
        head.addWidget(back)
        form = Form(look)
        lead = say(
            "Connect the stick or disk with the backups. The register, the profile and the sign-in are taken from "
            "there; then sign in with your password or with the recovery sheet."
        )
        form.body.addWidget(label(lead, tone="quiet"))
        form.body.addWidget(self._told)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        form.body.addLayout(self._rows)
        self.place = Field(look, say("Another folder"), hint=say("where the Kense folder with the backups lies"))
        form.body.addWidget(self.place)
        self._look_there = KeyButton(say("Look there"), "", look.palette, look="plain")
        self._look_there.clicked.connect(lambda _: self._look_at(self.place.text()))
        form.body.addWidget(self._look_there, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(form, 1)
        self.look_again()

    def focus_start(self) -> None:
        """The keyboard rests where the first backup is taken, or on looking again."""
        buttons = self._buttons()
        (buttons[0] if buttons else self._again).setFocus()

    def look_again(self) -> None:
        """F5: a stick was connected meanwhile."""
        self._store.run(lost_computer.find_counters, self._show, self._tell)

    def _look_at(self, typed: str) -> None:
        if typed.strip():
            self._store.run(lambda: [lost_computer.look_at(Path(typed.strip()))], self._show, self._tell)

    def _show(self, found: list[FoundCounter]) -> None:
        if not isValid(self):
            return
        self._found = found
        empty(self._rows)
        words = "" if found else self._look.say("No backups of Kense are found. Connect the stick, then look again.")
        set_tone(self._told, "quiet")
        self._told.setText(words)
        self._told.setVisible(bool(words))
        for place, one in enumerate(found):
            self._rows.addWidget(self._counter_box(one, first=place == 0))
        self.focus_start()

    def _counter_box(self, one: FoundCounter, *, first: bool) -> QWidget:
        say, look = self._look.say, self._look
        name = say(
            "{organisation}, counter {code}", organisation=look.language.quote(one.organisation), code=one.counter
        )
        rows: list[QWidget] = [label(name, strong=True), label(one.folder, tone="quiet", size="note")]
        for place, copy in enumerate(one.copies[:SHOWN_AT_MOST]):
            rows.append(self._copy_row(one, copy, first=first and place == 0))
        return box("noteBox", *rows, spacing=6)

    def _copy_row(self, one: FoundCounter, copy: StoredCopy, *, first: bool) -> QWidget:
        words, (state, tone) = QVBoxLayout(), say_state(copy, self._look)
        words.setSpacing(0)
        words.addWidget(label(f"{say_made(copy, self._look)} · {state}", tone="" if tone == "good" else "care"))
        words.addWidget(label(say_held(copy, self._look), tone="quiet", size="note"))
        take = KeyButton(self._look.say("Take over"), "", self._look.palette, look="primary" if first else "plain")
        take.setAccessibleName(f"{take.text()}: {say_made(copy, self._look)}")
        take.clicked.connect(lambda _: self._take(one, copy.name))
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(words, 1)
        inside.addWidget(take)
        return row

    def _buttons(self) -> list[KeyButton]:
        items = [self._rows.itemAt(place) for place in range(self._rows.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [button for widget in widgets if widget is not None for button in widget.findChildren(KeyButton)]

    def _take(self, one: FoundCounter, name: str) -> None:
        if self._busy:
            return
        self._busy = True
        folder = self._folder
        self._store.run(partial(lost_computer.take_over, folder, one, name), lambda _: self._taken(), self._tell)

    def _taken(self) -> None:
        if isValid(self):
            self.taken.emit()

    def _tell(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self):
            set_tone(self._told, "trouble")
            self._told.setText(f"⚠ {problem.sentence(self._look.say)}")
            self._told.show()

    def event(self, event: QEvent) -> bool:
        """Esc goes back, F5 looks again."""
        none = Qt.KeyboardModifier.NoModifier
        keys = {(Qt.Key.Key_Escape, none): self.left.emit, (Qt.Key.Key_F5, none): self.look_again}
        return self.takes(event, keys) or super().event(event)
