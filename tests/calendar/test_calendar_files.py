"""The calendar files' reader: each mistake has its answer, and names file, key and what is expected."""

import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.paths import CALENDARS
from forms.calendar import SHIPPED, Calendar, load_calendar
from forms.calendar_files import read_year, read_years
from forms.problems import PROBLEMS, Problem
from tests.operations.making import counter_at

HERE = Path(__file__).resolve().parent
BROKEN = sorted(path for path in (HERE / "broken").glob("*/2030.toml"))
SOUND = HERE / "sound" / "2030.toml"
YEAR = SOUND.read_text(encoding="utf-8")


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
        ("shifts = true", 'shifts = true\ncolour = "red"', "104", "holidays[0].colour", {}),
        ("rest = 2030-01-03", "rest = 2029-01-03", "142", "moves[0].rest", {}),
        ("rest = 2030-01-03", "rest = 2030-01-05", "143", "moves[0].rest", {"day": "2030-01-05"}),
        ("rest = 2030-01-03", "rest = 2030-01-02", "115", "moves[0].rest", {"first": "holidays[0].days"}),
        ("[sources]", "sources = 1\n[source]", "104", "source", {}),
        ("format = 1", 'format = "1', "102", "line 2", {}),
        ("year = 2030", f"year = {'9' * 5000}", "102", "file", {}),
        ("year = 2030", f"year = {'[' * 3000}", "102", "file", {}),
        ('ru = "Новый год"', 'ru = "Новый год", unofficial = [{ a = 1 }]', "108", "holidays[0].name.unofficial", {}),
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


def expectation(path: Path) -> tuple[str, list[str]]:
    """The problem's code and the words its sentence must hold, from the comments the file opens with."""
    text = (path / "README" if path.is_dir() else path).read_bytes().decode(errors="replace")
    code = re.search(r"^# problem: (\d+)$", text, re.MULTILINE)
    words = re.findall(r"^# words: (.+)$", text, re.MULTILINE)
    assert code is not None and words, path
    return code[1], words


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.parent.name)
def test_a_kept_mistake_is_told(path: Path) -> None:
    code, words = expectation(path)
    with pytest.raises(Problem) as caught:
        read_year(path)
    sentence = caught.value.sentence()
    assert caught.value.code == code
    assert sentence.startswith(f"{path}:")
    for word in words:
        assert word in sentence


def test_every_problem_of_a_years_file_has_a_kept_example() -> None:
    kept = {expectation(path)[0] for path in BROKEN}
    of_files = {code for code in PROBLEMS if "141" <= code <= "147"}
    assert kept >= of_files | {"101", "102", "104", "105", "106", "107", "108", "115"}


def test_the_sound_example_has_no_fault() -> None:
    year = read_year(SOUND)
    assert (year.year, len(year.holidays), len(year.moves)) == (2030, 3, 2)


def test_a_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    windows = write(tmp_path, b"\xef\xbb\xbf" + YEAR.encode().replace(b"\n", b"\r\n"))
    assert read_year(windows) == read_year(SOUND)


# years of the data folder


def of_2026(checked: str, **changed: str) -> str:
    """The shipped year with a day off more, as the centre may send it."""
    text = (SHIPPED / "2026.toml").read_text(encoding="utf-8").replace("checked = 2026-11-20", f"checked = {checked}")
    more = '\n[[moves]]\nrest = 2026-12-15\nworks = 2026-12-19\nsource = "labour_code"\n'
    return text + changed.get("more", more)


def test_a_year_of_the_data_folder_takes_the_shipped_ones_place(tmp_path: Path) -> None:
    write(tmp_path, of_2026("2026-11-20"), "2026.toml")
    write(tmp_path, YEAR)
    calendar = load_calendar(tmp_path)
    assert calendar.troubles == ()
    assert calendar.day(date(2026, 12, 15)).kind == "moved"
    assert calendar.certainty(2030) == "expected"
    assert calendar.day(date(2029, 12, 29)).kind == "worked_instead"  # of a year only the folder's file reaches into
    assert load_calendar().day(date(2026, 12, 15)).kind == "working"
    assert calendar.year(2025) == load_calendar().year(2025)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.parent.name)
def test_with_a_malformed_year_the_program_goes_on(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "calendars"
    shutil.copytree(path.parent, folder)
    write(folder, of_2026("2026-12-01"), "2026.toml")
    calendar = load_calendar(folder)
    (trouble,) = calendar.troubles
    assert trouble.code == expectation(path)[0]
    assert "2030.toml" in trouble.sentence()
    assert calendar.certainty(2030) == "library"  # nothing of the broken file is used
    assert calendar.day(date(2026, 12, 15)).kind == "moved"  # and the sound one beside it is


@pytest.mark.parametrize("name", ["calendar 2026.toml", "26.toml", "year.toml"])
def test_a_file_not_named_by_its_year_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path, of_2026("2026-12-01"), name)
    calendar = load_calendar(tmp_path)
    assert [trouble.code for trouble in calendar.troubles] == ["141"]
    assert calendar.day(date(2026, 12, 15)).kind == "working"


def test_a_malformed_shipped_year_keeps_the_shipped_days(tmp_path: Path) -> None:
    write(tmp_path, of_2026("2026-12-01").replace("shifts = true", "shifts = 1", 1), "2026.toml")
    calendar = load_calendar(tmp_path)
    assert [trouble.code for trouble in calendar.troubles] == ["108"]
    assert calendar.year(2026) == load_calendar().year(2026)


def test_an_older_year_does_not_take_a_newer_ones_place(tmp_path: Path) -> None:
    write(tmp_path, of_2026("2026-11-19"), "2026.toml")
    calendar = load_calendar(tmp_path)
    (trouble,) = calendar.troubles
    assert (trouble.code, trouble.fields["day"]) == ("149", "2026-11-20")
    assert calendar.day(date(2026, 12, 15)).kind == "working"


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.write_text("")
    calendar = load_calendar(folder)
    assert [trouble.code for trouble in calendar.troubles] == ["148"]
    assert calendar.years == load_calendar().years


def test_without_the_folder_nothing_is_wrong(tmp_path: Path) -> None:
    assert load_calendar(tmp_path / "calendars") is load_calendar()
    (tmp_path / "calendars").mkdir()
    assert load_calendar(tmp_path / "calendars").troubles == ()


def test_a_counter_opens_with_a_malformed_calendar_and_tells_it(tmp_path: Path) -> None:
    folder = tmp_path / CALENDARS
    folder.mkdir()
    write(folder, "year = ", "2026.toml")
    write(folder, of_2026("2026-12-01"), "2027.toml")
    with counter_at(tmp_path) as counter:
        assert [trouble.code for trouble in counter.troubles] == ["102", "141"]
        assert counter.calendar.day(date(2026, 12, 16)).kind == "holiday"


@given(place=st.integers(0, len(YEAR) - 1), width=st.integers(0, 40), put=st.text(max_size=6))
@settings(max_examples=300)
def test_whatever_is_written_is_read_or_told(place: int, width: int, put: str) -> None:
    """A slip of the hand anywhere in the file is a Problem with a sentence, or another year: never a crash."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), (YEAR[:place] + put + YEAR[place + width :]).encode("utf-8", "surrogatepass"))
        try:
            year = read_year(path)
        except Problem as problem:
            assert str(path) in problem.sentence()
        else:
            calendar = Calendar({year.year: year})
            assert calendar.add_working_days(date(2029, 12, 20), 300).days


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
        read_years(folder)
    assert caught.value.code == "140"


def test_a_saturday_of_december_may_be_worked_for_january(tmp_path: Path) -> None:
    write(tmp_path, YEAR)
    earlier = YEAR.split("[[moves]]")[0].replace("2030", "2029").replace("2029-12-15", "2029-12-16")
    write(tmp_path, earlier, "2029.toml")
    calendar = Calendar(read_years(tmp_path))
    assert calendar.day(date(2029, 12, 29)).kind == "worked_instead"
    assert calendar.day(date(2030, 1, 3)).kind == "moved"
    # A week of six days works that Saturday anyway, so nothing was moved for it.
    assert calendar.day(date(2030, 1, 3), week=6).kind == "working"


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
