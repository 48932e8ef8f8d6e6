"""Rows of the register as the fold holds them, and the few statements they are read and written by.

A fold makes hundreds of rows a call, so they pass by the ORM's instances: plain structs, COPY on PostgreSQL, many rows
of one statement on SQLite. The counter's row is locked by the caller: nobody else writes rows of this counter.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

import msgspec
from django.db import connection, models
from django.db.models.expressions import RawSQL

from server.register.models import Case, DayMark, Proceeding, Trail, VisitRow

NAMELESS = b"\xff"  # sorts after every name


class CaseRow(msgspec.Struct, kw_only=True):
    """A row of ``Case``, in the order of its columns; ``id`` 0 before it has one."""

    id: int = 0
    organisation_id: int
    counter_id: int
    branch: int
    sequence: int
    case_id: str
    number: str
    service: str
    edition: str
    outcome: str
    grounds: str
    operator: str
    ticket: str
    decided_at: datetime
    day: date
    due: date | None
    by_representative: bool
    applicant_name: str = ""
    applicant_iin: str = ""
    applicant_phone: str = ""
    representative_name: str = ""
    representative_iin: str = ""
    representative_phone: str = ""
    subject_name: str = ""
    subject_iin: str = ""
    step: int | None = None
    documents: int = 0
    sheets: int = 0
    serving_seconds: int = 0
    overrun: bool = False
    overrun_reason: str = ""
    outside_hours: bool = False
    clock_doubted: bool = False
    handed_over_at: datetime | None = None
    copies: int = 0
    duplicates: int = 0
    corrected: int = 0
    voided: str = ""
    erased: bool = False
    left_behind: bool = False
    status_code: str = ""
    name_key: bytes = NAMELESS
    words: str = ""


class ProceedingRow(msgspec.Struct, kw_only=True):
    """A row of ``Proceeding``, in the order of its columns."""

    id: int = 0
    organisation_id: int
    counter_id: int
    branch: int
    sequence: int
    case_id: str
    number: str
    service: str
    edition: str
    channel: str
    side: str
    package: str
    filed_at: datetime | None
    opened_at: datetime
    day: date
    due: date | None
    facts: str
    step: int
    act: str = ""
    actor: str = ""
    since: datetime
    returned: bool = False
    norm_minutes: int | None = None
    elapsed_seconds: int | None = None
    doubted: bool = False
    held_clerk: int = 0
    held_executor: int = 0
    held_head: int = 0
    held_corporation: int = 0
    held_provider: int = 0
    held_others: int = 0
    result: str = ""
    group: str = ""
    result_number: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None
    issued_to: str = ""
    issued_at: datetime | None = None
    moved: str = ""
    moved_at: datetime | None = None
    resend_due: date | None = None
    ended_at: datetime | None = None
    voided: bool = False
    left_behind: bool = False

    @property
    def due_now(self) -> date | None:
        """The day something is still due by: none while a result lies at the desk for who applied, or went back."""
        if self.moved == "asked_again":
            return self.resend_due
        return None if self.side == "corporation" and self.step > 0 and self.act == "issue" else self.due


class VisitLine(msgspec.Struct, kw_only=True):
    """A row of ``VisitRow``, in the order of its columns."""

    id: int = 0
    organisation_id: int
    counter_id: int
    branch: int
    arrived: int
    visit_id: str
    day: date
    came_at: datetime
    came_hour: int
    changed_hour: int
    service: str
    edition: str
    operator: str
    label: str
    called: bool
    state: str
    ended_by: str
    ground: str
    doubted: bool
    waiting_seconds: float
    serving_seconds: float
    number: str
    left_behind: bool
    body: bytes


class TrailLine(msgspec.Struct, kw_only=True):
    """A row of ``Trail``."""

    id: int = 0
    counter_id: int
    case_id: str
    places: str = ""


class MarkLine(msgspec.Struct, kw_only=True):
    """A row of ``DayMark``."""

    id: int = 0
    counter_id: int
    branch: int
    sequence: int
    day: date
    opened: bool
    left_behind: bool = False


Line = CaseRow | ProceedingRow | VisitLine | TrailLine | MarkLine
AnyLine = TypeVar("AnyLine", CaseRow, ProceedingRow, VisitLine, TrailLine, MarkLine)

_MODELS: dict[type[Line], type[models.Model]] = {
    CaseRow: Case,
    ProceedingRow: Proceeding,
    VisitLine: VisitRow,
    TrailLine: Trail,
    MarkLine: DayMark,
}
_POSTGRESQL_TYPES: dict[str, str] = {
    "BigAutoField": "int8",
    "ForeignKey": "int8",
    "PositiveIntegerField": "int4",
    "PositiveSmallIntegerField": "int2",
    "PositiveBigIntegerField": "int8",
    "CharField": "varchar",
    "TextField": "text",
    "BooleanField": "bool",
    "FloatField": "float8",
    "DateField": "date",
    "DateTimeField": "timestamptz",
    "BinaryField": "bytea",
}


class _Shape:
    """How a kind of line is written."""

    def __init__(self, kind: type[Line]) -> None:
        meta = _MODELS[kind]._meta
        self.columns = kind.__struct_fields__
        fields = {field.column: field for field in meta.concrete_fields}
        self.table = meta.db_table
        self.types = tuple(_POSTGRESQL_TYPES[fields[column].get_internal_type()] for column in self.columns[1:])
        quoted = [connection.ops.quote_name(column) for column in self.columns[1:]]  # "group" is SQL's own word
        names = ", ".join(quoted)
        self.copy = f"COPY {self.table} ({names}) FROM STDIN (FORMAT BINARY)"
        self.insert = f"INSERT INTO {self.table} ({names}) VALUES ({', '.join(['%s'] * len(self.types))})"
        settings = ", ".join(f"{column} = %s" for column in quoted)
        self.update = f"UPDATE {self.table} SET {settings} WHERE id = %s"
        self.moments = tuple(place for place, name in enumerate(self.types) if name == "timestamptz")
        self.days = tuple(place for place, name in enumerate(self.types) if name == "date")


@cache
def _shape(kind: type[Line]) -> _Shape:
    return _Shape(kind)


def read(kind: type[AnyLine], condition: models.Q) -> list[AnyLine]:
    """The lines of a kind that a condition finds."""
    rows = _MODELS[kind]._default_manager.filter(condition).values_list(*kind.__struct_fields__)
    return [kind(**dict(zip(kind.__struct_fields__, row, strict=True))) for row in rows]


def any_of(field: str, values: Collection[Any]) -> models.Q:
    """Rows whose column holds one of these."""
    if not values:
        return models.Q(pk__in=[])
    if connection.vendor != "postgresql":
        return models.Q(**{f"{field}__in": list(values)})
    # One value for the driver to write, where IN has thousands.
    return models.Q(RawSQL(f"{field} = ANY(%s)", [list(values)], output_field=models.BooleanField()))


def write(kind: type[AnyLine], lines: Iterable[AnyLine]) -> None:
    """Put in the lines that have no id, change the others."""
    new: list[AnyLine] = []
    changed: list[AnyLine] = []
    for line in lines:
        (changed if line.id else new).append(line)
    shape = _shape(kind)
    if new:
        _insert(shape, [msgspec.structs.astuple(line)[1:] for line in new])
    if changed:
        _update(shape, [msgspec.structs.astuple(line) for line in changed])


def _update(shape: _Shape, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(shape.update, [(*_adapt(shape, row[1:]), row[0]) for row in rows])


def _insert(shape: _Shape, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(shape.copy) as copy:
                copy.set_types(shape.types)
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(shape.insert, [_adapt(shape, row) for row in rows])


def _adapt(shape: _Shape, row: tuple[Any, ...]) -> Sequence[Any]:
    """The values as the database takes them."""
    if connection.vendor == "postgresql":
        return row
    values, operations = list(row), connection.ops
    for place in shape.moments:
        values[place] = operations.adapt_datetimefield_value(values[place])
    for place in shape.days:
        values[place] = operations.adapt_datefield_value(values[place])
    return values
