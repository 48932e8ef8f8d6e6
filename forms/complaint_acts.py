"""The acts of complaints taken at the counter. An operator complained of is named by an identifier."""

from typing import Literal

from forms.records import Kind, Part
from forms.register_acts import Attached

ComplaintWay = Literal["paper", "post", "email", "phone", "portal"]
ComplaintOutcome = Literal["full", "part", "refused"]
ComplaintLevel = Literal["provider", "authority"]


class ComplaintReceived(Kind, frozen=True, kw_only=True, tag="complaint_received"):
    """A complaint under its incoming number, in one act with its particulars.

    ``about`` is the operator complained of, empty where nobody is named; ``case_number`` the case it speaks of. Dates
    are ISO; ``due`` and ``forward_due`` are None where ``edition`` says no term. ``answer_place`` is an office's.
    """

    version: Literal[1] = 1
    register: str
    number: str
    service: str
    edition: str
    way: ComplaintWay
    level: ComplaintLevel = "provider"
    language: Literal["kk", "ru"]
    received_on: str
    about: str = ""
    case_number: str = ""
    by_representative: bool = False
    signed: bool = True
    due: str | None = None
    forward_due: str | None = None
    answer_place: str


class ComplaintAssigned(Kind, frozen=True, kw_only=True, tag="complaint_assigned"):
    """Who handles it: never the operator it is about."""

    version: Literal[1] = 1
    number: str
    handler: str


class ComplaintCorrected(Kind, frozen=True, kw_only=True, tag="complaint_corrected"):
    """What was written of it, put right: places of its particulars by name. The words are particulars."""

    version: Literal[1] = 1
    number: str
    fields: tuple[str, ...]


class ComplaintForwarded(Kind, frozen=True, kw_only=True, tag="complaint_forwarded"):
    """Sent with the case to the body that considers it. ``to`` names an office; ``on`` is an ISO date."""

    version: Literal[1] = 1
    number: str
    to: str
    on: str


class ComplaintAnswered(Kind, frozen=True, kw_only=True, tag="complaint_answered"):
    """Answered; the words are a particular. ``on`` is an ISO date."""

    version: Literal[1] = 1
    number: str
    outcome: ComplaintOutcome
    on: str


class ComplaintParticulars(Part, frozen=True, kw_only=True):
    """The law's fields of a complaint, and its scan."""

    name: str
    address: str
    phone: str
    text: str
    email: str = ""
    representative: str = ""
    power_of_attorney: str = ""
    attached: tuple[Attached, ...] = ()
