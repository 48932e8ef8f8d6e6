"""Step 3: the facts this edition's conditions ask, and no others."""

from PySide6.QtWidgets import QLabel

from desktop.domain.reception_flow import Obstacle, answer_fact, facts_to_ask, write_held_until
from desktop.domain.way_sentences import STEP
from desktop.ui.context import Look
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.step import StepScreen
from desktop.ui.reception.step_question import StepQuestion
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label
from forms.facts import in_order_asked

MANY = 4


class FactsStep(StepScreen):
    """One question a fact; a digit answers, Tab goes on."""

    shows = "facts"

    def __init__(self, desk: Desk, look: Look) -> None:
        say = look.say
        super().__init__(
            desk, look, say("Circumstances"), say("The answers decide which documents the applicant owes.")
        )
        self._choices: dict[str, Choice] = {}
        self._wrong: dict[str, QLabel] = {}
        self._until = Field(
            look, say("Valid until"), hint=say("as on the certificate, for example 14.09.2027"), width=240
        )
        self._until.edited.connect(self._write_until)
        for name in desk.edition.facts:
            self._add_question(name)
            if name == "held_category":
                self.body.addWidget(self._until)
                self.name_field("held_until", self._until)
        if "held_category" not in desk.edition.facts:
            self._until.setParent(self)
            self._until.hide()
        self._question = StepQuestion(self)
        self.body.addWidget(self._question)

    def _add_question(self, name: str) -> None:
        edition = self.desk.edition
        words = self.look.language.facts_of(edition)
        values: tuple[Answer, ...] = in_order_asked(edition.vocabulary[name])
        answers = [(value, self._capital(words.answer(name, value))) for value in values]
        columns = 2 if len(answers) > MANY or len(answers) == len((True, False)) else 1
        choice = Choice(self._capital(words.question(name)), answers, self.look.palette, columns=columns)
        choice.answered.connect(lambda value, name=name: self._answer(name, value))
        self._choices[name] = choice
        self.name_field(name, choice)
        self.body.addWidget(choice)
        wrong = label("", tone="trouble", size="note")
        wrong.hide()
        self._wrong[name] = wrong
        self.body.addWidget(wrong)

    @staticmethod
    def _capital(text: str) -> str:
        return text[:1].upper() + text[1:]

    def _answer(self, name: str, value: Answer) -> None:
        self.desk.change(lambda draft: answer_fact(self.desk.edition, draft, name, value))
        self._wrong[name].hide()
        self.refresh()

    def _write_until(self, text: str) -> None:
        self.desk.change(lambda draft: write_held_until(self.desk.edition, draft, text))
        self._until.show_wrong("")

    def refresh(self) -> None:
        """Show the answers, and only the questions that mean something with them."""
        draft = self.desk.draft
        asked = facts_to_ask(self.desk.edition, draft.facts)
        for name, choice in self._choices.items():
            choice.choose(draft.facts.get(name))
            choice.setVisible(name in asked)
            choice.setEnabled(not draft.decided)
            if name not in asked:
                self._wrong[name].hide()
        self._until.setVisible("held_category" in asked)
        self._until.set_text(draft.held_until)
        self._until.setEnabled(not draft.decided)
        self._question.refresh()

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Each unanswered question says so."""
        sentences = {o.field: o.sentence(self.say, self.look.language.quote) for o in obstacles}
        for name, wrong in self._wrong.items():
            wrong.setText(f"⚠ {sentences.get(name, '')}")
            wrong.setVisible(name in sentences)
        self._until.show_wrong(sentences.get("held_until", ""))
        self._question.show_obstacles(obstacles)

    def focus_field(self, name: str) -> None:
        """A question takes the keyboard on its answer."""
        if name in self._choices:
            self._choices[name].focus_first()
            self.ensureWidgetVisible(self._choices[name], 24, 60)
        elif name == STEP:
            self._question.focus_answer()
        else:
            super().focus_field(name)
