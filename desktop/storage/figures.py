"""The rows figures are made of: narrow, and read once. What they mean is decided in ``desktop.domain.figures``."""

from datetime import date, timedelta

import msgspec

from desktop.storage.database import Database, Row
from forms.visits import Visit

INDEXES = {
    # From a visit to its case: for overruns and for what is not finished.
    "cases_by_visit": "cases (case_id)",
    # Visits that ended on a later day than the one they came on: few, and asked for by every period of the past.
    "visits_over_night": "visits (day) WHERE state = 'ended' AND day < substr(changed_at, 1, 10)",
}

# Without a hint SQLite would go through every day before.
OVER_NIGHT = "INDEXED BY visits_over_night"

_decoder = msgspec.json.Decoder(Visit)


class LeftVisit(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that was not ended when a period was; ``decided_on`` is the ISO date of its outcome, or None."""

    visit: Visit
    decided_on: str | None


class FigureRows:
    """What the figures of a period are counted from. Days are ISO dates, both ends included."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def visits(self, first: str, last: str, service: str = "") -> list[Row]:
        """Visits that came in the period: id, day, hour of coming, hour of the last change, edition, operator,
        ticket number, sequence of the call, how it ended, ground out of order, doubted, waited, served (seconds)."""
        return self._db.rows(
            "SELECT visit_id, day, CAST(substr(opened_at, 12, 2) AS INTEGER), "
            "CAST(substr(changed_at, 12, 2) AS INTEGER), edition, operator, number, called, ended_by, ground, "
            "doubted, waiting_seconds, serving_seconds FROM visits WHERE day BETWEEN ? AND ?" + _of(service),
            (first, last, *([service] if service else [])),
        )

    def cases(self, first: str, last: str, service: str = "") -> list[Row]:
        """Cases decided in the period, those alike counted together: outcome, edition, operator, grounds (separated by
        spaces), void, outside hours, how many."""
        return self._db.rows(
            "SELECT outcome, edition, operator, grounds, voided IS NOT NULL, outside_hours, count(*) FROM cases "
            f"WHERE decided_at >= ? AND decided_at < ?{_of(service)} GROUP BY 1, 2, 3, 4, 5, 6",
            (first, _after(last), *([service] if service else [])),
        )

    def numbers(self, first: str, last: str, service: str = "") -> tuple[str, str]:
        """The first number given in the period and the last, void ones too; empty where none was given."""
        within = f"decided_at >= ? AND decided_at < ?{_of(service)}"
        row = self._db.row(
            f"SELECT min(decided_sequence), max(decided_sequence) FROM cases WHERE {within}",
            (first, _after(last), *([service] if service else [])),
        )
        if row is None or row[0] is None:
            return "", ""
        numbers: dict[int, str] = dict(
            self._db.rows("SELECT decided_sequence, number FROM cases WHERE decided_sequence IN (?, ?)", row)
        )
        return numbers[row[0]], numbers[row[1]]

    def reasons(self, first: str, last: str, least_seconds: float) -> dict[str, tuple[str, str]]:
        """Of visits of the period served longer than this: visit → number of the case and reason of its overrun."""
        # CROSS JOIN: from the visits of the period to their cases, never through all cases there are.
        rows = self._db.rows(
            "SELECT v.visit_id, c.number, c.overrun_reason FROM visits v CROSS JOIN cases c ON c.case_id = v.visit_id "
            "WHERE v.day BETWEEN ? AND ? AND v.ended_by = 'handed_over' AND v.serving_seconds > ? AND c.overrun = 1",
            (first, last, least_seconds),
        )
        return {visit: (number, reason) for visit, number, reason in rows}

    def left_now(self, day: str, service: str = "") -> list[LeftVisit]:
        """Visits of a day or of one before it that are not ended now."""
        # The plus keeps SQLite from the index of days: few visits are not ended, many are of days before.
        return self._left("+v.day <= ? AND v.state <> 'ended'", service, day)

    def left_at_end(self, day: str, service: str = "") -> list[LeftVisit]:
        """Visits of a day or of one before it that were not ended when the day was over."""
        over_night = "v.day <= ? AND v.state = 'ended' AND v.day < substr(v.changed_at, 1, 10)"
        ended_later = self._left(f"{over_night} AND v.changed_at >= ?", service, day, _after(day), index=OVER_NIGHT)
        return [*self.left_now(day, service), *ended_later]

    def count_doubts(self, first: str, last: str) -> int:
        """How often the wall clock was found moved."""
        row = self._db.row("SELECT count(*) FROM doubts WHERE day BETWEEN ? AND ?", (first, last))
        return 0 if row is None else int(row[0])

    def count_days(self, first: str, last: str) -> int:
        """How many working days were opened."""
        row = self._db.row("SELECT count(*) FROM days WHERE day BETWEEN ? AND ?", (first, last))
        return 0 if row is None else int(row[0])

    def _left(self, condition: str, service: str, *values: str, index: str = "") -> list[LeftVisit]:
        rows = self._db.rows(
            "SELECT v.body, (SELECT min(c.decided_at) FROM cases c WHERE c.case_id = v.visit_id) FROM visits v "
            f"{index} WHERE {condition}{_of(service)}",
            (*values, *([service] if service else [])),
        )
        return [
            LeftVisit(visit=_decoder.decode(body), decided_on=decided[:10] if decided else None)
            for body, decided in rows
        ]


def _of(service: str) -> str:
    return " AND service = ?" if service else ""


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
