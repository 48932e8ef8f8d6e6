"""Workbook and CSV: what another program reads back is what stood in the register, whatever it looks like."""

import csv
import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from desktop.exporting.csv_file import write_csv
from desktop.exporting.sheet_file import MOST_ROWS, write_sheet
from forms.cells import neutralise
from forms.problems import Problem
from forms.register_columns import COLUMNS
from forms.register_lines import RegisterLine
from forms.texts import PaperLanguage

from .making import IIN, columns, line, many

DANGEROUS = ["=1+1", "+77010000001", "-5", "@SUM(A1)", "\t=1", "\rx", "'quoted", " =HYPERLINK(1)", "＝1"]
PLAIN = ["Үлгі Сынақов", "D7/2026-000001", "a;b", 'a"b', "https://example.kz", "01.02.2026", "_x0041_", "<b>&amp;</b>"]


def quiet(done: int) -> None:
    """Nobody is told."""


def workbook_of(lines: list[RegisterLine], language: PaperLanguage = "kk") -> bytes:
    stream = io.BytesIO()
    write_sheet(columns(language), lines, len(lines), stream, "Журнал", quiet)
    return stream.getvalue()


def rows_of(data: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def csv_of(lines: list[RegisterLine], language: PaperLanguage = "kk") -> bytes:
    stream = io.BytesIO()
    write_csv(columns(language), lines, stream, quiet)
    return stream.getvalue()


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def place_of(head: str) -> int:
    return [column.head for column in COLUMNS].index(head)


# the workbook


def test_leading_zeros_stay_and_dates_are_dates() -> None:
    head, row = rows_of(workbook_of([line(1)]))
    assert head == list(columns().heads)
    assert row[place_of("IIN")] == IIN
    assert IIN.startswith("0")
    assert row[place_of("Phone")] == "+77010000001"
    assert row[place_of("Number")] == "D7/2026-000001"
    assert row[place_of("Date and time of registration")] == datetime(2026, 9, 14, 9, 17)  # noqa: DTZ001 - as Excel has it
    assert row[place_of("Due")] == datetime(2026, 11, 26)  # noqa: DTZ001
    assert row[place_of("Documents")] == 11


def test_numbers_are_kept_as_text_in_text_cells() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of([line(1)]))).active
    assert sheet is not None
    for head in ("Number", "IIN", "Phone"):
        cell = sheet.cell(2, place_of(head) + 1)
        assert (cell.data_type, cell.number_format) == ("s", "@") or (cell.data_type, cell.number_format) == (
            "inlineStr",
            "@",
        )


@pytest.mark.parametrize("text", DANGEROUS + PLAIN)
def test_every_text_is_a_text_whatever_it_looks_like(text: str) -> None:
    data = workbook_of([line(1, name=text)])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    cell = sheet.cell(2, place_of("Applicant") + 1)
    # Excel undoes this escape by itself, openpyxl only when asked.
    assert unescape(str(cell.value)) == text.replace("\r", " ")
    assert cell.data_type != "f"
    assert cell.hyperlink is None


def test_the_head_is_frozen_and_filtered_over_all_rows() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(list(many(25))))).active
    assert sheet is not None
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:T26"
    assert sheet.dimensions == "A1:T26"
    assert sheet.column_dimensions["C"].width > 30


def test_a_workbook_without_rows_opens() -> None:
    assert rows_of(workbook_of([])) == [list(columns().heads)]


def test_the_package_is_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_of(list(many(3))))) as package:
        assert package.testzip() is None
        assert "xl/worksheets/sheet1.xml" in package.namelist()


def test_more_rows_than_excel_holds_are_told() -> None:
    with pytest.raises(Problem) as told:
        write_sheet(columns(), [], MOST_ROWS + 1, io.BytesIO(), "x", quiet)
    assert told.value.code == "787"


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_heads_and_words_are_in_the_language_chosen(language: PaperLanguage) -> None:
    lines = [line(1, outcome="refusal_receipt", grounds=("incomplete",), voided="other", by_representative=True)]
    head, row = rows_of(workbook_of(lines, language))
    other = columns("ru" if language == "kk" else "kk")
    assert head != list(other.heads)
    assert row[place_of("Grounds")] == other.row(lines[0])[place_of("Grounds")] or row[place_of("Grounds")]
    assert row[place_of("Grounds")] != other.row(lines[0])[place_of("Grounds")]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_comes_back_from_the_workbook(text: str) -> None:
    (_, row) = rows_of(workbook_of([line(1, name=text)]))
    kept = "".join(" " if ord(c) < 32 and c not in "\t\n" else c for c in text)
    kept = kept.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert unescape(row[place_of("Applicant")] or "") == kept


# CSV


def test_csv_is_utf8_with_a_mark_semicolons_and_crlf() -> None:
    data = csv_of(list(many(3)))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 4
    assert b"\n" not in data.replace(b"\r\n", b"")
    head, first, *_ = read_csv(data)
    assert head == list(columns().heads)
    assert first[place_of("IIN")] == IIN
    assert first[place_of("Date and time of registration")] == "2026-09-14 09:17"
    assert first[place_of("Due")] == "2026-11-26"


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    _, row = read_csv(csv_of([line(1, name=text)]))
    assert row[place_of("Applicant")] == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_what_does_not_stays_as_it_is(text: str) -> None:
    _, row = read_csv(csv_of([line(1, name=text)]))
    assert row[place_of("Applicant")] == text


@given(st.text(max_size=30))
def test_one_apostrophe_taken_away_gives_back_what_stood_there(text: str) -> None:
    kept = neutralise(text)
    assert kept.removeprefix("'") == text
    assert not kept.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_any_text_comes_back_from_csv(text: str) -> None:
    _, row = read_csv(csv_of([line(1, name=text)]))
    assert row[place_of("Applicant")].removeprefix("'") == text


def test_erased_data_are_told_as_erased() -> None:
    erased = line(1, name="", iin="", phone="", erased=True)
    assert columns().row(erased)[place_of("Applicant")]
    assert IIN not in csv_of([erased]).decode("utf-8")
