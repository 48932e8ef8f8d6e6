"""Documents as a word processor writes them, and as nobody does."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest

from forms.essay_files import essay_text
from forms.problems import Problem

ESSAY = "Менің ойымша, оқу-тәрбие жұмысы – өмірдің өзегі. Ұлы Әбіш һәм Іңкәр."


def document(*paragraphs: str) -> Any:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return made


def saved(made: Any) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Problem) as told:
        essay_text(name, content)
    assert told.value.code == code
    assert name in told.value.sentence()


def repacked(content: bytes, change: Any) -> bytes:
    """The same archive with its parts changed: ``change(name, bytes)`` gives the new bytes, None to leave it out."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            changed = change(part, old.read(part))
            if changed is not None:
                new.writestr(part, changed)
    return stream.getvalue()
