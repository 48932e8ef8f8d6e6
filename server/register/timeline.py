"""What happened with a case, event by event, in words: by the counter's clock, and when the centre received it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms import day_acts, events, operator_acts, queue_acts, register_acts
from forms.correction_words import ASKED_BY, VOID_REASONS
from forms.events import Event
from forms.moments import measure, wall_time
from forms.procedure_acts import ProceedingOpened
from forms.records import Kind
from forms.visits import ticket_label
from server.pages.words import word
from server.register.case_words import CaseWords
from server.register.places import Left
from server.register.recorded import Recorded
from server.register.step_words import StepWords, tell_step
from server.register.walk_page import words_said

_HOLDS: Mapping[str, object] = {
    "fetches_paper": gettext_lazy("fetches a paper"),
    "fills_form": gettext_lazy("fills in a form"),
    "called_away": gettext_lazy("the clerk was called away"),
    "waits_for_head": gettext_lazy("waits for the head"),
    "counter_trouble": gettext_lazy("trouble at the counter"),
    "other": gettext_lazy("another reason"),
}
_CLOSINGS: Mapping[str, object] = {
    "left": gettext_lazy("left"),
    "question_answered": gettext_lazy("a question was answered"),
    "by_mistake": gettext_lazy("a ticket by mistake"),
    "not_our_service": gettext_lazy("not a service of this counter"),
    "day_ended": gettext_lazy("the day ended"),
    "applicant_left": gettext_lazy("the applicant left"),
    "opened_by_mistake": gettext_lazy("opened by mistake"),
    "other": gettext_lazy("another reason"),
}
_PAPERS: Mapping[str, object] = {
    "accepted": gettext_lazy("receipt"),
    "refusal_receipt": gettext_lazy("refusal receipt"),
    "reasoned_refusal": gettext_lazy("reasoned refusal"),
    "application": gettext_lazy("application form"),
    "correction": gettext_lazy("act of correction"),
    "void": gettext_lazy("act of void"),
    "order": gettext_lazy("order"),
    "refusal": gettext_lazy("reasoned refusal"),
    "notification": gettext_lazy("notification"),
    "complaint_coupon": gettext_lazy("coupon of the complaint"),
    "complaint_answer": gettext_lazy("answer to the complaint"),
    "complaint_forwarding": gettext_lazy("covering letter of the complaint"),
}


class Line(NamedTuple):
    """One event. ``at`` is the counter's wall; ``doubted``: it stands before the event before it, or two starts of the
    machine apart with nothing to tell."""

    sequence: int
    at: datetime
    received_at: datetime | None
    who: str
    words: str
    tone: str
    doubted: bool
    left_behind: bool
    said: str = ""  # what was written with it


def tell_events(recorded: Sequence[Recorded], counter: int, words: CaseWords, left: Left) -> list[Line]:
    """The lines of these events, in the journal's order."""
    lines = []
    before: Event | None = None
    steps = steps_of(recorded)
    for one in sorted(recorded, key=lambda one: (one.place.sequence, one.place.branch)):
        told, tone = tell_act(one.event.act, steps)
        at = wall_time(one.event.at)
        doubted = before is not None and (
            wall_time(before.at) > at or _jumped(before, one.event) or isinstance(one.event.act, day_acts.ClockDoubted)
        )
        lines.append(
            Line(
                sequence=one.place.sequence,
                at=at,
                received_at=one.received_at,
                who=words.clerk(counter, one.event.operator),
                words=told,
                tone=tone,
                doubted=doubted,
                left_behind=left.holds(one.place),
                said=words_said(one),
            )
        )
        before = one.event
    return lines


def _jumped(before: Event, event: Event) -> bool:
    """Whether the wall moved against the machine's count by more than a minute."""
    if before.at.boot != event.at.boot:
        return False
    wall = (wall_time(event.at) - wall_time(before.at)).total_seconds()
    return abs(wall - measure(before.at, event.at).seconds) > 60


def steps_of(recorded: Sequence[Recorded]) -> StepWords | None:
    """The words of the procedure these events walk through, where they walk through one."""
    for one in recorded:
        act = one.event.act
        if isinstance(act, ProceedingOpened):
            opened = date.fromisoformat(one.event.at.wall[:10])
            return StepWords(act.edition, act.channel, act.side, opened)
    return None


def tell_act(act: Kind, steps: StepWords | None = None) -> tuple[str, str]:
    """What an act is in words, and its tone; steps in those of their procedure."""
    found = _TELLERS.get(type(act))
    if found is not None:
        return found(act)
    return tell_step(act, steps) or (str(act.__struct_config__.tag), "")


def paper_name(paper: str) -> str:
    """What a printed paper is called."""
    return str(_PAPERS.get(paper, paper))


def _called(act: Any) -> tuple[str, str]:
    if act.ground:
        return _("Called before others, past %(count)d who waited longer") % {"count": act.passed_over}, "care"
    return _("Called to the counter"), ""


def _printed(act: Any) -> tuple[str, str]:
    told = _("Printed: %(paper)s, copy %(number)d, copies given: %(copies)d")
    return told % {"paper": paper_name(act.paper), "number": act.copy_number, "copies": act.copies}, ""


def _voided(act: Any) -> tuple[str, str]:
    reason = word(VOID_REASONS[act.reason]) if act.reason in VOID_REASONS else act.reason
    return _("Made void: %(reason)s") % {"reason": reason}, "trouble"


def _decided(act: Any) -> tuple[str, str]:
    told = {
        "accepted": _("Documents accepted, number %(number)s given"),
        "refusal_receipt": _("Acceptance refused, number %(number)s given"),
        "reasoned_refusal": _("Service refused with reasons, number %(number)s given"),
    }
    tones = {"accepted": "good", "refusal_receipt": "care", "reasoned_refusal": "trouble"}
    sentence = told.get(act.outcome, _("Decided, number %(number)s given"))
    return sentence % {"number": act.number}, tones.get(act.outcome, "")


def _held(act: Any) -> tuple[str, str]:
    return _("Put aside: %(reason)s") % {"reason": _HOLDS.get(act.reason, act.reason)}, "care"


def _closed(act: Any) -> tuple[str, str]:
    return _("Closed without service: %(reason)s") % {"reason": _CLOSINGS.get(act.reason, act.reason)}, "care"


def _corrected(act: Any) -> tuple[str, str]:
    return _("Corrected, asked by: %(who)s") % {"who": word(ASKED_BY[act.asked_by])}, "care"


def _ticket(act: Any) -> tuple[str, str]:
    return _("Ticket %(label)s taken") % {"label": ticket_label(act.letter, act.number)}, ""


def _judged(act: Any) -> tuple[str, str]:
    if act.verdict == "same_application":
        return _("Judged to be the same application as %(other)s") % {"other": act.other}, ""
    return _("Judged to be another application than %(other)s") % {"other": act.other}, ""


_TELLERS: Mapping[type[Kind], Callable[[Any], tuple[str, str]]] = {
    queue_acts.TicketIssued: _ticket,
    queue_acts.TicketCalled: _called,
    queue_acts.TicketRecalled: lambda act: (_("Called again"), ""),
    queue_acts.TicketNoShow: lambda act: (_("Nobody came"), "care"),
    queue_acts.TicketClosed: _closed,
    queue_acts.VisitHeld: _held,
    queue_acts.VisitReturned: lambda act: (_("Back after a hold, waits at the head"), ""),
    queue_acts.WalkInAdmitted: lambda act: (_("Admitted without a ticket before those who wait"), "care"),
    events.VisitOpened: lambda act: (_("Case opened"), ""),
    events.CaseHeld: lambda act: (_("Put aside"), "care"),
    events.CaseResumed: lambda act: (_("Taken up again"), ""),
    events.CaseDropped: _closed,
    events.CaseDecided: _decided,
    events.PaperPrinted: _printed,
    events.PaperHandedOver: lambda act: (_("Paper handed over"), "good"),
    day_acts.CaseVoided: _voided,
    day_acts.MachineRestarted: lambda act: (_("The machine was started again"), "care"),
    register_acts.CaseCorrected: _corrected,
    register_acts.DuplicateJudged: _judged,
    operator_acts.CaseTakenOver: lambda act: (_("Went to another operator"), ""),
}
