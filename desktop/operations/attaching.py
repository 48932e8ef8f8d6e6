"""A file put beside an event: a scan of what someone asked in writing. Known by its content, not by its name."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from desktop.operations.counter import Counter
from forms.problems import Problem
from forms.register_acts import Attached

MOST_BYTES = 5 * 1024 * 1024
_LONGEST_NAME = 120
# How far from the beginning or the end a PDF's marks may stand.
_PDF_REACH = 1024


@dataclass(frozen=True)
class ReadFile:
    """A file as it will be kept."""

    name: str
    media_type: str
    content: bytes

    @property
    def attached(self) -> Attached:
        """How the event's particulars name it."""
        return Attached(name=self.name, media_type=self.media_type, sha256=hashlib.sha256(self.content).hexdigest())


def read_attachment(path: Path) -> ReadFile:
    """A PDF, a PNG or a JPEG of at most 5 MB. Raises Problem 768 to 771."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Problem("769", file=path.name, size=f"{size / 1024 / 1024:.1f}", most=MOST_BYTES // 1024 // 1024)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Problem("770", file=path.name, detail=str(error)) from error
    if len(content) > MOST_BYTES:  # it grew, or is no ordinary file
        raise Problem("769", file=path.name, size=f"> {MOST_BYTES // 1024 // 1024}", most=MOST_BYTES // 1024 // 1024)
    if not content:
        raise Problem("771", file=path.name)
    return ReadFile(_shortened(path.name), _media_type(path.name, content), content)


def keep_attachment(counter: Counter, sequence: int, file: ReadFile | None) -> None:
    """Keep the file beside an event, in the act that records it."""
    if file is not None:
        counter.store.attachments.keep(sequence, 1, name=file.name, media_type=file.media_type, content=file.content)


def _media_type(name: str, content: bytes) -> str:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole(name, "image/png", b"IEND" in content[-64:])
    if content.startswith(b"\xff\xd8\xff"):
        return _whole(name, "image/jpeg", b"\xff\xd9" in content[-_PDF_REACH:])
    if b"%PDF-" in content[:_PDF_REACH]:
        return _whole(name, "application/pdf", b"%%EOF" in content[-_PDF_REACH:])
    raise Problem("768", file=name)


def _whole(name: str, media_type: str, whole: bool) -> str:
    if not whole:
        raise Problem("771", file=name)
    return media_type


def _shortened(name: str) -> str:
    """The name without what no paper can show, and not longer than a line or two; its ending stays."""
    shown = "".join(letter if letter.isprintable() else "_" for letter in name)
    if len(shown) <= _LONGEST_NAME:
        return shown
    return f"{shown[: _LONGEST_NAME - 9]}…{shown[-8:]}"
