"""The way an application came: over the counter, a package from the State Corporation, a portal; and what that asks.

At a State Corporation desk there is one way, and only the provider's place is asked.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.case import CaseDraft
from desktop.domain.case_terms import case_due
from desktop.domain.channels import asks_place, channels_offered, choose_channel, is_package
from desktop.domain.reception_flow import Obstacle
from desktop.ui.reception.step import StepScreen
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import box, label
from forms.catalogues import N_
from forms.day_words import long_date, weekday
from forms.due_dates import working_words
from forms.editions import ChannelKind

WAYS: dict[ChannelKind, str] = {
    "counter": N_("At the counter"),
    "state_corporation": N_("A package from the State Corporation"),
    "portal": N_("Filed on the portal"),
    "platform": N_("Filed on the platform"),
}
# Where the law knows no counter, who comes to one leaves with a memo.
MEMO = N_("At the counter, for a memo")
FIELDS = ("package", "filed_at", "provider_place")


class WayFields(QWidget):
    """Part of the first step. Tells nothing upward but through the desk; fills its fields by their obstacles' names."""

    def __init__(self, step: StepScreen) -> None:
        super().__init__()
        self._step, self._desk = step, step.desk
        say, look, desk = step.say, step.look, step.desk
        self._offered = channels_offered(desk.edition, desk.counter.profile.kind, desk.today())
        words = {**WAYS, "counter": WAYS["counter"] if desk.edition.has_counter else MEMO}
        self._way = Choice(
            say("How it came"), [(way, say(words[way])) for way in self._offered], look.palette, columns=2
        )
        self._way.answered.connect(self._choose)
        self._package = Field(
            look, say("Number of the package"), hint=say("as the State Corporation gave it"), width=320
        )
        self._accepted = Field(
            look,
            say("Accepted by the State Corporation"),
            hint=say("the day it took the documents: 20.11.2026"),
            width=320,
        )
        self._sent = QWidget()
        sent = QVBoxLayout(self._sent)
        sent.setContentsMargins(0, 0, 0, 0)
        sent.setSpacing(10)
        sent.addWidget(self._package)
        sent.addWidget(self._accepted)
        self._place = Choice(
            say("Where the provider is"),
            [
                ("same", say("In the same place as the State Corporation's desk")),
                ("other", say("In another place")),
            ],
            look.palette,
        )
        self._wrong = label("", tone="trouble", size="note")
        self._wrong.hide()
        self._due_day, self._due_why = label("", strong=True), label("", size="note")
        self._due = box("noteBox", self._due_day, self._due_why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._way, self._sent, self._place, self._wrong, self._due):
            column.addWidget(widget)
        self._way.setVisible(len(self._offered) > 1)
        self._package.edited.connect(lambda text: self._typed("package", text, self._package))
        self._accepted.edited.connect(lambda text: self._typed("filed_at", text, self._accepted))
        self._accepted.left.connect(self._left)
        self._place.answered.connect(self._choose_place)
        for name, widget in zip(FIELDS, (self._package, self._accepted, self._place), strict=True):
            step.name_field(name, widget)
        # The first thing asked has the keyboard where nothing is missing: the way itself, not a field out of sight.
        if len(self._offered) > 1:
            step.name_field("channel", self._way)

    @property
    def offers(self) -> bool:
        """Whether there is more than one way to choose from."""
        return len(self._offered) > 1

    @property
    def asks(self) -> bool:
        """Whether there is anything to ask at all."""
        return len(self._offered) > 1 or asks_place(self._desk.draft)

    def refresh(self) -> None:
        """Show the answers, and only what the way chosen asks."""
        draft = self._desk.draft
        package = is_package(draft)
        self._way.choose(draft.channel)
        self._package.set_text(draft.package)
        self._accepted.set_text(draft.filed_at if package else "")
        self._place.choose(draft.provider_place or None)
        self._sent.setVisible(package)
        self._place.setVisible(asks_place(draft))
        for widget in (self._way, self._package, self._accepted, self._place):
            widget.setEnabled(not draft.decided)
        self._show_due(draft)

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Say at each field what it waits for."""
        sentences = {o.field: o.sentence(self._step.say) for o in obstacles if o.screen == "service"}
        self._package.show_wrong(sentences.get("package", ""))
        self._accepted.show_wrong(sentences.get("filed_at", "") if is_package(self._desk.draft) else "")
        self._wrong.setText(f"⚠ {sentences.get('provider_place', '')}")
        self._wrong.setVisible("provider_place" in sentences)

    def focus_place(self) -> None:
        """The question of the provider's place takes the keyboard on its answer."""
        self._place.focus_first()
        self._step.ensureWidgetVisible(self._place, 24, 60)

    def focus_way(self) -> None:
        """The question of the way takes the keyboard on its answer."""
        self._way.focus_first()

    def _show_due(self, draft: CaseDraft) -> None:
        """By when the result is due, with the days counted: what the applicant asks first."""
        due = None
        if asks_place(draft) and draft.provider_place:
            due = case_due(self._desk.edition, draft, self._desk.now(), self._desk.counter.calendar)
        self._due.setVisible(due is not None)
        if due is None:
            return
        code = self._step.look.language.code
        day = f"{long_date(due.due, code)}, {weekday(due.due, code)}"
        self._due_day.setText(self._step.say("The result is due {day}", day=day))
        self._due_why.setText("\n".join([self._step.look.language.quote(due.term.title), *working_words(due, code)]))

    def _choose(self, value: Answer) -> None:
        channel = next(way for way in self._offered if way == value)
        self._desk.change(lambda draft: choose_channel(draft, channel))
        self._step.refresh()

    def _choose_place(self, value: Answer) -> None:
        def put(draft: CaseDraft) -> None:
            draft.provider_place = "same" if value == "same" else "other"

        self._desk.change(put)
        self._wrong.hide()
        self.refresh()

    def _typed(self, name: str, text: str, field: Field) -> None:
        self._desk.change(lambda draft: setattr(draft, name, text))
        field.show_wrong("")
        self._show_due(self._desk.draft)

    def _left(self) -> None:
        """A day that is none is told once the field is left; an empty one waits."""
        if self._desk.is_open and is_package(self._desk.draft):
            found = next((o for o in self._desk.obstacles() if o.field == "filed_at" and not o.empty), None)
            self._accepted.show_wrong("" if found is None else found.sentence(self._step.say))
