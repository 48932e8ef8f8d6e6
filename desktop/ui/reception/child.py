"""The child's part of step 2: who the child is, by what right the applicant applies for it, and the consent."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.case import CaseDraft, SubjectAnswers
from desktop.domain.reception_flow import Obstacle
from desktop.domain.subject import OTHER
from desktop.operations.subjects import earlier_of_child
from desktop.ui.reception.earlier import EarlierCases
from desktop.ui.reception.step import StepScreen
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.fields import Field, side_by_side
from desktop.ui.widgets.labels import box, label
from forms.editions import Subject
from forms.identity import restore_digits
from forms.names import find_lookalikes, mend_lookalikes
from forms.words import RELATIONS


class ChildFields(QWidget):
    """The fields of a child. Tells nothing upward but through the desk."""

    def __init__(self, step: StepScreen, subject: Subject) -> None:
        super().__init__()
        self._step = step
        say, language = step.say, step.look.language
        self.fields: dict[str, Field] = {
            "iin": Field(
                step.look, say("The child's IIN"), hint=say("12 digits, as on the child's document"), width=240
            ),
            "name": Field(step.look, say("The child's surname, name, patronymic (if any)")),
            "birth_date": Field(step.look, say("Birth date"), hint=say("such as 21.11.2016"), width=240),
            "relation_words": Field(
                step.look, say("By what right"), hint=say("the paper that gives it: kind, number, date")
            ),
        }
        self._earlier = EarlierCases(step, say("For this child in this school year"), earlier_of_child)
        self._relation = Choice(
            say("The applicant is the child's"),
            [(code, language.word(RELATIONS[code])) for code in subject.relations],
            step.look.palette,
            columns=2,
        )
        self._relation.answered.connect(self._choose_relation)
        self._wrong = {name: label("", tone="trouble", size="note") for name in ("relation", "consent")}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label(language.quote(subject.title), strong=True))
        layout.addWidget(side_by_side(self.fields["iin"], self.fields["name"], shares=(3, 6)))
        layout.addWidget(self._earlier)
        layout.addWidget(self.fields["birth_date"])
        layout.addWidget(self._relation)
        layout.addWidget(self._wrong["relation"])
        layout.addWidget(self.fields["relation_words"])
        self._consent: Choice | None = None
        if subject.consent is not None:
            self._consent = Choice(
                say("Consent for the child"),
                [("given", say("Consent is given")), ("declined", say("Consent is declined"))],
                step.look.palette,
                columns=2,
            )
            self._consent.answered.connect(self._choose_consent)
            layout.addWidget(box("noteBox", label(language.quote(subject.consent))))
            layout.addWidget(self._consent)
        layout.addWidget(self._wrong["consent"])
        # The sources are silent on what follows: nothing is made up, and whoever decides is told.
        silent = say("It is recorded. The law names no ground of refusal for it: whoever decides the case will see it.")
        self._declined = box("careBox", label(silent))
        layout.addWidget(self._declined)
        self._connect()

    def _connect(self) -> None:
        for name, field in self.fields.items():
            field.edited.connect(lambda text, name=name: self._typed(name, text))
            field.left.connect(lambda name=name: self._left(name))
        self.fields["name"].mend_requested.connect(self._mend_name)
        step = self._step
        for name in ("iin", "name", "birth_date"):
            step.name_field(f"subject.{name}", self.fields[name])
        step.name_field("subject.relation", self._relation)
        step.name_field("subject.relation_words", self.fields["relation_words"])
        if self._consent is not None:
            step.name_field("subject.consent", self._consent)

    def refresh(self, answers: SubjectAnswers, locked: bool) -> None:
        """Show the child's answers."""
        for name, field in self.fields.items():
            field.set_text(getattr(answers, name))
            field.input.setReadOnly(locked)
        self._offer_mending("" if locked else answers.name)
        self._relation.choose(answers.relation or None)
        self._relation.setEnabled(not locked)
        self.fields["relation_words"].setVisible(answers.relation == OTHER)
        if self._consent is not None:
            self._consent.choose(answers.consent or None)
            self._consent.setEnabled(not locked)
        self._declined.setVisible(answers.consent == "declined")
        for wrong in self._wrong.values():
            wrong.hide()
        self._earlier.look_up(answers.iin)

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Every field says what it waits for."""
        sentences = {o.field: o.sentence(self._step.say) for o in obstacles}
        for name, field in self.fields.items():
            field.show_wrong(sentences.get(f"subject.{name}", ""))
        for name, wrong in self._wrong.items():
            sentence = sentences.get(f"subject.{name}", "")
            wrong.setText(f"⚠ {sentence}")
            wrong.setVisible(bool(sentence))

    def _typed(self, name: str, text: str) -> None:
        field = self.fields[name]
        if name == "iin":
            digits = restore_digits(text)
            if digits != text:
                field.set_text(digits)
                text = digits
        self._step.desk.change(lambda draft: setattr(draft.subject, name, text))
        field.show_wrong("")
        if name == "name":
            self._offer_mending(text)
        if name == "iin":
            self._earlier.look_up(text)

    def _left(self, name: str) -> None:
        """Say what is wrong with what was typed, once the field is left; an empty field waits."""
        if self._step.desk.is_open:
            wrong = {o.field: o for o in self._step.desk.obstacles() if not o.empty}
            obstacle = wrong.get(f"subject.{name}")
            self.fields[name].show_wrong(obstacle.sentence(self._step.say) if obstacle else "")

    def _offer_mending(self, text: str) -> None:
        offer = ""
        if find_lookalikes(text):
            offer = self._step.say(
                "Letters of another alphabet were typed. Write it as “{name}”", name=mend_lookalikes(text)
            )
        self.fields["name"].offer(offer)

    def _mend_name(self) -> None:
        mended = mend_lookalikes(self.fields["name"].text())
        self.fields["name"].set_text(mended)
        self._typed("name", mended)
        self.fields["name"].setFocus()

    def _choose_relation(self, value: Answer) -> None:
        def put(draft: CaseDraft) -> None:
            draft.subject.relation = str(value)

        self._step.desk.change(put)
        self._wrong["relation"].hide()
        self.fields["relation_words"].setVisible(value == OTHER)

    def _choose_consent(self, value: Answer) -> None:
        def put(draft: CaseDraft) -> None:
            draft.subject.consent = "given" if value == "given" else "declined"

        self._step.desk.change(put)
        self._wrong["consent"].hide()
        self._declined.setVisible(value == "declined")
