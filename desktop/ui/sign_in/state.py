"""What stands on the sign-in's screens, kept over a turn of the language. In memory alone, and never shown by repr."""

from dataclasses import dataclass, field
from typing import Literal

from forms.problems import Problem

By = Literal["password", "pin"]


@dataclass(frozen=True)
class Person:
    """Someone who may sign in here."""

    id: str
    name: str
    has_pin: bool = False


@dataclass
class SignInState:
    """Who is chosen and what is typed. ``wait_until`` is of ``time.monotonic``; before it nothing is tried."""

    people: tuple[Person, ...]
    chosen: str
    locked: str = ""  # who left the counter locked; empty where nobody has signed in yet
    secret: str = field(default="", repr=False)
    shown: bool = False
    by: By = "password"
    checking: bool = False
    problem: Problem | None = None
    typed_cyrillic: bool = False
    wait_until: float = 0.0

    @property
    def person(self) -> Person:
        """Who is chosen."""
        return next(one for one in self.people if one.id == self.chosen)

    def choose(self, operator: str) -> None:
        """Someone else: what was typed for the one before is gone."""
        self.chosen = operator
        self.secret, self.problem, self.typed_cyrillic, self.wait_until = "", None, False, 0.0
        self.by = "pin" if self.locked == operator and self.person.has_pin else "password"


@dataclass
class NewPasswordState:
    """A password that is being chosen, typed twice."""

    first: str = field(default="", repr=False)
    second: str = field(default="", repr=False)
    shown: bool = False
    checking: bool = False
    problem: Problem | None = None
    operator: str = ""  # whose it will be
    people: tuple[Person, ...] = ()  # to choose from; nobody is asked where there is one


@dataclass
class RecoveryState(NewPasswordState):
    """The code of the recovery sheet, and who gets a new password by it."""

    code: str = field(default="", repr=False)


@dataclass
class SheetState:
    """The recovery sheet, shown once. ``typed`` is its last group, copied back from the paper."""

    code: str = field(repr=False)
    typed: str = field(default="", repr=False)
    printed: bool = False
    problem: Problem | None = None
