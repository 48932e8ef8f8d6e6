"""Cases' walks through their procedures, written: of those that something was added to."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from server.organisations.models import Counter
from server.register import rows
from server.register.editions import known_editions
from server.register.proceeding_drawing import draw_proceeding
from server.register.recorded import Recorded
from server.register.rows import ProceedingRow, any_of


def draw_walks(counter: Counter, told: Mapping[str, Sequence[Recorded]]) -> list[ProceedingRow]:
    """Draw these cases' procedures from their events that stand, in order; those that have one."""
    if not told:
        return []
    mine = Q(counter=counter, left_behind=False) & any_of("case_id", list(told))
    known = {(row.branch, row.sequence): row.id for row in rows.read(ProceedingRow, mine)}
    editions = known_editions()
    drawn = []
    for events in told.values():
        made = draw_proceeding(counter, events, editions)
        if made is not None:
            made.id = known.get((made.branch, made.sequence), 0)
            drawn.append(made)
    drawn.sort(key=lambda row: row.sequence)  # in lists the older stands first
    rows.write(ProceedingRow, drawn)
    return drawn
