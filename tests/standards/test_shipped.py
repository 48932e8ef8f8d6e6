"""The editions that are shipped: the law's words as they stand in the sources, norms, terms, refusals, papers."""

import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import msgspec
import pytest

from forms.editions import Document, Edition, Ground, Refusal
from forms.look_alikes import find_look_alikes
from forms.reading import SHIPPED, load_editions, read_edition
from forms.texts import Text

EDITIONS = tuple(load_editions())
KAZAKH_ONLY = re.compile("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
FILES = sorted(SHIPPED.rglob("*.toml"))

every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.label)


def edition_of(label: str) -> Edition:
    return load_editions().by_label(label)


def document_of(label: str, key: str) -> Document:
    return next(document for document in edition_of(label).documents if document.key == key)


def refusal_of(label: str, outcome: str) -> Refusal:
    return next(refusal for refusal in edition_of(label).refusals if refusal.outcome == outcome)


def texts_within(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts_within(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from texts_within(item, f"{path}[{place}]")


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


def test_marks_of_2020_follow_the_sentence_on_originals_and_copies() -> None:
    compared = {"original_seen", "copy_taken", "compared", "original_returned"}
    for document in edition_of("E2020-7").documents:
        number = document.number
        if number is not None and 3 <= number <= 11:
            assert compared <= set(document.marks), document.key
    assert document_of("E2020-7", "identity").marks == ("original_seen", "original_returned")
    assert set(document_of("E2020-7", "test").marks) - compared == {"seal_seen", "signature_seen"}


def test_seal_and_signature_of_the_head_only_where_the_text_has_them() -> None:
    sealed = [document.key for document in edition_of("E2020-7").documents if "seal_seen" in document.marks]
    assert sealed == ["test", "extra_general", "extra_preschool", "extra_additional"]


def test_copies_alone_in_2015() -> None:
    copied = [document.number for document in edition_of("E2015").documents if document.marks == ("copy_taken",)]
    assert copied == [2, 3, 4, 5, 6]


MINUTES = {
    "E2015": (20, 20),
    "E2020-7": (20, 20),
    "E2020-8": (20, 20),
    "EMUS": (20, 20),
    "E2024": (20, 20),
    "E2025": (None, None),
    "ENR": (None, 30),
}


@pytest.mark.parametrize(("label", "minutes"), MINUTES.items())
def test_norms(label: str, minutes: tuple[int | None, int | None]) -> None:
    norms = edition_of(label).norms
    assert (norms.waiting_minutes, norms.serving_minutes) == minutes
    if norms.serving_minutes is None:
        assert norms.warn_at_minutes == ()
        assert not edition_of(label).has_counter
    else:
        assert all(minute < norms.serving_minutes for minute in norms.warn_at_minutes)
        assert edition_of(label).has_counter


TERMS = {
    "E2015": {"corporation_same_place": (2, False), "corporation_other_place": (6, False)},
    "E2020-7": {
        "corporation_same_place": (3, True),
        "corporation_other_place": (7, True),
        "resend_unclaimed": (1, False),
    },
    "E2024": {"portal": (1, False)},
    "E2025": {"service": (1, False)},
    "ENR": {},
}


@pytest.mark.parametrize(("label", "terms"), TERMS.items())
def test_terms(label: str, terms: dict[str, tuple[int, bool]]) -> None:
    found = {term.key: (term.working_days, term.first_day_excluded) for term in edition_of(label).terms}
    assert found == terms


HOURS = [
    ("E2020-7", "provider", 5, "09:00", "18:30", ("13:00", "14:30")),
    ("E2020-7", "provider_intake", 5, "09:00", "17:30", ("13:00", "14:30")),
    ("E2020-8", "state_corporation", 6, "09:00", "20:00", None),
    ("EMUS", "provider", 5, "09:00", "18:00", ("13:00", "14:00")),
    ("ENR", "provider", 5, "09:00", "18:00", ("13:00", "14:00")),
    ("E2024", "provider_intake", 5, "09:00", "17:30", ("13:00", "14:30")),
]


@pytest.mark.parametrize(("label", "who", "days", "opens", "closes", "lunch"), HOURS)
def test_hours(label: str, who: str, days: int, opens: str, closes: str, lunch: tuple[str, str] | None) -> None:
    hours = next(hours for hours in edition_of(label).hours if hours.who == who)
    assert len(hours.days) == days
    assert (hours.opens, hours.closes) == (time.fromisoformat(opens), time.fromisoformat(closes))
    expected = None if lunch is None else (time.fromisoformat(lunch[0]), time.fromisoformat(lunch[1]))
    assert hours.lunch == expected


def test_platform_never_closes() -> None:
    (hours,) = edition_of("E2025").hours
    assert (hours.who, len(hours.days), hours.opens) == ("platform", 7, time(0, 0))


@pytest.mark.parametrize("label", ["E2020-7", "E2020-8", "EMUS", "E2024"])
def test_two_kinds_of_refusal_are_never_merged(label: str) -> None:
    receipt = refusal_of(label, "refusal_receipt")
    reasoned = refusal_of(label, "reasoned_refusal")
    assert {finding for ground in receipt.grounds for finding in ground.raised_by} == {"missing", "expired"}
    assert {finding for ground in reasoned.grounds for finding in ground.raised_by} == {"unreliable", "nonconforming"}


def test_2025_knows_only_a_reasoned_refusal_with_three_grounds() -> None:
    (refusal,) = edition_of("E2025").refusals
    assert refusal.outcome == "reasoned_refusal"
    assert [(ground.number, ground.raised_by) for ground in refusal.grounds] == [
        ("1)", ("unreliable",)),
        ("2)", ("missing", "expired", "nonconforming")),
        ("3)", ("consent_declined",)),
    ]


@pytest.mark.parametrize("label", ["E2015", "ENR"])
def test_ground_the_sources_do_not_hold_is_marked_inferred(label: str) -> None:
    (refusal,) = edition_of(label).refusals
    (ground,) = refusal.grounds
    assert isinstance(ground, Ground)
    assert ground.source.inferred
    assert set(ground.raised_by) == {"missing", "expired", "nonconforming", "unreliable"}


def test_music_school_takes_its_refusals_from_the_order() -> None:
    for refusal in edition_of("EMUS").refusals:
        for source in (refusal.source, *(ground.source for ground in refusal.grounds)):
            assert source.inferred
            assert source.act is not None
            assert "№ 202" in source.act.kk


CONSENT = {
    "E2015": "not_applicable",
    "E2020-7": "without_systems",
    "E2020-8": "without_systems",
    "EMUS": "not_applicable",
    "E2024": "without_systems",
    "E2025": "refused",
    "ENR": "not_applicable",
}


@pytest.mark.parametrize(("label", "declined"), CONSENT.items())
def test_consent(label: str, declined: str) -> None:
    consent = edition_of(label).consent
    assert consent.declined == declined
    assert consent.asked is (declined != "not_applicable")


ANNEXES = [
    ("E2020-7", "receipt", "10-қосымша"),
    ("E2020-7", "refusal_receipt", "9-қосымша"),
    ("E2020-8", "receipt", "10-қосымша"),
    ("E2015", "receipt", "1-қосымша"),
    ("E2015", "application", "2-қосымша"),
    ("E2024", "receipt", "12-қосымша"),
    ("E2024", "refusal_receipt", "13-қосымша"),
    ("E2024", "application", "9-қосымша"),
    ("E2025", "application", "2-қосымша"),
    ("E2025", "notification", "3-қосымша"),
    ("E2025", "reasoned_refusal", "4-қосымша"),
]


@pytest.mark.parametrize(("label", "kind", "annex"), ANNEXES)
def test_papers_name_their_annex(label: str, kind: str, annex: str) -> None:
    (paper,) = [paper for paper in edition_of(label).papers if paper.kind == kind]
    assert paper.annex is not None
    assert paper.annex.kk.endswith(f" {annex}")
    assert f"Приложение {annex.split('-')[0]} " in paper.annex.ru


def test_papers_that_are_ours_say_so() -> None:
    ours = [(edition.label, paper.kind) for edition in EDITIONS for paper in edition.papers if not paper.statutory]
    assert sorted(ours) == [("E2025", "memo"), ("ENR", "receipt")]


def test_receipt_leaves_in_two_copies() -> None:
    for edition in EDITIONS:
        receipt = edition.paper("receipt")
        if receipt is not None:
            assert receipt.copies == 2


def test_eleven_steps_of_the_state_corporation() -> None:
    counter, corporation = edition_of("E2015").procedures
    assert [step.minutes for step in counter.steps] == [20]
    assert corporation.since == date(2018, 7, 20)
    assert [step.number for step in corporation.steps] == list(range(1, 12))
    assert sum(step.minutes or 0 for step in corporation.steps) == 20
    main = [step for step in corporation.steps if step.branch == "main"]
    assert sum(step.minutes or 0 for step in main) == 16
    assert {step.number: step.branch for step in corporation.steps if step.branch != "main"} == {
        6: "no_data",
        10: "deficiencies",
    }


def test_head_has_two_passes_in_enrolment() -> None:
    (procedure,) = edition_of("ENR").procedures
    assert [step.actor for step in procedure.steps] == ["executor", "head", "executor", "head", "executor"]


def test_complaint_terms() -> None:
    found = {
        edition.label: (
            edition.complaints.provider_days,
            edition.complaints.authority_days,
            edition.complaints.forward_days,
        )
        for edition in EDITIONS
        if edition.complaints is not None
    }
    assert found == {"E2015": (5, 15, None), "E2024": (5, 15, 3), "E2025": (None, None, 3)}


def test_home_visits_are_the_state_corporations() -> None:
    notice = next(notice for notice in edition_of("E2020-7").notices if notice.key == "home_visit")
    assert "1414; 8 800 080 7777" in notice.text.kk


@every_edition
def test_only_the_number_that_can_be_dialled_is_told(edition: Edition) -> None:
    for notice in edition.notices:
        assert "77777" not in notice.text.kk + notice.text.ru, notice.key


def test_assessment_of_2024_is_valid_a_year() -> None:
    expiry = document_of("E2024", "assessment").expiry
    assert expiry is not None
    assert (expiry.by, expiry.months) == ("months_from_date", 12)


@pytest.mark.parametrize("label", ["E2024", "E2025"])
def test_essay_has_its_length(label: str) -> None:
    assert document_of(label, "essay").words == (250, 300)
