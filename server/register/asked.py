"""What is asked of the register: the words typed, the filters and the order, as they stand in a page's address."""

from datetime import date
from typing import Literal, get_args

import msgspec
from django.http import QueryDict

State = Literal["", "under_way", "overdue", "not_handed_over", "overrun", "void", "corrected", "left_behind"]
Sort = Literal["-at", "at", "name", "due"]
STATES: tuple[State, ...] = get_args(State)
SORTS: tuple[Sort, ...] = get_args(Sort)
_LONGEST = 200


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A search. Empty fields choose nothing; ``clerk`` is the counter's row and the operator: ``12.op1``."""

    q: str = ""
    since: date | None = None
    until: date | None = None
    school: str = ""  # an organisation's code: it and everything below
    counter: str = ""
    service: str = ""
    edition: str = ""
    outcome: str = ""
    clerk: str = ""
    state: State = ""
    sort: Sort = "-at"

    @property
    def narrowed(self) -> bool:
        """Whether anything is chosen beside the order."""
        return any(getattr(self, name) for name in self.__struct_fields__ if name != "sort")

    @property
    def clerk_place(self) -> tuple[int, str] | None:
        """The clerk's counter and identifier."""
        counter, dot, operator = self.clerk.partition(".")
        known = dot and counter.isascii() and counter.isdecimal() and len(counter) < 19
        return (int(counter), operator) if known else None


def read_asked(given: QueryDict) -> Asked:
    """The search an address asks for. What cannot be meant is left out."""
    told = {name: str(given.get(name, "")).replace("\x00", "").strip()[:_LONGEST] for name in Asked.__struct_fields__}
    return Asked(
        q=told["q"],
        since=_day(told["since"]),
        until=_day(told["until"]),
        school=told["school"],
        counter=told["counter"],
        service=told["service"],
        edition=told["edition"],
        outcome=told["outcome"],
        clerk=told["clerk"],
        state=next((state for state in STATES if state == told["state"]), ""),
        sort=next((sort for sort in SORTS if sort == told["sort"]), "-at"),
    )


def write_asked(asked: Asked) -> str:
    """The address's question of a search, without what is not chosen."""
    made = QueryDict(mutable=True)
    for name in asked.__struct_fields__:
        value = getattr(asked, name)
        if value and (name, value) != ("sort", "-at"):
            made[name] = str(value)
    return made.urlencode()


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None
