"""``kense standards`` in the shell."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from desktop.commands.standards import add_commands
from forms.problems import Problem
from forms.reading import load_editions
from tests.standards.places import BROKEN, SOUND


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser(prog="kense")
    add_commands(parser.add_subparsers(dest="subject"))
    args = parser.parse_args(["standards", *arguments])
    code: int = args.run(args)
    return code


def show(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run("show", *arguments, "--json") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_check_of_the_shipped_editions(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    assert capsys.readouterr().out == "7 editions, no faults\n"


def test_check_of_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(SOUND)) == 0
    assert capsys.readouterr().out == "1 edition, no faults\n"


def test_check_tells_file_key_and_sentence_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    path = BROKEN / "missing_language.toml"
    assert run("check", str(path)) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{path}:documents[2].title.ru: this language is missing.")


def test_check_of_a_folder_tells_every_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(BROKEN)) == 1
    out = capsys.readouterr().out
    for path in BROKEN.glob("*.toml"):
        assert f"{path}:" in out


def test_check_of_a_missing_path(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("check", str(tmp_path / "absent")) == 1
    assert "cannot be opened" in capsys.readouterr().out


def test_json_gives_numbers_and_titles(capsys: pytest.CaptureFixture[str]) -> None:
    facts = "teacher_category=pmpc,claimed_category=expert,has_category=yes,held_category=moderator,retraining_done=no"
    told = show(capsys, "E2020-7", "--facts", facts)
    assert told["edition"] == "E2020-7"
    assert told["act"]["number"] == "202"
    assert told["in_force"]["since"] == "2020-05-15"
    assert [document["number"] for document in told["documents"]] == [1, 2, 3, 5, 6, 7, 8, 10]
    identity = told["documents"][1]
    assert identity["key"] == "identity"
    assert identity["title"]["kk"].startswith("жеке басын куәландыратын құжат")
    assert identity["title"]["ru"].startswith("документ, удостоверяющий личность")
    assert identity["unofficial"] == ["ru"]
    assert identity["source"]["paragraph"] == "8"
    assert identity["marks"] == ["original_seen", "original_returned"]
    reasons = {document["key"]: document["reason"]["ru"] for document in told["not_owed"]}
    assert reasons["observation_sheets"] == "Педагоги ПМПК не представляют"
    assert told["undecided"] == []


def test_additional_document_has_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    told = show(capsys, "E2020-8", "--facts", "teacher_category=additional,has_category=no,retraining_done=no")
    assert [(document["number"], document["key"]) for document in told["documents"]][-1] == (None, "extra_additional")


def test_without_facts_the_rest_is_undecided(capsys: pytest.CaptureFixture[str]) -> None:
    told = show(capsys, "E2025")
    assert [document["number"] for document in told["documents"]] == [1, 9]
    undecided = {document["number"]: document["facts"] for document in told["undecided"]}
    assert undecided[2] == ["education_data_in_systems"]
    assert undecided[6] == ["claimed_category", "has_category"]
    assert told["facts_needed"] == [fact for fact in told["facts_asked"] if fact != "held_category"]


@pytest.mark.parametrize("label", [edition.label for edition in load_editions()])
def test_json_tells_the_whole_edition(capsys: pytest.CaptureFixture[str], label: str) -> None:
    told = show(capsys, label)
    edition = load_editions().by_label(label)
    assert told["papers"]
    assert told["refusals"]
    assert told["norms"]["serving_minutes"] == edition.norms.serving_minutes
    assert len(told["terms"]) == len(edition.terms)
    assert len(told["rules"]) == len(edition.rules)
    everything = [document for part in PARTS for document in told[part]]
    assert len(everything) == len(edition.documents)


PARTS = ("documents", "formed_elsewhere", "not_owed", "undecided")


@pytest.mark.parametrize("yes", ["yes", "true", "иә", "да", "ДА", "True"])
@pytest.mark.parametrize("no", ["no", "false", "жоқ", "нет"])
def test_yes_and_no_in_every_language(capsys: pytest.CaptureFixture[str], yes: str, no: str) -> None:
    told = show(capsys, "E2024", "--facts", f"has_category={yes}, retraining_done={no}")
    assert told["facts"] == {"has_category": True, "retraining_done": False}


def test_facts_may_be_repeated_json_or_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"has_achievements": "иә"}', encoding="utf-8")
    told = show(
        capsys,
        "E2015",
        "--facts",
        "has_category=yes",
        "--facts",
        '{"from_higher_education": true, "has_category": false}',
        "--facts",
        f"@{file}",
    )
    assert told["facts"] == {"has_category": False, "from_higher_education": True, "has_achievements": True}
    assert [document["number"] for document in told["documents"]] == [1, 2, 3, 4, 5, 7]


def test_facts_the_edition_does_not_ask_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    told = show(capsys, "ENR", "--facts", "has_category=yes")
    assert told["facts_without_effect"] == ["has_category"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ("has_category", "133"),
        ("{", "133"),
        ("@no-such-file.json", "133"),
        ('{"has_category": 1}', "131"),
        ("has_category=maybe", "131"),
        ("teacher_category=yes", "131"),
        ("shoe_size=42", "130"),
    ],
)
def test_facts_that_cannot_be_read(facts: str, code: str) -> None:
    with pytest.raises(Problem) as raised:
        run("show", "E2020-7", "--facts", facts)
    assert raised.value.code == code


def test_list_is_no_set_of_facts(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(Problem) as raised:
        run("show", "E2020-7", "--facts", f"@{file}")
    assert raised.value.code == "133"


def test_file_in_place_of_a_label(capsys: pytest.CaptureFixture[str]) -> None:
    assert show(capsys, str(SOUND))["edition"] == "TEST"


@pytest.mark.parametrize(("named", "code"), [("E1999", "132"), ("absent.toml", "100")])
def test_edition_that_is_not_there(named: str, code: str) -> None:
    with pytest.raises(Problem) as raised:
        run("show", named)
    assert raised.value.code == code


@pytest.mark.parametrize(("language", "title"), [("kk", "диплом"), ("ru", "диплом об образовании")])
def test_text_is_in_the_language(capsys: pytest.CaptureFixture[str], language: str, title: str) -> None:
    facts = "claimed_category=expert,has_category=no,retraining_done=no,education_data_in_systems=no"
    assert run("show", "E2025", "--facts", facts, "--language", language) == 0
    out = capsys.readouterr().out
    assert out.startswith("E2025. ")
    assert title in out
    other = load_editions().by_label("E2025").documents[6].title
    assert (other.kk in out) is (language == "kk")
    assert (other.ru in out) is (language == "ru")
    assert "employment_data_in_systems" in out


def test_text_tells_marks_reasons_and_lawful_absence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "E2015", "--facts", "has_category=no,from_higher_education=no", "--language", "en") == 0
    out = capsys.readouterr().out
    assert "copy taken" in out
    assert "May be absent: Біліктілік санаты әлі берілмеген" in out
    assert "In force from 31.12.2015 to 14.05.2020" in out
