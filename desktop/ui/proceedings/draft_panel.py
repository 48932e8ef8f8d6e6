"""Drafting the result: a notification, or an order into a group with a free place; or a refusal with its reason."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.proceeding import positive_result
from desktop.operations import proceedings
from desktop.operations.group_offering import OfferedGroup, offer_groups
from desktop.ui.proceedings.panel import Panel
from desktop.ui.settings.pick import Pick
from desktop.ui.widgets.choices import Answer
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.ticks import Tick
from forms.dates import show_date
from forms.editions import Ground
from forms.problems import Problem
from forms.procedure_acts import Result
from forms.words import ENROLMENT_REASONS

_AT_GROUP = ("1028", "1029", "1036")


class DraftPanel(Panel):
    """What stands on the paper that waits for the signature."""

    def build(self) -> None:
        """Which result; its group or its reason beneath."""
        say = self.say
        self._positive: Result = positive_result(self.loaded.edition)
        accepted = say("Enrolment: an order") if self._positive == "order" else say("Rendered: a notification")
        answers: list[tuple[Answer, str]] = [(self._positive, accepted), ("refusal", say("Reasoned refusal"))]
        self._result = self.choice("result", say("Result"), answers, first=self._positive)
        self.column.addWidget(self._result)
        self._add_order()
        self._add_refusal()
        self._show()
        if self._positive == "order":
            counter, loaded = self.desk.counter, self.loaded
            self.desk.store.run(lambda: offer_groups(counter, loaded), self._offer, self._failed)

    @property
    def result(self) -> Result:
        """What is chosen."""
        return "refusal" if self._result.value() == "refusal" else self._positive

    def _add_order(self) -> None:
        say = self.say
        self._order = QWidget()
        column = QVBoxLayout(self._order)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._group = Pick(say("Group"), [("", say("reading the groups…"))], "", letters=24)
        self._group.chosen.connect(self._choose_group)
        column.addWidget(self._group)
        self._group.setVisible(self._positive == "order")
        column.addWidget(self.field("words", say("Words beside it"), hint=say("on the paper; it may stay empty")))
        self.column.addWidget(self._order)
        self._groups: dict[str, OfferedGroup] = {}

    def _add_refusal(self) -> None:
        say = self.say
        self._refusal = QWidget()
        column = QVBoxLayout(self._refusal)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        grounds = self._grounds_of_edition()
        self._grounds: dict[str, Tick] = {}
        if grounds:
            column.addWidget(label(say("Grounds"), strong=True))
        for ground in grounds:
            title = self.look.language.quote(ground.title)
            tick = Tick("", self.look.palette)
            tick.setAccessibleName(title)
            tick.setChecked(ground.key in self.typed.get("grounds", "").split())
            tick.clicked.connect(lambda _: self._keep_grounds())
            self._grounds[ground.key] = tick
            column.addWidget(_beside(tick, title))
        hint = say("in words for the applicant: it stands on the paper")
        if self.loaded.edition.enrols:
            usual = " · ".join(self.look.language.word(message) for message in ENROLMENT_REASONS)
            hint = f"{hint}: {usual}"
        column.addWidget(self.field("reason", say("Reason of the refusal"), hint=hint, lines=3))
        self.column.addWidget(self._refusal)

    def _grounds_of_edition(self) -> Sequence[Ground]:
        """Those of the reasoned refusal; where the edition knows none, every one it has."""
        refusals = self.loaded.edition.refusals
        reasoned = [refusal for refusal in refusals if refusal.outcome == "reasoned_refusal"]
        found: dict[str, Ground] = {}
        for refusal in reasoned or refusals:
            for ground in refusal.grounds:
                found.setdefault(ground.key, ground)
        return tuple(found.values())

    def _keep_grounds(self) -> None:
        self.typed["grounds"] = " ".join(key for key, tick in self._grounds.items() if tick.isChecked())

    def chosen(self, key: str) -> None:
        """Order or refusal."""
        self._show()

    def _show(self) -> None:
        refused = self.result == "refusal"
        self._order.setVisible(not refused)
        self._refusal.setVisible(refused)

    def _offer(self, groups: Sequence[OfferedGroup]) -> None:
        if not isValid(self):
            return
        self._groups = {one.group.key: one for one in groups}
        free = [one for one in groups if one.fits]
        items = [(one.group.key, self._name(one)) for one in free]
        items += [(one.group.key, f"⚠ {self._name(one)}") for one in groups if not one.fits]
        value = self.typed.get("group", "")
        if value not in self._groups:
            value = free[0].group.key if len(free) == 1 else ""
        if not value:
            words = self.say("no group is open: the head adds one (Ctrl+F7)")
            if groups:
                words = self.say("choose a group") if free else self.say("no group fits this child: see why, by arrows")
            items.insert(0, ("", words))
        self._group.set_items(items, value)
        self._choose_group(value, keep=bool(value))

    def _failed(self, problem: Problem) -> None:
        if isValid(self):
            self.show_trouble(problem.sentence(self.say))

    def _name(self, one: OfferedGroup) -> str:
        group, say = one.group, self.say
        programme = group.programme_ru if self.look.language.code == "ru" else group.programme_kk
        free = say("free {free} of {places}", free=group.free, places=group.places)
        return f"{programme}, {group.name} · {free}"

    def _choose_group(self, key: str, *, keep: bool = True) -> None:
        if keep:
            self.typed["group"] = key
        one, say = self._groups.get(key), self.say
        self._group.say_below("")
        if one is None:
            return
        group = one.group
        ages = say("{youngest}–{oldest} years", youngest=group.youngest, oldest=group.oldest)
        starts = say("from {day}", day=show_date(date(group.year, 9, 1)))
        self._group.say_below(" · ".join(part for part in (ages, starts, group.schedule) if part))
        if one.problem is not None:
            self._group.show_wrong(one.problem.sentence(say))
        else:
            self.show_trouble("")

    def focus_first(self) -> None:
        """The keyboard comes to the first question."""
        self._result.focus_first()

    def act(self) -> None:
        """Drafted."""
        counter, number, step, result = self.desk.counter, self.number, self.step.number, self.result
        group, words, reason = self._group.value(), self.text("words"), self.text("reason")
        grounds = tuple(key for key, tick in self._grounds.items() if tick.isChecked())
        if result == "order" and not group:
            self._ask_for_group()
            return

        def draft() -> None:
            proceedings.draft_result(
                counter, number, step, result, grounds=grounds, group=group, reason=reason, words=words
            )

        self.record(draft, self.say("Drafted: it waits for the head's signature."))

    def _ask_for_group(self) -> None:
        if any(one.fits for one in self._groups.values()):
            self.show_trouble(self.say("Choose the group the child is enrolled in."))
            self._group.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.show_trouble(
                self.say("No group fits this child: the head adds one (Ctrl+F7), or refuse with a reason.")
            )
            self._result.focus_first()

    def tell_at_field(self, problem: Problem) -> None:
        """To the group, or to the reason."""
        if problem.code in _AT_GROUP:
            self._group.setFocus(Qt.FocusReason.OtherFocusReason)
            counter, loaded = self.desk.counter, self.loaded
            self.desk.store.run(lambda: offer_groups(counter, loaded), self._offer, self._failed)
        elif problem.code == "1030":
            self.fields["reason"].input.setFocus()


def _beside(tick: Tick, words: str) -> QWidget:
    """A box with words that may take several lines."""
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    inside.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
    told = label(words)
    told.setBuddy(tick)
    inside.addWidget(told, 1)
    return row
