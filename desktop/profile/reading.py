"""The profile's file read: everything wrong with it told by place, with what to write there."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import inspect

from desktop.profile.sense import NO_EDITION, find_faults, is_tolerated
from desktop.profile.shape import Profile
from forms.edition_shape import Fault, examine_shape
from forms.problems import Problem
from forms.reading import Editions
from forms.toml import read_toml

_PROFILE_TYPE = inspect.type_info(Profile)
# An empty text is what a file says of something there is none of, and names may hold Latin letters: IT-лицей.
_NOT_OF_A_PROFILE = ("109", "110")


@dataclass(frozen=True)
class ProfileExamination:
    """What a profile's file holds: the profile where it can be read, and everything wrong with it.

    ``stops`` are the faults a counter cannot work with; with the others it opens, and they are mended when it is
    next saved.
    """

    profile: Profile | None
    problems: tuple[Problem, ...]
    stops: tuple[Problem, ...]


def read_profile(path: Path, editions: Editions | None = None) -> Profile:
    """The profile in ``path``, its editions looked up in ``editions`` where they are given.

    Raises Problem 150 with the file, the place and what is expected; 1120 where no service can be given because of a
    fault in an edition's own file.
    """
    examined = examine_profile(path, editions, phones=False)
    if examined.stops:
        if examined.profile is not None and editions is not None and examined.stops[0].code in NO_EDITION:
            for service, choice in examined.profile.services.items():
                editions.tell_unusable(label=choice.edition, service=service)
        raise Problem("150", reason=examined.stops[0], detail=str(path))
    assert examined.profile is not None
    return examined.profile


def examine_profile(path: Path, editions: Editions | None = None, *, phones: bool = True) -> ProfileExamination:
    """Everything wrong with a profile's file (Problems 100–108 for its shape, 155–176 for its sense).

    ``phones``: whether numbers are looked up too, for which large tables are loaded.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return _unread(Problem("100", file=path.name, key="file", detail=str(error)))
    return examine_content(content, path.name, editions, phones=phones)


def examine_content(
    content: bytes, file: str, editions: Editions | None = None, *, phones: bool = True
) -> ProfileExamination:
    """The same of what such a file holds; ``file`` is its name, for what is told of it."""
    try:
        raw = read_toml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _unread(Problem("101", file=file, key=f"line {line}", detail=str(error)))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        return _unread(Problem("102", file=file, key=f"line {place[1]}" if place else "end of file", reason=str(error)))
    prepared, faults = examine_shape(raw, _PROFILE_TYPE)
    faults = [fault for fault in faults if fault.code not in _NOT_OF_A_PROFILE]
    if faults:
        problems = tuple(problem_of(fault, file) for fault in faults)
        return ProfileExamination(None, problems, problems)
    profile = msgspec.convert(prepared, Profile)
    faults = find_faults(profile, editions, phones=phones)
    return ProfileExamination(
        profile,
        tuple(problem_of(fault, file) for fault in faults),
        tuple(problem_of(fault, file) for fault in faults if not is_tolerated(fault, profile, faults)),
    )


def problem_of(fault: Fault, file: str) -> Problem:
    """A fault as it is told of a file."""
    return Problem(fault.code, file=file, key=fault.key, place=f"{file}:{fault.key}", **fault.fields)


def _unread(problem: Problem) -> ProfileExamination:
    return ProfileExamination(None, (problem,), (problem,))
