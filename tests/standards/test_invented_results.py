"""What a service by its file alone ends in: a notification, drafted or not, printed, signed and kept like an order."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.operations import groups, proceedings, reception, result_papers
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.operations.own_edition import put_own_edition
from desktop.printing.memory import MemoryPrinters
from forms.events import PaperPrinted
from forms.problems import Problem
from forms.procedure_acts import SignedBy
from tests.domain.making import NAME
from tests.operations.making import HandClock, events, open_ready, papers_of, print_copy
from tests.papers.reading import flat, text_by_pdfium
from tests.standards.variants import write_variant

ACCEPT = {"actor": "clerk", "act": "accept", "screen": "outcome"}
DRAFT = {"actor": "executor", "act": "draft"}
SIGN = {"actor": "head", "act": "sign"}
ISSUE = {"actor": "clerk", "act": "issue"}
NOTE = "Аспап музыка бөлмесінен беріледі."
RESULT = "уведомление о выдаче инструмента"


@contextmanager
def varied_counter(folder: Path, *steps: Mapping[str, object], enrols: bool = False) -> Iterator[Counter]:
    """A counter of the invented service with these steps after its reception."""
    file = write_variant(folder / "written", ACCEPT, *steps)
    if enrols:
        file.write_text(file.read_text("utf-8").replace("fee_free", "enrols = true\nfee_free"), "utf-8")
    put_own_edition(folder, file)
    place_demonstration(folder, service="varied", edition="VARIED")
    counter = open_counter(folder, MemoryPrinters(), HandClock())
    try:
        yield counter
    finally:
        counter.store.close()


def accepted(counter: Counter) -> str:
    """A case taken in and handed over; its number."""
    draft = open_ready(counter, has_instrument=False, instrument="violin")
    draft.paper_language = "ru"
    draft = reception.decide_case(counter, draft)
    print_copy(counter, draft)
    reception.hand_over(counter, draft)
    return draft.number


def said(counter: Counter, number: str, language: str = "ru") -> str:
    return flat(text_by_pdfium(result_papers.result_paper(counter, number, language)))


@pytest.mark.parametrize(("way", "mark"), [("typed", "Үлгіжанов"), ("drawn", "40,200 120,60 200,220"), ("wet", "")])
def test_what_is_drafted_is_a_notification_with_a_paper(tmp_path: Path, way: SignedBy, mark: str) -> None:
    with varied_counter(tmp_path, DRAFT, SIGN, ISSUE) as counter:
        number = accepted(counter)
        with pytest.raises(Problem) as raised:
            result_papers.result_paper(counter, number, "ru")
        assert raised.value.code == "1050"
        with pytest.raises(Problem) as raised:
            proceedings.draft_result(counter, number, 2, "order")
        assert raised.value.code == "1039"
        proceedings.draft_result(counter, number, 2, "notification", words=NOTE)
        by_hand = result_papers.prepare_result(counter, number, "ru")
        assert (by_hand.paper, by_hand.copy_number) == ("notification", 1)
        assert "________" in flat(text_by_pdfium(by_hand.content))
        result_papers.record_result(counter, number, by_hand)
        signed = proceedings.sign_result(counter, number, 3, signed_by=way, mark=mark)
        text = said(counter, number)
        assert all(words in text for words in (signed, number, NAME, RESULT, NOTE))
        paper = result_papers.paper_of(counter, number, "both")
        assert paper.kind == "notification" and paper.qr and paper.group is None
        prepared = result_papers.prepare_result(counter, number, "both")
        result_papers.record_result(counter, number, prepared)
        printed = [event.act for event in events(counter) if isinstance(event.act, PaperPrinted)][-2:]
        assert [(act.paper, act.number) for act in printed] == [("notification", number), ("notification", signed)]
        proceedings.issue_result(counter, number, 4, to="applicant", shown=("receipt", "identity"), name=NAME)
        kept = [(one.paper, one.number) for one in papers_of(counter, number)][-2:]
        assert kept == [("notification", number), ("notification", signed)]


def test_a_service_that_drafts_nothing_has_the_same_paper(tmp_path: Path) -> None:
    with varied_counter(tmp_path, SIGN, ISSUE) as counter:
        number = accepted(counter)
        assert "ПРОЕКТ" in said(counter, number)
        signed = proceedings.sign_result(counter, number, 2, signed_by="typed", mark="Үлгіжанов")
        assert signed in said(counter, number) and RESULT in said(counter, number)


def test_a_result_signed_elsewhere_has_no_paper_here_and_says_so(tmp_path: Path) -> None:
    with varied_counter(tmp_path, ISSUE) as counter:
        with pytest.raises(Problem) as raised:
            result_papers.result_paper(counter, accepted(counter), "ru")
        assert raised.value.code == "1133"


def test_only_where_the_edition_enrols_is_the_result_an_order_into_a_group(tmp_path: Path) -> None:
    with varied_counter(tmp_path / "plain", DRAFT, SIGN, ISSUE) as counter:
        assert groups.list_groups(counter).services == ()
    with varied_counter(tmp_path / "enrols", DRAFT, SIGN, ISSUE, enrols=True) as counter:
        assert [one.service for one in groups.list_groups(counter).services] == ["varied"]
        number = accepted(counter)
        for result, code in (("notification", "1039"), ("order", "1036")):
            with pytest.raises(Problem) as raised:
                proceedings.draft_result(counter, number, 2, result)  # type: ignore[arg-type]
            assert raised.value.code == code
