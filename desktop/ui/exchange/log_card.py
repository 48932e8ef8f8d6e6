"""The last deliveries, and the log that support asks for: no names are in it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.context import Look
from desktop.ui.exchange.front import SyncFront
from desktop.ui.exchange.log_words import say_delivery
from desktop.ui.keeping.card import Card, in_row
from desktop.ui.register.file_field import FileField
from desktop.ui.settings.form import empty
from desktop.ui.widgets.labels import box, label
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.exchanging import Delivery
    from desktop.ui.workers import Worker

SHOWN = 30


class LogCard(Card):
    """Signals: ``problem_met(object)``."""

    problem_met = Signal(object)

    def __init__(self, look: Look, counter: "Counter", store: "Worker", front: SyncFront) -> None:
        say = look.say
        about = say("The last deliveries, by the network and by stick, and how each ended. No names are in it.")
        super().__init__(look, say("Log"), about)
        self._counter, self._store, self._front = counter, store, front
        self._path = ""
        self._busy = False
        self._file = FileField(look, say("Save the log as"), save=True)
        self._file.edited.connect(self._typed)
        self._save = self.button(say("Save the log for support"), self.go_on, "primary", "F10")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.column.addWidget(self._file)
        self.column.addWidget(in_row(self._save))
        self.column.addLayout(self._rows)
        self.column.addStretch(1)
        front.errands.ended.connect(self._errand_ended)
        self._suggest()

    # what the room asks

    def refresh(self) -> None:
        """Read the last deliveries."""
        from desktop.operations import exchanging

        counter = self._counter
        self._store.run(lambda: exchanging.list_deliveries(counter, SHOWN), self._show, self.problem_met.emit)

    def stop(self) -> None:
        """The room is left."""

    def restore(self, before: "LogCard") -> None:
        """Go on where the card was, in another language or light."""
        self._path = before._path
        self._suggest()

    def focus_start(self) -> None:
        """The keyboard comes to the one thing there is to do."""
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """F10: save the log."""
        from desktop.operations import exchanging

        path = self._file.path()
        if path is None or self._busy:
            return
        if not path.suffix:
            path = path.with_name(path.name + ".txt")
        self._busy = True
        self.tell("")
        counter = self._counter
        self._store.run(lambda: exchanging.write_log(counter, path), lambda _: self._saved(path), self._failed)

    # inside

    def _suggest(self) -> None:
        if self._path:
            self._file.set_path(self._path)
            return
        from desktop.operations import exporting

        place = exporting.list_places()[0]
        name = f"kense-{self._counter.profile.counter}-exchange-{self._counter.clock.now().wall[:10]}.txt"
        self._file.set_path(exporting.free_path(place.folder, name))

    def _typed(self, path: str) -> None:
        self._path = path

    def _saved(self, path: Path) -> None:
        self._busy = False
        if isValid(self):
            self._path = ""
            self.tell(self.say("The log is at {path}. Send it to whoever asks for it.", path=path), "good")
            self._suggest()

    def _failed(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self):
            self._file.show_wrong(problem.sentence(self.say))

    def _errand_ended(self, kind: str) -> None:
        if isValid(self) and self.isVisible():
            self.refresh()

    def _show(self, deliveries: "tuple[Delivery, ...]") -> None:
        if not isValid(self):
            return
        empty(self._rows)
        if not deliveries:
            words = self.say("Nothing was sent or read yet. Every try will stand here.")
            self._rows.addWidget(label(words, tone="quiet"))
        for one in deliveries:
            self._rows.addWidget(self._row(one))

    def _row(self, one: "Delivery") -> QWidget:
        told = say_delivery(one, self.look)
        rows = [label(told.head, strong=True), label(told.what, tone="quiet", size="note")]
        if told.problem:
            rows.append(label(f"⚠ {told.problem}", tone="trouble", size="note"))
        return box("noteBox", *rows)
