"""What someone types on a screen, and the profile that comes of it."""

from dataclasses import replace as altered
from datetime import time

import pytest

from desktop.operations.profile_answers import (
    HoursAnswers,
    OperatorAnswers,
    ProfileAnswers,
    answers_of,
    build_profile,
    first_answers,
)
from desktop.profile.shape import IN_FORCE
from tests.settings.profiles import EDITIONS, FULL, OPTIONS


def faults_of(answers: ProfileAnswers) -> dict[str, str]:
    return {fault.key: fault.code for fault in build_profile(answers, EDITIONS, FULL)[1]}


def test_a_profile_shown_and_saved_untouched_is_the_same() -> None:
    answers = answers_of(FULL, OPTIONS)
    assert build_profile(answers, EDITIONS, FULL) == (FULL, [])
    assert answers == answers_of(FULL, OPTIONS)


def test_what_no_screen_asks_is_kept() -> None:
    from msgspec.structs import replace

    base = replace(FULL, demonstration=True, verification_address="https://example.kz/v", languages=("kk", "en"))
    assert build_profile(answers_of(base, OPTIONS), EDITIONS, base) == (base, [])


def test_digits_and_phones_are_written_in_one_form() -> None:
    answers = altered(
        answers_of(FULL, OPTIONS),
        bin=" 9902 4000 0010 ",
        phone="8 700 000 00 07",
        more_phones="8 (701) 000-00-00; +7 702 000 00 00",
        recalls=" 4 ",
    )
    profile, faults = build_profile(answers, EDITIONS, FULL)
    assert faults == []
    assert profile.organisation.bin == "990240000010"
    assert profile.organisation.phone == "+77000000007"
    assert profile.organisation.phones == ("+77010000000", "+77020000000")
    assert profile.queue.recalls == 4


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        (HoursAnswers(True, opens="9", closes="1830", lunch_from="13.00", lunch_to="14:30"), {}),
        (HoursAnswers(True, opens="құққ", closes="18:00", lunch_from="", lunch_to=""), {}),
        (HoursAnswers(False, opens="таң", closes="кеш"), {}),
        (HoursAnswers(True, opens="таң"), {"hours.opens": "174"}),
        (HoursAnswers(True, closes="25:00"), {"hours.closes": "174"}),
        (HoursAnswers(True, lunch_to=""), {"hours.lunch_to": "174"}),
        (HoursAnswers(True, lunch_from="", lunch_to="14:00"), {"hours.lunch": "174"}),
        (HoursAnswers(True, lunch_from="18:00", lunch_to="19:00"), {"hours.lunch": "167"}),
        (HoursAnswers(True, opens="18:00", closes="09:00"), {"hours.closes": "165"}),
        (HoursAnswers(True, days=[]), {"hours.days": "164"}),
    ],
)
def test_hours_as_typed(hours: HoursAnswers, wanted: dict[str, str]) -> None:
    assert faults_of(altered(answers_of(FULL, OPTIONS), hours=hours)) == wanted


def test_hours_typed_in_the_kazakh_layout_are_the_digits_meant() -> None:
    hours = HoursAnswers(True, opens="құққ", closes="18:00", lunch_from="", lunch_to="")
    profile, _ = build_profile(altered(answers_of(FULL, OPTIONS), hours=hours), EDITIONS, FULL)
    assert profile.hours is not None
    assert (profile.hours.opens, profile.hours.closes, profile.hours.lunch) == (time(9), time(18), None)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"name_kk": " "}, {"organisation.name.kk": "172"}),
        ({"bin": "990240000011"}, {"organisation.bin": "169"}),
        ({"phone": ""}, {"organisation.phone": "172"}),
        ({"recalls": "10"}, {"queue.recalls": "171"}),
        ({"recalls": "-1"}, {"queue.recalls": "171"}),
        ({"recalls": ""}, {"queue.recalls": "171"}),
        ({"board_port": "http"}, {"board.port": "171"}),
        ({"board_port": "80"}, {"board.port": "171"}),
        ({"zone": "Алматы"}, {"zone": "157"}),
        ({"counter": "Д7"}, {"counter": "155"}),
        ({"operators": [OperatorAnswers("clerk-1", "")]}, {"operators[0].name": "172"}),
        ({"services": {}}, {"services": "159"}),
    ],
)
def test_every_mistake_has_its_field(changes: dict[str, object], wanted: dict[str, str]) -> None:
    assert faults_of(altered(answers_of(FULL, OPTIONS), **changes)) == wanted  # type: ignore[arg-type]


def test_the_first_start_proposes_the_edition_in_force_or_the_one_decided() -> None:
    answers = first_answers(OPTIONS)
    attestation = next(option for option in OPTIONS if option.service == "attestation")
    assert [name for name, service in answers.services.items() if service.offered] == [OPTIONS[0].service]
    assert answers.counter == "S1"
    # By date the edition of 2025 applies, which knows no counter.
    assert attestation.in_force["local"] == "E2025"
    assert attestation.propose("local") == "E2020-7"
    assert attestation.propose("republican") == "E2020-8"
    enrolment = next(option for option in OPTIONS if option.service == "enrolment")
    assert enrolment.propose("music_school") in (IN_FORCE, "ENR")


def test_a_clerk_more_gets_an_identifier_nobody_has() -> None:
    answers = ProfileAnswers(operators=[OperatorAnswers("clerk-2", "Б"), OperatorAnswers("aliya", "А")])
    assert answers.add_operator().id == "clerk-1"
    assert answers.add_operator().id == "clerk-3"
