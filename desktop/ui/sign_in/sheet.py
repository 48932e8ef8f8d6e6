"""The recovery sheet, shown once: printed or written down, and proved by copying its last group back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.settings.form import Form, KeysHere, Place
from desktop.ui.sign_in.card import NONE, WIDE, press_or, put_in_card
from desktop.ui.sign_in.state import SheetState
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import box, label
from forms.problems import Problem

ACROSS = 4
GROUP_SIZE = 20
_SAME = str.maketrans("АСЕНКМРТХ", "ACEHKMPTX")


class SheetPanel(QWidget):
    """The code and the field for its last group. It stands on a screen of its own, or in a card.

    Signals: ``print_requested()``, ``proved()`` once the last group was copied right.
    """

    print_requested = Signal()
    proved = Signal()

    def __init__(self, look: Look, state: SheetState, *, onward: str) -> None:
        super().__init__()
        self._look = look
        self.state = state
        say = look.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        lead = say(
            "With this code the register opens though every password is forgotten. Print the sheet or write it down, "
            "and keep it locked away, not beside this computer. It is shown only now."
        )
        column.addWidget(label(lead))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        for place, group in enumerate(state.code.split("-")):
            shown = label(group, wrap=False)
            shown.setStyleSheet(f"font-size: {GROUP_SIZE}px; font-weight: {QFont.Weight.Medium.value};")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            grid.addWidget(shown, place // ACROSS, place % ACROSS)
        code = QWidget()
        code.setLayout(grid)
        column.addWidget(box("accentBox", code))
        row = QHBoxLayout()
        row.setSpacing(8)
        self._print = KeyButton(say("Print the sheet"), "F9", look.palette, look="plain")
        self._print.clicked.connect(self.print_requested)
        self._printed = label("", tone="good", size="note")
        row.addWidget(self._print)
        row.addWidget(self._printed, 1)
        column.addLayout(row)
        self.typed = Field(look, say("The last group, copied from the sheet"), width=160)
        self.typed.set_text(state.typed)
        self.typed.edited.connect(self._put)
        column.addWidget(self.typed)
        self._onward = KeyButton(onward, "F10", look.palette, look="primary")
        self._onward.clicked.connect(self.go_on)
        last = QHBoxLayout()
        last.addWidget(self._onward)
        last.addStretch(1)
        column.addLayout(last)
        self.setFocusProxy(self.typed)
        self.tell(state.problem)
        self.show_printed(state.printed)

    def _put(self, text: str) -> None:
        self.state.typed = text
        self.tell(None)

    def show_printed(self, printed: bool) -> None:
        """The sheet is on its way to the printer."""
        self.state.printed = printed
        self._printed.setText(self._look.say("Sent to the printer: look whether it came out.") if printed else "")

    def tell(self, problem: Problem | None) -> None:
        """What is wrong, or nothing."""
        self.state.problem = problem
        self.typed.show_wrong("" if problem is None else problem.sentence(self._look.say))

    def go_on(self) -> None:
        """F10 or Enter: whoever copied the last group has the sheet before them."""
        typed = self.state.typed.strip().upper().translate(_SAME)
        if typed == self.state.code.rsplit("-", 1)[-1]:
            self.proved.emit()
        else:
            self.tell(Problem("724"))
            self.typed.setFocus()


class SheetScreen(QFrame, KeysHere):
    """The sheet before the counter opens.

    Signals: ``print_requested()``, ``proved()``.
    """

    print_requested = Signal()
    proved = Signal()
    stands_alone = True

    def __init__(self, look: Look, state: SheetState) -> None:
        super().__init__()
        self.form = form = Form(look, wide=WIDE)
        form.body.addWidget(label(look.say("The recovery sheet"), size="title"))
        self.panel = SheetPanel(look, state, onward=look.say("I have it: open the counter"))
        self.panel.print_requested.connect(self.print_requested)
        self.panel.proved.connect(self.proved)
        form.body.addWidget(self.panel)
        form.places["typed"] = Place(self.panel.typed, "", self.panel.typed.show_wrong)
        put_in_card(self, form)

    def focus_start(self) -> None:
        """The keyboard rests in the field of the last group."""
        self.form.focus_place("typed")

    def go_on(self) -> None:
        """F10 or Enter."""
        self.panel.go_on()

    def event(self, event: QEvent) -> bool:
        """F9 prints, Enter goes on from anywhere but a button."""
        keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (Qt.Key.Key_F9, NONE): self.print_requested.emit,
            (Qt.Key.Key_F10, NONE): self.go_on,
            (Qt.Key.Key_Return, NONE): lambda: press_or(self.go_on),
            (Qt.Key.Key_Enter, NONE): lambda: press_or(self.go_on),
        }
        return self.takes(event, keys) or super().event(event)
