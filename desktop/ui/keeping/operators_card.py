"""Who works at this counter: for administrators everyone, for everyone their own password and PIN."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.permissions import may
from desktop.operations import operators, signing_in
from desktop.operations.operators import KnownOperator
from desktop.ui.context import Look
from desktop.ui.keeping.operator_panels import ROLE_NAMES, Asking, Kind, OperatorPanel
from desktop.ui.settings.form import KeysHere, empty
from desktop.ui.sign_in.card import NONE, press_or
from desktop.ui.sign_in.sheet import SheetPanel
from desktop.ui.sign_in.sheet_printing import print_sheet
from desktop.ui.sign_in.state import Person, SheetState
from desktop.ui.widgets.buttons import KeyButton, link_button
from desktop.ui.widgets.labels import box, label
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.workers import Worker


@runtime_checkable
class _Protects(Protocol):
    """A window that can close the counter and protect its folder."""

    def protect_now(self) -> None:
        """Close the counter, ask for a password, open it protected."""
        ...


class OperatorsCard(QFrame, KeysHere):
    """The list and what can be done with it, each act asked in place.

    Signals: ``problem_met(object)``.
    """

    problem_met = Signal(object)

    def __init__(self, look: Look, counter: "Counter", store_worker: "Worker", printer_worker: "Worker") -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._counter = counter
        self._store = store_worker
        self._printer = printer_worker
        self._known: tuple[KnownOperator, ...] = ()
        self._asking: Asking | None = None
        self._sheet: SheetState | None = None
        self._panel: OperatorPanel | None = None
        self._sheet_panel: SheetPanel | None = None
        self._onward: Callable[[], None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(look.say("Operators"), size="title"))
        self._told = label("", tone="good", size="note")
        column.addWidget(self._told)
        self._told.hide()
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        column.addWidget(self._list)
        self._place = QVBoxLayout()
        column.addLayout(self._place)

    # what the room asks

    def refresh(self) -> None:
        """Read who works here and show it."""
        counter = self._counter
        if counter.practice or not counter.is_protected:
            self._show_rows()
            return
        self._store.run(lambda: operators.list_operators(counter), self._show, self.problem_met.emit)

    def restore(self, before: "OperatorsCard") -> None:
        """Go on where the same card was, in another language or light."""
        self._known, self._asking, self._sheet = before._known, before._asking, before._sheet
        self._show_rows()
        if self._sheet is not None:
            self._show_sheet()
        elif self._asking is not None:
            self._show_panel()

    def stop(self) -> None:
        """The room is left, or built anew: what is typed lives as long as the card."""

    def go_on(self) -> None:
        """F10: what is asked is answered; in the list, another operator is enrolled."""
        if self._sheet_panel is not None:
            self._sheet_panel.go_on()
        elif self._panel is not None:
            self._panel.go_on()
        elif self._onward is not None:
            self._onward()

    def print_paper(self) -> None:
        """F9: the recovery sheet, while it is shown."""
        self._print_sheet()

    def take_back(self) -> bool:
        """Esc: what is asked is asked no more; whether something was."""
        asked = self._panel is not None
        self._take_back()
        return asked

    # what is shown

    def _show(self, known: tuple[KnownOperator, ...]) -> None:
        self._known = known
        self._show_rows()

    def _show_rows(self) -> None:
        """The list anew; the keyboard stays on what it was on, for the rows it was in are made again."""
        keyboard = QApplication.focusWidget()
        ours = keyboard is None or self.isAncestorOf(keyboard) or keyboard.isAncestorOf(self) or keyboard is self
        named = _named(keyboard) if isinstance(keyboard, QPushButton) else ("", "")
        if ours and self._list.isVisible():
            self.setFocus()
        empty(self._rows)
        self._onward = None
        self._fill_rows()
        for place in range(self._rows.count()):
            item = self._rows.itemAt(place)
            row = None if item is None else item.widget()
            if row is not None:
                row.show()  # else the layout shows it later, and the keyboard cannot come to it now
        if ours and self._list.isVisible():
            offered = [one for one in self._list.findChildren(QPushButton) if one.isVisibleTo(self._list)]
            again = next((one for one in offered if _named(one) == named), None)
            if again is not None:
                again.setFocus()
            else:
                self.focus_start()

    def _fill_rows(self) -> None:
        counter, say = self._counter, self._look.say
        if counter.practice:
            self._rows.addWidget(label(Problem("731").sentence(say), tone="quiet"))
            return
        if not counter.is_protected:
            self._offer_protection()
            return
        if may(counter.roles, "operators"):
            for one in self._known:
                self._rows.addWidget(self._row(one))
            lacking = any(not one.active for one in self._known)
            enrol = KeyButton(say("Enrol an operator"), "F10", self._look.palette, look="plain")
            enrol.clicked.connect(self._ask_enrol)
            self._onward = self._ask_enrol
            sheet = KeyButton(say("Renew the recovery sheet"), "", self._look.palette, look="plain")
            sheet.clicked.connect(lambda: self._ask("sheet"))
            self._rows.addWidget(_in_a_row(enrol, sheet))
            if lacking:
                words = say("Who has no access yet can be enrolled; further names stand in the settings too.")
                self._rows.addWidget(label(words, tone="quiet", size="note"))
        self._rows.addWidget(self._own_row())

    def _offer_protection(self) -> None:
        say = self._look.say
        words = say("Nobody signs in here, and names and IINs lie in the clear on this computer.")
        self._rows.addWidget(box("careBox", label(words, tone="care")))
        if self._counter.profile.demonstration:
            self._rows.addWidget(label(say("A demonstration has invented people only and stays so."), tone="quiet"))
            return
        button = KeyButton(say("Protect the register"), "F10", self._look.palette, look="primary")
        button.clicked.connect(self._protect)
        self._onward = self._protect
        self._rows.addWidget(_in_a_row(button))

    def _protect(self) -> None:
        window = self.window()
        if isinstance(window, _Protects):
            window.protect_now()

    def _row(self, one: KnownOperator) -> QWidget:
        say = self._look.say
        roles = ", ".join(say(ROLE_NAMES[role]) for role in one.roles)
        parts = [roles if one.active else say("no access")]
        if one.active and not one.has_password:
            parts.append(say("no password"))
        if one.has_pin:
            parts.append(say("has a PIN"))
        if one.cases:
            parts.append(self._look.language.say_many("{count} unfinished case", "{count} unfinished cases", one.cases))
        offers: list[tuple[str, Kind]] = []
        if one.active:
            offers = [(say("Roles…"), "roles"), (say("New password…"), "password"), (say("Close access…"), "close")]
        links = []
        for text, kind in offers:
            link = link_button(text)
            link.setAccessibleName(f"{text} {one.name}")
            link.clicked.connect(lambda _, kind=kind, one=one: self._ask(kind, one))
            links.append(link)
        told = label(" · ".join(part for part in parts if part), tone="quiet", size="note")
        return box("noteBox", label(one.name, strong=True), told, *([_in_a_row(*links)] if links else []), spacing=2)

    def _own_row(self) -> QWidget:
        counter, say = self._counter, self._look.say
        mine = next((one for one in self._known if one.id == counter.operator.id), None)
        password, pin = link_button(say("Change my password…")), link_button(say("Set my PIN…"))
        password.clicked.connect(lambda: self._ask("own_password"))
        pin.clicked.connect(lambda: self._ask("own_pin"))
        links: list[QPushButton] = [password, pin]
        if mine is not None and mine.has_pin:
            without = link_button(say("Remove my PIN…"))
            without.clicked.connect(lambda: self._ask("no_pin"))
            links.append(without)
        return box("noteBox", label(say("You: {name}", name=counter.operator.name), strong=True), _in_a_row(*links))

    # what is asked

    def _ask_enrol(self) -> None:
        people = tuple(Person(one.id, one.name) for one in self._known if not one.active)
        chosen = people[0].id if people else ""
        self._begin(Asking(kind="enrol", people=people, operator=chosen, roles={"clerk"}))

    def _ask(self, kind: Kind, one: KnownOperator | None = None) -> None:
        if one is None:
            self._begin(Asking(kind=kind, operator=self._counter.operator.id))
        else:
            self._begin(Asking(kind=kind, operator=one.id, name=one.name, roles=set(one.roles)))

    def _begin(self, asking: Asking) -> None:
        self._asking, self._sheet = asking, None
        self._told.hide()
        self._show_panel()

    def _show_panel(self) -> None:
        assert self._asking is not None
        empty(self._place)
        self._sheet_panel = None
        self._panel = panel = OperatorPanel(self._look, self._asking)
        panel.done.connect(self._do)
        panel.closed.connect(self._take_back)
        self._place.addWidget(panel)
        self._list.hide()  # one thing at a time, and room for it in a low window
        panel.show()
        panel.focus_start()

    def _take_back(self) -> None:
        if self._asking is not None:
            self._asking.first = self._asking.second = self._asking.before = ""
        had = self._panel is not None and self._panel.isVisible()
        self._asking = self._panel = None
        if self._sheet is None:
            empty(self._place)
            self._list.show()
        if had:
            self.focus_start()

    def focus_start(self) -> None:
        """The keyboard rests on the first thing that can be done."""
        if self._panel is not None:
            self._panel.focus_start()
            return
        first = next((one for one in self.findChildren(QPushButton) if one.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus()
        else:
            self.setFocus()  # until the list is read; left elsewhere, the room's keys would do nothing

    def _do(self) -> None:
        asking = self._asking
        if asking is None:
            return
        counter, kept = self._counter, replace(asking)
        self._store.run(lambda: _act(counter, kept), self._done, self._refused)

    def _refused(self, problem: Problem) -> None:
        if self._panel is not None:
            self._panel.tell(problem)
        else:
            self.problem_met.emit(problem)

    def _done(self, code: str) -> None:
        self._asking = None
        self._take_back()
        if code:
            self._sheet = SheetState(code)
            self._show_sheet()
        else:
            self._told.setText("✓ " + self._look.say("Done."))
            self._told.show()
        self.refresh()
        lock = getattr(self.window(), "lock", None)
        if self._counter.locked and lock is not None:
            lock.lock()  # who closed their own access has left

    # the sheet

    def _show_sheet(self) -> None:
        assert self._sheet is not None
        empty(self._place)
        self._panel = None
        panel = SheetPanel(self._look, self._sheet, onward=self._look.say("I have it"))
        self._sheet_panel = panel
        panel.print_requested.connect(self._print_sheet)
        panel.proved.connect(self._sheet_proved)
        self._place.addWidget(panel)
        self._list.hide()  # one thing at a time, and room for it in a low window
        panel.show()
        panel.typed.setFocus()

    def _print_sheet(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return

        def printed() -> None:
            sheet.printed = True
            if self._sheet_panel is not None:
                self._sheet_panel.show_printed(True)

        def failed(problem: Problem) -> None:
            if self._sheet_panel is not None:
                self._sheet_panel.tell(problem)

        print_sheet(self._counter, sheet.code, self._store, self._printer, printed, failed)

    def _sheet_proved(self) -> None:
        counter = self._counter
        self._store.run(lambda: operators.note_sheet_proved(counter), None, self.problem_met.emit)
        self._sheet = self._sheet_panel = None
        empty(self._place)
        self._list.show()
        self.focus_start()

    def event(self, event: QEvent) -> bool:
        """While the sheet is shown F9 prints it and Enter goes on."""
        if getattr(self, "_sheet_panel", None) is None:
            return super().event(event)
        keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (Qt.Key.Key_F9, NONE): self._print_sheet,
            (Qt.Key.Key_F10, NONE): self.go_on,
            (Qt.Key.Key_Return, NONE): lambda: press_or(self.go_on),
            (Qt.Key.Key_Enter, NONE): lambda: press_or(self.go_on),
        }
        return self.takes(event, keys) or super().event(event)


def _act(counter: "Counter", asking: Asking) -> str:
    """What was asked, done; the new code where it was the recovery sheet's."""
    match asking.kind:
        case "enrol":
            operators.enrol(counter, name=asking.name, roles=asking.roles, password=asking.first, id=asking.operator)
        case "roles":
            operators.change_roles(counter, asking.operator, asking.roles)
        case "close":
            operators.close_operator(counter, asking.operator)
        case "password":
            operators.set_new_password(counter, asking.operator, asking.first)
        case "own_password":
            signing_in.change_password(counter, asking.before, asking.first)
        case "own_pin":
            signing_in.set_pin(counter, asking.first)
        case "no_pin":
            signing_in.drop_pin(counter)
        case "sheet":
            return operators.renew_recovery_sheet(counter)
    return ""


def _named(button: QPushButton) -> tuple[str, str]:
    return button.text(), button.accessibleName()


def _in_a_row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(8)
    for widget in widgets:
        inside.addWidget(widget)
    inside.addStretch(1)
    return row
