"""A service nobody thought of works by its file alone: questions, documents, terms and steps of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.app import lay_beside
from desktop.cli import main
from desktop.domain.reception_flow import obstacles_at
from desktop.operations import issuing, proceedings, reception
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.operations.own_edition import offer_in_demonstration, put_own_edition
from desktop.operations.proceeding_view import list_waiting, load_proceeding
from desktop.paths import EDITIONS, PROFILE_NAME
from desktop.printing.memory import MemoryPrinters
from forms.checklist import draw_up
from forms.events import CaseDecided
from forms.problems import Problem
from forms.procedure_acts import Shown
from forms.reading import load_editions, read_edition
from tests.domain.making import NAME
from tests.operations.making import HandClock, edition_of, events, open_ready, print_copy
from tests.papers.reading import flat, text_by_pdfium
from tests.standards.places import BROKEN, INVENTED

SERVICE = "instrument_lending"
LENDING = read_edition(INVENTED)


@contextmanager
def lending_counter(folder: Path) -> Iterator[Counter]:
    """A counter that renders the invented service and no other."""
    put_own_edition(folder, INVENTED)
    place_demonstration(folder, service=SERVICE, edition="LENDING")
    counter = open_counter(folder, MemoryPrinters(), HandClock())
    try:
        yield counter
    finally:
        counter.store.close()


def test_the_file_has_no_fault_and_no_shipped_edition_knows_the_service() -> None:
    assert main(["standards", "check", str(INVENTED)]) == 0
    assert SERVICE not in {edition.service for edition in load_editions()}


@pytest.mark.parametrize(("has", "owed"), [(True, [1, 2, 3]), (False, [1, 2])])
def test_a_question_of_its_own_decides_on_a_document(has: bool, owed: list[int]) -> None:
    checklist = draw_up(LENDING, {"has_instrument": has, "instrument": "violin"})
    assert [document.number for document in checklist.owed] == owed
    assert [one.document.key for one in checklist.not_owed] == ([] if has else ["need"])
    assert draw_up(LENDING, {}).facts_needed == ("has_instrument",)


@pytest.mark.parametrize(("fact", "answer", "code"), [("instrument", "drum", "131"), ("shoe_size", "42", "130")])
def test_what_it_does_not_ask_is_refused_with_what_it_does(fact: str, answer: str, code: str) -> None:
    with pytest.raises(Problem) as raised:
        draw_up(LENDING, {fact: answer})
    assert raised.value.code == code
    assert ("piano, dombra, violin" if code == "131" else "has_instrument, instrument") in raised.value.sentence()


def test_its_questions_are_no_facts_of_other_editions() -> None:
    for edition in load_editions():
        with pytest.raises(Problem):
            draw_up(edition, {"instrument": "piano"})


def test_the_shell_tells_its_questions_in_its_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    facts = "has_instrument=жоқ,instrument=piano"
    assert main(["standards", "show", str(INVENTED), "--facts", facts, "--language", "ru"]) == 0
    told = capsys.readouterr().out
    assert "Есть ли у ребенка свой инструмент дома: Нет" in told
    assert "Какой инструмент запрашивается: фортепиано" in told
    assert "инструмента дома нет: необходимость не доказывается" in told


def test_an_unanswered_question_says_the_editions_own_sentence(tmp_path: Path) -> None:
    with lending_counter(tmp_path) as counter:
        draft = reception.open_case(counter, SERVICE)
        told = obstacles_at("facts", LENDING, draft, counter.clock.wall.date())  # type: ignore[attr-defined]
        assert [one.field for one in told] == ["has_instrument", "instrument"]
        assert told[0].sentence(str, lambda text: text.ru) == "Отметьте, есть ли инструмент дома."
        assert told[1].sentence(str, lambda text: text.ru) == "“Какой инструмент запрашивается”: choose an answer."


@pytest.mark.parametrize(("instrument", "due", "steps"), [("piano", "18", [2, 3, 4, 5]), ("violin", "16", [2, 4, 5])])
def test_a_case_from_its_opening_to_the_instrument_in_the_childs_hands(
    tmp_path: Path, instrument: str, due: str, steps: list[int]
) -> None:
    with lending_counter(tmp_path) as counter:
        ready = open_ready(counter, has_instrument=True, instrument=instrument)
        ready.paper_language = "ru"
        draft = reception.decide_case(counter, ready)
        (act,) = [event.act for event in events(counter) if isinstance(event.act, CaseDecided)]
        assert (act.service, act.edition, act.due) == (SERVICE, "LENDING", f"2026-09-{due}")
        assert act.facts == {"has_instrument": True, "instrument": instrument}
        assert [document.key for document in act.documents] == ["application", "lesson_plan", "need"]
        receipt = flat(text_by_pdfium(print_copy(counter, draft).content))
        for words in ("Расписка о приеме заявления", "Приняты для выдачи инструмента:", f"{due} сентября 2026"):
            assert words in receipt
        assert NAME.split()[0] in receipt and "аттестат" not in receipt.casefold()
        reception.hand_over(counter, draft)

        walked = []
        while waiting := list_waiting(counter):
            (one,) = waiting
            assert one.step is not None
            walked.append(one.step.number)
            match one.step.act:
                case "sign":
                    signed = proceedings.sign_result(counter, draft.number, one.step.number, signed_by="wet")
                    assert signed.startswith("D7")
                case "issue":
                    shown: tuple[Shown, ...] = ("receipt", "identity")
                    proceedings.issue_result(
                        counter, draft.number, one.step.number, to="applicant", shown=shown, name=NAME
                    )
                case _:
                    facts = {} if one.step.asks is None else {one.step.asks: True}
                    proceedings.take_step(counter, draft.number, one.step.number, facts=facts)
        assert walked == steps
        ended = load_proceeding(counter, draft.number)
        assert ended.step is None and ended.proceeding.due == f"2026-09-{due}"
        assert ended.proceeding.facts.get("way_wide") is (True if instrument == "piano" else None)
        with pytest.raises(Problem) as raised:
            proceedings.issue_result(counter, draft.number, 5, to="applicant", shown=("receipt", "identity"), name=NAME)
        assert raised.value.code == "1031"


def test_a_refused_package_gives_its_own_refusal_receipt(tmp_path: Path) -> None:
    with lending_counter(tmp_path) as counter:
        draft = open_ready(counter, "refusal_receipt", has_instrument=False, instrument="dombra")
        draft.document("lesson_plan").state = "missing"
        draft.document("lesson_plan").marks.clear()
        draft.paper_language = "ru"
        draft = reception.decide_case(counter, draft)
        paper = flat(text_by_pdfium(print_copy(counter, draft).content))
        assert "неполный пакет документов" in paper and "копия учебного плана" in paper


def test_its_application_asks_in_its_own_words(tmp_path: Path) -> None:
    with lending_counter(tmp_path) as counter:
        draft = open_ready(counter, has_instrument=True, instrument="piano")
        draft.paper_language = "ru"
        paper = flat(text_by_pdfium(issuing.draw_application_form(counter, draft)))
        for words in ("(директору школы)", "Прошу выдать музыкальный инструмент на 2026 учебный год."):
            assert words in paper
        assert edition_of(counter, draft).label == "LENDING" and "аттестат" not in paper.casefold()


def test_a_file_of_ones_own_stands_beside_the_shipped_ones_and_is_offered(tmp_path: Path) -> None:
    place_demonstration(tmp_path)
    for _ in range(2):  # given again, nothing is told twice
        offer_in_demonstration(tmp_path, put_own_edition(tmp_path, INVENTED))
    assert (tmp_path / PROFILE_NAME).read_text("utf-8").count(f"[services.{SERVICE}]") == 1
    counter = open_counter(tmp_path, MemoryPrinters(), HandClock())
    try:
        offered, problems = reception.offered_services(counter)
        assert [one.service for one in offered] == ["attestation", SERVICE] and problems == []
        assert offered[1].title.ru == "Выдача музыкального инструмента"
        assert {counter.profile.letter_of(one.service) for one in offered} == {"А", "Б"}
    finally:
        counter.store.close()


def test_a_file_with_a_fault_is_not_laid_there(tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        put_own_edition(tmp_path, BROKEN / "question_nobody_asks.toml")
    assert raised.value.code == "183"
    other = tmp_path / "other.toml"
    other.write_text(INVENTED.read_text("utf-8").replace("serving_minutes = 25", "serving_minutes = 26"), "utf-8")
    put_own_edition(tmp_path, INVENTED)
    with pytest.raises(Problem) as raised:
        put_own_edition(tmp_path, other)
    assert raised.value.code == "129"
    assert [path.name for path in (tmp_path / EDITIONS).iterdir()] == ["lending.toml"]


def test_the_shell_lays_it_beside_and_refuses_one_with_a_fault_before_any_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = BROKEN / "step_out_of_order.toml"
    assert main(["run", "--demonstration", "--data", str(tmp_path), "--edition", str(broken)]) == 2
    assert "step 1 stands after step 2" in capsys.readouterr().err
    assert not (tmp_path / EDITIONS).exists()
    lay_beside(tmp_path, INVENTED, demonstration=True)
    assert f'[services.{SERVICE}]\nprovider = "local"\nedition = "LENDING"' in (tmp_path / PROFILE_NAME).read_text(
        "utf-8"
    )
