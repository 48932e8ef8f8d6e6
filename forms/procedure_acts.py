"""The acts of a procedure after the reception: steps taken, returned for rework, results drafted, signed and issued.

Each names the step it takes and the one under way after it (``next``; 0: the procedure has ended), so that whoever
folds them needs no edition. ``seconds`` is how long the case was held at the step, by the machine's count.
"""

from typing import Literal

import msgspec

from forms.records import Kind, Part
from forms.register_acts import Attached

Result = Literal["order", "refusal", "notification"]
SignedBy = Literal["drawn", "typed", "wet", "eds"]
Shown = Literal["receipt", "identity", "power_of_attorney"]
Moved = Literal["returned_unclaimed", "asked_again", "resent"]
# The fact a step of receiving leaves: the number its signer gave a result that was signed elsewhere.
RESULT_NUMBER = "result_number"


class TakenStep(Part, frozen=True, kw_only=True):
    """A step taken at a screen of the reception: ``facts`` are its answers, ``source`` who gave them."""

    step: int
    seconds: int
    facts: dict[str, str | bool] = msgspec.field(default_factory=dict)
    source: str = ""


class ProceedingOpened(Kind, frozen=True, kw_only=True, tag="proceeding_opened"):
    """A case goes on after its reception, in the same act as its outcome.

    ``filed_at`` (ISO) is when it was filed where that was not here and now: on a portal, or at the Corporation, whose
    own number is ``package``. ``due`` is an ISO date. ``clock_from`` is the wall time the norm's minutes run from.
    """

    version: Literal[1] = 1
    number: str
    service: str
    edition: str
    channel: str
    side: str
    filed_at: str = ""
    package: str = ""
    facts: dict[str, str | bool] = msgspec.field(default_factory=dict)
    taken: tuple[TakenStep, ...] = ()
    next: int
    due: str | None = None


class SubjectRecorded(Kind, frozen=True, kw_only=True, tag="subject_recorded"):
    """Whose matter a decided case is; who that is are particulars."""

    version: Literal[1] = 1
    number: str
    relation: str
    consent: Literal["given", "declined", "not_asked"]


class StepTaken(Kind, frozen=True, kw_only=True, tag="step_taken"):
    """A step without a result of its own. ``source`` is who answered where that was not the operator.

    Words said with it are a particular.
    """

    version: Literal[1] = 1
    number: str
    step: int
    next: int
    act: str
    facts: dict[str, str | bool] = msgspec.field(default_factory=dict)
    source: str = ""
    seconds: int


class StepReturned(Kind, frozen=True, kw_only=True, tag="step_returned"):
    """The case goes back to an earlier step for rework; why is a particular."""

    version: Literal[1] = 1
    number: str
    step: int
    next: int
    seconds: int


class ResultDrafted(Kind, frozen=True, kw_only=True, tag="result_drafted"):
    """An order with its group, or a refusal with its grounds, waits for the signature. An order holds a place."""

    version: Literal[1] = 1
    number: str
    step: int
    next: int
    result: Result
    grounds: tuple[str, ...] = ()
    group: str = ""
    seconds: int


class ResultSigned(Kind, frozen=True, kw_only=True, tag="result_signed"):
    """The head has signed: the result has its number in a register of its own.

    ``signed_by``: how; ``certificate`` is the serial number of the key's, hex, where it was signed electronically.
    """

    version: Literal[1] = 1
    number: str
    step: int
    next: int
    result: Result
    group: str = ""
    register: str
    result_number: str
    signed_by: SignedBy
    certificate: str = ""
    seconds: int


class ResultIssued(Kind, frozen=True, kw_only=True, tag="result_issued"):
    """The result is in the applicant's hands, or a representative's. Never twice."""

    version: Literal[1] = 1
    number: str
    step: int
    next: int
    result_number: str
    to: Literal["applicant", "representative"]
    shown: tuple[Shown, ...]
    seconds: int


class ResultMoved(Kind, frozen=True, kw_only=True, tag="result_moved"):
    """Nobody collected it and it went back to the provider; it was asked for again; it was sent again.

    ``due`` (ISO date): by when it is to be sent again.
    """

    version: Literal[1] = 1
    number: str
    how: Moved
    due: str | None = None


class GroupSet(Kind, frozen=True, kw_only=True, tag="group_set"):
    """A group children are enrolled in, as it stands from now on. ``key`` is its for ever; ages in whole years."""

    version: Literal[1] = 1
    key: str
    service: str
    year: int  # the school year that begins in it
    programme_kk: str
    programme_ru: str
    name: str
    schedule: str
    places: int
    youngest: int
    oldest: int
    open: bool = True


class RosterTaken(Kind, frozen=True, kw_only=True, tag="roster_taken"):
    """A roster for looking people up is in use; its rows are no part of the journal. ``sha256`` is of the file.

    Without ``rows`` the roster of that name and file was taken out of use.
    """

    version: Literal[1] = 1
    name: str
    rows: int
    refused: int
    sha256: str


class HomeVisitAsked(Kind, frozen=True, kw_only=True, tag="home_visit_asked"):
    """Someone entitled asked to be visited at home; who and where are particulars. ``day`` is an ISO date."""

    version: Literal[1] = 1
    service: str
    edition: str
    day: str


class SubjectParticulars(Part, frozen=True, kw_only=True):
    """A child as written down at the counter. ``birth_date`` is ISO."""

    iin: str
    name: str
    birth_date: str
    relation_words: str = ""


class ResultParticulars(Part, frozen=True, kw_only=True):
    """A drafted result's words: why it is refused, or what is said beside an order."""

    reason: str = ""
    words: str = ""


class SignatureParticulars(Part, frozen=True, kw_only=True):
    """A signature as it was made: the strokes of a drawn one, or what was typed. The paper is archived beside."""

    mark: str = ""
    words: str = ""


class ReceiverParticulars(Part, frozen=True, kw_only=True):
    """Who took the result, by which papers."""

    name: str
    identity_document: str = ""
    power_of_attorney: str = ""


class HomeVisitParticulars(Part, frozen=True, kw_only=True):
    """Whom to visit, and where."""

    name: str
    iin: str = ""
    address: str
    phone: str
    words: str = ""
    attached: tuple[Attached, ...] = ()
