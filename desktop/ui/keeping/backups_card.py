"""Backups: what there is, made by hand, a stick for them, and going back to one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.permissions import may
from desktop.operations import backing_up, recovering
from desktop.operations.recovering import Restored, StoredCopy
from desktop.ui.backup_timer import BackupRun
from desktop.ui.context import Look
from desktop.ui.keeping.card import Card, Confirm, in_row
from desktop.ui.keeping.copy_words import say_held, say_made, say_state
from desktop.ui.settings.form import empty
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.labels import box, label
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter

SHOWN_AT_FIRST = 6


class BackupsCard(Card):
    """The backups of this counter.

    Signals: ``problem_met(object)``; ``store_changed()`` once the register went back: everything shown is other now.
    """

    problem_met = Signal(object)
    store_changed = Signal()

    def __init__(self, look: Look, counter: "Counter", store: Worker, printer: Worker) -> None:
        say = look.say
        about = say(
            "A whole copy of the register is made every half hour of work and when the day is closed, "
            "and opened and verified each time."
        )
        super().__init__(look, say("Backups"), about)
        self._counter = counter
        self._store = store
        self._copies: list[StoredCopy] = []
        self._all = False
        self._chosen = ""
        self._bring = True
        self._busy = False
        self._confirm: Confirm | None = None
        self._run = BackupRun(counter, store, self)
        self._run.begun.connect(lambda: self.tell(say("A backup is being made. You can go on working.")))
        self._run.done.connect(self._made)
        self._run.nothing.connect(lambda: self.tell(say("There is nothing to back up yet.")))
        self._run.problem_met.connect(self.tell_problem)
        self.make = self.button(say("Make a backup now"), self.go_on, "primary", "F10")
        self.column.addWidget(in_row(self.make))
        self._place = label("", tone="quiet")
        self.column.addWidget(self._place)
        self._sticks = QVBoxLayout()
        self._sticks.setSpacing(6)
        self.column.addLayout(self._sticks)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)

    # what the room asks

    def refresh(self) -> None:
        """Read again what there is."""
        counter = self._counter
        folder = counter.store.folder
        self._store.run(
            lambda: (recovering.list_copies(folder), backing_up.offered_sticks(counter)),
            self._show,
            self.problem_met.emit,
        )

    def go_on(self) -> None:
        """F10: a backup now."""
        if self._confirm is None and may(self._counter.roles, "back_up"):
            self.tell("")
            self._run.start("asked")

    def take_back(self) -> bool:
        """Esc: no going back after all."""
        asked = self._confirm is not None
        self._leave()
        return asked

    def stop(self) -> None:
        """The card goes away; a backup on its way is finished without it."""
        self._run.stop()

    def focus_start(self) -> None:
        """The keyboard comes to what is asked, or to the first button."""
        if self._confirm is not None:
            self._confirm.focus()
        else:
            self.make.setFocus()

    def restore(self, before: "BackupsCard") -> None:
        """Go on where the card was in another language or light."""
        self._all, self._chosen, self._bring = before._all, before._chosen, before._bring
        self._copies = before._copies
        self._lay_out()
        if self._confirm is not None and before._confirm is not None:
            self._confirm.fill(before._confirm.reason.text(), before._confirm.typed.text())

    # what is shown

    def _show(self, found: tuple[list[StoredCopy], list[tuple[str, bool]]]) -> None:
        if not isValid(self):
            return
        copies, sticks = found
        self._show_places(sticks)
        if copies == self._copies and self._rows.count():
            return
        self._copies = copies
        if self._confirm is None:
            self._lay_out()
        self._open_bare()

    def _show_places(self, sticks: list[tuple[str, bool]]) -> None:
        say, chosen = self.say, self._counter.profile.second_place
        carrying = [stick for stick, carries in sticks if carries]
        places = [*([chosen] if chosen else []), *carrying]
        words = (
            say("Copies go to: {places}", places=", ".join(places))
            if places
            else say("Copies lie on this computer only. Connect a stick, or name a second disk in the settings, F12.")
        )
        self._place.setText(words)
        empty(self._sticks)
        for stick, carries in sticks:
            if not carries:
                self._sticks.addWidget(
                    in_row(self.button(say("Use the stick {place} for copies", place=stick), partial(self._use, stick)))
                )

    def _lay_out(self) -> None:
        empty(self._rows)
        self._confirm = None
        self.make.set_look("primary" if not self._chosen else "plain")
        if not self._copies:
            self._rows.addWidget(
                label(self.say("No backup yet. The first is made after the first work."), tone="quiet")
            )
        shown = self._copies if self._all else self._copies[:SHOWN_AT_FIRST]
        for copy in shown:
            self._rows.addWidget(self._row(copy))
        left = len(self._copies) - len(shown)
        if left:
            more = self.button(self.say("Show all, {count} more", count=left), self._show_all)
            self._rows.addWidget(in_row(more))

    def _row(self, copy: StoredCopy) -> QWidget:
        state, tone = say_state(copy, self.look)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(label(say_made(copy, self.look), strong=True), 1)
        line.addWidget(label(state, tone=tone, wrap=False))
        if may(self._counter.roles, "restore") and copy.problem is None and copy.name != self._chosen:
            back = self.button(self.say("Go back to this"), partial(self._choose, copy.name))
            back.setAccessibleName(f"{back.text()}: {say_made(copy, self.look)}")
            line.addWidget(back)
        held = label(say_held(copy, self.look), tone="quiet", size="note")
        if copy.name != self._chosen:
            return box("noteBox", head, held)
        return box("careBox", head, held, *self._asking(copy), spacing=10)

    def _asking(self, copy: StoredCopy) -> list[QWidget]:
        say = self.say
        what = say(
            "The register becomes what it was then. The present file is put aside and kept. Numbers given since are "
            "not given again."
        )
        choice = Choice(
            say("What was recorded since"),
            [
                (True, say("is brought over: nothing is lost")),
                (False, say("is left in the file put aside; the journal says so")),
            ],
            self.look.palette,
        )
        choice.choose(self._bring)
        choice.answered.connect(self._choose_bring)
        self._confirm = Confirm(self.look, say("Go back to this backup"), self._counter.profile.counter)
        self._confirm.confirmed.connect(partial(self._return, copy.name))
        self._confirm.taken_back.connect(self._leave)
        return [label(what), choice, self._confirm]

    def _open_bare(self) -> None:
        """Backups without a note are opened, one after another, to say what they hold."""
        folder, key = self._counter.store.folder, self._counter.store.key
        bare = next((copy for copy in self._copies if copy.events is None and copy.problem is None), None)
        if bare is not None:
            self._store.run(lambda: recovering.look_into(folder, bare, key), self._looked_into, self.problem_met.emit)

    def _looked_into(self, copy: StoredCopy) -> None:
        if not isValid(self):
            return
        self._copies = [copy if one.name == copy.name else one for one in self._copies]
        if self._confirm is None:
            self._lay_out()
        self._open_bare()

    # what is done

    def _made(self, done: backing_up.BackupDone) -> None:
        if not done.problems:
            said = self.say("The backup is made and verified.")
            if done.carried:
                said += " " + self.say("A copy was read back at {places}.", places=", ".join(done.carried))
            self.tell(said, "good")
        self.refresh()

    def _use(self, stick: str) -> None:
        counter = self._counter
        self._store.run(lambda: backing_up.use_stick(counter, stick), lambda _: self._stick_ready(), self._failed)

    def _stick_ready(self) -> None:
        if isValid(self):
            self._run.start("work")
            self.refresh()

    def _show_all(self) -> None:
        self._all = True
        self._lay_out()
        self.make.setFocus()

    def _choose(self, name: str) -> None:
        self._chosen, self._bring = name, True
        self.tell("")
        self._lay_out()
        self.focus_start()

    def _choose_bring(self, bring: object) -> None:
        self._bring = bool(bring)

    def _leave(self) -> None:
        if self._confirm is not None and not self._busy:
            self._chosen = ""
            self._lay_out()
            self.make.setFocus()

    def _return(self, name: str, reason: str, typed: str) -> None:
        if self._busy:
            return
        self._busy = True
        counter, bring = self._counter, self._bring
        self.tell(self.say("Going back. This takes up to two minutes."))
        self._store.run(
            lambda: recovering.return_to(counter, name, reason=reason, typed=typed, bring=bring),
            self._returned,
            self._failed,
        )

    def _returned(self, done: Restored) -> None:
        self._busy = False
        if not isValid(self):
            return
        self.store_changed.emit()
        self._chosen = ""
        self._copies = []
        self._confirm = None
        self.tell(self._say_returned(done), "good" if done.numbers_known else "care")
        self.refresh()

    def _say_returned(self, done: Restored) -> str:
        say = self.say
        parts = [say("The register is back. The file before was put aside as {file}.", file=done.put_aside)]
        if done.events_left:
            parts.append(say("Entries left aside: {count}.", count=done.events_left))
        else:
            parts.append(say("Entries brought over: {count}.", count=done.events_brought))
        if not done.numbers_known:
            parts.append(say("Numbers given after the backup are not known: look at the last papers before going on."))
        return " ".join(parts)

    def _failed(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self):
            self.tell_problem(problem)
