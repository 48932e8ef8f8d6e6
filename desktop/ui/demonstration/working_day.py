"""The demonstration's working day: tickets, calls, a no-show, a legal ground, a hold, a whole case, the day's end."""

from collections.abc import Callable
from pathlib import Path

from desktop.operations.counter import Counter
from desktop.ui.board.window import BoardWindow
from desktop.ui.day.words import SHEET_WORDS
from desktop.ui.demonstration.clock import ShownClock
from desktop.ui.demonstration.play import Demonstration
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.scene import CONTROL, Key, Scene
from desktop.ui.demonstration.script import DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.queue.desk import QueueDesk
from desktop.ui.queue.rows import QueueRow

WORKING_DAY = "working-day"
BOARD_SIZE = (1280, 720)


class WorkingDay(Scene):
    """One day by key presses on the real window, on a clock that passes when told."""

    def __init__(self, stage: Stage, demonstration: Demonstration, case: DemoCase) -> None:
        super().__init__(WORKING_DAY, stage, demonstration)
        self._case = case
        self._clock = ShownClock()

    def play(self, opening: Callable[[Path, ShownClock], Counter]) -> str:
        """Play the day. Returns the number its accepted case was given."""
        with self.stage.play(WORKING_DAY, lambda folder: opening(folder, self._clock)) as player:
            self._people_come(player)
            self._one_does_not_come(player)
            number = self._one_is_served(player)
            self._one_is_put_aside(player)
            self._the_board_hangs(player)
            self._the_clock_is_moved(player)
            self._the_day_ends(player)
            return number

    def _people_come(self, player: Player) -> None:
        desk = player.window.desk
        assert desk is not None
        self.press(player, Key.Key_F2)
        player.wait_until(lambda: desk.is_open, "the first is served at once")
        for minutes in (2, 3, 1, 4):
            self._clock.pass_time(minutes)
            self.press(player, Key.Key_F2)
        self.photograph(player, "tickets-while-someone-is-served")
        self.press(player, Key.Key_F8)
        self.photograph(player, "put-aside-why")
        self.press(player, Key.Key_1)
        player.wait_until(lambda: not desk.is_open, "the case is put aside")
        self._clock.pass_time(5)
        self.press(player, Key.Key_F2)
        self.photograph(player, "the-queue")

    def _one_does_not_come(self, player: Player) -> None:
        self.press(player, Key.Key_F3)
        self.photograph(player, "called")
        for _ in range(3):
            self._clock.pass_time(0.5)
            self.press(player, Key.Key_F5)
        queue = self._queue(player)
        player.wait_until(lambda: queue.called is None, "a no-show after the recalls")

    def _one_is_served(self, player: Player) -> str:
        desk = player.window.desk
        assert desk is not None
        self.press(player, Key.Key_F3)
        self._clock.pass_time(1)
        self.press(player, Key.Key_F10)
        player.wait_until(lambda: desk.is_open, "the case is open")
        player.settle()
        self._clock.pass_time(9)
        return self.demonstration.serve(player, desk, self._case)

    def _one_is_put_aside(self, player: Player) -> None:
        # The last of those who wait goes first, on a legal ground.
        rows = [row for row in player.window.findChildren(QueueRow) if row.isVisible()]
        waiting = [row for row in rows if row.visit.state == "waiting"]
        waiting[-1].setFocus()
        self.press(player, Key.Key_Return)
        self.press(player, Key.Key_1)
        self.photograph(player, "before-others-on-which-ground")
        self.press(player, Key.Key_1)
        self._clock.pass_time(3)
        self.press(player, Key.Key_F8)
        self.press(player, Key.Key_2)
        self.press(player, Key.Key_F3)
        self.press(player, Key.Key_F8, CONTROL)
        self.press(player, Key.Key_2)
        self.photograph(player, "the-queue-with-people-put-aside")

    def _the_board_hangs(self, player: Player) -> None:
        """What a second monitor shows."""
        from desktop.operations.board import board_state

        assert player.window.desk is not None
        counter = player.window.desk.counter
        self.press(player, Key.Key_F3)
        board = BoardWindow()
        board.resize(*BOARD_SIZE)
        player.window.desk.store.run(lambda: board_state(counter), board.show_state)
        player.settle()
        board.grab().save(str(self.stage.out / "pictures" / WORKING_DAY / "board.png"))
        board.leave()
        board.deleteLater()
        self.press(player, Key.Key_F8, CONTROL)
        self.press(player, Key.Key_2)

    def _the_clock_is_moved(self, player: Player) -> None:
        self._clock.move_wall(60)
        player.wait_until(lambda: self._in_doubt(player), "a moved clock is noticed")
        self.photograph(player, "the-clock-was-moved")
        self._clock.move_wall(-60)
        player.wait_until(lambda: not self._in_doubt(player), "it is back")

    def _in_doubt(self, player: Player) -> bool:
        player.settle()
        return player.window.clock is not None and player.window.clock.in_doubt

    def _the_day_ends(self, player: Player) -> None:
        window = player.window
        self.press(player, Key.Key_F11)
        player.wait_until(lambda: window.rooms is not None and window.rooms.here == "day", "the day's room")
        self.photograph(player, "the-day")
        self.print_by(player, Key.Key_F9, words=SHEET_WORDS["printed"])
        self.press(player, Key.Key_F10)
        self.photograph(player, "close-the-day")
        self.press(player, Key.Key_1)
        self.photograph(player, "the-day-is-closed")
        self.press(player, Key.Key_F12)
        player.wait_until(lambda: window.rooms is not None and window.rooms.here == "settings", "the settings")
        self.photograph(player, "settings")
        self.press(player, Key.Key_Escape)

    def _queue(self, player: Player) -> QueueDesk:
        assert player.window.queue is not None
        return player.window.queue.queue
