"""Who may do what: one table. Every operation that is not for everyone asks it."""

from collections.abc import Iterable, Mapping
from typing import Literal

from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintCorrected,
    ComplaintForwarded,
    ComplaintReceived,
)
from forms.day_acts import CaseVoided, ClockDoubted, ClockTrusted, DayClosed, DayOpened, MachineRestarted
from forms.events import (
    CaseDecided,
    CaseDropped,
    CaseHeld,
    CaseResumed,
    PaperHandedOver,
    PaperPrinted,
    ParticularsErased,
    SegmentOpened,
    VisitOpened,
)
from forms.exchange_acts import CounterEnrolled, RefusalSettled, UpdateTaken
from forms.keeping_acts import StoreRestored
from forms.operator_acts import (
    CaseTakenOver,
    OperatorChanged,
    OperatorEnrolled,
    OperatorSignedIn,
    OperatorSignedOut,
    PasswordChanged,
    RecoveryRenewed,
    Role,
)
from forms.problems import Problem
from forms.procedure_acts import (
    GroupSet,
    HomeVisitAsked,
    ProceedingOpened,
    ResultDrafted,
    ResultIssued,
    ResultMoved,
    ResultSigned,
    RosterTaken,
    StepReturned,
    StepTaken,
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
from forms.records import Kind
from forms.register_acts import CaseCorrected, DuplicateJudged, RegisterExported

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
    "exchange",  # send, carry a stick, see what the district refused
    "settle",  # what became of an event the district refused
    "enrol",  # belong to a centre, change the counter's keys
    "proceed",  # steps of a procedure that anybody at the counter takes
    "execute",  # the executor's steps are theirs to take; the head may in their place, and is not waited for
    "resolve",  # the head's: review, return for rework, sign
    "complain",  # take complaints in, answer and forward them; never one about oneself
    "directories",  # groups and their places, rosters, the key that signs
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
    "exchange": ("clerk", "head", "administrator"),
    "settle": ("clerk", "head"),
    "enrol": ("administrator",),
    "proceed": ("clerk", "head"),
    "execute": ("clerk",),
    "resolve": ("head",),
    "complain": ("clerk", "head"),
    "directories": ("head", "administrator"),
}


# Which right recording an act needs. None: it follows from another act, or is recorded of whoever is there.
_OF_ACTS: Mapping[type[Kind], Right | None] = {
    SegmentOpened: None,
    VisitOpened: "serve",
    CaseHeld: "serve",
    CaseResumed: "serve",
    CaseDropped: "serve",
    CaseDecided: "serve",
    CaseVoided: "void",
    PaperPrinted: None,  # a job that was at the printer when the counter was locked
    PaperHandedOver: "serve",
    TicketIssued: "serve",
    TicketCalled: "serve",
    TicketRecalled: "serve",
    TicketNoShow: "serve",
    TicketClosed: "serve",
    VisitHeld: "serve",
    VisitReturned: "serve",
    WalkInAdmitted: "serve",
    DayOpened: "serve",
    DayClosed: "close_day",
    MachineRestarted: None,
    ClockDoubted: None,
    ClockTrusted: None,
    ParticularsErased: "erase",
    CaseCorrected: "correct",
    DuplicateJudged: "judge_duplicate",
    RegisterExported: "export",
    OperatorEnrolled: "operators",
    OperatorChanged: "operators",
    OperatorSignedIn: None,
    OperatorSignedOut: None,
    PasswordChanged: None,  # one's own, too
    RecoveryRenewed: "operators",
    CaseTakenOver: None,  # one's own, too
    StoreRestored: None,  # recorded at the next opening, of what was allowed then
    CounterEnrolled: "enrol",
    UpdateTaken: None,  # the centre's decision, whoever is there
    RefusalSettled: "settle",
    ProceedingOpened: "serve",
    SubjectRecorded: "serve",
    # A step whose actor is the head asks for "resolve" as well, in the operation.
    StepTaken: "proceed",
    StepReturned: "proceed",
    ResultDrafted: "proceed",
    ResultSigned: "resolve",
    ResultIssued: "proceed",
    ResultMoved: "proceed",
    GroupSet: "directories",
    RosterTaken: "directories",
    HomeVisitAsked: "proceed",
    ComplaintReceived: "complain",
    ComplaintAssigned: "complain",
    ComplaintCorrected: "complain",
    ComplaintForwarded: "complain",
    ComplaintAnswered: "complain",
}


def right_of(act: type[Kind]) -> Right | None:
    """The right that recording an act of this kind needs, or None."""
    return _OF_ACTS.get(act)


def require_act(roles: Iterable[Role], kind: type[Kind]) -> None:
    """Raise Problem 720 where none of these roles may do what an act of this kind records."""
    right = right_of(kind)
    if right is not None:
        require(roles, right)


def may(roles: Iterable[Role], right: Right) -> bool:
    """Whether one of these roles has the right."""
    return not set(_ALLOWED[right]).isdisjoint(roles)


def require(roles: Iterable[Role], right: Right) -> None:
    """Raise Problem 720 where none of these roles has the right."""
    if not may(roles, right):
        raise Problem("720")
