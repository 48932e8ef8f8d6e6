"""A roster of the counter's own store as a source."""

from typing import Protocol

from desktop.lookup.ports import Answer, Found, NoData, Person, Source
from forms.rosters import RosterRow


class RosterRows(Protocol):
    """Where rosters are kept."""

    def find(self, identifier: int, iin: str) -> RosterRow | None:
        """Who has this IIN in one roster, or None."""
        ...


class RosterLookup:
    """One roster, by its identifier in ``rows``. On the store's thread."""

    def __init__(self, rows: RosterRows, identifier: int, source: Source) -> None:
        self._rows = rows
        self._identifier = identifier
        self._source = source

    def find(self, iin: str) -> Answer:
        """Who has this IIN in the roster."""
        row = self._rows.find(self._identifier, iin)
        if row is None:
            return NoData((self._source,))
        return Found(Person(*row), self._source.name, self._source.as_of)
