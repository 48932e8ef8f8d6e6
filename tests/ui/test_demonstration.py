"""The guided demonstration, played as `make demo` plays it, and its papers read back by another program's eyes."""

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from desktop.storage.store import open_store
from desktop.storage.verification import verify
from desktop.ui.demonstration.enrolment import CHILD, ENROLMENT
from desktop.ui.demonstration.register import REGISTER
from desktop.ui.demonstration.script import DemoCase, read_cases
from desktop.ui.demonstration.working_day import WORKING_DAY
from forms.day_acts import CaseVoided, ClockDoubted, DayClosed
from forms.events import PaperPrinted
from forms.reading import load_editions
from forms.register_acts import CaseCorrected, DuplicateJudged

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = {"home", "service", "applicant", "facts", "checklist", "outcome", "paper", "printed"}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything the demonstration leaves."""
    out = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "desktop.cli", "demo", "--out", str(out)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return out


def read_paper(played: Path, name: str) -> str:
    """The text of a case's one paper."""
    (path,) = (played / "papers" / name).glob("*.pdf")
    return text_of(path)


def text_of(path: Path) -> str:
    """The text of a paper, white space folded."""
    document = pypdfium2.PdfDocument(path)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def titles(edition: str, *numbers: int, language: str = "kk") -> list[str]:
    """The law's titles of some documents."""
    documents = load_editions().by_label(edition).documents
    return [document.title.in_language(language) for document in documents if document.number in numbers]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_each_case_leaves_its_pictures_and_its_paper(played: Path, case: DemoCase) -> None:
    name = case.name
    pictures = {path.stem.split("-", 1)[1] for path in (played / "pictures" / name).glob("*.png")}
    assert pictures >= STEPS
    assert case.applicant.name in read_paper(played, name)


def test_a_teacher_with_an_earlier_category_is_accepted_with_the_certificate_and_the_order(played: Path) -> None:
    text = read_paper(played, "school-teacher-accepted")
    assert "қабылдау туралы қолхат" in text
    for title in titles("E2020-7", 1, 2, 3, 5, 6, 7, 8, 9, 10, 11):
        assert title in text
    for title in titles("E2020-7", 4):
        assert title not in text


def test_a_pmpc_teacher_is_not_asked_for_items_nine_and_eleven(played: Path) -> None:
    text = read_paper(played, "pmpc-teacher")
    (nine, eleven) = titles("E2020-7", 9, 11)
    assert nine not in text
    assert eleven not in text


def test_a_methodist_brings_publications_instead_of_learners_achievements(played: Path) -> None:
    text = read_paper(played, "methodist")
    assert titles("E2020-7", 9, language="ru")[0] not in text
    assert titles("E2020-7", 11, language="ru")[0] in text
    assert "публикаци" in text


def test_the_refusal_receipt_names_the_expired_and_the_missing_document(played: Path) -> None:
    text = read_paper(played, "expired-and-missing")
    assert "қабылдаудан бас тарту туралы қолхат" in text
    six, ten = titles("E2020-7", 6, 10)
    assert f"1) {six} мерзімі өткен: 14.09.2026" in text
    assert f"2) {ten} жоқ" in text
    for title in titles("E2020-7", 1, 2, 3, 5, 7, 8, 9, 11):
        assert title not in text
    assert "дәлелді бас тарту" not in text.lower()


def test_an_unreliable_document_leads_to_a_reasoned_refusal_in_the_laws_words(played: Path) -> None:
    text = read_paper(played, "unreliable-document")
    assert "дәлелді бас тарту" in text
    assert "дәйексіздігі анықталған" in text
    assert "қабылдаудан бас тарту туралы қолхат" not in text


def test_the_edition_of_2025_gives_a_memo_that_says_it_is_no_receipt(played: Path) -> None:
    text = read_paper(played, "edition-2025")
    assert "қолхат емес" in text
    assert "не расписка" in text


def test_the_working_day_leaves_its_pictures_and_its_papers(played: Path) -> None:
    names = {path.stem.split("-", 1)[-1] for path in (played / "pictures" / WORKING_DAY).glob("*.png")}
    wanted = {
        "the-queue",
        "called",
        "before-others-on-which-ground",
        "the-clock-was-moved",
        "the-day-is-closed",
        "board",
    }
    assert names >= wanted
    papers = {path.stem: path for path in (played / "papers" / WORKING_DAY).glob("*.pdf")}
    tickets = [stem for stem in papers if stem.startswith("Kense-А")]
    assert len(tickets) == 5
    (sheet,) = [path for stem, path in papers.items() if stem.endswith("2026-11-23")]
    text = text_of(sheet)
    for words in ("Берілген талон", "Кезектен тыс", "D7/2026-000001"):
        assert words in text, words


def test_the_working_day_stands_in_its_journal(played: Path) -> None:
    with open_store(played / "data" / WORKING_DAY) as store:
        assert verify(store.db).faults == ()
        acts = [recorded.event.act for recorded in store.journal.events()]
        closed = [act for act in acts if isinstance(act, DayClosed)]
    assert [act.totals.tickets for act in closed] == [5]
    assert closed[0].totals.no_shows == 1
    assert closed[0].totals.out_of_order == {"disability": 1}
    assert [act.jump_seconds for act in acts if isinstance(act, ClockDoubted)] == [3600, -3600]


def test_the_register_is_searched_corrected_compared_and_made_void(played: Path) -> None:
    names = {path.stem.split("-", 1)[-1] for path in (played / "pictures" / REGISTER).glob("*.png")}
    assert names >= {"found-as-one-types", "a-case", "corrected", "the-copy-as-it-was-printed", "entered-twice", "void"}
    with open_store(played / "data" / REGISTER) as store:
        assert verify(store.db).faults == ()
        acts = [recorded.event.act for recorded in store.journal.events()]
    kinds = [type(act) for act in acts]
    assert kinds.index(CaseCorrected) < kinds.index(DuplicateJudged) < kinds.index(CaseVoided)
    printed = [(act.paper, act.copy_number) for act in acts if isinstance(act, PaperPrinted)]
    assert printed == [("accepted", 1), ("accepted", 1), ("correction", 1), ("accepted", 2)]


def test_the_enrolment_leaves_a_receipt_and_the_signed_order(played: Path) -> None:
    papers = sorted(text_of(path) for path in (played / "papers" / ENROLMENT).glob("*.pdf"))
    assert len(papers) == 2
    (order,) = [text for text in papers if "D7/2026-Б000001" in text]
    (receipt,) = [text for text in papers if text != order]
    for text in papers:
        assert CHILD[1] in text
    assert "дс, ср 15:00–16:30" in order and "1А" in order
    assert "қабылдау туралы қолхат" in receipt
    pictures = {path.stem.split("-", 1)[1] for path in (played / "pictures" / ENROLMENT).glob("*.png")}
    assert pictures >= {"groups", "the-head-looks-it-through", "signed-by-drawing", "issued"}
    with open_store(played / "data" / ENROLMENT) as store:
        assert verify(store.db).faults == ()
        (group,) = store.proceedings.groups()
        assert (group.places, group.taken) == (12, 1)
