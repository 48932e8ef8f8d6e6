"""Which backups are given up: near ones are all kept, older ones fewer and fewer.

Days, weeks and months are counted as those that have backups, not as those that went by: a PC whose clock was set
years ahead for a day would otherwise make every backup look old and give them all up.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta

import msgspec

NEAR = timedelta(hours=24)
DAYS, WEEKS, MONTHS = 14, 8, 24


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A backup as thinning sees it. ``good``: verified without a fault. ``place`` orders those of one moment."""

    made_at: datetime
    good: bool
    place: int = 1


def find_given_up(backups: Sequence[Kept], now: datetime) -> list[Kept]:
    """Those to be given up at ``now``.

    Kept are all of the 24 hours before ``now`` and before the newest backup, the last of each of the last 14 days, 8
    weeks and 24 months that have one, and the last good one always. Backups of a time to come were made under a wrong
    clock: they are thinned among themselves and count for no day of the others.
    """
    ordered = sorted(backups, key=_order, reverse=True)
    coming = [one for one in ordered if one.made_at > now]
    past = [one for one in ordered if one.made_at <= now]
    kept = {_order(one) for part in (coming, past) for one in _keep(part, now)}
    for part in (past, coming):
        good = next((one for one in part if one.good), None)
        if good is not None:
            kept.add(_order(good))
            break
    return [one for one in ordered if _order(one) not in kept]


def _keep(ordered: Sequence[Kept], now: datetime) -> list[Kept]:
    if not ordered:
        return []
    since = min(now, ordered[0].made_at) - NEAR
    near = [one for one in ordered if one.made_at >= since]
    zone = now.tzinfo

    def day(one: Kept) -> Hashable:
        return one.made_at.astimezone(zone).date()

    def week(one: Kept) -> Hashable:
        return one.made_at.astimezone(zone).isocalendar()[:2]

    def month(one: Kept) -> Hashable:
        local = one.made_at.astimezone(zone)
        return local.year, local.month

    rare = ((day, DAYS), (week, WEEKS), (month, MONTHS))
    return [*near, *(one for period, most in rare for one in _last_of_each(ordered, period, most))]


def _last_of_each(ordered: Sequence[Kept], period: Callable[[Kept], Hashable], most: int) -> list[Kept]:
    """The last good one of each of the last ``most`` periods, or the last where none of the period is good."""
    found: dict[Hashable, Kept] = {}
    for one in ordered:
        name = period(one)
        if name not in found:
            if len(found) == most:
                break
            found[name] = one
        elif one.good and not found[name].good:
            found[name] = one
    return list(found.values())


def _order(one: Kept) -> tuple[datetime, int]:
    return one.made_at, one.place
