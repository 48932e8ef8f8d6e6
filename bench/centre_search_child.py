"""The register's own search, asked within a centre's process: people's searches drawn from the rows themselves."""

import time
from collections.abc import Callable
from functools import cached_property
from random import Random

from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from bench.centre import answer_lines
from server.accounts.models import User
from server.organisations.models import Organisation
from server.register.asked import Asked, write_asked
from server.register.models import Case
from server.register.search import count, find
from tests.server.making import signed_in

# Of the commonest surnames' root: a page of the newest has many of them.
COMMON = "сын"


class Searcher:
    """Searches of each kind, another one at every call."""

    def __init__(self) -> None:
        self._rng = Random(11)
        ends = Case.objects.order_by("pk")
        first, last = ends.values_list("pk", flat=True).first(), ends.values_list("pk", flat=True).last()
        assert first is not None
        assert last is not None
        self._ends = first, last
        self._address = reverse("register:list")

    def warm(self) -> int:
        """Read the table and its indexes once; how many cases there are."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE relname = 'register_case'")
            return int(cursor.fetchone()[0])

    def found(self, kind: str) -> float:
        """Milliseconds of the first page of a search."""
        asked, places = self._asked(kind), self._places(kind)
        started = time.perf_counter()
        find(asked, places)
        return (time.perf_counter() - started) * 1000

    def counted(self, kind: str) -> float:
        """Milliseconds of how many there are."""
        asked, places = self._asked(kind), self._places(kind)
        started = time.perf_counter()
        count(asked, places)
        return (time.perf_counter() - started) * 1000

    def page(self, kind: str) -> float:
        """Milliseconds of the whole page, as it comes to the browser."""
        client = self._client if not kind.endswith("of one school") else self._client_of_one
        query = write_asked(self._asked(kind))
        started = time.perf_counter()
        response = client.get(f"{self._address}?{query}", headers={"host": "127.0.0.1"})
        assert response.status_code == 200, response.status_code
        assert len(response.content) > 1000
        return (time.perf_counter() - started) * 1000

    @cached_property
    def _client(self) -> Client:
        return signed_in(User.objects.get(username="of-all"))

    @cached_property
    def _client_of_one(self) -> Client:
        return signed_in(User.objects.get(username="of-one-school"))

    def _places(self, kind: str) -> QuerySet[Organisation]:
        every = Organisation.objects.all()
        return every.filter(code="s1") if kind.endswith("of one school") else every

    def _asked(self, kind: str) -> Asked:
        made = _KINDS[kind.removesuffix(", of one school")]
        return Asked(q=made(self._case())) if made else Asked()

    def _case(self) -> Case:
        while True:  # a few numbers are of nobody
            found = Case.objects.filter(pk=self._rng.randint(*self._ends)).first()
            if found is not None:
                return found


_KINDS: dict[str, Callable[[Case], str] | None] = {
    "no words, newest first": None,
    "IIN, whole": lambda case: case.applicant_iin,
    "IIN, its first six": lambda case: case.applicant_iin[:6],
    "surname and given name, four letters each": lambda case: " ".join(
        word[:4] for word in case.applicant_name.split()[:2]
    ),
    "surname and given name, whole": lambda case: " ".join(case.applicant_name.split()[:2]),
    "number, whole": lambda case: case.number,
    "number, its count alone": lambda case: str(int(case.number.rpartition("-")[2])),
    "three letters that are common": lambda case: COMMON,
    "nobody's name": lambda case: "жокжерденшықкан",
}


def answer() -> None:
    """Answer the bench until it closes the line."""
    searcher = Searcher()
    answer_lines({"warm": searcher.warm, "found": searcher.found, "counted": searcher.counted, "page": searcher.page})
