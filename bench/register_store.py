"""A register of a million cases to measure the search on: written in bulk, made once, kept under ``build/``.

Folding a million cases one act after another takes a quarter of an hour. So the rows are computed here and written many
at once, and a test holds them against the real fold of the same cases. The journal is left out, which the search never
reads, and so are the pairs of likely duplicates.

Persons have invented names, IINs with a wrong control digit and phone numbers of codes that are not given out.
"""

import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import msgspec

from desktop.paths import DATABASE_NAME
from desktop.storage import projections, search
from desktop.storage.database import Database, Row
from desktop.storage.keyed import key_statement
from desktop.storage.store import open_store
from forms.day_acts import CaseVoided
from forms.editions import Outcome
from forms.events import (
    Act,
    CaseDecided,
    CaseParticulars,
    CheckedDocument,
    Event,
    PaperHandedOver,
    PaperPrinted,
    Particulars,
    PersonParticulars,
)
from forms.folding import fold_label, fold_number, fold_phone, fold_words
from forms.identity import check_digit
from forms.likeness import near_key
from forms.moments import Moment
from forms.names import collation_key
from forms.queue_acts import TicketCalled, TicketIssued
from forms.visits import Period, Visit, ticket_label

KEY = bytes(range(32))
COUNTER = "D7"
YEARS = 10
SHEETS = (1, 2, 3)
_LAST_DAY = date(2026, 11, 20)
_ZONE = timezone(timedelta(hours=5))
_BOOT = "8c2f3a1e-0000-4000-8000-000000000001"
_AT_ONCE = 20_000
_PERSONS = 50_000


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ROOTS = _list(
    "Сынақ Үлгі Мысал Тәжіриб Байқа Жаттық Өлше Қайта Ғылым Әліпби Інжу Ұстаз Һаким Ең Көктем Жазы Күзгі Қысқы Таңба "
    "Дәптер Қалам Парақ Кітап Мектеп Сабақ Емле Әріп Дауыс Буын Сөйлем Мәтін Өлең Жұмбақ Мақал Ертегі Аңыз Жыр Күй Ән"
)
_ENDINGS = ("ов", "ев", "баев", "беков", "ғалиев", "мұратов", "ханов", "таев", "жанов", "құлов", "ин", "ский")
_GIVEN = _list(
    "Айгүл Әйгерім Ботагөз Гүлнар Динара Еркежан Жанар Зәуре Ирина Кәмила Ләззат Мәдина Нұргүл Ольга Перизат Раушан "
    "Сәуле Тоғжан Ұлбосын Үміт Фарида Шолпан Ырысты Азамат Бауыржан Ғани Дәурен Ерлан Жандос Қайрат Мұрат Нұрлан "
    "Олжас Рүстем Серік Талғат Хамит Шыңғыс Андрей Сергей Өмір Қуаныш"
)
_CODES = ("709", "719", "729", "739", "749", "759", "769", "779", "789", "799")

_encoder = msgspec.json.Encoder()


def register_folder(cases: int, *, keyed: bool = False) -> Path:
    """A data folder with a register of so many cases, made where there is none of this version yet."""
    build = Path(__file__).resolve().parent.parent / "build"
    folder = build / f"register-{projections.VERSION}-{cases}{'-keyed' if keyed else ''}"
    if not folder.exists():
        print(f"making {folder.name}", file=sys.stderr, flush=True)
        unfinished = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        if keyed:
            _copy_keyed(register_folder(cases), unfinished)
        else:
            write_register(unfinished, cases)
        unfinished.rename(folder)
    return folder


def fold_register(folder: Path, cases: int) -> None:
    """A new store with so many cases, folded one event after another as acts do."""
    with _filling(folder) as db, db.transaction():
        for case in describe(cases):
            for event, particulars in events_of(case):
                projections.apply(db, event, particulars)
        db.run("DELETE FROM likely_duplicates")


def write_register(folder: Path, cases: int) -> None:
    """The same store, its rows written in bulk."""
    with _filling(folder) as db:
        indexes = db.rows(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
            "AND tbl_name IN ('cases', 'visits')"
        )
        described = describe(cases)
        with db.transaction():
            for name, _ in indexes:
                db.run(f"DROP INDEX {name}")
        left = True
        while left:
            some = [case for _, case in zip(range(_AT_ONCE), described, strict=False)]
            left = bool(some)
            with db.transaction():
                _write(db, some)
        with db.transaction():
            db.run(
                "INSERT INTO register_days SELECT substr(decided_at, 1, 10), service, edition, outcome, operator, "
                "count(*), min(decided_sequence), max(decided_sequence) FROM cases GROUP BY 1, 2, 3, 4, 5"
            )
            db.run("INSERT INTO register_kinds SELECT DISTINCT service, edition, outcome, operator FROM register_days")
            for _, sql in indexes:
                db.run(sql)


class _filling:  # noqa: N801 - used like a function
    """A new store's file, open to be filled without haste of the disk."""

    def __init__(self, folder: Path) -> None:
        with open_store(folder) as store:
            store.settings.keep_text("counter", COUNTER)
        self._db = Database(folder / DATABASE_NAME)

    def __enter__(self) -> Database:
        # It can be made again: no commit has to reach the disk.
        self._db.run("PRAGMA synchronous = OFF")
        self._db.run("PRAGMA cache_size = -500000")
        return self._db

    def __exit__(self, *_: object) -> None:
        self._db.rows("PRAGMA wal_checkpoint(truncate)")
        self._db.close()


def _copy_keyed(source: Path, target: Path) -> None:
    """The same register in a protected file."""
    with open_store(target, key=KEY):
        pass
    (target / DATABASE_NAME).unlink()
    db = Database(source / DATABASE_NAME)
    try:
        db.run(
            f"ATTACH ? AS keyed KEY {key_statement(KEY).removeprefix('PRAGMA key = ')}", (str(target / DATABASE_NAME),)
        )
        db.run("PRAGMA keyed.synchronous = OFF")
        db.rows("SELECT sqlcipher_export('keyed')")
        for pragma in ("user_version", "application_id"):
            ((value,),) = db.rows(f"PRAGMA {pragma}")
            db.run(f"PRAGMA keyed.{pragma} = {value}")
    finally:
        db.close()


@dataclass(frozen=True)
class Person:
    """An invented person's name, and what is computed of it."""

    name: str
    words: tuple[str, ...]
    name_key: bytes
    near_key: str


@dataclass(frozen=True)
class Described:
    """A case, before it is told in events or written in rows."""

    place: int
    number: str
    came: datetime
    service: str
    edition: str
    outcome: Outcome
    operator: str
    due: str | None
    waited: int
    served: int
    handed: bool
    voided: bool
    persons: tuple[tuple[Person, str, str], ...]  # each with IIN and phone

    @property
    def id(self) -> str:
        """The case's and the visit's."""
        return f"{self.place:032x}"

    @property
    def first(self) -> int:
        """The sequence of its first event: each case has ten."""
        return self.place * 10 + 1

    @property
    def letter(self) -> str:
        """Of its ticket."""
        return "Б" if self.service == "enrolment" else "А"

    @property
    def ticket(self) -> int:
        """The number of its ticket."""
        return self.place % 400 + 1

    def at(self, seconds: int) -> Moment:
        """So long after the person came."""
        wall = (self.came + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
        return Moment(wall=wall, monotonic_ms=self.place * 10_000_000 + seconds * 1000, boot=_BOOT)


def describe(cases: int) -> Iterator[Described]:
    """So many cases of ten years, in their order; the same for the same number."""
    rng = Random(7)
    persons = [_person(rng) for _ in range(min(_PERSONS, max(100, cases)))]
    days = [_LAST_DAY - timedelta(n) for n in range(YEARS * 365)]
    days = [day for day in reversed(days) if day.weekday() < 5]
    count = year = 0
    for place in range(cases):
        day = days[place * len(days) // cases]
        count, year = (count + 1, year) if day.year == year else (1, day.year)
        service = "enrolment" if rng.random() < 0.1 else "attestation"
        outcome: Outcome = rng.choices(("accepted", "refusal_receipt", "reasoned_refusal"), (85, 12, 3))[0]
        together = (1, 2)[service == "enrolment"]
        yield Described(
            place=place,
            number=f"{COUNTER}/{year}-{count:06d}",
            came=datetime(day.year, day.month, day.day, 9, tzinfo=_ZONE) + timedelta(seconds=rng.randrange(28_000)),
            service=service,
            edition="ENR" if service == "enrolment" else _edition_of(day),
            outcome=outcome,
            operator=f"clerk-{(day.year - 2016) // 3 + rng.randrange(2)}",
            due=(day + timedelta(15)).isoformat() if service == "enrolment" and outcome == "accepted" else None,
            waited=rng.randrange(1500),
            served=rng.randrange(60, 1400),
            handed=rng.random() > 0.001,
            voided=rng.random() < 0.003,
            persons=tuple((rng.choice(persons), _iin(rng), _phone(rng)) for _ in range(together)),
        )


def events_of(case: Described) -> Iterator[tuple[Event, Particulars | None]]:
    """A case as its events, each with its particulars."""
    issued = TicketIssued(
        service=case.service,
        edition=case.edition,
        day=case.came.date().isoformat(),
        letter=case.letter,
        number=case.ticket,
        ahead=0,
        expected_wait_seconds=600,
    )
    decided = CaseDecided(
        register="reception",
        number=case.number,
        service=case.service,
        edition=case.edition,
        outcome=case.outcome,
        proposed=case.outcome,
        facts={"teacher_category": "general"},
        consent="given",
        documents=tuple(
            CheckedDocument(key=f"paper-{sheets}", number=sheets, finding="in_order", sheets=sheets)
            for sheets in SHEETS
        ),
        by_representative=len(case.persons) > 1,
        due=case.due,
        serving_seconds=case.served,
    )
    people = [PersonParticulars(iin=iin, name=person.name, phone=phone) for person, iin, phone in case.persons]
    written = CaseParticulars(applicant=people[0], representative=people[1] if len(people) > 1 else None)
    printed = PaperPrinted(
        number=case.number, paper=case.outcome, copy_number=1, copies=2, language="kk", sha256="0" * 64
    )
    left = case.waited + case.served
    acts: list[tuple[int, Act, Particulars | None]] = [
        (0, issued, None),
        (case.waited, TicketCalled(), None),
        (left - 20, decided, written),
        (left - 10, printed, None),
    ]
    if case.handed:
        acts.append((left, PaperHandedOver(number=case.number, serving_seconds=case.served), None))
    if case.voided:
        acts.append((left + 60, CaseVoided(number=case.number, reason="entered_twice"), None))
    for step, (gone, act, particulars) in enumerate(acts):
        yield (
            Event(
                counter=COUNTER,
                sequence=case.first + step,
                at=case.at(gone),
                operator=case.operator,
                case=case.id,
                act=act,
            ),
            particulars,
        )


def _write(db: Database, cases: list[Described]) -> None:
    run = db.connection.executemany
    run(f"INSERT INTO cases ({_CASE}) VALUES ({_places(_CASE)})", map(_case_row, cases))
    run(f"INSERT INTO visits ({_VISIT}) VALUES ({_places(_VISIT)})", map(_visit_row, cases))
    run(f"INSERT INTO {search.TABLE} (rowid, words) VALUES (?, ?)", ((case.first + 2, _words(case)) for case in cases))
    run("INSERT INTO case_events VALUES (?, ?)", _events(cases))
    run(
        "INSERT INTO amendments (sequence, case_id, number, kind) VALUES (?, ?, ?, 'voided')",
        ((case.first + 4 + case.handed, case.id, case.number) for case in cases if case.voided),
    )


def _places(columns: str) -> str:
    return ", ".join("?" * len(columns.split(",")))


def _events(cases: Iterable[Described]) -> Iterator[Row]:
    for case in cases:
        for step in range(4 + case.handed + case.voided):
            yield case.first, case.first + step


_CASE = (
    "decided_sequence, case_id, number, register, service, edition, outcome, applicant_iin, applicant_name, "
    "by_representative, operator, decided_at, due, serving_seconds, overrun, copies, handed_over_at, voided, grounds, "
    "overrun_reason, outside_hours, clock_doubted, applicant_phone, representative_name, representative_iin, "
    "representative_phone, ticket, documents, sheets, name_key, near_key"
)


def _case_row(case: Described) -> Row:
    person, iin, phone = case.persons[0]
    second = case.persons[1] if len(case.persons) > 1 else None
    left = case.waited + case.served
    return (
        case.first + 2,
        case.id,
        case.number,
        "reception",
        case.service,
        case.edition,
        case.outcome,
        iin,
        person.name,
        int(second is not None),
        case.operator,
        case.at(left - 20).wall,
        case.due,
        case.served,
        0,
        2,
        case.at(left).wall if case.handed else None,
        "entered_twice" if case.voided else None,
        "",
        "",
        0,
        0,
        phone,
        None if second is None else second[0].name,
        None if second is None else second[1],
        None if second is None else second[2],
        ticket_label(case.letter, case.ticket),
        len(SHEETS),
        sum(SHEETS),
        person.name_key,
        person.near_key,
    )


def _words(case: Described) -> str:
    whole, count = fold_number(case.number)
    words = [word for person, _, _ in case.persons for word in person.words]
    words += [iin for _, iin, _ in case.persons]
    words += [fold_phone(phone) for _, _, phone in case.persons]
    words += [whole, fold_label(ticket_label(case.letter, case.ticket)), search.mark_count(count or 0)]
    for field in ("service", "edition", "outcome", "operator"):
        words.append(search.mark(field, getattr(case, field)))
    if case.voided:
        words.append(search.mark("state", "void"))
    return " ".join(dict.fromkeys(words))


_VISIT = (
    "visit_id, arrived, day, service, edition, operator, letter, number, state, head_since, recalls, holds, "
    "hold_reason, ground, passed_over, case_opened, called, opened_at, changed_at, ended_by, waiting_seconds, "
    "serving_seconds, held_seconds, doubted, body"
)


def _visit_row(case: Described) -> Row:
    left = case.waited + case.served
    came, called, gone = case.at(0), case.at(case.waited), case.at(left)
    visit = Visit(
        id=case.id,
        arrived=case.first,
        service=case.service,
        edition=case.edition,
        day=case.came.date().isoformat(),
        letter=case.letter,
        number=case.ticket,
        operator=case.operator,
        state="ended" if case.handed else "called",
        periods=(
            Period(kind="waiting", start=came, end=called),
            Period(kind="serving", start=called, end=gone if case.handed else None),
        ),
        called=case.first + 1,
        called_at=called,
        ended_by="handed_over" if case.handed else "",
    )
    changed = gone if case.handed else called
    return (
        visit.id,
        visit.arrived,
        visit.day,
        visit.service,
        visit.edition,
        visit.operator,
        visit.letter,
        visit.number,
        visit.state,
        0,
        0,
        0,
        "",
        "",
        0,
        0,
        visit.called,
        came.wall,
        changed.wall,
        visit.ended_by,
        float(case.waited),
        float(case.served) if case.handed else 0.0,
        0.0,
        0,
        _encoder.encode(visit),
    )


def _edition_of(day: date) -> str:
    return "E2015" if day.year < 2020 else "E2020-7" if day.year < 2024 else "E2024"


def _person(rng: Random) -> Person:
    root = _ROOTS[int(len(_ROOTS) * rng.random() ** 2)]
    surname = root + rng.choice(_ENDINGS)
    given, father = (_GIVEN[int(len(_GIVEN) * rng.random() ** 2)] for _ in range(2))
    woman = rng.random() < 0.7
    name = f"{surname}{'а' if woman else ''} {given} {father}{'қызы' if woman else 'ұлы'}"
    return Person(name, fold_words(name), collation_key(name), near_key(name))


def _iin(rng: Random) -> str:
    born = date(1955, 1, 1) + timedelta(rng.randrange(50 * 365))
    first = f"{born:%y%m%d}{rng.randrange(100_000):05d}"
    return f"{first}{(1 + (check_digit(first) or 0)) % 10}"


def _phone(rng: Random) -> str:
    return f"8{rng.choice(_CODES)}{rng.randrange(10_000_000):07d}"
