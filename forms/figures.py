"""The figures of a period as they are shown, printed and compared. Numbers only: no person is in them.

``Figures.totals`` is what a day is closed with, so that the sheet and the journal speak of the same numbers. What
each figure counts is written in docs/day.md.
"""

from forms.day_acts import DayTotals, Spread
from forms.records import Part


class Classes(Part, frozen=True, kw_only=True):
    """How many visits took up to each edge in minutes, the last count being of those beyond the last edge.

    A class holds what is more than the edge before and not more than its own. ``norms`` in minutes, each once.
    """

    edges: tuple[int, ...] = (5, 10, 15, 20)
    counts: tuple[int, ...] = (0, 0, 0, 0, 0)
    norms: tuple[int, ...] = ()


class HourLoad(Part, frozen=True, kw_only=True):
    """An hour of the day by the wall clock: who came, and whose paper was handed over."""

    hour: int
    arrivals: int = 0
    served: int = 0


class DayLoad(Part, frozen=True, kw_only=True):
    """A working day within a longer period: who came on it, and how many of them were served."""

    day: str
    arrivals: int = 0
    served: int = 0


class ClerkFigures(Part, frozen=True, kw_only=True):
    """What one operator did. ``operator`` is an identifier."""

    operator: str
    accepted: int = 0
    refusal_receipts: int = 0
    reasoned_refusals: int = 0
    serving: Spread = Spread()


class GroundCount(Part, frozen=True, kw_only=True):
    """Cases refused on a ground of an edition."""

    edition: str
    outcome: str
    ground: str
    count: int


class Overrun(Part, frozen=True, kw_only=True):
    """A visit served longer than its norm, with the clerk's reason; empty where none was written or it was erased."""

    number: str
    seconds: int
    norm_minutes: int
    reason: str = ""


class HeldStep(Part, frozen=True, kw_only=True):
    """How long an operator held cases at a step of a procedure before it was taken, over the steps of the period.

    ``act`` is the step's, empty where this program does not know its edition; ``cases`` counts each case once.
    """

    edition: str
    step: int
    act: str
    operator: str
    cases: int
    mean_seconds: int
    longest_seconds: int


class Figures(Part, frozen=True, kw_only=True):
    """The figures of all days from ``first`` to ``last``, both included, of one service or of all."""

    first: str  # ISO date
    last: str
    service: str = ""
    totals: DayTotals = DayTotals()
    worked_days: int = 0
    outside_hours: int = 0
    clock_doubts: int = 0
    grounds: tuple[GroundCount, ...] = ()
    waiting_classes: Classes = Classes()
    serving_classes: Classes = Classes()
    hours: tuple[HourLoad, ...] = ()
    days: tuple[DayLoad, ...] = ()
    clerks: tuple[ClerkFigures, ...] = ()
    overruns: tuple[Overrun, ...] = ()
    held: tuple[HeldStep, ...] = ()
    procedures: Spread = Spread()  # issued, where the norm's minutes cover the whole procedure
    procedures_doubted: int = 0  # of these, measured in doubt

    @property
    def visits(self) -> int:
        """Everyone who came, with a ticket or without."""
        return self.totals.tickets + self.totals.without_ticket

    @property
    def refused(self) -> int:
        """Cases refused, of either kind."""
        return self.totals.refusal_receipts + self.totals.reasoned_refusals
