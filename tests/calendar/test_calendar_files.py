"""The calendar files' reader: each mistake has its answer, and names file, key and what is expected."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from forms.calendar import SHIPPED, load_calendar
from forms.calendar_files import read_year, read_years
from forms.problems import Problem

YEAR = """\
format = 1
year = 2030
state = "expected"
checked = 2026-11-20

[sources]
law = { kk = "заң", ru = "закон" }

[[holidays]]
key = "new_year"
name = { kk = "Жаңа жыл", ru = "Новый год" }
days = [2030-01-01, 2030-01-02]
shifts = true
source = "law"

[[moves]]
rest = 2030-01-03
works = 2029-12-29
source = "law"
"""


def write(folder: Path, text: str | bytes, name: str = "2030.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("wrong", "right", "code", "key", "fields"),
    [
        ("format = 1", "format = 2", "107", "format", {"found": "2", "expected": "1"}),
        ("year = 2030\n", "", "105", "year", {}),
        ("year = 2030", 'year = "2030"', "108", "year", {"found": "2030", "expected": "a whole number"}),
        ("year = 2030", "year = 2031", "141", "year", {"found": "2031", "expected": "2030"}),
        ('state = "expected"', 'state = "sure"', "107", "state", {"found": "sure", "expected": "confirmed, expected"}),
        ("checked = 2026-11-20", "checked = 2026-11-20T10:00:00", "108", "checked", {}),
        ("checked =", "cheked =", "104", "cheked", {}),
        ('law = { kk = "заң", ru = "закон" }', 'law = { kk = "заң" }', "106", "sources.law.ru", {}),
        ('ru = "Новый год"', 'ru = " "', "108", "holidays[0].name.ru", {"expected": "a text in quotes"}),
        ('ru = "Новый год"', 'ru = "Новый год", en = "New Year"', "104", "holidays[0].name.en", {}),
        ('ru = "Новый год"', 'ru = "Новый год", unofficial = ["en"]', "108", "holidays[0].name.unofficial", {}),
        ("2030-01-02]", "2031-01-02]", "142", "holidays[0].days", {"day": "2031-01-02", "year": "2030"}),
        ("2030-01-02]", "2030-01-01]", "115", "holidays[0].days", {"found": "2030-01-01"}),
        ("[2030-01-01, 2030-01-02]", "[]", "108", "holidays[0].days", {}),
        ("[2030-01-01, 2030-01-02]", "2030-01-01", "108", "holidays[0].days", {}),
        ("shifts = true", "shifts = 1", "108", "holidays[0].shifts", {"expected": "true or false"}),
        ('source = "law"\n\n[[moves]]', 'source = "act"\n\n[[moves]]', "107", "holidays[0].source", {"found": "act"}),
        ("shifts = true", 'shifts = true\ncolour = "red"', "104", "holidays[0].colour", {}),
        ("rest = 2030-01-03", "rest = 2029-01-03", "142", "moves[0].rest", {}),
        ("rest = 2030-01-03", "rest = 2030-01-05", "143", "moves[0].rest", {"day": "2030-01-05"}),
        ("rest = 2030-01-03", "rest = 2030-01-02", "115", "moves[0].rest", {"first": "holidays[0].days"}),
        ("[[moves]]", "[moves]", "108", "moves", {"expected": "a list of tables"}),
        ("[sources]", "sources = 1\n[source]", "104", "source", {}),
        ("[[holidays]]", "[[holidays", "102", "line 9", {}),
        ("format = 1", 'format = "1', "102", "line 1", {}),
    ],
)
def test_a_mistake_is_named(
    tmp_path: Path, wrong: str, right: str, code: str, key: str, fields: dict[str, str]
) -> None:
    assert wrong in YEAR
    path = write(tmp_path, YEAR.replace(wrong, right, 1))
    with pytest.raises(Problem) as caught:
        read_year(path)
    problem = caught.value
    assert (problem.code, problem.fields["file"], problem.fields["key"]) == (code, str(path), key)
    assert {name: problem.fields[name] for name in fields} == fields
    assert key in problem.sentence()


def test_a_text_in_another_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        read_year(write(tmp_path, YEAR.encode("utf-16")))
    assert caught.value.code == "101"


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        read_year(tmp_path / "2030.toml")
    assert caught.value.code == "100"


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_without_calendars_is_named(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "calendars"
    if exists:
        folder.mkdir()
    with pytest.raises(Problem) as caught:
        load_calendar(folder)
    assert caught.value.code == "140"


def test_a_saturday_of_december_may_be_worked_for_january(tmp_path: Path) -> None:
    write(tmp_path, YEAR)
    earlier = YEAR.split("[[moves]]")[0].replace("2030", "2029")
    write(tmp_path, earlier, "2029.toml")
    calendar = load_calendar(tmp_path)
    assert calendar.day(date(2029, 12, 29)).kind == "worked_instead"
    assert calendar.day(date(2030, 1, 3)).kind == "moved"
    # A week of six days works that Saturday anyway, so nothing was moved for it.
    assert calendar.day(date(2030, 1, 3), week=6).kind == "working"


def test_a_move_from_a_day_that_is_worked_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, YEAR.replace("works = 2029-12-29", "works = 2030-01-10"))
    calendar = load_calendar(tmp_path)
    assert calendar.day(date(2030, 1, 3)).kind == "working"


def test_every_shipped_file_names_its_sources() -> None:
    years = read_years(SHIPPED)
    for year in years.values():
        assert year.checked is not None
        for move in year.moves:
            assert f"№ {move.source.ru.rsplit('№ ', 1)[-1]}" in move.source.ru
            assert move.works.weekday() >= 5 or move.works == date(2020, 5, 11)
        assert {"kurban_ait", "orthodox_christmas"} == {holiday.key for holiday in year.holidays if not holiday.shifts}


def test_the_library_is_not_loaded_for_a_year_with_a_file() -> None:
    code = (
        "import sys; from datetime import date; from forms.calendar import load_calendar; c = load_calendar(); "
        "c.add_working_days(date(2025, 12, 30), 5); assert 'holidays' not in sys.modules; "
        "c.is_working(date(2028, 1, 3)); assert 'holidays' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2], timeout=60)
