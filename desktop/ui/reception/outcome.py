"""Step 6: the outcome, proposed from the rules with its reason; the clerk decides within them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.case import CaseDraft
from desktop.domain.clock import Level
from desktop.domain.documents import judge_document
from desktop.domain.reception_flow import Obstacle, findings_of, only_takes_in
from desktop.ui.context import Look
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.step import StepScreen
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import box, label
from forms.editions import Outcome
from forms.words import FINDINGS, outcome_message


class OutcomeStep(StepScreen):
    """Shows the proposal and its grounds, and asks for what the chosen outcome needs."""

    shows = "outcome"

    def __init__(self, desk: Desk, look: Look) -> None:
        say = look.say
        super().__init__(desk, look, say("Outcome"), say("The rules of the edition lead here; you decide within them."))
        self._shown: tuple[Outcome, ...] = ()
        self._proposal = QVBoxLayout()
        self._proposal.setSpacing(10)
        self._choice: Choice | None = None
        self._choice_place = QVBoxLayout()
        self._wrong = label("", tone="trouble", size="note")
        self._wrong.hide()
        self._reason = Field(
            look,
            say("Reasons, as they will stand in the refusal"),
            hint=say("Write for the applicant: what is wrong, and what to do to be accepted."),
            lines=3,
        )
        self._reason.edited.connect(lambda text: desk.change(lambda draft: setattr(draft, "refusal_reason", text)))
        self._overrun = Field(look, say("Why it took longer than the norm"), hint=say("Recorded; it stops nothing."))
        self._overrun.edited.connect(lambda text: desk.change(lambda draft: setattr(draft, "overrun_reason", text)))
        self.body.addLayout(self._proposal)
        self.body.addLayout(self._choice_place)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self._reason)
        self.body.addWidget(self._overrun)
        self.name_field("refusal_reason", self._reason)

    def refresh(self) -> None:
        """Show the proposal as the documents stand now."""
        if not self.desk.is_open:
            return
        draft, proposal = self.desk.draft, self.desk.proposal()
        if not draft.decided and draft.outcome not in proposal.allowed:
            # Chosen beforehand so that one key ends a case in order; shown, and the clerk's to change.
            self.desk.change(lambda draft: setattr(draft, "outcome", proposal.outcome))
        self._show_proposal()
        self._show_choice(proposal.allowed if not draft.decided else (draft.outcome or proposal.outcome,))
        self._reason.setVisible(draft.outcome == "reasoned_refusal")
        self._reason.set_text(draft.refusal_reason)
        self._reason.setEnabled(not draft.decided)
        state = self.desk.clock_state()
        self._overrun.setVisible(state is not None and state.level is Level.OVER)
        self._overrun.set_text(draft.overrun_reason)
        self._overrun.setEnabled(not draft.decided)

    def _show_proposal(self) -> None:
        _empty(self._proposal)
        quote = self.look.language.quote
        draft, proposal = self.desk.draft, self.desk.proposal()
        outcome = draft.outcome or proposal.outcome
        tone = "goodBox" if outcome == "accepted" else "troubleBox"
        lines: list[QWidget] = [label(self._words(outcome), strong=True)]
        if outcome == "accepted":
            lines.append(label(self._accepted_words(), size="note"))
        for ground in proposal.grounds_of(outcome):
            number = f"{ground.number} " if ground.number else ""
            lines.append(label(f"{number}{quote(ground.title)}", size="note"))
        self._proposal.addWidget(box(tone, *lines))
        troubles = self._troubles()
        if troubles:
            self._proposal.addWidget(box("noteBox", *[label(line, size="note") for line in troubles]))

    def _accepted_words(self) -> str:
        draft, edition, today = self.desk.draft, self.desk.edition, self.desk.today()
        if not findings_of(edition, draft, today):
            return self.say("Every document owed is presented and in order.")
        if only_takes_in(edition, draft, today):
            return self.say("The documents are taken in with what is lacking: the head of the organisation decides.")
        return self.say("The documents are taken in with what is lacking: the edition has no ground to refuse for it.")

    def _troubles(self) -> list[str]:
        today, word, quote = self.desk.today(), self.look.language.word, self.look.language.quote
        lines = []
        for document in self.desk.checklist().owed:
            answers = self.desk.draft.document(document.key)
            finding = judge_document(document, answers, today).finding
            if finding is not None:
                number = "+" if document.number is None else document.number
                lines.append(f"{number}  {quote(document.short)} – {word(FINDINGS[finding])}")
        return lines

    def _show_choice(self, allowed: tuple[Outcome, ...]) -> None:
        if allowed != self._shown:
            _empty(self._choice_place)
            answers = [(outcome, self._words(outcome)) for outcome in allowed]
            self._choice = Choice(self.say("Your decision"), answers, self.look.palette)
            self._choice.answered.connect(self._answer)
            self.name_field("outcome", self._choice)
            self._choice_place.addWidget(self._choice)
            self._shown = allowed
        if self._choice is not None:
            self._choice.choose(self.desk.draft.outcome)
            self._choice.setEnabled(not self.desk.draft.decided)

    def _words(self, outcome: Outcome) -> str:
        return self.look.language.word(outcome_message(outcome, has_counter=self.desk.edition.has_counter))

    def _answer(self, value: Answer) -> None:
        def put(draft: CaseDraft) -> None:
            draft.outcome = next(outcome for outcome in self._shown if outcome == value)

        self.desk.change(put)
        self._wrong.hide()
        self.refresh()

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Say at the fields what is missing."""
        sentences = {o.field: o.sentence(self.say) for o in obstacles if o.screen == "outcome"}
        self._reason.show_wrong(sentences.get("refusal_reason", ""))
        self._wrong.setText(f"⚠ {sentences.get('outcome', '')}")
        self._wrong.setVisible("outcome" in sentences)

    def focus_field(self, name: str) -> None:
        """The choice takes the keyboard on its answer."""
        if name == "outcome" and self._choice is not None:
            self._choice.focus_first()
        else:
            super().focus_field(name)

    def focus_start(self) -> None:
        """The reasons where they are asked, else the choice."""
        if self._reason.isVisibleTo(self) and not self.desk.draft.refusal_reason:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._choice is not None:
            self._choice.focus_first()


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
