"""Whom the counter belongs to: the district's centre, taken by a code or a file; and the counter's keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.permissions import may
from desktop.ui.context import Look
from desktop.ui.exchange.errand_card import ErrandCard
from desktop.ui.exchange.errands import Outcome, Tools
from desktop.ui.exchange.front import ENROL, FIRST_ENROL, SyncFront
from desktop.ui.exchange.invitation_fields import CODE, InvitationFields, Typed
from desktop.ui.exchange.taking import enrol_with, take
from desktop.ui.keeping.card import in_row
from desktop.ui.widgets.labels import Tone, box, label

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.exchanging import RoundDone
    from desktop.ui.workers import Worker

KEYS = "keys"


class CentreCard(ErrandCard):
    """Signals: ``profile_changed(object)`` where the district's profile is in use now; ``store_changed()``."""

    profile_changed = Signal(object)
    store_changed = Signal()
    KINDS = (ENROL, FIRST_ENROL, KEYS)

    def __init__(self, look: Look, counter: "Counter", store: "Worker", front: SyncFront) -> None:
        say = look.say
        about = say(
            "The office of education this counter sends its register to. It knows the counter by its key, and the "
            "counter knows the office by its own."
        )
        super().__init__(look, say("District's centre"), about, counter, store, front)
        self._asks_keys = self._asks_again = False
        self._form = InvitationFields(look)
        self._form.confirmed.connect(self._enrol)
        self._known = QWidget()
        self._inside = QVBoxLayout(self._known)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)
        self._name, self._address = label("", strong=True), label("", tone="quiet")
        self._change = self.button(say("Change this counter's keys…"), self._ask_keys)
        self._again = self.button(say("Take up another invitation…"), self._ask_again)
        self._yes = self.button(say("Change the keys"), self.go_on, "primary", "F10")
        only = say("Only an administrator may do this here, in the register itself. Ctrl+L lets one sign in.")
        self._not_allowed = label(self.say_no_centre() if counter.practice else only, tone="care")
        self._sure = box(
            "careBox",
            label(
                say(
                    "Change the keys where somebody else may have had this computer or a copy of its folder. The "
                    "district learns the new ones at once, or from the next stick; papers printed before stay valid."
                )
            ),
            in_row(
                self._yes,
                self.button(say("Leave it as it is"), self._leave_keys, "plain", "Esc"),
            ),
            spacing=8,
        )
        for widget in (self._name, self._address, in_row(self._change), in_row(self._again), self._sure):
            self._inside.addWidget(widget)
        self.column.insertWidget(2, self._known)
        self.column.insertWidget(3, self._form)
        self.column.insertWidget(4, self._not_allowed)
        self.column.addStretch(1)
        front.state_changed.connect(self._state_changed)
        self._show_state()
        self.show_work()

    # what the room asks

    def refresh(self) -> None:
        """Read again how it stands."""
        self.front.refresh()

    def restore(self, before: "CentreCard") -> None:
        """Go on where the card was, in another language or light."""
        self._asks_keys, self._asks_again = before._asks_keys, before._asks_again
        self._form.fill(before._form)
        self._show_state()

    def focus_start(self) -> None:
        """The keyboard comes to the first question, or to the keys."""
        if not self._form.isHidden():
            self._form.focus_start()
        else:
            self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """F10: enrol; or change the keys once that was asked."""
        if self.is_running:
            return
        if not self._form.isHidden():
            self._form.confirm()
        elif self._asks_keys:
            self._change_keys()

    def take_back(self) -> bool:
        """Esc."""
        if (self._asks_keys or self._asks_again) and not self.is_running:
            self._leave_keys()
            return True
        return super().take_back()

    # what is done

    def _enrol(self, typed: object) -> None:
        assert isinstance(typed, Typed)
        path, counter = self._form.path, self.counter
        at_once, code = typed.way == CODE, counter.profile.counter

        def work(tools: Tools) -> object:
            taken = take(typed, path, proxy=counter.profile.exchange.proxy, counter=code)
            return enrol_with(counter, taken, tools, at_once=at_once)

        self.begin(ENROL, work)

    def _ask_keys(self) -> None:
        self._asks_keys = True
        self.tell("")
        self._show_state()
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_again(self) -> None:
        self._asks_again = True
        self.tell("")
        self._show_state()
        self._form.focus_start()

    def _leave_keys(self) -> None:
        self._asks_keys = self._asks_again = False
        self._show_state()
        self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_keys(self) -> None:
        from desktop.operations import enrolling

        counter = self.counter
        self.begin(KEYS, lambda tools: enrolling.change_keys(counter, on_store=tools.on_store))

    def errand_ended(self, kind: str) -> None:
        """Enrolled, or the keys are made: what goes next goes at once where there is a network."""
        outcome = self.front.errands.outcomes.get(kind)
        if outcome is not None and outcome.problem is None and not outcome.broken_off:
            self._asks_keys = self._asks_again = False
            self._form.clear()
            self.store_changed.emit()
        self._show_state()
        self.focus_start()

    # what is shown

    def _state_changed(self, state: object) -> None:
        if isValid(self):
            self._show_state()

    def _show_state(self) -> None:
        state, look = self.front.state, self.look
        enrolled = state is not None and state.enrolled
        allowed = self.front.is_real and may(self.counter.roles, "enrol")
        self._known.setVisible(enrolled)
        self._form.setVisible(state is not None and (not enrolled or self._asks_again) and allowed)
        self._not_allowed.setVisible(not allowed)
        self._sure.setVisible(self._asks_keys and allowed)
        for button in (self._change, self._again):
            button.setVisible(not self._asks_keys and not self._asks_again and allowed)
        if state is not None and enrolled:
            name = "" if state.centre_name is None else look.language.quote(state.centre_name)
            self._name.setText(name)
            pending = look.say("The centre has not confirmed this counter yet. It does so at the next contact.")
            self._address.setText(f"{state.address}\n{pending}" if state.pending else state.address)
        for widget in (self._form, self._known):
            widget.setEnabled(not self.is_running)

    def show_running(self, running: bool) -> None:
        """Nothing is typed meanwhile."""
        self._show_state()

    def say_progress(self, done: int, of: int) -> str:
        """The centre is asked, or this counter makes its keys."""
        return self.say("A moment…")

    def say_outcome(self, kind: str, outcome: Outcome) -> tuple[str, Tone]:
        """The counter belongs to the centre, or has other keys."""
        say = self.say
        if outcome.broken_off:
            return say("Stopped. Look whether the counter belongs to the centre; else take it up again."), "care"
        if kind == KEYS:
            return say("The keys are made. They hold once the district has taken them."), "good"
        done: RoundDone | None = outcome.result
        if done is not None and done.problem is not None:
            return done.problem.sentence(say), "trouble" if done.outcome == "stopped" else "care"
        if done is not None and done.outcome == "done":
            return say("This counter belongs to the centre now, and the centre knows it."), "good"
        words = say("This counter belongs to the centre now. It is told so over the network, or with the next stick.")
        return words, "good"
