"""The children applicants apply for, as the reception asks of them. Called on the store's thread."""

from datetime import date

from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.operations.reception import EarlierCase, outcome_words
from forms.moments import wall_time
from forms.subjects import SCHOOL_YEAR_STARTS, school_year


def earlier_of_child(counter: Counter, iin: str) -> list[EarlierCase]:
    """Decided cases of the same child since the school year began, whoever applied, the latest first."""
    require(counter.roles, "serve")
    since = date(school_year(wall_time(counter.clock.now()).date()), *SCHOOL_YEAR_STARTS)
    return [
        EarlierCase(
            number=case.number,
            outcome=outcome_words(counter, case.edition, case.outcome),
            decided_on=date.fromisoformat(case.decided_at[:10]),
        )
        for case in counter.store.cases.earlier_of_child(iin, since)
    ]
