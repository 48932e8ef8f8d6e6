"""What stands in home's place while no counter is open: a way out of trouble, or the first run's guide."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.context import Look
from desktop.ui.frame import Frame
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.recovering import Restored, StoredCopy


Make = Callable[[Look], QWidget]


class Instead:
    """Keeps how the screen is made, so that it can be made anew when the language or the light is turned."""

    def __init__(self) -> None:
        self._make: Make | None = None
        self._frame: Frame | None = None
        self._look: Look | None = None
        self.screen: QWidget | None = None  # the one shown now

    @property
    def stands(self) -> bool:
        """Whether there is a screen in home's place."""
        return self._make is not None

    def move_to(self, frame: Frame, look: Look) -> None:
        """The window was built anew."""
        self._frame, self._look = frame, look
        if self._make is not None:
            self.show(self._make)

    def show(self, make: Make) -> None:
        """Put a screen in home's place."""
        assert self._frame is not None and self._look is not None
        self._make = make
        screen = make(self._look)
        self.screen = screen
        self._frame.put_instead(screen)
        start = getattr(screen, "focus_start", None)
        if start is not None:
            start()

    def clear(self) -> None:
        """Home comes back."""
        self._make = self.screen = None
        if self._frame is not None:
            self._frame.put_instead(None)

    def offer_recovery(
        self,
        problem: Problem,
        copies: "list[StoredCopy]",
        restore: Callable[[str, str], None],
        read_only: Callable[[], None],
    ) -> None:
        """The store is damaged: offer its backups, or looking without recording."""
        from desktop.ui.recovery import RecoveryScreen

        self.show(lambda look: RecoveryScreen(look, problem, copies, restore=restore, read_only=read_only, again=None))

    def tell_fatal(self, problem: Problem, again: Callable[[], None]) -> None:
        """The store cannot be opened now: say why, and offer to try again."""
        from desktop.ui.recovery import RecoveryScreen

        self.show(lambda look: RecoveryScreen(look, problem, [], restore=None, read_only=None, again=again))


def restored_words(look: Look, done: "Restored") -> str:
    """What to say once a backup is in place."""
    say = look.say
    if done.put_aside:
        sentence = say("The backup is in place. The damaged file was put aside as {file}.", file=done.put_aside)
    else:
        sentence = say("The register is in place again, as the backup has it.")
    if not done.numbers_known:
        sentence += " " + say("Numbers given after the backup are not known: look at the last papers before going on.")
    return sentence


def board_words(look: Look, address: str, *, beside: bool) -> str:
    """Where the board is seen."""
    words = look.say("The board is at {address} in the browser of this computer.", address=address)
    if beside:
        words += " " + look.say("It fills the second monitor.")
    return words
