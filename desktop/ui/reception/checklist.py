"""Step 5: exactly the documents this applicant owes, a row each, a key a row."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.case import CaseDraft, DocumentAnswers, DocumentState
from desktop.domain.documents import Standing, asks_words, judge_document, mark_in_order, toggle_mark
from desktop.domain.reception_flow import Obstacle
from desktop.domain.way_sentences import STEP
from desktop.operations.essays import count_essay
from desktop.ui.context import Look
from desktop.ui.keys import letter_of
from desktop.ui.reception.checklist_board import Board
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.document_details import DocumentDetails
from desktop.ui.reception.document_row import DocumentRow, MarksHeader
from desktop.ui.reception.step import StepScreen
from desktop.ui.reception.step_question import StepQuestion
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.labels import label
from desktop.ui.wording import say_date
from forms.editions import Document, Mark
from forms.essays import WORDS_OUTSIDE
from forms.problems import Problem
from forms.words import FINDINGS, usual_reason

_STATE_KEYS: dict[str, DocumentState] = {"M": "missing", "E": "expired", "N": "nonconforming", "U": "unreliable"}


class ChecklistStep(StepScreen):
    """The checklist. Answers are the desk's; rows only show them."""

    shows = "checklist"

    def __init__(self, desk: Desk, look: Look) -> None:
        say = look.say
        super().__init__(desk, look, say("Checklist of documents"), "", wide=True)
        self.body.setSpacing(0)
        self._rows: dict[str, DocumentRow] = {}
        self._owed: tuple[Document, ...] = ()
        self._current = ""
        self._details: DocumentDetails | None = None
        self._board = Board()
        self._board.setAccessibleName(say("Checklist of documents"))
        self._board.key_pressed.connect(self._press)
        self._board.keyboard_moved.connect(self.refresh)
        self._list = QVBoxLayout(self._board)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        header = MarksHeader(look)
        self.body.addWidget(header)
        header.setVisible(any(document.marks for document in desk.edition.documents))
        self.body.addWidget(self._board)
        self._question = StepQuestion(self)
        self.body.addSpacing(8)
        self.body.addWidget(self._question)
        self._elsewhere = label("", tone="quiet", size="note")
        self._not_owed_title = link_button("")
        self._not_owed_title.clicked.connect(self._fold)
        self._not_owed = label("", tone="quiet", size="note")
        self._not_owed.hide()
        self.body.addSpacing(8)
        self.body.addWidget(self._elsewhere)
        self.body.addWidget(self._not_owed_title)
        self.body.addWidget(self._not_owed)

    # showing

    def refresh(self) -> None:
        """Rows for what is owed now, each as it stands."""
        if not self.desk.is_open:
            return
        checklist = self.desk.checklist()
        if tuple(document.key for document in checklist.owed) != tuple(self._rows):
            self._build_rows(checklist.owed)
        today, left = self.desk.today(), 0
        for document in self._owed:
            answers = self._answers(document.key)
            standing = judge_document(document, answers, today)
            left += not standing.settled
            self._show_row(document, answers, standing)
        self.lead.setText(self._lead(left))
        self._show_others()
        if self._details is not None:
            self._details.refresh(self._answers(self._details.document.key))
        self._question.refresh()

    def _lead(self, left: int) -> str:
        if left == 0:
            return self.say("Every document is looked at.")
        count = self.look.language.say_many("{count} left", "{count} left", left)
        return self.say("Look at each document; if all is well, press the space bar. {count}.", count=count)

    def _build_rows(self, owed: tuple[Document, ...]) -> None:
        self._close_details()
        for row in self._rows.values():
            self._list.removeWidget(row)
            row.deleteLater()
        self._owed, self._rows = owed, {}
        for document in owed:
            row = DocumentRow(document, self.look)
            key = document.key
            row.chosen.connect(lambda key=key: self._choose(key))
            row.mark_clicked.connect(lambda mark, key=key: self._turn_mark(key, mark))
            row.opened.connect(self._open_details)
            self._rows[key] = row
            self._list.addWidget(row)
            self.name_field(f"document.{key}", self._board)
        if self._current not in self._rows:
            self._current = owed[0].key if owed else ""

    def _show_row(self, document: Document, answers: DocumentAnswers, standing: Standing) -> None:
        word = self.look.language.word
        current = document.key == self._current
        state, words = "", "–"
        if standing.not_available:
            state, words = "not_available", word(FINDINGS["not_available"])
        elif standing.finding is not None:
            state, words = standing.finding, word(FINDINGS[standing.finding])
        elif standing.settled:
            state, words = "in_order", word(FINDINGS["in_order"])
        elif current or answers.marks:
            state, words = "looking", self.say("being checked")
        note, tone = self._note(document, answers, standing)
        self._rows[document.key].show_state(
            state=state, words=words, marks=tuple(answers.marks), note=note, note_tone=tone, current=current
        )
        self._rows[document.key].show_keyboard(self._board.hasFocus())
        if current:
            self._board.setAccessibleDescription(self._rows[document.key].accessibleName())

    def _note(self, document: Document, answers: DocumentAnswers, standing: Standing) -> tuple[str, str]:
        say, quote = self.say, self.look.language.quote
        if standing.not_available and document.may_lack is not None:
            return quote(document.may_lack.reason), "quiet"
        if standing.expired_on is not None:
            return say(
                "expired, was valid until {day}", day=say_date(standing.expired_on, self.look.language.code)
            ), "trouble"
        if standing.asks_reason:
            reason = usual_reason(answers.usual_reason)
            words = self.look.language.word(reason) if reason else answers.reason
            return (words, "trouble") if words.strip() else (say("write what is wrong"), "care")
        if standing.words is not None and document.words is not None:
            fewest, most = document.words
            told = self.look.language.word(WORDS_OUTSIDE)
            return told.format(count=standing.words, fewest=fewest, most=most), "trouble"
        if answers.marks and standing.marks_left and standing.finding is None:
            seals = [mark for mark in standing.marks_left if mark in ("seal_seen", "signature_seen")]
            if seals:
                return say("seal and signature not looked at"), "care"
        parts = []
        if answers.number.strip():
            parts.append(f"№ {answers.number.strip()}")
        if answers.date.strip():
            parts.append(answers.date.strip())
        if answers.sheets.strip().isdigit():
            parts.append(self.look.language.say_many("{count} sheet", "{count} sheets", int(answers.sheets)))
        return ", ".join(parts), "quiet"

    def _show_others(self) -> None:
        checklist, quote = self.desk.checklist(), self.look.language.quote
        elsewhere = [
            f"{d.document.number}. {quote(d.document.short)} – {quote(d.by)}" for d in checklist.formed_elsewhere
        ]
        self._elsewhere.setText("\n".join(elsewhere))
        self._elsewhere.setVisible(bool(elsewhere))
        count = len(checklist.not_owed)
        self._not_owed_title.setText(
            self.look.language.say_many(
                "{count} more document is not asked of this applicant",
                "{count} more documents are not asked of this applicant",
                count,
            )
            + ("  ▾" if self._not_owed.isVisible() else "  ▸")
        )
        self._not_owed_title.setVisible(bool(count))
        lines = []
        for item in checklist.not_owed:
            number = "+" if item.document.number is None else item.document.number
            lines.append(f"{number}  {quote(item.document.short)}: {quote(item.reason)}")
        self._not_owed.setText("\n".join(lines))

    def _fold(self) -> None:
        self._not_owed.setVisible(not self._not_owed.isVisible())
        self._show_others()

    # keys

    def _press(self, event: QKeyEvent) -> None:
        key, letter = event.key(), letter_of(event)
        locked = self.desk.draft.decided
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.close_inner():
                self._go_to_next_unsettled()
            else:
                self._open_details()
        elif locked:
            return
        elif key == Qt.Key.Key_Space:
            self._set_in_order()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._change(self._current, _clear)
        elif letter in _STATE_KEYS:
            self._set_state(_STATE_KEYS[letter])
        else:
            return
        event.accept()

    def _move(self, by: int) -> None:
        keys = list(self._rows)
        if keys:
            place = min(len(keys) - 1, max(0, keys.index(self._current) + by))
            self._choose(keys[place])

    def _choose(self, key: str) -> None:
        if key != self._current:
            self._close_details()
            self._current = key
        self._board.setFocus()
        self.refresh()
        self.ensureWidgetVisible(self._rows[key], 0, 50)

    def _set_in_order(self) -> None:
        document = self._document(self._current)
        if document is None:
            return
        self._change(document.key, lambda answers: mark_in_order(document, answers))
        if asks_words(self.desk.edition, document, self._answers(document.key)):
            self._open_details()
        else:
            self._go_to_next_unsettled()

    def _set_state(self, state: DocumentState) -> None:
        document = self._document(self._current)
        if document is None:
            return
        if state == "missing" and self._may_lack(document):
            state = "not_available"
        asks_reason = state in ("nonconforming", "unreliable")

        def put(answers: DocumentAnswers) -> None:
            if answers.state != state:
                answers.usual_reason = answers.reason = ""  # a reason belongs to its finding
            answers.state = state
            if state in ("missing", "not_available"):
                answers.marks = []

        self._change(document.key, put)
        if asks_reason:
            self._open_details()
        else:
            self._go_to_next_unsettled()

    def _may_lack(self, document: Document) -> bool:
        return self.desk.checklist().why_may_lack(document.key) is not None

    def _go_to_next_unsettled(self) -> None:
        keys = list(self._rows)
        start = keys.index(self._current)
        today = self.desk.today()
        for key in keys[start + 1 :] + keys[:start]:
            document = self._document(key)
            if document is not None and not judge_document(document, self._answers(key), today).settled:
                self._choose(key)
                return
        self.refresh()

    # answers

    def _document(self, key: str) -> Document | None:
        return next((document for document in self._owed if document.key == key), None)

    def _answers(self, key: str) -> DocumentAnswers:
        return self.desk.draft.documents.get(key) or DocumentAnswers()

    def _change(self, key: str, make: Callable[[DocumentAnswers], None]) -> None:
        if self.desk.draft.decided:
            return

        def put(draft: CaseDraft) -> None:
            make(draft.document(key))

        self.desk.change(put)
        self.refresh()

    def _turn_mark(self, key: str, mark: str) -> None:
        document = self._document(key)
        if document is not None:
            wanted: Mark = next(m for m in document.marks if m == mark)
            self._change(key, lambda answers: toggle_mark(document, answers, wanted))

    # details

    def _open_details(self) -> None:
        document = self._document(self._current)
        if document is None:
            return
        if self._details is not None:
            self._close_details()
        answers = self._answers(document.key)
        details = DocumentDetails(document, answers, self.look)
        details.setEnabled(not self.desk.draft.decided)
        details.changed.connect(lambda make: self._details_changed(document.key, make))
        details.mark_turned.connect(lambda mark: self._turn_mark(document.key, mark))
        details.file_wanted.connect(lambda path: self._count_essay(document.key, path))
        details.left.connect(lambda name: self._say_wrong(document.key, name))
        place = self._list.indexOf(self._rows[document.key])
        self._list.insertWidget(place + 1, details)
        self._details = details
        details.show()
        details.focus_field("" if answers.state in ("nonconforming", "unreliable") else _first_field(document))
        self.ensureWidgetVisible(details, 0, 30)

    def _details_changed(self, key: str, make: Callable[[DocumentAnswers], None]) -> None:
        self._change(key, make)
        answers = self._answers(key)
        if answers.usual_reason and answers.state in ("nonconforming", "unreliable"):
            self._close_details()
            self._board.setFocus()
            self._go_to_next_unsettled()

    def _count_essay(self, key: str, path: Path) -> None:
        def put(count: int) -> None:
            self._details_changed(key, lambda answers: setattr(answers, "word_count", str(count)))
            tell("")

        def tell(sentence: str) -> None:
            if self._details is not None and self._details.document.key == key:
                self._details.show_not_counted(sentence)

        def refused(problem: Problem) -> None:
            tell(problem.sentence(self.say))

        self.ask(lambda: count_essay(path), put, self.while_here(refused))

    def _say_wrong(self, key: str, name: str) -> None:
        """Say at a field of the details what is wrong with what was typed; an empty field waits."""
        if self.desk.is_open and self._details is not None and self._details.document.key == key:
            wrong = {o.field: o for o in self.desk.obstacles() if not o.empty}
            obstacle = wrong.get(f"document.{key}.{name}")
            self._details.show_wrong(name, obstacle.sentence(self.say) if obstacle else "")

    def _close_details(self) -> None:
        if self._details is not None:
            details, self._details = self._details, None
            self._list.removeWidget(details)
            details.hide()
            details.deleteLater()

    def close_inner(self) -> bool:
        """Close the open details, if any; Esc means that first."""
        if self._details is None:
            return False
        self._close_details()
        self._board.setFocus()
        return True

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """The rows say themselves what waits; the question of a step says it here."""
        self._question.show_obstacles(obstacles)

    def focus_field(self, name: str) -> None:
        """Go to a document's row, and into its details where a field of them is meant."""
        if name == STEP:
            self._question.focus_answer()
            return
        parts = name.split(".")
        if len(parts) > 1 and parts[1] in self._rows:
            self._choose(parts[1])
            if len(parts) > 2:
                self._open_details()
                if self._details is not None:
                    self._details.focus_field(parts[2])
                    self._say_wrong(parts[1], parts[2])
        else:
            self._board.setFocus()


def _first_field(document: Document) -> str:
    return "sheets" if document.words is None else "word_count"


def _clear(answers: DocumentAnswers) -> None:
    answers.state = ""
    answers.marks = []
    answers.word_count = answers.usual_reason = ""
    answers.reason = ""
