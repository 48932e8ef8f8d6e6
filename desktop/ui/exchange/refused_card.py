"""What the district holds and does not count: each with its reason, and the ways a person settles it."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.permissions import may
from desktop.ui.context import Look
from desktop.ui.exchange.front import SyncFront
from desktop.ui.exchange.refusal_words import say_refused, say_what
from desktop.ui.keeping.card import Card, in_row
from desktop.ui.settings.form import empty
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import box, label
from forms.catalogues import N_
from forms.moments import wall_time
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.refusals import OpenRefusal
    from desktop.ui.workers import Worker
    from forms.exchange_acts import Settling

SHOWN_AT_FIRST = 20
WAYS: dict[str, str] = {
    "corrected": N_("It is corrected in the case, and the correction goes to the district"),
    "voided": N_("The case is made void"),
    "noted": N_("The district knows, as the reason says"),
}


@dataclass
class Answers:
    """Which one is being settled, and what is typed of it."""

    sequence: int = 0
    how: str = ""
    reason: str = ""


class RefusedCard(Card):
    """Signals: ``problem_met(object)``; ``case_wanted(str)`` to correct a case in the register; ``store_changed()``
    once something was settled."""

    problem_met = Signal(object)
    case_wanted = Signal(str)
    store_changed = Signal()

    def __init__(self, look: Look, counter: "Counter", store: "Worker", front: SyncFront) -> None:
        say = look.say
        about = say(
            "The district keeps these entries and does not count them. Nothing else waits for them. Correct what is "
            "wrong, or say what became of it."
        )
        super().__init__(look, say("Refused by the district"), about)
        self._counter, self._store, self._front = counter, store, front
        self._refusals: tuple[OpenRefusal, ...] | None = None
        self._answers = Answers()
        self._all = self._busy = False
        self._form: _Settle | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("Refused by the district"))
        front.state_changed.connect(self._state_changed)

    # what the room asks

    def refresh(self) -> None:
        """Read again what is open."""
        from desktop.operations import refusals

        counter = self._counter
        self._store.run(lambda: refusals.list_refusals(counter), self._show, self.problem_met.emit)

    def stop(self) -> None:
        """The room is left."""

    def restore(self, before: "RefusedCard") -> None:
        """Go on where the card was, in another language or light."""
        self._refusals, self._answers, self._all = before._refusals, before._answers, before._all
        self._lay_out()

    def focus_start(self) -> None:
        """The keyboard comes to what is asked, or to the first way out."""
        if self._form is not None:
            self._form.focus()
            return
        buttons = [button for button in self.findChildren(KeyButton) if button.isEnabled()]
        (buttons[0] if buttons else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """F10: record what is being settled."""
        if self._form is not None:
            self._form.confirm()

    def take_back(self) -> bool:
        """Esc: nothing is settled after all."""
        asked = self._form is not None
        if asked:
            self._answers = Answers()
            self._lay_out()
            self.focus_start()
        return asked

    # what is shown

    def _state_changed(self, state: object) -> None:
        if isValid(self) and self.isVisible():
            self.refresh()

    def _show(self, found: "tuple[OpenRefusal, ...]") -> None:
        if not isValid(self) or (self._refusals is not None and _seen(found) == _seen(self._refusals)):
            return
        self._refusals = found
        if self._answers.sequence and self._answers.sequence not in [one.sequence for one in found]:
            self._answers = Answers()
        self._lay_out()
        if self.isVisible():
            self.focus_start()

    def _lay_out(self) -> None:
        empty(self._rows)
        self._form = None
        found = self._refusals or ()
        if self._refusals is not None and not found:
            self._rows.addWidget(
                label(
                    "✓ " + self.say("The district has refused nothing. What it refuses will stand here."), tone="good"
                )
            )
        shown = found if self._all else found[:SHOWN_AT_FIRST]
        for one in shown:
            self._rows.addWidget(self._row(one))
        if len(found) > len(shown):
            more = self.button(self.say("Show all, {count} more", count=len(found) - len(shown)), self._show_all)
            self._rows.addWidget(in_row(more))

    def _row(self, one: "OpenRefusal") -> QWidget:
        head = label(say_what(one, self.look), strong=True)
        when = label(say_refused(one, self.look, wall_time(self._counter.clock.now())), tone="quiet", size="note")
        why = label(f"⚠ {one.problem.sentence(self.say)}", tone="trouble")
        if one.sequence == self._answers.sequence:
            self._form = _Settle(self.look, self._answers, can_open=bool(one.case))
            self._form.confirmed.connect(partial(self._settle, one))
            self._form.taken_back.connect(self.take_back)
            return box("careBox", head, when, why, self._form, spacing=8)
        return box("noteBox", head, when, why, self._ways(one), spacing=6)

    def _ways(self, one: "OpenRefusal") -> QWidget:
        say = self.say
        ways: list[KeyButton] = []
        if one.case and may(self._counter.roles, "search"):
            ways.append(self.button(say("Open the case"), partial(self.case_wanted.emit, one.case)))
        if may(self._counter.roles, "settle") and self._front.is_real:
            ways.append(self.button(say("What became of it…"), partial(self._choose, one, "")))
            ways.append(self.button(say("Send it again…"), partial(self._choose, one, "resent")))
        for way in ways:
            way.setAccessibleName(f"{way.text()} {say_what(one, self.look)}")
        return in_row(*ways)

    # what is done

    def _show_all(self) -> None:
        self._all = True
        self._lay_out()
        self.focus_start()

    def _choose(self, one: "OpenRefusal", how: str) -> None:
        self._answers = Answers(one.sequence, how)
        self.tell("")
        self._lay_out()
        self.focus_start()

    def _settle(self, one: "OpenRefusal", how: "Settling", reason: str) -> None:
        from desktop.operations import refusals

        if self._busy:
            return
        self._busy = True
        counter = self._counter
        self._store.run(
            lambda: refusals.settle(counter, one.sequence, how, reason),
            lambda _: self._settled(how),
            self._failed,
        )

    def _settled(self, how: str) -> None:
        self._busy = False
        if not isValid(self):
            return
        self._answers = Answers()
        if how == "resent":
            self.tell(self.say("Recorded. The district judges it again with the next delivery."), "good")
        else:
            self.tell(self.say("Recorded. The district gets it with the next delivery."), "good")
        self._front.recorded()
        self._front.refresh()
        self.refresh()
        self.store_changed.emit()

    def _failed(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self):
            self.tell_problem(problem)


def _seen(refusals: "tuple[OpenRefusal, ...]") -> list[tuple[object, ...]]:
    """What is shown of them: Problems themselves are never equal."""
    return [(one.sequence, one.refused_at, one.problem.code, one.problem.fields) for one in refusals]


class _Settle(QWidget):
    """How, and why. Signals: ``confirmed(str, str)`` with how and the reason; ``taken_back()``."""

    confirmed = Signal(str, str)
    taken_back = Signal()

    def __init__(self, look: Look, answers: Answers, *, can_open: bool) -> None:
        super().__init__()
        say = self.say = look.say
        self._answers = answers
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._again = answers.how == "resent"
        self._how: Choice | None = None
        if not self._again:
            ways = [(how, say(words)) for how, words in WAYS.items() if can_open or how == "noted"]
            self._how = Choice(say("What became of it"), ways, look.palette)
            self._how.choose(answers.how or (ways[0][0] if len(ways) == 1 else None))
            self._how.answered.connect(self._answered)
            column.addWidget(self._how)
        hint = say("it is written into the journal and goes to the district")
        self._reason = Field(look, say("Reason"), hint=hint)
        self._reason.set_text(answers.reason)
        self._reason.edited.connect(self._typed)
        words = say("Have it judged again") if self._again else say("Record it")
        self._act = KeyButton(words, "F10", look.palette, look="primary")
        self._act.clicked.connect(lambda _: self.confirm())
        back = KeyButton(say("Leave it as it is"), "Esc", look.palette, look="plain")
        back.clicked.connect(lambda _: self.taken_back.emit())
        column.addWidget(self._reason)
        column.addWidget(in_row(self._act, back))

    def focus(self) -> None:
        """The keyboard comes to the first question not answered yet."""
        if self._how is not None and self._how.value() is None:
            self._how.focus_first()
        else:
            self._reason.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Both are answered, or the keyboard goes to the one that is not."""
        how = "resent" if self._again else self._how.value() if self._how is not None else None
        reason = self._reason.text().strip()
        if how is None:
            self.focus()
        elif not reason:
            self._reason.show_wrong(self.say("Write the reason."))
            self._reason.input.setFocus()
        else:
            self.confirmed.emit(str(how), reason)

    def _answered(self, how: object) -> None:
        self._answers.how = str(how)

    def _typed(self, text: str) -> None:
        self._answers.reason = text
        self._reason.show_wrong("")
