"""The right column's terms and steps: what the edition promises this applicant, when, and how the days were counted."""

from datetime import datetime

from desktop.domain.deadlines import concerning_terms
from desktop.step_words import step_words
from desktop.ui.context import Look
from desktop.ui.widgets.side_panel import Section
from desktop.ui.wording import say_source
from forms.calendar import Calendar
from forms.day_words import long_date, weekday
from forms.due_dates import count_words, working_words
from forms.editions import Edition, Outcome, Procedure
from forms.facts import Facts


def terms_shown(
    edition: Edition, outcome: Outcome, at: datetime, calendar: Calendar, look: Look, facts: Facts
) -> list[Section]:
    """Minutes at the counter, and every due date that concerns the applicant, with its working.

    A refusal shows by when a complaint is answered; an edition without a counter the terms of its other channels.
    """
    notes = [*_minutes(edition, look)] if outcome == "accepted" else []
    code = look.language.code
    for due in concerning_terms(edition, outcome, at, calendar, facts):
        day = f"{long_date(due.due, code)}, {weekday(due.due, code)} · {count_words(len(due.days), code)}"
        title = _placed(look.language.quote(due.term.title), say_source(due.term.source, code))
        notes.append((day, "\n".join([title, *working_words(due, code)])))
    if not notes:
        return []
    if not edition.has_counter:
        return [Section(look.say("Terms if applied for now"), tuple(notes))]
    if outcome == "accepted":
        return [Section(look.say("Terms"), tuple(notes))]
    return [Section(look.say("Terms for a complaint registered today"), tuple(notes))]


def _minutes(edition: Edition, look: Look) -> list[tuple[str, str]]:
    norms, code = edition.norms, look.language.code
    notes = []
    if norms.serving_minutes is not None:
        minutes = look.language.say_many("{count} minute", "{count} minutes", norms.serving_minutes)
        notes.append((minutes, _placed(look.say("Service at this counter"), say_source(norms.source, code))))
    return notes


def step_norms(edition: Edition, procedure: Procedure | None, look: Look) -> list[Section]:
    """The steps prescribed for the way the case came: who takes each, and its minutes where the edition gives them."""
    if procedure is None:
        return []
    quote = look.language.quote
    notes = tuple(
        (f"{step.number}. {step_words(step, edition, look.language)}", quote(step.title)) for step in procedure.steps
    )
    source = say_source(procedure.source, look.language.code)
    return [Section(_placed(look.say("Prescribed steps"), source), notes)]


def _placed(words: str, place: str) -> str:
    return f"{words} · {place}"
