"""The register read: rows found as one types, filtered and sorted, a page at a time or all of them in a stream.

A question is answered in *phases*, one after the other: a row is of exactly one of them. Pages go on from the last row
by its key, never by counting rows from the beginning.
"""

from collections.abc import Iterator
from dataclasses import replace

from desktop.storage.database import Database, Row, Value
from desktop.storage.register_phases import Phase, phases_of
from desktop.storage.register_rows import Cursor, FilterChoices, RegisterPage, RegisterQuery, RegisterRow
from desktop.storage.timeline import list_events
from forms.events import Event, Particulars, read_event, read_particulars
from forms.register_lines import RegisterLine
from forms.visits import ticket_label

_CASE = (
    "c.decided_sequence, c.case_id, c.number, c.ticket, c.applicant_name, c.applicant_iin, c.service, c.edition, "
    "c.outcome, c.decided_at, c.operator, c.due, c.handed_over_at, c.voided, c.corrected, c.copies, c.documents, "
    "c.sheets, c.child_name, c.case_id IN (SELECT visit_id FROM visits WHERE state = 'held' AND state <> 'ended')"
)
_CASES = "CROSS JOIN cases c ON c.decided_sequence = found.key"
_VISIT = (
    "v.arrived, v.visit_id, v.letter, v.number, v.service, v.edition, v.operator, v.opened_at, v.state, v.ended_by, "
    "c.number, c.applicant_name, c.applicant_iin, c.edition, c.outcome, c.due, c.handed_over_at, c.voided, "
    "c.corrected, c.copies, c.documents, c.sheets, c.child_name"
)
_VISITS = (
    "CROSS JOIN visits v ON v.arrived = found.key LEFT JOIN cases c ON c.decided_sequence = "
    "(SELECT max(decided_sequence) FROM cases WHERE case_id = v.visit_id)"
)
_LINE = (
    "c.number, c.decided_at, c.applicant_name, c.applicant_iin, c.applicant_phone, c.by_representative, "
    "c.representative_name, c.service, c.edition, c.outcome, c.grounds, c.documents, c.sheets, c.due, "
    "c.handed_over_at, c.operator, c.voided, c.corrected, c.duplicates, c.child_name"
)


class Register:
    """The register of a counter, on any connection to its file.

    ``today`` is an ISO date by the counter's clock: what is past it is overdue. Without it nothing is.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def page(
        self, query: RegisterQuery, after: Cursor | None = None, limit: int = 50, *, today: str = ""
    ) -> RegisterPage:
        """The next rows, ``limit`` at most. Of ``cases`` and ``tickets``: what is open has no order to go on in."""
        found: list[tuple[Cursor, RegisterRow]] = []
        for place, phase in enumerate(phases_of(self._db, query, today)):
            if after is not None and place < after.phase:
                continue
            key = after.key if after is not None and place == after.phase else None
            found.extend(self._rows(query, today, place, phase, key, limit + 1 - len(found)))
            if len(found) > limit:
                return RegisterPage(tuple(row for _, row in found[:limit]), found[limit - 1][0])
        return RegisterPage(tuple(row for _, row in found), None)

    def count(self, query: RegisterQuery, at_most: int = 1000, *, today: str = "") -> int:
        """How many rows there are, counted no further than ``at_most``."""
        if query.kind == "cases" and not query.text.strip() and not query.state:
            return min(self._count_days(query, at_most), at_most)
        counted = 0
        for phase in phases_of(self._db, query, today):
            if counted < at_most:
                inner = f"SELECT 1 FROM {phase.source} WHERE {phase.condition()} LIMIT {at_most - counted:d}"
                row = self._db.row(f"SELECT count(*) FROM ({inner})", phase.values)
                counted += 0 if row is None else int(row[0])
        return counted

    def choices(self) -> FilterChoices:
        """What occurs in the register."""
        found = [
            tuple(value for (value,) in self._db.rows(f"SELECT DISTINCT {field} FROM register_kinds ORDER BY 1"))
            for field in ("service", "edition", "operator", "outcome")
        ]
        return FilterChoices(services=found[0], editions=found[1], operators=found[2], outcomes=found[3])

    def lines(self, query: RegisterQuery, *, today: str = "") -> Iterator[RegisterLine]:
        """Every decided case of a query in its order, one by one, as it leaves the counter."""
        for phase in phases_of(self._db, replace(query, kind="cases"), today):
            for row in self._db.stream(
                f"SELECT {_LINE} FROM {phase.with_cases} WHERE {phase.condition()} ORDER BY {phase.ordering}",
                phase.values,
            ):
                yield _line(row)

    def find(self, case: str, *, today: str = "") -> RegisterRow | None:
        """A case's row, or its visit's where it is not decided; None where there was neither."""
        row = self._one("c.case_id = ? ORDER BY c.decided_sequence DESC LIMIT 1", case, today)
        if row is not None:
            return row
        found = self._db.row(f"SELECT {_VISIT} FROM visits v LEFT JOIN cases c ON 0 WHERE v.visit_id = ?", (case,))
        return None if found is None else _visit_row(found, today)

    def likely_duplicates(self, sequence: int, *, today: str = "") -> list[tuple[RegisterRow, str, str]]:
        """Cases that look like the one of a deciding event, the latest first: each with why, ``iin`` or ``name``, and
        with the verdict where someone judged."""
        found = self._db.rows(
            "SELECT other, max(why), max(verdict) FROM ("
            "SELECT other, why, '' AS verdict FROM likely_duplicates WHERE sequence = ?1 "
            "UNION ALL SELECT other, '', verdict FROM judged_duplicates WHERE sequence = ?1) "
            "GROUP BY other ORDER BY other DESC",
            (sequence,),
        )
        rows = ((self._one("c.decided_sequence = ?", other, today), why, verdict) for other, why, verdict in found)
        return [(row, why, verdict) for row, why, verdict in rows if row is not None]

    def events_of(self, case: str) -> list[tuple[Event, Particulars | None]]:
        """Every event of a case or visit in order, with its particulars; None where it has none or they were erased."""
        found = []
        for sequence in list_events(self._db, case):
            row = self._db.row("SELECT event, particulars FROM journal WHERE sequence = ?", (sequence,))
            if row is not None:
                event = read_event(row[0])
                found.append((event, None if row[1] is None else read_particulars(row[1], event.act)))
        return found

    def _one(self, condition: str, value: Value, today: str) -> RegisterRow | None:
        row = self._db.row(f"SELECT {_CASE} FROM cases c WHERE {condition}", (value,))
        return None if row is None else _case_row(row, today)

    def _rows(
        self, query: RegisterQuery, today: str, place: int, phase: Phase, after: Row | None, limit: int
    ) -> Iterator[tuple[Cursor, RegisterRow]]:
        keys = ", ".join(f"{expression} AS k{n}" for n, expression in enumerate(phase.order))
        inner = (
            f"SELECT {phase.key} AS key, {keys} FROM {phase.source} WHERE {phase.condition(after)} "
            f"ORDER BY {phase.ordering} LIMIT {limit:d}"
        )
        columns, joined = (_CASE, _CASES) if query.kind == "cases" else (_VISIT, _VISITS)
        make = _case_row if query.kind == "cases" else _visit_row
        width = len(phase.order)
        # What was found first, in its order, then each row's own: CROSS JOIN keeps it so.
        for row in self._db.stream(
            f"SELECT {', '.join(f'found.k{n}' for n in range(width))}, {columns} FROM ({inner}) found {joined}",
            (*phase.values, *(after or ())),
        ):
            yield Cursor(place, row[:width]), make(row[width:], today)

    def _count_days(self, query: RegisterQuery, at_most: int) -> int:
        where, values = ["1"], []
        for field in ("service", "edition", "outcome", "operator"):
            if value := getattr(query, field):
                where.append(f"{field} = ?")
                values.append(value)
        if query.first is not None:
            where.append("day >= ?")
            values.append(query.first.isoformat())
        if query.last is not None:
            where.append("day <= ?")
            values.append(query.last.isoformat())
        # No row counts less than one case, so there is no need to read more of them.
        days = f"SELECT cases FROM register_days WHERE {' AND '.join(where)} LIMIT ?"
        row = self._db.row(f"SELECT total(cases) FROM ({days})", (*values, at_most))
        return 0 if row is None else int(row[0])


def _case_row(row: Row, today: str) -> RegisterRow:
    (sequence, case, number, ticket, name, iin, service, edition, outcome, at, operator, due, handed, voided) = row[:14]
    corrected, copies, documents, sheets, child, held = row[14:]
    return RegisterRow(
        kind="cases",
        id=case,
        number=number,
        ticket=ticket,
        name=name or "",
        child=child or "",
        iin=iin or "",
        service=service,
        edition=edition,
        outcome=outcome,
        at=at,
        operator=operator,
        due=due or "",
        handed_over=handed or "",
        voided=voided or "",
        corrected=corrected,
        copies=copies,
        held=bool(held),
        overdue=_is_overdue(due, handed, voided, today),
        sequence=sequence,
        documents=documents,
        sheets=sheets,
    )


def _visit_row(row: Row, today: str) -> RegisterRow:
    arrived, visit, letter, number, service, edition, operator, opened_at, state, ended_by, registered = row[:11]
    name, iin, decided_edition, outcome, due, handed, voided, corrected, copies, documents, sheets, child = row[11:]
    label = ticket_label(letter, number) if number else ""
    return RegisterRow(
        kind="tickets",
        id=visit,
        number=label,
        ticket=label,
        name=name or "",
        child=child or "",
        iin=iin or "",
        service=service,
        edition=decided_edition or edition,
        outcome=outcome or "",
        at=opened_at,
        operator=operator,
        due=due or "",
        handed_over=handed or "",
        voided=voided or "",
        corrected=corrected or 0,
        copies=copies or 0,
        held=state == "held",
        overdue=_is_overdue(due, handed, voided, today),
        sequence=arrived,
        documents=documents or 0,
        sheets=sheets or 0,
        visit_state=state,
        ended_by=ended_by,
        registered=registered or "",
    )


def _is_overdue(due: str | None, handed: str | None, voided: str | None, today: str) -> bool:
    return due is not None and due < today and handed is None and voided is None


def _line(row: Row) -> RegisterLine:
    (number, at, name, iin, phone, by_representative, representative, service, edition, outcome, grounds) = row[:11]
    documents, sheets, due, handed, operator, voided, corrected, duplicates, child = row[11:]
    return RegisterLine(
        number=number,
        at=at,
        name=name or "",
        child=child or "",
        iin=iin or "",
        phone=phone or "",
        by_representative=bool(by_representative),
        representative=representative or "",
        service=service,
        edition=edition,
        outcome=outcome,
        grounds=tuple(grounds.split()),
        documents=documents,
        sheets=sheets,
        due=due or "",
        handed_over=handed or "",
        operator=operator,
        voided=voided or "",
        corrected=corrected,
        duplicates=duplicates,
        erased=name is None,
    )
