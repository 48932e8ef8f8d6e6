"""The moment an application was filed on a portal or platform, and by when that makes its answer due."""

from datetime import time

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.case_terms import case_due
from desktop.domain.filing import check_filing, closing_time, filing_of, is_filed_elsewhere
from desktop.domain.reception_flow import Obstacle
from desktop.ui.context import Look
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.step import StepScreen
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import box, label
from forms.day_words import long_date, weekday
from forms.due_dates import DueDate, working_words
from forms.problems import Problem

FIELD = "filed_at"


class FilingFields(QWidget):
    """Part of the first step, seen only where the application was filed electronically."""

    def __init__(self, step: StepScreen) -> None:
        super().__init__()
        self._step, self._desk = step, step.desk
        self._other = step.field(FIELD)
        say, look = step.say, step.look
        self.field = Field(
            look, say("Filed"), hint=say("day and time, as the portal shows them: 20.11.2026 18:40"), width=320
        )
        self.field.edited.connect(self._typed)
        self.field.left.connect(self._left)
        self._day, self._why = label("", strong=True), label("", size="note")
        self._due = box("noteBox", self._day, self._why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addWidget(self._due)

    def refresh(self) -> None:
        """Show the moment typed and what follows from it."""
        draft = self._desk.draft
        asked = is_filed_elsewhere(draft)
        self.setVisible(asked)
        # A package asks a day of its own under the same name.
        self._step.name_field(FIELD, self.field if asked else self._other)
        if not asked:
            return
        self.field.set_text(draft.filed_at)
        self.field.setEnabled(not draft.decided)
        self._show_due()

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Say at the field what it waits for."""
        if is_filed_elsewhere(self._desk.draft):
            sentences = {o.field: o.sentence(self._step.say) for o in obstacles if o.screen == "service"}
            self.field.show_wrong(sentences.get(FIELD, ""))

    def _typed(self, text: str) -> None:
        self._desk.change(lambda draft: setattr(draft, FIELD, text))
        self.field.show_wrong("")
        self._show_due()

    def _left(self) -> None:
        """What is no moment, or one to come, is told once the field is left; an empty one waits."""
        if self._desk.is_open and is_filed_elsewhere(self._desk.draft) and self._desk.draft.filed_at.strip():
            try:
                check_filing(self._desk.edition, self._desk.draft, self._desk.now())
            except Problem as problem:
                self.field.show_wrong(problem.sentence(self._step.say))

    def _show_due(self) -> None:
        due = due_of_filing(self._desk)
        self._due.setVisible(due is not None)
        if due is None:
            return
        self._day.setText(self._step.say("The answer is due {day}", day=_day_told(due, self._step.look)))
        lines = [self._step.look.language.quote(due.term.title), *working_words(due, self._step.look.language.code)]
        if closing_of_filing(self._desk) is None:
            lines.append(
                self._step.say(
                    "The organisation's hours are not in the profile, so only days off move it: write them in the "
                    "settings."
                )
            )
        self._why.setText("\n".join(lines))


def due_of_filing(desk: Desk) -> DueDate | None:
    """By when the answer to the case on the counter is due; None as long as its moment is not known."""
    if not is_filed_elsewhere(desk.draft):
        return None
    return case_due(desk.edition, desk.draft, desk.now(), desk.counter.calendar, closes=closing_of_filing(desk))


def closing_of_filing(desk: Desk) -> time | None:
    """The end of the organisation's working day: where it is not known, nothing can be filed after it."""
    try:
        day = filing_of(desk.draft, desk.now()).date()
    except Problem:
        return None
    profile = desk.counter.profile
    return closing_time(desk.edition, day, own=profile.own_hours(desk.draft.service), organisation=profile.hours)


def _day_told(due: DueDate, look: Look) -> str:
    code = look.language.code
    return f"{long_date(due.due, code)}, {weekday(due.due, code)}"
