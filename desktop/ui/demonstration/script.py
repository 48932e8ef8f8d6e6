"""The demonstration's cases, as read from the file that describes them."""

import tomllib

import msgspec

from forms.editions import Outcome
from forms.resources import find_resource


class DemoApplicant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the operator types on the applicant's screen."""

    iin: str
    name: str
    identity_document: str
    workplace: str
    position: str
    phone: str
    email: str


class DemoCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One case from the first key to the last. ``documents`` by number: ``missing`` or
    ``unreliable N`` with the place of the usual reason; ``absent`` must not be on the checklist."""

    name: str
    edition: str
    provider: str
    applicant: DemoApplicant
    facts: dict[str, str | bool]
    held_until: str = ""
    consent: str = ""
    outcome: Outcome
    reason: str = ""
    language: str
    documents: dict[str, str] = {}
    details: dict[str, dict[str, str]] = {}
    absent: tuple[int, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    case: tuple[DemoCase, ...]


def read_cases() -> tuple[DemoCase, ...]:
    """The cases that are shipped."""
    return msgspec.convert(tomllib.loads(find_resource("demo", "cases.toml").read_text("utf-8")), _File).case
