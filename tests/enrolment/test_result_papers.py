"""The papers of results through the operations: drawn of what was signed, numbered by copy, kept byte for byte."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.operations import correcting, proceedings, reprinting, result_papers, voiding
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import load_proceeding
from desktop.storage.verification import verify
from forms.events import PaperPrinted
from forms.papers.result_content import ResultPaper
from forms.problems import Problem
from forms.texts import Text
from tests.domain.making import CHILD, NAME
from tests.enrolment.making import (
    accept,
    draft_order,
    enrol,
    issue,
    make_group,
    open_enrolling,
    print_result,
    review,
    sign,
)
from tests.operations.making import events
from tests.papers.reading import flat, text_by_pdfium


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = open_enrolling(tmp_path)
    yield counter
    counter.store.close()


def said(data: bytes) -> str:
    return flat(text_by_pdfium(data))


def test_an_order_is_drawn_of_what_was_signed(counter: Counter) -> None:
    group = make_group(counter)
    number = accept(counter)
    review(counter, number)
    with pytest.raises(Problem, match="1050"):
        _order(counter, number)
    draft_order(counter, number, group, words="Сабақ 15 қыркүйектен.")
    draft = _order(counter, number)
    assert (draft.number, draft.signed, draft.qr, draft.by_hand) == ("", None, "", False)
    result = sign(counter, number)
    paper = _order(counter, number)
    assert paper.signed is not None
    assert (paper.number, paper.case_number, paper.kind) == (result, number, "order")
    assert (len(paper.signed.strokes), paper.signed.by, paper.signed.name) == (2, "drawn", "Асанова Г.")
    assert paper.child is not None and paper.group is not None
    assert (paper.child.name, paper.group.name, paper.group.year, paper.words) == (
        CHILD,
        "1А",
        2026,
        "Сабақ 15 қыркүйектен.",
    )
    assert paper.qr.startswith("KENSE1:")
    text = said(result_papers.result_paper(counter, number, "ru"))
    for words in (result, number, CHILD, NAME, "дс, ср 15:00–16:30"):
        assert words in text
    assert len(result_papers.preview_result(counter, number, "ru")) == 1


def test_a_refusal_says_what_was_drafted(counter: Counter) -> None:
    number = accept(counter)
    review(counter, number)
    proceedings.draft_result(counter, number, 3, "refusal", reason="Бос орын жоқ.", grounds=("documents",))
    sign(counter, number, "typed")
    paper = _order(counter, number)
    assert (paper.kind, paper.reason, len(paper.grounds), paper.group, paper.qr) == (
        "refusal",
        "Бос орын жоқ.",
        1,
        None,
        "",
    )
    assert paper.signed is not None and (paper.signed.typed, paper.signed.strokes) == ("Үлгіл Т.", ())


def test_copies_are_numbered_kept_and_viewable(counter: Counter) -> None:
    number = enrol(counter, make_group(counter))
    result = counter.store.proceedings.find(number)
    assert result is not None
    copies = [print_result(counter, number) for _ in range(2)]
    issue(counter, number)
    copies.append(print_result(counter, number, "ru"))
    assert [copy.copy_number for copy in copies] == [1, 2, 3]
    assert "ТЕЛНҰСҚА" not in said(copies[0].content)
    assert "ТЕЛНҰСҚА · 2-дана" in said(copies[1].content)
    printed = [event.act for event in events(counter) if isinstance(event.act, PaperPrinted)]
    assert {(act.number, act.paper) for act in printed} == {(result.result_number, "order")}
    kept = counter.store.printed.of_case(result.case)
    assert [(one.number, one.paper, one.copy_number) for one in kept] == [
        (result.result_number, "order", copy) for copy in (1, 2, 3)
    ]
    assert reprinting.archived_content(counter, kept[1].id) == copies[1].content
    row = counter.store.cases.find(number)
    assert row is not None and row.copies == 0  # of the receipt none was printed
    assert verify(counter.store.db).faults == ()


def test_what_is_printed_to_be_signed_by_hand_is_no_copy_of_the_order(counter: Counter) -> None:
    number = accept(counter)
    review(counter, number)
    draft_order(counter, number, make_group(counter))
    by_hand = print_result(counter, number)
    assert "ЖОБА" not in said(by_hand.content)
    sign(counter, number, "wet")
    first = print_result(counter, number)
    assert (by_hand.copy_number, first.copy_number) == (1, 2)  # in the archive each has its own
    assert "ТЕЛНҰСҚА" not in said(first.content)
    assert "ТЕЛНҰСҚА" in said(print_result(counter, number).content)


def test_a_correction_after_the_signature_is_told_beside_what_was_signed(counter: Counter) -> None:
    number = enrol(counter, make_group(counter))
    correcting.correct_case(counter, number, {"subject.name": "Сынақов Үлкен"}, asked_by="applicant", reason="қате")
    paper = _order(counter, number)
    assert paper.child is not None and paper.child.name == CHILD
    (change,) = paper.corrected
    assert (change.old.kk, change.new.kk) == (CHILD, "Сынақов Үлкен")
    assert paper.corrected_at is not None


def test_a_correction_before_the_signature_is_what_is_signed(counter: Counter) -> None:
    number = accept(counter)
    correcting.correct_case(counter, number, {"subject.name": "Сынақов Үлкен"}, asked_by="applicant", reason="қате")
    review(counter, number)
    draft_order(counter, number, make_group(counter))
    sign(counter, number)
    paper = _order(counter, number)
    assert paper.child is not None and (paper.child.name, paper.corrected) == ("Сынақов Үлкен", ())


def test_a_group_changed_after_the_signature_changes_no_order(counter: Counter) -> None:
    group = make_group(counter)
    number = enrol(counter, group)
    make_group(counter, key=group, schedule="сс 10:00", name="1Я")
    paper = _order(counter, number)
    assert paper.group is not None
    assert (paper.group.name, paper.group.schedule) == ("1А", "дс, ср 15:00–16:30")


def test_the_order_of_a_void_case_does_not_hold(counter: Counter) -> None:
    number = enrol(counter, make_group(counter))
    voiding.void_case(counter, number, reason="applicant_withdrew", words="кері алынды")
    paper = _order(counter, number)
    assert paper.void is not None and paper.qr == ""


def test_the_usual_language_is_that_of_the_receipt(counter: Counter) -> None:
    number = accept(counter)
    assert result_papers.usual_language(counter, number) == "kk"
    prepared = reprinting.prepare_copy(counter, number, language="both")
    reprinting.record_copy(counter, number, prepared)
    assert result_papers.usual_language(counter, number) == "both"


def test_a_signature_that_is_none_leaves_the_line_empty(counter: Counter) -> None:
    number = accept(counter)
    review(counter, number)
    draft_order(counter, number, make_group(counter))
    proceedings.sign_result(counter, number, 4, signed_by="drawn", mark="not strokes")
    paper = _order(counter, number)
    assert paper.signed is not None and paper.signed.strokes == ()


def _order(counter: Counter, number: str) -> ResultPaper:
    return result_papers.paper_of(counter, number, "kk")


def test_a_refusal_names_the_ground_of_the_reasoned_refusal_where_both_have_its_key(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = accept(counter)
    review(counter, number)
    edition = load_proceeding(counter, number).edition
    (reasoned,) = (refusal for refusal in edition.refusals if refusal.outcome == "reasoned_refusal")
    ground = reasoned.grounds[0]
    other = replace(ground, number="99)", title=Text(kk="басқа негіз", ru="иное основание"))
    receipt = replace(reasoned, outcome="refusal_receipt", grounds=(other,))
    proceedings.draft_result(counter, number, 3, "refusal", reason="Орын жоқ.", grounds=(ground.key,))
    loaded = load_proceeding(counter, number)
    for refusals in ((receipt, reasoned), (reasoned, receipt)):
        both = dataclasses.replace(loaded, edition=replace(edition, refusals=refusals))
        monkeypatch.setattr(result_papers, "load_proceeding", lambda *_, both=both: both)
        told = result_papers.paper_of(counter, number, "ru").grounds
        assert [(line.number, line.title) for line in told] == [(ground.number, ground.title)]
