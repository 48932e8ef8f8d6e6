"""Who may do what: one table. Every operation that is not for everyone asks it."""

from collections.abc import Iterable, Mapping
from typing import Literal

from forms.operator_acts import Role
from forms.problems import Problem

Right = Literal[
    "serve",  # the queue and the reception
    "search",  # see the register: names, papers, time lines
    "reprint",
    "correct",
    "void",
    "judge_duplicate",
    "export",
    "close_day",
    "verify",
    "take_over",  # another operator's unfinished case
    "settings",  # the organisation's profile
    "operators",  # enrol, close, give roles and new passwords; the recovery sheet
    "back_up",
    "restore",
    "erase",  # anonymise what is past its retention
    "practise",
]

ALL_ROLES: tuple[Role, ...] = ("clerk", "head", "administrator")

_ALLOWED: Mapping[Right, tuple[Role, ...]] = {
    "serve": ("clerk", "head"),
    "search": ("clerk", "head"),
    "reprint": ("clerk", "head"),
    "correct": ("clerk", "head"),
    "void": ("clerk", "head"),
    "judge_duplicate": ("clerk", "head"),
    "export": ("clerk", "head"),
    "close_day": ("clerk", "head"),
    "verify": ("clerk", "head", "administrator"),
    "take_over": ("head",),
    "settings": ("administrator",),
    "operators": ("administrator",),
    "back_up": ("clerk", "head", "administrator"),
    "restore": ("administrator",),
    "erase": ("administrator",),
    "practise": ("clerk", "head", "administrator"),
}


def may(roles: Iterable[Role], right: Right) -> bool:
    """Whether one of these roles has the right."""
    return not set(_ALLOWED[right]).isdisjoint(roles)


def roles_with(right: Right) -> tuple[Role, ...]:
    """Which roles have a right."""
    return _ALLOWED[right]


def require(roles: Iterable[Role], right: Right) -> None:
    """Raise Problem 720 where none of these roles has the right."""
    if not may(roles, right):
        raise Problem("720")
