"""Everything an operation needs, put together once at the start."""

from dataclasses import dataclass, field

from desktop.clocks import Clock
from desktop.domain.permissions import ALL_ROLES
from desktop.printing.ports import Printers
from desktop.profile.shape import Operator, Profile
from desktop.protection.data_key import DataKey
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

    ``data_key`` opens everything of a protected folder; without one the counter is in the clear. While it is ``locked``
    nobody has a right; ``pin_failed`` counts wrong PINs since the last success.

    ``practice``: a counter to try things at; its papers say so, and nothing of it is in the register.

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
    data_key: DataKey | None = field(default=None, repr=False)
    locked: bool = False
    pin_failed: int = 0
    practice: bool = False

    @property
    def is_protected(self) -> bool:
        """Whether the folder is encrypted and operators sign in."""
        return self.data_key is not None
