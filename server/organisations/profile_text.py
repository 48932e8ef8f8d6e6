"""A counter's profile as the centre writes it into an invitation: TOML of docs/profile.md, format 1.

Everything a school would be asked at its first start and the district knows already. Who works at the counter it does
not know: one operator stands there to be renamed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from forms.identity import LENGTH, check_digit
from forms.problems import Problem
from server.organisations.models import Organisation

OPERATOR_ID = "clerk-1"
OPERATOR_NAME = "Кеңсе қызметкері"  # until the first start asks who it is
ZONES = ("Asia/Almaty", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Atyrau", "Asia/Oral", "Asia/Qostanay", "Asia/Qyzylorda")


@dataclass(frozen=True)
class ServiceWanted:
    """A service the counter is to offer; ``edition`` a label, or ``in-force``."""

    provider: str
    edition: str = "in-force"


@dataclass(frozen=True)
class ProfileWanted:
    """What the district chooses beside what the organisation says of itself."""

    services: Mapping[str, ServiceWanted]
    zone: str = "Asia/Almaty"
    interface: str = "kk"
    languages: tuple[str, ...] = ("kk", "ru")
    verification_address: str = ""


def write_profile(organisation: Organisation, counter: str, wanted: ProfileWanted) -> str:
    """The text of ``profile.toml``. Raises Problem 902 where the organisation lacks what a paper must name, 903."""
    missing = [
        name for name in ("name_kk", "name_ru", "address_kk", "address_ru", "phone") if not _told(organisation, name)
    ]
    if missing:
        raise Problem("902", organisation=organisation.name_kk, missing=", ".join(missing))
    if not wanted.services:
        raise Problem("903")
    lines = ["format = 1"]
    if organisation.kind == Organisation.Kind.STATE_CORPORATION:
        lines.append('kind = "state_corporation"')
    lines += [
        f"counter = {_text(counter)}",
        f"zone = {_text(wanted.zone)}",
        f"interface = {_text(wanted.interface)}",
        f"languages = [{', '.join(map(_text, wanted.languages))}]",
    ]
    if wanted.verification_address:
        lines.append(f"verification_address = {_text(wanted.verification_address)}")
    lines += [
        "",
        "[organisation]",
        f"name = {_both(organisation.name_kk, organisation.name_ru)}",
        f"address = {_both(organisation.address_kk, organisation.address_ru)}",
        f"phone = {_text(organisation.phone)}",
    ]
    if organisation.bin:
        lines.append(f"bin = {_text(organisation.bin)}")
    lines += ["", "[[operators]]", f"id = {_text(OPERATOR_ID)}", f"name = {_text(OPERATOR_NAME)}"]
    for name, service in wanted.services.items():
        lines += [
            "",
            f"[services.{name}]",
            f"provider = {_text(service.provider)}",
            f"edition = {_text(service.edition)}",
        ]
    return "\n".join(lines) + "\n"


def is_bin(text: str) -> bool:
    """Whether this is a business identification number: twelve digits whose last one checks."""
    return (
        len(text) == LENGTH
        and text.isascii()
        and text.isdigit()
        and text.strip("0") != ""
        and text[-1] == str(check_digit(text[:-1]))
    )


def _told(organisation: Organisation, name: str) -> bool:
    return bool(str(getattr(organisation, name)).strip())


def _both(kk: str, ru: str) -> str:
    return f"{{ kk = {_text(kk)}, ru = {_text(ru)} }}"


def _text(value: str) -> str:
    """A basic string of TOML: JSON's escapes are TOML's, but for DEL, which JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
