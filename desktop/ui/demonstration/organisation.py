"""Whose counter a scene plays at: the demonstration organisation, as the scene needs it."""

import tomllib

import msgspec

from desktop.domain.channels import OrganisationKind
from desktop.profile.shape import Profile, ServiceChoice
from forms.editions import Edition
from forms.resources import find_resource


def demonstration_profile(edition: Edition, *, kind: OrganisationKind = "school", **others: object) -> Profile:
    """The shipped organisation under one edition; ``others`` are fields of the profile put in its place."""
    told = tomllib.loads(find_resource("demo", "profile.toml").read_text("utf-8"))
    profile = msgspec.convert({**told, "services": {}}, Profile)
    services = {edition.service: ServiceChoice(provider="local", edition=edition.label)}
    return msgspec.structs.replace(profile, kind=kind, services=services, **others)
