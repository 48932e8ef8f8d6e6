"""A case of the register: what holds now, its papers, its visit, its time line, and the acts that mend it."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations import register, reprinting
from desktop.operations.issuing import PreparedPaper
from desktop.operations.register import CaseRecord, PrintedCopy
from desktop.ui.register.acts_page import ActsPage
from desktop.ui.register.case_parts import (
    corrections_part,
    documents_part,
    edition_of,
    time_line_part,
    visit_part,
    what_holds,
)
from desktop.ui.register.case_rows import LANGUAGES, complaints_part, duplicates_part, papers_part, void_part
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.register.words import marks_of, say_day, say_moment, say_outcome
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import Tone, label
from forms.papers.content import LanguageChoice

BESIDE_FROM = 900
CORRECT, VOID, CORRECTION_PAPER, VOID_PAPER = 1, 2, 3, 4


class CasePage(ActsPage):
    """F9 prints a duplicate; digits correct, make void, print the notes of that; Enter opens the row with the keyboard.

    Shows what it was handed at once, and reads it again at :meth:`refresh`.
    """

    def __init__(self, desk: Desk, step: Step) -> None:
        say, palette = desk.say, desk.look.palette
        acts = {
            CORRECT: KeyButton(say("Correct"), str(CORRECT), palette, look="plain"),
            VOID: KeyButton(say("Make void"), str(VOID), palette, look="plain"),
            CORRECTION_PAPER: KeyButton(
                say("Print the act of correction"), str(CORRECTION_PAPER), palette, look="plain"
            ),
            VOID_PAPER: KeyButton(say("Print the act of the void"), str(VOID_PAPER), palette, look="plain"),
        }
        printing = KeyButton(say("Print a duplicate"), "F9", palette, look="plain")
        super().__init__(desk, acts, printing, print_first=True)
        self._case = step.key
        self._record: CaseRecord | None = None
        self._beside = False
        self._asks: Callable[[CasePage], None] | None = None  # how the question that is asked is asked anew
        self._marks = QHBoxLayout()
        self._marks.setSpacing(10)
        self._first.insertLayout(1, self._marks)
        if step.record is not None:
            self._show(step.record)

    # what the screen calls

    @property
    def record(self) -> CaseRecord | None:
        """The case as it was read last."""
        return self._record

    def restore(self, before: Leaf) -> None:
        """A question that was asked is asked in the other language."""
        asks = before._asks if isinstance(before, CasePage) and before._question.is_asking else None
        if asks is not None:
            QTimer.singleShot(0, self, lambda: asks(self))  # once the page has its place and its size

    def refresh(self) -> None:
        """Read the case again."""
        counter, case = self.desk.counter, self._case
        self.run(lambda: register.case_record(counter, case), self._show)

    def print_paper(self) -> None:
        """F9: which language, then whether with the corrections; then it prints."""
        record = self._record
        if record is None or self._print.isHidden() or self._question.is_asking:
            return
        first = next((copy for copy in record.papers if copy.paper == record.row.outcome), None)
        if first is None:
            title = self.say("Print the paper. In which language?")
        else:
            title = self.say("Print another copy, marked as a duplicate. In which language?")
        self._asks = CasePage.print_paper
        self._ask_language(title, first, self._ask_corrected)

    # acts

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab brings the next row into sight."""
        moved = super().focusNextPrevChild(forward)
        focused = self.window().focusWidget()
        if focused is not None and self._scroll.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused, 0, 40)
        return moved

    def _act(self, digit: int) -> None:
        record = self._record
        if record is None or self._acts[digit].isHidden() or self._question.is_asking:
            return
        number = record.row.number
        if digit == CORRECT:
            self.opened.emit(Step("correct", number, record))
        elif digit == VOID:
            self.opened.emit(Step("void", number, record))
        else:
            first = record.papers[0] if record.papers else None
            print_note = self._print_correction if digit == CORRECTION_PAPER else self._print_void
            self._asks = lambda page: page._act(digit)
            self._ask_language(self.say("Print the act. In which language?"), first, print_note)

    def _ask_language(self, title: str, first: PrintedCopy | None, then: Callable[[str], None]) -> None:
        """The language of the first copy stands first."""
        order = sorted(LANGUAGES, key=lambda code: first is None or code != first.language)
        answers = [(code, self.say(LANGUAGES[code])) for code in order]
        self._question.ask(title, answers, then)

    def _ask_corrected(self, language: str) -> None:
        if self._record is not None and self._record.corrections:
            self._asks = lambda page: page._ask_corrected(language)
            self._question.ask(
                self.say("This case was corrected. What shall the copy say?"),
                [
                    ("now", self.say("What holds now, with a reference to the first")),
                    ("", self.say("What it said at first")),
                ],
                lambda answer: self._print_copy(language, corrected=bool(answer)),
            )
        else:
            self._print_copy(language, corrected=False)

    def _print_copy(self, language: str, *, corrected: bool) -> None:
        record, counter = self._record, self.desk.counter
        if record is None:
            return
        number, language = record.row.number, cast(LanguageChoice, language)

        def prepare() -> PreparedPaper:
            return reprinting.prepare_copy(counter, number, language=language, corrected=corrected)

        self._copying.print_paper(number, (record.row.outcome, language, corrected), prepare)

    def _print_correction(self, language: str) -> None:
        record, counter = self._record, self.desk.counter
        if record is not None and record.corrections:
            sequence, language = record.corrections[-1].sequence, cast(LanguageChoice, language)
            self._copying.print_paper(
                record.row.number,
                (f"correction {sequence}", language, False),
                lambda: reprinting.prepare_correction_paper(counter, sequence, language),
            )

    def _print_void(self, language: str) -> None:
        record, counter = self._record, self.desk.counter
        if record is not None:
            number, language = record.row.number, cast(LanguageChoice, language)
            self._copying.print_paper(
                number,
                ("void", language, False),
                lambda: reprinting.prepare_void_paper(counter, number, language),
            )

    # what is shown

    def _show(self, record: CaseRecord) -> None:
        before, self._record = self._record, record
        row = record.row
        name = row.name or self.say("no personal data")
        self._title.setText(f"{row.number or row.ticket or '—'}   {name}")
        self._standing.setText(say_outcome(row.outcome, self.look))
        service = self.desk.names.services.get(row.service, row.service)
        edition = edition_of(self.desk, record)
        act = "" if edition is None else self.look.language.quote(edition.act.short)
        who = self.desk.names.operators.get(row.operator, row.operator)
        due = self.say("due {day}", day=say_day(row.due)) if row.due else ""
        self._about.setText(" · ".join(part for part in (say_moment(row.at), service, act, who, due) if part))
        self._show_marks(record)
        self._show_acts(record)
        if before != record:
            self._lay_out()
        if before is not None and len(before.corrections) < len(record.corrections):
            self._tell("good", "✓ " + self.say("The correction is recorded. 3 prints the act to be signed and filed."))
        elif before is not None and record.row.voided and not before.row.voided:
            self._tell("good", "✓ " + self.say("The case is void. 4 prints the act to be signed and filed."))

    def _show_marks(self, record: CaseRecord) -> None:
        while self._marks.count():
            item = self._marks.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        signs = {"cross": "✕", "warning": "⚠", "held": "…", "pencil": "✎", "hand": "→"}
        for mark in marks_of(record.row, self.look):
            tone: Tone = "trouble" if mark.tone == "trouble" else "care"
            self._marks.addWidget(label(f"{signs[mark.icon]} {mark.words}", tone=tone, size="note", wrap=False))

    def _show_acts(self, record: CaseRecord) -> None:
        writes = not self.desk.counter.store.read_only
        decided, stands = record.row.kind == "cases", not record.row.voided
        known = record.particulars is not None
        self._print.setVisible(writes and decided and known)
        self._acts[CORRECT].setVisible(writes and decided and stands and known)
        self._acts[VOID].setVisible(writes and decided and stands)
        self._acts[CORRECTION_PAPER].setVisible(writes and bool(record.corrections) and known)
        self._acts[VOID_PAPER].setVisible(writes and not stands)
        self._fit_acts()

    def _lay_out(self) -> None:
        record = self._record
        if record is None:
            return
        self._beside = self.width() >= BESIDE_FROM
        edition = edition_of(self.desk, record)
        left = [*what_holds(self.desk, record, edition), documents_part(self.desk, record, edition)]
        right = [
            duplicates_part(self.desk, record, self.opened.emit),
            complaints_part(self.desk, record, self.opened.emit),
            papers_part(self.desk, record, self.opened.emit),
            corrections_part(self.desk, record, edition),
            visit_part(self.desk, record),
            time_line_part(self.desk, record),
        ]
        if record.row.voided:
            left.insert(0, void_part(self.desk, record))
        inside = QWidget()
        inside.setObjectName("scrolled")
        direction = QBoxLayout.Direction.LeftToRight if self._beside else QBoxLayout.Direction.TopToBottom
        sides = QBoxLayout(direction, inside)
        sides.setContentsMargins(0, 0, 6, 0)
        sides.setSpacing(10)
        for parts in (left, right):
            column = QVBoxLayout()
            column.setSpacing(10)
            for part in parts:
                if part is not None:
                    column.addWidget(part)
            column.addStretch(1)
            sides.addLayout(column, 1)
        self._renew(lambda: self._scroll.setWidget(inside))

    # the window

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room; keys alone on the buttons where there is not."""
        super().resizeEvent(event)
        if self._record is not None and (self.width() >= BESIDE_FROM) is not self._beside:
            self._lay_out()
