"""Step 4: consent to use legally protected data, and what follows in this edition."""

from desktop.domain.case import CaseDraft
from desktop.domain.reception_flow import Obstacle
from desktop.domain.way_sentences import STEP
from desktop.ui.context import Look
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.step import StepScreen
from desktop.ui.reception.step_question import StepQuestion
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.labels import box, label


class ConsentStep(StepScreen):
    """Given or declined; the consequence is the edition's."""

    shows = "consent"

    def __init__(self, desk: Desk, look: Look) -> None:
        say = look.say
        super().__init__(desk, look, say("Consent"), say("Read it to the applicant and note the answer."))
        consent = desk.edition.consent
        if consent.text is not None:
            self.body.addWidget(box("noteBox", label(look.language.quote(consent.text))))
        self._choice = Choice(
            "", [("given", say("Consent is given")), ("declined", say("Consent is declined"))], look.palette
        )
        self._choice.answered.connect(self._answer)
        self.name_field("consent", self._choice)
        self.body.addWidget(self._choice)
        self._wrong = label("", tone="trouble", size="note")
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        follows = [label(say("What follows"), strong=True)]
        if consent.consequence is not None:
            follows.append(label(look.language.quote(consent.consequence)))
        self._follows = box("troubleBox" if consent.declined == "refused" else "careBox", *follows)
        self.body.addWidget(self._follows)
        self._question = StepQuestion(self)
        self.body.addWidget(self._question)

    def refresh(self) -> None:
        """Show the answer and its consequence."""
        draft = self.desk.draft
        self._choice.choose(draft.consent or None)
        self._choice.setEnabled(not draft.decided)
        self._follows.setVisible(draft.consent == "declined")
        self._question.refresh()

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Say that an answer is needed."""
        sentence = next((o.sentence(self.say) for o in obstacles if o.field == "consent"), "")
        self._wrong.setText(f"⚠ {sentence}")
        self._wrong.setVisible(bool(sentence))
        self._question.show_obstacles(obstacles)

    def focus_field(self, name: str) -> None:
        """The question takes the keyboard."""
        if name == STEP:
            self._question.focus_answer()
        else:
            self._choice.focus_first()

    def _answer(self, value: Answer) -> None:
        moment = self.desk.counter.clock.now().wall

        def put(draft: CaseDraft) -> None:
            draft.consent = "given" if value == "given" else "declined"
            draft.consent_at = moment

        self.desk.change(put)
        self._wrong.hide()
        self.refresh()
