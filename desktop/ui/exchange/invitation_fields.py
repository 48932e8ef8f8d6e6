"""What the district handed over: an address with a code, or a file. Asked at the first start and in the room."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.keeping.card import in_row
from desktop.ui.register.file_field import FileField
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.fields import Field
from forms.invitation_code import read_code
from forms.problems import Problem

CODE, FILE = "code", "file"


@dataclass
class Typed:
    """What is chosen and typed; the place of the file is a path."""

    way: str = CODE
    address: str = ""
    code: str = ""
    path: str = ""


class InvitationFields(QWidget):
    """Signals: ``confirmed(object)`` with what is Typed, every field of the way chosen being there."""

    confirmed = Signal(object)

    def __init__(self, look: Look, typed: Typed | None = None) -> None:
        super().__init__()
        say = self.say = look.say
        self.typed = typed or Typed()
        ways = [(CODE, say("an address and a code, over the network")), (FILE, say("a file, on a stick"))]
        self._way = Choice(say("What the district gave"), ways, look.palette)
        self._way.answered.connect(self._turn)
        address_hint = say("such as {address}", address="https://kense.example.kz")
        self._address = Field(look, say("Address of the centre"), hint=address_hint)
        self._code = Field(look, say("Code"), hint=say("five groups of four letters and digits"), width=320)
        file_hint = say("empty: the stick is searched for it; its name ends in {ending}", ending=".kense-invitation")
        self._file = FileField(look, say("File of the district"), hint=file_hint)
        self._address.edited.connect(lambda text: self._put("address", text, self._address))
        self._code.edited.connect(lambda text: self._put("code", text, self._code))
        self._file.edited.connect(self._path_typed)
        self._act = KeyButton(say("Take up the invitation"), "F10", look.palette, look="primary")
        self._act.clicked.connect(lambda _: self.confirm())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._way, self._address, self._code, self._file, in_row(self._act)):
            column.addWidget(widget)
        self._show()

    def fill(self, before: "InvitationFields") -> None:
        """What was typed, in another language or light."""
        self.typed = before.typed
        self._show()

    def clear(self) -> None:
        """It was taken up: a code serves once."""
        self.typed = Typed()
        self._show()

    def hide_act(self) -> None:
        """The screen around has a button of its own for it."""
        self._act.hide()

    def focus_start(self) -> None:
        """The keyboard comes to the way, or to what is asked first of it."""
        self._way.focus_first()

    def confirm(self) -> None:
        """Everything is there, or what is not says so and has the keyboard."""
        if self.typed.way == CODE:
            if not self.typed.address.strip():
                self._address.show_wrong(self.say("Write the address as the district gave it."))
                self._address.input.setFocus()
                return
            try:
                read_code(self.typed.code)
            except Problem as problem:
                self._code.show_wrong(problem.sentence(self.say))
                self._code.input.setFocus()
                return
        self.confirmed.emit(self.typed)

    @property
    def path(self) -> Path | None:
        """Where the file lies."""
        return self._file.path()

    def _turn(self, way: object) -> None:
        self.typed.way = str(way)
        self._show()

    def _show(self) -> None:
        typed = self.typed
        self._way.choose(typed.way)
        self._address.set_text(typed.address)
        self._code.set_text(typed.code)
        self._file.set_path(typed.path)
        self._address.setVisible(typed.way == CODE)
        self._code.setVisible(typed.way == CODE)
        self._file.setVisible(typed.way == FILE)

    def _put(self, name: str, text: str, field: Field) -> None:
        setattr(self.typed, name, text)
        field.show_wrong("")

    def _path_typed(self, path: str) -> None:
        self.typed.path = path
