"""A result nobody collects: how long it is kept, and where it stands on its way there and back."""

from datetime import date
from typing import Literal

from desktop.domain.documents import add_months
from forms.editions import Edition

# lying: in time; over: the month has passed; returned: gone to the provider; asked: wanted again.
Lying = Literal["lying", "over", "returned", "asked"]


def kept_until(edition: Edition, due: date | None, received: date) -> date | None:
    """The last day a result is kept at the State Corporation, or None where the edition says nothing of that.

    A month from when it could be collected at the earliest and was due (order 202 of 2020, annex 7, paragraph 5: what
    is not given out in time is kept one month): of the 31st, where there is none, the month's last day.
    """
    if edition.unclaimed is None:
        return None
    return add_months(received if due is None else max(due, received), edition.unclaimed.kept_months)


def lies(moved: str, until: date | None, today: date) -> Lying:
    """Where a result that was not issued stands on ``today``."""
    if moved == "returned_unclaimed":
        return "returned"
    if moved == "asked_again":
        return "asked"
    return "over" if until is not None and today > until else "lying"
