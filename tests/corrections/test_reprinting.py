"""Papers after the case left the counter: duplicates, corrected and void papers, acts to file, the archive."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as filled

from desktop.domain.case import CaseDraft
from desktop.operations import issuing
from desktop.operations.correcting import correct_case
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter
from desktop.operations.recorded import load_case
from desktop.operations.reprinting import (
    archived_content,
    archived_pages,
    prepare_copy,
    prepare_correction_paper,
    prepare_void_paper,
    record_copy,
    take_again,
)
from desktop.operations.voiding import void_case
from desktop.printing.memory import MemoryPrinters
from desktop.profile.shape import Operator
from forms.events import PaperPrinted
from forms.problems import Problem
from forms.signing import verify_paper
from tests.corrections.making import decide, finish
from tests.domain.making import NAME
from tests.operations.making import HandClock, acts, counter_at, events, open_ready, print_copy
from tests.papers.reading import flat, page_sizes, text_by_pdfium, text_by_pdfminer

ANOTHER = Operator(id="bekenova", name="Бекенова Д.")
NEW_NAME = "Сынақова Үлгі Түзетқызы"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with counter_at(tmp_path) as made:
        yield made


def said(content: bytes) -> str:
    return flat(text_by_pdfium(content))


def correct_name(counter: Counter, draft: CaseDraft, name: str = NEW_NAME) -> int:
    changes = {"applicant.name": name}
    return correct_case(counter, draft.number, changes, asked_by="applicant", reason="Куәлікпен салыстырылды.")


def printed(counter: Counter) -> list[PaperPrinted]:
    return [event.act for event in events(counter) if isinstance(event.act, PaperPrinted)]


def test_a_duplicate_says_what_the_first_said_and_who_printed_it(counter: Counter) -> None:
    draft = decide(counter)
    first = said(counter.store.printed.content(counter.store.printed.of_case(draft.case)[0].id) or b"")
    counter.clock.wait(86_400)  # type: ignore[attr-defined]
    copy = prepare_copy(replace(counter, operator=ANOTHER), draft.number)
    text = said(copy.content)
    assert (copy.paper, copy.copy_number, copy.language, copy.format, copy.media) == ("accepted", 2, "kk", "a4", "A4")
    assert "ТЕЛНҰСҚА · 2-дана" in text and "ТЕЛНҰСҚА" not in first
    assert counter.operator.name in text and ANOTHER.name in text and "15.09.2026, 09:30" in text
    assert "Дананы басып шығарған, қолы" in text
    for words in (NAME, draft.number, "ЖБ-Б № 0123456, 28.06.2015", "«14» қыркүйек 2026 жыл"):
        assert words in first and words in text


def test_a_copy_is_recorded_as_the_first_was(counter: Counter) -> None:
    draft = decide(counter)
    copy = prepare_copy(counter, draft.number, language="ru", format="roll80")
    assert copy.media.startswith("Custom.80x") and len(page_sizes(copy.content)) == 1
    record_copy(counter, draft.number, copy, copies=3)
    assert printed(counter)[-1] == PaperPrinted(
        number=draft.number,
        paper="accepted",
        copy_number=2,
        copies=3,
        language="ru",
        sha256=hashlib.sha256(copy.content).hexdigest(),
    )
    found = counter.store.cases.find(draft.number)
    assert found is not None and found.copies == 2 + 3
    # The first copy's language and form stay the usual ones.
    following = prepare_copy(counter, draft.number)
    assert (following.copy_number, following.language, following.format) == (3, "kk", "a4")


def test_the_duplicates_code_is_the_cases_own(counter: Counter) -> None:
    draft = decide(counter)
    key = next(event.act for event in events(counter) if hasattr(event.act, "counter_key")).counter_key
    mark = verify_paper(issuing.sign_case(counter, load_case(counter, draft.number)), key)
    assert (mark.number, mark.outcome) == (draft.number, "accepted")


def test_a_corrected_paper_refers_to_the_first_and_says_what_changed(counter: Counter) -> None:
    draft = decide(counter)
    correct_name(counter, draft, "Аралық Үлгі")
    correct_name(counter, draft)
    correct_case(counter, draft.number, {"applicant.phone": ""}, asked_by="clerk", reason="Нөмірі жоқ.")
    text = said(prepare_copy(counter, draft.number, corrected=True).content)
    assert "ТҮЗЕТІЛГЕН · 2-дана" in text and "ТЕЛНҰСҚА" not in text
    assert f"№ {draft.number} қағаздың (1-данасы 14.09.2026, 09:30 басылған) орнына берілді" in text
    # From the first to what holds now, not each step on the way.
    assert f"«{NEW_NAME}» (бұрын «{NAME}» деп жазылған)" in text and "Аралық" not in text
    assert "телефон: алынып тасталды" in text


def test_a_duplicate_of_what_was_first_given_says_that_it_was_corrected(counter: Counter) -> None:
    draft = decide(counter)
    correct_name(counter, draft)
    text = said(prepare_copy(counter, draft.number).content)
    assert NAME in text and NEW_NAME not in text
    assert "ТЕЛНҰСҚА" in text and "түзетілген қағазды сұраңыз" in text


def test_where_nothing_is_corrected_now_there_is_no_corrected_paper(counter: Counter) -> None:
    draft = decide(counter)
    with pytest.raises(Problem, match="772"):
        prepare_copy(counter, draft.number, corrected=True)
    correct_name(counter, draft)
    correct_name(counter, draft, NAME)
    with pytest.raises(Problem, match="772"):
        prepare_copy(counter, draft.number, corrected=True)


def test_what_the_counter_noted_of_itself_makes_no_corrected_paper(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter)
        clock.wait(1500)
        draft.overrun_reason = "Құжаттар көп болды."
        decided = finish(counter, draft)
        changes = {"overrun_reason": "Принтер жұмыс істемеді."}
        correct_case(counter, decided.number, changes, asked_by="clerk", reason="Қате себеп.")
        with pytest.raises(Problem, match="772"):
            prepare_copy(counter, decided.number, corrected=True)
        text = said(prepare_copy(counter, decided.number).content)
        assert "ТЕЛНҰСҚА" in text and "түзетілген қағазды" not in text


@pytest.mark.parametrize("paper_format", ["a4", "roll80"])
def test_after_a_correction_and_a_void_a_copy_says_both(counter: Counter, paper_format: str) -> None:
    draft = decide(counter)
    correct_name(counter, draft)
    counter.clock.wait(86_400)  # type: ignore[attr-defined]
    void_case(counter, draft.number, "entered_twice", words="Екінші рет енгізілген.")
    copy = prepare_copy(counter, draft.number, language="both", format=paper_format, corrected=True)
    text = said(copy.content)
    for words in ("ЖАРАМСЫЗ", "НЕДЕЙСТВИТЕЛЬНО", "ТҮЗЕТІЛГЕН", "ИСПРАВЛЕНО", NEW_NAME, "Екінші рет енгізілген."):
        assert words in text
    assert "«15» қыркүйек 2026" in text and "«15» сентября 2026" in text and "дважды" in text
    assert "QR-код" not in text  # what no longer holds is not to be proved genuine
    record_copy(counter, draft.number, copy)
    assert [one.copy_number for one in counter.store.printed.of_case(draft.case)] == [1, 2]


@pytest.mark.parametrize("outcome", ["accepted", "refusal_receipt", "reasoned_refusal"])
def test_every_outcome_can_be_printed_again(counter: Counter, outcome: str) -> None:
    draft = decide(counter, outcome)  # type: ignore[arg-type]
    copy = prepare_copy(counter, draft.number)
    assert (copy.paper, copy.copy_number) == (outcome, 2)
    first = said(counter.store.printed.content(1) or b"")
    kept = [words for words in first.split() if len(words) > 3]
    again = set(said(copy.content).split())
    assert all(words in again for words in kept if words not in ("1-беті", "қолы", "қызметкері,"))


def test_a_case_that_was_never_printed_gets_a_first_copy(counter: Counter) -> None:
    draft = decide(counter, printed=False)
    copy = prepare_copy(counter, draft.number)
    assert (copy.copy_number, copy.language, copy.format) == (1, "kk", "a4")
    assert "ТЕЛНҰСҚА" not in said(copy.content)


def test_a_copy_that_did_not_come_out_goes_again_with_its_number(counter: Counter) -> None:
    draft = decide(counter)
    copy = prepare_copy(counter, draft.number)
    assert take_again(counter, draft.number, copy) == copy  # never sent: nothing recorded yet
    record_copy(counter, draft.number, copy)
    before = acts(counter)
    again = take_again(counter, draft.number, copy)
    assert again is not None and again.recorded and again.content == copy.content
    record_copy(counter, draft.number, again)
    assert acts(counter) == before
    correct_name(counter, draft)
    assert take_again(counter, draft.number, copy) is None


def test_at_the_counter_a_correction_is_on_the_next_copy(counter: Counter) -> None:
    draft = decide(counter, printed=False)
    correct_name(counter, draft)
    first = print_copy(counter, draft)
    # The first paper that goes out is right from the start: it stands in the place of none.
    assert NEW_NAME in said(first.content) and "ТҮЗЕТІЛГЕН" not in said(first.content)
    correct_name(counter, draft, NAME)
    correct_case(counter, draft.number, {"applicant.position": "директор"}, asked_by="clerk", reason="Сынақ.")
    assert "ТҮЗЕТІЛГЕН · 2-дана" in said(print_copy(counter, draft).content)


def test_what_did_not_come_out_before_a_correction_is_drawn_anew(counter: Counter) -> None:
    draft = decide(counter, printed=False)
    print_copy(counter, draft)
    draft.printed = False
    assert issuing.prepare_outcome(counter, draft).recorded
    correct_name(counter, draft)
    anew = issuing.prepare_outcome(counter, draft)
    assert not anew.recorded and anew.copy_number == 2 and NEW_NAME in said(anew.content)


@pytest.mark.parametrize("language", ["kk", "ru", "both"])
def test_the_act_on_a_correction_is_drawn_kept_and_counted_apart(counter: Counter, language: str) -> None:
    draft = decide(counter)
    first = correct_name(counter, draft, "Аралық Үлгі")
    correct_name(counter, draft)
    paper = prepare_correction_paper(counter, first, language)
    text = said(paper.content)
    assert (paper.paper, paper.copy_number, paper.media) == ("correction", 1, "A4")
    # As it held after that correction, not after the next.
    assert "Аралық Үлгі" in text and NAME in text and NEW_NAME not in text
    assert "Куәлікпен салыстырылды." in text and draft.number in text and str(first) in text
    record_copy(counter, draft.number, paper)
    found = counter.store.cases.find(draft.number)
    assert found is not None and found.copies == 2
    assert printed(counter)[-1].paper == "correction"
    assert flat(text_by_pdfminer(paper.content)).count(draft.number) >= 3


@pytest.mark.parametrize("language", ["kk", "ru", "both"])
def test_the_act_on_a_void_says_why(counter: Counter, language: str) -> None:
    draft = decide(counter)
    with pytest.raises(Problem, match="774"):
        prepare_void_paper(counter, draft.number, language)
    void_case(counter, draft.number, "other", words="Басқа мектепке берілген.", asked_by_name="Сынақова Үлгі")
    paper = prepare_void_paper(counter, draft.number, language)
    text = said(paper.content)
    for words in ("Басқа мектепке берілген.", "Сынақова Үлгі", draft.number, NAME):
        assert words in text
    record_copy(counter, draft.number, paper)
    assert [one.paper for one in counter.store.printed.of_case(draft.case)] == ["accepted", "void"]


def test_only_a_correction_has_an_act(counter: Counter) -> None:
    decide(counter)
    for sequence in (1, len(events(counter)), 999):
        with pytest.raises(Problem, match="775"):
            prepare_correction_paper(counter, sequence, "kk")


def test_every_copy_ever_printed_is_shown_byte_for_byte(counter: Counter) -> None:
    draft = decide(counter)
    contents = [counter.store.printed.content(1)]
    for language in ("ru", "both"):
        copy = prepare_copy(replace(counter, operator=ANOTHER), draft.number, language=language)
        record_copy(replace(counter, operator=ANOTHER), draft.number, copy)
        contents.append(copy.content)
    copies = counter.store.printed.of_case(draft.case)
    assert [archived_content(counter, copy.id) for copy in copies] == contents
    assert [(copy.copy_number, copy.language) for copy in copies] == [(1, "kk"), (2, "ru"), (3, "both")]
    prints = load_case(counter, draft.number).prints
    assert [(one.act.copy_number, one.act.language, one.event.operator, one.act.copies) for one in prints] == [
        (1, "kk", counter.operator.id, 2),
        (2, "ru", "bekenova", 1),
        (3, "both", "bekenova", 1),
    ]
    assert [hashlib.sha256(content or b"").hexdigest() for content in contents] == [copy.sha256 for copy in copies]
    assert len(archived_pages(counter, copies[0].id, 40)) == len(page_sizes(contents[0] or b""))


def test_of_an_erased_case_the_list_stays_and_the_bytes_are_gone(counter: Counter) -> None:
    draft = decide(counter)
    sequence = correct_name(counter, draft)
    decided = load_case(counter, draft.number).event.sequence
    void_case(counter, draft.number, "entered_twice")
    counter.store.journal.erase([decided, sequence], rule="5 жыл", at=counter.clock.now(), operator=counter.operator.id)
    (copy,) = counter.store.printed.of_case(draft.case)
    assert copy.erased and copy.copy_number == 1
    with pytest.raises(Problem, match="773"):
        archived_content(counter, copy.id)
    asked: tuple[Callable[[], object], ...] = (
        lambda: prepare_copy(counter, draft.number),
        lambda: prepare_correction_paper(counter, sequence, "kk"),
        lambda: prepare_void_paper(counter, draft.number, "kk"),
    )
    for prepare in asked:
        with pytest.raises(Problem, match="760"):
            prepare()


def test_an_erased_correction_is_not_printed_while_its_case_stands(counter: Counter) -> None:
    draft = decide(counter)
    sequence = correct_name(counter, draft)
    counter.store.journal.erase([sequence], rule="5 жыл", at=counter.clock.now(), operator=counter.operator.id)
    asked: tuple[Callable[[], object], ...] = (
        lambda: prepare_correction_paper(counter, sequence, "kk"),
        lambda: prepare_copy(counter, draft.number, corrected=True),  # nobody knows what holds now
        lambda: correct_name(counter, draft),
    )
    for act in asked:
        with pytest.raises(Problem, match="760"):
            act()


def test_rights_are_asked(counter: Counter) -> None:
    draft = decide(counter)
    sequence = correct_name(counter, draft)
    nobody = replace(counter, roles=("administrator",))
    asked: tuple[Callable[[], object], ...] = (
        lambda: prepare_copy(nobody, draft.number),
        lambda: prepare_correction_paper(nobody, sequence, "kk"),
        lambda: prepare_void_paper(nobody, draft.number, "kk"),
        lambda: archived_content(nobody, 1),
    )
    for act in asked:
        with pytest.raises(Problem, match="720"):
            act()


def test_a_clerk_the_profile_no_longer_names_stays_by_identifier(counter: Counter) -> None:
    draft = decide(counter)
    elsewhere = replace(counter, operator=ANOTHER, profile=filled(counter.profile, operators=(ANOTHER,)))
    text = said(prepare_copy(elsewhere, draft.number).content)
    assert counter.operator.id in text and ANOTHER.name in text


def test_papers_of_practice_say_so_and_prove_nothing(counter: Counter) -> None:
    practice = replace(counter, practice=True)
    draft = decide(practice)
    sequence = correct_name(practice, draft)
    void_case(practice, draft.number, "entered_twice")
    contents = [
        practice.store.printed.content(1) or b"",
        prepare_copy(practice, draft.number).content,
        prepare_correction_paper(practice, sequence, "ru").content,
        prepare_void_paper(practice, draft.number, "kk").content,
    ]
    for content in contents:
        text = said(content)
        assert "ОҚУ" in text and "УЧЕБНЫЙ" in text
        assert "QR-код" not in text
    assert issuing.sign_case(practice, load_case(practice, draft.number)) == ""


def test_a_store_opened_for_reading_shows_its_papers_and_records_none(tmp_path: Path) -> None:
    with counter_at(tmp_path) as writing:
        draft = decide(writing)
    counter = open_counter(tmp_path, MemoryPrinters(), read_only=True)
    try:
        copy = prepare_copy(counter, draft.number)
        assert archived_pages(counter, counter.store.printed.of_case(draft.case)[0].id, 30)
        with pytest.raises(Problem, match="313"):
            record_copy(counter, draft.number, copy)
    finally:
        counter.store.close()
