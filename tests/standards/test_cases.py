"""Given facts, expected documents: the tables under ``cases/`` are written for a lawyer to read and add to."""

import tomllib
from typing import Any

import pytest

from forms.checklist import draw_up
from forms.facts import TEACHER_CATEGORIES
from forms.reading import load_editions
from tests.standards.places import CASES

TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.toml"))}
ALL = [
    pytest.param(table["edition"], case, id=f"{table['edition']}: {case['name']}")
    for table in TABLES.values()
    for case in table["case"]
]


@pytest.mark.parametrize(("label", "case"), ALL)
def test_applicant_owes_what_the_table_says(label: str, case: dict[str, Any]) -> None:
    checklist = draw_up(load_editions().by_label(label), case["facts"])
    assert [document.number for document in checklist.owed if document.number is not None] == case["owed"]
    assert [document.key for document in checklist.owed if document.number is None] == case.get("extra", [])
    assert [formed.document.number for formed in checklist.formed_elsewhere] == case.get("formed", [])
    assert [undecided.document.key for undecided in checklist.undecided] == case.get("undecided", [])
    assert list(checklist.facts_needed) == case.get("needed", [])
    assert [lawful.document.key for lawful in checklist.may_lack] == case.get("may_lack", [])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_case_has_a_key_nobody_reads(table: dict[str, Any]) -> None:
    known = {"name", "facts", "owed", "extra", "formed", "undecided", "needed", "may_lack"}
    assert {key for case in table["case"] for key in case} <= known
    assert set(table) == {"edition", "case"}


def test_every_edition_has_cases_and_there_are_enough() -> None:
    assert {table["edition"] for table in TABLES.values()} == {edition.label for edition in load_editions()}
    assert len(ALL) >= 40


@pytest.mark.parametrize("label", ["E2020-7", "E2020-8"])
def test_every_teacher_category_has_a_case(label: str) -> None:
    table = next(table for table in TABLES.values() if table["edition"] == label)
    asked = {case["facts"].get("teacher_category") for case in table["case"]}
    assert asked >= set(TEACHER_CATEGORIES)
