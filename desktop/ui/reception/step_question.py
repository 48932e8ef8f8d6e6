"""What a prescribed step asks at a screen of the reception: the question, who answered it, and the end it leads to."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.case import CaseDraft
from desktop.domain.reception_flow import Obstacle
from desktop.domain.reception_steps import (
    answer_of,
    answer_step,
    asking_at,
    ended_at,
    procedure_here,
    served_seconds,
    take_back_answer,
)
from desktop.domain.way_sentences import STEP
from desktop.ui.reception.step import StepScreen
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.labels import box, label
from desktop.ui.widgets.ticks import Option
from forms.editions import Procedure, Step
from forms.facts import in_order_asked


class StepQuestion(QWidget):
    """Part of a step's screen, empty where no prescribed step asks there. What was answered stands in the draft.

    ``after``: what Tab comes from; unless told, whatever stands before it.
    """

    def __init__(self, step: StepScreen, after: QWidget | None = None) -> None:
        super().__init__()
        self._step, self._desk, self._after = step, step.desk, after
        say = step.say
        self._branch: Choice | None = None
        self._asks = ""
        self._branch_place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._branch_place)
        self._by = label("", tone="quiet", size="note")
        column.addWidget(self._by)
        self._wrong = label("", tone="trouble", size="note")
        column.addWidget(self._wrong)
        self._end_title = label("", size="note")
        self._end = box(
            "troubleBox",
            label(say("⚠ The procedure ends at this step"), strong=True),
            self._end_title,
            label(say("Tell the applicant. F10 records the steps taken and closes the case without an outcome.")),
        )
        column.addWidget(self._end)
        for part in (self._by, self._wrong, self._end):
            part.hide()

    def refresh(self) -> None:
        """Show the question of this screen, where its condition holds, and the branch taken."""
        if self._desk.draft.screen != self._step.shows:
            return  # another screen is shown already
        self._match_branch()
        self._show_branch(self._desk.draft)

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Say what the step waits for."""
        sentence = next((o.sentence(self._step.say) for o in obstacles if o.field == STEP), "")
        ended = self._end.isVisibleTo(self)
        self._wrong.setText(f"⚠ {sentence}")
        self._wrong.setVisible(bool(sentence) and not ended)

    def focus_answer(self) -> None:
        """The question takes the keyboard on its answer."""
        if self._branch is not None:
            self._branch.focus_first()
            # What is said beside it moves it: it is brought into sight once that stands.
            QTimer.singleShot(0, self, lambda: self._step.ensureWidgetVisible(self, 24, 20))

    def answer(self, value: Answer, source: str) -> None:
        """Answer the step that asks, where one does. ``source``: who says so where that is not the operator."""
        desk = self._desk
        procedure, asking = self._asking()
        if procedure is None or asking is None:
            return
        served = served_seconds(desk.draft, desk.counter.clock.now())
        desk.change(lambda draft: answer_step(procedure, draft, value, served, source))
        self._wrong.hide()
        self._show_branch(desk.draft)
        if self._end.isVisibleTo(self):
            # Where the window is small it lies below: it is what the clerk has to say now.
            QTimer.singleShot(0, self, lambda: self._step.ensureWidgetVisible(self._end, 24, 20))

    def take_back(self) -> None:
        """What a source answered was about somebody else: the question stands open again."""
        desk = self._desk
        procedure, asking = self._asking()
        taken = None if asking is None else answer_of(desk.draft, asking)
        if procedure is not None and taken is not None and taken.source:
            served = served_seconds(desk.draft, desk.counter.clock.now())
            desk.change(lambda draft: take_back_answer(procedure, draft, served))
            self._asks = ""  # made anew: a choice cannot be unchosen
            self._match_branch()
            self._show_branch(desk.draft)

    def _asking(self) -> tuple[Procedure | None, Step | None]:
        desk = self._desk
        procedure = procedure_here(desk.edition, desk.draft, desk.today())
        return procedure, None if procedure is None else asking_at(procedure, desk.draft)

    def _match_branch(self) -> None:
        """The question of this way's procedure: screens are made before the way is chosen."""
        _, asking = self._asking()
        asks = "" if asking is None or asking.asks is None else asking.asks
        if asks == self._asks:
            return
        self._asks = asks
        if self._branch is not None:
            self._branch.hide()
            self._branch.deleteLater()
        self._branch = self._make_branch(asks) if asks else None
        if self._branch is None:
            self._wrong.hide()
            return
        self._branch_place.addWidget(self._branch)
        self._leave_tab_alone()
        before = self._after or self._standing_before()
        for option in self._branch.findChildren(Option):
            if before is not None:
                QWidget.setTabOrder(before, option)
            before = option

    def _standing_before(self) -> QWidget | None:
        """The last place of the screen above this one that takes the keyboard."""
        found = self.previousInFocusChain()
        while found is not None and found is not self and self._step.isAncestorOf(found):
            if found.focusPolicy() & Qt.FocusPolicy.TabFocus and not self.isAncestorOf(found):
                return found
            found = found.previousInFocusChain()
        return None

    def _leave_tab_alone(self) -> None:
        """The question is made last of all: by its proxy Tab would come to it from the screen's end."""
        if self._branch is not None:
            self._branch.setFocusProxy(None)  # type: ignore[arg-type]

    def _make_branch(self, asks: str) -> Choice:
        words, edition = self._step.look.language.facts_of(self._desk.edition), self._desk.edition
        answers = [(value, _capital(words.answer(asks, value))) for value in in_order_asked(edition.vocabulary[asks])]
        made = Choice(_capital(words.question(asks)), answers, self._step.look.palette, columns=2)
        made.answered.connect(lambda value: self.answer(value, ""))
        self._step.name_field(STEP, made)
        return made

    def _show_branch(self, draft: CaseDraft) -> None:
        ended = ended_at(self._desk.edition, draft, self._step.shows, self._desk.today())
        self._end.setVisible(ended is not None and not draft.decided)
        if ended is not None:
            self._end_title.setText(f"{ended.number}. {self._step.look.language.quote(ended.title)}")
        self._by.hide()
        _, asking = self._asking()
        if self._branch is None or asking is None or asking.asks is None:
            return
        taken = answer_of(draft, asking)
        self._branch.setEnabled(not draft.decided)
        if taken is not None:
            self._branch.choose(taken.facts.get(asking.asks))
            self._leave_tab_alone()
            if taken.source:
                self._by.setText(self._step.say("Answered by: {source}", source=taken.source))
                self._by.show()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
