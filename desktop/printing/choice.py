"""Which print system this machine has."""

from pathlib import Path

from desktop.printing.folder import FolderPrinters, PrintersAndFolder
from desktop.printing.ports import Printers

PAPERS_NAME = "papers"


def choose_printers(folder: Path) -> Printers:
    """CUPS, and behind it a folder for PDF files beside the data."""
    from desktop.printing.cups import CupsPrinters

    return PrintersAndFolder(CupsPrinters(), FolderPrinters(folder / PAPERS_NAME))
