"""The organisation's profile: who we are, which services, under which editions, when; one strict TOML file."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import inspect

from desktop.domain.hours import WorkingHours
from desktop.paths import PROFILE_NAME as PROFILE_NAME
from desktop.profile_sense import IN_FORCE, LETTERS, find_faults, is_tolerated
from forms.edition_shape import Fault, examine_shape
from forms.editions import Edition
from forms.papers.content import Organisation
from forms.problems import Problem
from forms.reading import Editions
from forms.texts import Text

ProviderKind = Literal["local", "republican", "music_school"]
ScreenLanguage = Literal["kk", "ru", "en"]


class Operator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Someone who works at this counter."""

    id: str
    name: str


class Responsible(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Someone who answers for something: the queue, the register, the signing of a day."""

    role: Text
    name: str
    phone: str = ""


class ServiceChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A service this counter offers: as which provider, and under a named edition or the one in force."""

    provider: ProviderKind
    edition: str = IN_FORCE
    letter: str = ""  # on tickets; empty for the next letter of the alphabet
    hours: WorkingHours | None = None  # this organisation's hours of the service, where they differ from the edition's


class QueueSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the queue is kept. After ``recalls`` calls more, who does not come is a no-show."""

    recalls: int = 2
    ticket_format: Literal["roll80", "a6"] = "roll80"


class BoardSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The board of called numbers, for a browser on this machine."""

    enabled: bool = False
    port: int = 8737


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything of an organisation the counter needs. Whether it makes sense, :mod:`desktop.profile_sense` says."""

    format: Literal[1]
    counter: str
    zone: str
    interface: ScreenLanguage = "kk"  # the window opens in it
    languages: tuple[ScreenLanguage, ...] = ("kk", "ru")  # of the papers
    demonstration: bool = False
    verification_address: str = ""
    printer: str = ""
    ticket_printer: str = ""  # empty: tickets come out where papers do
    organisation: Organisation
    operators: tuple[Operator, ...]
    services: dict[str, ServiceChoice]
    queue: QueueSettings = QueueSettings()
    board: BoardSettings = BoardSettings()
    hours: WorkingHours | None = None  # general; they hold where neither the service nor its edition states any
    responsible: tuple[Responsible, ...] = ()

    def letter_of(self, service: str) -> str:
        """The letter of a service's tickets: its own, or the next of the alphabet that no service has."""
        choice = self.services[service]
        if choice.letter:
            return choice.letter
        taken = {other.letter for other in self.services.values()}
        free = [letter for letter in LETTERS if letter not in taken] or list(LETTERS)
        waiting = [name for name, other in self.services.items() if not other.letter]
        return free[waiting.index(service) % len(free)]


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

    Raises Problem 150 with the file, the place and what is expected.
    """
    examined = examine_profile(path, editions, phones=False)
    if examined.stops:
        raise Problem("150", reason=examined.stops[0], detail=str(path))
    assert examined.profile is not None
    return examined.profile


def examine_profile(path: Path, editions: Editions | None = None, *, phones: bool = True) -> ProfileExamination:
    """Everything wrong with a profile's file (Problems 100–108 for its shape, 155–176 for its sense).

    ``phones``: whether numbers are looked up too, for which large tables are loaded.
    """
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        return _unread(Problem("100", file=path.name, key="file", detail=str(error)))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _unread(Problem("101", file=path.name, key=f"line {line}", detail=str(error)))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        return _unread(
            Problem("102", file=path.name, key=f"line {place[1]}" if place else "end of file", reason=str(error))
        )
    prepared, faults = examine_shape(raw, _PROFILE_TYPE)
    faults = [fault for fault in faults if fault.code not in _NOT_OF_A_PROFILE]
    if faults:
        problems = tuple(problem_of(fault, path.name) for fault in faults)
        return ProfileExamination(None, problems, problems)
    profile = msgspec.convert(prepared, Profile)
    faults = find_faults(profile, editions, phones=phones)
    return ProfileExamination(
        profile,
        tuple(problem_of(fault, path.name) for fault in faults),
        tuple(problem_of(fault, path.name) for fault in faults if not is_tolerated(fault)),
    )


def problem_of(fault: Fault, file: str) -> Problem:
    """A fault as it is told of a file."""
    return Problem(fault.code, file=file, key=fault.key, place=f"{file}:{fault.key}", **fault.fields)


def _unread(problem: Problem) -> ProfileExamination:
    return ProfileExamination(None, (problem,), (problem,))


def edition_for(service: str, choice: ServiceChoice, editions: Editions, day: date) -> Edition:
    """The edition this counter works under on ``day``.

    Raises Problem 151 where none of ours is in force, 132 where the one chosen is not an edition of this service.
    """
    if choice.edition != IN_FORCE:
        chosen = editions.by_label(choice.edition)
        if chosen.service != service:
            labels = ", ".join(edition.label for edition in editions.of_service(service))
            raise Problem("132", label=choice.edition, expected=labels)
        return chosen
    found = editions.in_force(service, choice.provider, day)
    if found is None:
        raise Problem("151", service=service, day=day.isoformat())
    return found
