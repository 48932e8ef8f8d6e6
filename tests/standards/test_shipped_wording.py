"""The words of the shipped editions: the law's as they stand in the sources, each language its own, tidy."""

import re
from datetime import date
from pathlib import Path

import pytest

from forms.editions import Edition
from forms.look_alikes import find_look_alikes
from forms.reading import SHIPPED, read_edition
from tests.standards.shipped import EDITIONS, document_of, edition_of, every_edition, texts_within

KAZAKH_ONLY = re.compile("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
FILES = sorted(SHIPPED.rglob("*.toml"))


def test_seven_editions_are_shipped() -> None:
    assert {edition.label for edition in EDITIONS} == {"E2015", "E2020-7", "E2020-8", "EMUS", "E2024", "E2025", "ENR"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_lies_with_its_service_and_is_named_by_date(path: Path) -> None:
    edition = read_edition(path)
    assert path.parent.name == edition.service
    day = date.fromisoformat(path.stem[:10])
    assert day == (edition.act.adopted or edition.in_force.since)


@every_edition
def test_kazakh_and_russian_differ_and_each_is_its_own(edition: Edition) -> None:
    texts = list(texts_within(edition))
    assert len(texts) > 30
    for path, text in texts:
        assert text.kk != text.ru, path
        # A word or two, such as «ПББ сертификаты», may do without the letters Russian has not.
        assert KAZAKH_ONLY.search(text.kk) or len(text.kk) < 20, f"{path}: no Kazakh letter in “{text.kk}”"
        if ".remarks" not in path:
            russian = text.ru.replace("Ұстаз", "")
            assert not KAZAKH_ONLY.search(russian), f"{path}: a Kazakh letter in “{text.ru}”"


@every_edition
def test_no_latin_look_alikes(edition: Edition) -> None:
    for path, text in texts_within(edition):
        assert find_look_alikes(text.kk) == (), path
        assert find_look_alikes(text.ru) == (), path


@every_edition
def test_texts_are_tidy(edition: Edition) -> None:
    for path, text in texts_within(edition):
        for words in (text.kk, text.ru):
            assert words == words.strip(), path
            assert "  " not in words, path
            assert not re.search(r"[\u00a0\u00ad\u200b]| [,.;:]", words), path
            assert words.count("(") <= words.count(")"), f"{path}: {words}"
            assert words.count("«") == words.count("»"), f"{path}: {words}"


@every_edition
def test_numbers_are_the_laws_and_without_gap(edition: Edition) -> None:
    numbers = [document.number for document in edition.documents if document.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    additional = [document for document in edition.documents if document.number is None]
    assert list(edition.documents[len(numbers) :]) == additional


@every_edition
def test_short_titles_fit_a_row(edition: Edition) -> None:
    for document in edition.documents:
        assert len(document.short.kk) <= 50, document.short.kk
        assert len(document.short.ru) <= 60, document.short.ru


@every_edition
def test_gaps_are_remarked(edition: Edition) -> None:
    assert edition.remarks
    assert edition.rules
    steps = {step for rule in edition.rules for step in rule.steps}
    assert {"service", "outcome", "paper"} <= steps


@every_edition
def test_forms_that_are_not_held_say_whose_layout_they_follow(edition: Edition) -> None:
    if edition.label in ("E2024", "E2025"):
        return
    for paper in edition.papers:
        assert paper.layout_note is not None, paper.kind


DOCUMENT_COUNT = {"E2015": 7, "E2020-7": 11, "E2020-8": 11, "EMUS": 7, "E2024": 11, "E2025": 9, "ENR": 3}


@pytest.mark.parametrize(("label", "count"), DOCUMENT_COUNT.items())
def test_count_of_numbered_documents(label: str, count: int) -> None:
    numbered = [document for document in edition_of(label).documents if document.number is not None]
    assert len(numbered) == count


VERBATIM = [
    (
        "E2015",
        "category",
        (
            "бұрын берілген біліктілік санаты туралы куәлік көшірмесі (жоғары білім беру ұйымдарынан ауысқан және "
            "біліктілік санаттары жоқ педагог қызметкерлерден басқа)"
        ),
    ),
    ("E2015", "application", "осы Стандартқа 2-қосымшаға сәйкес аттестаттауға өтініш"),
    (
        "E2020-7",
        "identity",
        "жеке басын куәландыратын құжат (жеке басын сәйкестендіру үшін талап етіледі) (иесіне қайтарылады)",
    ),
    ("E2020-7", "retraining", "қайта даярлау курстарынан өткені туралы құжат (бар болса)"),
    (
        "E2020-7",
        "test",
        (
            "ұлттық біліктілік тестілеуді өткізуге жауапты білім беру саласындағы уәкілетті орган айқындайтын ұйымы "
            "қызметкерінің қолымен бекітілген және мөрімен куәландырылған ұлттық біліктілік тестілеуден өткені туралы "
            "анықтама"
        ),
    ),
    (
        "E2020-7",
        "learners_achievements",
        (
            "білім алушылардың/тәрбиеленушілердің (әдістемелік кабинеттердің (орталықтардың) әдіскерлерін, ПМПК "
            "педагогтерін қоспағанда) жетістіктерін растайтын құжаттар"
        ),
    ),
    ("E2020-8", "observation_sheets", "оқуды/сабақтарды бақылау парақтары (ПМПК педагогтерінен басқа)"),
    ("EMUS", "development", "Біліктілікті арттыру туралы құжат көшірмесі"),
    ("E2024", "assessment", "ПББ өткендігі туралы сертификат"),
    (
        "E2025",
        "category",
        "берілген біліктілік санаты туралы куәлік және бұйрық (бұрын біліктілік санаты бар адамдар үшін)",
    ),
    ("E2025", "essay", "Эссе (250–300 сөз)"),
    ("ENR", "child_identity", "баланың тұлғасын куәландыратын құжат"),
]


@pytest.mark.parametrize(("label", "key", "kazakh"), VERBATIM)
def test_kazakh_titles_are_the_laws(label: str, key: str, kazakh: str) -> None:
    assert document_of(label, key).title.kk == kazakh


def test_russian_titles_of_2025_are_official() -> None:
    assert all(document.title.unofficial == () for document in edition_of("E2025").documents)
    assert document_of("E2025", "diploma").title.ru == (
        "диплом об образовании (в случае отсутствия сведений в информационных системах)"
    )


@pytest.mark.parametrize("label", ["E2015", "E2020-7", "E2020-8", "EMUS"])
def test_russian_titles_not_in_the_sources_are_marked(label: str) -> None:
    assert all(document.title.unofficial == ("ru",) for document in edition_of(label).documents)


def test_annex_8_is_annex_7_but_for_what_the_text_changes() -> None:
    seventh, eighth = edition_of("E2020-7"), edition_of("E2020-8")
    different = [ours.key for ours, theirs in zip(seventh.documents, eighth.documents, strict=True) if ours != theirs]
    assert different == ["extra_general"]
    assert "білім алушылардың білім сапасының" in document_of("E2020-7", "extra_general").title.kk
    assert "білім алушылардың" not in document_of("E2020-8", "extra_general").title.kk
    assert seventh.hours == eighth.hours
    assert seventh.norms == eighth.norms
