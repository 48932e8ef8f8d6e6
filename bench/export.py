"""The register as a file: a workbook against bare XlsxWriter writing the same cells, the book, CSV; time and memory.

The store is made by writing the register's table in bulk, the newest cases last; no journal is in it. Everything else
is as the program does it: a connection of its own, the file synced and read back for its checksum.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.table import Result, compare, milliseconds, take_turns
from desktop.operations.counter import Counter
from desktop.operations.exporting import Exported, Form, access_of, export_register
from desktop.operations.opening import open_counter, place_demonstration
from desktop.operations.register import RegisterQuery
from desktop.printing.memory import MemoryPrinters
from forms.register_columns import COLUMNS, Cell, Columns
from forms.register_words import RegisterWords

SUBJECT = "export"
MANY, FEW = 100_000, 10_000
MOST_XLSX = 1.3
MOST_MEMORY = 1.2
_ZONE = timezone(timedelta(hours=5))
_FORMATS = {"text": "@", "number": "0", "day": "dd.mm.yyyy", "moment": "dd.mm.yyyy hh:mm"}


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    place = Path(__file__).resolve().parent.parent / "build"
    place.mkdir(exist_ok=True)
    many, few, rounds = (600, 200, 2) if quick else (MANY, FEW, 3)
    results: list[Result] = []
    with TemporaryDirectory(dir=place) as root:
        folder, out = Path(root), Path(root) / "out"
        out.mkdir()
        with counter_with(folder / "many", many) as counter, counter_with(folder / "few", few) as small:
            results += _compare_workbooks(counter, out, many, rounds)
            results += _compare_sizes(counter, small, out, many, few, rounds)
        results += _compare_memory(folder, many, few)
    return results


def _compare_workbooks(counter: Counter, out: Path, many: int, rounds: int) -> list[Result]:
    rows, heads = _cells(counter)
    ours, bare = take_turns(
        rounds,
        lambda: milliseconds(lambda: _export(counter, "xlsx", out)),
        lambda: milliseconds(lambda: write_bare(out / "bare.xlsx", heads, rows)),
    )
    against = "bare XlsxWriter, constant_memory, the same cells at hand"
    return [
        compare(SUBJECT, f"workbook of {many:,} rows, read, written, checksummed", ours, against, bare, most=MOST_XLSX)
    ]


def _compare_sizes(counter: Counter, small: Counter, out: Path, many: int, few: int, rounds: int) -> list[Result]:
    results: list[Result] = []
    for form, what in (("csv", "CSV"), ("book", "book")):
        chosen: Form = "csv" if form == "csv" else "book"
        large, little = take_turns(
            max(1, rounds - 1),
            lambda chosen=chosen: milliseconds(lambda: _export(counter, chosen, out)),  # type: ignore[misc]
            lambda chosen=chosen: milliseconds(lambda: _export(small, chosen, out)),  # type: ignore[misc]
        )
        results.append(compare(SUBJECT, f"{what} of {many:,} rows", large, f"of {few:,}", little))
    return results


def _compare_memory(folder: Path, many: int, few: int) -> list[Result]:
    """The most memory a process of its own had, with each form of many rows against few."""
    results: list[Result] = []
    for form in ("xlsx", "book"):
        large, little = ([_peak_of(folder / name, form, folder / "out") for _ in range(2)] for name in ("many", "few"))
        results.append(
            compare(
                SUBJECT, f"memory: {form} of {many:,} rows", large, f"of {few:,}", little, unit="MB", most=MOST_MEMORY
            )
        )
    return results


_CHILD = """
import sys
from pathlib import Path
from bench.export import export_once
export_once(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
lines = Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024)
"""


def _peak_of(data: Path, form: str, out: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(data), form, str(out)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def export_once(data: Path, form: Form, out: Path) -> None:
    """One export in a process of its own."""
    counter = open_counter(data, MemoryPrinters(), read_only=True)
    with counter.store:
        _export(counter, form, out)


_serial = count()


def _export(counter: Counter, form: Form, out: Path) -> Exported:
    target = out / f"{next(_serial)}.{form}"
    exported = export_register(
        access_of(counter), RegisterQuery(sort="oldest"), form, target, lambda done, of: None, lambda: False
    )
    target.unlink()
    return exported


def _cells(counter: Counter) -> tuple[list[tuple[Cell, ...]], tuple[str, ...]]:
    profile = counter.profile
    columns = Columns("kk", RegisterWords(counter.editions, {one.id: one.name for one in profile.operators}))
    lines = counter.store.register.lines(RegisterQuery(sort="oldest"))
    return [columns.row(line) for line in lines], columns.heads


def write_bare(path: Path, heads: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> None:
    """The same cells by XlsxWriter alone, as its manual says for large files."""
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as workbook:
        sheet = workbook.add_worksheet()
        formats = {kind: workbook.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
        kinds = [column.kind for column in COLUMNS]
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head)
        for number, row in enumerate(rows, 1):
            for place, (kind, cell) in enumerate(zip(kinds, row, strict=True)):
                if cell == "":
                    continue
                if kind == "text":
                    sheet.write_string(number, place, cell, formats[kind])
                elif kind == "number":
                    sheet.write_number(number, place, cell, formats[kind])
                else:
                    moment = datetime.fromisoformat(str(cell)).replace(tzinfo=None)
                    sheet.write_datetime(number, place, moment, formats[kind])
    path.unlink()


@contextmanager
def counter_with(folder: Path, cases: int) -> Iterator[Counter]:
    """A counter whose register holds so many cases."""
    place_demonstration(folder)
    counter = open_counter(folder, MemoryPrinters())
    try:
        _fill(counter, cases)
        yield counter
    finally:
        counter.store.close()


def _fill(counter: Counter, cases: int) -> None:
    db, rng = counter.store.db, Random(cases)
    names = [f"{first} {second} {third}" for first in _FIRST for second in _SECOND for third in _THIRD]
    start = datetime(2016, 1, 11, 9, tzinfo=_ZONE)
    known = {name for (name,) in db.rows("SELECT name FROM pragma_table_info('cases')")}
    with db.transaction():
        for place in range(1, cases + 1):
            at = start + timedelta(minutes=47 * place)
            outcome = rng.choice(("accepted",) * 8 + ("refusal_receipt", "reasoned_refusal"))
            row: dict[str, str | int | None] = {
                "decided_sequence": place + 100,
                "case_id": f"{place:032x}",
                "number": f"D7/{at.year}-{place:06d}",
                "register": "reception",
                "service": "attestation",
                "edition": "E2020-7",
                "outcome": outcome,
                "applicant_iin": f"{rng.randrange(10**11):012d}",
                "applicant_name": rng.choice(names),
                "applicant_phone": f"+7701{rng.randrange(10**7):07d}",
                "by_representative": int(place % 9 == 0),
                "representative_name": rng.choice(names) if place % 9 == 0 else None,
                "operator": counter.operator.id,
                "decided_at": at.isoformat(timespec="milliseconds"),
                "due": (at + timedelta(days=5)).date().isoformat() if outcome == "accepted" else None,
                "serving_seconds": 600,
                "overrun": 0,
                "copies": 2,
                "handed_over_at": (at + timedelta(minutes=6)).isoformat(timespec="milliseconds"),
                "grounds": {"refusal_receipt": "incomplete", "reasoned_refusal": "unreliable"}.get(outcome, ""),
                "overrun_reason": "",
                "outside_hours": 0,
                "clock_doubted": 0,
                "documents": 11,
                "sheets": rng.randrange(11, 60),
            }
            columns = [name for name in row if name in known]
            db.run(
                f"INSERT INTO cases ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                [row[name] for name in columns],
            )
            db.run(
                "INSERT INTO register_days (day, service, edition, outcome, operator, cases, first_sequence, "
                "last_sequence) VALUES (?, 'attestation', 'E2020-7', ?, ?, 1, ?, ?) "
                "ON CONFLICT DO UPDATE SET cases = cases + 1, last_sequence = excluded.last_sequence",
                (at.date().isoformat(), outcome, counter.operator.id, place + 100, place + 100),
            )


_FIRST = ("Сынақова", "Үлгіжанов", "Әбдірахманова-Құрманғазиева", "Байқауов")
_SECOND = ("Үлгі", "Гүлбаршын", "Нұрмұхамед", "Ақмарал")
_THIRD = ("Тестқызы", "Байқауұлы", "Үлгіқызы", "")
