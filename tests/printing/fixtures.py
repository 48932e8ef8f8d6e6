"""Fixtures of a real print system: ``from tests.printing.fixtures import cups, office_printer, printers``."""

import os
from collections.abc import Iterator

import pytest

from desktop.printing.cups import CupsPrinters
from tests.printing.ipp_printer import IppPrinter
from tests.printing.private_cups import PrivateCups

QUEUE = "Office"


@pytest.fixture
def cups() -> Iterator[PrivateCups]:
    """A private scheduler without queues."""
    with PrivateCups() as running:
        yield running


@pytest.fixture
def office_printer(cups: PrivateCups) -> Iterator[IppPrinter]:
    """A printer that is on, with the default queue ``Office`` made for it."""
    with IppPrinter() as printer:
        cups.add_queue(QUEUE, printer.uri, default=True)
        yield printer


@pytest.fixture
def printers(cups: PrivateCups, office_printer: IppPrinter) -> CupsPrinters:
    """The counter's printing, told of the private scheduler."""
    return CupsPrinters({**os.environ, "CUPS_SERVER": cups.server})
