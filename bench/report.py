"""A year's report over 10,000 and over 100,000 cases, and the growth between them.

It is the report that is measured, so the stores are made by writing the tables it reads, in bulk: no journal is in
them. Every row is as a real act leaves it, the visit's body with its periods included.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec

from bench.table import Result, compare, milliseconds, take_turns
from desktop.domain.spans import span_of
from desktop.operations.counter import Counter
from desktop.operations.figures import figures_of
from desktop.operations.opening import open_counter, place_demonstration
from desktop.operations.reporting import draw_period
from desktop.printing.memory import MemoryPrinters
from forms.moments import Moment
from forms.visits import Period, Visit

SUBJECT = "report"
FEW, MANY = 10_000, 100_000
LIMIT_MS = 2000.0
YEAR = 2026
_ZONE = timezone(timedelta(hours=5))


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    place = Path(__file__).resolve().parent.parent / "build"
    place.mkdir(exist_ok=True)
    few, many, rounds = (200, 2_000, 3) if quick else (FEW, MANY, 7)
    first, last = date(YEAR, 1, 1), date(YEAR, 12, 31)
    span = span_of("year", first)
    with (
        TemporaryDirectory(dir=place) as one,
        TemporaryDirectory(dir=place) as other,
        _counter_with(Path(one), few) as small,
        _counter_with(Path(other), many) as large,
    ):
        assert figures_of(large, first, last).totals.serving.count == many
        counted, base = take_turns(
            rounds,
            lambda: milliseconds(lambda: figures_of(large, first, last)),
            lambda: milliseconds(lambda: figures_of(small, first, last)),
        )
        drawn, drawn_base = take_turns(
            rounds,
            lambda: milliseconds(lambda: draw_period(large, span, "both")),
            lambda: milliseconds(lambda: draw_period(small, span, "both")),
        )
        day = date(YEAR, 6, 1)
        days, small_days = take_turns(
            rounds,
            lambda: milliseconds(lambda: figures_of(large, day, day)),
            lambda: milliseconds(lambda: figures_of(small, day, day)),
        )
    growth = many / few
    return [
        compare(SUBJECT, f"a year of {many:,} cases counted", counted, f"of {few:,}", base, limit=LIMIT_MS),
        compare(SUBJECT, f"growth, {growth:g}× the cases", counted, f"of {few:,}", base, most=growth * 1.2),
        compare(SUBJECT, f"a year of {many:,} cases, the sheet", drawn, f"of {few:,}", drawn_base, limit=LIMIT_MS),
        compare(SUBJECT, f"one day of {many // 250:,} cases counted", days, f"of {few // 250:,}", small_days),
    ]


@contextmanager
def _counter_with(folder: Path, cases: int) -> Iterator[Counter]:
    place_demonstration(folder)
    counter = open_counter(folder, MemoryPrinters())
    try:
        fill_tables(counter, cases)
        yield counter
    finally:
        counter.store.close()


def fill_tables(counter: Counter, cases: int) -> None:
    """A visit and a case for each of ``cases``, spread over the year's working days."""
    db, rng, encoder = counter.store.db, Random(cases), msgspec.json.Encoder()
    columns = [name for (name,) in db.rows("SELECT name FROM pragma_table_info('visits')")]
    days = [date(YEAR, 1, 1) + timedelta(n) for n in range(365)]
    days = [day for day in days if day.weekday() < 5][:250]
    with db.transaction():
        for place in range(cases):
            day = days[place * len(days) // cases]
            came = datetime(day.year, day.month, day.day, 9, tzinfo=_ZONE) + timedelta(seconds=rng.randrange(28_000))
            waited, served = rng.randrange(1500), rng.randrange(60, 1400)
            visit = _visit(place, day, came, waited, served)
            over = served > 1200
            row = {
                **{name: getattr(visit, name) for name in columns if hasattr(visit, name)},
                "visit_id": visit.id,
                "case_opened": 1,
                "opened_at": came.isoformat(timespec="milliseconds"),
                "changed_at": (came + timedelta(seconds=waited + served)).isoformat(timespec="milliseconds"),
                "waiting_seconds": float(waited),
                "serving_seconds": float(served),
                "held_seconds": 0.0,
                "doubted": 0,
                "body": encoder.encode(visit),
            }
            db.run(
                f"INSERT INTO visits ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                [row[name] for name in columns],
            )
            outcome = rng.choice(("accepted",) * 7 + ("refusal_receipt", "refusal_receipt", "reasoned_refusal"))
            grounds = {"refusal_receipt": "incomplete", "reasoned_refusal": "unreliable"}.get(outcome, "")
            db.run(
                "INSERT INTO cases (decided_sequence, case_id, number, register, service, edition, outcome, "
                "by_representative, operator, decided_at, serving_seconds, overrun, grounds, overrun_reason, "
                "outside_hours, clock_doubted) VALUES (?, ?, ?, 'reception', ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, 0, 0)",
                (
                    place + 1,
                    visit.id,
                    f"D7/{YEAR}-{place + 1:06d}",
                    visit.service,
                    visit.edition,
                    outcome,
                    visit.operator,
                    row["changed_at"],
                    served,
                    int(over),
                    grounds,
                    "кезек" if over else "",
                ),
            )
        for day in days:
            db.run("INSERT INTO days (day, opened_at) VALUES (?, ?)", (day.isoformat(), f"{day}T09:00:00.000+05:00"))


def _visit(place: int, day: date, came: datetime, waited: int, served: int) -> Visit:
    def moment(seconds: int) -> Moment:
        wall = (came + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
        return Moment(wall=wall, monotonic_ms=seconds * 1000 + place * 10, boot="8c2f3a1e-0000-4000-8000-000000000001")

    return Visit(
        id=f"{place:032x}",
        arrived=place * 5 + 1,
        service="attestation",
        edition="E2020-7",
        day=day.isoformat(),
        letter="А",
        number=place % 900 + 1,
        operator=f"clerk-{place % 2 + 1}",
        state="ended",
        periods=(
            Period(kind="waiting", start=moment(0), end=moment(waited)),
            Period(kind="serving", start=moment(waited), end=moment(waited + served)),
        ),
        case_opened=True,
        called=place * 5 + 2,
        ended_by="handed_over",
    )
