"""A case of the register: what holds now, its papers, its visit, its time line, and the acts that mend it."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.operations import register, reprinting
from desktop.operations.issuing import PreparedPaper
from desktop.operations.register import CaseRecord, PrintedCopy
from desktop.printing.ports import WAITING_WORDS, JobState
from desktop.ui.keys import digit_of
from desktop.ui.reception.paper import JOB_WORDS as PAPER_JOB_WORDS
from desktop.ui.register.case_parts import (
    corrections_part,
    documents_part,
    edition_of,
    time_line_part,
    visit_part,
    what_holds,
)
from desktop.ui.register.case_rows import LANGUAGES, complaints_part, duplicates_part, papers_part, void_part
from desktop.ui.register.copying import Copying
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.register.words import marks_of, say_day, say_moment, say_outcome
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import ElidedLabel, Tone, label, set_tone
from desktop.ui.widgets.question import Question
from forms.catalogues import N_
from forms.papers.content import LanguageChoice
from forms.problems import Problem

BESIDE_FROM, LOW = 900, 300
SCROLL_PIXELS = 80
CORRECT, VOID, CORRECTION_PAPER, VOID_PAPER = 1, 2, 3, 4

JOB_WORDS = {**PAPER_JOB_WORDS, "printed": N_("Printed. Sign it and hand it over.")}


class CasePage(Leaf):
    """F9 prints a duplicate; digits correct, make void, print the notes of that; Enter opens the row with the keyboard.

    Shows what it was handed at once, and reads it again at :meth:`refresh`.
    """

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__(desk)
        self._case = step.key
        self._record: CaseRecord | None = None
        self._beside = False
        self._asks: Callable[[CasePage], None] | None = None  # how the question that is asked is asked anew
        self._copying = Copying(desk, self)
        self._copying.state_changed.connect(self._show_job)
        self._copying.recorded.connect(self.recorded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._title, self._outcome = ElidedLabel(size="title"), label("", strong=True, wrap=False)
        self._about = ElidedLabel("quiet", "note")
        self._marks = QHBoxLayout()
        self._marks.setSpacing(10)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._title, 1)
        first.addLayout(self._marks)
        first.addWidget(self._outcome)
        column.addLayout(first)
        column.addWidget(self._about)
        self._row = QWidget()
        self._row.setLayout(self._build_acts())
        column.addWidget(self._row)
        self._told = label("", size="note")
        column.addWidget(self._told)
        self._told.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        self._question = Question(self.look)
        self._question.asked.connect(self._make_room)
        self._question.keyboard_freed.connect(self.focus_start)
        column.addWidget(self._question)
        if step.record is not None:
            self._show(step.record)

    def _build_acts(self) -> QHBoxLayout:
        say, palette = self.say, self.look.palette
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._print = KeyButton(say("Print a duplicate"), "F9", palette, look="plain")
        self._print.clicked.connect(self.print_paper)
        self._acts = {
            CORRECT: KeyButton(say("Correct"), str(CORRECT), palette, look="plain"),
            VOID: KeyButton(say("Make void"), str(VOID), palette, look="plain"),
            CORRECTION_PAPER: KeyButton(
                say("Print the act of correction"), str(CORRECTION_PAPER), palette, look="plain"
            ),
            VOID_PAPER: KeyButton(say("Print the act of the void"), str(VOID_PAPER), palette, look="plain"),
        }
        row.addWidget(self._print)
        for digit, button in self._acts.items():
            button.clicked.connect(partial(self._act, digit))
            row.addWidget(button)
        row.addStretch(1)
        self._back = KeyButton(say("Back"), "Esc", palette)
        self._back.clicked.connect(self.closed)
        row.addWidget(self._back)
        for button in (self._back, self._print, *self._acts.values()):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for button in (self._print, *self._acts.values()):
            button.hide()
        return row

    # what the screen calls

    @property
    def record(self) -> CaseRecord | None:
        """The case as it was read last."""
        return self._record

    def focus_start(self) -> None:
        """The keyboard comes to the question, where one is asked."""
        (self._question if self._question.is_asking else self).setFocus()

    def come_back(self) -> None:
        """From a paper, a form or a comparison: to the row it was opened from, where it is there still."""
        self.focus_start()

    def restore(self, before: Leaf) -> None:
        """A question that was asked is asked in the other language."""
        asks = before._asks if isinstance(before, CasePage) and before._question.is_asking else None
        if asks is not None:
            QTimer.singleShot(0, self, lambda: asks(self))  # once the page has its place and its size

    def refresh(self) -> None:
        """Read the case again."""
        counter, case = self.desk.counter, self._case
        self.run(lambda: register.case_record(counter, case), self._show)

    def stop(self) -> None:
        """Nothing is followed any more."""
        self._copying.stop()

    def take_back(self) -> bool:
        """Esc: the question first."""
        asked = self._question.is_asking
        if asked:
            self._question.take_back()
        return asked

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits act, arrows scroll."""
        digit, bar = digit_of(event), self._scroll.verticalScrollBar()
        key = event.key()
        if digit in self._acts:
            self._act(digit)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            bar.setValue(bar.value() + (SCROLL_PIXELS if key == Qt.Key.Key_Down else bar.pageStep()))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp):
            bar.setValue(bar.value() - (SCROLL_PIXELS if key == Qt.Key.Key_Up else bar.pageStep()))
        else:
            super().keyPressEvent(event)

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

    def _show_job(self, state: JobState | None, problem: Problem | None) -> None:
        if problem is not None:
            self._tell("trouble", f"⚠ {problem.sentence(self.look.say)}")
        elif state is not None:
            waits = state.kind == "waiting_for_printer"
            message = WAITING_WORDS[state.reason or "other"] if waits else JOB_WORDS[state.kind]
            trouble = state.kind in ("waiting_for_printer", "cancelled", "failed")
            sign = "⚠" if trouble else "✓" if state.kind == "printed" else "…"
            tone: Tone = "trouble" if trouble else "good" if state.kind == "printed" else "quiet"
            self._tell(tone, f"{sign} {self.say(message)}")

    def _tell(self, tone: Tone, words: str) -> None:
        set_tone(self._told, tone)
        self._told.setText(words)
        self._told.show()

    # what is shown

    def _show(self, record: CaseRecord) -> None:
        before, self._record = self._record, record
        row = record.row
        name = row.name or self.say("no personal data")
        self._title.setText(f"{row.number or row.ticket or '—'}   {name}")
        self._outcome.setText(say_outcome(row.outcome, self.look))
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

    def _fit_acts(self) -> None:
        """Their keys alone where there is no room for their words."""
        shown = [button for button in (self._print, *self._acts.values()) if not button.isHidden()]
        for button in shown:
            button.set_compact(False)
        wide = sum(button.sizeHint().width() + 8 for button in (*shown, self._back))
        for button in shown:
            button.set_compact(wide > self.width())

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
        at = self._scroll.verticalScrollBar().value()
        had = self.window().focusWidget()
        lost = had is not None and self._scroll.isAncestorOf(had)
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().setValue(at)
        if lost:
            self.focus_start()

    # the window

    def _make_room(self, asking: bool) -> None:
        """Where it is low the question stands alone."""
        alone = asking and self.height() < LOW
        self._scroll.setVisible(not alone)
        self._row.setVisible(not alone)
        self._question.fill(alone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room; keys alone on the buttons where there is not."""
        super().resizeEvent(event)
        self._fit_acts()
        self._about.setVisible(self.height() > LOW)
        if self._record is not None and (self.width() >= BESIDE_FROM) is not self._beside:
            self._lay_out()
