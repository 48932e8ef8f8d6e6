"""Who may do what at the centre: one table."""

from collections.abc import Mapping
from typing import Literal

Right = Literal[
    "figures",  # norms, today, silent counters: nobody's name
    "register",  # cases with names; exports of them
    "complaints",
    "packages",  # of the State Corporation: look them through and answer
    "quarantine",  # settle what was refused; take in stick files
    "counters",  # enrol, revoke
    "publish",
    "people",  # users, roles, the record of who saw what
]

_ALLOWED: Mapping[str, frozenset[Right]] = {
    "administrator": frozenset(
        ("figures", "register", "complaints", "packages", "quarantine", "counters", "publish", "people"),
    ),
    "operator": frozenset(("figures", "register", "complaints", "packages", "quarantine", "counters")),
    "supervisor": frozenset(("figures", "register", "complaints", "packages")),
    "viewer": frozenset(("figures",)),
}


def roles_with(right: Right) -> tuple[str, ...]:
    """The roles that have a right."""
    return tuple(role for role, rights in _ALLOWED.items() if right in rights)


def rights_of(roles: "set[str]") -> frozenset[Right]:
    """Everything these roles may do together."""
    return frozenset().union(*(_ALLOWED[role] for role in roles))
