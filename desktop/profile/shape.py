"""The organisation's profile: who we are, which services, under which editions, when; one strict TOML file."""

from datetime import date
from typing import Literal

import msgspec

from desktop.domain.channels import OrganisationKind
from desktop.domain.hours import WorkingHours
from forms.editions import Edition
from forms.papers.content import Organisation
from forms.problems import Problem
from forms.reading import Editions
from forms.texts import Text

IN_FORCE = "in-force"
LETTERS = "АБВГДЕЖК"

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
    """How the queue is kept. After ``recalls`` calls more, who does not come is a no-show.

    ``recall_after`` are the seconds to come to the counter in, before the next recall or the no-show.
    """

    recalls: int = 2
    recall_after: int = 10
    ticket_format: Literal["roll80", "a6"] = "roll80"


class BoardSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The board of called numbers, for a browser on this machine."""

    enabled: bool = False
    port: int = 8737


class ExchangeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the network is used. ``proxy`` empty: as the system says; “none”: none."""

    proxy: str = ""
    metered_megabytes_a_day: int = 0  # most that is sent of its own accord; 0: no limit
    automatic: bool = True  # rounds of its own accord


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything of an organisation the counter needs. Whether it makes sense, :mod:`desktop.profile.sense` says."""

    format: Literal[1]
    kind: OrganisationKind = "school"  # or a desk of the State Corporation, which takes in for providers
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
    exchange: ExchangeSettings = ExchangeSettings()
    hours: WorkingHours | None = None  # general; they hold where neither the service nor its edition states any
    responsible: tuple[Responsible, ...] = ()
    second_place: str = ""  # a folder on another disk, for copies of the backups
    retention_years: int = 0  # after which names are erased; 0: never
    retention_rule: str = ""  # the rule that says so, as it is journalled
    district_key: str = ""  # the district office's public key, X25519, hex: it too can open the store

    def own_hours(self, service: str) -> WorkingHours | None:
        """The hours this organisation states for one service, where it does."""
        choice = self.services.get(service)
        return None if choice is None else choice.hours

    def letter_of(self, service: str) -> str:
        """The letter of a service's tickets: its own, or the next of the alphabet that no service has."""
        choice = self.services[service]
        if choice.letter:
            return choice.letter
        taken = {other.letter for other in self.services.values()}
        free = [letter for letter in LETTERS if letter not in taken] or list(LETTERS)
        waiting = [name for name, other in self.services.items() if not other.letter]
        return free[waiting.index(service) % len(free)]


def edition_for(service: str, choice: ServiceChoice, editions: Editions, day: date) -> Edition:
    """The edition this counter works under on ``day``.

    Raises Problem 151 where none of ours is in force, 132 where the one chosen is not an edition of this service, and
    1120 or 1121 where that is because of its file.
    """
    if choice.edition != IN_FORCE:
        chosen = editions.by_label(choice.edition)
        if chosen.service != service:
            labels = ", ".join(edition.label for edition in editions.of_service(service))
            raise Problem("132", label=choice.edition, expected=labels)
        return chosen
    found = editions.in_force(service, choice.provider, day)
    if found is None:
        editions.tell_unusable(service=service)
        if not editions.of_service(service):
            raise Problem("1123", service=service)
        raise Problem("151", service=service, day=day.isoformat())
    return found
