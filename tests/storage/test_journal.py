"""The journal, numbers and acts: recorded whole or not at all, and never changed."""

import pytest
from sqlcipher3 import dbapi2

from desktop.storage.store import Store
from desktop.storage.verification import verify
from forms.chain import FIRST_HASH, link_hash
from forms.day_acts import ClockDoubted
from forms.events import CaseDecided, VisitOpened, canonical_bytes

from .making import COUNTER, IIN, OPERATOR, REGISTER, YEAR, decide, decision, draft, entry, fill, moment, particulars


def test_an_event_gets_its_place_and_its_hash(store: Store) -> None:
    first, second = store.journal.append(
        [entry(VisitOpened(service="attestation")), entry(ClockDoubted(jump_seconds=90), None)]
    )
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.hash == link_hash(FIRST_HASH, canonical_bytes(first.event))
    assert second.hash == link_hash(first.hash, canonical_bytes(second.event))
    assert first.event.counter == COUNTER
    assert second.event.case is None
    assert store.journal.last() == second
    assert store.journal.head().hash == second.hash
    assert list(store.journal.events(since=2)) == [second]


def test_an_empty_journal_has_no_last_event_and_a_head(store: Store) -> None:
    assert store.journal.last() is None
    assert (store.journal.head().sequence, store.journal.head().hash) == (0, FIRST_HASH)
    assert store.journal.append([]) == []
    assert verify(store.db).faults == ()


def test_no_event_before_the_counter_has_a_code(store: Store) -> None:
    store.settings.drop("counter")
    with pytest.raises(ValueError, match="counter's code"):
        store.journal.append([entry(VisitOpened(service="attestation"))])
    assert store.journal.last() is None


def test_particulars_are_bound_by_a_salted_digest_only(store: Store) -> None:
    recorded = decide(store, "case-1")
    assert store.journal.particulars(recorded.sequence) == particulars()
    assert recorded.event.particulars_digest is not None
    (link,) = store.journal.links()
    assert IIN.encode() not in link.event
    assert "Сынақов".encode() not in link.event
    assert link.particulars is not None
    assert IIN.encode() in link.particulars


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET event = x'00' WHERE sequence = 1",
        "UPDATE journal SET sequence = 99 WHERE sequence = 1",
        "UPDATE journal SET hash = previous WHERE sequence = 1",
        "UPDATE journal SET particulars = x'00' WHERE sequence = 2",
        "DELETE FROM journal WHERE sequence = 1",
        "INSERT OR REPLACE INTO journal SELECT sequence, previous, hash, x'00', NULL, NULL FROM journal LIMIT 1",
        "UPDATE head SET sequence = 0",
        "UPDATE head SET hash = hash",
        "DELETE FROM head",
        "INSERT OR REPLACE INTO head SELECT * FROM head",
        "UPDATE numbers SET last = 0",
        "UPDATE numbers SET last = last",
        "DELETE FROM numbers",
        "UPDATE printed SET bytes = x'00'",
        "UPDATE printed SET number = 'A12/2026-000009'",
        "DELETE FROM printed",
    ],
)
def test_what_is_recorded_is_never_changed(store: Store, change: str) -> None:
    fill(store, 1)
    with pytest.raises(dbapi2.IntegrityError):
        store.db.run(change)
    assert verify(store.db).faults == ()


def test_sqlite_utils_cannot_change_what_is_recorded_either(store: Store) -> None:
    fill(store, 1)
    journal = store.db.tables.table("journal")
    row = {"sequence": 1, "previous": FIRST_HASH, "hash": FIRST_HASH, "event": b"0"}
    with pytest.raises(dbapi2.IntegrityError):
        journal.insert(row, replace=True, pk="sequence")
    with pytest.raises(dbapi2.IntegrityError):
        journal.upsert(row, pk="sequence")
    with pytest.raises(dbapi2.IntegrityError):
        journal.update(1, {"event": b"0"})
    with pytest.raises(dbapi2.IntegrityError):
        journal.delete(1)
    assert not store.db.connection.in_transaction
    assert verify(store.db).faults == ()


def test_numbers_rise_by_one_in_each_register_and_year(store: Store) -> None:
    with store.act() as act:
        given = [
            act.give_number(register=register, year=year, counter=COUNTER)
            for register, year in (
                (REGISTER, 2026),
                (REGISTER, 2026),
                ("complaints", 2026),
                (REGISTER, 2027),
                (REGISTER, 2026),
            )
        ]
    assert given == ["A12/2026-000001", "A12/2026-000002", "A12/2026-Ш000001", "A12/2027-000001", "A12/2026-000003"]


class LeftHalfWay(Exception):  # noqa: N818 - an event of the test
    """The clerk's program failed in the middle of an act."""


def test_an_act_that_fails_takes_everything_back(store: Store) -> None:
    store.drafts.save(draft("case-1", body=b"before"))
    with pytest.raises(LeftHalfWay), store.act() as act:
        number = act.give_number(register=REGISTER, year=YEAR, counter=COUNTER)
        act.append(entry(decision(number), particulars=particulars()))
        act.drop_draft("case-1")
        raise LeftHalfWay
    assert store.journal.last() is None
    assert store.cases.latest() == []
    kept = store.drafts.find("case-1")
    assert kept is not None
    assert kept.body == b"before"
    act_again = decide(store, "case-1").event.act
    assert isinstance(act_again, CaseDecided)
    assert act_again.number == "A12/2026-000001"


def test_half_an_act_is_never_kept_even_if_its_failure_is_swallowed(store: Store) -> None:
    with pytest.raises(RuntimeError, match="none of it is kept"), store.act() as act:
        act.append(entry(VisitOpened(service="attestation")))
        with pytest.raises(dbapi2.Error), store.db.transaction():
            store.db.run("INSERT INTO no_such_table VALUES (1)")
    assert store.journal.last() is None
    assert not store.db.connection.in_transaction


def test_an_act_is_committed_when_its_block_is_left(store: Store) -> None:
    with store.act() as act:
        assert store.db.connection.in_transaction
        act.append(entry(VisitOpened(service="attestation")))
    assert not store.db.connection.in_transaction
    other = dbapi2.connect(str(store.db.path))
    try:
        assert other.execute("SELECT count(*) FROM journal").fetchone() == (1,)
    finally:
        other.close()


def test_sqlite_utils_joins_an_act_and_is_taken_back_with_it(store: Store) -> None:
    with pytest.raises(LeftHalfWay), store.act() as act:
        act.append(entry(VisitOpened(service="attestation")))
        with store.db.tables.atomic():
            store.db.tables.table("settings").insert({"name": "place", "value": b"1"})
        raise LeftHalfWay
    assert store.settings.value("place") is None
    assert store.journal.last() is None


def test_a_failed_statement_of_sqlite_utils_leaves_no_transaction_open(store: Store) -> None:
    fill(store, 1)
    with pytest.raises(dbapi2.IntegrityError):
        list(store.db.tables.query("INSERT INTO head SELECT * FROM head RETURNING id"))
    assert not store.db.connection.in_transaction


def test_erased_particulars_leave_no_trace_and_the_chain_verifies(store: Store) -> None:
    numbers = fill(store, 2)
    case = store.cases.find(numbers[0])
    assert case is not None
    recorded = store.journal.erase([case.sequence], rule="retention-5y", at=moment(99), operator=OPERATOR)
    assert recorded.event.case is None
    assert store.journal.particulars(case.sequence) is None
    (paper,) = store.printed.of_case(case.case)
    assert paper.erased
    assert store.printed.content(paper.id) is None
    erased = store.cases.find(numbers[0])
    assert erased is not None
    assert (erased.applicant_iin, erased.applicant_name) == (None, None)
    report = verify(store.db)
    assert report.faults == ()
    assert store.rebuild() == []


def test_erased_bytes_are_gone_from_the_file(store: Store) -> None:
    iin = "870712300008"
    recorded = decide(store, "case-1", iin=iin)
    store.drafts.drop("case-1")
    store.db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    assert iin.encode() in store.db.path.read_bytes()
    store.journal.erase([recorded.sequence], rule="retention-5y", at=moment(99), operator=OPERATOR)
    store.db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    assert iin.encode() not in store.db.path.read_bytes()


def test_only_particulars_that_are_there_can_be_erased(store: Store) -> None:
    recorded = decide(store, "case-1")
    store.journal.append([entry(VisitOpened(service="attestation"), "case-2")])
    for sequence in (2, 77):
        with pytest.raises(ValueError, match="no particulars"):
            store.journal.erase([recorded.sequence, sequence], rule="r", at=moment(), operator=OPERATOR)
    assert store.journal.particulars(recorded.sequence) == particulars()
