"""What the screen of the day shows, and the sheet it prints. Called on the store's thread.

The sheet is not kept in the archive of printed papers, which belongs to cases: a closed day's record is its
``DayClosed`` event, and the sheet is drawn from the store anew whenever it is asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from desktop.domain.queue import CLOSE_REASONS, grounds_of
from desktop.domain.spans import Span
from desktop.operations.complaint_records import (
    ComplaintFigures,
    DueComplaints,
    complaints_received,
    due_complaints,
)
from desktop.operations.counter import Counter
from desktop.operations.figures import figures_of
from desktop.storage.days import WorkedDay
from forms.catalogues import N_, catalogue
from forms.figures import Figures
from forms.moments import wall_time
from forms.papers.content import LanguageChoice
from forms.problems import Problem
from forms.texts import Text

if TYPE_CHECKING:
    from forms.papers.report import ComplaintCounts

# How a case that was opened can end without an outcome, beside the ways a ticket is closed.
DROP_REASONS: Mapping[str, str] = {
    "applicant_left": N_("left during the reception"),
    "opened_by_mistake": N_("the case was opened by mistake"),
}


@dataclass(frozen=True)
class PeriodView:
    """Figures of a span with what is needed to say them. ``day`` is set for a single day that was opened.

    ``names``: messages of the ``kense`` catalogue or an edition's words, by the keys of the report's lines.
    """

    span: Span
    figures: Figures
    before: Figures | None
    day: WorkedDay | None
    open_day: str | None
    today: str
    names: dict[str, str | Text] = field(default_factory=dict)
    complaints: ComplaintFigures = field(default_factory=ComplaintFigures)
    due_complaints: DueComplaints = field(default_factory=DueComplaints)


def today_of(counter: Counter) -> date:
    """The working day that is open, or the date."""
    return date.fromisoformat(counter.store.days.open_day() or counter.clock.now().wall[:10])


def view_period(counter: Counter, span: Span, *, compare: bool = False, service: str = "") -> PeriodView:
    """The figures of a span, beside those of the span before it where they are compared."""
    figures = figures_of(counter, span.first, span.last, service)
    before = None
    if compare:
        earlier = span.shift(-1)
        before = figures_of(counter, earlier.first, earlier.last, service)
    return PeriodView(
        span=span,
        figures=figures,
        before=before,
        day=counter.store.days.find(figures.first) if span.first == span.last else None,
        open_day=counter.store.days.open_day(),
        today=today_of(counter).isoformat(),
        names=_names(counter, [figures] if before is None else [before, figures]),
        complaints=complaints_received(counter, span.first, span.last),
        due_complaints=due_complaints(counter),
    )


def draw_period(
    counter: Counter, span: Span, language: LanguageChoice, *, compare: bool = False, service: str = ""
) -> bytes:
    """The sheet of a span as PDF, to sign and to file."""
    from forms.papers.report import ReportPaper, draw_report

    view = view_period(counter, span, compare=compare, service=service)
    editions = counter.editions.of_service(service)
    profile = counter.profile
    return draw_report(
        ReportPaper(
            language=language,
            kind=span.kind,
            organisation=profile.organisation,
            counter=profile.counter,
            figures=view.figures,
            before=view.before,
            service=editions[-1].short_title if service and editions else None,
            names={key: _in_both(name) for key, name in view.names.items()},
            clerks={operator.id: operator.name for operator in profile.operators},
            clerk=counter.operator.name,
            state=_state(view.day),
            closed_at=None if view.day is None or view.day.closed_at is None else _moment(view.day.closed_at),
            at=wall_time(counter.clock.now()),
            practice=counter.practice,
            complaints=_complaint_counts(view.complaints),
        )
    )


def _complaint_counts(figures: ComplaintFigures) -> "ComplaintCounts | None":
    from forms.papers.report import ComplaintCounts

    if not figures.received:
        return None
    return ComplaintCounts(
        received=figures.received,
        in_time=figures.answered_in_time,
        late=figures.answered_late,
        forwarded=figures.forwarded,
        open=figures.open,
        overdue=figures.overdue,
    )


def _state(day: WorkedDay | None) -> Literal["", "open", "closed", "late"]:
    if day is None:
        return ""
    return "open" if day.closed_at is None else "late" if day.late else "closed"


def _moment(wall: str) -> datetime:
    return datetime.fromisoformat(wall)


def _names(counter: Counter, periods: Iterable[Figures]) -> dict[str, str | Text]:
    names: dict[str, str | Text] = {}
    for reason, message in (*DROP_REASONS.items(), *CLOSE_REASONS.items()):
        names[f"close:{reason}"] = message
    for edition in counter.editions:
        for key, words in grounds_of(edition).items():
            names.setdefault(f"order:{key}", words)
    for figures in periods:
        for counted in figures.grounds:
            try:
                edition = counter.editions.by_label(counted.edition)
            except Problem:
                continue  # an edition of a later program: its key has to do
            for refusal in edition.refusals:
                for ground in refusal.grounds:
                    names[f"ground:{edition.label}/{ground.key}"] = ground.title
    return names


def _in_both(name: str | Text) -> Text:
    if isinstance(name, Text):
        return name
    return Text(kk=catalogue("kense", "kk").gettext(name), ru=catalogue("kense", "ru").gettext(name))
