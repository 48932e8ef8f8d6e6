"""Several sources asked one after another."""

from collections.abc import Iterable

from desktop.lookup.ports import Answer, Found, NoData, PersonLookup, Source


class Chain:
    """Asks in order; the first who has the person answers. Where nobody has, all who were asked are named.

    A source that cannot answer stops the chain with its Problem: silence is not “no data”.
    """

    def __init__(self, lookups: Iterable[PersonLookup]) -> None:
        self._lookups = tuple(lookups)

    def find(self, iin: str) -> Answer:
        """The first answer with a person in it, or that nobody has data."""
        asked: list[Source] = []
        for lookup in self._lookups:
            answer = lookup.find(iin)
            if isinstance(answer, Found):
                return answer
            asked += answer.asked
        return NoData(tuple(asked))
