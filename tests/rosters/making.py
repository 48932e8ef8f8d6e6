"""Rosters for tests: invented people with numbers nobody has, in every form an office writes."""

import csv
import io
import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import xlsxwriter

from forms.identity import check_digit

HEADING = ("ЖСН", "Аты-жөні", "Лауазымы", "Жұмыс орны", "Санаты", "Туған күні")
NAME = "Сынақова Үлгі Тестқызы"
ROW = ("математика мұғалімі", "№ 7 үлгі мектеп", "педагог-зерттеуші", "12.05.1985")


def iins() -> Iterator[str]:
    """Numbers nobody has: of a month 99."""
    for number in range(10**7):
        first = f"{number % 100:02}99{number // 100:07}"
        digit = check_digit(first)
        if digit is not None:
            yield f"{first}{digit}"


def people(count: int) -> list[list[str]]:
    """So many sound rows under ``HEADING``."""
    return [[iin, NAME, *ROW] for iin in islice(iins(), count)]


def csv_of(rows: Iterable[Sequence[str]], *, delimiter: str = ";", heading: Sequence[str] = HEADING) -> str:
    """A CSV file as Excel writes it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue()


def workbook_of(rows: Iterable[Sequence[object]], *, sheets: Sequence[str] = (), title: str = "Мұғалімдер") -> bytes:
    """A workbook whose last sheet has these rows; numbers as numbers, what begins with = as a formula. ``sheets`` are
    empty ones before it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    for name in sheets:
        book.add_worksheet(name)
    sheet = book.add_worksheet(title)
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, str) and not value.startswith("="):
                sheet.write_string(line, place, value)
            elif value is not None:
                sheet.write(line, place, value)
    book.close()
    return out.getvalue()


def book_of(sheets: dict[str, list[list[str]]], merged: tuple[int, int, int, str] | None = None) -> bytes:
    """A workbook of these sheets; ``merged``: in the first, the column, the rows, what stands there."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for place, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(line, column, value)
        if merged is not None and place == 0:
            column, first, last, value = merged
            sheet.merge_range(first, column, last, column, value)
    book.close()
    return out.getvalue()


def spoil_some(rows: Iterable[list[str]], chance: random.Random) -> Iterator[list[str]]:
    """A fifth of the rows wrong: numbers, duplicates, formulas, names, dates, columns too many."""
    before = ""
    for row in rows:
        iin, name, *_ = row
        match chance.randrange(30):
            case 0:
                row[0] = iin[:-1] + str((int(iin[-1]) + 1) % 10)
            case 1:
                row[0] = before or "1"
            case 2:
                row[1] = '=HYPERLINK("http://example.kz";"x")'
            case 3:
                row[1] = ""
            case 4:
                row[1] = f"{name} 2"
            case 5:
                row[5] = "31.02.1985"
            case 6:
                row.append("x")
            case _:
                before = row[0]
        yield row
