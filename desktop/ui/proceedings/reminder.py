"""How many cases wait for whoever is signed in: a line at home and a number on the rail. No names: home is seen from
the other side of the counter."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from desktop.ui.context import Look
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.frame import Frame
    from desktop.ui.workers import Worker


class ProceedingsReminder(QObject):
    """Read again after everything that is recorded; nothing for who may not take steps."""

    def __init__(self, counter: "Counter", store: "Worker") -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self._count = 0
        self._look: Look | None = None
        self._frame: Frame | None = None
        self.line: QLabel | None = None

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: the line with it."""
        self._look, self._frame = look, frame
        self.line = label("", tone="accent", strong=True)
        self.line.setObjectName("proceedingsReminder")
        frame.home.put_news(self.line)
        self._say()

    def look_again(self) -> None:
        """Something was recorded, or another operator is here."""
        from desktop.operations import proceeding_view  # not before the first picture

        counter = self._counter
        self._store.run(lambda: proceeding_view.count_mine(counter), self._show, lambda _: None)

    def _show(self, count: int) -> None:
        self._count = count
        self._say()

    def _say(self) -> None:
        if self.line is None or self._look is None or self._frame is None:
            return
        language = self._look.language
        words = language.say_many("{count} case waits for you", "{count} cases wait for you", self._count)
        self.line.setText(f"{words} · Ctrl+F5" if self._count else "")
        self.line.setVisible(self._count > 0)
        self._frame.rail.show_proceedings_count(self._count)
