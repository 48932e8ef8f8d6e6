"""What is there is written down."""

import importlib.util
import re
from pathlib import Path

import pytest

from desktop.cli import SUBJECTS, build_parser
from forms.reading import load_editions

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_page_of_problems_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("write_problems", ROOT / "docs" / "write_problems.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == module.write_page(), "run: make docs"


@pytest.mark.parametrize("subject", [*SUBJECTS, "demo"])
def test_every_command_is_in_the_readme(subject: str) -> None:
    assert f"kense {subject}" in README


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_has_help_and_commands_of_its_own(subject: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        build_parser(subject).parse_args([subject, "--help"])
    assert left.value.code == 0
    assert subject in capsys.readouterr().out


def test_every_key_of_the_window_is_in_the_readme() -> None:
    source = (ROOT / "desktop" / "ui" / "acts.py").read_text("utf-8")
    keys = re.findall(r'^            "([A-Za-z0-9+]+)": ', source, flags=re.MULTILINE)
    assert len(keys) > 15
    for key in keys:
        assert key in README, key


def test_every_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE)
    described = re.findall(r"^([a-z-]+):.*## .+", makefile, flags=re.MULTILINE)
    assert set(targets) == set(described)


def test_every_edition_shipped_is_in_the_page_of_standards() -> None:
    page = (ROOT / "docs" / "standards.md").read_text("utf-8")
    for edition in load_editions():
        assert edition.label in page, edition.label


def test_every_decision_has_a_title() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert pages
    for page in pages:
        assert page.read_text("utf-8").startswith("# "), page.name
