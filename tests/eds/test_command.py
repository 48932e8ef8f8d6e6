"""``kense papers verify-signature``."""

from pathlib import Path

import pytest

from desktop.cli import main
from desktop.eds.signing import SigningWords, sign_pdf
from forms.papers.notification import draw_notification
from tests.papers.notification_samples import notification_paper
from tests.papers.samples import edition

from .authority import NOW, PASSWORD, Authority, load_key


@pytest.fixture
def file(tmp_path: Path) -> Path:
    key = load_key(Authority().file(tmp_path / "k.p12"), PASSWORD)
    drawn = draw_notification(notification_paper(edition("E2025")))
    path = tmp_path / "хабарлама.pdf"
    path.write_bytes(sign_pdf(drawn, key, at=NOW, words=SigningWords("хабарлама")))
    return path


def test_it_tells_who_signed_and_that_nothing_changed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["papers", "verify-signature", str(file)]) == 0
    out = capsys.readouterr().out
    assert "ҮЛГІЖАНОВ ҒАЛЫМ  № 7 жалпы білім беретін үлгі мектеп" in out
    assert "signed 2026-11-21 14:05:00+00:00  unchanged  issuer not compared" in out


def test_it_compares_the_issuer_with_the_roots_given(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roots = str(Authority().trust(tmp_path / "roots"))
    assert main(["papers", "verify-signature", str(file), "--roots", roots]) == 0
    assert "issuer trusted" in capsys.readouterr().out
    others = str(Authority("Басқа орталық").trust(tmp_path / "others"))
    assert main(["papers", "verify-signature", str(file), "--roots", others]) == 1
    assert "ISSUER NOT TRUSTED" in capsys.readouterr().out


def test_a_folder_without_roots_does_not_pass_for_a_comparison(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["papers", "verify-signature", str(file), "--roots", str(tmp_path / "mistyped")]) != 0
    assert "1097" in capsys.readouterr().err


def test_a_changed_paper_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray(file.read_bytes())
    content[content.index(b"/Producer") + 12] ^= 1
    file.write_bytes(content)
    assert main(["papers", "verify-signature", str(file)]) == 1
    assert "CHANGED" in capsys.readouterr().out


@pytest.mark.parametrize(("content", "code"), [(b"no PDF", "771"), (None, "770"), ("drawn", "1008")])
def test_what_is_no_signed_paper_is_told(
    tmp_path: Path, content: object, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    if content is not None:
        drawn = draw_notification(notification_paper(edition("E2025")))
        path.write_bytes(content if isinstance(content, bytes) else drawn)
    assert main(["papers", "verify-signature", str(path)]) != 0
    assert code in capsys.readouterr().err
