"""``kense terms`` and ``kense calendar`` in the shell."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from forms.problems import Problem
from tests.standards.places import SOUND as SOUND_EDITION

HERE = Path(__file__).resolve().parent
SHIPPED_YEARS = HERE.parent.parent / "forms" / "calendars"


@pytest.fixture(autouse=True)
def _no_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests count by the shipped years, whatever lies on this machine."""
    monkeypatch.setenv("KENSE_DATA", str(tmp_path / "nothing"))


def terms(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, Any]]:
    assert main(["terms", *arguments, "--json"]) == 0
    return {term["key"]: term for term in json.loads(capsys.readouterr().out)["terms"]}


def test_the_terms_of_an_edition_with_their_working(capsys: pytest.CaptureFixture[str]) -> None:
    told = terms(capsys, "E2020-7", "--on", "2024-03-20")
    assert list(told) == ["corporation_same_place", "corporation_other_place", "resend_unclaimed"]
    same = told["corporation_same_place"]
    assert (same["due"], same["week"], same["working_days"]) == ("2024-03-27", 6, 3)
    assert same["days"] == ["2024-03-25", "2024-03-26", "2024-03-27"]
    assert [off["day"] for off in same["off"]] == ["2024-03-21", "2024-03-22", "2024-03-23", "2024-03-24"]
    assert same["off"][0]["ru"] == "Наурыз мейрамы"
    assert same["certainty"] == "confirmed"


def test_the_week_may_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    told = terms(capsys, "E2020-7", "--on", "2024-03-20", "--week", "5")
    assert told["corporation_same_place"]["due"] == "2024-03-28"


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (["E2024", "--on", "2024-05-03", "--at", "18:29"], "2024-05-03"),
        (["E2024", "--on", "2024-05-03", "--at", "18:30"], "2024-05-04"),
        (["E2025", "--on", "2026-11-20", "--at", "23:00"], "2026-11-20"),  # that edition states no end of work
        (["E2025", "--on", "2026-11-20", "--at", "23:00", "--closes", "18:00"], "2026-11-23"),
    ],
)
def test_the_end_of_work(capsys: pytest.CaptureFixture[str], arguments: list[str], due: str) -> None:
    told = terms(capsys, *arguments)
    assert told[next(iter(told))]["due"] == due


def test_complaints_are_due_too(capsys: pytest.CaptureFixture[str]) -> None:
    told = terms(capsys, "E2024", "--on", "2024-06-03")
    assert told["complaint_authority"]["due"] == "2024-06-21"
    assert told["complaint_authority"]["counted_from"] == "complaint"


def test_the_terms_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "E2020-7", "--on", "2024-03-20", "--at", "18:00", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "20.03.2024, 18:00" in out
    assert "27 March 2024 (3 working days: Mon, Tue, Wed)" in out
    assert "week of 6 working days" in out
    assert "20 March 2024 (1 working day: Wed)" in out


def test_the_terms_of_a_lawyers_file(capsys: pytest.CaptureFixture[str]) -> None:
    told = terms(capsys, str(SOUND_EDITION), "--on", "2030-01-03")
    assert (told["result"]["due"], told["result"]["certainty"]) == ("2030-01-09", "library")


def test_an_edition_without_terms_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "ENR", "--on", "2026-11-20", "--language", "en"]) == 0
    assert "no term in working days" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--on", "yesterday"], ["--week", "7"], ["--at", "25:00"]])
def test_nonsense_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["terms", "E2024", *arguments])
    assert left.value.code == 2
    assert arguments[0] in capsys.readouterr().err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_no_calendar_reaches_is_told(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "E2020-7", "--on", day]) == 2
    assert capsys.readouterr().err.startswith("237: ")


def test_an_unknown_edition_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "E1999"]) == 2
    assert "132" in capsys.readouterr().err


# the calendar


def test_check_of_the_shipped_years(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "check"]) == 0
    assert capsys.readouterr().out == "12 years, no faults\n"


def test_check_of_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "check", str(HERE / "sound" / "2030.toml")]) == 0
    assert main(["calendar", "check", str(HERE / "broken" / "wrong_year" / "2030.toml")]) == 1
    assert "“2031” is not the year in the file's name, 2030" in capsys.readouterr().out
    assert main(["calendar", "check", str(HERE / "broken" / "folder_in_its_place" / "2030.toml")]) == 1
    assert "this is a folder" in capsys.readouterr().out


def test_check_of_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["calendar", "check", str(tmp_path)]) == 2
    assert main(["calendar", "check", str(tmp_path / "2031.toml")]) == 1
    told = capsys.readouterr()
    assert "no calendar here" in told.err
    assert "cannot be opened" in told.out


def test_a_year_is_shown_with_its_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "show", "2024", "--language", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2024: confirmed by acts"
    assert "– 25.03.2024  Mon  Наурыз мейрамы (shifted)  [1]" in lines
    assert "– 08.05.2024  Wed  ауыстырылған демалыс күні  [3]" in lines
    assert "+ 04.05.2024  Sat  ауыстырылған демалыс күні үшін жұмыс күні  [3]" in lines
    assert any(line.startswith("[3] ") and "№ 109" in line for line in lines)
    assert "249 days are worked, 117 are off" in lines


def test_the_week_of_six_is_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "show", "2024", "--week", "6", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "25.03.2024" not in out
    assert "08.05.2024" not in out
    assert "– 23.03.2024  Sat" in out


@pytest.mark.parametrize(
    ("year", "certain"), [("2026", "confirmed by acts"), ("2027", "expected"), ("2031", "from a library")]
)
def test_how_certain_a_year_is(capsys: pytest.CaptureFixture[str], year: str, certain: str) -> None:
    assert main(["calendar", "show", year, "--language", "en"]) == 0
    assert certain in capsys.readouterr().out.splitlines()[0]


def test_the_data_folders_year_is_shown_and_what_is_wrong_beside_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "2030.toml").write_text((HERE / "sound" / "2030.toml").read_text("utf-8"), "utf-8")
    (folder / "2029.toml").write_text("year =", "utf-8")
    assert main(["calendar", "show", "2030", "--data", str(tmp_path), "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2030: expected")
    assert "2029.toml:line 1: not readable as TOML" in out


@pytest.mark.parametrize("year", ["0", "10000"])
def test_no_such_year(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "show", year]) == 2
    assert "237" in capsys.readouterr().err


def test_a_problem_of_the_calendar_has_its_words() -> None:
    assert Problem("149", file="a", key="checked", day="2026-11-20").sentence().startswith("a:checked: the program's")
