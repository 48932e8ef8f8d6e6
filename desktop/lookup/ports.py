"""What a source of persons is asked, and what it answers. It always says who answered, and as of when."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Person:
    """Somebody a source knows; what it does not say is empty. ``birth_date`` is ISO."""

    iin: str
    name: str
    position: str = ""
    workplace: str = ""
    category: str = ""
    birth_date: str = ""


@dataclass(frozen=True)
class Source:
    """Who was asked; ``as_of`` is the ISO date its data are of."""

    name: str
    as_of: str


@dataclass(frozen=True)
class Found:
    """The source has this person."""

    person: Person
    source: str
    as_of: str


@dataclass(frozen=True)
class NoData:
    """Nobody of those asked has this IIN: that a person is not there, not that there is no such person.

    ``asked`` is empty where there was nobody to ask.
    """

    asked: tuple[Source, ...] = ()

    @property
    def source(self) -> str:
        """All who were asked, in their order; empty where there was nobody."""
        return ", ".join(one.name for one in self.asked)

    @property
    def as_of(self) -> str:
        """The oldest of their dates: no answer is newer. Empty where there was nobody."""
        return min((one.as_of for one in self.asked), default="")


Answer = Found | NoData


class PersonLookup(Protocol):
    """Somewhere people can be looked up: a roster of this counter, later perhaps a state register."""

    def find(self, iin: str) -> Answer:
        """Who has this IIN, twelve checked digits. Raises Problem where the source cannot answer at all."""
        ...
