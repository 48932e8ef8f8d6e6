"""``kense profile check`` in the shell, and the language a window opens in."""

from pathlib import Path

import pytest

from desktop.cli import main
from desktop.profile.language import window_language
from tests.settings.profiles import write_sound


def test_a_sound_profile_by_file_and_by_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_sound(tmp_path)
    for given in (path, tmp_path):
        assert main(["profile", "check", str(given)]) == 0
        assert capsys.readouterr().out == "The profile is sound.\n"


def test_every_mistake_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sound(tmp_path, ("closes = 18:00:00", "closes = 08:00:00"), ('letter = "Б"', 'letter = "А"'))
    assert main(["profile", "check", str(tmp_path)]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("profile.toml:services.attestation.hours.closes: closing at 08:00")
    assert second.startswith("profile.toml:services.enrolment.letter: the letter А stands twice")


def test_a_folder_without_a_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "check", str(tmp_path)]) == 1
    assert "cannot be opened" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ('interface = "ru"', "ru"),
        ('interface = "en"', "en"),
        ('interface = "de"', "kk"),
        ("interface = 1", "kk"),
        ("x", "kk"),
    ],
)
def test_the_window_opens_in_the_profiles_language(tmp_path: Path, written: str, spoken: str) -> None:
    (tmp_path / "profile.toml").write_text(written, "utf-8")
    assert window_language(tmp_path) == spoken
    assert window_language(tmp_path / "nowhere") == "kk"
