"""The typed events of a counter's journal, their canonical bytes, and what can be erased from them.

An event is an *act* (what, when, who, which number; kept for ever) and, where it speaks of a person, its
*particulars*. The act is bound to the particulars by a salted digest only, so the particulars can be erased when
their retention ends and the chain still verifies. No field of an act may name or describe a person.

Canonical bytes are JSON with sorted keys, no white space, UTF-8, and every field present. They are what is
hashed, sealed and sent; changing a kind's fields means a new version of that kind, never a changed meaning.
"""

import hashlib
import os
from typing import Literal

import msgspec

from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintCorrected,
    ComplaintForwarded,
    ComplaintParticulars,
    ComplaintReceived,
)
from forms.day_acts import CaseVoided, ClockDoubted, ClockTrusted, DayClosed, DayOpened, MachineRestarted
from forms.editions import Finding, Outcome
from forms.exchange_acts import CounterEnrolled, RefusalSettled, UpdateTaken
from forms.keeping_acts import StoreRestored
from forms.moments import Moment
from forms.operator_acts import (
    CaseTakenOver,
    OperatorChanged,
    OperatorEnrolled,
    OperatorSignedIn,
    OperatorSignedOut,
    PasswordChanged,
    RecoveryRenewed,
)
from forms.procedure_acts import (
    GroupSet,
    HomeVisitAsked,
    HomeVisitParticulars,
    ProceedingOpened,
    ReceiverParticulars,
    ResultDrafted,
    ResultIssued,
    ResultMoved,
    ResultParticulars,
    ResultSigned,
    RosterTaken,
    SignatureParticulars,
    StepReturned,
    StepTaken,
    SubjectParticulars,
    SubjectRecorded,
)
from forms.queue_acts import (
    TicketCalled,
    TicketClosed,
    TicketIssued,
    TicketNoShow,
    TicketRecalled,
    VisitHeld,
    VisitReturned,
    WalkInAdmitted,
)
from forms.records import Kind, Part, decode
from forms.register_acts import (
    CaseCorrected,
    CorrectionParticulars,
    DuplicateJudged,
    ReasonParticulars,
    RegisterExported,
)

SALT_BYTES = 16


class SegmentOpened(Kind, frozen=True, kw_only=True, tag="segment_opened"):
    """The first event of a journal, or of its continuation after a restore."""

    version: Literal[1] = 1
    counter_key: str  # the counter's Ed25519 public key, hex
    continues: str | None = None  # hash of the last event of the segment before


class VisitOpened(Kind, frozen=True, kw_only=True, tag="visit_opened"):
    """A case is opened. Without a call before it the serving clock starts here."""

    version: Literal[1] = 1
    service: str


class CaseHeld(Kind, frozen=True, kw_only=True, tag="case_held"):
    """Put aside; ``screen`` is where it stood. Of journals from before holds had reasons: see VisitHeld."""

    version: Literal[1] = 1
    screen: str


class CaseResumed(Kind, frozen=True, kw_only=True, tag="case_resumed"):
    """Taken up again, after a hold or after the program was stopped."""

    version: Literal[1] = 1
    after: Literal["hold", "restart"]


class CaseDropped(Kind, frozen=True, kw_only=True, tag="case_dropped"):
    """Closed without an outcome: the applicant left or began by mistake."""

    version: Literal[1] = 1
    reason: Literal["applicant_left", "opened_by_mistake", "other"]


class CheckedDocument(Part, frozen=True, kw_only=True):
    """What the clerk found of one document: no number, date or word of it, those are particulars."""

    key: str
    number: int | None
    finding: Literal["in_order", "not_available"] | Finding
    marks: tuple[str, ...] = ()
    sheets: int = 0


class CaseDecided(Kind, frozen=True, kw_only=True, tag="case_decided"):
    """The outcome, its number, and everything it rests on: one event, so that none of it can be had alone."""

    version: Literal[1] = 1
    register: str
    number: str
    service: str
    edition: str
    outcome: Outcome
    proposed: Outcome
    grounds: tuple[str, ...] = ()
    facts: dict[str, str | bool]
    consent: Literal["given", "declined", "not_asked"]
    consent_at: str | None = None
    by_representative: bool = False
    documents: tuple[CheckedDocument, ...]
    due: str | None = None  # ISO date
    serving_seconds: int
    clock_doubted: bool = False
    overrun: bool = False
    outside_hours: bool = False


# Papers of a case that are no copies of its outcome's paper, which ``PaperPrinted.paper`` names by the outcome.
PAPERS_BESIDE = frozenset(("application", "correction", "void", "order", "refusal", "notification"))


class PaperPrinted(Kind, frozen=True, kw_only=True, tag="paper_printed"):
    """A copy went to the printer. ``sha256`` is of the archived bytes."""

    version: Literal[1] = 1
    number: str
    paper: str
    copy_number: int
    copies: int
    language: str
    sha256: str


class PaperHandedOver(Kind, frozen=True, kw_only=True, tag="paper_handed_over"):
    """The applicant has the outcome paper: the serving clock stops."""

    version: Literal[1] = 1
    number: str
    serving_seconds: int
    overrun: bool = False


class ParticularsErased(Kind, frozen=True, kw_only=True, tag="particulars_erased"):
    """Retention ended: the particulars of these events are gone, their digests stay."""

    version: Literal[1] = 1
    sequences: tuple[int, ...]
    rule: str


Act = (
    SegmentOpened
    | VisitOpened
    | CaseHeld
    | CaseResumed
    | CaseDropped
    | CaseDecided
    | CaseVoided
    | PaperPrinted
    | PaperHandedOver
    | TicketIssued
    | TicketCalled
    | TicketRecalled
    | TicketNoShow
    | TicketClosed
    | VisitHeld
    | VisitReturned
    | WalkInAdmitted
    | DayOpened
    | DayClosed
    | MachineRestarted
    | ClockDoubted
    | ClockTrusted
    | ParticularsErased
    | CaseCorrected
    | DuplicateJudged
    | RegisterExported
    | OperatorEnrolled
    | OperatorChanged
    | OperatorSignedIn
    | OperatorSignedOut
    | PasswordChanged
    | RecoveryRenewed
    | CaseTakenOver
    | StoreRestored
    | CounterEnrolled
    | UpdateTaken
    | RefusalSettled
    | ProceedingOpened
    | SubjectRecorded
    | StepTaken
    | StepReturned
    | ResultDrafted
    | ResultSigned
    | ResultIssued
    | ResultMoved
    | GroupSet
    | RosterTaken
    | HomeVisitAsked
    | ComplaintReceived
    | ComplaintAssigned
    | ComplaintCorrected
    | ComplaintForwarded
    | ComplaintAnswered
)


class PersonParticulars(Part, frozen=True, kw_only=True):
    """A person as written down at the counter."""

    iin: str
    name: str
    phone: str = ""
    email: str = ""
    workplace: str = ""
    position: str = ""
    identity_document: str = ""


class DocumentParticulars(Part, frozen=True, kw_only=True):
    """What was written of one document."""

    key: str
    number: str = ""
    date: str = ""
    expires: str = ""
    reason: str = ""
    word_count: str = ""  # of an essay, digits


class CaseParticulars(Part, frozen=True, kw_only=True):
    """Everything of a decided case that speaks of a person, and every free word the clerk typed."""

    applicant: PersonParticulars
    representative: PersonParticulars | None = None
    power_of_attorney: str = ""
    documents: tuple[DocumentParticulars, ...] = ()
    held_until: str = ""  # of the category held, as typed
    refusal_reason: str = ""
    overrun_reason: str = ""


Particulars = (
    CaseParticulars
    | CorrectionParticulars
    | ReasonParticulars
    | SubjectParticulars
    | ResultParticulars
    | SignatureParticulars
    | ReceiverParticulars
    | HomeVisitParticulars
    | ComplaintParticulars
)

# What speaks of a person in each kind of event; everything not named here has a case's.
_PARTICULARS_OF: dict[type[Kind], type[Particulars]] = {
    CaseCorrected: CorrectionParticulars,
    CaseVoided: ReasonParticulars,
    DuplicateJudged: ReasonParticulars,
    CaseTakenOver: ReasonParticulars,
    StoreRestored: ReasonParticulars,
    ParticularsErased: ReasonParticulars,
    RefusalSettled: ReasonParticulars,
    SubjectRecorded: SubjectParticulars,
    StepTaken: ReasonParticulars,
    StepReturned: ReasonParticulars,
    ResultDrafted: ResultParticulars,
    ResultSigned: SignatureParticulars,
    ResultIssued: ReceiverParticulars,
    ResultMoved: ReasonParticulars,
    HomeVisitAsked: HomeVisitParticulars,
    ComplaintReceived: ComplaintParticulars,
    ComplaintAssigned: ReasonParticulars,
    ComplaintCorrected: CorrectionParticulars,
    ComplaintForwarded: ReasonParticulars,
    ComplaintAnswered: ReasonParticulars,
}


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An event in its place. Identity for ever: (counter, sequence, hash)."""

    format: Literal[1] = 1
    counter: str
    sequence: int
    at: Moment
    operator: str  # identifier of the operator, not a name
    case: str | None = None
    act: Act
    particulars_digest: str | None = None


_encoder = msgspec.json.Encoder(order="sorted")
_event_decoder = msgspec.json.Decoder(Event)
_particulars_decoders: dict[type[Particulars], msgspec.json.Decoder[Particulars]] = {
    shape: msgspec.json.Decoder(shape) for shape in (CaseParticulars, *_PARTICULARS_OF.values())
}


def canonical_bytes(record: msgspec.Struct) -> bytes:
    """The one byte form of an event or of particulars."""
    return _encoder.encode(record)


def read_event(data: bytes) -> Event:
    """An event from its canonical bytes. Raises ValidationError for any other form of them."""
    event = decode(_event_decoder, data)
    if canonical_bytes(event) != data:
        raise msgspec.ValidationError("not in canonical form")
    return event


def read_particulars(data: bytes, act: Act) -> Particulars:
    """The particulars of an act from their canonical bytes. Raises ValidationError for any others."""
    return decode(_particulars_decoders[_PARTICULARS_OF.get(type(act), CaseParticulars)], data)


def make_salt() -> bytes:
    """A fresh salt: without it a digest of an IIN could be guessed back."""
    return os.urandom(SALT_BYTES)


def digest_particulars(particulars: bytes, salt: bytes) -> str:
    """SHA-256 over salt and canonical particulars, hex."""
    return hashlib.sha256(salt + particulars).hexdigest()
