"""The details of one document, open beneath its row: marks in words, sheets, number, dates, and the reason."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from desktop.domain.case import DocumentAnswers
from desktop.ui.context import Look
from desktop.ui.reception.essay_count import FIELD as ESSAY_FIELD
from desktop.ui.reception.essay_count import EssayCount
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.fields import Field, side_by_side
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.ticks import Tick
from forms.catalogues import N_
from forms.editions import Document, Mark
from forms.words import USUAL_REASONS

MARK_WORDS: dict[Mark, str] = {
    "original_seen": N_("Original seen"),
    "copy_taken": N_("Copy taken"),
    "compared": N_("Copy compared with the original"),
    "original_returned": N_("Original returned"),
    "seal_seen": N_("Seal seen"),
    "signature_seen": N_("Signature seen"),
}
OWN_WORDS = "own_words"


class DocumentDetails(QFrame):
    """Edits the answers of one document.

    Signals: ``changed(object)`` with a function to apply to the answers; ``mark_turned(str)``; ``left(str)`` when a
    field is left; ``file_wanted(object)`` with the path of an essay whose words are to be counted.
    """

    changed = Signal(object)
    mark_turned = Signal(str)
    left = Signal(str)
    file_wanted = Signal(object)

    def __init__(self, document: Document, answers: DocumentAnswers, look: Look) -> None:
        super().__init__()
        self.setObjectName("noteBox")
        self._look = look
        self.document = document
        layout = QVBoxLayout(self)
        layout.setContentsMargins(44, 12, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(label(look.language.quote(document.title), tone="quiet", size="note"))
        self._marks: dict[Mark, Tick] = {}
        self._fields: dict[str, Field] = {}
        self._reasons: Choice | None = None
        self._essay: EssayCount | None = None
        if document.words is not None:
            self._add_essay(layout, document.words)
        if answers.state in USUAL_REASONS:
            self._add_reasons(layout, answers)
        else:
            self._add_marks(layout)
            self._add_fields(layout)
        self.refresh(answers)

    def _add_marks(self, layout: QVBoxLayout) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        for place, mark in enumerate(self.document.marks):
            tick = Tick(self._look.say(MARK_WORDS[mark]), self._look.palette)
            tick.clicked.connect(lambda _, mark=mark: self.mark_turned.emit(mark))
            self._marks[mark] = tick
            grid.addWidget(tick, place // 2, place % 2)
        layout.addLayout(grid)
        for part in self.document.parts:
            layout.addWidget(label(f"· {self._look.language.quote(part)}", tone="quiet", size="note"))

    def _add_fields(self, layout: QVBoxLayout) -> None:
        say = self._look.say
        row = [self._field("sheets", say("Sheets"), width=110)]
        expiry = self.document.expiry
        if self.document.ask_number_and_date or expiry is not None:
            row.append(self._field("number", say("Number")))
            row.append(self._field("date", say("Date of issue"), width=170))
        if expiry is not None and expiry.by == "date_on_document":
            row.append(self._field("expires", say("Valid until"), width=170))
        layout.addWidget(side_by_side(*row))

    def _add_essay(self, layout: QVBoxLayout, words: tuple[int, int]) -> None:
        number = self._field(ESSAY_FIELD, self._look.say("Number of words"), width=110)
        self._essay = EssayCount(self._look, words, number)
        self._essay.file_wanted.connect(self.file_wanted)
        layout.addWidget(self._essay)

    def _add_reasons(self, layout: QVBoxLayout, answers: DocumentAnswers) -> None:
        say, word = self._look.say, self._look.language.word
        usual = [(code, word(message)) for code, message in USUAL_REASONS[answers.state]]
        self._reasons = Choice(
            say("What is wrong"), [*usual, (OWN_WORDS, say("in own words"))], self._look.palette, columns=2
        )
        self._reasons.answered.connect(self._choose_reason)
        layout.addWidget(self._reasons)
        layout.addWidget(self._field("reason", say("In own words, as it will stand on the paper")))

    def _field(self, name: str, words: str, width: int = 0) -> Field:
        field = Field(self._look, words, width=width)
        field.edited.connect(lambda text: self._edited(name, text))
        field.left.connect(lambda: self.left.emit(name))
        self._fields[name] = field
        return field

    def _edited(self, name: str, text: str) -> None:
        self.show_wrong(name, "")
        # Own words stand instead of a usual reason.
        self.changed.emit(_own_words(text) if name == "reason" else _setter(name, text))

    def _choose_reason(self, code: object) -> None:
        if code == OWN_WORDS:
            self.changed.emit(_setter("usual_reason", ""))
            self._fields["reason"].setFocus()
        else:
            self.changed.emit(_setter("usual_reason", str(code)))

    def refresh(self, answers: DocumentAnswers) -> None:
        """Show the answers as they stand."""
        for mark, tick in self._marks.items():
            tick.setChecked(mark in answers.marks)
        for name, field in self._fields.items():
            field.set_text(getattr(answers, name))
        if self._essay is not None:
            self._essay.show_count(answers.word_count)
        if self._reasons is not None and (answers.usual_reason or answers.reason):
            self._reasons.choose(answers.usual_reason or OWN_WORDS)

    def show_wrong(self, name: str, sentence: str) -> None:
        """Say what is wrong with a field."""
        if name in self._fields:
            self._fields[name].show_wrong(sentence)

    def show_not_counted(self, sentence: str) -> None:
        """Say why the words of the essay's file were not counted."""
        if self._essay is not None:
            self._essay.show_wrong(sentence)

    def focus_field(self, name: str) -> None:
        """Give a field the keyboard."""
        if name in self._fields:
            self._fields[name].setFocus()
        elif self._reasons is not None:
            self._reasons.focus_first()
        elif self._marks:
            next(iter(self._marks.values())).setFocus()


def _own_words(text: str) -> Callable[[DocumentAnswers], None]:
    def put(answers: DocumentAnswers) -> None:
        answers.usual_reason, answers.reason = "", text

    return put


def _setter(name: str, value: str) -> Callable[[DocumentAnswers], None]:
    def put(answers: DocumentAnswers) -> None:
        setattr(answers, name, value)

    return put
