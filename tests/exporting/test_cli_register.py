"""``kense register`` and ``kense journal verify --pdf`` from the shell."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.protection.wrapping import make_district_key
from forms.register_acts import RegisterExported
from tests.operations.making import counter_at, events
from tests.papers.reading import flat, text_by_pdfium

from .test_export import decide
from .test_sealed import PRIVATE, sealed
from .test_spreadsheets import read_csv, rows_of


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder with two cases, closed."""
    with counter_at(tmp_path / "data") as counter:
        for _ in range(2):
            decide(counter)
    yield tmp_path / "data"


def test_each_form_is_written_and_recorded(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    period = ("--from", "2026-09-01", "--to", "2026-09-30")
    for form, name in (("xlsx", "a.xlsx"), ("csv", "a.csv")):
        out = str(tmp_path / name)
        assert main(["register", "export", "--form", form, *period, "--data", str(folder), "--out", out]) == 0
        assert "SHA-256" in capsys.readouterr().out
    assert (
        main(["register", "book", "--data", str(folder), "--language", "both", "--out", str(tmp_path / "a.pdf")]) == 0
    )
    assert len(rows_of((tmp_path / "a.xlsx").read_bytes())) == 3
    assert len(read_csv((tmp_path / "a.csv").read_bytes())) == 3
    assert "D7/2026-000002" in flat(text_by_pdfium((tmp_path / "a.pdf").read_bytes()))
    with counter_at(folder) as counter:
        forms = [event.act.form for event in events(counter) if isinstance(event.act, RegisterExported)]
    assert forms == ["xlsx", "csv", "book"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "2026-09-31"), "625"),
        (("--from", "2026-09-30", "--to", "2026-09-01"), "624"),
        (("--sealed",), "789"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.xlsx"
    assert main(["register", "export", "--data", str(folder), "--out", str(out), *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"{code}: ")
    assert not out.exists()


def test_the_district_opens_a_sealed_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.csv.sealed").write_bytes(sealed(b"content", "x.csv"))
    (tmp_path / "key").write_text(PRIVATE.hex() + "\n")
    (tmp_path / "other").write_text(make_district_key().hex())
    (tmp_path / "none").write_text("no key")
    file = str(tmp_path / "x.csv.sealed")
    for name in ("other", "none"):
        assert main(["register", "open-sealed", file, "--district-key", str(tmp_path / name)]) == 2
        assert capsys.readouterr().err.startswith("789: ")
    assert main(["register", "open-sealed", file, "--district-key", str(tmp_path / "key")]) == 0
    assert (tmp_path / "x.csv").read_bytes() == b"content"


def test_the_journals_report_is_written_as_a_paper(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "v.pdf"
    assert main(["journal", "verify", "--data", str(folder), "--pdf", str(out), "--language", "ru"]) == 0
    assert "D7" in flat(text_by_pdfium(out.read_bytes()))
    assert main(["journal", "verify", "--data", str(folder), "--pdf", str(out)]) == 2  # never over one
