"""What the forms of a case or a complaint share: a head, fields that scroll, who asked, why, a file; F10 records."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.operations.register import CaseRecord
from desktop.ui.register.file_field import FileField
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.settings.form import Form, Place
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import ElidedLabel, label
from desktop.ui.widgets.question import Question
from forms.problems import Problem

LOW, NARROW = 300, 620


class FormPage(Leaf):
    """A form of one case, or of a complaint. What is typed is kept with the room until it is recorded."""

    def __init__(self, desk: Desk, step: Step, form: str, title: str, records: str, about: str | None = None) -> None:
        """``about`` stands beneath the title; without it the case's number and name."""
        super().__init__(desk)
        self.setObjectName("card")
        self.number = step.key
        self._record = step.record
        self._kind = form
        self.typed = desk.typed_of(form, self.number)
        self._busy = False
        say, palette = self.say, self.look.palette
        head = ElidedLabel(size="title")
        head.setText(title)
        beneath = ElidedLabel("quiet", "note")
        if about is None:
            name = (step.record.row.name if step.record is not None else "") or say("no personal data")
            about = f"{self.number} · {name}"
        beneath.setText(about)
        back = KeyButton(say("Back"), "Esc", palette)
        back.clicked.connect(self.closed)
        self._go_on = KeyButton(records, "F10", palette, look="primary")
        self._go_on.clicked.connect(self.go_on)
        self._back = back
        top = QHBoxLayout()
        top.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(head)
        words.addWidget(beneath)
        top.addLayout(words, 1)
        for button in (back, self._go_on):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            top.addWidget(button)
        self._trouble = label("", tone="trouble", size="note")
        self.form = Form(self.look)
        self.question = Question(self.look)
        self.question.asked.connect(self._make_room)
        self.question.keyboard_freed.connect(self.focus_start)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._trouble)
        column.addWidget(self.form, 1)
        column.addWidget(self.question)
        self._trouble.hide()

    @property
    def record(self) -> CaseRecord | None:
        """The case the form is of."""
        return self._record

    # fields

    def line(self, key: str, name: str, *, hint: str = "", above: str = "", lines: int = 1) -> Field:
        """A field whose text is kept under ``key``."""
        field = Field(self.look, name, hint=hint, above=above, lines=lines)
        field.set_text(self.typed.values.get(key, ""))
        field.edited.connect(lambda text: self.put(key, text))
        self.form.places[key] = Place(field, name, field.show_wrong)
        return field

    def file(self, key: str, name: str, hint: str) -> FileField:
        """A file whose path is kept under ``key``."""
        field = FileField(self.look, name, hint=hint)
        field.set_path(self.typed.values.get(key, ""))
        field.edited.connect(lambda text: self.put(key, text))
        self.form.places[key] = Place(field, name, field.show_wrong)
        return field

    def put(self, key: str, text: str) -> None:
        """What was typed, for whoever comes back to it."""
        self.typed.values[key], self.typed.place = text, key
        place = self.form.places.get(key)
        if place is not None:
            place.show_wrong("")
        self._trouble.hide()

    def value(self, key: str) -> str:
        """What was typed under a key."""
        return self.typed.values.get(key, "")

    def attachment(self) -> Path | None:
        """The file named, if any."""
        text = self.value("attachment").strip()
        return Path(text).expanduser() if text else None

    # what the screen calls

    def focus_start(self) -> None:
        """The keyboard rests where it was, or on the first field."""
        places = self.form.places
        if places:
            self.form.focus_place(self.typed.place if self.typed.place in places else next(iter(places)))

    def take_back(self) -> bool:
        """Esc: the question first."""
        asked = self.question.is_asking
        if asked:
            self.question.take_back()
        return asked

    # recording

    def begin_recording(self) -> bool:
        """Whether nothing is being recorded yet; pressed twice, it is recorded once."""
        free = not self._busy
        self._busy = True
        return free

    def show_recorded(self, _: object = None) -> None:
        """It is in the journal: what was typed is done with."""
        self._busy = False
        self.desk.typed.pop((self._kind, self.number), None)
        self.closed.emit()
        self.recorded.emit()

    def show_refused(self, problem: Problem) -> None:
        """At its field, or at the head; nothing typed is lost."""
        self._busy = False
        key = self.place_of(str(problem.fields.get("field", "")), problem.code)
        sentence = problem.sentence(self.look.say)
        if key:
            self.form.places[key].show_wrong(sentence)
            self.form.focus_place(key)
        else:
            self._trouble.setText(f"⚠ {sentence}")
            self._trouble.show()

    def place_of(self, field: str, code: str) -> str:
        """The field a problem is told at; empty where it is the whole form's."""
        if field in self.form.places:
            return field
        return "attachment" if code in ("768", "769", "770", "771") else ""

    def _make_room(self, asking: bool) -> None:
        alone = asking and self.height() < LOW
        self.form.setVisible(not alone)
        self.question.fill(alone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only the key on Back where it is narrow."""
        super().resizeEvent(event)
        self._back.set_compact(self.width() < NARROW)
