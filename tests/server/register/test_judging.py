"""What does not count, and what becomes of what follows it."""

from server.intake.models import RefusedEvent
from server.organisations.models import Counter
from server.register.folding import fold, judge, turn_to
from server.register.models import Case, VisitRow
from server.register.rebuilding import rebuild
from tests.server.making import InventedCounter

from .story import Story, arrive, put_in, rows_of


def refuse(counter: InventedCounter, refused: dict[int, str], branch: int = 0) -> None:
    """What the intake keeps of refused events."""
    arrived = {one.sequence: one for one in arrive(counter, counter.links, branch)}
    problems = judge(counter.row, [arrived[sequence] for sequence in refused])
    for sequence, code in refused.items():
        RefusedEvent.objects.create(
            organisation=counter.organisation,
            counter=counter.row,
            branch=branch,
            sequence=sequence,
            hash=arrived[sequence].hash,
            kind=str(arrived[sequence].event.act.__struct_config__.tag),
            problem=code,
            fields={name: str(value) for name, value in problems[sequence].fields.items()},
            refused_at="2026-09-01T10:00:00+05:00",
        )


def release(counter: InventedCounter, sequence: int) -> None:
    """The district lets an event count."""
    fold(counter.row, [one for one in arrive(counter, counter.links) if one.sequence == sequence])
    RefusedEvent.objects.filter(counter=counter.row, sequence=sequence).update(state="released")


def test_a_number_counts_once() -> None:
    counter = InventedCounter()
    story = Story(counter)
    _, number = story.whole()
    story.decide(story.come(), number)
    assert put_in(counter, counter.links) == {story.last: "907"}
    assert Case.objects.filter(number=number).count() == 1


def test_a_number_of_another_counter_is_refused() -> None:
    counter = InventedCounter()
    story = Story(counter)
    story.decide(story.come(), "X9/2026-000001")
    assert put_in(counter, counter.links) == {story.last: "909"}


def test_an_edition_nobody_knows_is_refused() -> None:
    counter = InventedCounter()
    story = Story(counter)
    story.decide(story.come(), edition="E2099")
    story.decide(story.come(), service="enrolment")
    assert set(put_in(counter, counter.links).values()) == {"908"}


def test_a_case_is_decided_once() -> None:
    counter = InventedCounter()
    story = Story(counter)
    case, number = story.whole()
    story.decide(case)
    assert put_in(counter, counter.links) == {story.last: "910"}
    assert Case.objects.get(counter=counter.row).number == number


def test_nothing_is_told_of_a_number_nobody_gave() -> None:
    counter = InventedCounter()
    story = Story(counter)
    case, number = story.whole()
    other = story.come()
    first = story.last + 1
    story.void(case, f"{counter.code}/2026-000099")
    story.correct(other, number, "applicant.name", "Басқа")
    story.hand_over(other, number)
    assert put_in(counter, counter.links) == dict.fromkeys(range(first, first + 3), "911")
    row = Case.objects.get(counter=counter.row)
    assert not row.voided and not row.corrected


def test_what_follows_a_refused_decision_waits_for_it() -> None:
    counter = InventedCounter()
    story = Story(counter)
    story.open_day(story.day)
    case = story.come(3)
    number = story.decide(case, edition="E2099")
    decided = story.last
    story.print_paper(case, number)
    story.hand_over(case, number)
    refused = put_in(counter, counter.links)
    assert refused == {decided: "908"}
    refuse(counter, refused)
    since = story.last
    story.correct(case, number, "applicant.name", "Ыбырай Ұлпан")
    assert put_in(counter, counter.links[since:]) == {}
    assert not Case.objects.filter(counter=counter.row).exists()
    assert VisitRow.objects.get(counter=counter.row).state == "ended"
    release(counter, decided)
    row = Case.objects.get(counter=counter.row)
    assert row.handed_over_at and row.copies == 2 and row.applicant_name == "Ыбырай Ұлпан" and row.ticket == "А003"
    assert " улпан " in row.words and VisitRow.objects.get(counter=counter.row).number == number
    before = rows_of(counter)
    rebuild(counter.row)
    assert rows_of(counter) == before


def test_a_number_given_twice_and_released_stands_twice() -> None:
    counter = InventedCounter()
    story = Story(counter)
    _, number = story.whole()
    story.decide(story.come(), number)
    refused = put_in(counter, counter.links)
    refuse(counter, refused)
    release(counter, story.last)
    assert Case.objects.filter(number=number).count() == 2
    before = rows_of(counter)
    rebuild(counter.row)
    assert rows_of(counter) == before


def branch_off(counter: InventedCounter, number: int, parent: int | None, first: int) -> None:
    """As the intake does where a store was restored."""
    from server.intake.journal import stretches
    from server.intake.models import Branch
    from server.intake.places import branches_of

    branches = branches_of(counter.row)
    present = max(branches)
    before = stretches(branches, present)
    link = counter.links[first - 1]
    branches[number] = Branch.objects.create(
        counter=counter.row, number=number, parent=parent, first=first, previous=link.previous, last=first - 1
    )
    turn_to(Counter.objects.get(pk=counter.row.pk), before, stretches(branches, number))


def test_what_a_restored_counter_left_is_marked_and_taken_up_again() -> None:
    counter = InventedCounter()
    story = Story(counter)
    story.open_day(story.day)
    first, first_number = story.whole()
    waits = story.come(5)
    fork = story.last
    second_number = story.decide(waits)
    story.hand_over(waits, second_number)
    story.correct(first, first_number, "applicant.name", "Ыбырай Ұлпан")
    third, third_number = story.whole()
    put_in(counter, counter.links)
    old = list(counter.links)
    assert Case.objects.filter(counter=counter.row, left_behind=False).count() == 3

    counter.links[:] = old[:fork]
    again = story.last
    story.given = 9
    fourth_number = story.decide(waits)
    story.hand_over(waits, fourth_number)
    branch_off(counter, 1, 0, fork + 1)
    assert put_in(counter, counter.links[again:], 1) == {}
    assert set(Case.objects.filter(counter=counter.row, left_behind=True).values_list("number", flat=True)) == {
        second_number,
        third_number,
    }
    assert Case.objects.get(number=first_number).applicant_name == "Сейітқали Ақмарал"
    assert VisitRow.objects.get(visit_id=waits).number == fourth_number
    assert VisitRow.objects.get(visit_id=third).left_behind
    before = rows_of(counter)
    rebuild(counter.row)
    assert rows_of(counter) == before

    # A later backup turns up: the counter goes on from where it was before.
    counter.links[:] = old
    story.whole()
    branch_off(counter, 2, 0, len(old) + 1)
    assert put_in(counter, counter.links[len(old) :], 2) == {}
    assert set(Case.objects.filter(counter=counter.row, left_behind=True).values_list("number", flat=True)) == {
        fourth_number
    }
    assert Case.objects.get(number=first_number).applicant_name == "Ыбырай Ұлпан"
    assert VisitRow.objects.get(visit_id=waits).number == second_number
    before = rows_of(counter)
    rebuild(counter.row)
    assert rows_of(counter) == before
