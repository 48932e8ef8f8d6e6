"""The whole way: keys on the real screens, the print system, and what a printer on the wire received."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.printing.cups import CupsPrinters
from desktop.ui.demonstration.play import Demonstration
from desktop.ui.demonstration.script import DemoCase, read_cases
from desktop.ui.demonstration.stage import Stage
from tests.printing.fixtures import cups, office_printer, printers
from tests.printing.ipp_printer import IppPrinter

__all__ = ["cups", "office_printer", "printers"]

A4_POINTS = (595, 842)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["school-teacher-accepted", "expired-and-missing"])
def test_the_paper_arrives_at_the_printer(
    qapp: QApplication, tmp_path: Path, printers: CupsPrinters, office_printer: IppPrinter, name: str
) -> None:
    case = next(case for case in read_cases() if case.name == name)

    def open_for(folder: Path, case: DemoCase) -> Counter:
        place_demonstration(folder, provider=case.provider, edition=case.edition)
        return open_counter(folder, printers)

    number = Demonstration(Stage(tmp_path, ()), open_for).play(case)

    (arrived,) = office_printer.documents
    assert arrived.attributes["copies"] == 2
    document = pypdfium2.PdfDocument(arrived.content)
    try:
        size = tuple(round(side) for side in document[0].get_size())
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    assert size == A4_POINTS
    assert number in text
    assert case.applicant.name in text
