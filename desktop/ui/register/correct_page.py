"""Correcting a case: which fields, what they held and shall hold, who asked, why."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.correction import CorrectableField
from desktop.language import Language
from desktop.operations import correcting
from desktop.ui.register.form_page import FormPage
from desktop.ui.register.leaf import Desk, Step
from desktop.ui.settings.form import Place
from desktop.ui.settings.pick import Pick
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.fields import Field
from forms.catalogues import LANGUAGES
from forms.correction_words import ASKED_BY
from forms.identity import restore_digits
from forms.problems import Problem
from forms.register_acts import AskedBy
from forms.words import usual_reason

VALUE = "value:"  # before the field's name, in what is typed
NOTHING_CHANGED = "762"


class CorrectPage(FormPage):
    """Enter on the list takes a field up; F10 records all that were changed as one correction."""

    def __init__(self, desk: Desk, step: Step) -> None:
        say = desk.look.say
        super().__init__(desk, step, "correct", say("Correct what was written"), say("Record the correction"))
        word = self.look.language.word
        self._fields: dict[str, CorrectableField] = {}
        self._last: QWidget  # what Tab leaves for the next field taken up
        self._pick = Pick(
            say("What is wrong?"), (), "", hint=say("Enter takes the field up; several may be corrected at once")
        )
        self._pick.watch(self)
        self._last = self._pick.focusProxy() or self._pick
        add = KeyButton(say("Take up"), "Enter", self.look.palette, look="plain")
        add.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        add.clicked.connect(self._take_up)
        self.form.places["pick"] = Place(self._pick, say("What is wrong?"), self._pick.show_wrong)
        choosing = QHBoxLayout()
        choosing.setSpacing(8)
        choosing.addWidget(self._pick, 1)
        choosing.addWidget(add, 0, Qt.AlignmentFlag.AlignVCenter)
        self._changed = QVBoxLayout()
        self._changed.setSpacing(12)
        self._asked_by = Choice(
            say("Who asked for it?"),
            [(code, word(words)) for code, words in ASKED_BY.items()],
            self.look.palette,
            columns=2,
        )
        self._asked_by.answered.connect(self._choose_asker)
        self._asked_by.choose(self.value("asked_by") or "applicant")
        body = self.form.body
        body.addLayout(choosing)
        body.addLayout(self._changed)
        body.addWidget(self._asked_by)
        body.addWidget(self.line("asked_by_name", say("Their name"), hint=say("where it is not clear from the case")))
        body.addWidget(self.line("reason", say("Why"), hint=say("stands in the journal and on the act"), lines=2))
        hint = say("if there is one: PDF, PNG or JPEG")
        body.addWidget(self.file("attachment", say("Scan of the request"), hint))
        counter, number = desk.counter, self.number
        self.run(lambda: correcting.correctable_fields(counter, number), self._offer, self.show_refused)

    def go_on(self) -> None:
        """F10: record it."""
        if not self._fields or not self.begin_recording():
            return
        counter, number, file = self.desk.counter, self.number, self.attachment()
        changes, reason, name = self._changes(), self.value("reason"), self.value("asked_by_name")
        asked_by = cast(AskedBy, self.value("asked_by") or "applicant")
        self.run(
            lambda: correcting.correct_case(
                counter, number, changes, asked_by=asked_by, asked_by_name=name, reason=reason, attachment=file
            ),
            self.show_recorded,
            self.show_refused,
        )

    def place_of(self, field: str, code: str) -> str:
        """A value's problem is told at the value, that nothing changed at the list."""
        if code == NOTHING_CHANGED:
            return "pick"
        return super().place_of(VALUE + field, code) or super().place_of(field, code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the list takes the field up."""
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take_up()
                return True
        return False

    # inside

    def _offer(self, fields: tuple[CorrectableField, ...]) -> None:
        """What may be corrected; what was being corrected before is there again."""
        self._fields = {field.field: field for field in fields}
        self._pick.set_items([(field.field, self._caption(field)) for field in fields], fields[0].field)
        for key in [key for key in self.typed.values if key.startswith(VALUE)]:
            field = self._fields.get(key.removeprefix(VALUE))
            if field is not None:
                self._add(field)
        if self.isVisible():
            self.focus_start()

    def _caption(self, field: CorrectableField) -> str:
        return field.caption(self.look.language.word, self.look.language.code)

    def _take_up(self) -> None:
        field = self._fields.get(self._pick.value())
        if field is None:
            return
        key = VALUE + field.field
        if key not in self.form.places:
            self.typed.values.setdefault(key, self._said(field, field.value))
            self._add(field)
        self._pick.show_wrong("")
        self.typed.place = key
        self.form.focus_place(key)

    def _add(self, field: CorrectableField) -> None:
        """What stands there now, and the field for what shall."""
        key = VALUE + field.field
        caption = self._caption(field)
        now = self._said(field, field.value) or "—"
        above = self.say("Stands there now: {value}", value=now)
        usual = " · ".join(self.look.language.word(message) for _, message in field.choices)
        line = self.line(key, caption, above=above, hint=usual)
        line.left.connect(lambda: self._check(field.field))
        if field.field.endswith(".iin"):
            line.edited.connect(lambda text: self._restore(line, key, text))
        self._changed.addWidget(line)
        # Made last, it would come last by Tab, after the scan; it stands before who asked. Tab would come to it by its
        # frame, too, which stays behind: so the frame does not pass the keyboard on.
        line.setFocusProxy(None)  # type: ignore[arg-type]
        self.form.places[key] = Place(line.input, caption, line.show_wrong)
        QWidget.setTabOrder(self._last, line.input)
        self._last = line.input

    def _said(self, field: CorrectableField, value: str) -> str:
        usual = usual_reason(value) if field.choices else None
        return value if usual is None else self.look.language.word(usual)

    def _restore(self, line: Field, key: str, text: str) -> None:
        """The Kazakh layout types letters in the digit row."""
        digits = restore_digits(text)
        if digits != text:
            line.set_text(digits)
            self.put(key, digits)

    def _check(self, name: str) -> None:
        """As at the reception: what is wrong is said once the field is left."""
        typed = self.value(VALUE + name)
        value = self._meant(name, typed)
        counter, number, field = self.desk.counter, self.number, self._fields[name]
        if value != field.value:
            self.run(
                lambda: correcting.check_corrections(counter, number, {name: value}),
                lambda _: None,
                lambda problem: self._tell_wrong(name, typed, problem),
            )

    def _tell_wrong(self, name: str, typed: str, problem: Problem) -> None:
        if problem.code != NOTHING_CHANGED and typed == self.value(VALUE + name):
            self.form.places[VALUE + name].show_wrong(problem.sentence(self.look.say))

    def _changes(self) -> dict[str, str]:
        return {
            key.removeprefix(VALUE): self._meant(key.removeprefix(VALUE), value)
            for key, value in self.typed.values.items()
            if key.startswith(VALUE)
        }

    def _meant(self, name: str, typed: str) -> str:
        """A usual reason's code where its words stand there, in whichever language; else what was typed."""
        field = self._fields.get(name)
        for code, message in () if field is None else field.choices:
            if typed.strip() in {Language(language).word(message) for language in LANGUAGES}:
                return code
        return typed

    def _choose_asker(self, value: Answer) -> None:
        self.put("asked_by", str(value))
