"""The printing tests' fixtures."""

from tests.printing.fixtures import cups, office_printer, printers

__all__ = ["cups", "office_printer", "printers"]
