"""What is kept beside a complaint, looked at or written to a file: its scan, and the copies of its papers.

Never shown to who it is about. Called on the store's thread.
"""

from dataclasses import replace
from pathlib import Path

from desktop.domain.complaints import check_may_handle
from desktop.operations import copy_files, reprinting
from desktop.operations.complaints import find_complaint, standing_of
from desktop.operations.copy_files import SeenFile
from desktop.operations.counter import Counter
from desktop.storage.complaints import ComplaintRow


def see_paper(counter: Counter, number: str, paper: int) -> SeenFile:
    """The pages of a kept copy. Raises Problem 720, 1021, 1016, 773."""
    _look(counter, number)
    return SeenFile(tuple(reprinting.archived_pages(counter, paper)), b"")


def save_paper(counter: Counter, number: str, paper: int, target: Path) -> None:
    """Write a kept copy, byte for byte. Raises Problem 720, 1021, 1016, 773, 750, 751."""
    _look(counter, number)
    copy_files.save_copy(counter, paper, target)


def see_scan(counter: Counter, number: str, sha256: str) -> SeenFile:
    """The scan of the complaint. Raises Problem 720, 1021, 1016, 752."""
    return copy_files.see_attachment(counter, _look(counter, number).sequence, sha256)


def save_scan(counter: Counter, number: str, sha256: str, target: Path) -> None:
    """Write the scan. Raises Problem 720, 1021, 1016, 752, 750, 751."""
    copy_files.save_attachment(counter, _look(counter, number).sequence, sha256, target)


def _look(counter: Counter, number: str) -> ComplaintRow:
    row = find_complaint(counter, number)
    check_may_handle(replace(standing_of(row), ended_on=None), counter.operator.id)
    return row
