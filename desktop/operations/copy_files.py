"""What lies in the archive, looked at, or written to a file someone asked for: that is theirs to keep safe.

Called on the store's thread.
"""

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.permissions import require
from desktop.operations import reprinting
from desktop.operations.counter import Counter
from desktop.operations.issuing import PREVIEW_DPI, PageImage, render_pages
from forms.problems import Problem

PDF = "application/pdf"


@dataclass(frozen=True)
class SeenFile:
    """A file that was put beside an event, to be looked at: its pages, or where it is a picture its own bytes."""

    pages: tuple[PageImage, ...]
    picture: bytes


def save_copy(counter: Counter, paper: int, target: Path) -> None:
    """Write an archived copy, byte for byte as it was printed.

    Raises Problem 720 without the right, 773 where its bytes were erased, 750 where the file cannot be written, 751
    where one is there already.
    """
    _write(target, reprinting.archived_content(counter, paper))


def see_attachment(counter: Counter, sequence: int, sha256: str) -> SeenFile:
    """A file beside the event of a sequence. Raises Problem 720, 752 where its bytes were erased."""
    media_type, content = _attached(counter, sequence, sha256)
    if media_type == PDF:
        return SeenFile(tuple(render_pages(content, PREVIEW_DPI)), b"")
    return SeenFile((), content)


def save_attachment(counter: Counter, sequence: int, sha256: str, target: Path) -> None:
    """Write a file that was put beside an event. Raises Problem 720, 752, 750, 751."""
    _write(target, _attached(counter, sequence, sha256)[1])


def _attached(counter: Counter, sequence: int, sha256: str) -> tuple[str, bytes]:
    require(counter.roles, "search")
    for attached in counter.store.attachments.of_event(sequence):
        content = counter.store.attachments.content(sequence, attached.place)
        if attached.sha256 == sha256 and content is not None:
            return attached.media_type, content
    raise Problem("752")


def _write(target: Path, content: bytes) -> None:
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise Problem("751", file=str(target)) from error
    except (OSError, ValueError) as error:
        raise Problem("750", file=str(target), detail=type(error).__name__) from error
