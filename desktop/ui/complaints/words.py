"""Words of the complaints' screens: how one stands, when it is due, what was done with it, its papers."""

from collections.abc import Mapping
from datetime import date

from desktop.operations.complaint_papers import ANSWER, COUPON, FORWARDING
from desktop.operations.complaint_records import ComplaintLine, ComplaintStep, DueComplaints
from desktop.ui.context import Look
from desktop.ui.wording import say_date
from forms.catalogues import N_
from forms.complaint_words import OUTCOMES, STATES
from forms.dates import show_date

PAPERS: Mapping[str, str] = {
    COUPON: N_("Coupon of acceptance"),
    ANSWER: N_("Letter of answer"),
    FORWARDING: N_("Covering letter"),
}


def say_paper(paper: str, look: Look) -> str:
    """What a paper of a complaint is called."""
    return look.say(PAPERS[paper]) if paper in PAPERS else paper


def say_standing(line: ComplaintLine, look: Look) -> tuple[str, str]:
    """How it stands, in words, and the colour they are written in."""
    row, say = line.row, look.say
    if row.ended_on is not None:
        word = look.language.word(OUTCOMES[row.outcome] if row.outcome else STATES[row.state])
        late = row.due is not None and row.ended_on > row.due
        told = f"{word}, {show_date(date.fromisoformat(row.ended_on))}"
        return (f"⚠ {told} · " + say("late") if late else f"✓ {told}", "care" if late else "quiet")
    return say_due(line, look)


def say_due(line: ComplaintLine, look: Look) -> tuple[str, str]:
    """When something of it is due, in words, and the colour they are written in."""
    say, due = look.say, line.next_due
    if due is None:
        return say("no term"), "quiet"
    day = show_date(due)
    if line.urgency == "overdue":
        return "⚠ " + say("overdue since {day}", day=day), "trouble"
    if line.urgency == "today":
        return "⚠ " + say("due today"), "trouble"
    if line.urgency == "tomorrow":
        return "⚠ " + say("due on the next working day, {day}", day=day), "care"
    return say("due {day}", day=day), "quiet"


FIELDS: Mapping[str, str] = {
    "name": N_("Surname, name, patronymic (if any)"),
    "address": N_("Postal address"),
    "phone": N_("Contact phone"),
    "email": N_("E-mail"),
    "text": N_("What the complaint says"),
    "representative": N_("Representative: surname, name, patronymic (if any)"),
    "power_of_attorney": N_("Power of attorney: number and date"),
}


def say_step(step: ComplaintStep, look: Look, operators: Mapping[str, str]) -> str:
    """What was done, in one line."""
    say = look.say
    match step.kind:
        case "received":
            return say("Received and registered")
        case "assigned":
            return say("Given to {name}", name=operators.get(step.told, step.told))
        case "corrected":
            return say("What was written was corrected")
        case "forwarded":
            return say("Forwarded to {place}", place=step.told)
        case "answered":
            return say("Answered: {outcome}", outcome=look.language.word(OUTCOMES[step.told]))
        case "printed":
            return say("Printed: {paper}, copy {number}", paper=say_paper(step.told, look), number=step.copy)


def say_reminder(due: DueComplaints, look: Look) -> str:
    """The quiet line of home and of the day: what waits and when the first is due; empty where nothing waits."""
    say = look.say
    if not due.open:
        return ""
    if due.overdue:
        return "⚠ " + say("Complaints: {count} to be answered, {overdue} overdue", count=due.open, overdue=due.overdue)
    if due.today:
        return "⚠ " + say("Complaints: {count} to be answered, {today} due today", count=due.open, today=due.today)
    if due.first is None:
        return say("Complaints: {count} to be answered", count=due.open)
    day = say_date(due.first, look.language.code)
    return say("Complaints: {count} to be answered, first due {day}", count=due.open, day=day)
