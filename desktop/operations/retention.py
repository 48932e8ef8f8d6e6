"""The end of retention: names are erased from what is old enough; figures, numbers and the chain stay as they are.

Erasing goes in slices, each an act of its own, so that the counter can work meanwhile and a power cut loses nothing of
what is done. Backups made before hold the names until they are given up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.operations.entries import standing_at, with_doubt, year_of
from desktop.storage.aside import list_put_aside, remove_put_aside
from desktop.storage.backup_files import Backup, list_backups
from desktop.storage.backup_files import list_copies as copies_at
from desktop.storage.backups import remove_backups
from desktop.storage.places import find_carriers, list_sticks
from desktop.storage.retention import find_past, forget_papers, last_erasure, settle
from desktop.storage.thinning import MONTHS
from forms.problems import Problem

SLICE = 200  # events of one act: some tens of milliseconds


@dataclass(frozen=True)
class Erasure:
    """What would be erased: cases decided before ``before``, counted by their year.

    ``sequences`` are the events with particulars still there, ``drafts`` the cases never finished, ``papers`` the
    cases with papers still there: a form printed for a case never finished names a person too. ``complaints``: how
    many lose their names.
    """

    before: date
    rule: str
    years: dict[int, int]
    sequences: tuple[int, ...] = field(repr=False)
    drafts: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    complaints: int = 0

    @property
    def cases(self) -> int:
        """How many cases lose their names."""
        return sum(self.years.values())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to erase."""
        return not self.sequences and not self.drafts and not self.papers


@dataclass(frozen=True)
class HeldElsewhere:
    """Where names that were erased can still be read: backups and files put aside from before.

    ``gone_by``: when the last of the backups is given up by itself, if one is made in every month until then.
    """

    backups: int
    put_aside: int
    gone_by: date | None


def plan_erasure(counter: Counter, watch: Callable[[int], None] | None = None) -> Erasure:
    """What is past its retention now. Years are whole: what was decided in a year is kept until so many have gone by.

    Raises Problem 814 where the profile states no retention.
    """
    profile = counter.profile
    if not profile.retention_years:
        raise Problem("814")
    now = counter.clock.now()
    # Not by a wall clock that was moved by years.
    before = date(year_of(now, standing_at(counter, now)) - profile.retention_years, 1, 1)
    found = find_past(counter.store.db, before.isoformat(), watch)
    rule = profile.retention_rule
    return Erasure(before, rule, found.years, found.sequences, found.drafts, found.papers, found.complaints)


def check_wish(counter: Counter, erasure: Erasure, *, reason: str, typed: str) -> None:
    """Whether this may begin: the right, a reason, and the counter's code typed. Raises Problem 720, 809, 815."""
    require(counter.roles, "erase")
    if typed.strip() != counter.profile.counter or not reason.strip():
        raise Problem("809", expected=counter.profile.counter)
    if erasure.is_empty:
        raise Problem("815", day=erasure.before.isoformat())


def erase_slice(counter: Counter, erasure: Erasure, start: int, *, reason: str) -> int | None:
    """Erase the slice that begins at ``start``; where the next one begins, or None after the last.

    Raises Problem 720, and 301–313 where it could not be recorded: it can be gone on with from ``start``.
    """
    require(counter.roles, "erase")
    store, now = counter.store, counter.clock.now()
    part = erasure.sequences[start : start + SLICE]
    with store.act() as act:
        noticed = with_doubt(counter, now)
        if noticed:
            act.append(*noticed)
        if part:
            store.journal.erase(part, rule=erasure.rule, at=now, operator=counter.operator.id, reason=reason.strip())
    following = start + SLICE
    if following < len(erasure.sequences):
        return following
    with store.act() as act:
        for case in erasure.drafts:
            act.drop_draft(case)
        forget_papers(store.db, erasure.papers)
    settle(store.db)
    return None


def anonymise(counter: Counter, *, reason: str, typed: str, watch: Callable[[int], None] | None = None) -> Erasure:
    """Erase everything that is past its retention. ``watch`` is called with the events done after each slice.

    Raises what :func:`plan_erasure`, :func:`check_wish` and :func:`erase_slice` raise.
    """
    erasure = plan_erasure(counter)
    check_wish(counter, erasure, reason=reason, typed=typed)
    start: int | None = 0
    while start is not None:
        start = erase_slice(counter, erasure, start, reason=reason)
        if watch is not None:
            watch(len(erasure.sequences) if start is None else start)
    return erasure


def fresh_backup(counter: Counter) -> str:
    """The first backup made after the last erasing, while it is there; empty where there is none."""
    last = last_erasure(counter.store.db)
    after = [one for one in list_backups(counter.store.folder) if last and one.note and one.note.events >= last]
    return min(after, key=_age).path.name if after else ""


def held_elsewhere(counter: Counter, but: str = "") -> HeldElsewhere:
    """What still holds the names, without the backup named ``but``, which was made after, and later ones."""
    folder = counter.store.folder
    fresh = next((one for one in list_backups(folder) if one.path.name == but), None)
    places = [list_backups(folder), *map(copies_at, _places(counter))]
    older = [one for found in places for one in found if _is_older(one, fresh)]
    newest = max((one.made_at for one in older), default=None)
    return HeldElsewhere(len(older), len(list_put_aside(folder)), _after_months(newest))


def give_up_older(counter: Counter, but: str) -> HeldElsewhere:
    """Remove every backup older than the one made after the erasing, and the files put aside; what could not be
    removed.

    A second place that has neither that one nor a later one keeps what it has: else it would be left with none.
    Raises Problem 720, 312 where that one backup is not there verified.
    """
    require(counter.roles, "erase")
    folder = counter.store.folder
    fresh = next((one for one in list_backups(folder) if one.path.name == but and one.note is not None), None)
    if fresh is None:
        raise Problem("312", file=but)
    for found in [*map(copies_at, _places(counter)), list_backups(folder)]:
        older = [one.path for one in found if _is_older(one, fresh)]
        if len(older) < len(found):
            remove_backups(older)
    remove_put_aside(folder)
    return held_elsewhere(counter, but)


def _is_older(one: Backup, fresh: Backup | None) -> bool:
    return one.note is None or fresh is None or _age(one) < _age(fresh)


def _age(one: Backup) -> tuple[int, datetime]:
    """By events first: the clock may have been wrong."""
    return 0 if one.note is None else one.note.events, one.made_at


def _places(counter: Counter) -> list[Path]:
    """The second places that are there now."""
    chosen = counter.profile.second_place
    sticks = [*list_sticks(), *([Path(chosen)] if chosen else [])]
    return list(dict.fromkeys(find_carriers(counter.profile.counter, sticks)))


def _after_months(made_at: datetime | None) -> date | None:
    if made_at is None:
        return None
    months = made_at.year * 12 + made_at.month - 1 + MONTHS + 1
    return date(months // 12, months % 12 + 1, 1)
