"""The guided demonstration, played as `make demo` plays it, and its papers read back by another program's eyes."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop.operations.signing_in import sign_in
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from desktop.ui.demonstration.complaint import ADDRESS, ANSWER, COMPLAINT, HEAD, WORDS
from desktop.ui.demonstration.complaint import OTHER as HANDLER
from desktop.ui.demonstration.corporation import CORPORATION
from desktop.ui.demonstration.electronic import ELECTRONIC, SAVED
from desktop.ui.demonstration.enrolment import CHILD, ENROLMENT
from desktop.ui.demonstration.home_visit import DAY, HOME_VISIT
from desktop.ui.demonstration.package import NUMBER, PACKAGE
from desktop.ui.demonstration.register import REGISTER
from desktop.ui.demonstration.script import DemoCase, read_cases
from desktop.ui.demonstration.working_day import WORKING_DAY
from forms.complaint_acts import ComplaintAnswered, ComplaintAssigned, ComplaintReceived
from forms.dates import show_date
from forms.day_acts import CaseVoided, ClockDoubted, DayClosed
from forms.events import Act, CaseDropped, PaperPrinted
from forms.procedure_acts import (
    HomeVisitAsked,
    ProceedingOpened,
    ResultIssued,
    ResultMoved,
    ResultSigned,
    RosterTaken,
    StepTaken,
)
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


def acts_of(played: Path, scene: str, key: bytes | None = None) -> list[Act]:
    """What the scene's journal holds, once it is found whole."""
    with open_store(played / "data" / scene, key=key) as store:
        assert verify(store.db).faults == ()
        return [recorded.event.act for recorded in store.journal.events()]


def only(acts: list[Act], *kinds: type[Act]) -> list[Act]:
    """The acts of some kinds, in their order."""
    return [act for act in acts if isinstance(act, kinds)]


def papers_with(played: Path, scene: str, *words: str) -> list[str]:
    """The texts of a scene's papers that hold all of some words."""
    texts = [text_of(path) for path in sorted((played / "papers" / scene).glob("*.pdf"))]
    return [text for text in texts if all(word in text for word in words)]


def pictures_of(played: Path, scene: str) -> set[str]:
    """The names of a scene's pictures."""
    return {path.stem.split("-", 1)[-1] for path in (played / "pictures" / scene).glob("*.png")}


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


def test_a_complaint_is_never_handled_by_whom_it_is_about(played: Path) -> None:
    assert pictures_of(played, COMPLAINT) >= {
        "who-it-is-about-sees-nothing-of-it",
        "never-to-whom-it-is-about",
        "answered",
        "the-register-of-complaints",
    }
    folder = played / "data" / COMPLAINT
    key = sign_in(folder, HEAD.id, HEAD.password).key.store
    acts = acts_of(played, COMPLAINT, key)
    (received,) = [act for act in acts if isinstance(act, ComplaintReceived)]
    given = [act for act in acts if isinstance(act, ComplaintAssigned)]
    (answered,) = [act for act in acts if isinstance(act, ComplaintAnswered)]
    assert received.about == "clerk-2"
    assert given[-1].handler == HANDLER.id
    assert received.about not in [act.handler for act in given]
    assert (answered.number, answered.outcome) == (received.number, "part")


def test_a_complaints_coupon_answer_and_register_are_printed(played: Path) -> None:
    number = "D7/2026-Ш000001"
    (coupon,) = papers_with(played, COMPLAINT, "талон", number)
    assert "Үлгіл А." in coupon  # who accepted it
    (letter,) = papers_with(played, COMPLAINT, ANSWER.split(":")[0])
    assert ADDRESS.split(",")[1].strip() in letter
    assert WORDS.split(".")[0] not in coupon
    (register,) = papers_with(played, COMPLAINT, number, "01.11.2026")
    assert "Сынақова Үлгі Тестқызы" in register


def test_a_case_goes_the_eleven_steps_of_2018_and_another_ends_without_data(played: Path) -> None:
    wanted = {"found-in-the-roster", "due-by-the-place", "no-data-on-the-person", "the-result-can-be-issued", "ended"}
    assert pictures_of(played, CORPORATION) >= wanted
    acts = acts_of(played, CORPORATION)
    assert [act.rows for act in acts if isinstance(act, RosterTaken)] == [2]
    (opened,) = [act for act in acts if isinstance(act, ProceedingOpened)]
    assert (opened.channel, opened.side, opened.due) == ("state_corporation", "corporation", "2026-11-30")
    dropped = next(place for place, act in enumerate(acts) if isinstance(act, CaseDropped))
    taken = [(place, act.step) for place, act in enumerate(acts) if isinstance(act, StepTaken)]
    assert [step for place, step in taken if place > dropped] == [8, 9]
    assert 6 in [step for place, step in taken if place < dropped]
    (issued,) = [act for act in acts if isinstance(act, ResultIssued)]
    assert issued.step == 11


def test_a_visit_at_home_is_taken_down_for_a_day_that_is_worked(played: Path) -> None:
    assert pictures_of(played, HOME_VISIT) >= {"who-is-visited-where-and-when", "a-day-nobody-works", "taken-down"}
    (asked,) = [act for act in acts_of(played, HOME_VISIT) if isinstance(act, HomeVisitAsked)]
    assert show_date(date.fromisoformat(asked.day)) == DAY
    sheet = read_paper(played, HOME_VISIT)
    assert "Сынақова Үлгі Тестқызы" in sheet
    assert "Төртінші көше" in sheet


def test_a_package_of_the_corporation_goes_back_and_comes_back_unclaimed(played: Path) -> None:
    assert pictures_of(played, PACKAGE) >= {"sent", "it-came-back-as-unclaimed", "not-collected"}
    assert NUMBER in read_paper(played, PACKAGE)
    opened, sent, moved = only(acts_of(played, PACKAGE), ProceedingOpened, StepTaken, ResultMoved)
    assert isinstance(opened, ProceedingOpened)
    assert isinstance(sent, StepTaken)
    assert isinstance(moved, ResultMoved)
    assert (opened.package, opened.due) == (NUMBER, "2026-11-24")
    assert (sent.step, moved.how) == (2, "returned_unclaimed")


def test_a_filing_after_hours_is_answered_by_a_notification_any_reader_verifies(played: Path) -> None:
    assert pictures_of(played, ELECTRONIC) >= {"nine-documents", "the-essay-is-counted", "signed", "saved"}
    acts = acts_of(played, ELECTRONIC)
    (opened,) = [act for act in acts if isinstance(act, ProceedingOpened)]
    assert (opened.channel, opened.due) == ("platform", "2026-11-23")
    (signed,) = [act for act in acts if isinstance(act, ResultSigned)]
    assert signed.signed_by == "eds"
    notification = played / "papers" / ELECTRONIC / SAVED
    assert "Өнеров Білім Қиялұлы" in text_of(notification)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig is not installed")
def test_another_program_verifies_the_notification_and_finds_a_changed_byte(played: Path, tmp_path: Path) -> None:
    notification = played / "papers" / ELECTRONIC / SAVED
    told = verified_by_pdfsig(notification)
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    content = bytearray(notification.read_bytes())
    content[len(content) // 4] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(content)
    assert "Signature is Valid" not in verified_by_pdfsig(changed)


def verified_by_pdfsig(path: Path) -> str:
    """What poppler says of a signature."""
    command = ["pdfsig", "-nocert", str(path)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    return done.stdout + done.stderr
