"""Words of the day's screen: periods, how the day stands, who is left at its end."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from desktop.domain.spans import SpanKind
from desktop.operations.day import LeftAtEnd
from desktop.operations.reporting import PeriodView
from desktop.ui.context import Look
from desktop.ui.job_words import JOB_WORDS
from desktop.ui.wording import say_date, say_time_of
from forms.catalogues import N_

MOST_LEFT = 6

SHEET_WORDS: Mapping[str, str] = {**JOB_WORDS, "printed": N_("Printed. Have the sheet signed and file it.")}

KIND_WORDS: Mapping[SpanKind, str] = {
    "day": N_("Day"),
    "week": N_("Week"),
    "month": N_("Month"),
    "quarter": N_("Quarter"),
    "year": N_("Year"),
}

SHEET_LANGUAGES: Mapping[str, str] = {
    "kk": N_("Kazakh"),
    "ru": N_("Russian"),
    "both": N_("Kazakh and Russian"),
}


def tell_period(view: PeriodView, look: Look) -> str:
    """The period in its long form: a day by its date, others by their first and last day."""
    span = view.span
    if span.first == span.last:
        return say_date(span.first, look.language.code)
    period = f"{span.first:%d.%m.%Y} – {span.last:%d.%m.%Y}"
    return f"{look.say(KIND_WORDS[span.kind])}: {period}" if span.kind else period


def tell_state(view: PeriodView, look: Look) -> str:
    """How the day stands, or of how many working days the period is."""
    say = look.say
    if view.span.first != view.span.last:
        return say("Working days: {count}", count=view.figures.worked_days)
    if view.day is None:
        return say("No working day was opened on this date.")
    if view.day.closed_at is None:
        return say("The day is open since {time}.", time=say_time_of(view.day.opened_at))
    closed = datetime.fromisoformat(view.day.closed_at)
    moment = f"{closed:%d.%m.%Y, %H:%M}"
    if view.day.late:
        return say("The day was closed late, {moment}: nobody closed it in time.", moment=moment)
    return say("The day is closed, {moment}.", moment=moment)


def tell_left(left: Sequence[LeftAtEnd], look: Look) -> list[str]:
    """Who is not finished with: those the day ends, and those who stay."""
    say = look.say
    ends = [one.label or say("without a ticket") for one in left if one.ends]
    stays = [
        say("{visitor} since {time}", visitor=one.label or say("without a ticket"), time=say_time_of(one.since))
        for one in left
        if not one.ends
    ]
    told = []
    if ends:
        told.append(say("Still waiting, will be closed without service: {visitors}.", visitors=_list(ends, look)))
    if stays:
        told.append(say("Not finished, stays for the next day: {visitors}.", visitors=_list(stays, look)))
    return told


def _list(names: Sequence[str], look: Look) -> str:
    shown = ", ".join(names[:MOST_LEFT])
    more = len(names) - MOST_LEFT
    return look.say("{names} and {count} more", names=shown, count=more) if more > 0 else shown
