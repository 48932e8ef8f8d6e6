"""The rules of the shipped editions: marks, norms, terms, hours, refusals, consent, papers, procedures."""

from datetime import date, time

import pytest

from forms.editions import Edition, Ground
from tests.standards.shipped import EDITIONS, document_of, edition_of, every_edition, refusal_of


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
    counter, corporation, school = edition_of("E2015").procedures
    assert [step.minutes for step in counter.steps] == [20]
    assert (corporation.side, school.side) == ("corporation", "provider")
    assert corporation.channels == school.channels == ("state_corporation",)
    assert corporation.since == date(2018, 7, 20)
    assert [step.number for step in corporation.steps] == list(range(1, 12))
    assert sum(step.minutes or 0 for step in corporation.steps) == 20
    for facts, taken, minutes in (
        ({"person_found": True, "documents_conform": True}, {6, 10}, 16),
        ({"person_found": True, "documents_conform": False}, {6, 11}, 16),
    ):
        steps = [step for step in corporation.steps if step.when.holds(facts)]
        assert {step.number for step in corporation.steps} - {step.number for step in steps} == taken
        assert sum(step.minutes or 0 for step in steps) == minutes
    no_data = [step for step in corporation.steps if step.number <= 6]
    assert no_data[-1].ends
    assert sum(step.minutes or 0 for step in no_data) == 10


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
