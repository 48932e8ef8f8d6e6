"""Which working day is open at a counter: a visit without a ticket belongs to it."""

from datetime import date
from functools import cached_property

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from forms.visits import Visit
from server.organisations.models import Counter
from server.register.models import DayMark
from server.register.places import Place


class OpenDays:
    """The days of a counter as its journal opened and closed them, with those of a fold that is under way.

    ``since`` is the fold's first sequence: days of what comes from there on are found without asking again.
    """

    def __init__(self, counter: Counter, since: int) -> None:
        self._counter = counter
        self._since = since

    def turn(self, place: Place, day: date, *, opened: bool) -> bool:
        """A day is opened or closed; whether that is new."""
        if place in self._turned:
            return False
        self._turned[place] = (day, opened)
        return True

    def put_on(self, visit: Visit, place: Place) -> Visit:
        """The visit on the day that was open when it began; on its wall's where none was."""
        day = self._open_before(place.sequence)
        return visit if day is None else msgspec.structs.replace(visit, day=day.isoformat())

    @cached_property
    def _turned(self) -> dict[Place, tuple[date, bool]]:
        marks = self._marks.filter(sequence__gte=self._since).order_by("sequence")
        rows = marks.values_list("branch", "sequence", "day", "opened")
        return {Place(branch, sequence): (day, opened) for branch, sequence, day, opened in rows}

    @cached_property
    def _open_at_first(self) -> set[date]:
        return set(self._open(self._since))

    @property
    def _marks(self) -> QuerySet[DayMark]:
        return DayMark.objects.filter(counter=self._counter, left_behind=False)

    def _open(self, sequence: int) -> QuerySet[DayMark, date]:
        """The days that were open before a sequence, by what is written."""
        marks = self._marks.filter(sequence__lt=sequence)
        closed = marks.filter(day=OuterRef("day"), sequence__gt=OuterRef("sequence"), opened=False)
        return marks.filter(~Exists(closed), opened=True).order_by("-day").values_list("day", flat=True)

    def _open_before(self, sequence: int) -> date | None:
        """The latest day that was open."""
        if sequence < self._since:
            return self._open(sequence).first()
        opened = set(self._open_at_first)
        for place, (day, is_open) in self._turned.items():
            if place.sequence < sequence:
                (opened.add if is_open else opened.discard)(day)
        return max(opened, default=None)
