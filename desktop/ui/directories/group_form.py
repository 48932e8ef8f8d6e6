"""A group's fields: a new one, or one that is changed."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.groups import TypedGroup
from desktop.ui.context import Look
from desktop.ui.keeping.card import in_row
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field, side_by_side
from desktop.ui.widgets.labels import label
from forms.problems import Problem

NARROW = 130


class GroupForm(QWidget):
    """Signals: ``done()`` where it is to be recorded; ``taken_back()``; ``edited(object)`` with what is typed."""

    done = Signal()
    taken_back = Signal()
    edited = Signal(object)

    def __init__(self, look: Look, typed: TypedGroup) -> None:
        super().__init__()
        say = look.say
        self.typed = typed
        self._say = say
        self.fields: dict[str, Field] = {
            "programme_kk": Field(look, say("Programme, in Kazakh")),
            "programme_ru": Field(look, say("Programme, in Russian")),
            "name": Field(look, say("Group"), hint=say("as it stands in the order")),
            "schedule": Field(look, say("Schedule"), hint=say("days and hours")),
            "year": Field(look, say("School year begins in"), width=NARROW),
            "places": Field(look, say("Places"), width=NARROW),
            "youngest": Field(look, say("Ages from"), width=NARROW),
            "oldest": Field(look, say("to"), hint=say("whole years on 1 September"), width=NARROW),
        }
        for name, field in self.fields.items():
            field.set_text(getattr(typed, name))
            field.edited.connect(lambda text, name=name: self._write(name, text))
        title = say("Change the group") if typed.key else say("New group")
        record = KeyButton(say("Record the group"), "F10", look.palette, look="primary")
        record.clicked.connect(lambda _: self.done.emit())
        back = KeyButton(say("Leave it as it is"), "Esc", look.palette)
        back.clicked.connect(lambda _: self.taken_back.emit())
        fields = self.fields
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(title, strong=True))
        column.addWidget(side_by_side(fields["programme_kk"], fields["programme_ru"]))
        column.addWidget(side_by_side(fields["name"], fields["schedule"]))
        column.addWidget(side_by_side(*(fields[name] for name in ("year", "places", "youngest", "oldest"))))
        column.addWidget(in_row(record, back))
        self.setFocusProxy(fields["programme_kk"])

    def focus_start(self) -> None:
        """The keyboard comes to the first field that is empty."""
        waiting = (field for field in self.fields.values() if not field.text().strip())
        next(waiting, self.fields["programme_kk"]).input.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, problem: Problem) -> bool:
        """Say it at its field; whether it is one of these."""
        field = self.fields.get(str(problem.fields.get("field", "")))
        for one in self.fields.values():
            one.show_wrong("")
        if field is None:
            return False
        field.show_wrong(problem.sentence(self._say))
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _write(self, name: str, text: str) -> None:
        changed: dict[str, Any] = {name: text}
        self.typed = replace(self.typed, **changed)
        self.fields[name].show_wrong("")
        self.edited.emit(self.typed)
