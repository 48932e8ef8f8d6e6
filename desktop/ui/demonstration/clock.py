"""The demonstration's clock: a working morning, and time passes only when it is told to."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from forms.moments import Moment

MORNING = datetime(2026, 11, 23, 9, 5, tzinfo=ZoneInfo("Asia/Aqtobe"))


class ShownClock:
    """A wall and a count that go together."""

    def __init__(self) -> None:
        self._wall = MORNING
        self._count_ms = 3_600_000

    def now(self) -> Moment:
        """This moment of the demonstration."""
        wall = self._wall.isoformat(timespec="milliseconds")
        return Moment(wall=wall, monotonic_ms=self._count_ms, boot="demonstration")

    def pass_time(self, minutes: float) -> None:
        """Let minutes pass."""
        self._wall += timedelta(minutes=minutes)
        self._count_ms += round(minutes * 60_000)

    def move_wall(self, minutes: float) -> None:
        """Someone sets the PC's clock."""
        self._wall += timedelta(minutes=minutes)
