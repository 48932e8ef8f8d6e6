"""Everything an operation needs, put together once at the start."""

from dataclasses import dataclass, field

from desktop.clocks import Clock
from desktop.domain.permissions import ALL_ROLES
from desktop.printing.ports import Printers
from desktop.profile.shape import Operator, Profile
from desktop.storage.store import Store
from forms.calendar import Calendar
from forms.operator_acts import Role
from forms.problems import Problem
from forms.reading import Editions


@dataclass
class Counter:
    """A counter at work. ``store`` belongs to the store's thread; everything else is read only.

    ``roles`` are the operator's: what they may do is in ``desktop.domain.permissions``. A counter in the clear, such as
    the demonstration's, has nobody to sign in and lets its operator do everything.

    ``troubles`` are what was wrong with files of the data folder the counter works without, to be told once.
    """

    profile: Profile
    operator: Operator
    editions: Editions
    calendar: Calendar
    clock: Clock
    printers: Printers
    store: Store = field(repr=False)
    troubles: tuple[Problem, ...] = ()
    roles: tuple[Role, ...] = ALL_ROLES
