"""Two cases that look like one application, side by side: what differs carries a sign and weight. A person decides."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations import duplicates, register
from desktop.operations.register import CaseRecord
from desktop.ui.register.case_parts import PERSON, edition_of
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.register.words import say_moment, say_outcome
from desktop.ui.settings.form import Form
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import ElidedLabel, label
from forms.problems import Problem
from forms.register_acts import Verdict

NARROW = 700
VERDICTS: tuple[Verdict, ...] = ("same_application", "different")


class ComparePage(Leaf):
    """1 and 2 decide, once the reason is written; nothing of either case is changed by it."""

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__(desk)
        assert step.record is not None
        self.setObjectName("card")
        self._record, self._other_case = step.record, step.key
        self._other: CaseRecord | None = None
        self._busy = False
        say, palette = self.say, self.look.palette
        title = ElidedLabel(size="title")
        title.setText(say("One application entered twice?"))
        words = (say("The same application"), say("Different applications"))
        self._verdicts = [
            KeyButton(told, f"Ctrl+{place}", palette, look="plain") for place, told in enumerate(words, 1)
        ]
        back = KeyButton(say("Back"), "Esc", palette)
        back.clicked.connect(self.closed)
        self._back = back
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title, 1)
        self._title = title
        for verdict, button in zip(VERDICTS, self._verdicts, strict=True):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _, verdict=verdict: self._decide(verdict))
            top.addWidget(button)
            if desk.counter.store.read_only:
                button.hide()
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top.addWidget(back)
        self._typed = desk.typed_of("compare", f"{step.record.row.number} {step.key}")
        self._reason = Field(self.look, say("Why do you decide so?"), hint=say("stands in the journal"))
        self._reason.set_text(self._typed.values.get("reason", ""))
        self._reason.edited.connect(self._write)
        self._trouble = label("", tone="trouble", size="note")
        self._form = Form(self.look, wide=1400)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._reason)
        column.addWidget(self._trouble)
        column.addWidget(self._form, 1)
        self._trouble.hide()

    @property
    def record(self) -> CaseRecord | None:
        """The case compared."""
        return self._record

    def focus_start(self) -> None:
        """The keyboard rests on the reason."""
        self._reason.setFocus()

    def refresh(self) -> None:
        """Read the other case."""
        counter, case = self.desk.counter, self._other_case
        self.run(lambda: register.case_record(counter, case), self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What decides keeps its words where it is narrow; the title and Back give way."""
        super().resizeEvent(event)
        self._title.setVisible(self.width() >= NARROW)
        self._back.set_compact(self.width() < NARROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll."""
        bar, key = self._form.verticalScrollBar(), event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            bar.setValue(bar.value() + (80 if key == Qt.Key.Key_Down else bar.pageStep()))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp):
            bar.setValue(bar.value() - (80 if key == Qt.Key.Key_Up else bar.pageStep()))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_1, Qt.Key.Key_2):
            self._decide(VERDICTS[key - Qt.Key.Key_1])
        else:
            super().keyPressEvent(event)

    def _write(self, text: str) -> None:
        self._typed.values["reason"] = text
        self._reason.show_wrong("")

    def _show(self, other: CaseRecord) -> None:
        self._other = other
        say = self.say
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for column, share in enumerate((0, 3, 6, 6)):
            grid.setColumnStretch(column, share)
        heads = (self._record.row.number, other.row.number)
        for column, number in enumerate(heads, 2):
            grid.addWidget(label(number, strong=True), 0, column)
        pairs = zip(self._lines(self._record), self._lines(other), strict=True)
        top = Qt.AlignmentFlag.AlignTop
        for row, ((name, ours), (_, theirs)) in enumerate(pairs, 1):
            same = ours == theirs
            sign = label("=" if same else "≠", tone="quiet" if same else "care", strong=not same, wrap=False)
            sign.setAccessibleName(say("the same") if same else say("differs"))
            grid.addWidget(sign, row, 0, top)
            grid.addWidget(label(name, tone="quiet", size="note"), row, 1, top)
            for column, value in ((2, ours), (3, theirs)):
                grid.addWidget(label(value or "—", tone="quiet" if same else "", strong=not same), row, column, top)
        while self._form.body.count():
            item = self._form.body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._form.body.addWidget(part)

    def _lines(self, record: CaseRecord) -> list[tuple[str, str]]:
        say, person = self.say, record.applicant
        edition = edition_of(self.desk, record)
        told = [
            (say("Date and time"), say_moment(record.row.at)),
            (say("Operator"), self.desk.names.operators.get(record.row.operator, record.row.operator)),
            (say("Service"), self.desk.names.services.get(record.row.service, record.row.service)),
            (say("Edition"), "" if edition is None else self.look.language.quote(edition.act.short)),
            (say("Outcome"), say_outcome(record.row.outcome, self.look)),
        ]
        told += [(say(words), "" if person is None else str(getattr(person, name))) for name, words in PERSON]
        told.append((say("Representative"), "" if record.representative is None else record.representative.name))
        found = sum(document.checked.finding == "in_order" for document in record.documents)
        told.append((say("Documents in order"), f"{found} / {len(record.documents)}"))
        return told

    def _decide(self, verdict: Verdict) -> None:
        if self._other is None or self._busy or self.desk.counter.store.read_only:
            return
        self._busy = True
        counter, reason = self.desk.counter, self._reason.text()
        number, other = self._record.row.number, self._other.row.number
        self.run(
            lambda: duplicates.judge_duplicate(counter, number, other, verdict, reason),
            lambda _: self._decided(),
            self._refused,
        )

    def _decided(self) -> None:
        self.desk.typed.pop(("compare", f"{self._record.row.number} {self._other_case}"), None)
        self.closed.emit()
        self.recorded.emit()

    def _refused(self, problem: Problem) -> None:
        self._busy = False
        self._reason.show_wrong(problem.sentence(self.look.say))
        self._reason.setFocus()
