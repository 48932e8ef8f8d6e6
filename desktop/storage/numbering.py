"""Registration numbers: ``<counter>/<year>-<6 digits>``, one row for each register and year, no gaps.

A register beside the reception's has a letter before the digits, so that no two papers bear the same number.

A number is given inside the act it belongs to; an act that fails takes its number back with it.
"""

import re

from desktop.storage.database import Database
from forms.complaint_acts import ComplaintReceived
from forms.events import Act, CaseDecided
from forms.procedure_acts import ResultSigned

_FORM = re.compile(r"(?P<counter>[^/]+)/(?P<year>\d{4})-[БШ]?(?P<count>\d{6,})")
# Orders, refusals and notifications the head signs; complaints.
RESULTS, COMPLAINTS = "results", "complaints"
LETTERS = {RESULTS: "Б", COMPLAINTS: "Ш"}

_NEXT = """
INSERT INTO numbers (register, year, last) VALUES (?, ?, 1)
ON CONFLICT (register, year) DO UPDATE SET last = last + 1
RETURNING last
"""


def give_number(db: Database, *, register: str, year: int, counter: str) -> str:
    """The next number of a register in a year."""
    with db.transaction():
        ((count,),) = db.rows(_NEXT, (register, year))
    return f"{counter}/{year}-{LETTERS.get(register, '')}{count:06d}"


def split_number(number: str) -> tuple[int, int] | None:
    """Year and count of a number, or None where it is not one."""
    found = _FORM.fullmatch(number)
    return None if found is None else (int(found["year"]), int(found["count"]))


def register_of(number: str) -> str | None:
    """The register a number's letter names; None for one without a letter, which is the reception's."""
    return next((register for register, letter in LETTERS.items() if f"-{letter}" in number), None)


def number_given(act: Act) -> tuple[str, str] | None:
    """The register and the number an act gives, or None: every kind that takes one of a register is named here."""
    match act:
        case CaseDecided() | ComplaintReceived():
            return act.register, act.number
        case ResultSigned():
            return act.register, act.result_number
        case _:
            return None


def keep_at_least(db: Database, *, register: str, year: int, last: int) -> None:
    """After a restore: never give again what may already stand on a paper."""
    with db.transaction():
        db.run(
            "INSERT INTO numbers (register, year, last) VALUES (?, ?, ?) "
            "ON CONFLICT (register, year) DO UPDATE SET last = excluded.last WHERE excluded.last > last",
            (register, year, last),
        )
