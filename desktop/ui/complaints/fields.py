"""Fields of the complaints' forms beyond lines of text: lists, ticks, answers; what is chosen is kept under a key."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.ui.register.form_page import FormPage
from desktop.ui.settings.form import Place
from desktop.ui.settings.pick import Pick
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.ticks import Tick

YES = "yes"


class ComplaintForm(FormPage):
    """A form whose answers are texts by key, kept with the room until they are recorded."""

    def begin_with(self, key: str, value: str) -> None:
        """What stands in a field nobody has touched yet."""
        if key not in self.typed.values:
            self.typed.values[key] = self.typed.begun_with[key] = value

    def pick(self, key: str, name: str, items: Sequence[tuple[str, str]], *, hint: str = "") -> Pick:
        """One of a list."""
        made = Pick(name, items, self.value(key), hint=hint)
        made.chosen.connect(lambda value: self.put(key, value))
        self.form.places[key] = Place(made, name, made.show_wrong)
        return made

    def tick(self, key: str, words: str, then: Callable[[bool], None] | None = None) -> QWidget:
        """Yes or no."""
        box, wrong = Tick(words, self.look.palette), label("", tone="trouble", size="note")
        box.setChecked(self.value(key) == YES)

        def put(on: bool) -> None:
            self.put(key, YES if on else "")
            if then is not None:
                then(on)

        box.clicked.connect(put)
        return self._with_wrong(key, words, box, wrong)

    def choice(self, key: str, name: str, answers: Sequence[tuple[str, str]], *, columns: int = 1) -> QWidget:
        """One of a few answers."""
        made, wrong = Choice(name, answers, self.look.palette, columns=columns), label("", tone="trouble", size="note")
        made.choose(self.value(key) or None)
        made.answered.connect(lambda value: self.put(key, str(value)))
        return self._with_wrong(key, name, made, wrong)

    def is_on(self, key: str) -> bool:
        """Whether a box is ticked."""
        return self.value(key) == YES

    def _with_wrong(self, key: str, name: str, made: QWidget, wrong: QLabel) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(wrong)  # above: where the window is low, what is beneath is out of sight
        column.addWidget(made)
        wrong.hide()

        def show(sentence: str) -> None:
            wrong.setText(f"⚠ {sentence}" if sentence else "")
            wrong.setVisible(bool(sentence))

        self.form.places[key] = Place(made, name, show)
        return whole
