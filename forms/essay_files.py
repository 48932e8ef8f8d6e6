"""The text of an essay's file: a plain text in the encodings of Kazakhstan, or a DOCX document.

Whatever else it is, is refused with a sentence (Problems 985 to 991); nothing of the text is kept.
"""

import re
from pathlib import Path

from forms.essay_document import docx_text
from forms.problems import Problem
from forms.roster_text import decode, is_damaged

MOST_BYTES = 20 * 1024 * 1024  # of the file: an essay with photographs
MOST_TEXT_BYTES = 2 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old .doc, or a DOCX locked with a password
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
# What is written in letters and is no text to be read: a web page saved as .doc, RTF, XML of a word processor, PDF,
# a page with its pictures (MHT), whose first lines are those of a letter. Its marks would be counted as words.
_MARKUP = re.compile(
    r"(?i)<[a-z!?]|\{\\rtf|%PDF-"
    r"|(?:[a-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?:MIME-Version|Content-Transfer-Encoding|Content-Type):"
)
_CLOSING_TAG = re.compile(r"</[a-zA-Z][\w:.-]{0,40}\s{0,9}>")
_FEWEST_TAGS = 3  # an essay may name one or two
_BEFORE_TEXT = "\ufeff \t\r\n"


def read_essay(path: Path) -> str:
    """The text of the file. Raises Problem 985 to 991."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Problem("985", file=path.name, detail=str(error)) from error
    return essay_text(path.name, content)


def essay_text(name: str, content: bytes) -> str:
    """The text of a file's ``content``; ``name`` is for the sentences. Raises Problem 986 to 991."""
    if len(content) > MOST_BYTES:
        raise Problem("989", file=name)
    if content.startswith(b"PK\x03\x04"):
        text = docx_text(name, content)
    elif content.startswith(_OLE):
        # A locked document says so in its directory, in UTF-16.
        raise Problem("987" if "EncryptedPackage".encode("utf-16-le") in content else "986", file=name)
    else:
        text = _plain_text(name, content)
    if not any(letter.isalnum() for letter in text):
        raise Problem("991", file=name)
    return text


def _plain_text(name: str, content: bytes) -> str:
    if len(content) > MOST_TEXT_BYTES:
        raise Problem("989", file=name)
    try:
        text, _ = decode(content, name)
    except Problem as error:
        raise Problem("986", file=name, detail=error.code) from error
    # What is no text at all, or was cut and glued in another encoding: its words would be counted wrongly.
    if is_damaged(text) or _CONTROLS.search(text) or _is_markup(text):
        raise Problem("986", file=name)
    return text


def _is_markup(text: str) -> bool:
    start = text.lstrip(_BEFORE_TEXT)[:4000].replace("\r\n", "\n")
    if _MARKUP.match(start):
        return True
    return sum(1 for _ in zip(range(_FEWEST_TAGS), _CLOSING_TAG.finditer(text), strict=False)) == _FEWEST_TAGS
