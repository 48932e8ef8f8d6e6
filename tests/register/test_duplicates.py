"""Which cases look like one application, and what a verdict changes."""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.storage import pairing
from desktop.storage.register_rows import RegisterQuery
from forms.likeness import are_near, edit_distance, near_key
from forms.moments import Moment

from .making import FIRST_DAY, SAFE_IINS, Known, Maker, new_register

LATER = Moment(wall="2028-01-01T09:00:00.000+05:00", monotonic_ms=1, boot="boot-2")


@pytest.fixture
def maker(tmp_path: Path) -> Iterator[Maker]:
    """An empty register."""
    made = new_register(tmp_path)
    with made.store:
        yield made


def likely(maker: Maker, known: Known) -> set[tuple[str, str]]:
    """Number and why of what looks like a case and was not judged."""
    found = maker.store.register.likely_duplicates(known.sequence)
    return {(row.number, why) for row, why, verdict in found if not verdict}


def test_one_iin_in_one_service_and_school_year(maker: Maker) -> None:
    before = maker.decide(date(2026, 8, 31), "Сынақов Үлгі", SAFE_IINS[0])
    one = maker.decide(date(2026, 9, 1), "Мысалов Өзге", SAFE_IINS[0])
    maker.decide(date(2026, 9, 2), "Мысалов Өзге", SAFE_IINS[0], service="enrolment")
    two = maker.decide(date(2027, 8, 31), "Басқа Есім", SAFE_IINS[0])
    after = maker.decide(date(2027, 9, 1), "Бөтен Жан", SAFE_IINS[0])
    assert likely(maker, one) == {(two.number, "iin")}
    assert likely(maker, two) == {(one.number, "iin")}
    assert likely(maker, before) == likely(maker, after) == set()
    rows = maker.store.register.page(RegisterQuery(state="duplicates")).rows
    assert [row.number for row in rows] == [two.number, one.number]


@pytest.mark.parametrize(("gone", "near"), [(0, True), (5, True), (6, False)])
def test_a_near_name_within_five_days(maker: Maker, gone: int, near: bool) -> None:
    one = maker.decide(FIRST_DAY, "Сынақова Айгүл Тестқызы", SAFE_IINS[0])
    two = maker.decide(FIRST_DAY + timedelta(gone), "Айгуль Сынакова", SAFE_IINS[1])
    assert likely(maker, two) == ({(one.number, "name")} if near else set())
    assert likely(maker, one) == ({(two.number, "name")} if near else set())


def test_a_judged_pair_is_not_shown_again_and_its_verdict_is_kept(maker: Maker) -> None:
    one = maker.decide(FIRST_DAY)
    two = maker.decide(FIRST_DAY)
    maker.judge(two, one, FIRST_DAY)
    assert likely(maker, one) == likely(maker, two) == set()
    maker.correct(two, FIRST_DAY, "phone", "8 705 000 00 00")
    assert likely(maker, two) == set()
    assert [verdict for _, _, verdict in maker.store.register.likely_duplicates(one.sequence)] == ["different"]
    assert maker.store.register.page(RegisterQuery(state="duplicates")).rows == ()


def test_a_void_case_looks_like_no_other(maker: Maker) -> None:
    one = maker.decide(FIRST_DAY)
    two = maker.decide(FIRST_DAY)
    maker.void(one, FIRST_DAY)
    assert likely(maker, two) == set()
    three = maker.decide(FIRST_DAY)
    assert likely(maker, three) == {(two.number, "iin")}


def test_a_correction_pairs_and_parts(maker: Maker) -> None:
    one = maker.decide(FIRST_DAY, "Сынақов Үлгі", SAFE_IINS[0])
    two = maker.decide(FIRST_DAY, "Мысалов Өзге", SAFE_IINS[1])
    assert likely(maker, one) == set()
    maker.correct(two, FIRST_DAY, "iin", SAFE_IINS[0])
    assert likely(maker, one) == {(two.number, "iin")}
    maker.correct(two, FIRST_DAY, "iin", SAFE_IINS[2])
    assert likely(maker, one) == set()
    maker.correct(one, FIRST_DAY, "name", "Мысалов Өзгі")
    assert likely(maker, two) == {(one.number, "name")}


def test_who_comes_often_is_paired_with_the_last_few(maker: Maker) -> None:
    known = [maker.decide(FIRST_DAY) for _ in range(8)]
    assert {number for number, _ in likely(maker, known[-1])} == {one.number for one in known[4:7]}


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Сынақов Үлгі", "Сынақов Үлгі", True),
        ("Сынақов Үлгі", "Үлгі Сынақов", True),
        ("Сынақов Үлгі", "Сынакоф Улгы", True),
        ("Сынақов Үлгі Тестұлы", "Сынақов Үлгі", True),
        ("Ким Ли", "Ким Ле", False),  # three letters and fewer are told apart
        ("Сынақов Үлгі", "Сынақов Үнді", False),
        ("Сынақов", "Сынақов Үлгі", False),
        ("Әлиев Ән", "Алиев Ан", True),
        ("Сынақов Үлгі", "Сыноков Өлгі", False),  # the first letters differ
        ("Сынақов Сәуле", "Сәуле Сынақов", True),
        ("Сынақов Сәуле", "Сынақов Сынақов", False),
    ],
)
def test_near_names(one: str, other: str, near: bool) -> None:
    assert are_near(one, other) == are_near(other, one) == near
    if near:
        assert near_key(one) == near_key(other)


def plain_distance(one: str, other: str) -> int:
    """The definition, without haste: change, add, drop, swap with the neighbour."""
    if not one or not other:
        return len(one) + len(other)
    least = min(
        plain_distance(one[1:], other) + 1,
        plain_distance(one, other[1:]) + 1,
        plain_distance(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if one[:2] == other[1::-1] and len(one) > 1 and len(other) > 1:
        least = min(least, plain_distance(one[2:], other[2:]) + 1)
    return least


@given(one=st.text("абв", max_size=5), other=st.text("абв", max_size=5), most=st.integers(0, 3))
def test_the_distance_is_the_plain_one_up_to_the_most_asked(one: str, other: str, most: int) -> None:
    assert edit_distance(one, other, most) == min(plain_distance(one, other), most + 1)


PLACES = ((3, "iin"), (8, "name"))


def pairs_by_looking(known: list[Known]) -> set[tuple[int, int, str]]:
    """Every pair, by comparing all with all as the rule says it."""
    standing = sorted(
        (one for one in known if not one.voided and not one.erased), key=lambda one: (one.day, one.sequence)
    )
    found = set()
    for reach, why in PLACES:
        groups: dict[object, list[Known]] = {}
        for one in standing:
            year = int(one.day[:4]) - (one.day[5:] < "09-01")
            key = (one.iin, one.service, year) if why == "iin" else (near_key(one.name), one.service)
            groups.setdefault(key, []).append(one)
        for group in groups.values():
            for place, one in enumerate(group):
                for other in group[place + 1 : place + 1 + reach]:
                    days = (date.fromisoformat(other.day) - date.fromisoformat(one.day)).days
                    near = one.iin != other.iin and days <= 5 and are_near(one.name, other.name)
                    if why == "iin" or near:
                        found |= {(one.sequence, other.sequence, why), (other.sequence, one.sequence, why)}
    return found


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("decide", "decide", "decide", "void", "name", "iin", "erase")),
        st.integers(0, 12).map(lambda gone: FIRST_DAY + timedelta(gone)),
        st.sampled_from(("Сынақов Үлгі", "Сынаков Улги", "Сынағов Үлгі", "Мысалов Үлгі")),
        st.sampled_from(SAFE_IINS[:3]),
        st.integers(0, 30),
    ),
    min_size=4,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, name_reach=st.sampled_from((2, 3, 8)))
def test_the_pairs_are_those_of_the_rule_whatever_happened(
    steps: list[tuple[str, date, str, str, int]], name_reach: int
) -> None:
    reach = {"iin": 3, "name": name_reach}
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        new_register(Path(folder)).store as store,
    ):
        patch.setattr(pairing, "_REACH", reach)
        patch.setattr(f"{__name__}.PLACES", tuple((most, why) for why, most in reach.items()))
        maker = Maker(store)
        for step, day, name, iin, which in steps:
            standing = [one for one in maker.known if not one.voided and not one.erased]
            if step == "decide" or not standing:
                maker.decide(day, name, iin)
                continue
            known = standing[which % len(standing)]
            if step == "void":
                maker.void(known, day)
            elif step == "erase":
                store.journal.erase([known.sequence], rule="retention", at=LATER, operator="clerk-1")
                known.erased = True
            else:
                maker.correct(known, day, step, name if step == "name" else iin)
        wanted = pairs_by_looking(maker.known)
        assert set(store.db.rows("SELECT sequence, other, why FROM likely_duplicates")) == wanted
        assert store.rebuild() == []
        assert set(store.db.rows("SELECT sequence, other, why FROM likely_duplicates")) == wanted
