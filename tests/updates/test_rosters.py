"""A roster as offices write it: read strictly, every fault with its line."""

import time
from datetime import date
from itertools import islice

import pytest

from forms.identity import check_digit
from forms.problems import Problem
from forms.rosters import (
    MOST_ROWS,
    RosterRow,
    pack_roster,
    read_roster,
    rows_of,
    unpack_roster,
    write_roster,
)
from tests.domain.making import IIN, OTHER_IIN

NAME = "Сейітқали Ақмарал"
TODAY = date(2026, 9, 14)


def read(text: str) -> tuple[list[RosterRow], list[Problem]]:
    found = read_roster(text.encode(), "file.csv", today=TODAY)
    return list(found.rows), list(found.problems)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "heading", [("iin", "name", "position"), ("ЖСН", "Аты-жөні", "Лауазымы"), ("ИИН", "ФИО", "Должность")]
)
def test_columns_in_three_languages_and_any_separator(delimiter: str, heading: tuple[str, ...]) -> None:
    text = f"{delimiter.join(heading)}\r\n{delimiter.join((IIN, NAME, 'мұғалім'))}\r\n\r\n"
    assert read(text) == ([RosterRow(IIN, NAME, "мұғалім")], [])


def test_an_iin_a_spreadsheet_took_for_a_number() -> None:
    iin = next(iin for iin in _iins() if iin.startswith("00"))
    assert read(f"iin,name\n{iin.lstrip('0')},{NAME}\n") == ([RosterRow(iin, NAME)], [])


@pytest.mark.parametrize(
    ("text", "code", "fields"),
    [
        ("", "932", {}),
        ("iin,name\n", "932", {}),
        ("iin,position\n", "928", {"found": "name"}),
        ("iin,name,phone\n", "929", {"found": "phone"}),
        ("iin,name,ФИО\n", "1157", {"first": "name", "second": "ФИО"}),
        ('iin,name\n"12', "930", {"line": 2}),
        (f"iin,name\n12345,{NAME}\n", "930", {"line": 2}),
        (f"iin,name\n\n{IIN},\n", "930", {"line": 3}),
        (f"iin,name\n{IIN},{NAME},x\n", "930", {"line": 2}),
        (f"iin,name\n{IIN},{NAME}\n{IIN},{NAME}\n", "930", {"line": 3}),
        (f"iin,name,position\n{IIN},{NAME},{'ұ' * 301}\n", "930", {"line": 2}),
        (f"iin,name,position\n{IIN},{NAME},\U0001f600\n", "930", {"line": 2}),
    ],
)
def test_each_fault_names_its_place(text: str, code: str, fields: dict[str, object]) -> None:
    rows, problems = read(text)
    assert problems[0].code == code
    assert {name: problems[0].fields[name] for name in fields} == fields
    assert problems[0].sentence()
    assert len(rows) <= 1


def test_a_file_nobody_can_read_is_told() -> None:
    assert read_roster(f"ИИН,ФИО\n{IIN},Ахметов\n".encode("cp866"), "f.csv", today=TODAY).problems[0].code == "975"


def test_the_first_faults_are_told_and_the_others_counted() -> None:
    found = read_roster(("iin,name\n" + "1,x\n" * 500).encode(), "f.csv", today=TODAY)
    assert (len(found.problems), found.faulty) == (100, 500)


def test_it_travels_packed_and_comes_back() -> None:
    rows = [RosterRow(IIN, NAME, "мұғалім", 'мектеп "№ 7", Ақтас', "педагог"), RosterRow(OTHER_IIN, NAME)]
    assert list(rows_of(unpack_roster(pack_roster(rows)))) == rows
    assert read_roster(write_roster(rows).encode(), "f.csv", today=TODAY).rows == tuple(rows)


def test_a_bomb_costs_no_memory() -> None:
    import base64

    import zstandard

    bomb = base64.b64encode(zstandard.ZstdCompressor().compress(bytes(80 << 20))).decode()
    for content in (bomb, "???", base64.b64encode(b"no zstandard").decode()):
        with pytest.raises(Problem) as raised:
            unpack_roster(content)
        assert raised.value.code == "934"


@pytest.mark.slow
def test_a_hundred_thousand_rows_in_seconds() -> None:
    school = "№ 7 жалпы білім беретін мектеп"
    rows = [
        RosterRow(iin, NAME, "математика мұғалімі", school, "педагог-зерттеуші") for iin in islice(_iins(), MOST_ROWS)
    ]
    text = write_roster(rows).encode()
    began = time.perf_counter()
    found = read_roster(text, "f.csv", today=TODAY)
    assert len(found.rows) == MOST_ROWS
    packed = pack_roster(found.rows)
    assert time.perf_counter() - began < 20
    assert len(packed) < 12 << 20
    more = text + f"{OTHER_IIN},{NAME},,,\n".encode()
    assert read_roster(more, "f.csv", today=TODAY).problems[0].code == "931"


def _iins() -> "islice[str]":
    """Numbers nobody has: of a month 99."""
    made = (f"{number % 100:02}99{number // 100:07}" for number in range(10**7))
    return islice((first + str(digit) for first in made if (digit := check_digit(first)) is not None), None)
