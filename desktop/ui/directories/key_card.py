"""The signing key of the organisation: where its file lies, whose it is, until when, and whether it may sign."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from desktop.operations import signing_key
from desktop.operations.signing_key import KeyTold
from desktop.ui.context import Look
from desktop.ui.keeping.card import Card, in_row
from desktop.ui.widgets.key_entry import KeyEntry
from desktop.ui.widgets.labels import box, label
from desktop.ui.wording import say_date
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter


class KeyCard(Card):
    """Looks into the key; signs nothing. Signals: ``problem_met(object)``."""

    problem_met = Signal(object)

    def __init__(self, look: Look, counter: "Counter", store: Worker) -> None:
        say = look.say
        about = say(
            "Notifications of applications filed electronically are signed with the organisation's key, from a file or "
            "on a token. The counter remembers where the file or the token's driver lies, never the password."
        )
        super().__init__(look, say("Signing key"), about)
        self._counter, self._store = counter, store
        self._typed = False
        self._busy = False
        self._shown: KeyTold | None = None
        self.entry = KeyEntry(look)
        self.entry.path_changed.connect(self._path_typed)
        self.column.addWidget(self.entry)
        self._look_button = self.button(say("Look into the key"), self.go_on, "primary", "F10")
        self.column.addWidget(in_row(self._look_button))
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        self.column.addStretch(1)

    # what the room asks

    def refresh(self) -> None:
        """Read which file was used last."""
        counter = self._counter
        self._store.run(lambda: signing_key.remembered_path(counter), self._remembered, self.problem_met.emit)

    def focus_start(self) -> None:
        """The keyboard comes to what is still to be typed."""
        self.entry.focus_start()

    def go_on(self) -> None:
        """F10: look into it."""
        path = self.entry.path()
        if self._busy or not self.entry.ask() or path is None:
            return
        self._busy = True
        self.tell("")
        counter, password = self._counter, self.entry.password()
        self._store.run(lambda: signing_key.tell_key(counter, path, password), self._told, self._failed)

    def restore(self, before: "KeyCard") -> None:
        """The path typed and what the key said stay in another language or light; the password does not."""
        path = before.entry.path()
        if before._typed and path is not None:
            self.entry.set_path(str(path))
            self._typed = True
        if before._shown is not None:
            self._show(before._shown)

    def stop(self) -> None:
        """The room is left: what was typed of the password goes."""
        self.entry.forget()

    # inside

    def _path_typed(self, _: str) -> None:
        self._typed = True

    def _remembered(self, path: str) -> None:
        if isValid(self) and path and not self._typed:
            self.entry.set_path(path)

    def _told(self, told: KeyTold) -> None:
        if isValid(self):
            self._busy = False
            self.entry.forget()
            self._show(told)

    def _failed(self, problem: Problem) -> None:
        if not isValid(self):
            return
        self._busy = False
        self.entry.forget()
        self._empty()
        self._shown = None
        self.entry.tell(problem)

    def _show(self, told: KeyTold) -> None:
        self._empty()
        self._shown = told
        say, code = self.say, self.look.language.code
        if told.wrong is None:
            first = label("✓ " + say("This key may sign for the organisation."), strong=True)
        else:
            first = label("⚠ " + told.wrong.sentence(say), strong=True)
        lines = [
            first,
            label(say("Issued to: {holder}", holder=told.holder)),
            label(
                say(
                    "Valid from {since} until {until}",
                    since=say_date(told.since.date(), code),
                    until=say_date(told.until.date(), code),
                )
            ),
            label(say("Issued by: {issuer}", issuer=told.issuer), size="note"),
            label(say("Certificate number: {serial}", serial=told.serial.upper()), size="note"),
        ]
        if told.wrong is None and not told.rooted:
            words = say(
                "The issuer was not compared: the folder “trusted-roots” beside the store holds no authority's "
                "certificate."
            )
            lines.append(label(words, size="note"))
        self._place.addWidget(box("goodBox" if told.wrong is None else "troubleBox", *lines))

    def _empty(self) -> None:
        while self._place.count():
            item = self._place.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
