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
    """By step and operator, in a period of ISO dates: cases, the mean and the longest holding in seconds.

    Steps of one number are told apart where an edition prescribes one procedure after another.
    """
    alike: dict[tuple[str | int, ...], list[HeldRow]] = {}
    for row in counter.store.proceedings.held(first, last, service):
        place, act = _step_of(counter, row)
        alike.setdefault((row.edition, row.channel, row.side, row.step, row.operator, place, act), []).append(row)
    for key, rows in alike.items():
        yield HeldStep(
            edition=rows[0].edition,
            step=rows[0].step,
            act=str(key[-1]),
            operator=rows[0].operator,
            cases=sum(row.cases for row in rows),
            mean_seconds=round(sum(row.seconds for row in rows) / sum(row.times for row in rows)),
            longest_seconds=max(row.longest for row in rows),
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
            elapsed = measure(proceeding.clock_from, proceeding.since)
            found.append(Measured(in_milliseconds(elapsed.seconds), norm, elapsed.doubted))
    return found


def _step_of(counter: Counter, row: HeldRow) -> tuple[int, str]:
    """Which of its edition's procedures a row is of, and what its step does; -1 and nothing where it is not known."""
    try:
        procedure = procedure_at(counter, row.edition, row.day, row.channel, row.side, step=row.step)
        procedures = counter.editions.by_label(row.edition).procedures
    except Problem:
        return -1, ""
    if procedure is None:
        return -1, ""
    step = step_of(procedure, row.step)
    return procedures.index(procedure), "" if step is None else step.act
