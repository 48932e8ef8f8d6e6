"""Groups: what children are enrolled in, how many places are left, a new group, a change, the next school year's."""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.groups import TypedGroup
from desktop.operations import groups
from desktop.operations.groups import Group, GroupService, GroupsShown
from desktop.ui.context import Look
from desktop.ui.directories.group_form import GroupForm
from desktop.ui.keeping.card import Card, in_row
from desktop.ui.settings.form import empty
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.labels import box, label
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter


class GroupsCard(Card):
    """Signals: ``problem_met(object)``; ``recorded()`` once a group was set."""

    problem_met = Signal(object)
    recorded = Signal()

    def __init__(self, look: Look, counter: "Counter", store: Worker) -> None:
        say = look.say
        about = say(
            "An order enrols a child in a group while it has free places and the child's age fits. A group with orders "
            "is closed, never deleted."
        )
        super().__init__(look, say("Groups"), about)
        self._counter, self._store = counter, store
        self._shown: GroupsShown | None = None
        self._typed: TypedGroup | None = None
        self._service = ""
        self._closing = ""  # the key of the group that is asked about
        self._asking: QPushButton | None = None  # what closes it
        self._busy = False
        self._form: GroupForm | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        self.column.addLayout(self._place)
        self.column.addStretch(1)

    # what the room asks

    def refresh(self) -> None:
        """Read the groups and their places again."""
        counter = self._counter
        self._store.run(lambda: groups.list_groups(counter), self._show, self._failed)

    def stop(self) -> None:
        """The room is left: what is typed lives as long as the card."""

    def restore(self, before: "GroupsCard") -> None:
        """Go on where the card was, in another language or light."""
        self._shown, self._typed, self._closing = before._shown, before._typed, before._closing
        self._service = before._service
        self._lay_out()

    def focus_start(self) -> None:
        """The keyboard comes to what is to be done next."""
        if self._form is not None:
            self._form.focus_start()
            return
        if self._closing and self._asking is not None and isValid(self._asking):
            self._asking.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        first = next((one for one in self.findChildren(QPushButton) if one.isVisibleTo(self)), None)
        (first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """F10: record what is typed; in the list, begin a new group."""
        if self._form is not None:
            self._record()
        else:
            self._begin_new()

    def take_back(self) -> bool:
        """Esc: nothing is changed; whether something was asked."""
        if self._typed is None and not self._closing:
            return False
        self._typed, self._closing = None, ""
        self._lay_out()
        self.focus_start()
        return True

    # what is shown

    def _show(self, shown: GroupsShown) -> None:
        if not isValid(self) or shown == self._shown:
            return
        self._shown = shown
        if self._form is None and not self._closing:
            keyboard = QApplication.focusWidget()
            ours = keyboard is None or keyboard is self or self.isAncestorOf(keyboard)
            self._lay_out()
            if ours and self.isVisible():
                self.focus_start()

    def _lay_out(self) -> None:
        empty(self._place)
        self._form = None
        shown = self._shown
        if shown is None:
            return
        if self._typed is not None:
            self._show_form(self._typed)
        elif not shown.services and not shown.groups:
            self._place.addWidget(label(Problem("1052").sentence(self.say), tone="quiet"))
        else:
            self._show_list(shown)
        for place in range(self._place.count()):
            item = self._place.itemAt(place)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.show()  # else the layout shows it later, and the keyboard cannot come to it now

    def _show_form(self, typed: TypedGroup) -> None:
        self._form = form = GroupForm(self.look, typed)
        form.done.connect(self._record)
        form.taken_back.connect(self.take_back)
        form.edited.connect(self._keep_typed)
        self._place.addWidget(form)
        form.show()

    def _show_list(self, shown: GroupsShown) -> None:
        say = self.say
        if len(shown.services) > 1:
            answers: list[tuple[Answer, str]] = [
                (one.service, self.look.language.quote(one.title)) for one in shown.services
            ]
            choice = Choice(say("Service"), answers, self.look.palette)
            choice.choose(self._chosen(shown).service)
            choice.answered.connect(self._choose_service)
            self._place.addWidget(choice)
        if shown.changeable and shown.services:
            self._place.addWidget(in_row(self.button(say("New group"), self._begin_new, "primary", "F10")))
            year = self._year_to_copy(shown)
            if year is not None:
                words = say("Copy the groups of {year} to {next}", year=_years(year), next=_years(year + 1))
                self._place.addWidget(in_row(self.button(words, partial(self._copy, year))))
        own = self._own(shown)
        if not own:
            none = say("No groups yet: without one no order can be drafted.")
            whose = say("Begin with F10.") if shown.changeable else say("The head or the administrator sets them.")
            none = f"{none} {whose}"
            self._place.addWidget(label(none, tone="quiet"))
        for year, of_year in groupby(own, lambda group: group.year):
            self._place.addWidget(label(say("School year {year}", year=_years(year)), strong=True))
            for group in of_year:
                self._place.addWidget(self._row(group, shown.changeable))

    def _row(self, group: Group, changeable: bool) -> QWidget:
        say = self.say
        programme = group.programme_kk if self.look.language.code == "kk" else group.programme_ru
        head = f"{group.name} · {programme}"
        places = say(
            "places: {places}, taken: {taken}, free: {free}", places=group.places, taken=group.taken, free=group.free
        )
        ages = say("{youngest}–{oldest} years", youngest=group.youngest, oldest=group.oldest)
        told = label(f"{group.schedule} · {ages}", tone="quiet", size="note")
        full = group.open and not group.free
        closed = say("closed")
        standing = label(
            f"{'⚠ ' if full else ''}{places}" if group.open else f"{closed} · {places}",
            tone="care" if full else "quiet",
            size="note",
        )
        parts: list[QWidget] = [label(head, strong=True), told, standing]
        if group.key == self._closing:
            asked = label(say("Nobody more is enrolled in “{group}”. Orders given stay as they are.", group=group.name))
            close = self.button(say("Close the group"), lambda: self._close(group, closed=True), "primary")
            self._asking = close
            back = self.button(say("Leave it as it is"), self._take_back, key="Esc")
            return box("careBox", *parts, asked, in_row(close, back), spacing=6)
        if changeable:
            offers: list[tuple[str, Callable[[], None]]] = [(say("Change…"), lambda: self._begin(group))]
            if group.open:
                offers.append((say("Close…"), lambda: self._ask_to_close(group)))
            else:
                offers.append((say("Open again"), lambda: self._close(group, closed=False)))
            parts.append(in_row(*(_link(words, group.name, act) for words, act in offers)))
        return box("noteBox", *parts, spacing=3)

    # what is done

    def _begin_new(self) -> None:
        shown = self._shown
        if shown is None or not shown.changeable or not shown.services:
            return
        self._begin_typed(groups.new_group(self._chosen(shown), shown.year))

    def _begin(self, group: Group) -> None:
        self._begin_typed(groups.typed_of(group))

    def _begin_typed(self, typed: TypedGroup) -> None:
        self.tell("")
        self._typed, self._closing = typed, ""
        self._lay_out()
        self.focus_start()

    def _keep_typed(self, typed: TypedGroup) -> None:
        self._typed = typed

    def _ask_to_close(self, group: Group) -> None:
        self.tell("")
        self._closing = group.key
        self._lay_out()
        self.focus_start()

    def _record(self) -> None:
        typed, counter = self._typed, self._counter
        if typed is None or self._busy:
            return
        self._busy = True
        self._store.run(
            lambda: groups.set_group(counter, typed),
            lambda _: self._done(self.say("Recorded: group “{group}”.", group=typed.name.strip())),
            self._failed,
        )

    def _close(self, group: Group, *, closed: bool) -> None:
        if self._busy:
            return
        self._busy = True
        counter = self._counter
        words = self.say("Closed: “{group}”.", group=group.name) if closed else ""
        words = words or self.say("Open again: “{group}”.", group=group.name)
        self._store.run(
            lambda: groups.close_group(counter, group.key, closed=closed), lambda _: self._done(words), self._failed
        )

    def _copy(self, year: int) -> None:
        if self._busy:
            return
        self._busy = True
        counter = self._counter
        self._store.run(
            lambda: groups.copy_groups(counter, year),
            lambda count: self._done(self.say("Copied to {next}: {count}.", next=_years(year + 1), count=count)),
            self._failed,
        )

    def _choose_service(self, value: Answer) -> None:
        self._service = str(value)
        self._lay_out()

    def _take_back(self) -> None:
        self.take_back()

    def _done(self, words: str) -> None:
        self._busy = False
        if not isValid(self):
            return
        self._typed, self._closing = None, ""
        self._shown = None
        self._lay_out()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tell(words, "good")
        self.recorded.emit()
        counter = self._counter
        self._store.run(lambda: groups.list_groups(counter), self._show, self._failed)

    def _failed(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self) and not (self._form is not None and self._form.show_problem(problem)):
            self.tell_problem(problem)

    # inside

    def _chosen(self, shown: GroupsShown) -> GroupService:
        return next((one for one in shown.services if one.service == self._service), shown.services[0])

    def _own(self, shown: GroupsShown) -> list[Group]:
        """The groups of the service chosen; of a service given no more, all."""
        if not shown.services:
            return list(shown.groups)
        service = self._chosen(shown).service
        return [group for group in shown.groups if group.service == service]

    def _year_to_copy(self, shown: GroupsShown) -> int | None:
        """The last year with open groups, where the one after it is this one or the next and lacks some of them."""
        years = [group.year for group in self._own(shown) if group.open and group.year <= shown.year]
        if not years:
            return None
        year = max(years)
        there = {group.name.casefold() for group in shown.groups if group.year == year + 1}
        return (
            year
            if any(
                group.open and group.name.casefold() not in there for group in self._own(shown) if group.year == year
            )
            else None
        )


def _years(year: int) -> str:
    return f"{year}–{year + 1}"


def _link(words: str, name: str, act: Callable[[], None]) -> QPushButton:
    link = link_button(words)
    link.setAccessibleName(f"{words} {name}")
    link.clicked.connect(lambda _: act())
    return link
