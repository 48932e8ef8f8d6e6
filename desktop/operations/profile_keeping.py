"""The organisation's profile kept: written whole or not at all, the one before beside it, and in use at once."""

import os
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import tomli_w
from msgspec.structs import replace

from desktop.clocks import Clock, MachineClock
from desktop.domain.permissions import require
from desktop.files import make_folder, remove_quietly, sync_folder
from desktop.operations.counter import Counter
from desktop.operations.profile_answers import ZONE, ProfileAnswers, ServiceOption, first_answers, service_options
from desktop.paths import DATABASE_NAME, EDITIONS, PROFILE_NAME
from desktop.profile.reading import problem_of
from desktop.profile.sense import find_faults
from desktop.profile.shape import Operator, Profile
from desktop.protection.data_key import is_protected
from desktop.storage.errors import storage_errors
from desktop.storage.recovery import open_read_only
from forms.moments import wall_time
from forms.problems import Problem
from forms.reading import Editions, load_editions

if TYPE_CHECKING:
    from desktop.operations.enrolling import TakenInvitation

UNSAVED = "settings_unsaved"
BEFORE_NAME = f"{PROFILE_NAME}.before"
_HEAD = f"# Written by Kense. What stood here before is in {BEFORE_NAME}. docs/profile.md explains every key.\n"


@dataclass(frozen=True)
class SettingsChoices:
    """What there is to choose from on the settings screen."""

    services: tuple[ServiceOption, ...]
    editions: Editions
    printers: tuple[str, ...] = ()


@dataclass(frozen=True)
class FirstStart:
    """What the first start asks with: its proposals, and whether the folder's store fixes the counter's code.

    ``taken`` is the district's invitation, where it gave one: the counter is enrolled with it once it is open.
    ``base`` is the profile in it, which says more than is asked.
    """

    answers: ProfileAnswers
    choices: SettingsChoices
    counter_kept: bool
    taken: "TakenInvitation | None" = None
    base: Profile | None = None


def settings_choices(counter: Counter, printers: tuple[str, ...] = ()) -> SettingsChoices:
    """The services and editions as of today, with the printers the print system listed."""
    day = wall_time(counter.clock.now()).date()
    return SettingsChoices(service_options(counter.editions, day), counter.editions, printers)


def keep_unsaved(counter: Counter, state: bytes) -> None:
    """Keep what is typed in the settings and not saved yet. Opaque here."""
    require(counter.roles, "settings")
    counter.store.settings.keep(UNSAVED, state)


def unsaved(counter: Counter) -> bytes | None:
    """What was typed before the program ended, until it is saved or left."""
    return counter.store.settings.value(UNSAVED)


def forget_unsaved(counter: Counter) -> None:
    """It was saved, or the operator left without saving."""
    if not counter.store.read_only:
        counter.store.settings.drop(UNSAVED)


def begin_first_start(folder: Path, clock: Clock | None = None) -> FirstStart:
    """What to ask where a data folder has no profile. A store that is there already knows its counter's code."""
    editions = load_editions(also=folder / EDITIONS)
    day = wall_time((clock or MachineClock(ZONE)).now()).date()
    choices = SettingsChoices(service_options(editions, day), editions)
    answers = first_answers(choices.services)
    kept = _counter_of(folder)
    if kept:
        answers.counter = kept
    return FirstStart(answers, choices, bool(kept))


def found_profile(folder: Path, profile: Profile) -> None:
    """Write the first profile of a folder. Raises Problem 178 where there is one, 155–176 and 301–307."""
    if (folder / PROFILE_NAME).exists():
        raise Problem("178", folder=str(folder))
    _check(profile, load_editions(also=folder / EDITIONS))
    with storage_errors(folder):
        make_folder(folder)
    write_profile(folder, profile)


def save_profile(counter: Counter, profile: Profile) -> Profile:
    """Write the profile and work with it from now on. Call it on the store's thread.

    The zone is the clock's and takes effect at the next start. Raises Problem 155–176 for what makes no sense, 177
    for another counter code, 179 for a service people still wait for, 313 where nothing is recorded, and 301–307;
    then nothing is changed.
    """
    require(counter.roles, "settings")
    return _save(counter, profile)


def save_operators(counter: Counter, operators: tuple[Operator, ...]) -> Profile:
    """Write who works here into the profile: by enrolment, not from the settings screen. On the store's thread."""
    require(counter.roles, "operators")
    return _save(counter, replace(counter.profile, operators=operators))


def _save(counter: Counter, profile: Profile) -> Profile:
    store = counter.store
    if store.read_only:
        raise Problem("313", folder=str(store.folder))
    _check(profile, counter.editions, counter.profile)
    kept = store.settings.counter or counter.profile.counter
    if profile.counter != kept:
        raise Problem("177", kept=kept, written=profile.counter)
    for service in counter.profile.services:
        if service not in profile.services:
            _check_unused(counter, service)
    known = {operator.id: operator for operator in profile.operators}
    if counter.is_protected:
        # Who is enrolled keeps the name their papers carry; the profile's list is not how operators go.
        for one in store.operators.all():
            if one.id not in known:
                raise Problem("172", place=f"{PROFILE_NAME}:operators", file=PROFILE_NAME, key="operators")
    write_profile(store.folder, profile)
    counter.profile = profile
    counter.operator = known.get(counter.operator.id, profile.operators[0])
    return profile


def write_profile(folder: Path, profile: Profile) -> None:
    """Put the profile in its place; at every moment the old one or the new one is there whole.

    Raises Problem 301–307 where the disk does not allow it. Comments of a file written by hand stay in the one kept
    as ``profile.toml.before``.
    """
    path = folder / PROFILE_NAME
    with storage_errors(folder):
        if path.exists():
            _put(folder / BEFORE_NAME, path.read_bytes())
        _put(path, write_toml(profile).encode("utf-8"))
        sync_folder(folder)


def write_toml(profile: Profile) -> str:
    """The profile as its file says it; what is empty is left out."""
    data = msgspec.to_builtins(profile, builtin_types=(time,))
    return _HEAD + tomli_w.dumps({name: value for name, value in _without_empty(data).items() if value is not None})


def _put(path: Path, content: bytes) -> None:
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        remove_quietly(new)
        raise


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _without_empty(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item is not None and item not in ("", [], {})}
    if isinstance(value, list | tuple):
        return [_without_empty(item) for item in value]
    return value


def _check(profile: Profile, editions: Editions, in_use: Profile | None = None) -> None:
    for fault in find_faults(profile, editions, in_use=in_use):
        raise problem_of(fault, PROFILE_NAME)


def _check_unused(counter: Counter, service: str) -> None:
    """A service goes when nobody waits for it and none of its cases is unfinished."""
    visits = counter.store.visits
    there = [*visits.waiting(), *visits.held()]
    at_counter = visits.at_counter()
    ids = {visit.id for visit in there if visit.service == service}
    if at_counter is not None and at_counter.service == service:
        ids.add(at_counter.id)
    ids |= {draft.case for draft in counter.store.drafts.all() if draft.service == service}
    if ids:
        key = f"services.{service}"
        raise Problem("179", place=key, key=key, count=len(ids))


def _counter_of(folder: Path) -> str:
    if not is_protected(folder) and not (folder / DATABASE_NAME).exists():
        return ""
    try:
        if is_protected(folder):
            from desktop.protection.key_file import read_keys

            return read_keys(folder).counter
        with open_read_only(folder) as store:
            return store.settings.counter or ""
    except Problem:
        return ""  # whatever is wrong with the store is told when it is opened
