"""The profile the centre writes is one the counter reads."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.profile.reading import examine_profile
from forms.problems import Problem
from forms.reading import load_editions
from server.organisations.enrolling_forms import PROVIDERS, SERVICES
from server.organisations.models import Organisation
from server.organisations.profile_text import ZONES, ProfileWanted, ServiceWanted, is_bin, write_profile


def school(**changes: str) -> Organisation:
    told = {
        "name_kk": "№ 7 «Үлгі» мектебі",
        "name_ru": 'Школа № 7 "Примерная"',
        "address_kk": "Үлгі қаласы, Бірінші көше, 1-үй",
        "address_ru": "город Примерный, улица Первая, дом 1",
        "phone": "+77010000007",
    }
    return Organisation(code="school-7", **{**told, **changes})


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("zone", ZONES)
def test_the_counter_finds_no_fault_in_it(provider: str, zone: str, tmp_path: Path) -> None:
    editions = load_editions()
    file = tmp_path / "profile.toml"
    labels = ["in-force", *(edition.label for edition in editions.of_service("attestation"))]
    for label in labels:
        services = {"attestation": ServiceWanted(provider, label), "enrolment": ServiceWanted(provider)}
        wanted = ProfileWanted(services, zone=zone, interface="ru", verification_address="https://centre.example/r/")
        file.write_text(write_profile(school(), "S7", wanted), "utf-8")
        examined = examine_profile(file, editions)
        assert examined.problems == ()
        assert examined.profile is not None
        assert examined.profile.organisation.name.kk == "№ 7 «Үлгі» мектебі"
        assert examined.profile.services["attestation"].edition == label


def test_every_service_of_the_editions_can_be_chosen() -> None:
    assert set(SERVICES) == {edition.service for edition in load_editions()}


@given(name=st.text(min_size=1).filter(str.strip))
def test_whatever_a_name_holds_comes_back(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return
    file = tmp_path_factory.mktemp("profile") / "profile.toml"
    wanted = ProfileWanted({"attestation": ServiceWanted("local")})
    file.write_bytes(write_profile(school(name_kk=name), "S7", wanted).encode())
    profile = examine_profile(file, phones=False).profile
    assert profile is not None
    assert profile.organisation.name.kk == name


@pytest.mark.parametrize("name", ["address_kk", "address_ru", "phone"])
def test_what_papers_must_name_is_asked_for_first(name: str) -> None:
    with pytest.raises(Problem) as told:
        write_profile(school(**{name: " "}), "S7", ProfileWanted({"attestation": ServiceWanted("local")}))
    assert told.value.code == "902"


def test_a_counter_without_a_service_is_none() -> None:
    with pytest.raises(Problem) as told:
        write_profile(school(), "S7", ProfileWanted({}))
    assert told.value.code == "903"


@pytest.mark.parametrize("text", ["", "12", "000000000000", "00074000072a", "٠٠٠٧٤٠٠٠٠٧٢٨"])
def test_what_is_no_bin(text: str) -> None:
    assert not is_bin(text)


def test_a_desk_of_the_state_corporation_is_told_so(tmp_path: Path) -> None:
    wanted = ProfileWanted({"attestation": ServiceWanted("local", "E2020-7")})
    for kind, told in (("state_corporation", "state_corporation"), ("school", "school"), ("music_school", "school")):
        file = tmp_path / f"{kind}.toml"
        file.write_text(write_profile(school(kind=kind), "K1", wanted), "utf-8")
        examined = examine_profile(file, load_editions())
        assert examined.problems == ()
        assert examined.profile is not None
        assert examined.profile.kind == told
