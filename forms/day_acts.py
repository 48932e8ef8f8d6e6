"""The acts of the working day and of the clock that it is measured by."""

from typing import Literal

import msgspec

from forms.moments import Moment
from forms.records import Kind, Part


class Spread(Part, frozen=True, kw_only=True):
    """How long people waited or were served: seconds, over ``count`` visits."""

    count: int = 0
    median_seconds: int = 0
    longest_seconds: int = 0
    over_norm: int = 0


class DayTotals(Part, frozen=True, kw_only=True):
    """The day as it was closed. Numbers only: no person is in them."""

    first_number: str = ""
    last_number: str = ""
    accepted: int = 0
    refusal_receipts: int = 0
    reasoned_refusals: int = 0
    grounds: dict[str, int] = msgspec.field(default_factory=dict)  # ground key → cases
    voided: int = 0
    tickets: int = 0
    without_ticket: int = 0
    no_shows: int = 0
    closed_without_service: dict[str, int] = msgspec.field(default_factory=dict)  # reason → visits
    out_of_order: dict[str, int] = msgspec.field(default_factory=dict)  # ground → calls
    waiting: Spread = Spread()
    serving: Spread = Spread()
    doubted: int = 0  # visits measured in doubt
    held: int = 0  # put aside and not finished
    unfinished: int = 0  # cases opened and not decided, the held among them


class DayOpened(Kind, frozen=True, kw_only=True, tag="day_opened"):
    """The working day begins, or goes on after it was closed."""

    version: Literal[1] = 1
    day: str  # ISO date
    again: bool = False


class DayClosed(Kind, frozen=True, kw_only=True, tag="day_closed"):
    """The working day is closed with its totals. ``late``: on a later day, because nobody did it in time."""

    version: Literal[1] = 1
    day: str
    totals: DayTotals
    late: bool = False


class ClockDoubted(Kind, frozen=True, kw_only=True, tag="clock_doubted"):
    """The wall clock moved against the machine's own count, or stands before the last event."""

    version: Literal[1] = 1
    jump_seconds: int


class ClockTrusted(Kind, frozen=True, kw_only=True, tag="clock_trusted"):
    """The wall clock is right again: it came back by itself, or the operator looked and confirmed it."""

    version: Literal[1] = 1
    by: Literal["return", "operator"]


class MachineRestarted(Kind, frozen=True, kw_only=True, tag="machine_restarted"):
    """The machine was started again: its count begins anew. ``before`` is the last event's moment.

    ``off_seconds`` is how long it was off as far as the wall clock tells; 0 where that went back.
    """

    version: Literal[1] = 1
    before: Moment
    off_seconds: int


class CaseVoided(Kind, frozen=True, kw_only=True, tag="case_voided"):
    """A decided case is void: it keeps its number, and the figures count it apart."""

    version: Literal[1] = 1
    number: str
    reason: Literal["wrong_person", "entered_twice", "wrong_outcome", "applicant_withdrew", "other"]
