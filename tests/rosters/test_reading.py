"""An office's real file: whatever wrote it, every line is taken or refused by its number."""

import io
import random
import time
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.identity import check_iin
from forms.names import check_name
from forms.problems import Problem
from forms.roster_values import read_iin, read_name
from forms.rosters import MOST_ROWS, Roster, RosterRow, read_roster
from tests.fuzz.spoiling import spoil
from tests.rosters.making import HEADING, NAME, ROW, csv_of, people, spoil_some, workbook_of

PEOPLE = people(4)
FIRST, SECOND, THIRD, FOURTH = (row[0] for row in PEOPLE)
TODAY = date(2026, 9, 14)


def read(content: bytes | str, file: str = "тізім.csv") -> Roster:
    return read_roster(content.encode() if isinstance(content, str) else content, file, others=True, today=TODAY)


def refusals(found: Roster) -> list[tuple[int, str]]:
    return [(row.line, row.code) for row in found.refused]


def whole(found: Roster) -> str:
    """The file's problem, where none of it can be read."""
    assert found.unusable is not None and not found.rows
    assert found.unusable.sentence()
    return found.unusable.code


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("kz1048", "KZ-1048"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_an_office_uses_is_read_and_told(encoding: str, told: str, delimiter: str) -> None:
    found = read(csv_of(PEOPLE, delimiter=delimiter).encode(encoding))
    assert found.encoding == told
    assert [row.iin for row in found.rows] == [row[0] for row in PEOPLE]
    assert found.rows[0] == RosterRow(FIRST, NAME, *ROW[:3], "1985-05-12")
    assert found.refused == ()


def test_russian_letters_alone_are_windows_1251() -> None:
    text = csv_of([[FIRST, "Образцов Пример Тестович", "учитель математики"]], heading=("ИИН", "Ф.И.О.", "Должность"))
    found = read(text.encode("cp1251"))
    assert (found.encoding, found.rows[0].position) == ("Windows-1251", "учитель математики")


@pytest.mark.parametrize("encoding", ["cp866", "utf-16-le", "mac-cyrillic"])
def test_an_encoding_nobody_uses_any_more_is_refused_whole(encoding: str) -> None:
    text = csv_of([[FIRST, "Образцов Пример Тестович", "Учитель"]] * 3, heading=("ИИН", "ФИО", "Должность"))
    assert whole(read(text.encode(encoding))) in ("975", "929", "928")


def test_a_letter_spoilt_on_its_way_refuses_its_line_alone() -> None:
    content = csv_of(PEOPLE).encode().replace("Үлгі".encode(), b"\xd2\xfflgi", 1)
    found = read(content)
    assert (found.encoding, refusals(found), len(found.rows)) == ("UTF-8", [(2, "978")], 3)


@pytest.mark.parametrize(
    "value",
    [
        '=HYPERLINK("http://example.kz")',
        "=1+1",
        "@SUM(A1)",
        "+A1*2",
        "-A1",
        " \u00a0=1",
        "＝1+1",
        "\t=1",
        "#REF!",
        "#Н/Д",
    ],
)
def test_a_formula_refuses_its_line(value: str) -> None:
    found = read(csv_of([[FIRST, NAME, value], PEOPLE[1][:3]], heading=HEADING[:3]))
    assert refusals(found) == [(2, "976")]
    assert "Лауазымы" in found.refused[0].problem.sentence()
    assert [row.iin for row in found.rows] == [SECOND]


@pytest.mark.parametrize("value", ["+7 701 000 00 00", "-", "—", "-5", "+77010000001", "математика - физика"])
def test_what_only_begins_like_a_formula_is_none(value: str) -> None:
    found = read(csv_of([[FIRST, NAME, value]], heading=HEADING[:3]))
    assert found.refused == ()
    assert found.rows[0].position == ("" if value in "-—" else value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8.50101100002E11", "850101100002"),
        ("8,50101100002E+11", "850101100002"),
        ("850101100002.0", "850101100002"),
        ("850101100002,00", "850101100002"),
        ("'850101100002", "850101100002"),
        ("850101 100002", "850101100002"),
        ("\u202f850-101\u00a0100002\ufeff", "850101100002"),
        (FIRST.lstrip("0"), FIRST),
        (f"{FIRST[2]}.{FIRST[3:]}E9", FIRST),
    ],
)
def test_an_iin_a_spreadsheet_took_for_a_number(written: str, meant: str) -> None:
    assert read_iin(written, pad=True)[0] == meant == check_iin(meant)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("8,50101E+11", "977"),
        ("8.5E11", "977"),
        ("8.501011000025E11", "977"),
        ("850101100002.5", "201"),
        ("85010110000", "202"),
        ("85010110", "203"),
        ("әіңғ,.үұқ850", "201"),
        ("8501011O0002", "201"),
        ("", "200"),
        ("-", "200"),
        ("8501011000021", "204"),
    ],
)
def test_what_is_not_certain_is_refused(written: str, code: str) -> None:
    found = read(csv_of([[written, NAME]], heading=HEADING[:2]))
    assert refusals(found) == [(2, code)]


def test_every_fault_has_its_line_and_the_first_of_two_is_named() -> None:
    rows = [
        PEOPLE[0],
        [SECOND, "", *ROW],
        [FIRST, NAME, *ROW],
        [SECOND, NAME],
        [SECOND, NAME, *ROW, "x"],
        [SECOND, NAME, *ROW[:3], "31.02.1985"],
        [SECOND, NAME, *ROW[:3], "14.09.2030"],
        [SECOND, NAME, "ұ" * 301, *ROW[1:]],
        [SECOND, NAME, "\U0001f600", *ROW[1:]],
        PEOPLE[1],
    ]
    found = read(csv_of(rows))
    assert refusals(found) == [
        (3, "210"),
        (4, "933"),
        (5, "935"),
        (6, "935"),
        (7, "233"),
        (8, "235"),
        (9, "936"),
        (10, "560"),
    ]
    assert found.refused[1].fields == {"first": 2}
    assert [row.iin for row in found.rows] == [FIRST, SECOND]


def test_a_quotation_mark_left_open_refuses_its_line_alone() -> None:
    text = f'ЖСН;Аты-жөні\r\n{FIRST};"{NAME}\r\n{SECOND};{NAME}\r\n{THIRD};"{NAME}"x\r\n{FOURTH};"Үлгіқызы\nҮлгі"\r\n'
    found = read(text)
    assert refusals(found) == [(2, "979"), (4, "979")]
    assert [(row.iin, row.name) for row in found.rows] == [(SECOND, NAME), (FOURTH, "Үлгіқызы Үлгі")]


def test_titles_above_columns_between_and_empty_lines_do_no_harm() -> None:
    text = (
        "sep=;\r\n№ 7 мектептің қызметкерлері;;;;\r\n;;;;\r\n"
        f"№;Ф.И.О.;ИИН*;Телефон;Дата рождения:\r\n1;{NAME};{FIRST};+7 701 000 00 00;1985-05-12 00:00:00\r\n;;;;\r\n"
    )
    found = read(text)
    assert found.rows == (RosterRow(FIRST, NAME, birth_date="1985-05-12"),)
    assert found.left_out == ("№", "Телефон")


def test_the_centre_is_strict_about_columns() -> None:
    found = read_roster(f"iin,name,phone\n{FIRST},{NAME},1\n".encode(), "f.csv", today=TODAY)
    assert whole(found) == "929"


def test_a_workbook_is_read_from_its_first_table() -> None:
    rows: list[list[object]] = [
        ["Қызметкерлер тізімі"],
        [],
        list(HEADING),
        [int(FIRST), NAME, *ROW[:3], date(1985, 5, 12)],
        [SECOND, NAME, "-", None, None, 31179],
        [THIRD, "=A1&A2", *ROW],
        [FOURTH, NAME, "@менеджер", *ROW[1:], "артық"],
    ]
    found = read(workbook_of(rows, sheets=("Бос",)), "тізім.xlsx")
    assert (found.encoding, found.sheets) == ("XLSX", ("Мұғалімдер",))
    assert refusals(found) == [(6, "976"), (7, "935")]
    assert found.rows == (
        RosterRow(FIRST, NAME, *ROW[:3], "1985-05-12"),
        RosterRow(SECOND, NAME, birth_date="1985-05-12"),
    )


def test_a_year_is_no_birth_date() -> None:
    found = read(workbook_of([HEADING, [FIRST, NAME, *ROW[:3], 1985]]), "f.xlsx")
    assert refusals(found) == [(2, "231")]


def test_a_workbook_says_at_sign_words_as_they_are() -> None:
    found = read(workbook_of([HEADING[:3], [FIRST, NAME, "@менеджер"]]), "f.xlsx")
    assert found.rows[0].position == "@менеджер"


def rezipped(content: bytes, change: dict[str, bytes]) -> bytes:
    """A workbook with some of its parts replaced or put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in {*before.namelist(), *change}:
            after.writestr(name, change.get(name) or before.read(name))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook_of([HEADING[:2], [FIRST, NAME]])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "972"),
        (BOOK[:-40], "973"),
        (BOOK[:200], "973"),
        (rezipped(BOOK, {SHEET: b"<worksheet"}), "973"),
        (rezipped(BOOK, {SHEET: bytes(200 << 20)}), "974"),
        (rezipped(BOOK, {SHEET: b"<worksheet>" + b"<a/>" * 8_000_001}), "974"),
        (rezipped(BOOK, {"xl/styles.xml": b'<!DOCTYPE a [<!ENTITY a "aa">]><styleSheet/>'}), "974"),
        (rezipped(BOOK, {f"xl/part{number}.xml": b"<a/>" for number in range(2001)}), "974"),
        (workbook_of([]), "932"),
        (workbook_of([["Тізім"], ["жоқ"]]), "928"),
    ],
    ids=["old", "cut", "stump", "broken", "bomb", "marks", "entities", "parts", "empty", "no heading"],
)
def test_a_workbook_that_is_none_is_told(content: bytes, code: str) -> None:
    assert whole(read(content, "f.xlsx")) == code


def test_a_zip_of_another_kind_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("content.xml", "<a/>")
    assert whole(read(out.getvalue(), "f.ods")) == "972"


def test_a_row_far_below_takes_no_time() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1"><c t="inlineStr"><is><t>iin</t></is></c><c t="inlineStr"><is><t>name</t></is></c></row>'
        f'<row r="2"><c t="inlineStr"><is><t>{FIRST}</t></is></c><c t="inlineStr"><is><t>{NAME}</t></is></c></row>'
        '<row r="99999999999"><c><v>1</v></c></row></sheetData></worksheet>'
    )
    found = read(rezipped(BOOK, {SHEET: sheet.encode()}), "f.xlsx")
    assert [row.iin for row in found.rows] == [FIRST]


def test_more_rows_than_a_roster_has_are_refused_whole() -> None:
    text = "iin,name\n" + "1,x\n" * (MOST_ROWS + 1)
    assert whole(read(text)) == "931"


def test_what_tells_of_the_progress_can_stop_it() -> None:
    def told(done: int, of: int) -> None:
        assert 0 < done <= of
        raise Problem("984")

    with pytest.raises(Problem) as raised:
        read_roster(csv_of(people(1000)).encode(), "f.csv", today=TODAY, told=told)
    assert raised.value.code == "984"


@given(st.text(alphabet="АӘБәіңғүұқөһЁё -’aA1\u0301", max_size=30))
def test_the_quick_way_with_names_is_the_long_one(written: str) -> None:
    try:
        expected: str = check_name(written)
    except Problem as problem:
        expected = problem.code
    try:
        assert read_name(written) == expected
    except Problem as problem:
        assert problem.code == expected


@given(st.lists(st.lists(st.text(max_size=20), max_size=8), max_size=8), st.sampled_from(["utf-8", "utf-16", "kz1048"]))
def test_no_csv_breaks_the_reading(rows: list[list[str]], encoding: str) -> None:
    content = csv_of(rows).encode(encoding, "replace")
    found = read(content)
    lines = [row.line for row in found.refused]
    assert lines == sorted(set(lines))
    assert all(row.problem.sentence() for row in found.refused)
    assert len(found.rows) + len(found.refused) <= max(1, sum(map(bool, rows)) * 21)
    assert found.problems or found.rows


def test_no_spoilt_file_breaks_the_reading() -> None:
    chance = random.Random(20261122)
    samples = (BOOK, csv_of(PEOPLE).encode(), csv_of(PEOPLE).encode("utf-16"), csv_of(PEOPLE).encode("kz1048"))
    for sample in samples:
        for _ in range(150):
            found = read(spoil(sample, chance), "f")
            for problem in found.problems:
                assert problem.sentence()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_hundred_thousand_mixed_rows_in_seconds(form: str) -> None:
    rows = list(spoil_some(people(MOST_ROWS), random.Random(4)))
    content = csv_of(rows).encode("kz1048") if form == "csv" else workbook_of([HEADING, *rows])
    began = time.process_time()
    found = read(content, f"f.{form}")
    assert time.process_time() - began < 15  # of the processor: the machine may have other work
    assert len(found.rows) + len(found.refused) == MOST_ROWS
    assert found.faulty == len(found.refused) > MOST_ROWS // 6
    assert {"205", "933", "976", "210", "212", "233", "935"} <= {row.code for row in found.refused}
    assert len({row.iin for row in found.rows}) == len(found.rows)
