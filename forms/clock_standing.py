"""Where the PC's clock stands: trusted, or off by so much; folded from the journal, at the counter and at the centre.

Within one start of the machine every move of the wall clock is known to the second, because the machine's own count
goes on beside it; so a doubt ends when the moves add up to nothing. Between two starts there is no count: only a wall
earlier than the latest time trusted can be noticed, and how far it is off is known as a least.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal

from msgspec.structs import replace

from forms.day_acts import ClockDoubted, ClockTrusted, MachineRestarted
from forms.moments import Moment, count_between, wall_between, wall_time
from forms.records import Part

# Between two moments of one start the wall may be set right a little; beyond this it was moved.
TOLERATED_SECONDS = 30.0
# Two quartz clocks part by a second in some hours; a program idle over a weekend must not raise an alarm.
TOLERATED_PER_HOUR = 1.0
# No wall before this is right: the calendar files begin here. A PC with a dead battery starts years earlier. It is a
# number and not read from the files, because a fold must give the same in every version.
FLOOR = datetime(2016, 1, 1, tzinfo=UTC)

# A machine is not off for longer, a school's summer with it: a wall further behind that comes back plausible after a
# restart was set right, for time alone does not bring it back. One less far behind may just have gone on.
LONGEST_OFF_SECONDS = 100 * 86_400.0

# How a doubt may end without the operator: "sum" when the moves add up to nothing; "plausible" when the wall is no
# longer before the latest time trusted; "operator": not at all, because with the count it was lost what it adds up to.
Ends = Literal["sum", "plausible", "operator"]
ClockAct = ClockDoubted | ClockTrusted | MachineRestarted


class ClockStanding(Part, frozen=True, kw_only=True):
    """How far the wall is off. ``offset`` is wall minus true time at ``anchor``, the moment of the last clock act.

    ``since`` is the wall shown when the doubt began. A trusted clock has an anchor only right after a restart.
    """

    doubted: bool = False
    offset: float = 0.0
    anchor: Moment | None = None
    since: str = ""
    ends: Ends = "sum"

    def offset_at(self, at: Moment) -> float:
        """Seconds the wall is off at a moment of the anchor's start; 0 while trusted. Negative: it is behind."""
        if not self.doubted or self.anchor is None:
            return 0.0
        return self.offset + wall_between(self.anchor, at) - count_between(self.anchor, at)


def tolerate(before: Moment, now: Moment) -> float:
    """Seconds by which wall and count may part between two moments of one start."""
    return TOLERATED_SECONDS + TOLERATED_PER_HOUR * max(0.0, count_between(before, now)) / 3600


def find_jump(before: Moment, now: Moment) -> float | None:
    """Seconds the wall clock was moved between two moments, or None where nothing speaks against it.

    Between two starts only a wall that went back can be noticed, and by how much at least.
    """
    walls = wall_between(before, now)
    if before.boot != now.boot:
        return walls if walls < -TOLERATED_SECONDS else None
    jump = walls - count_between(before, now)
    return jump if abs(jump) > tolerate(before, now) else None


def notice(standing: ClockStanding, last: Moment | None, now: Moment) -> tuple[ClockAct, ...]:
    """What is to be journalled before an act of ``now``, given the standing and the last event's moment."""
    if last is None:
        return ()
    acts: list[ClockAct] = []
    restarted, jump = last.boot != now.boot, find_jump(last, now)
    if restarted:
        acts.append(MachineRestarted(before=last, off_seconds=0))
    if jump is None and not standing.doubted and wall_time(now) < FLOOR:
        jump = _before_floor(now)
    if jump is not None:
        acts.append(ClockDoubted(jump_seconds=round(jump)))
    after = follow_all(standing, acts, now)
    allowed = TOLERATED_SECONDS if jump is None or restarted else tolerate(last, now)
    returned = standing.doubted and _is_over(after, now, allowed)
    if returned:
        acts.append(ClockTrusted(by="return"))
    if restarted:
        # How long the machine was off. With the clock right again it is reckoned from the latest time trusted.
        off = after.offset if returned else wall_between(last, now)
        acts[0] = MachineRestarted(before=last, off_seconds=max(0, round(off)))
    return tuple(acts)


def _is_over(standing: ClockStanding, now: Moment, allowed: float) -> bool:
    offset = standing.offset_at(now)
    match standing.ends:
        case "sum":
            return abs(offset) <= allowed
        case "plausible":
            return offset >= -allowed
        case "operator":
            return False


def follow_clock(standing: ClockStanding, act: ClockAct, at: Moment) -> ClockStanding:
    """The standing after an act of the clock."""
    match act:
        case ClockTrusted():
            return ClockStanding()
        case MachineRestarted():
            return _restart(standing, act, at)
        case ClockDoubted():
            if standing.doubted:
                return replace(standing, offset=standing.offset_at(at), anchor=at)
            unknown = standing.anchor == at or act.jump_seconds == round(_before_floor(at))
            return ClockStanding(
                doubted=True,
                offset=act.jump_seconds,
                anchor=at,
                since=at.wall,
                ends="plausible" if unknown else "sum",
            )


def follow_all(standing: ClockStanding, acts: Iterable[ClockAct], at: Moment) -> ClockStanding:
    """The standing after acts of one moment."""
    for act in acts:
        standing = follow_clock(standing, act, at)
    return standing


def true_time(standing: ClockStanding, now: Moment) -> datetime:
    """What the wall should show as far as is known: after a lost count the earliest it can be."""
    return wall_time(now) - timedelta(seconds=standing.offset_at(now))


def _restart(standing: ClockStanding, act: MachineRestarted, at: Moment) -> ClockStanding:
    """The count is lost. What is known still: whether the wall is before the latest time trusted, and by how much."""
    if not standing.doubted:
        return ClockStanding(anchor=at)
    offset, went = standing.offset_at(act.before), wall_between(act.before, at)
    if standing.ends == "operator" or (standing.ends == "sum" and offset > 0):
        return replace(standing, offset=offset + min(0.0, went), anchor=at, ends="operator")
    behind = offset + went
    if behind >= -TOLERATED_SECONDS and offset > -LONGEST_OFF_SECONDS:
        # Set right, or only gone on while the machine was off: nobody can tell but who looks at it.
        return replace(standing, offset=offset, anchor=at, ends="operator")
    return replace(standing, offset=behind, anchor=at, ends="plausible")


def _before_floor(at: Moment) -> float:
    return (wall_time(at) - FLOOR).total_seconds()
