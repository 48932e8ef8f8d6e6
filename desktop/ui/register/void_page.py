"""Making a case void: why, who asked, and one question more, since it cannot be undone."""

from typing import cast

from PySide6.QtCore import QTimer

from desktop.operations import voiding
from desktop.operations.voiding import VoidReason
from desktop.ui.register.form_page import FormPage
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.settings.form import Place
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.labels import label
from forms.correction_words import VOID_REASONS

YES = "void"


class VoidPage(FormPage):
    """F10 asks, and 1 makes it void."""

    def __init__(self, desk: Desk, step: Step) -> None:
        say = desk.look.say
        super().__init__(desk, step, "void", say("Make the case void"), say("Make void"))
        word = self.look.language.word
        self.form.body.addWidget(
            label(
                say("The number stays in the register and is never given again. A void case stays void."),
                tone="quiet",
                size="note",
            )
        )
        self._reason = Choice(
            say("Why is it void?"), [(code, word(words)) for code, words in VOID_REASONS.items()], self.look.palette
        )
        self._reason.answered.connect(self._choose)
        self._reason.choose(self.value("why") or None)
        self._unchosen = label("", tone="trouble", size="note")
        self.form.places["why"] = Place(self._reason, say("Why is it void?"), self._show_unchosen)
        self.form.body.addWidget(self._reason)
        self.form.body.addWidget(self._unchosen)
        self._unchosen.hide()
        self.form.body.addWidget(self.line("reason", say("In your words"), hint=say("stands in the journal"), lines=2))
        self.form.body.addWidget(self.line("asked_by_name", say("Who asked for it"), hint=say("if someone did")))
        hint = say("if there is one: PDF, PNG or JPEG")
        self.form.body.addWidget(self.file("attachment", say("Scan of the request"), hint))

    def go_on(self) -> None:
        """F10: ask once more."""
        if self.question.is_asking:
            return
        if not self.value("why"):
            self._show_unchosen(self.say("Choose why the case is void."))
            self.form.focus_place("why")
            return
        self.question.ask(
            self.say("Make case {number} void? This cannot be undone.", number=self.number),
            [(YES, self.say("Make void")), ("", self.say("Leave it as it is"))],
            self._answered,
        )

    def restore(self, before: Leaf) -> None:
        """The question is asked in the other language too: else its digit would choose another reason."""
        if isinstance(before, VoidPage) and before.question.is_asking:
            QTimer.singleShot(0, self, self.go_on)  # once the page has its place and its size

    def _answered(self, answer: str) -> None:
        if answer != YES or not self.begin_recording():
            return
        counter, number, file = self.desk.counter, self.number, self.attachment()
        why, words, name = cast(VoidReason, self.value("why")), self.value("reason"), self.value("asked_by_name")
        self.run(
            lambda: voiding.void_case(counter, number, why, words=words, asked_by_name=name, attachment=file),
            self.show_recorded,
            self.show_refused,
        )

    def _choose(self, value: Answer) -> None:
        self.put("why", str(value))

    def _show_unchosen(self, sentence: str) -> None:
        self._unchosen.setText(f"⚠ {sentence}" if sentence else "")
        self._unchosen.setVisible(bool(sentence))
