"""Words of the register's screen: outcomes, marks of state, what can be filtered and sorted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.queue import CLOSE_REASONS
from desktop.operations.register import RegisterRow
from desktop.ui.context import Look
from forms.catalogues import N_
from forms.dates import show_date

KINDS: Mapping[str, str] = {
    "cases": N_("Cases"),
    "open": N_("Unfinished"),
    "tickets": N_("Tickets"),
}

OUTCOMES: Mapping[str, str] = {
    "accepted": N_("accepted"),
    "refusal_receipt": N_("refusal receipt"),
    "reasoned_refusal": N_("reasoned refusal"),
}

VISITS: Mapping[str, str] = {
    "waiting": N_("waits"),
    "called": N_("called"),
    "serving": N_("is served"),
    "held": N_("put aside"),
}
ENDINGS: Mapping[str, str] = {
    **CLOSE_REASONS,
    "no_show": N_("did not come"),
    "handed_over": N_("served"),
    "applicant_left": N_("the applicant left"),
    "opened_by_mistake": N_("opened by mistake"),
}

STATES: Mapping[str, str] = {
    "": N_("any state"),
    "due": N_("with a due date"),
    "overdue": N_("past the due date"),
    "held": N_("put aside"),
    "void": N_("void"),
    "corrected": N_("corrected"),
    "not_handed_over": N_("not handed over"),
    "duplicates": N_("likely entered twice"),
}

SORTS: Mapping[str, str] = {
    "newest": N_("newest first"),
    "oldest": N_("oldest first"),
    "name": N_("by name"),
    "due": N_("by due date"),
}

PAPERS: Mapping[str, str] = {
    "accepted": N_("Receipt"),
    "refusal_receipt": N_("Refusal receipt"),
    "reasoned_refusal": N_("Reasoned refusal"),
    "application": N_("Application form"),
    "correction": N_("Act of correction"),
    "void": N_("Act of the void"),
    "order": N_("Order of enrolment"),
    "refusal": N_("Reasoned refusal, signed by the head"),
    "notification": N_("Notification"),
}


@dataclass(frozen=True)
class Mark:
    """A state of a row: a sign, a word, and a tone of the palette beside them."""

    icon: str
    words: str
    tone: str


def marks_of(row: RegisterRow, look: Look) -> list[Mark]:
    """What is to be known of a row at a glance, the gravest first."""
    say = look.say
    marks = []
    if row.voided:
        marks.append(Mark("cross", say("void"), "trouble"))
    if row.overdue:
        marks.append(Mark("warning", say("past the due date"), "trouble"))
    if row.held and row.visit_state != "held":
        marks.append(Mark("held", say("put aside"), "care"))
    if row.corrected:
        marks.append(Mark("pencil", say("corrected"), "care"))
    if row.kind == "cases" and not row.handed_over and not row.voided:
        marks.append(Mark("hand", say("not handed over"), "care"))
    return marks


def say_outcome(outcome: str, look: Look) -> str:
    """An outcome in a word or two; what is not known stands as it is."""
    return look.say(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome


def say_standing(row: RegisterRow, look: Look) -> str:
    """The outcome; of a visit without one where it stands, or how it ended."""
    if row.outcome:
        return say_outcome(row.outcome, look)
    words = ENDINGS.get(row.ended_by) if row.visit_state == "ended" else VISITS.get(row.visit_state)
    return look.say(words) if words is not None else ""


def say_moment(wall: str) -> str:
    """Date and time of an ISO time."""
    at = datetime.fromisoformat(wall)
    return f"{at:%d.%m.%Y %H:%M}"


def say_day(day: str) -> str:
    """An ISO date as people write it."""
    return show_date(date.fromisoformat(day[:10])) if day else ""
