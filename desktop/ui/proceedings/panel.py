"""What is done at the step under way: the part every panel has, and the panels that need no more than a note."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.operations import proceedings
from desktop.operations.proceeding_view import Loaded
from desktop.ui.proceedings.desk import RoomDesk
from desktop.ui.proceedings.words import DOES
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label
from forms.editions import Step
from forms.facts import in_order_asked
from forms.problems import Problem

MANY = 4


class Panel(QFrame):
    """A panel of one step. What is typed is kept with the room until the step is recorded.

    Signals: ``recorded(str)`` with what to say; ``changed()`` where F10 does something else now; ``troubled(str)``
    with what keeps it from being recorded, or with nothing.
    """

    recorded = Signal(str)
    changed = Signal()
    troubled = Signal(str)
    FIRST = ""  # the key of the field that has the keyboard first

    def __init__(self, desk: RoomDesk, loaded: Loaded) -> None:
        super().__init__()
        assert loaded.step is not None
        self.setObjectName("card")
        self.desk, self.look, self.say = desk, desk.look, desk.look.say
        self.loaded: Loaded = loaded
        self.step: Step = loaded.step
        self.number = loaded.proceeding.number
        self.typed = desk.typed_of(self.number, self.step.number)
        self.fields: dict[str, Field] = {}
        self._busy = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 14, 20, 16)
        self.column.setSpacing(10)
        self.trouble = label("", tone="trouble")
        self.trouble.hide()
        self.build()
        self.column.addWidget(self.trouble)
        self._back: Field | None = None
        if self.step.returns_to is not None:
            self._add_return()
        self.finish()

    # what a panel says of itself

    def build(self) -> None:
        """The panel's own widgets, from above."""
        raise NotImplementedError

    def finish(self) -> None:
        """What stands beneath everything else."""

    def act(self) -> None:
        """F10, where nothing is returned."""
        raise NotImplementedError

    @property
    def does(self) -> str:
        """What F10 does."""
        return self.say(DOES[self.step.act])

    # what the page calls

    @property
    def main_words(self) -> str:
        """What F10 does now."""
        return self.say("Return for rework") if self.is_returning else self.does

    def go_on(self) -> None:
        """F10."""
        if self._busy:
            return
        self.show_trouble("")
        if self.is_returning:
            self._return()
        else:
            self.act()

    def take_back(self) -> bool:
        """Esc: not returned after all."""
        if not self.is_returning:
            return False
        self.turn_returning()
        return True

    def focus_start(self) -> None:
        """The keyboard comes to the field typed in last, or to the first of the panel."""
        place = self.fields.get(self.typed.get("place", ""))
        if self.is_returning and self._back is not None:
            self._back.input.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place is not None and place is not self._back and place.isVisibleTo(self):
            place.input.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def focus_first(self) -> None:
        """The keyboard comes to the first field."""
        if self.FIRST in self.fields:
            self.fields[self.FIRST].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """The page is left."""

    # making

    def field(self, key: str, name: str, *, first: str = "", hint: str = "", lines: int = 1, width: int = 0) -> Field:
        """A field kept under ``key``; ``first`` stands in it until something else is typed."""
        made = Field(self.look, name, hint=hint, lines=lines, width=width)
        made.set_text(self.typed.get(key, first))

        def put(text: str) -> None:
            self.typed[key], self.typed["place"] = text, key
            made.show_wrong("")
            self.show_trouble("")

        made.edited.connect(put)
        self.fields[key] = made
        return made

    def text(self, key: str) -> str:
        """What stands in a field."""
        return self.fields[key].text().strip()

    def choice(
        self, key: str, question: str, answers: list[tuple[Answer, str]], *, first: str = "", columns: int = 1
    ) -> Choice:
        """A question kept under ``key``."""
        made = Choice(question, answers, self.look.palette, columns=columns)
        by_text = {str(value): value for value, _ in answers}
        made.choose(by_text.get(self.typed.get(key, first)))

        def put(value: Answer) -> None:
            self.typed[key] = str(value)
            self.show_trouble("")
            self.chosen(key)

        made.answered.connect(put)
        return made

    def chosen(self, key: str) -> None:
        """Another answer of a choice."""

    def show_trouble(self, sentence: str) -> None:
        """What keeps it from being recorded, or nothing."""
        self.trouble.setText(f"⚠ {sentence}" if sentence else "")
        self.trouble.setVisible(bool(sentence))
        self.troubled.emit(sentence)

    # recording

    def record(self, operation: Callable[[], object], words: str) -> None:
        """Record on the store's thread; pressed twice, once. What is in the way is told here, nothing typed is lost."""
        self._busy = True

        def done(_: object) -> None:
            self.desk.forget_typed(self.number, self.step.number)
            if isValid(self):
                self.recorded.emit(words)

        def refused(problem: Problem) -> None:
            if isValid(self):
                self._busy = False
                self.show_trouble(problem.sentence(self.say))
                self.tell_at_field(problem)

        self.desk.store.run(operation, done, refused)

    def tell_at_field(self, problem: Problem) -> None:
        """The keyboard comes to the field a problem is about."""

    # returning

    @property
    def is_returning(self) -> bool:
        """Whether words are asked for, to return it with."""
        return self._back is not None and self._back.isVisibleTo(self)

    def _add_return(self) -> None:
        self._back = self.field("return", self.say("What is to be reworked"), lines=2)
        self._turn = KeyButton(self.say("Return for rework…"), "Ctrl+R", self.look.palette, look="plain")
        self._turn.clicked.connect(lambda _: self.turn_returning())
        self.column.addWidget(self._back)
        self.column.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)
        self._back.setVisible(self.typed.get("returning") == "yes")

    def turn_returning(self) -> None:
        """Ctrl+R: ask for words to return it with, or not after all."""
        if self._back is None:
            return
        asking = not self.is_returning
        self.typed["returning"] = "yes" if asking else ""
        self._back.setVisible(asking)
        self.show_trouble("")
        self.changed.emit()
        self.focus_start()

    def _return(self) -> None:
        counter, number, step, words = self.desk.counter, self.number, self.step.number, self.text("return")
        self.record(
            lambda: proceedings.return_step(counter, number, step, words),
            self.say("Returned for rework."),
        )


class NotePanel(Panel):
    """A step that is done outside the program: one key, with a note."""

    FIRST = "note"

    def build(self) -> None:
        """A note, that may stay empty."""
        hint = self.say("it may stay empty; whoever takes the next step reads it")
        self.column.addWidget(self.field("note", self.say("Note"), hint=hint, lines=2))

    def act(self) -> None:
        """Taken."""
        counter, number, step, note = self.desk.counter, self.number, self.step.number, self.text("note")
        self.record(
            lambda: proceedings.take_step(counter, number, step, words=note),
            self.say("The step is recorded."),
        )


class AnswerPanel(Panel):
    """A step that asks something: the answer decides what follows."""

    FIRST = "note"

    def build(self) -> None:
        """The question the step asks, and a note."""
        asks, words = self.step.asks, self.look.language.facts_of(self.loaded.edition)
        self._choice: Choice | None = None
        if asks is not None:
            values = in_order_asked(self.loaded.edition.vocabulary[asks])
            answers: list[tuple[Answer, str]] = [(value, _capital(words.answer(asks, value))) for value in values]
            columns = 2 if len(answers) > MANY or len(answers) == len((True, False)) else 1
            self._choice = self.choice("answer", _capital(words.question(asks)), answers, columns=columns)
            self.column.addWidget(self._choice)
        self.column.addWidget(self.field("note", self.say("Note"), hint=self.say("it may stay empty"), lines=2))

    def focus_first(self) -> None:
        """The keyboard comes to the question."""
        if self._choice is not None:
            self._choice.focus_first()
        else:
            super().focus_first()

    def act(self) -> None:
        """Answered."""
        counter, number, step, note = self.desk.counter, self.number, self.step.number, self.text("note")
        answer = None if self._choice is None else self._choice.value()
        asks = self.step.asks
        if asks is not None and answer is None:
            question = self.look.language.facts_of(self.loaded.edition).question(asks)
            self.show_trouble(Problem("1034", question=question).sentence(self.say))
            self.focus_start()
            return
        facts = {} if asks is None or answer is None else {asks: answer}
        self.record(
            lambda: proceedings.take_step(counter, number, step, facts=facts, words=note),
            self.say("The answer is recorded."),
        )


def waits_for_head(desk: RoomDesk) -> QWidget:
    """What a clerk sees at a step of the head's."""
    words = desk.say("This step is the head's. Ctrl+L lets the head sign in here; the case waits as it is.")
    return _waits(desk.say("Waits for the head"), words)


def waits_for_executor(desk: RoomDesk) -> QWidget:
    """What a head sees at a step of the executor's, once theirs is taken."""
    words = desk.say("This step is the executor's. Esc goes back to your list; opened anew, it may be taken for them.")
    return _waits(desk.say("Waits for the executor"), words)


def _waits(title: str, words: str) -> QWidget:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 14, 20, 16)
    column.setSpacing(8)
    column.addWidget(label(title, tone="accent", strong=True))
    column.addWidget(label(words))
    return card


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
