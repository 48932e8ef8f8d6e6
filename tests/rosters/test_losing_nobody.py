"""Nothing of a roster's file is lost without a word: merged cells, further sheets, open quotation marks, noughts."""

import io
import zipfile
from datetime import date

import pytest

from forms import roster_workbook
from forms.problems import Problem
from forms.roster_headings import column_of
from forms.rosters import Roster, read_roster
from tests.rosters.making import HEADING, NAME, book_of, people, workbook_of
from tests.rosters.test_reading import BOOK, SHEET, rezipped

FIRST, SECOND, THIRD, FOURTH = (row[0] for row in people(4))
TODAY = date(2026, 9, 14)
TEN = [row[0] for row in people(20) if row[0].startswith("1")]  # without a nought before


def read(content: bytes | str, *, others: bool = True) -> Roster:
    content = content.encode() if isinstance(content, str) else content
    return read_roster(content, "тізім", others=others, today=TODAY)


def told(found: Roster) -> list[tuple[str, str]]:
    return [(row.place, row.code) for row in found.refused]


def test_what_is_merged_over_several_people_is_said_of_each() -> None:
    rows = [[*HEADING[:3], "Санаты", "Жұмыс орны"], *([iin, NAME, "", "бар"] for iin in (FIRST, SECOND, THIRD, FOURTH))]
    found = read(book_of({"М": rows}, (4, 1, 3, "№ 7 мектеп")))
    assert [row.workplace for row in found.rows] == ["№ 7 мектеп"] * 3 + [""]
    assert [row.category for row in found.rows] == ["бар"] * 4


def test_a_number_merged_over_two_people_is_theirs_who_stands_first() -> None:
    found = read(book_of({"М": [list(HEADING[:2]), ["", NAME], ["", NAME]]}, (0, 1, 2, FIRST)))
    assert ([row.iin for row in found.rows], told(found)) == ([FIRST], [("3", "933")])


def test_more_merged_cells_than_a_table_has_are_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_workbook, "_MOST_MERGED", 0)
    found = read(book_of({"М": [list(HEADING[:2]), ["", NAME], ["", NAME]]}, (0, 1, 2, FIRST)))
    assert found.unusable is not None and found.unusable.code == "974"


def test_every_sheet_with_the_columns_is_read_and_the_others_are_named() -> None:
    content = book_of(
        {
            "№ 1 мектеп": [list(HEADING[:2]), [FIRST, NAME], [SECOND, ""]],
            "Түсіндірме": [["Бұл – тізім"]],
            "№ 2 мектеп": [["Тізім"], ["ФИО", "ИИН", "Телефон"], [NAME, THIRD, "1"], [NAME, FIRST, "2"]],
            "Бос": [],
        }
    )
    found = read(content)
    assert found.sheets == ("№ 1 мектеп", "№ 2 мектеп")
    assert [row.iin for row in found.rows] == [FIRST, THIRD]
    assert told(found) == [("№ 1 мектеп · 3", "210"), ("№ 2 мектеп · 4", "1156")]
    assert "“№ 1 мектеп”, line 2" in found.refused[1].problem.sentence()
    assert found.problems[0].sentence().startswith("тізім · № 1 мектеп, line 3: ")
    assert found.left_out == ("Телефон",)
    assert [remark.code for remark in found.remarks] == ["1159"]
    assert "Түсіндірме" in found.remarks[0].sentence()
    strict = read(content, others=False)
    assert strict.unusable is not None and "№ 2 мектеп" in strict.unusable.sentence()


def test_people_swallowed_by_a_quotation_mark_are_read_and_its_line_is_refused() -> None:
    text = (
        f'iin;name;workplace\n{FIRST};{NAME};"№ 7 мектеп\n{SECOND};{NAME};№ 8\n{THIRD};{NAME};№ 9"\n'
        f'{FOURTH};{NAME};"№ 7\nүлгі мектеп"\n'
    )
    found = read(text)
    assert told(found) == [("2", "979")]
    assert [(row.iin, row.workplace) for row in found.rows] == [
        (SECOND, "№ 8"),
        (THIRD, '№ 9"'),
        (FOURTH, "№ 7 үлгі мектеп"),
    ]


def test_a_value_of_two_lines_before_the_number_is_no_swallowed_person() -> None:
    found = read(f'workplace;iin;name\n"№ 7\nмектеп";{FIRST};{NAME}\n')
    assert [(row.iin, row.workplace) for row in found.rows] == [(FIRST, "№ 7 мектеп")]


def test_noughts_are_put_before_a_cell_that_holds_a_number_and_told() -> None:
    short = FIRST.lstrip("0")
    found = read(workbook_of([HEADING[:2], [int(FIRST), NAME], [SECOND.lstrip("0"), NAME], [TEN[0], NAME]]))
    assert [row.iin for row in found.rows] == [FIRST, TEN[0]]
    assert told(found) == [("3", "202")]  # words: somebody has forgotten a digit
    assert [(one.code, one.fields["count"], one.fields["lines"]) for one in found.remarks] == [("1158", 1, "2")]
    assert len(short) < 12


def test_noughts_are_put_before_in_a_csv_file_that_has_lost_them_all() -> None:
    short = SECOND.lstrip("0")
    found = read(f"iin;name\n{TEN[0]};{NAME}\n{short};{NAME}\n")
    assert [row.iin for row in found.rows] == [TEN[0], SECOND]
    assert found.remarks[0].sentence().startswith("тізім: ")
    found = read(f"iin;name\n{FIRST};{NAME}\n{short};{NAME}\n")  # here they are kept
    assert ([row.iin for row in found.rows], told(found), found.remarks) == ([FIRST], [("3", "202")], ())


@pytest.mark.parametrize(
    ("written", "meant"),
    [("12.05.45", "1945-05-12"), ("01.02.27", "1927-02-01"), ("01.02.26", "2026-02-01"), ("1/2/85", "1985-02-01")],
)
def test_two_digits_of_a_year_are_never_one_to_come(written: str, meant: str) -> None:
    assert read(f"iin;name;birth_date\n{FIRST};{NAME};{written}\n").rows[0].birth_date == meant


@pytest.mark.parametrize("written", ["2026-12-31", "31.12.26", "01.01.2150"])
def test_nobody_is_born_in_the_future(written: str) -> None:
    found = read(f"iin,name,birth_date\n{FIRST},{NAME},{written}\n", others=False)
    assert told(found) == [("2", "235")]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Ф. И. О.", "name"),
        ("Т. А. Ә.", "name"),
        ("Аты–жөні", "name"),
        ("Аты – жөні", "name"),
        ("Фамилия, имя, отчество (при его наличии)", "name"),
        ("Т.А.Ә. (болған жағдайда)", "name"),
        ("Аты-жөні (тегі, аты, әкесінің аты (бар болса))", "name"),
        ("ЖСН/ИИН", "iin"),
        ("ЖСН (ИИН)", "iin"),
        ("ЖСН\nИИН", "iin"),
        ("\ufeff\u200bИИН*:", "iin"),
        ("Жұмыс\nорны", "workplace"),
        ("Категория (дата присвоения)", None),
        ("ЖСН/Аты-жөні", None),
        ("Телефон", None),
        ("(" * 400, None),
    ],
)
def test_headings_as_offices_write_them(heading: str, column: str | None) -> None:
    assert column_of(heading) == column


def test_commas_within_a_heading_do_not_divide_the_table() -> None:
    found = read(f"ИИН;Аты-жөні (тегі, аты, әкесінің аты)\n{FIRST};{NAME}\n")
    assert [row.iin for row in found.rows] == [FIRST]
    missing = read(f"ИИН;Кім (тегі, аты, әкесінің аты, бәрі)\n{FIRST};{NAME}\n").unusable
    assert missing is not None and (missing.code, missing.fields["found"]) == ("928", "name")


def test_two_columns_that_mean_the_same_are_both_named() -> None:
    problem = read(f"ИИН;ФИО;Школа;Организация\n{FIRST};{NAME};a;b\n").unusable
    assert problem is not None and problem.code == "1157"
    assert "Школа" in problem.sentence() and "Организация" in problem.sentence()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_letters_of_several_bytes_without_their_mark_are_told_as_that(encoding: str) -> None:
    problem = read(f"iin;name\n{FIRST};{NAME}\n".encode(encoding)).unusable
    assert problem is not None and problem.code == "975"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_columns_far_to_the_right_are_found(form: str) -> None:
    rows = [[*(f"c{number}" for number in range(60)), *HEADING[:2]], [*"x" * 60, FIRST, NAME]]
    found = read("\n".join(map(";".join, rows)) if form == "csv" else workbook_of(rows))
    assert [row.iin for row in found.rows] == [FIRST]
    assert len(found.left_out) == 60


@pytest.mark.parametrize(
    "written", [f"\u202a{FIRST}\u202c", f"\u200e{FIRST}", f"{FIRST[:6]}\u00ad{FIRST[6:]}", f"{FIRST}\u2060"]
)
def test_an_invisible_mark_in_a_number_is_no_digit_of_it(written: str) -> None:
    assert [row.iin for row in read(f"iin;name\n{written};{NAME}\n").rows] == [FIRST]


def test_a_line_that_is_too_long_is_told_as_that() -> None:
    found = read(f"iin;name\n{'1' * 70_000};{NAME}\n{SECOND};{NAME}\n")
    assert (told(found), len(found.rows)) == ([("2", "936")], 1)


def sheet_of(rows: str) -> bytes:
    head = '<row r="1"><c t="inlineStr"><is><t>iin</t></is></c><c t="inlineStr"><is><t>name</t></is></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{head}{rows}</sheetData></worksheet>'.encode()


def test_reading_rows_that_say_nothing_can_be_stopped() -> None:
    far = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(2, 3002))
    heard: list[int] = []

    def stop(done: int, of: int) -> None:
        heard.append(done)
        raise Problem("984")

    with pytest.raises(Problem) as raised:
        read_roster(rezipped(BOOK, {SHEET: sheet_of(far)}), "f", today=TODAY, told=stop)
    assert raised.value.code == "984"
    assert heard == [1000]


def test_rows_over_and_over_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_workbook, "_MOST_SEEN", 5000)
    found = read(rezipped(BOOK, {SHEET: sheet_of('<row r="9000"><c><v>1</v></c></row>')}))
    assert found.unusable is not None and found.unusable.code == "974"


def test_the_words_of_the_cells_are_bounded_wherever_they_lie() -> None:
    words = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"<si><t>a</t></si>" * 1_000_001
    )
    moved = rezipped(BOOK, {"xl/pivotCache/s.xml": words + b"</sst>"})
    types = b"xl/sharedStrings.xml", b"xl/pivotCache/s.xml"
    content = rezipped(moved, {"[Content_Types].xml": types_of(moved).replace(*types)})
    found = read(content)
    assert found.unusable is not None and found.unusable.code == "974"
    assert read(moved).unusable is None  # what is not read is no harm


def types_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("[Content_Types].xml")
