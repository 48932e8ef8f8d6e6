"""What is asked of the register and what it answers: rows, a page of them, and where the next page begins."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from desktop.storage.database import Value

RowKind = Literal["cases", "open", "tickets"]
State = Literal["", "due", "overdue", "held", "void", "corrected", "not_handed_over", "duplicates"]
Sort = Literal["newest", "oldest", "name", "due"]


@dataclass(frozen=True)
class RegisterQuery:
    """What is looked for. ``text`` as typed; dates are of the outcome, both ends included; empty is any.

    ``open`` are cases and visits not finished; ``tickets`` are all visits, of whom ``first`` and ``last`` bound the
    working day.
    """

    text: str = ""
    kind: RowKind = "cases"
    first: date | None = None
    last: date | None = None
    service: str = ""
    edition: str = ""
    outcome: str = ""
    operator: str = ""
    state: State = ""
    sort: Sort = "newest"


class RegisterRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row of the register. Times are ISO 8601 with offset, dates ISO dates; empty where there is none.

    ``id`` is the case's, which is its visit's too. ``number`` is the registration number, of tickets their label;
    ``ticket`` the label of either. ``name`` and ``iin`` are empty once the particulars were erased.
    """

    kind: RowKind
    id: str
    number: str
    ticket: str
    name: str
    iin: str
    service: str
    edition: str
    outcome: str
    at: str  # of the outcome; before it, when the visit began
    operator: str
    due: str
    handed_over: str
    voided: str  # the reason's code
    corrected: int  # how often
    copies: int
    held: bool
    overdue: bool
    sequence: int  # of the deciding event; of the visit's first event before it
    documents: int = 0
    sheets: int = 0
    visit_state: str = ""  # of tickets and of what is open: waiting, called, serving, held, ended
    ended_by: str = ""
    child: str = ""  # whom the applicant applied for
    registered: str = ""  # of tickets: the registration number of their case


@dataclass(frozen=True)
class Cursor:
    """Where a page ended. To be handed back as it is, with the same query."""

    phase: int
    key: tuple[Value, ...]


@dataclass(frozen=True)
class RegisterPage:
    """Some rows in order; ``next`` is None at the end."""

    rows: tuple[RegisterRow, ...]
    next: Cursor | None


@dataclass(frozen=True)
class FilterChoices:
    """What occurs in the register, for its filters."""

    services: tuple[str, ...]
    editions: tuple[str, ...]
    operators: tuple[str, ...]
    outcomes: tuple[str, ...]
