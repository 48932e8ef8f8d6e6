"""Retention: what is past it, erasing the names of it, and the backups that still hold them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.permissions import may
from desktop.operations import retention
from desktop.operations.backing_up import BackupDone
from desktop.operations.retention import Erasure, HeldElsewhere
from desktop.ui.backup_timer import BackupRun
from desktop.ui.context import Look
from desktop.ui.keeping.card import Card, Confirm, in_row
from desktop.ui.settings.form import empty
from desktop.ui.widgets.labels import box, label
from desktop.ui.wording import say_date
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter


class RetentionCard(Card):
    """Signals: ``problem_met(object)``; ``store_changed()`` once names were erased."""

    problem_met = Signal(object)
    store_changed = Signal()

    def __init__(self, look: Look, counter: "Counter", store: Worker, printer: Worker) -> None:
        say = look.say
        about = say(
            "Once the retention of the organisation's rules has ended, names, numbers of people and their papers are "
            "erased. Figures, registration numbers and the chain of the journal stay."
        )
        super().__init__(look, say("Retention"), about)
        self._counter = counter
        self._store = store
        self._erasure: Erasure | None = None
        self._held: HeldElsewhere | None = None
        self._reason = ""
        self._fresh = ""
        self._busy = False
        self._confirm: Confirm | None = None
        self._run = BackupRun(counter, store, self)
        self._run.done.connect(self._backed_up)
        self._run.nothing.connect(lambda: self._backed_up(None))
        self._run.problem_met.connect(self._failed)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)

    # what the room asks

    def refresh(self) -> None:
        """Count again what is past; not while something is asked or done."""
        if self._busy or self._confirm is not None:
            return
        counter = self._counter
        if not counter.profile.retention_years:
            self._erasure = None
            self._lay_out()
            return
        made = self._fresh

        def look() -> tuple[Erasure, str, HeldElsewhere]:
            # The older copies are offered later too, once a backup was made after the erasing.
            fresh = made or retention.fresh_backup(counter)
            return retention.plan_erasure(counter), fresh, retention.held_elsewhere(counter, fresh)

        self._store.run(
            look,
            self._show,
            self.problem_met.emit,
        )

    def go_on(self) -> None:
        """F10: erase, asked for twice."""
        if self._confirm is None and self._may_erase():
            self._ask()

    def take_back(self) -> bool:
        """Esc: nothing is erased."""
        asked = self._confirm is not None
        if asked and not self._busy:
            self._confirm = None
            self._lay_out()
        return asked

    def stop(self) -> None:
        """The card goes away. What is erased is erased; the rest can be gone on with."""
        self._run.stop()

    def focus_start(self) -> None:
        """The keyboard comes to what is asked."""
        if self._confirm is not None:
            self._confirm.focus()
        else:
            self.setFocus()

    def restore(self, before: "RetentionCard") -> None:
        """Go on where the card was in another language or light."""
        self._erasure, self._held, self._fresh = before._erasure, before._held, before._fresh
        self._lay_out()
        if before._confirm is not None:
            self._ask()
            if self._confirm is not None:
                self._confirm.fill(before._confirm.reason.text(), before._confirm.typed.text())

    # what is shown

    def _show(self, found: tuple[Erasure, str, HeldElsewhere]) -> None:
        if isValid(self) and not self._busy and self._confirm is None:
            self._erasure, self._fresh, self._held = found
            self._lay_out()

    def _may_erase(self) -> bool:
        ready = self._erasure is not None and not self._erasure.is_empty and not self._busy
        return ready and may(self._counter.roles, "erase")

    def _lay_out(self) -> None:
        empty(self._rows)
        say, profile, erasure = self.say, self._counter.profile, self._erasure
        if not profile.retention_years:
            words = say(
                "No retention is stated, so nothing is erased. Give the years and the rule in the settings, F12."
            )
            self._rows.addWidget(label(words))
            return
        rule = say("{years} years: {rule}", years=profile.retention_years, rule=profile.retention_rule)
        self._rows.addWidget(label(rule, strong=True))
        if erasure is None:
            self._rows.addWidget(label(say("Counting…"), tone="quiet"))
            return
        self._rows.addWidget(label(self._say_past(erasure)))
        if self._may_erase():
            self._rows.addWidget(in_row(self.button(say("Erase the names…"), self._ask, "primary", "F10")))
        if self._held is not None and (self._held.backups or self._held.put_aside) and self._fresh:
            self._rows.addWidget(self._give_up_box(self._held))

    def _say_past(self, erasure: Erasure) -> str:
        say = self.say
        if erasure.is_empty:
            day = say_date(erasure.before, self.look.language.code)
            return say("Nothing is past its retention: no names are left of before {day}.", day=day)
        years = ", ".join(f"{year}: {count}" for year, count in erasure.years.items())
        words = [say("Past their retention are cases: {count} ({years}).", count=erasure.cases, years=years or "–")]
        if erasure.complaints:
            words.append(say("Complaints: {count}.", count=erasure.complaints))
        if erasure.drafts:
            words.append(say("Cases never finished: {count}.", count=len(erasure.drafts)))
        return " ".join(words)

    def _give_up_box(self, held: HeldElsewhere) -> QWidget:
        say = self.say
        words = say(
            "The names can still be read in what was made before: backups {backups}, files put aside {files}.",
            backups=held.backups,
            files=held.put_aside,
        )
        if held.gone_by is not None:
            gone = say_date(held.gone_by, self.look.language.code)
            words += " " + say("Left alone, the last of the backups is given up by {day}.", day=gone)
        words += " " + say("A stick that is not connected now keeps its copies.")
        button = self.button(say("Give up these older copies now"), self._give_up)
        return box("careBox", label(words), in_row(button), spacing=10)

    def _ask(self) -> None:
        if not self._may_erase():
            return
        assert self._erasure is not None
        empty(self._rows)
        say = self.say
        what = say(
            "Names, IINs, phones, reasons and printed papers of these cases are overwritten. This cannot be undone."
        )
        self._confirm = Confirm(self.look, say("Erase the names for good"), self._counter.profile.counter)
        self._confirm.confirmed.connect(self._erase)
        self._confirm.taken_back.connect(self.take_back)
        past = label(self._say_past(self._erasure), strong=True)
        self._rows.addWidget(box("careBox", past, label(what), self._confirm, spacing=10))
        self._confirm.focus()

    # what is done

    def _erase(self, reason: str, typed: str) -> None:
        if self._busy or self._erasure is None:
            return
        self._busy, self._reason = True, reason
        counter, erasure = self._counter, self._erasure
        self._store.run(
            lambda: retention.check_wish(counter, erasure, reason=reason, typed=typed),
            lambda _: self._erase_from(erasure, 0),
            self._failed,
        )

    def _erase_from(self, erasure: Erasure, start: int) -> None:
        """Slice after slice, each in its turn on the store's thread: the clerk's acts come between."""
        if not isValid(self):
            return
        counter, reason = self._counter, self._reason
        done = 100 * start // max(1, len(erasure.sequences))
        self.tell(self.say("Erasing: {percent} %", percent=done))
        self._store.run(
            lambda: retention.erase_slice(counter, erasure, start, reason=reason),
            lambda following: self._erased(erasure, following),
            self._failed,
        )

    def _erased(self, erasure: Erasure, following: int | None) -> None:
        if not isValid(self):
            return
        if following is not None:
            self._erase_from(erasure, following)
            return
        self.store_changed.emit()
        self.tell(self.say("The names are erased. A fresh backup is being made."))
        self._run.start("after_erasure")

    def _backed_up(self, done: BackupDone | None) -> None:
        """The fresh backup is there, or none: in practice, and where the system had no process for it."""
        self._busy, self._confirm, self._fresh = False, None, "" if done is None else done.made
        if done is not None and not done.problems:
            self.tell(self.say("The names are erased; figures, numbers and the chain stay."), "good")
        self.refresh()

    def _give_up(self) -> None:
        counter, fresh = self._counter, self._fresh
        self._store.run(lambda: retention.give_up_older(counter, fresh), self._given_up, self._failed)

    def _given_up(self, held: HeldElsewhere) -> None:
        if isValid(self):
            self._held = held
            self.tell(self.say("The older copies are given up. The backup made after the erasing stays."), "good")
            self._lay_out()

    def _failed(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self):
            self.tell_problem(problem)
            if self._confirm is None:
                self.refresh()
