"""The acts of the exchange: the counter and its centre."""

from typing import Literal

from forms.records import Kind

# corrected, voided: by the event named; resent: it is as it should be, judge it again; noted: as the words say.
Settling = Literal["corrected", "voided", "resent", "noted"]


class CounterEnrolled(Kind, frozen=True, kw_only=True, tag="counter_enrolled"):
    """From here on what is recorded goes to this centre, known by the key it signs with (Ed25519, hex)."""

    version: Literal[1] = 1
    centre: str
    address: str


class UpdateTaken(Kind, frozen=True, kw_only=True, tag="update_taken"):
    """Something the centre published is in use here. ``sha256`` is of its content."""

    version: Literal[1] = 1
    number: int
    subject: str
    name: str
    sha256: str


class RefusalSettled(Kind, frozen=True, kw_only=True, tag="refusal_settled"):
    """What became of an event the centre refused; the reason is a particular. ``by``: sequence of the mending event."""

    version: Literal[1] = 1
    sequence: int
    hash: str
    problem: str
    how: Settling
    by: int = 0
