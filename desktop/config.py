"""The organisation's profile: who we are, which services, under which editions; one strict TOML file."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from forms.editions import Edition
from forms.papers.content import Organisation
from forms.problems import Problem
from forms.reading import Editions

PROFILE_NAME = "profile.toml"
IN_FORCE = "in-force"
# Both stand in the QR code of every paper: a profile is refused before a number is given, not after.
LONGEST_COUNTER = 16
_ADDRESS = re.compile(r"https?://[!-\"$-~]+")


class Operator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Someone who works at this counter."""

    id: str
    name: str


class ServiceChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A service this counter offers: as which provider, and under a named edition or the one in force."""

    provider: Literal["local", "republican", "music_school"]
    edition: str = IN_FORCE


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything of an organisation the counter needs."""

    format: Literal[1]
    counter: str
    zone: str
    languages: tuple[Literal["kk", "ru", "en"], ...] = ("kk", "ru")
    demonstration: bool = False
    verification_address: str = ""
    printer: str = ""
    organisation: Organisation
    operators: tuple[Operator, ...]
    services: dict[str, ServiceChoice]

    def __post_init__(self) -> None:
        if not self.counter.isascii() or not self.counter.isalnum():
            raise ValueError("counter: letters A–Z and digits only")
        if len(self.counter) > LONGEST_COUNTER:
            raise ValueError(f"counter: at most {LONGEST_COUNTER} characters")
        if self.verification_address and not _ADDRESS.fullmatch(self.verification_address):
            raise ValueError("verification_address: write it like https://…, without #")
        if not self.operators:
            raise ValueError("operators: at least one")
        if not self.services:
            raise ValueError("services: at least one")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"zone: there is no time zone “{self.zone}”, write it like Asia/Almaty") from None


def read_profile(path: Path) -> Profile:
    """The profile in ``path``. Raises Problem 150 with the file, the place and what is expected."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Profile)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as error:
        raise Problem("150", file=path.name, reason=str(error), detail=str(path)) from error


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
