"""Who held cases how long after the reception, and how many were issued within the norm of their whole procedure.

Figures of a day's closing are journalled as they were and hold none of this: it is counted from the tables.
"""

from collections.abc import Iterator

from desktop.domain.proceeding import step_of
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import procedure_at, procedure_of
from desktop.storage.proceedings import HeldRow
from forms.figures import HeldStep
from forms.figures_counting import Measured, in_milliseconds
from forms.moments import measure
from forms.problems import Problem


def held_steps(counter: Counter, first: str, last: str, service: str = "") -> Iterator[HeldStep]:
    """By step and operator, in a period of ISO dates: cases, the mean and the longest holding in seconds."""
    for row in counter.store.proceedings.held(first, last, service):
        yield HeldStep(
            edition=row.edition,
            step=row.step,
            act=_act_of(counter, row),
            operator=row.operator,
            cases=row.cases,
            mean_seconds=round(row.seconds / row.times),
            longest_seconds=row.longest,
        )


def measured_procedures(counter: Counter, first: str, last: str, service: str = "") -> list[Measured]:
    """Each case issued in the period whose norm covers the whole procedure: from its clock's start to the last step."""
    found = []
    for proceeding in counter.store.proceedings.issued(first, last, service):
        try:
            procedure = procedure_of(counter, proceeding)
        except Problem:
            continue  # an edition this program does not have any more
        if procedure.norm_covers_all:
            norm = counter.editions.by_label(proceeding.edition).norms.serving_minutes
            seconds = measure(proceeding.clock_from, proceeding.since).seconds
            found.append(Measured(in_milliseconds(seconds), norm))
    return found


def _act_of(counter: Counter, row: HeldRow) -> str:
    try:
        procedure = procedure_at(counter, row.edition, row.opened_at[:10], row.channel, row.side)
    except Problem:
        return ""
    step = None if procedure is None else step_of(procedure, row.step)
    return "" if step is None else step.act
