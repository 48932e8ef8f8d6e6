"""When a result, or an answer to a complaint, is due: an edition's terms in working days, on the days of a calendar."""

from datetime import date, datetime, time

from desktop.domain.hours import closing_on, stated_hours
from forms.calendar import Calendar
from forms.calendar_files import Certainty
from forms.calendar_rules import WorkingWeek
from forms.complaint_terms import complaint_terms
from forms.due_dates import DueDate
from forms.editions import ChannelKind, Edition, Outcome, Procedure, Side, Term
from forms.facts import Facts


def due_date(
    term: Term,
    accepted_at: datetime,
    calendar: Calendar,
    *,
    week: WorkingWeek = 5,
    closes: time | None = None,
) -> DueDate:
    """The due date of ``term`` for what was accepted, asked for or registered at ``accepted_at``, local time.

    ``closes`` is the end of the working day: it counts only where the term's ``after_hours`` moves what comes later,
    or on a day off, to the next working day (basic requirements of order 32 of 2025, item 7). Without it only days off
    move. Everywhere else the law is silent, and the day of filing stands.
    """
    filed_on = accepted_at.date()
    accepted_on = filed_on
    if term.after_hours == "next_working_day":
        late = closes is not None and accepted_at.time().replace(tzinfo=None) >= closes
        if late or not calendar.is_working(filed_on, week):
            accepted_on = calendar.next_working(filed_on, week)
    counted = calendar.add_working_days(
        accepted_on, term.working_days, exclude_first=term.first_day_excluded, week=week
    )
    passed = (date.fromordinal(day) for day in range(filed_on.toordinal(), counted.due.toordinal()))
    told = (calendar.day(day, week) for day in passed)
    return DueDate(
        term=term,
        due=counted.due,
        accepted_on=accepted_on,
        put_off=accepted_on != filed_on,
        days=counted.days,
        off=tuple(day for day in told if not day.is_working),
        week=week,
        certainty=_least_certain({calendar.certainty(year) for year in range(filed_on.year, counted.due.year + 1)}),
    )


def terms_of(
    edition: Edition,
    at: datetime,
    calendar: Calendar,
    *,
    channel: ChannelKind | None = None,
    facts: Facts | None = None,
    week: WorkingWeek | None = None,
    closes: time | None = None,
) -> tuple[DueDate, ...]:
    """Every term of the edition from ``at`` on, the complaint terms last; of one ``channel``, or of all of them.

    With ``facts`` only those that hold under them.
    ``week`` and ``closes`` are those of the edition's hours for the term's channel unless given.
    """
    terms = (*edition.terms, *complaint_terms(edition.complaints))
    return tuple(
        due_date(
            term,
            at,
            calendar,
            week=week or week_of(edition, _channel_of(edition, term, channel)),
            closes=closing_of(edition, at.date()) if closes is None else closes,
        )
        for term in terms
        if (term.since is None or term.since <= at.date())
        and (channel is None or channel in (term.channels or (channel,)))
        and (facts is None or term.when.holds(facts) is True)
    )


def counter_term(
    edition: Edition, accepted_at: datetime, calendar: Calendar, facts: Facts | None = None
) -> DueDate | None:
    """The term the edition sets for a result applied for at the counter, or None: most counters have minutes only.

    Of several the first that holds under ``facts``; without them conditions are not looked at.
    """
    if not edition.has_counter:
        return None
    dues = terms_of(edition, accepted_at, calendar, channel="counter", facts=facts)
    return next((due for due in dues if due.term.counted_from == "acceptance"), None)


def complaint_dues(edition: Edition, registered_at: datetime, calendar: Calendar) -> tuple[DueDate, ...]:
    """When a complaint registered at ``registered_at`` is answered, as far as the edition says so."""
    dues = terms_of(edition, registered_at, calendar)
    return tuple(due for due in dues if due.term.counted_from == "complaint")


def concerning_terms(
    edition: Edition, outcome: Outcome, at: datetime, calendar: Calendar, facts: Facts | None = None
) -> tuple[DueDate, ...]:
    """The terms that concern who stands at this counter: of the result where it is accepted, of complaints where not.

    An edition without a counter sends the applicant to its other channels, so their terms concern the applicant.
    """
    if outcome != "accepted" and edition.has_counter:
        return complaint_dues(edition, at, calendar)
    dues = terms_of(edition, at, calendar, channel="counter" if edition.has_counter else None, facts=facts)
    return tuple(due for due in dues if due.term.counted_from == "acceptance")


def week_of(edition: Edition, channel: ChannelKind) -> WorkingWeek:
    """Six days where the hours of who renders the service there name Saturday, else five.

    No source says which week its terms run in; an edition that states no hours is counted in the week of five days.
    """
    who = "state_corporation" if channel == "state_corporation" else "provider"
    return 6 if any("sat" in hours.days for hours in edition.hours if hours.who == who) else 5


def closing_of(edition: Edition, day: date) -> time | None:
    """The end of the provider's working day on ``day``, where the edition states it."""
    return closing_on(stated_hours(edition, "provider"), day)


def procedure_for(
    edition: Edition, day: date, channel: ChannelKind = "counter", side: Side = "provider"
) -> Procedure | None:
    """The steps prescribed for a channel on ``day``, on one side of it.

    An edition the organisation still works by after its last day keeps the steps of that day where it prescribes none
    for a later one. The day itself comes first: what is laid later and ends the edition moves no case.
    """
    until = edition.in_force.until
    for at in (day,) if until is None or day <= until else (day, until):
        for procedure in edition.procedures:
            begun = procedure.since is None or procedure.since <= at
            ended = procedure.until is not None and procedure.until < at
            if channel in procedure.channels and procedure.side == side and begun and not ended:
                return procedure
    return None


def _channel_of(edition: Edition, term: Term, asked: ChannelKind | None) -> ChannelKind:
    if asked is not None:
        return asked
    if term.counted_from != "acceptance":
        return "counter"  # a duty of the provider's own
    channels = term.channels or tuple(channel.kind for channel in edition.channels)
    return "counter" if "counter" in channels else channels[0]


def _least_certain(found: set[Certainty]) -> Certainty:
    order: tuple[Certainty, ...] = ("library", "expected", "confirmed")
    return next(certainty for certainty in order if certainty in found)
