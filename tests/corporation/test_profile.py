"""The kind of a desk in the profile: read, judged, asked, and what is offered at it."""

from datetime import date
from pathlib import Path

import pytest

from desktop.operations import reception
from desktop.operations.profile_answers import answers_of, build_profile, service_options
from desktop.paths import PROFILE_NAME
from desktop.profile.reading import examine_profile
from forms.problems import Problem
from forms.reading import load_editions
from tests.corporation.making import desk_at, place_desk
from tests.operations.making import counter_at

EDITIONS = load_editions()
TODAY = date(2026, 9, 14)


def test_without_a_word_it_is_a_school(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        assert counter.profile.kind == "school"
        draft = reception.open_case(counter, "attestation")
    assert (draft.channel, draft.side) == ("counter", "provider")


def test_at_the_desk_every_case_is_the_corporations_own(tmp_path: Path) -> None:
    with desk_at(tmp_path) as counter:
        draft = reception.open_case(counter, "attestation")
        (offered,), problems = reception.offered_services(counter)
    assert (draft.channel, draft.side) == ("state_corporation", "corporation")
    assert (offered.service, problems) == ("attestation", [])


@pytest.mark.parametrize("label", ["EMUS", "ENR", "E2024", "E2025"])
def test_an_edition_that_knows_no_corporation_is_not_offered(tmp_path: Path, label: str) -> None:
    place_desk(tmp_path, label)
    examined = examine_profile(tmp_path / PROFILE_NAME, EDITIONS)
    assert [(one.code, one.fields["key"].rpartition(".")[2]) for one in examined.stops] == [("1055", "edition")]  # type: ignore[attr-defined]
    assert label in examined.stops[0].sentence()


def test_the_one_in_force_is_told_on_the_day(tmp_path: Path) -> None:
    with desk_at(tmp_path, "in-force") as counter:
        offered, (problem,) = reception.offered_services(counter)
        assert offered == []
        assert problem.code == "1055"
        with pytest.raises(Problem, match="1055"):
            reception.open_case(counter, "attestation")


def test_another_kind_is_wrong() -> None:
    from desktop.profile.reading import examine_content

    found = examine_content(b'format = 1\nkind = "bank"\n', "profile.toml")
    assert any(one.fields["key"] == "kind" for one in found.problems)


def test_turning_the_kind_proposes_what_it_can_work_under(tmp_path: Path) -> None:
    options = service_options(EDITIONS, TODAY)
    with counter_at(tmp_path) as counter:
        answers = answers_of(counter.profile, options)
    answers.services["enrolment"].offered = True
    answers.services["attestation"].edition = "E2024"
    answers.kind = "state_corporation"
    answers.turn_kind(options)
    assert not answers.services["enrolment"].offered
    assert answers.services["attestation"].edition == "E2020-7"
    profile, faults = build_profile(answers, EDITIONS)
    assert faults == []
    assert profile.kind == "state_corporation"
    assert answers_of(profile, options).kind == "state_corporation"
    answers.services["attestation"].edition = "E2024"
    _, faults = build_profile(answers, EDITIONS)
    assert [fault.code for fault in faults] == ["1055"]


def test_a_republican_provider_has_its_own(tmp_path: Path) -> None:
    (attestation,) = [one for one in service_options(EDITIONS, TODAY) if one.service == "attestation"]
    assert attestation.propose("republican", "state_corporation") == "E2020-8"
    assert attestation.propose("music_school", "state_corporation") == "in-force"
