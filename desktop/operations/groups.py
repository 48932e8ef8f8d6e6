"""Groups and their places: listed, set, closed, copied into the next school year. Called on the store's thread."""

import uuid
from dataclasses import dataclass, replace

from desktop.domain.groups import USUAL_AGES, TypedGroup, check_group_typed
from desktop.domain.permissions import may, require
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.profile.shape import edition_for
from desktop.storage.journal import Entry
from desktop.storage.proceedings import Group
from forms.moments import Moment, wall_time
from forms.problems import Problem
from forms.procedure_acts import GroupSet
from forms.subjects import school_year
from forms.texts import Text

__all__ = [
    "Group",
    "GroupService",
    "GroupsShown",
    "close_group",
    "copy_groups",
    "enrolling_services",
    "list_groups",
    "new_group",
    "set_group",
    "typed_of",
]


@dataclass(frozen=True)
class GroupService:
    """A service that enrols, and the ages its edition allows."""

    service: str
    title: Text
    youngest: int
    oldest: int


@dataclass(frozen=True)
class GroupsShown:
    """What the card of groups shows. ``year``: the school year under way begins in it; ``changeable``: by this one."""

    services: tuple[GroupService, ...]
    groups: tuple[Group, ...]
    year: int
    changeable: bool


def list_groups(counter: Counter) -> GroupsShown:
    """Every group, and the services that have any. Raises Problem 720 for who sees neither cases nor directories."""
    if not may(counter.roles, "directories"):
        require(counter.roles, "proceed")
    now = counter.clock.now()
    return GroupsShown(
        services=tuple(enrolling_services(counter, now)),
        groups=tuple(counter.store.proceedings.groups()),
        year=school_year(wall_time(now).date()),
        changeable=may(counter.roles, "directories"),
    )


def enrolling_services(counter: Counter, now: Moment) -> list[GroupService]:
    """The services of the profile whose edition enrols children today."""
    found = []
    for service, choice in counter.profile.services.items():
        try:
            edition = edition_for(service, choice, counter.editions, wall_time(now).date())
        except Problem:
            continue  # told at the home screen
        if edition.enrols:
            subject = edition.subject
            youngest = USUAL_AGES[0] if subject is None or subject.youngest is None else subject.youngest
            oldest = USUAL_AGES[1] if subject is None or subject.oldest is None else subject.oldest
            found.append(GroupService(service, edition.short_title, youngest, oldest))
    return found


def set_group(counter: Counter, typed: TypedGroup) -> str:
    """A new group, or one as it stands from now on; its key. Papers of orders signed before say what stood then.

    Raises Problem 720 without the right; 1042 to 1049 for what is typed, ``fields["field"]`` being the place; 1052
    where no service enrols, 1053 where the group is not there.
    """
    require(counter.roles, "directories")
    now = counter.clock.now()
    before = counter.store.proceedings.group(typed.key) if typed.key else None
    if typed.key and before is None:
        raise Problem("1053")
    if before is None and typed.service not in {one.service for one in enrolling_services(counter, now)}:
        raise Problem("1052")
    year = school_year(wall_time(now).date())
    checked = check_group_typed(typed, this_year=year, taken=0 if before is None else before.taken)
    service = typed.service if before is None else before.service
    for other in counter.store.proceedings.groups(service):
        same = (other.year, other.name.casefold()) == (checked.year, checked.name.casefold())
        if same and other.key != typed.key:
            raise Problem("1048", field="name", group=checked.name, year=f"{checked.year}–{checked.year + 1}")
    key = typed.key or uuid.uuid4().hex
    act = GroupSet(
        key=key,
        service=service,
        year=checked.year,
        programme_kk=checked.programme_kk,
        programme_ru=checked.programme_ru,
        name=checked.name,
        schedule=checked.schedule,
        places=checked.places,
        youngest=checked.youngest,
        oldest=checked.oldest,
        open=typed.open,
    )
    _record(counter, now, [act])
    return key


def close_group(counter: Counter, key: str, *, closed: bool = True) -> None:
    """Nobody more is enrolled in it, or they are again. It is never deleted: orders name it. Raises 720, 1053."""
    require(counter.roles, "directories")
    group = counter.store.proceedings.group(key)
    if group is None:
        raise Problem("1053")
    if group.open == closed:
        _record(counter, counter.clock.now(), [_as_set(group, key=key, year=group.year, open=not closed)])


def copy_groups(counter: Counter, year: int) -> int:
    """The open groups of the school year that began in ``year`` stand in the following one too, empty; how many.

    One whose name stands there already is left out. Raises Problem 720, 1051 where there is none to copy.
    """
    require(counter.roles, "directories")
    groups = counter.store.proceedings.groups()
    there = {(group.service, group.name.casefold()) for group in groups if group.year == year + 1}
    copied = [
        _as_set(group, key=uuid.uuid4().hex, year=year + 1, open=True)
        for group in groups
        if group.year == year and group.open and (group.service, group.name.casefold()) not in there
    ]
    if not copied:
        raise Problem("1051", year=f"{year}–{year + 1}", next=f"{year + 1}–{year + 2}")
    _record(counter, counter.clock.now(), copied)
    return len(copied)


def typed_of(group: Group) -> TypedGroup:
    """A group as it would be typed."""
    return TypedGroup(
        service=group.service,
        key=group.key,
        year=str(group.year),
        programme_kk=group.programme_kk,
        programme_ru=group.programme_ru,
        name=group.name,
        schedule=group.schedule,
        places=str(group.places),
        youngest=str(group.youngest),
        oldest=str(group.oldest),
        open=group.open,
    )


def new_group(service: GroupService, year: int) -> TypedGroup:
    """What a new group's fields hold before anything is typed."""
    return replace(
        TypedGroup(service=service.service), year=str(year), youngest=str(service.youngest), oldest=str(service.oldest)
    )


def _as_set(group: Group, *, key: str, year: int, open: bool) -> GroupSet:  # noqa: A002 - the act's word
    return GroupSet(
        key=key,
        service=group.service,
        year=year,
        programme_kk=group.programme_kk,
        programme_ru=group.programme_ru,
        name=group.name,
        schedule=group.schedule,
        places=group.places,
        youngest=group.youngest,
        oldest=group.oldest,
        open=open,
    )


def _record(counter: Counter, now: Moment, acts: list[GroupSet]) -> None:
    entries: list[Entry] = [entry_of(counter, now, act, None) for act in acts]
    with counter.store.act() as writing:
        writing.append(*with_doubt(counter, now, *entries))
