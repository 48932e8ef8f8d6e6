"""The paper of a verification: what was found stands on it in both languages, and nobody who came."""

from datetime import timedelta
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from desktop.operations import verifying
from desktop.operations.exporting import record_export
from desktop.paths import DATABASE_NAME
from forms.catalogues import catalogue
from forms.papers.content import LanguageChoice
from forms.papers.verification import MOST_FAULTS, VerificationPaper, draw_verification_paper, group_hash
from forms.problems import Problem
from forms.register_acts import RegisterExported
from forms.texts import Text
from tests.operations.making import counter_at, events
from tests.papers.reading import characters_of, flat, page_sizes, text_by_pdfium, text_by_pdfminer
from tests.storage.making import tamper

from .making import AT, ORGANISATION
from .test_export import decide

HASH = "0123456789abcdef" * 4


def paper(language: LanguageChoice = "both", **changed: object) -> VerificationPaper:
    made = VerificationPaper(
        language=language,
        organisation=ORGANISATION,
        counter="D7",
        events=4711,
        first=(AT - timedelta(days=300)).isoformat(),
        last=AT.isoformat(),
        last_hash=HASH,
        numbers=(("reception", 2025, 812, 1, 812), ("reception", 2026, 904, 1, 905)),
        papers=1733,
        attachments=12,
        segments=((3200, AT.isoformat()),),
        erased=40,
        faults=(),
        checked_by="Асанова Г.",
        at=AT,
    )
    return msgspec.structs.replace(made, **changed)


@pytest.mark.parametrize("language", get_args(LanguageChoice))
def test_a_sound_register_is_one_page_with_all_figures(language: LanguageChoice) -> None:
    data = draw_verification_paper(paper(language))
    assert len(page_sizes(data)) == 1
    for read in (text_by_pdfium, text_by_pdfminer):
        text = flat(read(data))
        for shown in ("4711", "812 (000001 – 000812)", "904 (000001 – 000905)", "1733", "№ 3200", "Асанова Г."):
            assert shown in text
        assert all(line in text for line in group_hash(HASH))
    for character in characters_of(data):
        left, bottom, right, _ = character.box
        assert left >= 70 and right <= 595 - 40 and bottom > 20, character


def test_a_hash_is_set_in_groups_for_the_eye() -> None:
    assert group_hash(HASH) == ("0123 4567 89ab cdef 0123 4567 89ab cdef",) * 2
    assert group_hash("") == ()


def test_each_fault_stands_in_its_sentence_in_both_languages() -> None:
    faults = tuple(
        (str(510 + place), Text(f"{place}-оқиға өзгертілген", f"Событие {place} изменено")) for place in range(9)
    )
    text = flat(text_by_pdfium(draw_verification_paper(paper(faults=faults))))
    for code, sentence in faults:
        assert code in text
        assert sentence.kk in text and sentence.ru in text


def test_very_many_faults_are_cut_with_how_many_more_there_are() -> None:
    faults = tuple(("510", Text("Оқиға жоқ", "События нет")) for _ in range(MOST_FAULTS + 41))
    text = flat(text_by_pdfium(draw_verification_paper(paper("ru", faults=faults))))
    assert text.count("События нет") == MOST_FAULTS
    assert catalogue("forms", "ru").gettext("and more of them: {count}").format(count=41) in text


def test_the_same_findings_give_the_same_bytes() -> None:
    assert draw_verification_paper(paper()) == draw_verification_paper(paper())


def test_a_register_is_verified_on_paper_and_the_paper_recorded(tmp_path: Path) -> None:
    with counter_at(tmp_path / "data") as counter:
        decide(counter)
        told: list[tuple[int, int]] = []
        verified = verifying.verify_register(
            verifying.access_of(counter), lambda done, of: told.append((done, of)), lambda: False
        )
        assert verified.sound
        assert told[-1][0] == told[-1][1] == verified.report.events
        content = verifying.draw_verification(counter.profile, verified, "both")
        assert group_hash(counter.store.journal.head().hash)[0] in flat(text_by_pdfium(content))
        saved = verifying.save_verification(content, tmp_path / "v.pdf", counter.store.folder, verified)
        record_export(counter, saved)
        act = events(counter)[-1].act
        assert isinstance(act, RegisterExported)
        assert (act.form, act.rows, act.sha256) == ("verification", verified.report.events, saved.sha256)
        text = flat(text_by_pdfium(content))
        assert counter.store.cases.latest()[0].applicant_iin not in text  # type: ignore[operator]


def test_what_does_not_agree_is_told_by_the_operation(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        decide(counter)
        profile = counter.profile
        access = verifying.access_of(counter)
    tamper(tmp_path, "DELETE FROM journal WHERE sequence = 2")
    assert (tmp_path / DATABASE_NAME).exists()
    verified = verifying.verify_register(access, lambda done, of: None, lambda: False)
    assert not verified.sound
    assert "510" in {problem.code for problem in verified.faults}
    text = flat(text_by_pdfium(verifying.draw_verification(profile, verified, "kk")))
    assert verified.faults[0].sentence(catalogue("kense", "kk").gettext) in text


def test_a_verification_is_stopped_when_asked(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        with pytest.raises(Problem) as told:
            verifying.verify_register(verifying.access_of(counter), lambda done, of: None, lambda: True)
        assert told.value.code == "790"
        counter.roles = ()
        with pytest.raises(Problem) as told:
            verifying.access_of(counter)
        assert told.value.code == "720"
