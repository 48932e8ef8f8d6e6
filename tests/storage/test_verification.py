"""Tampering with any SQLite tool, the triggers out of the way: each is found and named."""

import hashlib
from pathlib import Path

import pytest

from desktop.storage.store import Store, open_store
from desktop.storage.verification import FAULT_CODES, tell_fault, verify
from forms.chain import Fault, link_hash
from forms.events import SegmentOpened, canonical_bytes, read_event
from forms.problems import PROBLEMS, Problem

from .making import REGISTER, decide, entry, fill, new_store, tamper


# fill(store, 3) writes for each case: visit, decision, paper, handed over. Event 6 decides the second case.
def edit(column: str, before: str, after: str) -> str:
    """Replace words inside the bytes of event 6."""
    return (
        f"UPDATE journal SET {column} = CAST(replace(CAST({column} AS TEXT), '{before}', '{after}') AS BLOB) "
        "WHERE sequence = 6"
    )


OTHER_PAPER = hashlib.sha256(b"%").hexdigest()

TAMPERINGS: dict[str, tuple[list[str], set[tuple[str, int]]]] = {
    "an event changed": (
        [edit("event", "accepted", "acceptad")],
        {("changed_event", 6), ("unreadable_event", 6), ("number_gap", 10)},
    ),
    "an event changed to another that can be read": (
        [edit("event", "clerk-1", "clerk-2")],
        {("changed_event", 6)},
    ),
    "an event changed with its hash": (
        [edit("event", "clerk-1", "clerk-2"), "UPDATE journal SET hash = {hash} WHERE sequence = 6"],
        {("broken_link", 7)},
    ),
    "an event deleted": (
        ["DELETE FROM journal WHERE sequence = 5"],
        {("gap", 5), ("broken_link", 6)},
    ),
    "a decision deleted": (
        ["DELETE FROM journal WHERE sequence = 6"],
        {("gap", 6), ("broken_link", 7), ("number_gap", 10)},
    ),
    "the end cut off": (
        ["DELETE FROM journal WHERE sequence > 9"],
        {("lost_end", 9), ("number_not_last", 9), ("extra_paper", 0)},
    ),
    "everything deleted": (
        ["DELETE FROM journal"],
        {("lost_end", 0), ("number_not_last", 0), ("extra_paper", 0)},
    ),
    "the end cut off and its head moved back": (
        [
            "DELETE FROM journal WHERE sequence > 9",
            "UPDATE head SET sequence = 9, hash = (SELECT hash FROM journal WHERE sequence = 9)",
        ],
        {("number_not_last", 9), ("extra_paper", 0)},
    ),
    "the head changed": (
        ["UPDATE head SET hash = (SELECT hash FROM journal WHERE sequence = 1)"],
        {("other_end", 12)},
    ),
    "two events exchanged": (
        [
            "UPDATE journal SET sequence = 100 WHERE sequence = 5",
            "UPDATE journal SET sequence = 5 WHERE sequence = 9",
            "UPDATE journal SET sequence = 9 WHERE sequence = 100",
        ],
        {
            ("broken_link", 5),
            ("wrong_place", 5),
            ("broken_link", 6),
            ("broken_link", 9),
            ("wrong_place", 9),
            ("broken_link", 10),
        },
    ),
    "an event put in": (
        ["INSERT INTO journal SELECT 13, hash, hash, event, NULL, NULL FROM journal WHERE sequence = 12"],
        {("changed_event", 13), ("wrong_place", 13), ("lost_end", 13)},
    ),
    "particulars changed": (
        [edit("particulars", "850101100002", "850101100304")],
        {("changed_particulars", 6)},
    ),
    "a salt changed": (
        ["UPDATE journal SET salt = zeroblob(16) WHERE sequence = 6"],
        {("changed_particulars", 6)},
    ),
    "particulars erased without an event": (
        ["UPDATE journal SET particulars = NULL, salt = NULL WHERE sequence = 6"],
        {("lost_particulars", 6)},
    ),
    "the kept number put back": (["UPDATE numbers SET last = 2"], {("number_not_last", 12)}),
    "the kept number deleted": (["DELETE FROM numbers"], {("number_not_last", 12)}),
    "a paper changed": (
        ["UPDATE printed SET bytes = x'25' WHERE case_id = 'case-2'"],
        {("changed_paper", 0)},
    ),
    "a paper changed with its checksum": (
        [f"UPDATE printed SET bytes = x'25', sha256 = '{OTHER_PAPER}' WHERE case_id = 'case-2'"],
        {("lost_paper", 7)},
    ),
    "a paper deleted": (["DELETE FROM printed WHERE case_id = 'case-2'"], {("lost_paper", 7)}),
    "a paper's bytes erased without an event": (
        ["UPDATE printed SET bytes = NULL WHERE case_id = 'case-2'"],
        {("lost_paper", 7)},
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_and_named(tmp_path: Path, name: str) -> None:
    statements, expected = TAMPERINGS[name]
    with new_store(tmp_path) as store:
        fill(store, 3)
        assert verify(store.db).faults == ()
        (link,) = (link for link in store.journal.links() if link.sequence == 6)
    hashed = link_hash(link.previous, link.event.replace(b"clerk-1", b"clerk-2"))
    tamper(tmp_path, *(statement.replace("{hash}", f"'{hashed}'") for statement in statements))
    with open_store(tmp_path, read_only=True) as store:
        report = verify(store.db)
    assert {(fault.kind, fault.sequence) for fault in report.faults} == expected
    for fault in report.faults:
        assert str(fault.sequence) in tell_fault(fault).sentence() or fault.detail in tell_fault(fault).sentence()


def test_a_journal_without_its_end_is_told_at_opening(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 1)
    tamper(tmp_path, "DELETE FROM journal WHERE sequence = 4")
    with pytest.raises(Problem) as told:
        open_store(tmp_path)
    assert told.value.code == "500"
    assert told.value.fields == {"expected": 4, "found": 3}


def test_a_number_given_twice_or_out_of_row_is_found(store: Store) -> None:
    first = decide(store, "case-1")
    text = canonical_bytes(first.event).decode()
    for number in ("A12/2026-000001", "A12/2026-000004", "A12-5"):
        act = read_event(text.replace("A12/2026-000001", number).encode()).act
        store.journal.append([entry(act, "case-9")])
    report = verify(store.db)
    assert {(fault.kind, fault.sequence) for fault in report.faults} == {
        ("number_double", 2),
        ("number_gap", 3),
        ("number_unreadable", 4),
        ("number_not_last", 4),
    }


def test_numbers_passed_over_by_a_restore_are_no_fault(store: Store) -> None:
    decide(store, "case-1")
    store.settings.keep_text("restored_from", "kense-20260914-090000.db")
    with store.act() as act:
        act.give_number(register=REGISTER, year=2026, counter="A12")
    assert verify(store.db).faults == ()
    store.journal.append([entry(SegmentOpened(counter_key="00", continues=store.journal.head().hash), None)])
    store.settings.drop("restored_from")
    decide(store, "case-3")
    assert verify(store.db).faults == ()
    with store.act() as act:
        act.give_number(register=REGISTER, year=2026, counter="A12")
    decide(store, "case-5")
    assert [fault.kind for fault in verify(store.db).faults] == ["number_gap"]


def test_a_report_says_what_was_read(store: Store) -> None:
    fill(store, 2)
    report = verify(store.db)
    assert (report.counter, report.events, report.numbers, report.papers) == ("A12", 8, 2, 2)
    assert report.first == "2026-09-14T09:00:00.000+05:00"
    assert report.last == "2026-09-14T09:18:00.000+05:00"
    assert report.last_hash == store.journal.head().hash


def test_every_fault_of_the_chain_has_a_sentence() -> None:
    for kind, code in FAULT_CODES.items():
        sentence = tell_fault(Fault(sequence=7, kind=kind, detail="x")).sentence()
        assert "{" not in sentence
        assert code in PROBLEMS
    assert len(set(FAULT_CODES.values())) == len(FAULT_CODES)
