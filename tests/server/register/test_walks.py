"""Cases that go on after the reception: folded the same however their events come, shown whole, erased, judged."""

from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.events import read_event
from forms.procedure_acts import SubjectRecorded
from server.complaints.models import Complaint
from server.register.models import Case, GroupRow, Proceeding
from server.register.rebuilding import rebuild
from server.register.rows import ProceedingRow
from tests.server.making import InventedCounter, make_school, make_user, signed_in

from .story import Story, put_in, rows_of
from .test_judging import branch_off, refuse, release
from .walking import CHILD, PARENT, Walker, tell_services


def path_of(number: str) -> str:
    return reverse("register:case", kwargs={"number": number.replace("/", "-")})


def test_the_row_has_the_columns_of_its_table() -> None:
    assert set(ProceedingRow.__struct_fields__) == {field.column for field in Proceeding._meta.concrete_fields}


def test_a_walk_is_followed_to_its_end() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    walker.set_group()
    case, number = walker.enrol()
    put_in(counter, counter.links)
    row = Proceeding.objects.get(case_id=case)
    assert (row.step, row.act, row.actor, row.norm_minutes) == (2, "review", "head", 30)
    assert Case.objects.get(number=number).step == 2
    since = walker.last
    walker.step(case, number, 2, 3, words="қарауға")
    walker.draft(case, number)
    walker.send_back(case, number, 4, 3)
    put_in(counter, counter.links[since:])
    row = Proceeding.objects.get(case_id=case)
    assert (row.step, row.returned, row.result, row.group) == (3, True, "", "")
    since = walker.last
    walker.draft(case, number)
    order = walker.sign(case, number)
    walker.issue(case, number, order)
    assert put_in(counter, counter.links[since:]) == {}
    row = Proceeding.objects.get(case_id=case)
    assert (row.step, row.result, row.result_number, row.group, row.issued_to) == (0, "order", order, "g1", "applicant")
    assert (row.held_head, row.held_executor) == (180, 300)
    # From the opening of the visit to the issue, a minute an act.
    assert row.elapsed_seconds == 10 * 60 and not row.doubted
    assert Case.objects.get(number=number).step == 0


def test_an_old_journal_folds_as_before() -> None:
    counter = InventedCounter()
    _, number = Story(counter).whole()
    put_in(counter, counter.links)
    assert Case.objects.get(number=number).step is None
    assert not Proceeding.objects.exists() and not Complaint.objects.exists() and not GroupRow.objects.exists()


def everything(counter: InventedCounter) -> dict[str, object]:
    """What is drawn, procedures and complaints among it."""
    found: dict[str, object] = dict(rows_of(counter))
    for model in (Proceeding, GroupRow):
        rows = model._default_manager.filter(counter=counter.row).order_by("branch", "sequence").values()
        found[model.__name__] = [{key: value for key, value in row.items() if key != "id"} for row in rows]
    complaints = Complaint.objects.filter(counter=counter.row, sequence__isnull=False).order_by("branch", "sequence")
    found["Complaint"] = [
        {key: value for key, value in row.items() if key not in ("id", "once")} for row in complaints.values()
    ]
    return found


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.sets(st.integers(1, 75), max_size=12))
def test_any_split_gives_the_rows_of_a_rebuild(cuts: set[int]) -> None:
    counter = InventedCounter()
    links = tell_services(counter).counter.links
    places = [0, *sorted(cut for cut in cuts if cut < len(links)), len(links)]
    for first, last in pairwise(places):
        assert put_in(counter, links[first:last]) == {}
    before = everything(counter)
    assert Proceeding.objects.filter(counter=counter.row).count() == 5
    assert Complaint.objects.filter(counter=counter.row, sequence__isnull=False).count() == 3
    assert rebuild(counter.row) == len(links)
    assert everything(counter) == before
    assert Complaint.objects.filter(source__counter=counter.row).count() == 1


def test_one_event_at_a_time_gives_the_same() -> None:
    counter = InventedCounter()
    for link in tell_services(counter).counter.links:
        put_in(counter, [link])
    before = everything(counter)
    rebuild(counter.row)
    assert everything(counter) == before


def test_a_child_is_found_by_name_and_erased_with_its_event() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    case, number = walker.enrol()
    put_in(counter, counter.links)
    client = signed_in(make_user())
    assert number in client.get("/register/?q=інжу").content.decode()
    assert CHILD in client.get(path_of(number)).content.decode()
    recorded = next(link.sequence for link in counter.links if isinstance(read_event(link.event).act, SubjectRecorded))
    since = walker.last
    walker.erase((recorded,))
    put_in(counter, counter.links[since:])
    row = Case.objects.get(number=number)
    assert (row.subject_name, row.subject_iin, row.erased) == ("", "", False)
    assert row.applicant_name == PARENT and "інжу" not in row.words
    page = client.get(path_of(number)).content.decode()
    assert CHILD not in page and "mother" in page
    since = walker.last
    walker.step(case, number, 2, 3)
    put_in(counter, counter.links[since:])
    assert Case.objects.get(number=number).subject_name == ""


def test_a_childs_name_is_corrected() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    case, number = walker.enrol()
    walker.correct(case, number, "subject.name", "Сынақова Мерей")
    put_in(counter, counter.links)
    client = signed_in(make_user())
    assert Case.objects.get(number=number).subject_name == "Сынақова Мерей"
    assert number in client.get("/register/?q=мерей").content.decode()
    page = client.get(path_of(number)).content.decode()
    assert page.count("Сынақова Мерей") >= 2


def test_erasing_a_whole_case_leaves_no_name_of_it() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    walker.set_group()
    _, number, _ = walker.enrol_whole()
    walker.erase(range(1, walker.last + 1))
    put_in(counter, counter.links)
    page = signed_in(make_user()).get(path_of(number)).content.decode()
    for personal in (CHILD, PARENT, "Бастықов", "қарауға", "012345678"):
        assert personal not in page
    assert "Result issued" in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_case_page_shows_its_procedure(language: str) -> None:
    counter = InventedCounter()
    walker = tell_services(counter)
    put_in(counter, counter.links)
    client = signed_in(make_user(), language)
    for row in Proceeding.objects.all():
        answer = client.get(path_of(row.number))
        assert answer.status_code == 200
        page = answer.content.decode()
        if row.result_number:
            assert row.result_number in page and "Д-1" in page
        assert "step_taken" not in page and "proceeding_opened" not in page
    assert walker.last > 40


def test_what_waits_is_in_the_register_and_overdue_with_its_step() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    _, number = walker.package(due="2026-09-03")
    done, done_number = walker.package(due="2026-09-03")
    walker.step(done, done_number, 4, 0, "register")
    put_in(counter, counter.links)
    client = signed_in(make_user())
    page = client.get("/norms/overdue/").content.decode()
    assert number in page and done_number not in page
    assert "step 4, the provider: registration" in page
    file = b"".join(client.get("/norms/overdue/?export=csv")).decode()
    assert "step 4, the provider: registration" in file
    page = client.get("/register/?state=under_way").content.decode()
    assert path_of(number) in page and path_of(done_number) not in page
    page = client.get("/register/?state=overdue").content.decode()
    assert path_of(number) in page and path_of(done_number) not in page


# judging


def test_a_result_has_its_number_once_and_is_its_counters() -> None:
    counter, other = InventedCounter(), InventedCounter()
    walker = Walker(counter)
    *_, order = walker.enrol_whole()
    case, number = walker.enrol()
    walker.sign(case, number, order)
    twice = walker.last
    walker.sign(case, number, f"{other.code}/2026-Б000001")
    foreign = walker.last
    assert put_in(counter, counter.links) == {twice: "1071", foreign: "1070"}
    since = walker.last
    walker.sign(case, number, order)
    assert put_in(counter, counter.links[since:]) == {walker.last: "1071"}


def test_the_paper_of_a_result_is_its_cases() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    case, number, order = walker.enrol_whole()
    walker.print_paper(case, order)
    walker.print_paper("visit", "")  # of a home visit: no number at all
    other, other_number = walker.enrol()
    walker.print_paper(other, order)
    foreign = walker.last
    walker.sign(other, other_number, order)
    walker.print_paper(other, other_number)
    assert put_in(counter, counter.links) == {foreign: "911", foreign + 1: "1071"}
    since = walker.last
    walker.print_paper(case, order)
    assert put_in(counter, counter.links[since:]) == {}
    page = signed_in(make_user()).get(path_of(number)).content.decode()
    assert page.count("Printed: receipt") == 2


def test_a_result_is_issued_once() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    case, number, order = walker.enrol_whole()
    walker.issue(case, number, order)
    again = walker.last
    assert put_in(counter, counter.links) == {again: "1072"}
    walker.issue(case, number, order)
    assert put_in(counter, counter.links[again:]) == {walker.last: "1072"}


def test_a_step_about_a_number_nobody_gave_is_refused_alone() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    case, number = walker.enrol()
    walker.step(case, f"{counter.code}/2026-000777", 2, 3)
    wrong = walker.last
    walker.step("nobody", f"{counter.code}/2026-000778", 2, 3)
    walker.step(case, number, 2, 3)
    assert put_in(counter, counter.links) == {wrong: "911", wrong + 1: "911"}
    assert Proceeding.objects.get().step == 3


def test_steps_wait_for_a_decision_that_is_held_and_count_with_it() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    first, number = walker.enrol()
    walker.given -= 1  # the number again
    second, same = walker.enrol()
    assert same == number
    walker.step(second, number, 2, 3)
    refused = put_in(counter, counter.links)
    assert set(refused.values()) == {"907"}
    refuse(counter, refused)
    (sequence,) = refused
    release(counter, sequence)
    assert {row.case_id: row.step for row in Proceeding.objects.all()} == {first: 2, second: 3}
    assert Case.objects.get(case_id=second).step == 3
    before = everything(counter)
    rebuild(counter.row)
    assert everything(counter) == before


def test_what_a_restored_counter_left_behind_of_a_walk() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    walker.set_group()
    case, number = walker.enrol()
    walker.step(case, number, 2, 3)
    complaint, told = walker.complain()
    fork = walker.last
    walker.draft(case, number)
    order = walker.sign(case, number)
    walker.answer(complaint, told)
    lost, lost_number = walker.enrol()
    walker.set_group("g2")
    walker.complain()
    put_in(counter, counter.links)
    assert Proceeding.objects.get(case_id=case).result_number == order
    old = list(counter.links)

    counter.links[:] = old[:fork]
    walker.draft(case, number, group="", result="refusal")
    branch_off(counter, 1, 0, fork + 1)
    assert put_in(counter, counter.links[fork:], 1) == {}
    row = Proceeding.objects.get(case_id=case, left_behind=False)
    assert (row.step, row.result, row.result_number) == (4, "refusal", "")
    assert Proceeding.objects.get(case_id=lost).left_behind and Case.objects.get(number=lost_number).left_behind
    assert Complaint.objects.get(counter_number=told).state == "open"
    assert Complaint.objects.filter(counter=counter.row, left_behind=True).count() == 1
    assert GroupRow.objects.get(key="g2").left_behind
    before = everything(counter)
    rebuild(counter.row)
    assert everything(counter) == before


def test_another_schools_procedure_does_not_exist() -> None:
    counter = InventedCounter()
    tell_services(counter)
    put_in(counter, counter.links)
    client = signed_in(make_user("operator", at=make_school()))
    for row in Proceeding.objects.all():
        assert client.get(path_of(row.number)).status_code == 404
    for path in ("/register/?q=інжу", "/register/?state=under_way", "/norms/overdue/", "/norms/?period=year"):
        page = client.get(path).content.decode()
        assert CHILD not in page and counter.code not in page


def test_the_norm_of_the_whole_procedure_and_who_held_it() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    walker.enrol_whole()
    case, number = walker.enrol()
    walker.step(case, number, 2, 3, seconds=4000)
    walker.draft(case, number)
    walker.minutes += 60
    order = walker.sign(case, number)
    walker.issue(case, number, order)
    walker.enrol()
    put_in(counter, counter.links)
    client = signed_in(make_user("viewer"))
    asked = "from=2026-09-01&to=2026-09-30"
    page = client.get(f"/norms/?{asked}").content.decode()
    assert "Whole procedures against their norm" in page and number not in page and CHILD not in page
    rows = b"".join(client.get(f"/norms/?{asked}&export=csv&table=procedures")).decode().splitlines()
    assert rows[1].split(";")[2:] == ["30", "1", "2", "38.0", "68.0", "1"]
    roles = b"".join(client.get(f"/norms/?{asked}&export=csv&table=roles")).decode().splitlines()
    assert {line.split(";")[0]: line.split(";")[1:3] for line in roles[1:]} == {
        "responsible executor": ["2", "6.0"],
        "the head": ["2", "69.7"],
    }
