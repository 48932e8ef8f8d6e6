"""Papers against their golden references."""

import pytest

from .references import FOLDER, PAPERS, describe


@pytest.mark.parametrize("name", PAPERS)
def test_every_line_stands_where_its_reference_has_it(name: str) -> None:
    expected = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert describe(PAPERS[name]()).splitlines() == expected.splitlines()


def test_no_reference_is_left_without_its_paper() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PAPERS)
