"""What is not finished, as rows of the register: cases before their handing over, and visits before a case.

They are few, so they are read whole, and looked through as the register's index would.
"""

from collections.abc import Iterable

from desktop.domain.case import CaseDraft, read_draft
from desktop.operations.counter import Counter
from desktop.storage.database import Value
from desktop.storage.drafts import KeptDraft
from desktop.storage.register_rows import Cursor, RegisterPage, RegisterQuery, RegisterRow
from forms.folding import FoundBy, fold_case, is_found, read_typed
from forms.names import collation_key
from forms.visits import Visit

NAMELESS = b"\xff"
NO_DATE = "9999-12-31"


def list_open(counter: Counter, query: RegisterQuery) -> list[RegisterRow]:
    """Every unfinished case and visit that a query finds, in its order."""
    today = counter.clock.now().wall[:10]
    kept = {draft.case: draft for draft in counter.store.drafts.all()}
    visits = {visit.id: visit for visit in counter.store.visits.not_ended()}
    readings = read_typed(query.text)
    rows = []
    for case in dict.fromkeys([*kept, *visits]):
        visit = visits.get(case) or counter.store.visits.find(case)
        draft = read_draft(kept[case].body) if case in kept else None
        row = _row(counter, case, kept.get(case), draft, visit, today)
        if _fits(row, query, today) and (not readings or is_found(readings, _found_by(row, draft))):
            rows.append(row)
    return sorted(rows, key=lambda row: _key(row, query))


def page_of_open(rows: Iterable[RegisterRow], query: RegisterQuery, after: Cursor | None, limit: int) -> RegisterPage:
    """The next rows after a page."""
    left = [row for row in rows if after is None or _key(row, query) > after.key]
    page = tuple(left[:limit])
    return RegisterPage(page, Cursor(0, _key(page[-1], query)) if len(left) > limit else None)


def name_by_draft(counter: Counter, row: RegisterRow) -> RegisterRow:
    """The row of a visit without an outcome, as it stands among what is open; as it is where it has no draft."""
    kept = counter.store.drafts.find(row.id)
    if kept is None:
        return row
    visit = counter.store.visits.find(row.id)
    return _row(counter, row.id, kept, read_draft(kept.body), visit, counter.clock.now().wall[:10])


def _row(
    counter: Counter, case: str, kept: KeptDraft | None, draft: CaseDraft | None, visit: Visit | None, today: str
) -> RegisterRow:
    decided = counter.store.register.find(case, today=today) if draft is not None and draft.decided else None
    number = "" if draft is None else draft.number
    ticket = "" if visit is None else visit.label
    return RegisterRow(
        kind="open",
        id=case,
        number=number or ticket,
        ticket=ticket,
        name="" if draft is None else " ".join(draft.applicant.name.split()),
        iin="" if draft is None else draft.applicant.iin.strip(),
        service=draft.service if draft is not None else "" if visit is None else visit.service,
        edition=draft.edition if draft is not None else "" if visit is None else visit.edition,
        outcome="" if draft is None or not draft.decided else draft.outcome or "",
        at=visit.periods[0].start.wall if visit is not None else "" if kept is None else kept.opened_at,
        operator=kept.operator if kept is not None else "" if visit is None else visit.operator,
        due="" if decided is None else decided.due,
        handed_over="",
        voided="" if decided is None else decided.voided,
        corrected=0 if decided is None else decided.corrected,
        copies=0 if decided is None else decided.copies,
        held=kept.held if kept is not None else visit is not None and visit.state == "held",
        overdue=decided is not None and decided.overdue,
        sequence=0 if visit is None else visit.arrived,
        documents=0 if decided is None else decided.documents,
        sheets=0 if decided is None else decided.sheets,
        visit_state="" if visit is None else visit.state,
        registered=number,
    )


def _fits(row: RegisterRow, query: RegisterQuery, today: str) -> bool:
    chosen = (
        (query.service, row.service),
        (query.edition, row.edition),
        (query.outcome, row.outcome),
        (query.operator, row.operator),
    )
    if any(wanted and wanted != found for wanted, found in chosen):
        return False
    day = row.at[:10]
    if (query.first is not None and day < query.first.isoformat()) or (
        query.last is not None and day > query.last.isoformat()
    ):
        return False
    states = {
        "": True,
        "due": bool(row.due) and row.due >= today and not row.voided,
        "overdue": row.overdue,
        "held": row.held,
        "void": bool(row.voided),
        "corrected": row.corrected > 0,
        "not_handed_over": bool(row.registered) and not row.voided,
    }
    return states.get(query.state, False)


def _found_by(row: RegisterRow, draft: CaseDraft | None) -> FoundBy:
    persons = [] if draft is None else [draft.applicant, *([draft.representative] if draft.by_representative else [])]
    return fold_case(
        number=row.registered,
        ticket=row.ticket,
        names=[person.name for person in persons],
        iins=[person.iin.strip() for person in persons],
        phones=[person.phone for person in persons],
    )


def _key(row: RegisterRow, query: RegisterQuery) -> tuple[Value, ...]:
    if query.sort == "name":
        return (collation_key(row.name) if row.name else NAMELESS, row.sequence, row.id)
    if query.sort == "due":
        return (row.due or NO_DATE, -row.sequence, row.id)
    return (row.sequence if query.sort == "oldest" else -row.sequence, row.id)
