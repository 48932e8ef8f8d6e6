"""What is asked in place about an operator: who, which roles, which password. One panel at a time, Enter does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.permissions import ALL_ROLES
from desktop.ui.context import Look
from desktop.ui.settings.form import KeysHere
from desktop.ui.sign_in.card import NONE, press_or
from desktop.ui.sign_in.new_password import TwoFields
from desktop.ui.sign_in.secret_field import SecretField
from desktop.ui.sign_in.state import NewPasswordState
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.ticks import Tick
from forms.catalogues import N_
from forms.operator_acts import Role
from forms.problems import Problem

Kind = Literal["enrol", "roles", "close", "password", "own_password", "own_pin", "no_pin", "sheet"]
NEW = ""  # someone the profile does not name yet

ROLE_WORDS: Mapping[Role, str] = {
    "clerk": N_("Clerk: receives people"),
    "head": N_("Head: receives people, takes cases over"),
    "administrator": N_("Administrator: settings, operators, backups"),
}
ROLE_NAMES: Mapping[Role, str] = {"clerk": N_("clerk"), "head": N_("head"), "administrator": N_("administrator")}
TITLES: Mapping[Kind, str] = {
    "enrol": N_("Enrol an operator"),
    "roles": N_("{name}: roles"),
    "close": N_("{name}: no more access"),
    "password": N_("{name}: a new password"),
    "own_password": N_("Your password"),
    "own_pin": N_("Your PIN for unlocking"),
    "no_pin": N_("Your PIN for unlocking"),
    "sheet": N_("A new recovery sheet"),
}
ONWARD: Mapping[Kind, str] = {
    "enrol": N_("Enrol"),
    "roles": N_("Give these roles"),
    "close": N_("Take the access away"),
    "password": N_("Set the password"),
    "own_password": N_("Set the password"),
    "own_pin": N_("Set the PIN"),
    "no_pin": N_("Unlock by password only"),
    "sheet": N_("Make a new sheet"),
}
LEADS: Mapping[Kind, str] = {
    "close": N_(
        "Their password and PIN open nothing any more. Their name stays on papers; their unfinished cases wait."
    ),
    "password": N_("Tell it to them in person; they can set their own here afterwards. Their PIN is removed."),
    "no_pin": N_("The PIN is removed; the password unlocks."),
    "sheet": N_("The code on the sheet before opens nothing any more. The new one is shown once."),
}
WITH_PASSWORD: tuple[Kind, ...] = ("enrol", "password", "own_password", "own_pin")
WITH_ROLES: tuple[Kind, ...] = ("enrol", "roles")


@dataclass
class Asking(NewPasswordState):
    """What is asked and what is answered so far; it outlives the panel of one language."""

    kind: Kind = "enrol"
    name: str = ""  # of whom it is about, or of someone new
    roles: set[Role] = field(default_factory=set)
    before: str = field(default="", repr=False)  # one's own password until now


class OperatorPanel(QFrame, KeysHere):
    """One question about an operator.

    Signals: ``done()`` when everything is answered; ``closed()`` when it is taken back.
    """

    done = Signal()
    closed = Signal()

    def __init__(self, look: Look, asking: Asking) -> None:
        super().__init__()
        self.setObjectName("accentBox")
        self._look = look
        self._asking = asking
        say = look.say
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(label(say(TITLES[asking.kind], name=asking.name), strong=True))
        if asking.kind in LEADS:
            column.addWidget(label(say(LEADS[asking.kind]), tone="quiet", size="note"))
        self._first: QWidget | None = None
        self._name: Field | None = None
        self._before: SecretField | None = None
        self._fields: TwoFields | None = None
        if asking.kind == "enrol":
            self._ask_who(column)
        if asking.kind in WITH_ROLES:
            self._ask_roles(column)
        if asking.kind == "own_password":
            self._before = SecretField(look, say("Your password until now"), shown=asking.shown)
            self._before.set_text(asking.before)
            self._before.edited.connect(lambda text: setattr(asking, "before", text))
            self._add(column, self._before)
        if asking.kind in WITH_PASSWORD:
            self._fields = TwoFields(look, asking, pin=asking.kind == "own_pin")
            self._add(column, self._fields)
        self._told = label("", tone="trouble", size="note")
        column.addWidget(self._told)
        self._told.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        self._onward = KeyButton(say(ONWARD[asking.kind]), "F10", look.palette, look="primary")
        self._onward.clicked.connect(self.go_on)
        back = KeyButton(say("Leave it"), "Esc", look.palette)
        back.clicked.connect(self.closed)
        row.addWidget(self._onward)
        row.addWidget(back)
        row.addStretch(1)
        column.addLayout(row)
        self._first = self._first or self._onward
        if asking.problem is not None:
            self.tell(asking.problem)

    def _add(self, column: QVBoxLayout, widget: QWidget) -> None:
        column.addWidget(widget)
        self._first = self._first or widget

    def _ask_who(self, column: QVBoxLayout) -> None:
        asking, say = self._asking, self._look.say
        people = [(one.id, one.name) for one in asking.people]
        self._name = Field(self._look, say("Name, as it stands on papers"), width=320)
        self._name.set_text(asking.name)
        self._name.edited.connect(lambda text: setattr(asking, "name", text))
        if people:
            who = Choice(say("Who?"), [*people, (NEW, say("Someone new"))], self._look.palette)
            who.choose(asking.operator)
            who.answered.connect(self._choose)
            self._add(column, who)
        self._add(column, self._name)
        self._name.setVisible(asking.operator == NEW)

    def _choose(self, operator: object) -> None:
        assert self._name is not None
        self._asking.operator = str(operator)
        self._name.setVisible(operator == NEW)

    def _ask_roles(self, column: QVBoxLayout) -> None:
        asking, say = self._asking, self._look.say
        column.addWidget(label(say("Roles"), strong=True))
        for role in ALL_ROLES:
            tick = Tick(say(ROLE_WORDS[role]), self._look.palette)
            tick.setChecked(role in asking.roles)
            tick.clicked.connect(lambda on, role=role: asking.roles.add(role) if on else asking.roles.discard(role))
            self._add(column, tick)

    def go_on(self) -> None:
        """F10 or Enter: everything is answered, or it is said what is not."""
        asking = self._asking
        if asking.checking:
            return
        nobody = asking.kind == "enrol" and asking.operator == NEW and not asking.name.strip()
        if nobody or (asking.kind in WITH_ROLES and not asking.roles):
            self.tell(Problem("732"))
            return
        if self._fields is not None and not self._fields.complete():
            return
        asking.checking = True
        self._onward.setEnabled(False)
        self.done.emit()

    def tell(self, problem: Problem) -> None:
        """It was not taken: the sentence at its field."""
        asking = self._asking
        asking.checking, asking.problem = False, problem
        self._onward.setEnabled(True)
        sentence = problem.sentence(self._look.say)
        of_before = self._before is not None and problem.code in ("700", "701")
        of_new = self._fields is not None and problem.code in ("711", "712", "721", "722")
        if self._before is not None:
            self._before.show_wrong(sentence if of_before else "")
        if of_before and self._before is not None:
            self._before.setFocus()
        elif of_new and self._fields is not None:
            self._fields.tell()
        self._told.setText("" if of_before or of_new else f"⚠ {sentence}")
        self._told.setVisible(not (of_before or of_new))

    def focus_start(self) -> None:
        """The keyboard rests on the first question."""
        if isinstance(self._first, Choice):
            self._first.focus_first()
        elif self._first is not None:
            self._first.setFocus()

    def event(self, event: QEvent) -> bool:
        """Enter does it from anywhere but a button; Esc leaves it."""
        keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (Qt.Key.Key_F10, NONE): self.go_on,
            (Qt.Key.Key_Return, NONE): lambda: press_or(self.go_on),
            (Qt.Key.Key_Enter, NONE): lambda: press_or(self.go_on),
            (Qt.Key.Key_Escape, NONE): self.closed.emit,
        }
        return self.takes(event, keys) or super().event(event)
