"""What an operator types to find someone, key by key."""

from random import Random

from desktop.storage.database import Database
from desktop.storage.register_rows import RegisterQuery


def typed_by_key(db: Database, *, persons: int) -> list[RegisterQuery]:
    """The queries of each key while persons of this register are looked for by name, IIN, number and phone, and the
    filters one adds to that."""
    ((last,),) = db.rows("SELECT max(decided_sequence) FROM cases")
    rng, queries = Random(11), []
    for _ in range(persons):
        row = db.row(
            "SELECT applicant_name, applicant_iin, number, applicant_phone, service, edition, operator, outcome "
            "FROM cases WHERE decided_sequence >= ? LIMIT 1",
            (rng.randrange(1, last - 10),),
        )
        assert row is not None
        name, iin, number, phone, service, edition, operator, outcome = row
        surname, given = name.split()[:2]
        for text in (f"{surname[:6]} {given[:3]}", f"{given} {surname[:2]}".lower(), iin, number, number[-6:], phone):
            queries += [RegisterQuery(text=text[:end]) for end in range(1, len(text) + 1)]
        queries.append(RegisterQuery(text=surname[:4], service=service))
        queries.append(RegisterQuery(text=given[:3], edition=edition, operator=operator))
        queries.append(RegisterQuery(edition=edition, outcome=outcome))
        queries.append(RegisterQuery(text=given[:2], state="void"))
    return queries
