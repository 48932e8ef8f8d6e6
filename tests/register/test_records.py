"""The register as operations give it: rows, what is open, one case whole, duplicates judged, and who may."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.operations import queue_desk, reception, register
from desktop.operations.correcting import correct_case
from desktop.operations.counter import Counter
from desktop.operations.register import RegisterQuery
from desktop.operations.voiding import void_case
from forms.problems import Problem
from forms.register_acts import DuplicateJudged
from tests.operations.making import counter_at, open_ready, print_copy, row_of

OTHER_IIN = "850101100304"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A counter of the demonstration organisation."""
    with counter_at(tmp_path) as opened:
        yield opened


def decide(counter: Counter, *, handed: bool = True, iin: str = "", name: str = "") -> str:
    """A case from beginning to end; its number."""
    draft = open_ready(counter, iin=iin)
    if name:
        draft.applicant.name = name
    counter.clock.wait(300)  # type: ignore[attr-defined]
    decided = reception.decide_case(counter, draft)
    print_copy(counter, decided)
    if handed:
        reception.hand_over(counter, decided)
    return decided.number


def numbers(counter: Counter, **asked: str) -> list[str]:
    return [row.number for row in register.find_rows(counter, RegisterQuery(**asked)).rows]  # type: ignore[arg-type]


def record(counter: Counter, number: str) -> register.CaseRecord:
    found = counter.store.cases.find(number)
    assert found is not None
    return register.case_record(counter, found.case)


def test_a_case_whole_as_it_was_and_as_it_holds(counter: Counter) -> None:
    number = decide(counter)
    first = record(counter, number)
    assert (first.row.number, first.row.copies, first.row.handed_over != "") == (number, 2, True)
    assert first.applicant is not None
    assert first.applicant.name == "Сынақова Үлгі Тестқызы"
    assert [entry.kind for entry in first.time_line] == [
        "visit_opened",
        "case_decided",
        "paper_printed",
        "paper_handed_over",
    ]
    assert [copy.copy_number for copy in first.papers] == [1]
    assert [period.kind for period in first.periods] == ["serving"]
    assert first.serving_seconds == 300
    assert len(first.documents) == first.row.documents == 10
    assert (first.erased, first.corrections, first.void_reason) == (False, (), "")

    correct_case(counter, number, {"applicant.name": "Сынақова Әсем"}, asked_by="applicant", reason="есімі қате")
    corrected = record(counter, number)
    assert corrected.applicant is not None
    assert corrected.applicant.name == corrected.row.name == "Сынақова Әсем"
    assert corrected.row.corrected == 1
    (change,) = corrected.corrections[0].changes
    assert (change.old, change.new) == ("Сынақова Үлгі Тестқызы", "Сынақова Әсем")
    assert (corrected.time_line[-1].kind, corrected.time_line[-1].words) == ("case_corrected", "есімі қате")

    void_case(counter, number, "other", words="басқа себеп")
    void = record(counter, number)
    assert (void.row.voided, void.void_reason, void.void_words) == ("other", "other", "басқа себеп")
    assert [entry.sequence for entry in void.time_line] == sorted(entry.sequence for entry in void.time_line)


def test_a_case_erased_keeps_its_time_line(counter: Counter) -> None:
    number = decide(counter)
    row = record(counter, number).row
    counter.store.journal.erase([row.sequence], rule="retention", at=counter.clock.now(), operator="clerk-1")
    erased = record(counter, number)
    assert erased.erased
    assert (erased.row.name, erased.row.iin, erased.applicant) == ("", "", None)
    assert erased.papers[0].erased
    assert len(erased.time_line) == 4


def test_who_waits_is_a_record_too(counter: Counter) -> None:
    ticket = queue_desk.issue_ticket(counter, "attestation")
    waiting = register.case_record(counter, ticket.visit)
    assert (waiting.row.ticket, waiting.row.visit_state, waiting.particulars) == (ticket.label, "waiting", None)
    assert [entry.kind for entry in waiting.time_line] == ["ticket_issued"]
    with pytest.raises(Problem) as told:
        register.case_record(counter, "0" * 32)
    assert told.value.code == "740"


def test_what_is_open_is_found_by_the_name_typed_so_far(counter: Counter) -> None:
    decided = decide(counter, handed=False)
    draft = open_ready(counter, iin=OTHER_IIN)
    draft.applicant.name = "Қайратова Әйг"
    reception.keep_draft(counter, row_of(counter, draft))
    reception.hold_case(counter, draft, "fetches_paper")
    queue_desk.issue_ticket(counter, "attestation")
    rows = register.find_rows(counter, RegisterQuery(kind="open")).rows
    assert [(row.name, row.registered, row.held, row.visit_state) for row in rows] == [
        ("", "", False, "waiting"),
        ("Қайратова Әйг", "", True, "held"),
        ("Сынақова Үлгі Тестқызы", decided, False, "serving"),
    ]
    assert register.count_rows(counter, RegisterQuery(kind="open")) == 3

    def open_names(**asked: str) -> list[str]:
        query = RegisterQuery(kind="open", **asked)  # type: ignore[arg-type]
        return [row.name for row in register.find_rows(counter, query).rows]

    assert open_names(text="кайр") == open_names(text=OTHER_IIN) == open_names(state="held") == ["Қайратова Әйг"]
    assert open_names(text="000001") == open_names(state="not_handed_over") == ["Сынақова Үлгі Тестқызы"]
    assert open_names(sort="name") == ["Қайратова Әйг", "Сынақова Үлгі Тестқызы", ""]
    assert open_names(service="enrolment") == open_names(state="void") == []
    seen, after = [], None
    while True:
        page = register.find_rows(counter, RegisterQuery(kind="open"), after, 2)
        seen += [row.id for row in page.rows]
        if page.next is None:
            break
        after = page.next
    assert seen == [row.id for row in rows]
    assert register.case_record(counter, draft.case).row.name == "Қайратова Әйг"


def test_duplicates_are_judged_with_a_reason(counter: Counter) -> None:
    one, two = decide(counter), decide(counter)
    case = record(counter, two).row.id
    (likely,) = register.find_duplicates(counter, case)
    assert (likely.row.number, likely.why, likely.verdict) == (one, "iin", "")
    assert numbers(counter, state="duplicates") == [two, one]
    for number, other, reason, code in ((two, two, "бір", "741"), (two, "жоқ", "бір", "622"), (two, one, "  ", "766")):
        with pytest.raises(Problem) as told:
            register.judge_duplicate(counter, number, other, "different", reason)
        assert told.value.code == code
    register.judge_duplicate(counter, two, one, "same_application", "екі рет келді")
    assert register.find_duplicates(counter, case) == ()
    assert [likely.verdict for likely in record(counter, one).duplicates] == ["same_application"]
    for number in (one, two):
        last = record(counter, number).time_line[-1]
        assert last.act == DuplicateJudged(number=two, other=one, verdict="same_application")
        assert last.words == "екі рет келді"
    assert numbers(counter, state="duplicates") == []


def test_pages_go_on_from_their_last_row(counter: Counter) -> None:
    given = [decide(counter, iin=iin) for iin in ("850101100002", OTHER_IIN, "850101100002")]
    first = register.find_rows(counter, RegisterQuery(), limit=2)
    second = register.find_rows(counter, RegisterQuery(), first.next, limit=2)
    assert [row.number for row in (*first.rows, *second.rows)] == given[::-1]
    assert second.next is None
    assert register.count_rows(counter, RegisterQuery()) == 3
    assert register.count_rows(counter, RegisterQuery(), 2) == 2
    assert register.filter_choices(counter).operators == ("clerk-1",)


ASKS: dict[str, Callable[[Counter], object]] = {
    "rows": lambda counter: register.find_rows(counter, RegisterQuery()),
    "count": lambda counter: register.count_rows(counter, RegisterQuery()),
    "choices": register.filter_choices,
    "record": lambda counter: register.case_record(counter, "0"),
    "duplicates": lambda counter: register.find_duplicates(counter, "0"),
    "judge": lambda counter: register.judge_duplicate(counter, "1", "2", "different", "жоқ"),
}


@pytest.mark.parametrize("ask", ASKS)
def test_only_who_may_search_sees_anything(counter: Counter, ask: str) -> None:
    counter.roles = ("administrator",)
    with pytest.raises(Problem) as told:
        ASKS[ask](counter)
    assert told.value.code == "720"
