"""A complaint: what it says, when it is due, what was done with it, its papers; and what can be done with it now."""

from functools import partial
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations import complaint_papers, complaint_records, complaints
from desktop.operations.complaint_papers import ANSWER, COUPON, FORWARDING, ComplaintPaper
from desktop.operations.complaint_records import ComplaintRecord
from desktop.operations.issuing import PreparedPaper
from desktop.ui.complaints.parts import parts_of, put_inside
from desktop.ui.complaints.words import say_paper, say_standing
from desktop.ui.register.acts_page import ActsPage
from desktop.ui.register.case_rows import LANGUAGES
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import Tone, set_tone
from forms.papers.content import Format, LanguageChoice
from forms.problems import Problem

ANSWER_IT, FORWARD_IT, ASSIGN_IT, OPEN_CASE, CORRECT_IT = 1, 2, 3, 4, 5
MOST_ANSWERS = 9
ROLL = "roll"


class ComplaintPage(ActsPage):
    """Digits answer, forward, give it to somebody, open the case, correct; F9 prints. Arrows scroll.

    ``case_wanted`` of the screen is asked through a Step of the kind "case".
    """

    def __init__(self, desk: Desk, step: Step) -> None:
        say, palette = desk.say, desk.look.palette
        acts = {
            ANSWER_IT: KeyButton(say("Answer"), str(ANSWER_IT), palette, look="primary"),
            FORWARD_IT: KeyButton(say("Forward"), str(FORWARD_IT), palette, look="plain"),
            ASSIGN_IT: KeyButton(say("Give to somebody"), str(ASSIGN_IT), palette, look="plain"),
            OPEN_CASE: KeyButton(say("Open the case"), str(OPEN_CASE), palette, look="plain"),
            CORRECT_IT: KeyButton(say("Correct"), str(CORRECT_IT), palette, look="plain"),
        }
        printing = KeyButton(say("Print"), "F9", palette, look="plain")
        super().__init__(desk, acts, printing, print_first=False, archive=complaint_papers)
        self.number = step.key
        self._shown: ComplaintRecord | None = None

    # what the screen calls

    def restore(self, before: Leaf) -> None:
        """A question that was asked is asked in the other language."""
        if isinstance(before, ComplaintPage) and before._question.is_asking:
            self._shown = before._shown
            QTimer.singleShot(0, self, self.print_paper if before._prints else self._ask_handler)

    def refresh(self) -> None:
        """Read the complaint again."""
        counter, number = self.desk.counter, self.number
        self.run(lambda: complaint_records.complaint_record(counter, number), self._show)

    def go_on(self) -> None:
        """F10: what is to be done next."""
        if self._shown is not None:
            self._act(ANSWER_IT if self._shown.may_end else ASSIGN_IT)

    def print_paper(self) -> None:
        """F9: which paper, then in which language."""
        papers = self._papers()
        if self._question.is_asking or not papers:
            return
        self._prints = True
        if len(papers) == 1:
            self._ask_language(papers[0])
            return
        answers = [(paper, say_paper(paper, self.look)) for paper in papers]
        self._question.ask(
            self.say("Which paper?"), answers, lambda paper: self._ask_language(cast(ComplaintPaper, paper))
        )

    # acts

    _prints = False  # whether the question is about printing

    def _act(self, digit: int) -> None:
        if self._shown is None or self._acts[digit].isHidden() or self._question.is_asking:
            return
        if digit == ANSWER_IT:
            self.opened.emit(Step("answer", self.number))
        elif digit == FORWARD_IT:
            self.opened.emit(Step("forward", self.number))
        elif digit == ASSIGN_IT:
            self._ask_handler()
        elif digit == CORRECT_IT:
            self.opened.emit(Step("correct", self.number))
        else:
            self.opened.emit(Step("case", self._shown.line.row.case_number))

    def _ask_handler(self) -> None:
        if self._shown is None:
            return
        row = self._shown.line.row
        others = [one for one in self._shown.handlers if one.id != row.handler][:MOST_ANSWERS]
        if not others:
            self._tell(
                "care", "⚠ " + self.say("Nobody else here may handle it. Forward it, or let another be enrolled.")
            )
            return
        self._prints = False
        self._question.ask(
            self.say("Who handles complaint {number}?", number=self.number),
            [(one.id, one.name) for one in others],
            self._assign,
        )

    def _assign(self, handler: str) -> None:
        counter, number = self.desk.counter, self.number
        self.run(
            lambda: complaints.assign_complaint(counter, number, handler), lambda _: self.recorded.emit(), self._refused
        )

    def _papers(self) -> list[ComplaintPaper]:
        """What can be printed now, the one that is due first."""
        record = self._shown
        if record is None or record.erased or self.desk.counter.store.read_only:
            return []
        ends: dict[str, ComplaintPaper] = {"answered": ANSWER, "forwarded": FORWARDING}
        end = ends.get(record.line.row.state)
        papers = [end] if end is not None and not record.line.about_me else []
        return [*papers, COUPON] if record.may_print_coupon else papers

    def _ask_language(self, paper: ComplaintPaper) -> None:
        """The language of the answer stands first; a coupon may also come out of the roll."""
        if self._shown is None:
            return
        first = self._shown.line.row.language
        order = sorted(LANGUAGES, key=lambda code: code != first)
        answers: list[tuple[str, str]] = [(code, self.say(LANGUAGES[code])) for code in order]
        if paper == COUPON:
            answers += [(ROLL, self.say("On the roll of 80 mm"))]
        title = self.say("{paper}. In which language?", paper=say_paper(paper, self.look))
        self._question.ask(title, answers, partial(self._print_paper, paper))

    def _print_paper(self, paper: ComplaintPaper, answer: str) -> None:
        if self._shown is None:
            return
        counter, number = self.desk.counter, self.number
        language = cast(LanguageChoice, self._shown.line.row.language if answer == ROLL else answer)
        form: Format = "roll80" if answer == ROLL else "a4"

        def prepare() -> PreparedPaper:
            return complaint_papers.prepare_paper(counter, number, paper, language, form)

        self._copying.print_paper(number, (f"{paper} {form}", language, False), prepare)

    def _refused(self, problem: Problem) -> None:
        self._tell("trouble", f"⚠ {problem.sentence(self.look.say)}")

    # what is shown

    def _show(self, record: ComplaintRecord) -> None:
        before, self._shown = self._shown, record
        row, say = record.line.row, self.say
        name = say("about you") if record.line.about_me else record.line.name or say("no personal data")
        self._title.setText(f"{row.number}   {name}")
        standing, ink = say_standing(record.line, self.look)
        self._standing.setText(standing)
        set_tone(self._standing, cast(Tone, ink))
        service = self.desk.names.services.get(row.service, row.service)
        edition = self.desk.counter.editions.by_label(row.edition)
        self._about.setText(" · ".join((service, self.look.language.quote(edition.act.short))))
        writes = not self.desk.counter.store.read_only
        shown = {
            ANSWER_IT: writes and record.may_end,
            FORWARD_IT: writes and record.may_end,
            ASSIGN_IT: writes and record.may_assign,
            OPEN_CASE: bool(row.case_number),
            CORRECT_IT: writes and record.may_correct,
        }
        for digit, on in shown.items():
            self._acts[digit].setVisible(on)
        self._print.setVisible(bool(self._papers()))
        self._fit_acts()
        if before is not None and before.line.row.state != row.state and row.ended_on is not None:
            self._tell("good", "✓ " + say("Recorded. F9 prints the letter."))
        if before != record:
            self._lay_out(record)

    def _lay_out(self, record: ComplaintRecord) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        for part in parts_of(self.desk, record, self.opened.emit):
            column.addWidget(part)
        column.addStretch(1)
        self._renew(lambda: put_inside(self._scroll, inside))

    # the window

    def _fit_acts(self) -> bool:
        """Among keys alone none stands out."""
        narrow = super()._fit_acts()
        self._acts[ANSWER_IT].set_look("plain" if narrow else "primary")
        return narrow
