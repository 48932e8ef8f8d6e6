"""What was noticed of the PC's clock, and what to do about it: a box above the page for as long as the doubt lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout

from desktop.ui.context import Look
from desktop.ui.widgets.buttons import KeyButton, link_button
from desktop.ui.widgets.labels import label
from desktop.ui.wording import say_date, say_time

if TYPE_CHECKING:  # the frame is painted before the store is open
    from desktop.operations.clock_keeping import ClockLook

CONFIRM_KEY = "Ctrl+T"
ROOMY_FROM = 960
HOUR, DAY, YEAR = 3600, 86_400, 365.25 * 86_400
# So near a whole hour it is likely a zone, and zones are no further apart.
ZONE_SLACK, MOST_ZONE_HOURS = 60, 14


@dataclass(frozen=True)
class ClockWords:
    """The notice in sentences: what was noticed, when, what of the minutes, what to do."""

    what: str
    when: str
    minutes: str
    remedy: str
    can_confirm: bool = True

    @property
    def details(self) -> str:
        """Everything but what was noticed."""
        return " ".join((self.when, self.minutes, self.remedy))


def clock_words(clock: "ClockLook", look: Look, now: datetime) -> ClockWords:
    """The sentences for a clock in doubt; ``now`` is the wall, aware, in the organisation's zone."""
    from forms.clock_standing import FLOOR

    say, behind = look.say, clock.off_seconds < 0
    expected = now - timedelta(seconds=clock.off_seconds)
    dated = expected.date() != now.date()
    shown, right = (_say_moment(at, look, dated=dated) for at in (now, expected))
    amount = say_amount(abs(clock.off_seconds), look)
    since = datetime.fromisoformat(clock.since)
    when = say("Noticed when it showed {when}.", when=_say_moment(since, look, dated=True))
    kept = say("Minutes counted since the PC was started are right; earlier ones are marked as doubtful.")
    if clock.ends == "plausible":
        what = say("The PC's clock is at least {amount} behind.", amount=amount)
        remedy = say("Set the PC's date and time: it cannot be earlier than {right}.", right=right)
        can_confirm = now >= FLOOR
        if can_confirm:
            remedy += " " + say("If {shown} is right, press {key}.", shown=shown, key=CONFIRM_KEY)
        return ClockWords(what, when, kept, remedy, can_confirm)
    if clock.ends == "operator":
        if behind:
            what = say("The PC's clock was {amount} behind before the PC was started again.", amount=amount)
        else:
            what = say("The PC's clock was {amount} ahead before the PC was started again.", amount=amount)
        remedy = say(
            "Compare it with another clock: if {shown} is right, press {key}; if not, set the PC's clock first.",
            shown=shown,
            key=CONFIRM_KEY,
        )
        return ClockWords(what, when, kept, remedy)
    if behind:
        what = say("The PC's clock was moved and is now {amount} behind.", amount=amount)
    else:
        what = say("The PC's clock was moved and is now {amount} ahead.", amount=amount)
    minutes = say("Waiting and serving minutes are counted apart from it and are right.")
    remedy = say(
        "Set the PC's clock to {right}. If it was wrong before and {shown} is right, press {key}.",
        right=right,
        shown=shown,
        key=CONFIRM_KEY,
    )
    if _is_zone_like(clock.off_seconds):
        remedy += " " + say(
            "A whole hour often means a wrong time zone on the PC: it must be {zone}.", zone=_zone_of(now)
        )
    return ClockWords(what, when, minutes, remedy)


def say_amount(seconds: float, look: Look) -> str:
    """A stretch of time in its two largest parts at most: “2 h 5 min”, “3 days”, “20 years”."""
    if seconds < 120:
        return look.say("{seconds} s", seconds=round(seconds))
    minutes = round(seconds / 60)
    if seconds < HOUR - 30:
        return look.say("{minutes} min", minutes=minutes)
    if seconds < DAY - 30:
        hours, minutes = divmod(minutes, 60)
        if not minutes:
            return look.say("{hours} h", hours=hours)
        return look.say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    if seconds < 2 * YEAR:
        return look.language.say_many("{count} day", "{count} days", round(seconds / DAY))
    return look.language.say_many("{count} year", "{count} years", round(seconds / YEAR))


def _say_moment(at: datetime, look: Look, *, dated: bool) -> str:
    return f"{say_date(at.date(), look.language.code)}, {say_time(at)}" if dated else say_time(at)


def _is_zone_like(seconds: float) -> bool:
    hours = round(abs(seconds) / HOUR)
    return 0 < hours <= MOST_ZONE_HOURS and abs(abs(seconds) - hours * HOUR) <= ZONE_SLACK


def _zone_of(now: datetime) -> str:
    offset = now.utcoffset() or timedelta()
    hours, minutes = divmod(round(offset.total_seconds()) // 60, 60)
    return f"UTC{hours:+d}" if not minutes else f"UTC{hours:+d}:{minutes:02d}"


class ClockNotice(QFrame):
    """Hidden while the clock is trusted. In a small window only what was noticed is shown, the rest on demand.

    Signals: ``confirm_requested()`` when the operator says that the time shown is right.
    """

    confirm_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._roomy = True
        self._can_confirm = True
        self._unfolded: bool | None = None  # None: as the window's size has it
        self.setObjectName("careBox")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._what = label("", tone="care", strong=True)
        self._details = label("", size="note")
        words.addWidget(self._what)
        words.addWidget(self._details)
        self._row.addLayout(words, 1)
        buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        buttons.setSpacing(8)
        self._fold = link_button("")
        self.confirm = KeyButton(look.say("The time shown is right"), CONFIRM_KEY, look.palette, look="plain")
        buttons.addStretch(1)
        buttons.addWidget(self._fold)
        buttons.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(buttons)
        self._fold.clicked.connect(self._turn)
        self.confirm.clicked.connect(self.confirm_requested)
        self._arrange()
        self.hide()

    def tell(self, clock: "ClockLook | None", now: datetime) -> None:
        """Show where the clock stands at ``now``, or hide. Called again as time passes: the sentences name it."""
        if clock is None or not clock.doubted:
            self._unfolded = None
            self.hide()
            return
        words = clock_words(clock, self._look, now)
        what = f"⚠ {words.what}"
        if (what, words.details) != (self._what.text(), self._details.text()):
            self._what.setText(what)
            self._details.setText(words.details)
            self.setAccessibleName(self.text())
        if self.isHidden() or self._can_confirm != words.can_confirm:
            self._can_confirm = words.can_confirm
            self._arrange()
            self.show()

    def fit(self, width: int) -> None:
        """Fold what is not the news where the window is small: who confirms shall have read what it means."""
        self._roomy = width >= ROOMY_FROM
        self._arrange()

    def text(self) -> str:
        """Everything it says, folded or not."""
        return f"{self._what.text()} {self._details.text()}"

    def _turn(self) -> None:
        self._unfolded = self._details.isHidden()
        self._arrange()

    def _arrange(self) -> None:
        unfolded = self._roomy if self._unfolded is None else self._unfolded
        self._details.setHidden(not unfolded)
        self._fold.setText(self._look.say("Less") if unfolded else self._look.say("More"))
        self.confirm.setHidden(not self._can_confirm or not (self._roomy or unfolded))
        beside = self._roomy or not unfolded
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
