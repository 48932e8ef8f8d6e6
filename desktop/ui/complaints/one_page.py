"""A complaint: what it says, when it is due, what was done with it, its papers; and what can be done with it now."""

from functools import partial
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.operations import complaint_papers, complaint_records, complaints
from desktop.operations.complaint_papers import ANSWER, COUPON, FORWARDING, ComplaintPaper
from desktop.operations.complaint_records import ComplaintRecord
from desktop.operations.issuing import PreparedPaper
from desktop.printing.ports import WAITING_WORDS, JobState
from desktop.ui.complaints.parts import parts_of, put_inside
from desktop.ui.complaints.words import say_paper, say_standing
from desktop.ui.keys import digit_of
from desktop.ui.register.case_page import JOB_WORDS
from desktop.ui.register.case_rows import LANGUAGES
from desktop.ui.register.copying import Copying
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import ElidedLabel, Tone, label, set_tone
from desktop.ui.widgets.question import Question
from forms.papers.content import Format, LanguageChoice
from forms.problems import Problem

ANSWER_IT, FORWARD_IT, ASSIGN_IT, OPEN_CASE = 1, 2, 3, 4
LOW, SCROLL_PIXELS, MOST_ANSWERS = 300, 80, 9
ROLL = "roll"


class ComplaintPage(Leaf):
    """Digits answer, forward, give it to somebody, open the case; F9 prints. Arrows scroll.

    ``case_wanted`` of the screen is asked through a Step of the kind "case".
    """

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__(desk)
        self.number = step.key
        self._shown: ComplaintRecord | None = None
        self._copying = Copying(desk, self, complaint_papers)
        self._copying.state_changed.connect(self._show_job)
        self._copying.recorded.connect(self.recorded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._about = ElidedLabel(size="title"), ElidedLabel("quiet", "note")
        self._standing = label("", strong=True, wrap=False)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._title, 1)
        first.addWidget(self._standing)
        self._row = QWidget()
        self._row.setLayout(self._build_acts())
        self._told = label("", size="note")
        self._told.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._question = Question(self.look)
        self._question.asked.connect(self._make_room)
        self._question.keyboard_freed.connect(self.focus_start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        for widget in (self._about, self._row, self._told):
            column.addWidget(widget)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._question)

    def _build_acts(self) -> QHBoxLayout:
        say, palette = self.say, self.look.palette
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._print = KeyButton(say("Print"), "F9", palette, look="plain")
        self._print.clicked.connect(self.print_paper)
        self._acts = {
            ANSWER_IT: KeyButton(say("Answer"), str(ANSWER_IT), palette, look="primary"),
            FORWARD_IT: KeyButton(say("Forward"), str(FORWARD_IT), palette, look="plain"),
            ASSIGN_IT: KeyButton(say("Give to somebody"), str(ASSIGN_IT), palette, look="plain"),
            OPEN_CASE: KeyButton(say("Open the case"), str(OPEN_CASE), palette, look="plain"),
        }
        for digit, button in self._acts.items():
            button.clicked.connect(partial(self._act, digit))
            row.addWidget(button)
        row.addWidget(self._print)
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

    def focus_start(self) -> None:
        """The keyboard comes to the question, where one is asked."""
        (self._question if self._question.is_asking else self).setFocus()

    def restore(self, before: Leaf) -> None:
        """A question that was asked is asked in the other language."""
        if isinstance(before, ComplaintPage) and before._question.is_asking:
            self._shown = before._shown
            QTimer.singleShot(0, self, self.print_paper if before._prints else self._ask_handler)

    def refresh(self) -> None:
        """Read the complaint again."""
        counter, number = self.desk.counter, self.number
        self.run(lambda: complaint_records.complaint_record(counter, number), self._show)

    def stop(self) -> None:
        """Nothing is followed any more."""
        self._copying.stop()

    def take_back(self) -> bool:
        """Esc: the question first."""
        asked = self._question.is_asking
        if asked:
            self._question.take_back()
        return asked

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits act, arrows scroll."""
        digit, bar, key = digit_of(event), self._scroll.verticalScrollBar(), event.key()
        moves = {
            Qt.Key.Key_Down: SCROLL_PIXELS,
            Qt.Key.Key_Up: -SCROLL_PIXELS,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        if digit in self._acts:
            self._act(digit)
        elif key in moves:
            bar.setValue(bar.value() + moves[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _act(self, digit: int) -> None:
        if self._shown is None or self._acts[digit].isHidden() or self._question.is_asking:
            return
        if digit == ANSWER_IT:
            self.opened.emit(Step("answer", self.number))
        elif digit == FORWARD_IT:
            self.opened.emit(Step("forward", self.number))
        elif digit == ASSIGN_IT:
            self._ask_handler()
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

    def _show_job(self, state: JobState | None, problem: Problem | None) -> None:
        if problem is not None:
            self._refused(problem)
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
        at = self._scroll.verticalScrollBar().value()
        had = self.window().focusWidget()
        lost = had is not None and self._scroll.isAncestorOf(had)
        put_inside(self._scroll, inside)
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

    def _fit_acts(self) -> None:
        """Their keys alone where there is no room for their words."""
        shown = [button for button in (*self._acts.values(), self._print) if not button.isHidden()]
        for button in shown:
            button.set_compact(False)
        wide = sum(button.sizeHint().width() + 8 for button in (*shown, self._back))
        for button in shown:
            button.set_compact(wide > self.width())
        self._acts[ANSWER_IT].set_look("plain" if wide > self.width() else "primary")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys alone on the buttons where it is narrow."""
        super().resizeEvent(event)
        self._fit_acts()
        self._about.setVisible(self.height() > LOW)
