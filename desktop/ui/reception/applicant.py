"""Step 2: who applies, with which document, and who stands for them."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.domain.case import CaseDraft, PersonAnswers
from desktop.domain.channels import is_package
from desktop.domain.documents import note_identity
from desktop.domain.filing import is_filed_elsewhere
from desktop.domain.reception_flow import Obstacle
from desktop.domain.way_sentences import STEP
from desktop.operations import reception
from desktop.ui.context import Look
from desktop.ui.reception.child import ChildFields
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.earlier import EarlierCases
from desktop.ui.reception.looking_up import LookingUp
from desktop.ui.reception.step import StepScreen
from desktop.ui.reception.step_words import PAPER_LANGUAGES, choose_language
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.fields import Field, side_by_side
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.ticks import Tick
from forms.identity import restore_digits
from forms.names import find_lookalikes, mend_lookalikes

NARROW = 800  # of the window

PersonOf = Callable[[CaseDraft], PersonAnswers]


class PersonFields(QWidget):
    """The fields of one person. Tells nothing upward but through the desk."""

    def __init__(self, step: "ApplicantStep", prefix: str, person: PersonOf, *, works: bool) -> None:
        super().__init__()
        self._step = step
        self._person = person
        self._prefix = prefix
        say = step.say
        self.fields: dict[str, Field] = {
            "iin": Field(step.look, say("IIN"), hint=say("12 digits, as on the identity document"), width=240),
            "name": Field(step.look, say("Surname, name, patronymic (if any)")),
            "identity_document": Field(step.look, say("Identity document"), hint=say("kind, number, who issued it")),
            "phone": Field(step.look, say("Phone")),
            "email": Field(step.look, say("E-mail")),
        }
        if works:
            self.fields["workplace"] = Field(step.look, say("Workplace"))
            self.fields["position"] = Field(step.look, say("Position"))
        self.shown = Tick(say("Identity document shown"), step.look.palette)
        self.returned = Tick(say("Identity document returned"), step.look.palette)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(side_by_side(self.fields["iin"], self.fields["name"], shares=(3, 6)))
        layout.addWidget(self.fields["identity_document"])
        self._ticks = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ticks.addWidget(self.shown)
        self._ticks.addWidget(self.returned)
        self._ticks.addStretch(1)
        layout.addLayout(self._ticks)
        if works:
            layout.addWidget(side_by_side(self.fields["workplace"], self.fields["position"]))
        layout.addWidget(side_by_side(self.fields["phone"], self.fields["email"]))
        self._connect()

    def _connect(self) -> None:
        step, prefix = self._step, self._prefix
        for name, field in self.fields.items():
            field.edited.connect(lambda text, name=name: self._typed(name, text))
            field.left.connect(lambda name=name: self._left(name))
            step.name_field(f"{prefix}.{name}", field)
        self.fields["name"].mend_requested.connect(self._mend_name)
        self.shown.clicked.connect(lambda on: self._tick("identity_shown", on))
        self.returned.clicked.connect(lambda on: self._tick("identity_returned", on))
        step.name_field(f"{prefix}.identity_shown", self.shown)
        step.name_field(f"{prefix}.identity_returned", self.returned)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The boxes one below the other where both do not fit beside each other."""
        super().resizeEvent(event)
        narrow = self.window().width() < NARROW
        directions = QBoxLayout.Direction
        self._ticks.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._ticks.setSpacing(0 if narrow else 24)

    def _typed(self, name: str, text: str) -> None:
        field = self.fields[name]
        if name == "iin":
            digits = restore_digits(text)
            if digits != text:
                field.set_text(digits)
                text = digits
        self._step.desk.change(lambda draft: setattr(self._person(draft), name, text))
        field.show_wrong("")
        if name == "name":
            self._offer_mending(text)
        if name == "iin" and self._prefix == "applicant":
            self._step.look_up(text)

    def _left(self, name: str) -> None:
        """Say what is wrong with what was typed, once the field is left; an empty field waits."""
        if self._step.desk.is_open:
            wrong = {o.field: o for o in self._step.desk.obstacles() if not o.empty}
            obstacle = wrong.get(f"{self._prefix}.{name}")
            self.fields[name].show_wrong(obstacle.sentence(self._step.say) if obstacle else "")

    def _tick(self, name: str, on: bool) -> None:
        documents = self._step.desk.edition.documents

        def put(draft: CaseDraft) -> None:
            setattr(self._person(draft), name, on)
            note_identity(documents, draft)

        self._step.desk.change(put)

    def _offer_mending(self, text: str) -> None:
        found = find_lookalikes(text)
        offer = ""
        if found:
            offer = self._step.say(
                "Letters of another alphabet were typed. Write it as “{name}”", name=mend_lookalikes(text)
            )
        self.fields["name"].offer(offer)

    def _mend_name(self) -> None:
        mended = mend_lookalikes(self.fields["name"].text())
        self.fields["name"].set_text(mended)
        self._typed("name", mended)
        self.fields["name"].setFocus()

    def refresh(self, person: PersonAnswers, locked: bool) -> None:
        """Show a person's answers."""
        for name, field in self.fields.items():
            field.set_text(getattr(person, name))
            field.input.setReadOnly(locked)
        self._offer_mending("" if locked else person.name)
        self.shown.setChecked(person.identity_shown)
        self.returned.setChecked(person.identity_returned)
        self.shown.setEnabled(not locked)

    def put_after_name(self, widget: QWidget) -> None:
        """What is asked about the person of that number and name stands beneath them, for Tab too."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, widget)

    def show_identity(self, on: bool) -> None:
        """Whether somebody stands here with a document to be shown and given back."""
        self.shown.setVisible(on)
        self.returned.setVisible(on)


class ApplicantStep(StepScreen):
    """The applicant, and a representative where there is one."""

    shows = "applicant"

    def __init__(self, desk: Desk, look: Look) -> None:
        say = look.say
        super().__init__(desk, look, say("Applicant"), say("Take the identity document in hand and write from it."))
        self._earlier = EarlierCases(self, say("Earlier in this school year"), reception.earlier_cases)
        self._applicant = PersonFields(
            self, "applicant", lambda draft: draft.applicant, works=desk.edition.applicant_works
        )
        subject = desk.edition.subject
        self._child = None if subject is None else ChildFields(self, subject)
        self._by_representative = Tick(say("A representative applies, with a power of attorney"), look.palette)
        self._by_representative.clicked.connect(self._choose_representative)
        self._representative_card = QWidget()
        inner = QVBoxLayout(self._representative_card)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(label(say("Representative"), strong=True))
        self._representative = PersonFields(self, "representative", lambda draft: draft.representative, works=False)
        inner.addWidget(self._representative)
        self._power = Field(look, say("Power of attorney"), hint=say("number, date, notary"))
        self._power.edited.connect(self._write_power)
        self.name_field("power_of_attorney", self._power)
        inner.addWidget(self._power)
        self._language = Choice(
            say("Language of the papers"),
            [(code, say(words)) for code, words in PAPER_LANGUAGES.items()],
            look.palette,
            columns=3,
        )
        self._language.answered.connect(self._choose_language)
        self._lead = self.lead.text()
        self._looking_up = LookingUp(self)
        self.body.addWidget(self._applicant)
        self._applicant.put_after_name(self._looking_up)
        self._looking_up.stand_after(self._applicant.fields["name"])
        self.body.addWidget(self._earlier)
        if self._child is not None:
            self.body.addWidget(self._child)
        self.body.addWidget(self._language)
        self.body.addWidget(self._by_representative)
        self.body.addWidget(self._representative_card)

    def refresh(self) -> None:
        """Show both persons."""
        draft = self.desk.draft
        self._applicant.refresh(draft.applicant, draft.decided)
        self._representative.refresh(draft.representative, draft.decided)
        if self._child is not None:
            self._child.refresh(draft.subject, draft.decided)
        self._by_representative.setChecked(draft.by_representative)
        self._by_representative.setEnabled(not draft.decided)
        self._representative_card.setVisible(draft.by_representative)
        self._power.set_text(draft.power_of_attorney)
        self._language.choose(draft.paper_language)
        self._power.input.setReadOnly(draft.decided)
        package, filed = is_package(draft), is_filed_elsewhere(draft)
        self._applicant.show_identity(not (package or filed))
        self._representative.show_identity(not (package or filed))
        lead = self.say("Write from the application.") if filed else self._lead
        self.lead.setText(self.say("Write from the package.") if package else lead)
        self._looking_up.refresh()
        self.look_up(draft.applicant.iin)

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Every field says what it waits for."""
        sentences = {o.field: o.sentence(self.say) for o in obstacles}
        for prefix, fields in (("applicant", self._applicant), ("representative", self._representative)):
            for name, field in fields.fields.items():
                field.show_wrong(sentences.get(f"{prefix}.{name}", ""))
        self._power.show_wrong(sentences.get("power_of_attorney", ""))
        if self._child is not None:
            self._child.show_obstacles(obstacles)
        self._looking_up.question.show_obstacles(obstacles)

    def look_up(self, iin: str) -> None:
        """Show the earlier cases of a whole IIN in this school year."""
        self._earlier.look_up(iin)
        self._looking_up.note_iin(iin)

    def focus_field(self, name: str) -> None:
        """The question of a prescribed step takes the keyboard on its answer."""
        if name == STEP:
            self._looking_up.question.focus_answer()
        else:
            super().focus_field(name)

    def _write_power(self, text: str) -> None:
        self.desk.change(lambda draft: setattr(draft, "power_of_attorney", text))
        self._power.show_wrong("")

    def _choose_language(self, value: Answer) -> None:
        self.desk.change(lambda draft: choose_language(draft, value))

    def _choose_representative(self, on: bool) -> None:
        self.desk.change(lambda draft: setattr(draft, "by_representative", on))
        self.refresh()
        if on:
            self.focus_field("representative.iin")
