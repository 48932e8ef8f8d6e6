"""Cases on their way after the reception: where each stands, the steps taken, and the groups with their places."""

from typing import NamedTuple

import msgspec

from desktop.storage.database import Database, Row
from forms.moments import Carried, Moment

_facts = msgspec.json.Decoder(dict[str, str | bool])
_moment = msgspec.json.Decoder(Carried)
_grounds = msgspec.json.Decoder(tuple[str, ...])


class Proceeding(msgspec.Struct, frozen=True, kw_only=True):
    """A case on its way. ``step`` 0: its procedure has ended. Times as their events' wall times; dates ISO.

    ``clock_from`` is where the norm's minutes run from, ``since`` when the step under way began; where the machine was
    started again meanwhile, both on its new count.
    """

    case: str
    number: str
    service: str
    edition: str
    channel: str
    side: str
    package: str
    filed_at: str
    opened_at: str
    clock_from: Moment
    facts: dict[str, str | bool]
    step: int
    since: Moment
    returned: bool
    due: str | None
    operator: str
    result: str | None
    grounds: tuple[str, ...]
    group: str
    drafted_sequence: int | None
    result_number: str | None
    signed_by: str | None
    signed_operator: str | None
    signed_at: str | None
    issued_at: str | None
    moved: str
    moved_at: str | None
    resend_due: str | None
    ended_at: str | None
    voided: bool


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """A step taken: which, by whom, after how many seconds, whether in doubt, and what is under way after it."""

    sequence: int
    step: int
    kind: str
    operator: str
    at: str
    seconds: int
    doubted: bool
    next: int


class HeldRow(NamedTuple):
    """Steps of one operator alike, of the cases opened on one day: how many, how many times, the seconds of all and
    the most of one."""

    edition: str
    channel: str
    side: str
    day: str  # ISO; which procedure of an edition they go through depends on it
    step: int
    operator: str
    cases: int
    times: int
    seconds: int
    longest: int


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A group as it stands, with how many of its places are taken by orders drafted or signed."""

    key: str
    service: str
    year: int
    programme_kk: str
    programme_ru: str
    name: str
    schedule: str
    places: int
    youngest: int
    oldest: int
    open: bool
    taken: int

    @property
    def free(self) -> int:
        """Places left, never below 0."""
        return max(0, self.places - self.taken)


class SubjectRow(msgspec.Struct, frozen=True, kw_only=True):
    """Whose matter a case is; empty where erased."""

    relation: str
    consent: str
    iin: str | None
    name: str | None
    birth_date: str | None


_COLUMNS = (
    "case_id, number, service, edition, channel, side, package, filed_at, opened_at, clock_from, facts, step, since, "
    "returned, due, operator, result, grounds, group_key, drafted_sequence, result_number, signed_by, signed_operator, "
    "signed_at, issued_at, moved, moved_at, resend_due, ended_at, voided"
)
_FIELDS = tuple(field.name for field in msgspec.structs.fields(Proceeding))
# An order takes its place from the draft on, until it is void.
_GROUPS = """
SELECT key, service, year, programme_kk, programme_ru, name, schedule, places, youngest, oldest, open,
    (SELECT count(*) FROM proceedings WHERE group_key = groups.key AND result = 'order' AND voided = 0)
FROM groups
"""


class Proceedings:
    """Reads where cases stand after the reception."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, number: str) -> Proceeding | None:
        """Of a case's registration number."""
        rows = self._select("number = ?", (number,))
        return rows[0] if rows else None

    def of_case(self, case: str) -> Proceeding | None:
        """Of a case's identifier."""
        rows = self._select("case_id = ?", (case,))
        return rows[0] if rows else None

    def under_way(self) -> list[Proceeding]:
        """All with a step under way, what is due first before the others, then by age."""
        return self._select("step > 0 ORDER BY due IS NULL, due, opened_sequence")

    def count_under_way(self) -> list[tuple[str, str, str, str, int, int]]:
        """How many cases stand at each step: edition, channel, side, the ISO date they were opened, step, cases."""
        return self._db.rows(
            "SELECT edition, channel, side, substr(opened_at, 1, 10), step, count(*) FROM proceedings WHERE step > 0 "
            "GROUP BY 1, 2, 3, 4, 5"
        )

    def sent_on(self, sequence: int) -> list[Proceeding]:
        """Those a State Corporation desk took in up to a place of the journal, with a step under way."""
        return self._select(
            "step > 0 AND side = 'corporation' AND opened_sequence <= ? ORDER BY opened_sequence", (sequence,)
        )

    def went_back(self) -> list[Proceeding]:
        """Those whose result nobody collected, and which went back or was asked for again, the longest away first."""
        return self._select(
            "moved IN ('returned_unclaimed', 'asked_again') AND voided = 0 "
            "ORDER BY moved = 'returned_unclaimed', moved_at"
        )

    def signed_unissued(self) -> list[Proceeding]:
        """Ended or not, with a result nobody has collected."""
        return self._select(
            "result_number IS NOT NULL AND issued_at IS NULL AND voided = 0 ORDER BY signed_at, opened_sequence"
        )

    def ended(self, most: int) -> list[Proceeding]:
        """The last ones that have ended, the latest first."""
        return self._select("step = 0 ORDER BY ended_at DESC, opened_sequence DESC LIMIT ?", (most,))

    def steps(self, case: str) -> list[StepRow]:
        """The steps taken of a case, in their order."""
        return [
            StepRow(
                sequence=row[0],
                step=row[1],
                kind=row[2],
                operator=row[3],
                at=row[4],
                seconds=row[5],
                doubted=bool(row[6]),
                next=row[7],
            )
            for row in self._db.rows(
                "SELECT sequence, step, kind, operator, at, seconds, doubted, next FROM proceeding_steps "
                "WHERE case_id = ? ORDER BY sequence",
                (case,),
            )
        ]

    def held(self, first: str, last: str, service: str = "") -> list[HeldRow]:
        """Who held cases in a period of ISO dates, by the day they were opened and step; of one service, or of all."""
        chosen = "AND p.service = ? " if service else ""
        rows = self._db.rows(
            "SELECT p.edition, p.channel, p.side, substr(p.opened_at, 1, 10), s.step, s.operator, "
            "count(DISTINCT s.case_id), count(*), sum(s.seconds), max(s.seconds) FROM proceeding_steps s "
            "JOIN proceedings p ON p.case_id = s.case_id AND p.voided = 0 "
            f"WHERE s.at >= ? AND s.at < ? {chosen}"
            "GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 5, 6, 4",
            (first, last + "~", *([service] if service else [])),
        )
        return [HeldRow._make(row) for row in rows]

    def issued(self, first: str, last: str, service: str = "") -> list[Proceeding]:
        """Cases whose procedure ended in a period of ISO dates with its result issued."""
        chosen = "AND service = ? " if service else ""
        return self._select(
            "step = 0 AND voided = 0 AND issued_at IS NOT NULL AND ended_at >= ? AND ended_at < ? "
            f"{chosen}ORDER BY ended_at, opened_sequence",
            (first, last + "~", *([service] if service else [])),
        )

    def groups(self, service: str = "") -> list[Group]:
        """The groups as they stand, of one service or of all, the newest school year first."""
        chosen = "WHERE service = ? " if service else ""
        rows = self._db.rows(
            f"{_GROUPS} {chosen}ORDER BY year DESC, programme_kk, name, key", (service,) if service else ()
        )
        return [self._group(row) for row in rows]

    def group(self, key: str) -> Group | None:
        """One group."""
        row = self._db.row(f"{_GROUPS} WHERE key = ?", (key,))
        return None if row is None else self._group(row)

    def group_at(self, key: str, sequence: int) -> Group | None:
        """One group as it stood at an event of the journal; its taken places are not told."""
        row = self._db.row(
            "SELECT key, service, year, programme_kk, programme_ru, name, schedule, places, youngest, oldest, open, 0 "
            "FROM group_history WHERE key = ? AND sequence <= ? ORDER BY sequence DESC LIMIT 1",
            (key, sequence),
        )
        return None if row is None else self._group(row)

    def subject(self, case: str) -> SubjectRow | None:
        """Whose matter a case is, or None where it is the applicant's own."""
        row = self._db.row("SELECT relation, consent, iin, name, birth_date FROM subjects WHERE case_id = ?", (case,))
        if row is None:
            return None
        return SubjectRow(relation=row[0], consent=row[1], iin=row[2], name=row[3], birth_date=row[4])

    def subject_sequence(self, case: str) -> int | None:
        """Where in the journal the child of a case is recorded, or None where there is none."""
        row = self._db.row("SELECT sequence FROM subjects WHERE case_id = ?", (case,))
        return None if row is None else row[0]

    def _select(self, where: str, values: Row = ()) -> list[Proceeding]:
        return [self._read(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM proceedings WHERE {where}", values)]

    @staticmethod
    def _read(row: Row) -> Proceeding:
        told = dict(zip(_FIELDS, row, strict=True))
        told["clock_from"] = _moment.decode(told["clock_from"])
        told["since"] = _moment.decode(told["since"])
        told["facts"] = _facts.decode(told["facts"])
        told["grounds"] = _grounds.decode(told["grounds"])
        told["returned"], told["voided"] = bool(told["returned"]), bool(told["voided"])
        return Proceeding(**told)

    @staticmethod
    def _group(row: Row) -> Group:
        names = tuple(field.name for field in msgspec.structs.fields(Group))
        told = dict(zip(names, row, strict=True))
        told["open"] = bool(told["open"])
        return Group(**told)
