"""Whether a profile that can be read makes sense: every fault with its place, as its file and its screen name it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.profile.shape import IN_FORCE, Profile
from forms.contacts import check_phone, check_words
from forms.edition_shape import Fault
from forms.hours_sense import hours_faults
from forms.identity import LENGTH, check_digit, restore_digits
from forms.problems import Problem

if TYPE_CHECKING:
    from forms.reading import Editions

# The code stands in the QR code of every paper: a profile is refused before a number is given, not after.
LONGEST_COUNTER = 16
MOST_RECALLS = 9
MOST_RECALL_AFTER = 120
PORTS = (1024, 65535)
MOST_RETENTION = 100
MOST_MEGABYTES = 100_000
# A service's edition is not there: it is not given until it is, and the others are.
NO_EDITION = ("160", "161")
_PUBLIC_KEY = re.compile("[0-9a-f]{64}")
_ADDRESS = re.compile(r"https?://[!-\"$-~]+")
_PROXY = re.compile(r"https?://[!-\"$-~]+")
_LETTER = re.compile("[А-ЯӘІҢҒҮҰҚӨҺ]")
# What profiles of before could hold without being refused: a counter opens with it, and it is told when next saved.
_TOLERATED = (
    "languages",
    "organisation.name",
    "organisation.address",
    "organisation.phone",
    "organisation.head",
    "operators[",
)


def find_faults(
    profile: Profile, editions: "Editions | None" = None, *, phones: bool = True, in_use: Profile | None = None
) -> list[Fault]:
    """Everything in a profile that makes no sense (Problems 155–176), in the order of its file.

    Without ``editions`` services and their editions are not looked up; without ``phones`` no number is looked up, for
    which large tables are loaded. A service that stands so in the profile ``in_use`` may lack its edition: it waits for
    its file, and everything else can be saved meanwhile.
    """
    return [
        *_counter_faults(profile),
        *_organisation_faults(profile, phones),
        *_people_faults(profile, phones),
        *([] if profile.hours is None else hours_faults(profile.hours, "hours")),
        *_service_faults(profile, editions, in_use),
        *_queue_faults(profile),
        *_exchange_faults(profile),
        *_keeping_faults(profile),
    ]


def is_tolerated(fault: Fault, profile: Profile, faults: Sequence[Fault]) -> bool:
    """Whether a counter opens in spite of one of the faults. A mistyped phone number closes no counter, nor does a
    service without an edition, as long as another has one.
    """
    if fault.code in NO_EDITION:
        return sum(other.code in NO_EDITION for other in faults) < len(profile.services)
    return fault.code == "170" or fault.key.startswith(_TOLERATED)


def _counter_faults(profile: Profile) -> Iterator[Fault]:
    code = profile.counter
    if not code.isascii() or not code.isalnum() or len(code) > LONGEST_COUNTER:
        yield Fault("155", "counter", {"found": code, "most": str(LONGEST_COUNTER)})
    try:
        ZoneInfo(profile.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Fault("157", "zone", {"found": profile.zone})
    if not profile.languages:
        yield Fault("176", "languages")
    for language in sorted({one for one in profile.languages if profile.languages.count(one) > 1}):
        yield Fault("175", "languages", {"found": language})
    if profile.verification_address and not _ADDRESS.fullmatch(profile.verification_address):
        yield Fault("156", "verification_address", {"found": profile.verification_address})


def _organisation_faults(profile: Profile, phones: bool) -> Iterator[Fault]:
    ours = profile.organisation
    for key, text in (("name", ours.name), ("address", ours.address)):
        for language in ("kk", "ru"):
            yield from _words_faults(text.in_language(language), f"organisation.{key}.{language}")
    if ours.bin:
        yield from _bin_faults(ours.bin, "organisation.bin")
    if phones:
        yield from _phone_faults(ours.phone, "organisation.phone")
    for place, phone in enumerate(ours.phones if phones else ()):
        yield from _phone_faults(phone, f"organisation.phones[{place}]")
    if ours.head:
        yield from _words_faults(ours.head, "organisation.head")


def _people_faults(profile: Profile, phones: bool) -> Iterator[Fault]:
    if not profile.operators:
        yield Fault("158", "operators")
    known: set[str] = set()
    for place, operator in enumerate(profile.operators):
        if not operator.id.strip():
            yield Fault("172", f"operators[{place}].id")
        if operator.id in known:
            yield Fault("175", f"operators[{place}].id", {"found": operator.id})
        known.add(operator.id)
        yield from _words_faults(operator.name, f"operators[{place}].name")
    for place, person in enumerate(profile.responsible):
        for language in ("kk", "ru"):
            yield from _words_faults(person.role.in_language(language), f"responsible[{place}].role.{language}")
        yield from _words_faults(person.name, f"responsible[{place}].name")
        if person.phone and phones:
            yield from _phone_faults(person.phone, f"responsible[{place}].phone")


def _service_faults(profile: Profile, editions: "Editions | None", in_use: Profile | None) -> Iterator[Fault]:
    if not profile.services:
        yield Fault("159", "services")
    letters: dict[str, str] = {}
    for name, choice in profile.services.items():
        key = f"services.{name}"
        if editions is not None:
            if in_use is None or in_use.services.get(name) != choice:
                yield from _edition_faults(name, choice.edition, editions)
            if profile.kind == "state_corporation":
                yield from _channel_faults(name, choice.edition, editions)
        if choice.letter:
            if not _LETTER.fullmatch(choice.letter):
                yield Fault("162", f"{key}.letter", {"found": choice.letter})
            elif choice.letter in letters:
                yield Fault("163", f"{key}.letter", {"found": choice.letter, "first": letters[choice.letter]})
            letters.setdefault(choice.letter, key)
        if choice.hours is not None:
            yield from hours_faults(choice.hours, f"{key}.hours")


def _edition_faults(service: str, label: str, editions: "Editions") -> Iterator[Fault]:
    labels = [edition.label for edition in editions.of_service(service)]
    if not labels:
        names = sorted({edition.service for edition in editions})
        yield Fault("160", f"services.{service}", {"expected": ", ".join(names)})
    elif label != IN_FORCE and label.casefold() not in {known.casefold() for known in labels}:
        fields = {"found": label, "expected": ", ".join((IN_FORCE, *labels))}
        yield Fault("161", f"services.{service}.edition", fields)


def _channel_faults(service: str, label: str, editions: "Editions") -> Iterator[Fault]:
    """A State Corporation desk takes in under editions that know it; what is in force, the day itself will say."""
    own = [edition for edition in editions.of_service(service) if label in (IN_FORCE, edition.label)]
    knowing = [edition for edition in own if any(channel.kind == "state_corporation" for channel in edition.channels)]
    if own and not knowing:
        yield Fault("1055", f"services.{service}.edition", {"act": label if label != IN_FORCE else own[-1].label})


def _queue_faults(profile: Profile) -> Iterator[Fault]:
    if not 0 <= profile.queue.recalls <= MOST_RECALLS:
        yield range_fault("queue.recalls", profile.queue.recalls, 0, MOST_RECALLS)
    if not 0 <= profile.queue.recall_after <= MOST_RECALL_AFTER:
        yield range_fault("queue.recall_after", profile.queue.recall_after, 0, MOST_RECALL_AFTER)
    if not PORTS[0] <= profile.board.port <= PORTS[1]:
        yield range_fault("board.port", profile.board.port, *PORTS)


def _exchange_faults(profile: Profile) -> Iterator[Fault]:
    proxy, most = profile.exchange.proxy, profile.exchange.metered_megabytes_a_day
    if proxy not in ("", "none") and not _PROXY.fullmatch(proxy):
        yield Fault("861", "exchange.proxy", {"found": proxy})
    if not 0 <= most <= MOST_MEGABYTES:
        yield range_fault("exchange.metered_megabytes_a_day", most, 0, MOST_MEGABYTES)


def _keeping_faults(profile: Profile) -> Iterator[Fault]:
    place = profile.second_place
    # A path of another system is none here, and no counter stops working for it.
    if place and not (PurePosixPath(place).is_absolute() or PureWindowsPath(place).is_absolute()):
        yield Fault("816", "second_place", {"found": place, "expected": "/media/disk, D:\\Kense"})
    if not 0 <= profile.retention_years <= MOST_RETENTION:
        yield range_fault("retention_years", profile.retention_years, 0, MOST_RETENTION)
    elif profile.retention_years and not profile.retention_rule.strip():
        yield Fault("172", "retention_rule")
    if profile.district_key and not _PUBLIC_KEY.fullmatch(profile.district_key):
        yield Fault("818", "district_key", {"found": profile.district_key})


def range_fault(key: str, found: object, least: int, most: int) -> Fault:
    """A number that is none, or too small or too large."""
    return Fault("171", key, {"found": str(found), "least": str(least), "most": str(most)})


def _words_faults(text: str, key: str) -> Iterator[Fault]:
    if not text.strip():
        yield Fault("172", key)
        return
    try:
        check_words(text)
    except Problem as problem:
        yield Fault("173", key, {"characters": str(problem.fields["characters"])})


def _phone_faults(text: str, key: str) -> Iterator[Fault]:
    if not text.strip():
        yield Fault("172", key)
        return
    try:
        check_phone(text)
    except Problem:
        yield Fault("170", key, {"found": text})


def _bin_faults(text: str, key: str) -> Iterator[Fault]:
    digits = restore_digits(text)
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()) or digits == "0" * LENGTH:
        yield Fault("168", key, {"found": text})
    elif digits[-1] != str(check_digit(digits[:-1])):
        yield Fault("169", key)
