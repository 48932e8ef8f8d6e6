"""Visits at home: taken down once, with a sheet that is archived byte for byte."""

from pathlib import Path

import pytest

from desktop.operations import home_visits
from desktop.operations.counter import Counter
from desktop.operations.home_visits import AskedVisit
from forms.events import PaperPrinted
from forms.problems import Problem
from forms.procedure_acts import HomeVisitAsked, HomeVisitParticulars
from tests.corporation.making import desk_at
from tests.domain.making import IIN, NAME
from tests.operations.making import events
from tests.papers.reading import flat, page_sizes, text_by_pdfium

GIVEN = {
    "name": NAME,
    "iin": IIN,
    "address": "Үлгі қаласы,  Бірінші көше 1-2",
    "phone": "8 701 000 00 01",
    "day": "19.09.2026",  # a Saturday: the desk works
}


def ask(counter: Counter, **changes: str) -> AskedVisit:
    """A visit."""
    return home_visits.ask_home_visit(counter, "attestation", **{**GIVEN, **changes})


def test_a_visit_is_taken_down_and_its_sheet_archived(tmp_path: Path) -> None:
    with desk_at(tmp_path) as counter:
        visit = ask(counter, words="2-қабат, лифт жоқ")
        prepared = home_visits.prepare_sheet(counter, visit, "kk")
        home_visits.record_sheet(counter, visit, prepared)
        again = home_visits.prepare_sheet(counter, visit, "both")
        recorded = events(counter)
        asked = next(event for event in recorded if isinstance(event.act, HomeVisitAsked))
        particulars = counter.store.journal.particulars(asked.sequence)
        (kept,) = counter.store.printed.of_case(visit.id)
        assert counter.store.printed.content(kept.id) == prepared.content
    assert asked.act == HomeVisitAsked(service="attestation", edition="E2020-7", day="2026-09-19")
    assert isinstance(particulars, HomeVisitParticulars)
    assert particulars.address == "Үлгі қаласы, Бірінші көше 1-2"
    printed = next(event.act for event in recorded if isinstance(event.act, PaperPrinted))
    assert (printed.paper, printed.copy_number, printed.number) == ("home_visit", 1, "")
    text = flat(text_by_pdfium(prepared.content))
    for words in (NAME, IIN, "Бірінші көше 1-2", "+7 701 000 00 01", "2-қабат", "1414", "диплом"):
        assert words in text
    assert len(page_sizes(prepared.content)) == 1
    assert "Асанова Г." in text
    assert "Асанова Г.." not in text
    assert again.copy_number == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "210"),
        ({"iin": "850101100003"}, "205"),
        ({"address": "  "}, "1064"),
        ({"phone": "12"}, "222"),
        ({"day": "20.09.2026"}, "1065"),  # a Sunday
        ({"day": "26.10.2026"}, "1065"),  # a holiday
        ({"day": "11.09.2026"}, "1065"),
        ({"day": "ертең"}, "1065"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_recorded(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    with desk_at(tmp_path) as counter:
        before = len(events(counter))
        with pytest.raises(Problem) as caught:
            ask(counter, **changes)
        assert caught.value.code == code
        assert len(events(counter)) == before


def test_the_iin_may_be_unknown(tmp_path: Path) -> None:
    with desk_at(tmp_path) as counter:
        assert ask(counter, iin="").particulars.iin == ""


def test_only_an_edition_that_says_so_sends_somebody(tmp_path: Path) -> None:
    with desk_at(tmp_path / "a") as counter:
        assert [one.service for one in home_visits.visited_services(counter)] == ["attestation"]
    with desk_at(tmp_path / "b", "E2015") as counter:
        assert home_visits.visited_services(counter) == []
