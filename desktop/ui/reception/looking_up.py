"""Looking the applicant up: who answered and as of when, empty fields filled, and the branch of a prescribed step."""

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

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
from desktop.lookup.ports import Found, NoData
from desktop.operations.look_up import look_up
from desktop.ui.reception.step import StepScreen
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import Tone, box, label, set_tone
from desktop.ui.widgets.ticks import Option
from forms.catalogues import N_
from forms.dates import show_date
from forms.facts import in_order_asked
from forms.identity import check_iin
from forms.problems import Problem

KEY = "Ctrl+I"
# What a roster can say of somebody, and a form asks.
FILLED = ("name", "workplace", "position")
_NOBODY = N_("There is nobody to ask: this counter has no roster. Answer by hand, or let one be taken in (Ctrl+F7).")


class LookingUp(QWidget):
    """Part of the applicant's step. What was answered stands in the draft; what was found, only here and now."""

    def __init__(self, step: StepScreen) -> None:
        super().__init__()
        self._step, self._desk = step, step.desk
        say, look = step.say, step.look
        self._iin = ""  # what the answer below is about
        self._button = KeyButton(say("Look the person up"), KEY, look.palette, look="plain")
        self._button.clicked.connect(lambda _: self.ask())
        shortcut = QShortcut(QKeySequence(KEY), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.ask)
        self._told = label("", size="note")
        self._told.setAccessibleName(say("Look the person up"))
        self._told.hide()
        self._seen = ""  # the IIN the branch in the draft is about
        self._branch: Choice | None = None
        self._asks = ""
        self._branch_place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._told)
        column.addLayout(self._branch_place)
        self._by = label("", tone="quiet", size="note")
        column.addWidget(self._by)
        self._wrong = label("", tone="trouble", size="note")
        self._wrong.hide()
        column.addWidget(self._wrong)
        self._end_title = label("", size="note")
        self._end = box(
            "troubleBox",
            label(say("⚠ The procedure ends at this step"), strong=True),
            self._end_title,
            label(say("Tell the applicant. F10 records the steps taken and closes the case without an outcome.")),
        )
        column.addWidget(self._end)

    def _match_branch(self) -> None:
        """The question of this way's procedure: screens are made before the way is chosen."""
        desk = self._desk
        procedure = procedure_here(desk.edition, desk.draft, desk.today())
        asking = None if procedure is None else asking_at(procedure, desk.draft)
        asks = "" if asking is None or asking.asks is None else asking.asks
        if asks == self._asks:
            return
        self._asks = asks
        if self._branch is not None:
            self._branch.hide()
            self._branch.deleteLater()
        self._branch = self._make_branch(asks) if asks else None
        if self._branch is not None:
            self._branch_place.addWidget(self._branch)
            self._leave_tab_alone()
            before: QWidget = self._button
            for option in self._branch.findChildren(Option):
                QWidget.setTabOrder(before, option)
                before = option

    def _leave_tab_alone(self) -> None:
        """The question is made last of all: by its proxy Tab would come to it from the screen's end."""
        if self._branch is not None:
            self._branch.setFocusProxy(None)  # type: ignore[arg-type]

    def _make_branch(self, asks: str) -> Choice:
        words, edition = self._step.look.language.facts_of(self._desk.edition), self._desk.edition
        answers = [(value, _capital(words.answer(asks, value))) for value in in_order_asked(edition.vocabulary[asks])]
        made = Choice(_capital(words.question(asks)), answers, self._step.look.palette, columns=2)
        made.answered.connect(lambda value: self._answer(value, ""))
        self._step.name_field(STEP, made)
        return made

    def stand_after(self, field: Field) -> None:
        """Where Tab comes to it: behind the field and the offer beneath it."""
        last = field.findChildren(QPushButton)[-1]
        QWidget.setTabOrder(last, self._button)

    def refresh(self) -> None:
        """Show the branch taken, and what was found while it is about the same person."""
        draft = self._desk.draft
        self._match_branch()
        self._seen = draft.applicant.iin
        if draft.applicant.iin != self._iin:
            self._tell("")
        self._button.setEnabled(not draft.decided)
        self._show_branch(draft)

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Say what the step waits for."""
        sentence = next((o.sentence(self._step.say) for o in obstacles if o.field == STEP), "")
        ended = self._end.isVisibleTo(self)
        self._wrong.setText(f"⚠ {sentence}")
        self._wrong.setVisible(bool(sentence) and not ended)

    def focus_branch(self) -> None:
        """The question takes the keyboard on its answer."""
        if self._branch is not None:
            self._branch.focus_first()

    def note_iin(self, iin: str) -> None:
        """Another IIN is typed: what a source said of the one before is not about this person."""
        if iin == self._seen:
            return
        self._seen = iin
        self._tell("")
        desk = self._desk
        procedure = procedure_here(desk.edition, desk.draft, desk.today())
        asking = None if procedure is None else asking_at(procedure, desk.draft)
        taken = None if asking is None else answer_of(desk.draft, asking)
        if procedure is not None and taken is not None and taken.source:
            served = served_seconds(desk.draft, desk.counter.clock.now())
            desk.change(lambda draft: take_back_answer(procedure, draft, served))
            self._asks = ""  # made anew: a choice cannot be unchosen
            self._match_branch()
            self._show_branch(desk.draft)

    def ask(self) -> None:
        """Ask the rosters about the IIN typed."""
        desk, step = self._desk, self._step
        if not desk.is_open or desk.draft.decided:
            return
        counter, typed = desk.counter, desk.draft.applicant.iin
        try:
            check_iin(typed)
        except Problem as problem:
            self._tell(problem.sentence(step.say), "trouble")
            step.focus_field("applicant.iin")
            return
        step.ask(
            lambda: look_up(counter, typed),
            lambda answer: self._found(typed, answer),
            lambda problem: self._tell(problem.sentence(step.say), "trouble"),
        )

    def _found(self, iin: str, answer: "Found | NoData") -> None:
        if not self._desk.is_open or self._desk.draft.decided or self._desk.draft.applicant.iin != iin:
            return
        self._iin = iin
        say = self._step.say
        if isinstance(answer, Found):
            self._fill(answer)
            who = ", ".join(
                part for part in (answer.person.name, answer.person.position, answer.person.workplace) if part
            )
            told = say(
                "Found: {who}. Source: {source}, as of {day}.", who=who, source=answer.source, day=_day(answer.as_of)
            )
            self._tell(told, "good")
            self._answer(True, answer.source)
        elif answer.asked:
            source, day = answer.source, _day(answer.as_of)
            self._tell(say("No data on this IIN. Asked: {source}, as of {day}.", source=source, day=day), "care")
            self._answer(False, answer.source)
        else:
            self._tell(say(_NOBODY), "care")

    def _fill(self, answer: Found) -> None:
        """Only what is empty: what the clerk wrote from the document stands."""
        works = self._desk.edition.applicant_works

        def put(draft: CaseDraft) -> None:
            for name in FILLED if works else FILLED[:1]:
                told = getattr(answer.person, name)
                if told and not getattr(draft.applicant, name).strip():
                    setattr(draft.applicant, name, told)

        self._desk.change(put)
        self._step.refresh()

    def _answer(self, value: Answer, source: str) -> None:
        """Answer the step that asks whether there are data, where one does."""
        desk = self._desk
        procedure = procedure_here(desk.edition, desk.draft, desk.today())
        if procedure is None or asking_at(procedure, desk.draft) is None:
            return
        served = served_seconds(desk.draft, desk.counter.clock.now())
        desk.change(lambda draft: answer_step(procedure, draft, value, served, source))
        self._wrong.hide()
        self._show_branch(desk.draft)
        if self._end.isVisibleTo(self):
            # Where the window is small it lies below: it is what the clerk has to say now.
            QTimer.singleShot(0, self, lambda: self._step.ensureWidgetVisible(self._end, 24, 20))

    def _show_branch(self, draft: CaseDraft) -> None:
        edition, today = self._desk.edition, self._desk.today()
        ended = ended_at(edition, draft, "applicant", today)
        self._end.setVisible(ended is not None and not draft.decided)
        if ended is not None:
            self._end_title.setText(f"{ended.number}. {self._step.look.language.quote(ended.title)}")
        self._by.hide()
        procedure = procedure_here(edition, draft, today)
        asking = None if procedure is None else asking_at(procedure, draft)
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

    def _tell(self, words: str, tone: Tone = "") -> None:
        sign = {"trouble": "⚠ ", "care": "⚠ ", "good": "✓ "}.get(tone, "")
        self._told.setText(f"{sign}{words}" if words else "")
        set_tone(self._told, tone)
        self._told.setVisible(bool(words))


def _day(iso: str) -> str:
    return show_date(date.fromisoformat(iso)) if iso else "—"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
