"""Cases of a district in bulk: written straight into the centre's register, made once, kept under ``build/``.

Folding ten million cases out of their events would take hours. So the rows are computed here and copied in, their
indexes made afterwards; a test holds them against the register's own words for the same case.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from bench.centre import ROOT, Centre, make_database, postgresql, say
from forms.folding import fold_phone, fold_words
from forms.names import collation_key
from server.demonstration.people import invent_iin, invent_name, invent_phone
from server.register.marks import mark, mark_count

SCHOOLS = 300
CLERKS = 3
_NAMES = 50_000
_FIRST = datetime(2017, 1, 9, 4, tzinfo=UTC)
_SECONDS = 10 * 365 * 86_400
_AT_ONCE = 5_000
_NUMBER_DIGITS = str.maketrans("0123456789", "".join(map(chr, range(0x7C0, 0x7CA))))
# A centre's server as its administrator would set it up for this; WAL is kept to what a crash needs.
_CONFIGURATION = (
    "shared_buffers = 1GB",
    "maintenance_work_mem = 1GB",
    "max_wal_size = 8GB",
    "wal_level = minimal",
    "max_wal_senders = 0",
    "random_page_cost = 1.1",
    "effective_cache_size = 8GB",
)
COLUMNS = (
    "organisation_id, counter_id, branch, sequence, case_id, number, service, edition, outcome, grounds, operator, "
    "ticket, decided_at, day, due, by_representative, applicant_name, applicant_iin, applicant_phone, "
    "representative_name, representative_iin, representative_phone, subject_name, subject_iin, documents, sheets, "
    "serving_seconds, overrun, "
    "overrun_reason, outside_hours, clock_doubted, handed_over_at, copies, duplicates, corrected, voided, erased, "
    "left_behind, status_code, name_key, words"
)


@dataclass(frozen=True)
class Known:
    """A counter of the district: its row, its organisation's, and its code."""

    counter: int
    organisation: int
    code: str


@contextmanager
def kept_centres(*sizes: int) -> Iterator[list[Centre]]:
    """Centres with registers of so many cases on one server, made where there are none of this version yet."""
    base = ROOT / "build" / f"centre-{_version()}"
    for other in base.parent.glob("centre-????????"):
        if other != base:
            shutil.rmtree(other)
    with postgresql(base / "data", _CONFIGURATION) as server:
        yield [_centre(server, base, cases) for cases in sizes]


def _centre(server: str, base: Path, cases: int) -> Centre:
    from psycopg.conninfo import make_conninfo

    name = f"cases{cases}"
    centre = Centre(base / name, make_conninfo(server, dbname=name))
    done = centre.folder / "made"
    if not done.exists():
        print(f"making a register of {cases:,} cases", file=sys.stderr, flush=True)
        _drop(server, name)
        make_database(server, name)
        centre.migrate()
        centre.run(f"centre_rows.fill({cases})")
        done.write_text(f"{cases}\n", "ascii")
    return centre


def _drop(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _version() -> str:
    """Of what makes the rows and the tables: another makes them anew."""
    written = hashlib.sha256()
    for path in (Path(__file__), *sorted((ROOT / "server" / "register" / "migrations").glob("0*.py"))):
        written.update(path.read_bytes())
    written.update((ROOT / "server" / "register" / "search_index.py").read_bytes())
    return written.hexdigest()[:8]


# within the centre's process


def fill(cases: int) -> None:
    """Schools, their counters, who sees all of them and who sees one, and the cases."""
    from django.db import connection

    counters = _make_district()
    connection.ensure_connection()
    raw = connection.connection
    with raw.transaction(), raw.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        again = _put_aside_indexes(cursor)
        with cursor.copy(f"COPY register_case ({COLUMNS}) FROM STDIN") as copy:
            lines = lines_of(cases, counters)
            while some := list(islice(lines, _AT_ONCE)):
                copy.write("".join(some))
        for statement in again:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) register_case")
    say(cases)


def _put_aside_indexes(cursor: "object") -> list[str]:
    """Drop what would be kept up row by row; the statements that make it again."""
    run = cursor.execute  # type: ignore[attr-defined]
    run(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'register_case'::regclass "
        "AND contype IN ('p', 'u', 'f') ORDER BY contype DESC"
    )
    constraints = cursor.fetchall()  # type: ignore[attr-defined]
    own = {name for name, _ in constraints}
    run("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'register_case'")
    indexes = [(name, made) for name, made in cursor.fetchall() if name not in own]  # type: ignore[attr-defined]
    for name, _ in constraints:
        run(f'ALTER TABLE register_case DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        run(f'DROP INDEX "{name}"')
    return [
        *(made for _, made in indexes),
        *(f'ALTER TABLE register_case ADD CONSTRAINT "{name}" {made}' for name, made in constraints),
    ]


def _make_district() -> list[Known]:
    from server.organisations.models import Counter, Organisation
    from tests.server.making import make_district, make_user

    district = make_district()
    counters = []
    for place in range(1, SCHOOLS + 1):
        school = Organisation.objects.create(
            code=f"s{place}", above=district, name_kk=f"№ {place} мектеп", name_ru=f"Школа № {place}"
        )
        row = Counter.objects.create(code=f"S{place}", organisation=school, state="active")
        counters.append(Known(row.pk, school.pk, row.code))
        if place == 1:
            make_user("supervisor", school, "of-one-school")
    make_user("administrator", district, "of-all")
    return counters


def lines_of(cases: int, counters: list[Known], seed: int = 7) -> Iterator[str]:
    """The cases of ten years in their order, a line of COPY's text form each; the same for the same number."""
    rng = Random(seed)
    names = [_person(rng) for _ in range(min(_NAMES, max(100, cases)))]
    # Who came once comes again some years later: an IIN has some four cases.
    people = [(invent_iin(rng), invent_phone(rng)) for _ in range(min(max(cases // 4, 100), 1_000_000))]
    phones = [fold_phone(phone) for _, phone in people]
    given: dict[tuple[int, int], int] = {}
    chance, whole = rng.random, "%Y-%m-%d %H:%M:%S+00"
    for place in range(cases):
        known = counters[int(chance() * len(counters))]
        at = _FIRST + timedelta(seconds=place * _SECONDS // cases)
        name, words, key = names[int(chance() * len(names))]
        who = int(chance() * len(people))
        iin, phone = people[who]
        service, edition = ("enrolment", "ENR") if chance() < 0.1 else ("attestation", "E2020-7")
        part = chance()
        outcome = "accepted" if part < 0.86 else "refusal_receipt" if part < 0.97 else "reasoned_refusal"
        clerk = f"clerk-{1 + int(chance() * CLERKS)}"
        count = given[known.counter, at.year] = given.get((known.counter, at.year), 0) + 1
        number = f"{known.code}/{at.year}-{count:06}"
        ticket, folded = f"А{place % 400 + 1:03}", f"а{place % 400 + 1:03}"
        overrun, voided = chance() < 0.05, "entered_twice" if chance() < 0.003 else ""
        marks = _marks(known, service, edition, outcome, clerk)
        states = (f" {_VOID}" if voided else "") + (f" {_OVERRUN}" if overrun else "")
        whole_number = f"{at.year}{count:06}".translate(_NUMBER_DIGITS)
        found_by = f" {words} {iin} {phones[who]} {whole_number} {folded} {mark_count(count)} {marks}{states} "
        moment = at.strftime(whole)
        handed = moment if chance() > 0.001 else "\\N"
        yield (
            f"{known.organisation}\t{known.counter}\t0\t{place + 2}\t{place:032x}\t{number}\t{service}\t{edition}\t"
            f"{outcome}\t\t{clerk}\t{ticket}\t{moment}\t{moment[:10]}\t\\N\tf\t"
            f"{name}\t{iin}\t{phone}\t\t\t\t\t\t9\t12\t640\t"
            f"{'t' if overrun else 'f'}\t\tf\tf\t{handed}\t2\t0\t0\t{voided}\tf\tf\t"
            f"{place % 10**9:09}\t{key}\t{found_by}\n"
        )


_VOID, _OVERRUN = mark("state", "void"), mark("state", "overrun")


def _marks(known: Known, service: str, edition: str, outcome: str, clerk: str) -> str:
    return (
        f"{mark('counter', str(known.counter))} {mark('organisation', str(known.organisation))} "
        f"{mark('service', service)} {mark('edition', edition)} {mark('outcome', outcome)} "
        f"{mark('clerk', f'{known.counter} {clerk}')}"
    )


def _person(rng: Random) -> tuple[str, str, str]:
    name = invent_name(rng)
    return name, " ".join(fold_words(name)), f"\\\\x{collation_key(name).hex()}"
