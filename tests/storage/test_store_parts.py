"""Drafts, settings, the archive of papers and the register's rows."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.storage.store import Store, open_store
from forms.events import CaseDropped, CaseHeld, CaseResumed, PaperHandedOver, VisitOpened

from .making import IIN, OTHER_IIN, decide, draft, entry, fill, print_paper


def test_a_draft_is_replaced_whole_and_found_after_reopening(store: Store) -> None:
    store.drafts.save(draft("case-1", body=b"one"))
    store.drafts.save(draft("case-1", screen="facts", body="екі".encode(), minute=3))
    folder = store.folder
    store.close()
    with open_store(folder) as again:
        assert again.drafts.all() == [draft("case-1", screen="facts", body="екі".encode(), minute=3)]


def test_the_current_draft_is_the_last_saved_that_is_not_held(store: Store) -> None:
    assert store.drafts.current() is None
    store.drafts.save(draft("case-1", minute=1))
    store.drafts.save(draft("case-2", minute=3))
    store.drafts.save(draft("case-3", minute=9, held=True))
    current = store.drafts.current()
    assert current is not None
    assert current.case == "case-2"
    assert [kept.case for kept in store.drafts.held()] == ["case-3"]
    assert store.drafts.drop("case-2")
    assert not store.drafts.drop("case-2")
    assert [kept.case for kept in store.drafts.all()] == ["case-1", "case-3"]


def test_settings_are_kept_as_bytes_and_as_text(store: Store) -> None:
    key = bytes(range(32))
    store.settings.keep("counter_key", key)
    store.settings.keep_text("window", "Терезе")
    assert store.settings.counter_key == key
    assert store.settings.text("window") == "Терезе"
    assert store.settings.restored_from is None
    store.settings.keep_text("window", "Терезе 2")
    assert store.settings.text("window") == "Терезе 2"
    store.settings.drop("window")
    store.settings.drop("window")
    assert store.settings.value("window") is None


def test_every_printed_copy_is_kept_byte_for_byte(store: Store) -> None:
    number, _ = fill(store, 2)
    print_paper(store, "case-1", number, content=b"%PDF second")
    first, second = store.printed.of_case("case-1")
    assert [(paper.case, paper.number) for paper in (first, second)] == [("case-1", number)] * 2
    assert (first.copy_number, second.copy_number) == (1, 2)
    assert store.printed.content(second.id) == b"%PDF second"
    assert second.sha256 == hashlib.sha256(b"%PDF second").hexdigest()
    assert store.printed.next_copy_number("case-1", "receipt") == 3
    assert store.printed.next_copy_number("case-1", "application") == 1
    assert store.printed.content(99) is None


def test_a_copy_number_is_used_once(store: Store) -> None:
    paper = {"case": "case-1", "number": "", "paper": "application", "language": "kk", "format": "a4"}
    store.printed.keep(**paper, copy_number=1, content=b"1", printed_at="2026-09-14")
    with pytest.raises(dbapi2.IntegrityError):
        store.printed.keep(**paper, copy_number=1, content=b"2", printed_at="2026-09-14")
    assert len(store.printed.of_case("case-1")) == 1


def test_a_case_is_found_by_its_number_with_what_happened_after(store: Store) -> None:
    numbers = fill(store, 2)
    print_paper(store, "case-2", numbers[1])
    case = store.cases.find(numbers[1])
    assert case is not None
    assert (case.case, case.outcome, case.applicant_iin, case.copies) == ("case-2", "accepted", IIN, 4)
    assert case.handed_over_at == "2026-09-14T09:18:00.000+05:00"
    assert case.overrun is False
    store.journal.append([entry(PaperHandedOver(number=numbers[1], serving_seconds=900), "case-2", minute=40)])
    assert store.cases.find(numbers[1]) == case, "the first handing over stands"
    assert store.cases.find("A12/2026-000099") is None
    assert [found.number for found in store.cases.latest(1)] == [numbers[1]]


def test_earlier_cases_of_an_applicant_since_a_day(store: Store) -> None:
    decide(store, "case-1", iin=IIN, minute=1)
    decide(store, "case-2", iin=OTHER_IIN, minute=2)
    decide(store, "case-3", iin=IIN, minute=3, outcome="refusal_receipt")
    assert [case.case for case in store.cases.earlier(IIN, date(2026, 9, 1))] == ["case-3", "case-1"]
    assert [case.case for case in store.cases.earlier(IIN, date(2026, 9, 14))] == ["case-3", "case-1"]
    assert store.cases.earlier(IIN, date(2026, 9, 15)) == []


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (
            "SELECT * FROM cases WHERE applicant_iin = ? AND decided_at >= ? ORDER BY decided_at DESC",
            "cases_by_applicant",
        ),
        ("SELECT * FROM cases WHERE number = ?", "cases_by_number"),
        ("SELECT * FROM printed WHERE number = ?", "printed_by_number"),
    ],
)
def test_lookups_go_by_an_index(store: Store, sql: str, index: str) -> None:
    plan = store.db.rows(f"EXPLAIN QUERY PLAN {sql}", ("x",) * sql.count("?"))
    assert index in plan[0][-1]
    assert len(plan) == 1


def test_a_visit_is_followed_to_its_end(store: Store) -> None:
    def visit() -> tuple[object, ...]:
        found = store.visits.find("case-1")
        assert found is not None
        kept = store.db.row("SELECT state, changed_at FROM visits WHERE visit_id = 'case-1'")
        return (found.holds, found.ended_by, [period.kind for period in found.periods], kept)

    store.journal.append([entry(VisitOpened(service="attestation"))])
    assert visit() == (0, "", ["serving"], ("serving", "2026-09-14T09:00:00.000+05:00"))
    store.journal.append([entry(CaseHeld(screen="facts"), minute=2)])
    assert visit() == (1, "", ["serving", "held"], ("held", "2026-09-14T09:02:00.000+05:00"))
    store.journal.append([entry(CaseResumed(after="hold"), minute=3)])
    store.journal.append([entry(CaseDropped(reason="applicant_left"), minute=4)])
    ended = (1, "applicant_left", ["serving", "held", "serving"], ("ended", "2026-09-14T09:04:00.000+05:00"))
    assert visit() == ended


def test_the_store_is_bound_to_its_thread(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, ThreadPoolExecutor(1) as other, pytest.raises(dbapi2.ProgrammingError):
        other.submit(store.journal.last).result()
