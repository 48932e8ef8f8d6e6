"""What people type finds the case, whatever the letters; and every way of searching finds the same."""

from datetime import date

import pytest
from django.http import QueryDict

from server.organisations.models import Organisation
from server.register import search
from server.register.asked import Asked, read_asked, write_asked
from server.register.models import Case
from server.register.search import count, every, find
from tests.server.making import InventedCounter, make_school

from .story import IINS, Story, put_in

NAMES = ("Қайратов Өмір", "Сейітқали Ақмарал", "Иванова Ёлка", "Анна-Мария Шмидт", "Ким Чен", "Айтбаев Нұр")


@pytest.fixture
def counter() -> InventedCounter:
    """A counter with a case for each name, the first the earliest."""
    counter = InventedCounter()
    story = Story(counter)
    story.open_day(date(2026, 9, 1))
    for place, name in enumerate(NAMES):
        case = story.come(place + 1)
        number = story.decide(case, outcome="accepted" if place % 2 else "refusal_receipt")
        story.hand_over(case, number)
        story.correct(case, number, "applicant.name", name)
        story.correct(case, number, "representative.name", "Өкіл Біреу")
        if place == 3:
            story.void(case, number)
    put_in(counter, counter.links)
    return counter


def names(asked: Asked) -> list[str]:
    return [case.applicant_name for case in find(asked, Organisation.objects.all()).cases]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("кайратов", "Қайратов Өмір"),
        ("омир кайр", "Қайратов Өмір"),
        ("rfqhfnjd", "Қайратов Өмір"),  # on a Latin layout
        ("елка", "Иванова Ёлка"),
        ("мария", "Анна-Мария Шмидт"),
        ("аннамария", "Анна-Мария Шмидт"),
        ("000003", "Иванова Ёлка"),
        ("А005", "Ким Чен"),
    ],
)
@pytest.mark.parametrize("window", [search.WINDOW, 1])
def test_what_is_typed_finds_the_case(
    counter: InventedCounter, typed: str, name: str, window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "WINDOW", window)  # with one row read in order the index must find it
    assert names(Asked(q=typed)) == [name]
    assert count(Asked(q=typed), Organisation.objects.all()) == 1
    assert [case.applicant_name for case in every(Asked(q=typed), Organisation.objects.all())] == [name]


@pytest.mark.parametrize("window", [search.WINDOW, 1])
@pytest.mark.parametrize("typed", [IINS[0], "8501 01", "+7 (701) 000-00-00", "2026-000002", ""])
def test_numbers_find_by_their_kind(
    counter: InventedCounter, typed: str, window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "WINDOW", window)
    found = names(Asked(q=typed))
    assert found == ([NAMES[1]] if typed == "2026-000002" else list(reversed(NAMES)))


@pytest.mark.parametrize("typed", ["'", "a' | 'b", "%", "\\", "()&!:*", '"x" OR y', "\x00", "кай'ратов", "—"])
def test_nothing_typed_breaks_the_query(counter: InventedCounter, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for window in (search.WINDOW, 1):
        monkeypatch.setattr(search, "WINDOW", window)
        asked = read_asked(QueryDict(""))
        assert isinstance(find(Asked(q=typed), Organisation.objects.all()).cases, list)
    assert asked == Asked()


@pytest.mark.parametrize("window", [search.WINDOW, 1, 3])
@pytest.mark.parametrize("sort", ["-at", "at", "name"])
@pytest.mark.parametrize("typed", ["", "окил"])
def test_pages_by_keys_are_the_whole_list(
    counter: InventedCounter, sort: str, typed: str, window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "WINDOW", window)
    asked = read_asked(QueryDict(f"sort={sort}&q={typed}"))
    everything = Organisation.objects.all()
    whole = [case.pk for case in find(asked, everything).cases]
    assert len(whole) == len(NAMES) and whole == [case.pk for case in every(asked, everything)]
    pages, after = [], ""
    while True:
        found = find(asked, everything, after, most=2)
        pages += [case.pk for case in found.cases]
        after = found.after
        if not after:
            break
    assert pages == whole


def test_names_stand_in_the_order_of_the_kazakh_alphabet(counter: InventedCounter) -> None:
    assert names(Asked(sort="name")) == [
        "Айтбаев Нұр", "Анна-Мария Шмидт", "Иванова Ёлка", "Ким Чен", "Қайратов Өмір", "Сейітқали Ақмарал",
    ]  # fmt: skip


@pytest.mark.parametrize("window", [search.WINDOW, 1])
def test_filters(counter: InventedCounter, window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "WINDOW", window)
    assert names(Asked(state="void")) == ["Анна-Мария Шмидт"]
    assert len(names(Asked(outcome="accepted"))) == 3
    assert len(names(Asked(clerk=f"{counter.row.pk}.op1"))) == 6 and names(Asked(clerk=f"{counter.row.pk}.op")) == []
    assert len(names(Asked(counter=counter.code, service="attestation", edition="E2020-7"))) == 6
    assert names(Asked(counter="T")) == [] and names(Asked(edition="E2024")) == []
    assert len(names(Asked(school=counter.organisation.code))) == 6 and names(Asked(school="nowhere")) == []
    assert len(names(Asked(since=date(2026, 9, 1), until=date(2026, 9, 1)))) == 6
    assert names(Asked(since=date(2026, 9, 2))) == [] and names(Asked(state="not_handed_over")) == []


def test_another_school_is_not_searched(counter: InventedCounter) -> None:
    other = make_school()
    places = Organisation.objects.filter(pk=other.pk)
    assert find(Asked(), places).cases == [] and count(Asked(q="кайратов"), places) == 0
    assert find(Asked(school=counter.organisation.code), places).cases == []
    assert list(every(Asked(), places)) == []


@pytest.mark.parametrize("key", ["x", "!!", "W10", "WyItYXQiLCAiMjAyNiIsIDFd", "bnVsbA", "a" * 5000])
def test_a_spoilt_key_begins_anew(counter: InventedCounter, key: str) -> None:
    assert len(find(Asked(), Organisation.objects.all(), key).cases) == len(NAMES)


def test_an_address_says_the_search_whole() -> None:
    asked = Asked(q="кай ратов&", since=date(2026, 9, 1), clerk="3.op-1", state="void", sort="name")
    assert read_asked(QueryDict(write_asked(asked))) == asked
    assert read_asked(QueryDict("since=2026-13-01&until=x&state=any&sort=up&clerk=%00")) == Asked()


def test_a_corrected_name_is_found_no_more_by_what_it_was(counter: InventedCounter) -> None:
    assert Case.objects.filter(words__contains="сеииткали").count() == 1
    assert names(Asked(q="сейітқали")) == ["Сейітқали Ақмарал"]
