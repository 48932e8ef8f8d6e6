"""Groups and their places over the real operations: what is typed is checked, no order goes past the places."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.operations import groups, proceedings, voiding
from desktop.operations.counter import Counter
from desktop.storage import projections
from desktop.storage.proceedings import Group
from forms.problems import Problem
from forms.procedure_acts import GroupSet
from tests.enrolment.making import accept, draft_order, enrol, make_group, open_enrolling, review, sign
from tests.operations.making import events


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = open_enrolling(tmp_path)
    yield counter
    counter.store.close()


def group_of(counter: Counter, key: str) -> Group:
    found = counter.store.proceedings.group(key)
    assert found is not None
    return found


def test_a_group_as_it_was_typed(counter: Counter) -> None:
    key = make_group(counter, name="  Домбыра,   2Б ", schedule="сс, бс\n10:00", places=" 12 ")
    group = group_of(counter, key)
    assert (group.name, group.schedule, group.places, group.free) == ("Домбыра, 2Б", "сс, бс 10:00", 12, 12)
    assert (group.youngest, group.oldest, group.year, group.open) == (7, 10, 2026, True)
    shown = groups.list_groups(counter)
    assert (shown.groups, shown.year, shown.changeable) == ((group,), 2026, True)
    (service,) = shown.services
    assert (service.service, service.youngest, service.oldest) == ("enrolment", 6, 17)


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        ({"name": " "}, "1042", "name"),
        ({"places": "0"}, "1043", "places"),
        ({"places": "1000"}, "1043", "places"),
        ({"places": "-3"}, "1043", "places"),
        ({"places": "ten"}, "1043", "places"),
        ({"youngest": "11"}, "1045", "oldest"),
        ({"youngest": ""}, "1045", "youngest"),
        ({"oldest": "100"}, "1045", "oldest"),
        ({"schedule": ""}, "1046", "schedule"),
        ({"programme_kk": ""}, "1047", "programme_kk"),
        ({"programme_ru": ""}, "1047", "programme_ru"),
        ({"year": "26"}, "1049", "year"),
        ({"name": "\u0950"}, "560", "name"),
        ({"service": "attestation"}, "1052", ""),
        ({"key": "none"}, "1053", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field(counter: Counter, typed: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(Problem) as met:
        make_group(counter, **typed)
    assert (met.value.code, met.value.fields.get("field", "")) == (code, field)
    assert met.value.sentence()
    assert groups.list_groups(counter).groups == ()


def test_a_name_is_once_in_a_year(counter: Counter) -> None:
    key = make_group(counter)
    with pytest.raises(Problem, match="1048"):
        make_group(counter, name="1а")
    make_group(counter, name="1А", year="2027")
    make_group(counter, key=key, places="11")  # itself
    assert group_of(counter, key).places == 11


def test_only_head_and_administrator_set_groups(counter: Counter) -> None:
    key = make_group(counter)
    counter.roles = ("clerk",)
    for act in (
        lambda: make_group(counter, name="2"),
        lambda: groups.close_group(counter, key),
        lambda: groups.copy_groups(counter, 2026),
    ):
        with pytest.raises(Problem, match="720"):
            act()
    assert not groups.list_groups(counter).changeable
    counter.roles = ()
    with pytest.raises(Problem, match="720"):
        groups.list_groups(counter)


def test_places_never_below_those_taken(counter: Counter) -> None:
    key = make_group(counter, places="3")
    for child in range(2):
        enrol(counter, key, name=f"Сынақов Бала Үлгі{'аб'[child]}")
    with pytest.raises(Problem, match="1044"):
        make_group(counter, key=key, places="1")
    make_group(counter, key=key, places="2")
    assert group_of(counter, key).free == 0


def test_the_last_place_is_given_once(counter: Counter) -> None:
    key = make_group(counter, places="1")
    first, second = accept(counter), accept(counter, name="Сынақова Ару Үлгіқызы")
    for number in (first, second):
        review(counter, number)
    draft_order(counter, first, key)
    with pytest.raises(Problem, match="1028"):
        draft_order(counter, second, key)  # drafted orders hold their place
    proceedings.return_step(counter, first, 4, "басқа топқа")
    draft_order(counter, second, key)
    with pytest.raises(Problem, match="1028"):
        draft_order(counter, first, key)
    sign(counter, second)
    voiding.void_case(counter, second, reason="applicant_withdrew", words="өтініш кері алынды")
    draft_order(counter, first, key)
    sign(counter, first)
    assert group_of(counter, key).free == 0


@pytest.mark.parametrize(("born", "fits"), [("02.09.2015", True), ("01.09.2015", False), ("01.09.2019", True)])
def test_the_childs_age_is_that_at_the_years_beginning(counter: Counter, born: str, fits: bool) -> None:
    key = make_group(counter, youngest="7", oldest="10")
    number = accept(counter, birth_date=born)
    review(counter, number)
    if fits:
        draft_order(counter, number, key)
        return
    with pytest.raises(Problem, match="1029") as met:
        draft_order(counter, number, key)
    assert met.value.fields["age"] == 11


def test_a_closed_group_takes_nobody_and_keeps_its_orders(counter: Counter) -> None:
    key = make_group(counter)
    drafted, late = accept(counter), accept(counter, name="Сынақова Ару Үлгіқызы")
    review(counter, drafted)
    review(counter, late)
    draft_order(counter, drafted, key)
    groups.close_group(counter, key)
    groups.close_group(counter, key)  # twice says nothing new
    assert sum(isinstance(event.act, GroupSet) for event in events(counter)) == 2
    with pytest.raises(Problem, match="1036"):
        draft_order(counter, late, key)
    sign(counter, drafted)  # what was drafted before stands
    assert group_of(counter, key).taken == 1
    groups.close_group(counter, key, closed=False)
    draft_order(counter, late, key)
    with pytest.raises(Problem, match="1053"):
        groups.close_group(counter, "none")


def test_the_groups_of_the_next_school_year(counter: Counter) -> None:
    piano = make_group(counter, places="2")
    make_group(counter, name="2Б")
    closed = make_group(counter, name="3В")
    groups.close_group(counter, closed)
    enrol(counter, piano)
    make_group(counter, name="2Б", year="2027", places="5")
    assert groups.copy_groups(counter, 2026) == 1
    told = {(one.year, one.name): (one.places, one.taken, one.open) for one in groups.list_groups(counter).groups}
    assert told == {
        (2026, "1А"): (2, 1, True),
        (2026, "2Б"): (10, 0, True),
        (2026, "3В"): (10, 0, False),
        (2027, "1А"): (2, 0, True),
        (2027, "2Б"): (5, 0, True),
    }
    with pytest.raises(Problem, match="1051"):
        groups.copy_groups(counter, 2026)
    assert projections.rebuild(counter.store.db) == []


def test_a_group_is_known_as_it_stood(counter: Counter) -> None:
    key = make_group(counter)
    before = events(counter)[-1].sequence
    make_group(counter, key=key, schedule="сс 10:00")
    then, now = counter.store.proceedings.group_at(key, before), group_of(counter, key)
    assert then is not None
    assert (then.schedule, now.schedule) == ("дс, ср 15:00–16:30", "сс 10:00")
    assert counter.store.proceedings.group_at(key, before - 1) is None


class Orders:
    """Random orders, returns, signatures and voids on two groups of few places: nobody is ever too many."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.keys = [make_group(counter, name=name, places=places) for name, places in (("А", "1"), ("Б", "2"))]
        self.numbers: list[str] = []
        self.held: dict[str, str] = {}  # which group each case holds a place of, counted here and not by the tables

    def step(self, what: str, child: int, group: int) -> None:
        """One act; what may not be is refused."""
        if what == "come":
            number = accept(self.counter)
            review(self.counter, number)
            self.numbers.append(number)
            return
        if not self.numbers:
            return
        number = self.numbers[child % len(self.numbers)]
        try:
            if what == "draft":
                draft_order(self.counter, number, self.keys[group])
                self.held[number] = self.keys[group]
            elif what == "return":
                proceedings.return_step(self.counter, number, 4, "қайта")
                self.held.pop(number)
            elif what == "sign":
                sign(self.counter, number)
            elif what == "void":
                voiding.void_case(self.counter, number, reason="applicant_withdrew", words="кері алынды")
                self.held.pop(number, None)
            else:
                places = str(1 + child % 3)
                typed = groups.typed_of(group_of(self.counter, self.keys[group]))
                groups.set_group(self.counter, replace(typed, places=places))
        except Problem as problem:
            assert problem.code in {"1025", "1026", "1027", "1028", "1036", "1039", "1044", "623"}, problem

    def hold(self) -> None:
        """No group holds more than its places, and the tables count as was counted here."""
        for key in self.keys:
            group = group_of(self.counter, key)
            assert group.taken == sum(held == key for held in self.held.values()) <= group.places


ACTS = st.tuples(
    st.sampled_from(("come", "draft", "return", "sign", "void", "places")), st.integers(0, 5), st.integers(0, 1)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=6, max_size=16))
def test_no_order_goes_past_the_places(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, int]]
) -> None:
    counter = open_enrolling(tmp_path_factory.mktemp("orders"))
    try:
        orders = Orders(counter)
        orders.step("come", 0, 0)
        for act in acts:
            orders.step(*act)
            orders.hold()
    finally:
        counter.store.close()
