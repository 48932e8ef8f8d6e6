"""The PC's clock on the window: looked at with every tick, told of while it is in doubt, confirmed by a key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.clock import ClockWatch
from desktop.operations import clock_keeping
from desktop.operations.clock_keeping import ClockLook
from desktop.ui.context import Look
from desktop.ui.widgets.clock_notice import ClockNotice
from forms.moments import wall_time

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.frame import Frame
    from desktop.ui.workers import Worker


class ClockFront(QObject):
    """Notices a moved clock between two acts and has it journalled.

    Signals: ``problem_met(object)``.
    """

    problem_met = Signal(object)

    def __init__(self, counter: "Counter", store: "Worker") -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self._watch = ClockWatch()
        self._standing: ClockLook | None = None
        self._notice: ClockNotice | None = None
        self._frame: Frame | None = None
        self._ask_again()

    @property
    def in_doubt(self) -> bool:
        """Whether the clock is in doubt, as far as is known here."""
        return self._standing is not None and self._standing.doubted

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: the notice with it."""
        self._frame = frame
        self._notice = ClockNotice(look)
        self._notice.confirm_requested.connect(self.confirm)
        frame.put_notice(self._notice)
        self._notice.fit(frame.window().width())
        self._tell()

    def fit(self, width: int) -> None:
        """Fold what does not fit."""
        if self._notice is not None:
            self._notice.fit(width)

    def tick(self) -> None:
        """Half a second has passed."""
        if self._watch.look(self._counter.clock.now()) is not None:
            self._note()
        elif self.in_doubt:
            self._tell()

    def look_again(self) -> None:
        """An act was recorded: it may have noticed something."""
        self._ask_again()

    def confirm(self) -> None:
        """Ctrl+T: the operator says that the time shown is right."""
        counter = self._counter
        if self.in_doubt and not counter.store.read_only:
            self._store.run(lambda: clock_keeping.confirm_clock(counter), self._stands, self.problem_met.emit)

    def _note(self) -> None:
        counter = self._counter
        if counter.store.read_only:
            return
        self._store.run(lambda: clock_keeping.note_clock(counter), self._stands, self.problem_met.emit)

    def _ask_again(self) -> None:
        counter = self._counter
        self._store.run(lambda: clock_keeping.look_at_clock(counter), self._stands, self.problem_met.emit)

    def _stands(self, standing: ClockLook) -> None:
        self._standing = standing
        self._tell()

    def _tell(self) -> None:
        if self._notice is None or self._frame is None:
            return
        self._notice.tell(self._standing, wall_time(self._counter.clock.now()))
        self._frame.top.clock.show_doubt(self.in_doubt)
