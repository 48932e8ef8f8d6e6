"""The rules of doubt, one by one, on moments made by hand."""

from dataclasses import dataclass, field

import pytest

from forms.calendar import load_calendar
from forms.clock_standing import FLOOR, ClockAct, ClockStanding, follow_all, notice, true_time
from forms.day_acts import ClockDoubted, ClockTrusted, MachineRestarted
from forms.moments import Moment, wall_time
from tests.domain.making import moment

HOUR, DAY = 3600, 86_400


@dataclass
class Book:
    """A journal of nothing but moments: every look at the clock is an event."""

    standing: ClockStanding = field(default_factory=ClockStanding)
    last: Moment | None = None

    def write(self, at: Moment, *more: ClockAct) -> list[str]:
        """An event; what was noticed before it, in short."""
        acts = (*notice(self.standing, self.last, at), *more)
        self.standing = follow_all(self.standing, acts, at)
        self.last = at
        return [short(act) for act in acts]

    def off(self) -> float:
        assert self.last is not None
        return self.standing.offset_at(self.last)


def short(act: ClockAct) -> str:
    match act:
        case ClockDoubted():
            return f"{act.jump_seconds:+}"
        case ClockTrusted():
            return act.by
        case MachineRestarted():
            return f"restart {act.off_seconds}"


def begun(*, moved: float = 0) -> Book:
    book = Book()
    assert book.write(moment(0, moved=moved)) == []
    return book


@pytest.mark.parametrize("seconds", [HOUR, -HOUR, 45, -45, 20 * 365 * DAY, -20 * 365 * DAY, DAY])
def test_a_doubt_stays_until_the_clock_is_back(seconds: int) -> None:
    if seconds < -10 * 365 * DAY:
        assert wall_time(moment(0, moved=seconds)) < FLOOR  # and even so the jump is what is told
    book = begun()
    assert book.write(moment(60, moved=seconds)) == [f"{seconds:+}"]
    assert book.standing.since == moment(60, moved=seconds).wall
    for minute in (2, 90, 600):
        assert book.write(moment(minute * 60, moved=seconds)) == []
        assert (book.standing.doubted, book.off()) == (True, seconds)
        assert true_time(book.standing, moment(minute * 60, moved=seconds)) == wall_time(moment(minute * 60))
    assert book.write(moment(700 * 60)) == [f"{-seconds:+}", "return"]
    assert not book.standing.doubted


def test_moves_add_up() -> None:
    book = begun()
    assert book.write(moment(60, moved=HOUR)) == [f"+{HOUR}"]
    since = book.standing.since
    assert book.write(moment(120, moved=3 * HOUR)) == [f"+{2 * HOUR}"]
    assert book.write(moment(180, moved=-HOUR)) == [f"-{4 * HOUR}"]
    assert (book.off(), book.standing.since) == (-HOUR, since)
    assert book.write(moment(240, moved=-20)) == [f"+{HOUR - 20}", "return"]


def test_the_operators_word_makes_the_present_wall_the_trusted_one() -> None:
    book = begun()
    book.write(moment(60, moved=HOUR))
    assert book.write(moment(120, moved=HOUR), ClockTrusted(by="operator")) == ["operator"]
    assert book.write(moment(180, moved=HOUR)) == []
    assert book.write(moment(240)) == [f"-{HOUR}"]  # back would now be a move


def test_a_restart_alone_raises_no_doubt() -> None:
    book = begun()
    assert book.write(moment(0, moved=90, boot="boot-2")) == ["restart 90"]
    assert book.write(moment(10, moved=90, boot="boot-2")) == []
    assert book.write(moment(0, moved=90, boot="boot-3")) == ["restart 0"]  # ten seconds behind: the chip goes slow
    assert not book.standing.doubted


def test_after_a_restart_a_wall_before_the_latest_trusted_one_is_doubted_until_it_is_plausible() -> None:
    book = begun()
    book.write(moment(600))
    assert book.write(moment(0, moved=600 - HOUR, boot="boot-2")) == ["restart 0", f"-{HOUR}"]
    assert book.write(moment(60, moved=600 - HOUR, boot="boot-2")) == []
    # Nobody knows how long it was off: any wall from then on may be right.
    assert book.write(moment(120, moved=5 * HOUR, boot="boot-2")) == [f"+{6 * HOUR - 600}", "return"]


def test_a_dead_battery_morning_after_morning() -> None:
    book = begun()
    back = -9 * 365 * DAY
    assert book.write(moment(0, moved=back, boot="boot-2")) == ["restart 0", f"{back}"]
    assert book.write(moment(0, moved=back, boot="boot-3")) == ["restart 0"]
    assert book.off() == back  # the latest time trusted stays what it was
    # Set in the firmware on the next morning: right again, and the night is reckoned from the time trusted.
    assert book.write(moment(0, moved=DAY, boot="boot-4")) == [f"restart {DAY}", "return"]
    assert not book.standing.doubted


def test_a_clock_an_hour_behind_stays_doubted_when_the_machine_was_off_for_longer() -> None:
    book = begun()
    book.write(moment(60, moved=-HOUR))
    assert book.write(moment(0, moved=60 - HOUR + 300, boot="boot-2")) == ["restart 300"]
    assert (book.standing.ends, book.off()) == ("plausible", 300 - HOUR)  # before the latest time trusted
    # Next morning it shows a later hour than any before: set right, or only gone on? Only who looks can say.
    assert book.write(moment(0, moved=15 * HOUR, boot="boot-3")) == [f"restart {16 * HOUR - 360}"]
    assert (book.standing.doubted, book.standing.ends) == (True, "operator")
    assert book.write(moment(9, moved=15 * HOUR, boot="boot-3"), ClockTrusted(by="operator")) == ["operator"]


def test_a_clock_years_behind_that_comes_back_plausible_after_a_restart_is_trusted() -> None:
    book = begun()
    book.write(moment(60, moved=-20 * 365 * DAY))
    assert book.write(moment(0, moved=60 + 600, boot="boot-2")) == ["restart 600", "return"]
    assert not book.standing.doubted


def test_a_clock_that_was_ahead_stays_doubted_over_a_restart_until_the_operator_says() -> None:
    book = begun()
    book.write(moment(60, moved=HOUR))
    assert book.write(moment(0, moved=60 + HOUR + 300, boot="boot-2")) == ["restart 300"]
    assert (book.standing.doubted, book.off()) == (True, HOUR)
    assert book.write(moment(60, moved=60 + 300, boot="boot-2")) == [f"-{HOUR}"]
    assert book.standing.doubted  # it may have been set right while the machine was off
    assert book.write(moment(120, moved=60 + 300, boot="boot-2"), ClockTrusted(by="operator")) == ["operator"]
    assert not book.standing.doubted


def test_a_clock_that_was_ahead_and_went_back_over_a_restart_stays_doubted() -> None:
    book = begun()
    book.write(moment(60, moved=HOUR))
    assert book.write(moment(0, moved=60 + 120, boot="boot-2")) == ["restart 0", f"{120 - HOUR:+}"]
    assert (book.standing.doubted, book.off()) == (True, 120)


@pytest.mark.parametrize("year", [2000, 2006, 2015])
def test_a_first_start_before_any_calendar_is_doubted_from_the_start(year: int) -> None:
    away = (wall_time(moment(0)).replace(year=year) - wall_time(moment(0))).total_seconds()
    book = begun(moved=away)
    (told,) = book.write(moment(0.5, moved=away))
    assert int(told) == pytest.approx((wall_time(moment(0, moved=away)) - FLOOR).total_seconds(), abs=1)
    assert book.standing.ends == "plausible"
    assert book.write(moment(1, moved=away)) == []
    # Set to any day since: it may be right.
    assert book.write(moment(60)) == [f"{-round(away):+}", "return"]


def test_the_floor_is_the_first_year_of_the_calendar_files() -> None:
    assert load_calendar().years[0] == FLOOR.year


def test_slow_drift_is_no_doubt_and_does_not_end_one() -> None:
    book = begun()
    for weekend in range(1, 50):  # a minute a weekend of sixty hours, for a year
        assert book.write(moment(weekend * 60 * HOUR, moved=60 * weekend)) == []
    start, moved = 50 * 60 * HOUR, 60 * 50
    assert book.write(moment(start, moved=moved + 80 + 60)) == ["+200"]  # with what had drifted meanwhile
    assert book.write(moment(start + 500 * HOUR, moved=moved + 140)) == []
    assert book.standing.doubted


def test_suspend_counts_and_moves_nothing() -> None:
    book = begun()
    assert book.write(moment(14 * HOUR)) == []  # the count goes on through suspend, and so does the wall
    # A count that stood still through suspend would be taken for a moved wall: hence BOOTTIME and the tick count.
    assert book.write(moment(14 * HOUR + 1, moved=10 * HOUR)) == [f"+{10 * HOUR}"]


def test_nothing_is_noticed_before_the_first_event() -> None:
    assert notice(ClockStanding(), None, moment(0, moved=-20 * 365 * DAY)) == ()
