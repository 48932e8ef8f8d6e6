"""A delivery in words, as the room's log shows it."""

from typing import TYPE_CHECKING, NamedTuple

from desktop.ui.context import Look
from desktop.ui.exchange.standing import say_moment
from desktop.ui.wording import say_size
from forms.catalogues import N_
from forms.problems import PROBLEMS, Problem

if TYPE_CHECKING:
    from desktop.operations.exchanging import Delivery

WAYS: dict[str, str] = {"network": N_("over the network"), "file": N_("on a stick")}
WHAT: dict[str, str] = {
    "question": N_("asked where things stand"),
    "batch": N_("entries"),
    "enrolment": N_("the enrolment of this counter"),
    "keys": N_("new keys of this counter"),
    "update": N_("something the district published"),
    "answer": N_("an answer of the district"),
}
OUTCOMES: dict[str, tuple[str, str]] = {
    "taken": ("✓", N_("taken")),
    "refused": ("⚠", N_("not taken")),
    "failed": ("⚠", N_("did not get through")),
    "written": ("✓", N_("written")),
    "read": ("✓", N_("read")),
}


class ToldDelivery(NamedTuple):
    """A line for the eye, a quieter one beneath, and what was wrong, empty where nothing was."""

    head: str
    what: str
    problem: str


def say_delivery(one: "Delivery", look: Look) -> ToldDelivery:
    """A delivery in words."""
    say = look.say
    sign, outcome = OUTCOMES.get(one.outcome, ("·", one.outcome))
    head = f"{sign} {say_moment(one.at, look)} · {say(outcome)}"
    what = say(WHAT.get(one.what, one.what))
    if one.last:
        what = say("entries {first} to {last}", first=one.first, last=one.last)
    size = say_size(one.bytes, look.language.code) if one.bytes else ""
    parts = (what, size, say(WAYS.get(one.way, one.way)), one.place)
    return ToldDelivery(head, " · ".join(part for part in parts if part), _say_problem(one, look))


def _say_problem(one: "Delivery", look: Look) -> str:
    if not one.problem:
        return ""
    if one.problem not in PROBLEMS:
        return one.problem
    try:
        return Problem(one.problem, **one.fields).sentence(look.say)
    except (KeyError, IndexError, ValueError):
        return one.problem  # kept by another version of the program
