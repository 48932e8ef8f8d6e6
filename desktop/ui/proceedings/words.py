"""Words of the room of proceedings: who waits for whom, clocks, and how a result was signed."""

from collections.abc import Mapping
from datetime import date, datetime

from desktop.domain.clock import ClockState, Level, judge_clock
from desktop.domain.proceeding import is_heads
from desktop.operations.proceeding_view import Waiting
from desktop.ui.context import Look
from desktop.ui.widgets.labels import Tone
from desktop.ui.wording import say_time
from forms.catalogues import N_
from forms.dates import show_date
from forms.editions import Step
from forms.moments import Elapsed
from forms.procedure_words import STEP_ACTS

# What F10 does at a step.
DOES: Mapping[str, str] = {
    "accept": N_("Documents accepted"),
    "look_up": N_("Note the answer"),
    "tell": N_("The applicant was told"),
    "send": N_("Sent on"),
    "register": N_("Registered"),
    "check": N_("Note the answer"),
    "review": N_("Pass on to the executor"),
    "draft": N_("Give it to the head to sign"),
    "sign": N_("Sign"),
    "receive": N_("It is received"),
    "issue": N_("Issue the result"),
    "note": N_("Note it as done"),
}
TAKEN: Mapping[str, str] = {
    "step_taken": N_("done"),
    "step_returned": N_("returned for rework"),
    "result_drafted": N_("drafted"),
    "result_signed": N_("signed"),
    "result_issued": N_("issued"),
}
RESULTS: Mapping[str, str] = {
    "order": N_("Order of enrolment"),
    "refusal": N_("Reasoned refusal"),
    "notification": N_("Notification"),
}
SIGNED_BY: Mapping[str, str] = {
    "drawn": N_("drawn on the screen"),
    "typed": N_("typed"),
    "wet": N_("by hand on paper"),
    "eds": N_("with an electronic signature"),
}
MOVED: Mapping[str, str] = {
    "returned_unclaimed": N_("returned to the provider, as nobody collected it"),
    "asked_again": N_("asked for again"),
    "resent": N_("sent again"),
}
_SHORT = 70


def shorten(words: str, most: int = _SHORT) -> str:
    """The beginning of a long title of the law, to a whole word."""
    if len(words) <= most:
        return words
    return f"{words[:most].rpartition(' ')[0].rstrip(' ,;:')}…"


def say_held(elapsed: Elapsed, look: Look) -> str:
    """Minutes, hours or days of waiting."""
    minutes = int(elapsed.seconds) // 60
    doubt = " ?" if elapsed.doubted else ""
    if minutes < 60:
        return look.say("{minutes} min", minutes=minutes) + doubt
    hours = minutes // 60
    if hours < 24:
        return look.say("{hours} h {minutes} min", hours=hours, minutes=minutes % 60) + doubt
    return look.say("{days} d {hours} h", days=hours // 24, hours=hours % 24) + doubt


def clock_of(elapsed: Elapsed, norm: int | None, warn_at: tuple[int, ...]) -> ClockState | None:
    """The norm's clock, where its minutes cover the whole procedure."""
    return None if norm is None else judge_clock(elapsed, norm, warn_at)


_TONES: Mapping[Level, Tone] = {
    Level.CALM: "good",
    Level.CARE: "care",
    Level.TROUBLE: "trouble",
    Level.OVER: "trouble",
}


def say_clock(state: ClockState, look: Look, *, ended: bool = False) -> tuple[str, Tone]:
    """The clock in words, never by its colour alone."""
    minutes = abs(state.left_seconds) // 60
    if state.left_seconds < 0:
        return "⚠ " + look.say("over the norm by {minutes} min", minutes=minutes), "trouble"
    if ended:
        return "✓ " + look.say("within the norm"), "good"
    sign = {"good": "", "care": "! ", "trouble": "!! "}[_TONES[state.level]]
    return sign + look.say("{minutes} min left of the norm", minutes=minutes), _TONES[state.level]


def say_due(due: str | None, late: bool, look: Look) -> tuple[str, Tone]:
    """The due date, overdue in words."""
    if due is None:
        return "", ""
    day = show_date(date.fromisoformat(due))
    if late:
        return "⚠ " + look.say("overdue, it was due {day}", day=day), "trouble"
    return look.say("due {day}", day=day), "quiet"


def say_who(row: Waiting, look: Look) -> str:
    """Who waits for whom, or how it ended."""
    step, proceeding = row.step, row.proceeding
    if step is not None:
        if row.mine:
            return look.say("waits for you")
        return look.say("waits for the head") if is_heads(step) else look.say("waits for another")
    if row.lacks_edition:
        return ""
    if proceeding.voided:
        return look.say("void")
    if proceeding.issued_at is not None:
        return look.say("issued {moment}", moment=say_at(proceeding.issued_at))
    return look.say("ended {moment}", moment=say_at(proceeding.ended_at or proceeding.opened_at))


def say_step(step: Step, look: Look) -> str:
    """A step in a few words; one that only notes is told by the law's own."""
    return shorten(look.language.quote(step.title)) if step.act == "note" else look.language.word(STEP_ACTS[step.act])


def say_at(wall: str) -> str:
    """Day and minute of an ISO time."""
    at = datetime.fromisoformat(wall)
    return f"{at:%d.%m.%Y} {say_time(at)}"
