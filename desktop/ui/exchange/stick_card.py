"""The stick: what waits is written on it and read back, and what the district gave back is taken in."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from shiboken6 import isValid

from desktop.domain.permissions import may
from desktop.ui.context import Look
from desktop.ui.exchange.errand_card import ErrandCard
from desktop.ui.exchange.errands import Outcome, Tools
from desktop.ui.exchange.front import SyncFront
from desktop.ui.keeping.card import in_row
from desktop.ui.settings.pick import Pick
from desktop.ui.widgets.fields import Field, side_by_side
from desktop.ui.widgets.labels import Tone, label
from desktop.ui.widgets.ticks import Tick
from desktop.ui.wording import say_size
from forms.dates import parse_date, show_date
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.exchanging import StickRead, StickWritten
    from desktop.ui.workers import Worker

WRITE, READ = "write", "read"
LOOK_MS = 2_000
OTHER = "other"


@dataclass
class Answers:
    """What is chosen and typed."""

    place: str = ""
    chosen: bool = False  # by the operator: a stick put in later does not take its place
    folder: str = ""
    again: bool = False
    since: str = ""
    until: str = ""


class StickCard(ErrandCard):
    """F10 writes, Ctrl+O reads. A stick put in while the card is shown is offered by itself."""

    KINDS = (WRITE, READ)

    def __init__(self, look: Look, counter: "Counter", store: "Worker", front: SyncFront) -> None:
        say = look.say
        about = say(
            "Write what waits on the stick and take it to the district; what the district writes on it is read here. "
            "Written twice, nothing counts twice."
        )
        super().__init__(look, say("Stick"), about, counter, store, front)
        self._answers = Answers()
        self._sticks: list[str] | None = None
        self._looking = False
        self._none = label(say("No stick is connected. Put one in; it is shown here by itself."), tone="care")
        self._place = Pick(say("Which stick"), (), "")
        self._place.chosen.connect(self._chosen)
        self._folder = Field(look, say("Folder"), hint=say("a whole path; the folder Kense-exchange is made in it"))
        self._folder.edited.connect(self._folder_typed)
        self._size = label("", tone="quiet", size="note")
        self._again = Tick(say("A period once more, also what the district holds already"), look.palette)
        self._again.clicked.connect(self._again_turned)
        self._since = Field(look, say("From day"), hint=say("empty: from the beginning"))
        self._until = Field(look, say("To day"), hint=say("empty: to the end"))
        for field, name in ((self._since, "since"), (self._until, "until")):
            field.edited.connect(lambda text, field=field, name=name: self._day_typed(field, name, text))
        self._days = side_by_side(self._since, self._until)
        self._write = self.button(say("Write on the stick"), self.go_on, "primary", "F10")
        self._read = self.button(say("Read what came back"), self.read_back, "plain", "Ctrl+O")
        rows = (self._none, self._place, self._folder, self._size, self._again, self._days)
        for place, widget in enumerate((*rows, in_row(self._write, self._read)), 2):
            self.column.insertWidget(place, widget)
        self.column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look_for_sticks)
        front.state_changed.connect(self._state_changed)
        self._fill()
        self.show_work()

    # what the room asks

    def refresh(self) -> None:
        """Look which sticks there are, now and as long as the card is shown."""
        self.front.refresh()
        self._look_for_sticks()
        self._timer.start()

    def stop(self) -> None:
        """The room is left: what goes on goes on."""
        self._timer.stop()

    def restore(self, before: "StickCard") -> None:
        """Go on where the card was, in another language or light."""
        self._answers, self._sticks = before._answers, before._sticks
        self._fill()

    def focus_start(self) -> None:
        """The keyboard comes to the choice of the stick, or to what is to be done with the only one."""
        only = self._sticks is not None and len(self._sticks) == 1
        (self._write if only and self._write.isEnabled() else self._place).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """F10: write."""
        place, days = self._target(), self._read_days()
        if self.is_running or place is None or days is None or not self._write.isEnabled():
            return
        counter, (since, until) = self.counter, days

        def write(tools: Tools) -> "StickWritten | None":
            from desktop.operations import exchanging
            from desktop.sync.ports import Broken

            try:
                return exchanging.export_to(
                    counter,
                    place,
                    since,
                    until,
                    on_store=tools.on_store,
                    cancelled=tools.cancelled,
                    told=tools.told,
                )
            except Broken:
                return None

        self.begin(WRITE, write)

    def read_back(self) -> None:
        """Ctrl+O: read what the district wrote."""
        place = self._target()
        if self.is_running or place is None or not self._read.isEnabled():
            return
        counter = self.counter

        def read(tools: Tools) -> "StickRead":
            from desktop.operations import exchanging

            return exchanging.import_from(counter, place, on_store=tools.on_store)

        self.begin(READ, read)

    # what is chosen

    def _target(self) -> Path | None:
        if self._answers.place and self._answers.place != OTHER:
            return Path(self._answers.place)
        typed = self._answers.folder.strip()
        if self._answers.place == OTHER and typed and Path(typed).is_absolute():
            return Path(typed)
        if self._answers.place == OTHER:
            self._folder.show_wrong(self.say("Write the whole path of a folder."))
            self._folder.setFocus()
        return None

    def _read_days(self) -> tuple[date | None, date | None] | None:
        found: list[date | None] = []
        for field, text in ((self._since, self._answers.since), (self._until, self._answers.until)):
            try:
                found.append(parse_date(text) if self._answers.again and text.strip() else None)
            except Problem as problem:
                self._day_wrong(field, problem)
                return None
        first, last = found
        if self._answers.again and first is None:
            first = date.min  # from the beginning: without a day only what waits is written
        if first is not None and last is not None and last < first:
            self._day_wrong(self._until, Problem("624", first=show_date(first), last=show_date(last)))
            return None
        return first, last

    def _day_wrong(self, field: Field, problem: Problem) -> None:
        field.show_wrong(problem.sentence(self.say))
        field.setFocus()

    def _chosen(self, place: str) -> None:
        self._answers.place, self._answers.chosen = place, True
        self.tell("")
        self._fill()

    def _folder_typed(self, text: str) -> None:
        self._answers.folder = text
        self._folder.show_wrong("")

    def _again_turned(self, on: bool) -> None:
        self._answers.again = on
        self._fill()

    def _day_typed(self, field: Field, name: str, text: str) -> None:
        setattr(self._answers, name, text)
        field.show_wrong("")

    # what is shown

    def _look_for_sticks(self) -> None:
        from desktop.operations import backing_up

        if self._looking:
            return
        self._looking = True
        counter = self.counter
        self.store.run(lambda: [stick for stick, _ in backing_up.offered_sticks(counter)], self._found, self._not_found)

    def _found(self, sticks: list[str]) -> None:
        self._looking = False
        if isValid(self) and sticks != self._sticks:
            self._sticks = sticks
            self._fill()

    def _not_found(self, problem: Problem) -> None:
        self._looking = False
        if isValid(self):
            self.problem_met.emit(problem)

    def _state_changed(self, state: object) -> None:
        if isValid(self):
            self._fill()

    def _fill(self) -> None:
        say, answers = self.say, self._answers
        sticks = self._sticks or []
        places = [*sticks, OTHER]
        if answers.place not in places or not answers.chosen:
            answers.place = places[0]
        items = [*((stick, Path(stick).name or stick) for stick in sticks), (OTHER, say("Another folder"))]
        self._place.set_items(items, answers.place)
        self._none.setVisible(self._sticks is not None and not sticks)
        self._folder.setVisible(answers.place == OTHER)
        self._folder.set_text(answers.folder)
        self._again.setChecked(answers.again)
        self._days.setVisible(answers.again)
        self._since.set_text(answers.since)
        self._until.set_text(answers.until)
        self._size.setText(self._say_size())
        self._allow()

    def _say_size(self) -> str:
        state = self.front.state
        if state is None or not state.enrolled:
            return self.say_no_centre()
        if not state.waiting:
            return self.say("Nothing waits: the district holds everything. The file then asks what there is for us.")
        size = say_size(state.waiting_bytes, self.look.language.code)
        return self.say("To be written: {count} entries, about {size}.", count=state.waiting, size=size)

    def _allow(self) -> None:
        state = self.front.state
        allowed = state is not None and state.enrolled and self.front.is_real
        allowed = allowed and may(self.counter.roles, "exchange") and not self.is_running
        for widget in (self._write, self._read):
            widget.setEnabled(bool(allowed))
        for field in (self._place, self._folder, self._again, self._days):
            field.setEnabled(not self.is_running)

    def show_running(self, running: bool) -> None:
        """Nothing else is chosen meanwhile."""
        self._allow()

    def say_outcome(self, kind: str, outcome: Outcome) -> tuple[str, Tone]:
        """What was written, or read."""
        if outcome.broken_off or outcome.result is None:
            return self.say("Stopped. What lies on the stick is whole; write once more what is missing."), "care"
        if kind == WRITE:
            return self._say_written(outcome.result), "good"
        return self._say_read(outcome.result)

    def _say_written(self, done: "StickWritten") -> str:
        say = self.say
        size = say_size(done.bytes, self.look.language.code)
        said = say("Written and read back: {count} entries, {size}.", count=done.events, size=size)
        hint = say("You may take the stick out now. When it comes back, read here what the district wrote on it.")
        return f"{said} {hint}"

    def _say_read(self, done: "StickRead") -> tuple[str, Tone]:
        say = self.say
        parts = []
        if done.enrolled:
            parts.append(say("The district knows this counter now."))
        parts.append(say("The district holds everything up to entry {number}.", number=done.acknowledged))
        if done.updates:
            parts.append(say("Published by the district and taken in: {count}.", count=done.updates))
        if done.refusals:
            parts.append(say("Refused: {count}. Alt+3 shows which.", count=done.refusals))
        parts += [problem.sentence(say) for problem in done.problems]
        return " ".join(parts), "care" if done.refusals or done.problems else "good"
