"""The strict reader: one broken example per mistake, each told by file, key and what is expected."""

import re
from datetime import date
from pathlib import Path

import pytest

from forms.problems import PROBLEMS, Problem
from forms.reading import SHIPPED, Editions, examine, load_editions, read_edition
from tests.standards.places import BROKEN, SOUND

SINGLE = sorted(BROKEN.glob("*.toml"))
PAIRS = sorted(path for path in BROKEN.iterdir() if path.is_dir())


def expectation(path: Path) -> tuple[str, list[str]]:
    """The problem's code and the words its sentence must hold, from the comments the file opens with."""
    text = path.read_bytes().decode(errors="replace")
    code = re.search(r"^# problem: (\d+)$", text, re.MULTILINE)
    assert code is not None, path
    words = re.findall(r"^# words: (.+)$", text, re.MULTILINE)
    assert words, path
    return code[1], words


@pytest.mark.parametrize("path", SINGLE, ids=lambda path: path.stem)
def test_a_mistake_is_told(path: Path) -> None:
    code, words = expectation(path)
    with pytest.raises(Problem) as raised:
        read_edition(path)
    sentence = raised.value.sentence()
    assert raised.value.code == code
    assert sentence.startswith(f"{path}:")
    for word in words:
        assert word in sentence


@pytest.mark.parametrize("folder", PAIRS, ids=lambda path: path.name)
def test_a_disagreement_between_files_is_told(folder: Path) -> None:
    code, words = expectation(folder / "first.toml")
    examined = examine(folder)
    assert [problem.code for problem in examined.problems] == [code]
    sentence = examined.problems[0].sentence()
    assert "second.toml" in sentence
    for word in words:
        assert word in sentence
    with pytest.raises(Problem):
        load_editions(folder)


def test_every_problem_of_a_file_has_a_broken_example() -> None:
    shown = {expectation(path)[0] for path in BROKEN.rglob("*.toml")}
    # Hours and numbers are told as those of a profile are.
    as_in_profiles = {164, 165, 166, 167, 171, 175}
    codes = {*range(101, 130), *range(134, 140), *range(180, 200), 1130, 1131, *as_in_profiles} - {103}
    of_files = {code for code in PROBLEMS if int(code) in codes}
    assert shown == of_files


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8")
    text = text.replace("fee_free = true", 'fee_free = "free"').replace('paragraph = "5"', 'paragraph = ""', 1)
    (tmp_path / "two.toml").write_text(text, encoding="utf-8")
    keys = [problem.fields["key"] for problem in examine(tmp_path).problems]
    assert keys == ["fee_free", "result_source.paragraph"]


def test_sound_example_has_no_fault() -> None:
    assert read_edition(SOUND).label == "TEST"


def test_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    file = tmp_path / "windows.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SOUND.read_bytes().replace(b"\n", b"\r\n"))
    assert read_edition(file) == read_edition(SOUND)


@pytest.mark.parametrize("name", ["absent.toml", "folder.toml/absent.toml"])
def test_missing_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(Problem) as raised:
        read_edition(tmp_path / name)
    assert raised.value.code == "100"
    assert name in raised.value.sentence()


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        read_edition(tmp_path)
    assert raised.value.code == "100"


def test_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        load_editions(tmp_path)
    assert raised.value.code == "103"


def write_edition(folder: Path, label: str, provider: str, since: str, until: str) -> None:
    text = SOUND.read_text(encoding="utf-8")
    text = text.replace('label = "TEST"', f'label = "{label}"').replace(
        'provider = "local"', f'provider = "{provider}"'
    )
    text = text.replace("since = 2030-01-01", f"since = {since}").replace("until = 2030-12-31", f"until = {until}")
    (folder / f"{label}.toml").write_text(text, encoding="utf-8")


def test_different_providers_may_share_days(tmp_path: Path) -> None:
    write_edition(tmp_path, "A", "local", "2030-01-01", "2030-12-31")
    write_edition(tmp_path, "B", "republican", "2030-01-01", "2030-12-31")
    write_edition(tmp_path, "C", "any", "2031-01-01", "2031-12-31")
    editions = load_editions(tmp_path)
    assert len(editions) == 3
    found = editions.in_force("attestation", "republican", date(2030, 6, 1))
    assert found is not None
    assert found.label == "B"
    assert editions.in_force("attestation", "music_school", date(2030, 6, 1)) is None


@pytest.mark.parametrize(("first", "second"), [("local", "local"), ("any", "local"), ("local", "any"), ("any", "any")])
def test_one_shared_day_is_an_overlap(tmp_path: Path, first: str, second: str) -> None:
    write_edition(tmp_path, "A", first, "2030-01-01", "2030-12-31")
    write_edition(tmp_path, "B", second, "2030-12-31", "2031-12-31")
    assert [problem.code for problem in examine(tmp_path).problems] == ["128"]


IN_FORCE = [
    ("local", date(2015, 12, 30), None),
    ("local", date(2015, 12, 31), "E2015"),
    ("local", date(2020, 5, 14), "E2015"),
    ("local", date(2020, 5, 15), "E2020-7"),
    ("republican", date(2020, 5, 15), "E2020-8"),
    ("music_school", date(2020, 5, 15), "EMUS"),
    ("local", date(2024, 4, 1), "E2020-7"),
    ("local", date(2024, 4, 2), "E2024"),
    ("music_school", date(2024, 4, 2), "E2024"),
    ("local", date(2024, 12, 31), "E2024"),
    ("local", date(2025, 1, 1), None),
    ("local", date(2025, 2, 24), None),
    ("republican", date(2025, 2, 25), "E2025"),
    ("local", date(2026, 11, 20), "E2025"),
]


@pytest.mark.parametrize(("provider", "day", "label"), IN_FORCE)
def test_edition_in_force(provider: str, day: date, label: str | None) -> None:
    found = load_editions().in_force("attestation", provider, day)
    assert (found.label if found else None) == label


def test_enrolment_has_its_own_editions() -> None:
    editions = load_editions()
    found = editions.in_force("enrolment", "music_school", date(2026, 11, 20))
    assert found is not None
    assert found.label == "ENR"
    assert editions.in_force("enrolment", "local", date(2020, 5, 21)) is None
    assert [edition.label for edition in editions.of_service("enrolment")] == ["ENR"]


def test_editions_of_a_service_come_by_date() -> None:
    labels = [edition.label for edition in load_editions().of_service("attestation")]
    assert labels == ["E2015", "E2020-7", "E2020-8", "EMUS", "E2024", "E2025"]


def test_label_is_found_whatever_its_case() -> None:
    assert load_editions().by_label("e2020-7").label == "E2020-7"
    with pytest.raises(Problem) as raised:
        load_editions().by_label("E1999")
    assert "E2020-7" in raised.value.sentence()


def test_shipped_editions_are_read_once() -> None:
    assert load_editions() is load_editions()
    assert load_editions(SHIPPED) == load_editions()
    assert isinstance(load_editions(), Editions)
