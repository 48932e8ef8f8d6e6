"""The register's search: what was typed, as people type it, and filters; newest first, page by page by keys.

A word may be a surname every tenth case has or an IIN one case has, and no planner knows which. So two ways are gone,
one after the other: the newest rows are read in order until a page is full, which is quick for what is frequent; where
that reads too many, the index of words gives what is rare, and all of it is sorted.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from forms.folding import Reading, Wanted, read_typed
from server.organisations.models import Counter, Organisation
from server.register.asked import Asked
from server.register.marks import mark, mark_count
from server.register.models import OPEN, Case
from server.register.search_index import LEXEMES

PAGE = 50
WINDOW = 20_000  # rows read in order before the index is asked
FARTHEST = 4  # windows, where the first had some of what is looked for
MOST_COUNTED = 1_000

_ORDERS: dict[str, tuple[str, bool]] = {
    "-at": ("decided_at", True),
    "at": ("decided_at", False),
    "name": ("name_key", False),
    "due": ("due", False),
}


class Found(NamedTuple):
    """A page of cases, and the key of the one after it; empty at the end."""

    cases: list[Case]
    after: str


def find(asked: Asked, places: QuerySet[Organisation], after: str = "", most: int = PAGE) -> Found:
    """The cases of these organisations that a search finds, from the key ``after`` on. A spoilt key begins anew."""
    search = _Search(asked, places, _read_key(asked, after))
    rows = list(Case.objects.filter(pk__in=search.ids(most + 1)).select_related("organisation", "counter"))
    rows = sorted(rows, key=search.sort_key, reverse=search.descending)
    further = len(rows) > most
    return Found(rows[:most], _write_key(asked, rows[most - 1]) if further else "")


def count(asked: Asked, places: QuerySet[Organisation]) -> int:
    """How many cases a search finds, up to one more than :data:`MOST_COUNTED`."""
    return len(_Search(asked, places, None).ids(MOST_COUNTED + 1, ordered=False))


def every(asked: Asked, places: QuerySet[Organisation]) -> QuerySet[Case]:
    """All cases a search finds, in its order: for exports, which read them by a cursor of the server's."""
    return _Search(asked, places, None).every().select_related("organisation", "counter")


class _Search:
    """One search, made into conditions."""

    def __init__(self, asked: Asked, places: QuerySet[Organisation], key: tuple[Any, int] | None) -> None:
        self._asked = asked
        self._field, self.descending = _ORDERS[asked.sort]
        self._readings = read_typed(asked.q)
        self._nothing = bool(asked.q) and not self._readings
        self._organisations = _organisations(asked, places)
        self._exact = self._filters()
        self._after = self._beyond(key) if key is not None else Q()

    def sort_key(self, case: Case) -> tuple[Any, int]:
        """What the rows are ordered by."""
        value = getattr(case, self._field)
        return (bytes(value) if isinstance(value, memoryview) else value), case.pk

    def ids(self, most: int, *, ordered: bool = True) -> list[int]:
        """The first rows beyond the key; not ``ordered``: any of them, to be counted, as soon as there are so many."""
        if self._nothing or self._organisations == []:
            return []
        if not self._readings and not any(self._marks()):
            return list(self._ordered(Case.objects.filter(self._place & self._exact & self._after))[:most])
        found, further = self._read_on(most, WINDOW)
        # Where some were found, a page of them lies about so far: nearer than an index that gives thousands.
        reach = WINDOW * most * 3 // (2 * len(found)) if found else 0
        if len(found) < most and further and 0 < reach <= FARTHEST * WINDOW:
            found, further = self._read_on(most, reach)
        if len(found) == most or not further:
            return found
        indexed = _indexed(self._readings, [*self._marks(), *self._one_place()], whole=ordered)
        rows = Case.objects.filter(self._place & self._exact & self._after, indexed)
        with _room_to_sort():
            return list((self._ordered(rows) if ordered else rows.values_list("pk", flat=True))[:most])

    def _read_on(self, most: int, rows: int) -> tuple[list[int], bool]:
        """What the next so many rows have, read in order, and whether there are rows beyond."""
        edge = self._edge(rows)
        near = Case.objects.filter(self._place & self._exact & self._after & edge)
        read = near.filter(_read_words(self._readings)) if self._readings else near
        return list(self._ordered(read)[:most]), bool(edge)

    def _edge(self, rows: int) -> Q:
        """Up to where rows are read in order; empty where there are not so many.

        Said as a bound of what the rows are ordered by: then their index is walked, and nothing beyond is touched.
        """
        near = self._ordered(Case.objects.filter(self._near & self._dates & self._after))
        last = near.values_list(self._field, flat=True)[rows - 1 : rows]
        step = "gte" if self.descending else "lte"
        return next((Q(**{f"{self._field}__{step}": value}) for value in last), Q())

    def every(self) -> QuerySet[Case]:
        """All rows, in order."""
        if self._nothing or self._organisations == []:
            return Case.objects.none()
        found = Case.objects.filter(self._place & self._exact)
        if self._readings or any(self._marks()):
            found = found.filter(_indexed(self._readings, list(self._marks()), whole=True))
        sign = "-" if self.descending else ""
        return found.order_by(f"{sign}{self._field}", f"{sign}pk")

    def _ordered(self, rows: QuerySet[Case]) -> QuerySet[Case, int]:
        sign = "-" if self.descending else ""
        return rows.order_by(f"{sign}{self._field}", f"{sign}pk").values_list("pk", flat=True)

    def _one_place(self) -> list[str]:
        """The mark of the one organisation it is about: the index gives only its rows."""
        organisations = self._organisations
        return [mark("organisation", str(organisations[0]))] if organisations and len(organisations) == 1 else []

    @property
    def _near(self) -> Q:
        """What the rows read in order are chosen by: only what their index has."""
        organisations = self._organisations
        found = Q(due__isnull=False) if self._field == "due" else Q()
        if organisations is not None and len(organisations) == 1:
            found &= Q(organisation=organisations[0])
        return found

    @property
    def _place(self) -> Q:
        return Q() if self._organisations is None else Q(organisation__in=self._organisations)

    @property
    def _dates(self) -> Q:
        """By the centre's own clock."""
        found = Q()
        if self._asked.since is not None:
            found &= Q(decided_at__gte=_midnight(self._asked.since))
        if self._asked.until is not None:
            found &= Q(decided_at__lt=_midnight(self._asked.until + timedelta(days=1)))
        return found

    def _filters(self) -> Q:
        asked = self._asked
        found = self._dates & Q(left_behind=asked.state == "left_behind")
        for name in ("service", "edition", "outcome"):
            if value := getattr(asked, name):
                found &= Q(**{name: value})
        if asked.counter:
            found &= Q(counter__code=asked.counter)
        if asked.clerk:
            place = asked.clerk_place
            found &= Q(pk__in=[]) if place is None else Q(counter=place[0], operator=place[1])
        if self._field == "due":
            found &= Q(due__isnull=False)
        return found & _of_state(asked.state)

    def _marks(self) -> Iterator[str]:
        """The filters that the index of words knows."""
        asked = self._asked
        for name in ("service", "edition", "outcome"):
            if value := getattr(asked, name):
                yield mark(name, value)
        if asked.counter:
            counter = Counter.objects.filter(code=asked.counter).values_list("pk", flat=True).first()
            yield mark("counter", str(counter))
        if (place := asked.clerk_place) is not None:
            yield mark("clerk", f"{place[0]} {place[1]}")
        if asked.state in ("void", "corrected", "overrun"):
            yield mark("state", asked.state)

    def _beyond(self, key: tuple[Any, int]) -> Q:
        """The rows after a key. Said as a bound first, which the index can begin at."""
        value, pk = key
        step = "lt" if self.descending else "gt"
        bound = Q(**{f"{self._field}__{step}e": value})
        return bound & (Q(**{f"{self._field}__{step}": value}) | Q(**{f"pk__{step}": pk}))


def _organisations(asked: Asked, places: QuerySet[Organisation]) -> list[int] | None:
    """Whose cases: None where it is everybody's."""
    chosen = places
    if asked.school:
        top = places.filter(code=asked.school).first()
        if top is None:
            return []
        chosen = places.filter(path__startswith=top.path)
    found = list(chosen.order_by().values_list("pk", flat=True))
    return None if len(found) == Organisation.objects.count() else found


def _of_state(state: str) -> Q:
    match state:
        case "overdue":
            return OPEN & Q(due__lt=timezone.localdate())
        case "under_way":
            return Q(step__gt=0, voided="")
        case "not_handed_over":
            return Q(handed_over_at__isnull=True, voided="")
        case "overrun":
            return Q(overrun=True)
        case "void":
            return ~Q(voided="")
        case "corrected":
            return Q(corrected__gt=0)
        case _:
            return Q()


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


# words


def _read_words(readings: Sequence[Reading]) -> RawSQL:
    """The words of rows that are read: one of the readings, each with all its words."""
    found = "strpos" if connection.vendor == "postgresql" else "instr"
    parts: list[str] = []
    values: list[str] = []
    for reading in readings:
        every_one = []
        for wanted in reading.wanted:
            looked = [*(f" {start}" for start in wanted.starts), *(f" {mark_count(one)} " for one in wanted.counts)]
            every_one.append("(" + " OR ".join([f"{found}(words, %s) > 0"] * len(looked)) + ")")
            values += looked
        parts.append("(" + " AND ".join(every_one) + ")")
    return RawSQL(" OR ".join(parts), values, output_field=BooleanField())


@contextmanager
def _room_to_sort() -> Iterator[None]:
    """Memory for what an index finds: with PostgreSQL's usual 4 MB it forgets which rows of a page they were, and reads
    all of them."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        yield


def _indexed(readings: Sequence[Reading], marks: Sequence[str], *, whole: bool) -> RawSQL:
    """Rows the index of words finds; the ``whole`` of them before anything else is asked of them."""
    if connection.vendor == "postgresql" and not whole:
        return RawSQL(f"{LEXEMES} @@ %s::tsquery", [_query(readings, marks, _POSTGRESQL)], output_field=BooleanField())
    if connection.vendor == "postgresql":
        sql = (
            "register_case.id IN (WITH found AS MATERIALIZED "
            f"(SELECT id FROM register_case WHERE {LEXEMES} @@ %s::tsquery) SELECT id FROM found)"
        )
        return RawSQL(sql, [_query(readings, marks, _POSTGRESQL)], output_field=BooleanField())
    sql = "register_case.id IN (SELECT rowid FROM register_words WHERE register_words MATCH %s)"
    return RawSQL(sql, [_query(readings, marks, _SQLITE)], output_field=BooleanField())


class _Language(NamedTuple):
    """How an index's query is written."""

    quote: str
    start: str  # after a word that only begins so
    every: str
    either: str


_POSTGRESQL = _Language("'", ":*", " & ", " | ")
_SQLITE = _Language('"', " *", " AND ", " OR ")


def _query(readings: Sequence[Reading], marks: Sequence[str], language: _Language) -> str:
    def quoted(word: str) -> str:
        doubled = word.replace("\\", "\\\\") if language is _POSTGRESQL else word
        return language.quote + doubled.replace(language.quote, language.quote * 2) + language.quote

    def terms(wanted: Wanted) -> Iterator[str]:
        yield from (quoted(start) + language.start for start in wanted.starts)
        yield from (quoted(mark_count(one)) for one in wanted.counts)

    def joined(parts: Iterable[str], by: str) -> str:
        return "(" + by.join(parts) + ")"

    typed = [
        joined((joined(terms(wanted), language.either) for wanted in reading.wanted), language.every)
        for reading in readings
    ]
    parts = [joined(typed, language.either)] if typed else []
    return language.every.join([*parts, *map(quoted, marks)])


# keys


def _write_key(asked: Asked, case: Case) -> str:
    value = getattr(case, _ORDERS[asked.sort][0])
    told = bytes(value).hex() if isinstance(value, bytes | memoryview) else value.isoformat()
    return base64.urlsafe_b64encode(json.dumps([asked.sort, told, case.pk]).encode()).decode().rstrip("=")


def _read_key(asked: Asked, key: str) -> tuple[Any, int] | None:
    """The key of an address; None where there is none or it is of another order."""
    try:
        sort, told, pk = json.loads(base64.urlsafe_b64decode(key[:2000] + "=" * (-len(key) % 4)))
        if sort != asked.sort or not isinstance(pk, int) or not 0 < pk < 1 << 62:
            return None
        if sort == "name":
            return bytes.fromhex(told), pk
        found = datetime.fromisoformat(told)
        if not 1970 < found.year < 9000:  # what a database takes, in any zone
            return None
        if sort == "due":
            return found.date(), pk
        return (found, pk) if found.tzinfo is not None else None
    except (ValueError, TypeError, binascii.Error, AttributeError):
        return None
