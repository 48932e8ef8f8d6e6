"""Delivery: what waits, what the district holds, when it last answered, and sending now."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from shiboken6 import isValid

from desktop.domain.permissions import may
from desktop.ui.context import Look
from desktop.ui.exchange.errand_card import ErrandCard
from desktop.ui.exchange.errands import Outcome
from desktop.ui.exchange.front import ROUND, SyncFront
from desktop.ui.exchange.log_words import WAYS
from desktop.ui.exchange.standing import say_moment, standing_of
from desktop.ui.keeping.card import in_row
from desktop.ui.widgets.labels import Tone, box, label, set_tone
from desktop.ui.wording import say_size
from forms.catalogues import N_
from forms.moments import wall_time

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.exchanging import ExchangeState, RoundDone
    from desktop.ui.workers import Worker

ROWS: dict[str, str] = {
    "centre": N_("District's centre"),
    "waits": N_("Waits to be sent"),
    "holds": N_("The district holds"),
    "contact": N_("Last contact"),
    "next": N_("Next try"),
}


class SendingCard(ErrandCard):
    """Signals: ``refused_wanted()`` to the card of what was refused."""

    refused_wanted = Signal()
    KINDS = (ROUND,)

    def __init__(self, look: Look, counter: "Counter", store: "Worker", front: SyncFront) -> None:
        say = look.say
        about = say(
            "What is recorded here goes to the district by itself wherever there is a network; on a stick where there "
            "is none. Nothing has to wait for it."
        )
        super().__init__(look, say("Delivery"), about, counter, store, front)
        self._standing, self._sentence = label("", strong=True), label("")
        self._box = box("noteBox", self._standing, self._sentence)
        self._send = self.button(say("Send now"), self.go_on, "primary", "F10")
        self._refused = self.button(say("Show what was refused"), self.refused_wanted.emit, key="Alt+3")
        self._values: dict[str, QLabel] = {}
        for place, widget in enumerate((self._box, self._rows(), in_row(self._send, self._refused)), 2):
            self.column.insertWidget(place, widget)
        self.column.addStretch(1)
        front.state_changed.connect(self._state_changed)
        self._show_state()
        self.show_work()

    # what the room asks

    def refresh(self) -> None:
        """Read again how it stands."""
        self.front.refresh()

    def focus_start(self) -> None:
        """The keyboard comes to the one thing there is to do."""
        self._send.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """F10: send now."""
        if not self.is_running and self._send.isEnabled():
            self.tell("")
            if not self.front.send_now():
                self.tell_busy()

    # what is shown

    def _rows(self) -> QWidget:
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, (name, words) in enumerate(ROWS.items()):
            head, value = label(self.say(words), tone="quiet", wrap=False), label("")
            value.setAccessibleName(self.say(words))
            grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, place, 1)
            self._values[name] = value
        return rows

    def _state_changed(self, state: object) -> None:
        if isValid(self):
            self._show_state()

    def _show_state(self) -> None:
        state = self.front.state
        enrolled = state is not None and state.enrolled
        self._send.setEnabled(enrolled and self.front.is_real and may(self.counter.roles, "exchange"))
        self._refused.setVisible(state is not None and state.refusals > 0)
        if state is None or not enrolled:
            self._tell_standing("", "", self.say_no_centre())
            for value in self._values.values():
                value.setText("—")
            return
        today = wall_time(self.counter.clock.now()).date()
        standing = standing_of(state, self.look, today, running=self.is_running)
        self._tell_standing(standing.tone, f"{standing.sign} {standing.words}", standing.sentence)
        for name, words in self._say_rows(state).items():
            self._values[name].setText(words)

    def _tell_standing(self, tone: Tone, words: str, sentence: str) -> None:
        kind = {"trouble": "troubleBox", "care": "careBox", "good": "goodBox"}.get(tone, "noteBox")
        if self._box.objectName() != kind:
            self._box.setObjectName(kind)
            self._box.style().unpolish(self._box)
            self._box.style().polish(self._box)
        self._standing.setText(words)
        self._standing.setVisible(bool(words))
        set_tone(self._standing, tone if tone != "quiet" else "")
        self._sentence.setText(sentence)

    def _say_rows(self, state: "ExchangeState") -> dict[str, str]:
        say, language = self.say, self.look.language
        waits = say("nothing")
        if state.waiting:
            size = say_size(state.waiting_bytes, language.code)
            waits = say("{count} entries, about {size}", count=state.waiting, size=size)
        holds = say("nothing yet")
        if state.acknowledged:
            at = say_moment(state.acknowledged_at, self.look, wall_time(self.counter.clock.now()))
            holds = say("everything up to entry {number}; it said so {moment}", number=state.acknowledged, moment=at)
        contact = say("none yet")
        if state.last_contact:
            way = say(WAYS.get(state.last_way, state.last_way))
            contact = f"{say_moment(state.last_contact, self.look)}, {way}"
        name = language.quote(state.centre_name) if state.centre_name is not None else ""
        following = say_moment(state.next_try_at, self.look)
        if not state.automatic:
            following = say("by hand only, as the settings say")
        elif state.stopped is not None:
            following = say("none by itself until this is mended")
        return {
            "centre": " · ".join(part for part in (name, state.address) if part),
            "waits": waits,
            "holds": holds,
            "contact": contact,
            "next": following,
        }

    def show_running(self, running: bool) -> None:
        """Sending is not asked for twice."""
        self._send.setVisible(not running)
        self._show_state()

    def say_outcome(self, kind: str, outcome: Outcome) -> tuple[str, Tone]:
        """What a round came to."""
        say = self.say
        if outcome.broken_off:
            return say("Stopped. What was not delivered goes with the next delivery."), "care"
        done = cast("RoundDone", outcome.result)
        if done.outcome == "cancelled":
            return say("Stopped. What was not delivered goes with the next delivery."), "care"
        if done.outcome == "metered":
            words = say("The district has taken {count} entries. What may be sent today is sent.", count=done.sent)
            return words, "care"
        if done.problem is not None:
            return done.problem.sentence(say), "trouble" if done.outcome == "stopped" else "care"
        words = say("The district answered. It holds everything already.")
        if done.sent:
            words = say("The district has taken {count} entries. It holds everything now.", count=done.sent)
        if done.updates:
            taken = say("Published by the district and taken in: {count}.", count=done.updates)
            words = f"{words} {taken}"
        return words, "good"
