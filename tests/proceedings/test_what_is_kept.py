"""Numbers, places and words of cases on their way: after a restore, a void, a return, and the end of retention."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.operations import figures, proceedings, retention
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import list_chosen, load_proceeding
from desktop.operations.register import case_record
from desktop.operations.voiding import void_case
from desktop.profile.shape import Operator
from desktop.storage.backups import back_up
from desktop.storage.recovery import restore
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from forms.events import ParticularsErased
from forms.facts import Condition, FactTest
from forms.moments import wall_time
from forms.problems import Problem
from forms.strokes import read_strokes, write_strokes
from tests.operations.making import HandClock, counter_at, events
from tests.proceedings.making import GROUP, draft_order, issue, receive, set_group, sign, take_review


def test_numbers_of_results_are_never_given_again_after_a_restore(tmp_path: Path) -> None:
    """The backup knows no result; two were signed after it, and the file that was there lost its table of numbers."""
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        set_group(counter, places=9)
        numbers = [receive(counter) for _ in range(3)]
        backup = back_up(tmp_path, now=wall_time(clock.now())).path
        given = [sign(counter, draft_order(counter, take_review(counter, number))) for number in numbers[:2]]
        _lose_numbers(counter)
    assert given == ["D7/2026-Б000001", "D7/2026-Б000002"]
    restored = restore(tmp_path, backup, now=wall_time(clock.now()))
    assert restored.events_brought
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        assert verify(counter.store.db).faults == ()
        assert sign(counter, draft_order(counter, take_review(counter, numbers[2]))) == "D7/2026-Б000003"
        assert verify(counter.store.db).faults == ()


def test_a_result_number_given_twice_is_a_fault_of_the_journal(tmp_path: Path) -> None:
    with counter_at(tmp_path, edition="ENR") as counter:
        set_group(counter, places=9)
        for _ in range(2):
            _lose_numbers(counter, "WHERE register = 'results'")
            sign(counter, draft_order(counter, take_review(counter, receive(counter))))
        faults = verify(counter.store.db).faults
    assert [(fault.kind, fault.detail) for fault in faults] == [("number_double", "D7/2026-Б000001")]


def test_what_was_drafted_is_signed_whatever_an_edition_says(tmp_path: Path) -> None:
    """The reader refuses such an edition; a file that came another way issues nothing unsigned all the same."""
    with counter_at(tmp_path, edition="ENR") as counter:
        set_group(counter)
        number = receive(counter)
        with pytest.raises(Problem) as unasked:
            proceedings.take_step(counter, number, 2, facts={"documents_conform": False})
        assert unasked.value.code == "1034"
        draft_order(counter, take_review(counter, number))
        case = load_proceeding(counter, number).proceeding.case
        counter.store.db.run("UPDATE proceedings SET step = 5 WHERE case_id = ?", (case,))
        edition = counter.editions.by_label("ENR")
        never = Condition(alternatives=((FactTest(fact="documents_conform", values=(False,), negated=False),),))
        steps = tuple(replace(one, when=never) if one.act == "sign" else one for one in edition.procedures[0].steps)
        changed = replace(edition, procedures=(replace(edition.procedures[0], steps=steps),))
        others = tuple(one for one in counter.editions.editions if one.label != "ENR")
        counter.editions = type(counter.editions)((*others, changed))
        with pytest.raises(Problem) as unsigned:
            issue(counter, number)
        assert unsigned.value.code == "1035"


def test_a_void_ends_the_case_and_frees_its_place(tmp_path: Path) -> None:
    with counter_at(tmp_path, edition="ENR") as counter:
        set_group(counter, places=1)
        first, second = receive(counter), receive(counter)
        draft_order(counter, take_review(counter, first))
        take_review(counter, second)
        with pytest.raises(Problem) as full:
            draft_order(counter, second)
        assert full.value.code == "1028"
        void_case(counter, first, "entered_twice")
        assert [row.proceeding.number for row in list_chosen(counter, "under_way")] == [second]
        sign(counter, draft_order(counter, second))
        with pytest.raises(Problem) as over:
            sign(counter, first)
        assert over.value.code == "1025"


def test_what_the_head_signed_only_the_head_makes_void(tmp_path: Path) -> None:
    with counter_at(tmp_path, edition="ENR") as counter:
        set_group(counter)
        number = receive(counter)
        sign(counter, draft_order(counter, take_review(counter, number)))
        issue(counter, number)
        counter.roles = ("clerk",)
        before = len(events(counter))
        with pytest.raises(Problem) as refused:
            void_case(counter, number, "entered_twice")
        assert (refused.value.code, len(events(counter))) == ("1085", before)
        counter.roles = ("head",)
        void_case(counter, number, "entered_twice")
        (row,) = list_chosen(counter, "ended")
        assert row.proceeding.voided and row.proceeding.issued_at is not None
        group = counter.store.proceedings.group(GROUP)
        assert group is not None and group.taken == 0


def test_a_return_withdraws_the_draft_and_says_why(tmp_path: Path) -> None:
    with counter_at(tmp_path, edition="ENR") as counter:
        set_group(counter, places=1)
        number = draft_order(counter, take_review(counter, receive(counter)))
        proceedings.return_step(counter, number, 4, " Тобы басқа ")
        loaded = load_proceeding(counter, number)
        assert (loaded.proceeding.step, loaded.proceeding.result, loaded.group, loaded.said) == (
            3,
            None,
            None,
            "Тобы басқа",
        )
        group = counter.store.proceedings.group(GROUP)
        assert group is not None and group.taken == 0
        proceedings.draft_result(counter, number, 3, "refusal", reason="Топта орын жоқ")
        assert load_proceeding(counter, number).result == "refusal"


def test_names_and_words_are_erased_but_not_while_a_case_is_under_way(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        counter.profile = replace(counter.profile, retention_years=5, retention_rule="сақтау мерзімі")
        set_group(counter, places=9)
        done, going = receive(counter), receive(counter)
        sign(counter, draft_order(counter, take_review(counter, done)))
        issue(counter, done)
        proceedings.return_step(counter, going, 2, "құжат анық емес")
        clock.wait(timedelta(days=365 * 7).total_seconds())
        plan = retention.plan_erasure(counter)
        assert plan.cases == 1
        retention.anonymise(counter, reason="мерзімі өтті", typed=counter.profile.counter)
        told = load_proceeding(counter, done)
        assert told.drafted is None and told.said == ""
        assert told.subject is not None and told.subject.name is None
        assert load_proceeding(counter, going).said == "құжат анық емес"
        (erased,) = [event.act for event in events(counter) if isinstance(event.act, ParticularsErased)]
        of_done = {event.sequence for event in events(counter) if event.case == told.proceeding.case}
        assert {row.sequence for row in told.steps} - {told.steps[0].sequence} <= set(erased.sequences) <= of_done
        assert verify(counter.store.db).faults == ()
        record = case_record(counter, told.proceeding.case)
        assert not any(entry.words for entry in record.time_line)


def test_who_held_it_how_long_stands_in_the_figures(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        set_group(counter, places=9)
        numbers = [receive(counter) for _ in range(2)]
        for number, minutes in zip(numbers, (4, 40), strict=True):
            clock.wait(60 * minutes)
            _sits(counter, "head")
            take_review(counter, number)
            _sits(counter, "clerk")
            clock.wait(120)
            draft_order(counter, number)
            _sits(counter, "head")
            sign(counter, number)
            _sits(counter, "clerk")
            issue(counter, number)
        today = date(2026, 9, 14)
        found = figures.figures_of(counter, today, today)
        held = {(one.step, one.operator): one for one in found.held}
        assert [(one.step, one.operator, one.cases) for one in found.held] == [
            (2, "head", 2),
            (3, "clerk", 2),
            (4, "head", 2),
            (5, "clerk", 2),
        ]
        # The second case waited for the head all the while the first was gone through.
        assert (held[2, "head"].mean_seconds, held[2, "head"].longest_seconds) == (1500, 2760)
        assert (held[3, "clerk"].act, held[3, "clerk"].mean_seconds) == ("draft", 120)
        assert (found.procedures.count, found.procedures.over_norm, found.procedures.longest_seconds) == (2, 1, 2880)
        none = figures.figures_of(counter, today, today, "enrolment")
        assert none.held == found.held
        _sits(counter, "head")
        void_case(counter, numbers[1], "entered_twice")
        assert figures.figures_of(counter, today, today).procedures.count == 1


def test_the_same_is_counted_after_the_store_is_opened_again(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        set_group(counter)
        number = receive(counter)
        clock.wait(300)
        clock.restart(60)
        counter.store.close()
        counter.store = open_store(tmp_path)
        take_review(counter, number)
        (row,) = load_proceeding(counter, number).steps
        assert row.seconds == 360


@pytest.mark.parametrize("text", ["1,2 3", "900,301", "a,b", "1,2,3", "-1,4", "901,0", "1.5,2"])
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"point|field"):
        read_strokes(text)


def test_a_drawn_signature_is_read_back_as_it_was() -> None:
    strokes = (((0, 0), (900, 300)), ((12, 40), (15, 44), (16, 50)))
    assert write_strokes(strokes) == "0,0 900,300;12,40 15,44 16,50"
    assert read_strokes(write_strokes(strokes)) == strokes
    assert read_strokes("") == ()
    with pytest.raises(ValueError, match="too many"):
        read_strokes(" ".join(["1,1"] * 4001))


def _lose_numbers(counter: Counter, which: str = "") -> None:
    """What the table itself never allows, as damage would do it."""
    counter.store.db.run("DROP TRIGGER IF EXISTS numbers_are_not_deleted")
    counter.store.db.run(f"DELETE FROM numbers {which}")


def _sits(counter: Counter, who: str) -> None:
    counter.operator = Operator(id=who, name=who)
    counter.roles = ("head",) if who == "head" else ("clerk",)
