"""Which print system this machine has."""

from pathlib import Path

from desktop.printing.folder import FolderPrinters, PrintersAndFolder
from desktop.printing.ports import Printers
from desktop.protection.data_key import is_protected

PAPERS_NAME = "papers"


def choose_printers(folder: Path, key: bytes | None = None) -> Printers:
    """CUPS, and behind it a folder for PDF files beside the data, sealed with ``key`` where the folder is protected.

    Without its key a protected folder takes no papers.
    """
    from desktop.printing.cups import CupsPrinters

    if key is None and is_protected(folder):
        return CupsPrinters()
    return PrintersAndFolder(CupsPrinters(), FolderPrinters(folder / PAPERS_NAME, key))
