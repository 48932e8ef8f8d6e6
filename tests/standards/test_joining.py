"""Editions of a folder's own beside the shipped ones: their dates decide, never the names of their files."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.operations.own_edition import put_own_edition
from desktop.paths import EDITIONS
from forms.problems import Problem
from forms.reading import Editions, load_editions, read_edition
from tests.standards.making import lay, lending

SERVICE = "instrument_lending"
YEARS = {label: lending(label, f"20{label[1:]}-01-01") for label in ("L26", "L27", "L28")}


def label_on(editions: Editions, day: date, provider: str = "local") -> str:
    found = editions.in_force(SERVICE, provider, day)
    return "" if found is None else found.label


@pytest.mark.parametrize("names", list(permutations(("a.toml", "b.toml", "c.toml"))))
def test_files_join_whatever_they_are_called(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name, text in zip(names, YEARS.values(), strict=True):
        lay(tmp_path, name, text)
    editions = load_editions(also=tmp_path / EDITIONS)
    assert editions.troubles == ()
    told = {edition.label: edition.in_force.until for edition in editions.of_service(SERVICE)}
    assert told == {"L26": date(2026, 12, 31), "L27": date(2027, 12, 31), "L28": None}
    assert main(["standards", "check", str(tmp_path / EDITIONS)]) == 0


@pytest.mark.parametrize("order", list(permutations(YEARS)))
def test_published_one_after_another_they_stand_as_after_the_next_start(tmp_path: Path, order: tuple[str, ...]) -> None:
    joined = load_editions()
    for label in order:
        file = lay(tmp_path, f"{label}.toml", YEARS[label])
        joined = joined.joined(read_edition(file), label)
    again = load_editions(also=tmp_path / EDITIONS)
    assert set(joined) == set(again)


def test_one_for_any_provider_ends_those_of_each_and_makes_room(tmp_path: Path) -> None:
    # Alone, the first would run into the last; the one between them ends it.
    lay(tmp_path, "1.toml", lending("ALL"))
    lay(tmp_path, "2.toml", lending("OURS", "2027-01-01", provider="local"))
    lay(tmp_path, "3.toml", lending("TILL", "2026-07-01", until="2026-12-31"))
    editions = load_editions(also=tmp_path / EDITIONS)
    assert editions.troubles == ()
    days = (date(2026, 6, 30), date(2026, 12, 31), date(2027, 1, 1))
    assert [label_on(editions, day) for day in days] == ["ALL", "TILL", "OURS"]


def test_two_that_do_not_agree_are_told_and_the_others_hold(tmp_path: Path) -> None:
    lay(tmp_path, "a.toml", lending("L26", until="2027-06-30"))
    lay(tmp_path, "b.toml", YEARS["L27"])
    lay(tmp_path, "c.toml", YEARS["L28"])
    editions = load_editions(also=tmp_path / EDITIONS)
    (told,) = editions.troubles
    assert told.code == "128" and str(tmp_path / EDITIONS / "b.toml") in told.sentence()
    assert [one.label for one in editions.of_service(SERVICE)] == ["L26", "L28"]
    with pytest.raises(Problem) as raised:
        editions.by_label("L27")
    assert raised.value.code == "1120" and "b.toml" in raised.value.sentence()
    assert main(["standards", "check", str(tmp_path / EDITIONS)]) == 1


def test_the_same_text_twice_is_one_edition_and_another_under_its_label_is_told(tmp_path: Path) -> None:
    lay(tmp_path, "000001-L26.toml", YEARS["L26"])
    lay(tmp_path, "spravka.toml", YEARS["L26"])
    assert load_editions(also=tmp_path / EDITIONS).troubles == ()
    lay(tmp_path, "spravka.toml", YEARS["L26"].replace("fee_free = true", "fee_free = false"))
    assert [problem.code for problem in load_editions(also=tmp_path / EDITIONS).troubles] == ["129"]


def test_a_file_is_put_that_ends_the_one_before(tmp_path: Path) -> None:
    data, given = tmp_path / "data", tmp_path / "given"
    data.mkdir()
    given.mkdir()
    for name, label in (("spravka.toml", "L26"), ("2027-spravka.toml", "L27")):
        (given / name).write_text(YEARS[label], "utf-8")
        put_own_edition(data, given / name)
    editions = load_editions(also=data / EDITIONS)
    assert editions.troubles == ()
    assert (label_on(editions, date(2026, 12, 31)), label_on(editions, date(2027, 1, 1))) == ("L26", "L27")


def test_a_file_that_would_put_another_out_of_use_is_not_taken(tmp_path: Path) -> None:
    lay(tmp_path, "z.toml", YEARS["L27"])
    given = tmp_path / "a.toml"
    given.write_text(lending("L26", until="2027-06-30"), "utf-8")
    with pytest.raises(Problem) as raised:
        put_own_edition(tmp_path, given)
    assert raised.value.code == "128"
    assert [path.name for path in (tmp_path / EDITIONS).iterdir()] == ["z.toml"]
    assert load_editions(also=tmp_path / EDITIONS).by_label("L27").in_force.until is None
