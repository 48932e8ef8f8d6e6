"""``kense day figures`` as text, as JSON and as a sheet, and what it says when asked for nonsense."""

import json
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.operations import queue_desk, reception
from tests.operations.making import counter_at, open_ready, service_of
from tests.papers.reading import page_sizes, text_by_pdfium


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A counter on which one case was accepted and one person waits."""
    with counter_at(tmp_path) as counter:
        reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        queue_desk.issue_ticket(counter, service_of(counter))
    return tmp_path


def test_figures_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["day", "figures", "--data", str(folder), "--from", "2026-09-01", "--to", "2026-09-30", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figures"]["totals"]["accepted"] == 1
    assert told["figures"]["totals"]["tickets"] == 1
    assert told["figures"]["totals"]["last_number"] == "D7/2026-000001"
    assert "before" not in told


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_figures_as_text_beside_the_period_before(
    folder: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    given = ["day", "figures", "--data", str(folder), "--from", "2026-09-14", "--compare", "--language", language]
    assert main(given) == 0
    out = capsys.readouterr().out
    assert "D7/2026-000001" in out
    assert "+1" in out


def test_the_sheet_is_written(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "day.pdf"
    given = ["day", "figures", "--data", str(folder), "--from", "2026-09-14", "--pdf", str(file), "--language", "both"]
    assert main(given) == 0
    data = file.read_bytes()
    assert len(page_sizes(data)) == 1
    assert "D7/2026-000001" in text_by_pdfium(data)
    assert "850101100002" not in text_by_pdfium(data)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["--from", "01.09.2026"], "625"),
        (["--from", "9999-12-31"], "237"),
        (["--from", "0001-01-01", "--to", "2026-09-30", "--compare"], "237"),
        (["--from", "2026-09-30", "--to", "2026-09-01"], "624"),
        (["--from", "2026-09-01", "--service", "passports"], "626"),
        (["--from", "2026-09-01", "--pdf", "/nowhere/at/all.pdf"], "419"),
    ],
)
def test_nonsense_is_refused_with_its_problem(
    folder: Path, capsys: pytest.CaptureFixture[str], given: list[str], code: str
) -> None:
    assert main(["day", "figures", "--data", str(folder), *given]) == 2
    assert capsys.readouterr().err.startswith(f"{code}: ")
