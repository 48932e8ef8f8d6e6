"""The QR code as a scanner reads it off a printed paper."""

from typing import Any

import pytest
from pyzbar.pyzbar import decode

from forms.papers.drawing import draw_outcome
from forms.papers.qr import SIDE, _matrix, quiet_zone
from forms.signing import sign_paper

from .reading import page_sizes, picture_of, text_by_pdfium
from .samples import AT, KEY, edition, outcome_paper

ADDRESS = "https://office.example.kz/v"


def signed(number: int, address: str = "") -> str:
    return sign_paper(KEY, counter="D7", number=f"D7/2026-{number:06}", at=AT, outcome="accepted", address=address)


def scan(data: bytes, dots_per_inch: int, *, bilevel: bool) -> list[str]:
    picture: Any = picture_of(data, len(page_sizes(data)) - 1, dots_per_inch)
    if bilevel:
        picture = picture.point(lambda value: 255 if value > 127 else 0).convert("1").convert("L")
    return [found.data.decode("ascii") for found in decode(picture) if found.type == "QRCODE"]


@pytest.mark.parametrize("bilevel", [False, True])
@pytest.mark.parametrize("dots_per_inch", [203, 300])
@pytest.mark.parametrize("paper_format", ["a4", "roll80"])
@pytest.mark.parametrize("address", ["", ADDRESS])
def test_a_scanner_reads_the_code(bilevel: bool, dots_per_inch: int, paper_format: str, address: str) -> None:
    for language in ("kk", "both"):
        code = signed(123, address)
        data = draw_outcome(outcome_paper(edition("E2020-7"), "accepted", language, paper_format, qr=code))  # type: ignore[arg-type]
        assert scan(data, dots_per_inch, bilevel=bilevel) == [code]


def test_any_signature_is_read_under_the_one_mask() -> None:
    for number in range(30):
        code = signed(number, ADDRESS)
        data = draw_outcome(outcome_paper(edition("E2020-7"), paper_format="roll80", qr=code))
        assert scan(data, 203, bilevel=True) == [code]


def test_the_symbol_is_28_mm_with_its_quiet_zone_clear() -> None:
    assert pytest.approx(28 / 25.4 * 72) == SIDE
    code = signed(1, ADDRESS)
    assert quiet_zone(code) == pytest.approx(4 * SIDE / len(_matrix(code)))


def test_a_paper_without_a_code_promises_none() -> None:
    data = draw_outcome(outcome_paper(edition("E2020-7"), qr=""))
    assert scan(data, 203, bilevel=False) == []
    assert "QR" not in text_by_pdfium(data)
