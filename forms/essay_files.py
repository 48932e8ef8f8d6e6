"""The text of an essay's file: a plain text in the encodings of Kazakhstan, or a DOCX document.

Whatever else it is, is refused with a sentence (Problems 985 to 991); nothing of the text is kept.
"""

import lzma
import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from forms.problems import Problem
from forms.roster_text import decode, is_damaged

MOST_BYTES = 20 * 1024 * 1024  # of the file: an essay with photographs
MOST_TEXT_BYTES = 2 * 1024 * 1024
MOST_PARTS = 3000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_UNPACKED_XML = 25 * 1024 * 1024  # of all that is parsed

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old .doc, or a DOCX locked with a password
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What a reader of the page does not see as text of it. Deleted text has elements of its own (w:delText).
_LEFT_OUT = frozenset((_FALLBACK, f"{_WORD}moveFrom", f"{_WORD}del", f"{_WORD}pPr", f"{_WORD}sectPr"))
_SPACES = {f"{_WORD}tab": "\t", f"{_WORD}ptab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
# What a spoilt archive, or a spoilt document in it, is answered with by those who read it.
_DAMAGED = (
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    OSError,
    EOFError,
    RuntimeError,  # NotImplementedError and RecursionError among them
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


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
        text = _docx_text(name, content)
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
    if content.startswith((b"%PDF-", b"{\\rtf")):
        raise Problem("986", file=name)
    try:
        text, _ = decode(content, name)
    except Problem as error:
        raise Problem("986", file=name, detail=error.code) from error
    # What is no text at all, or was cut and glued in another encoding: its words would be counted wrongly.
    if is_damaged(text) or _CONTROLS.search(text):
        raise Problem("986", file=name)
    return text


def _docx_text(name: str, content: bytes) -> str:
    _check_archive(name, content)
    import docx
    from lxml.etree import LxmlError

    try:
        document = docx.Document(BytesIO(content))
        return "".join(_text_of(document.element.body))
    except Problem:
        raise
    except (*_DAMAGED, LxmlError) as error:
        raise Problem("990", file=name, detail=type(error).__name__) from error


def _check_archive(name: str, content: bytes) -> None:
    """What an archive says of itself, before anything of it is unpacked: zipfile unpacks no more than is said."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            # As long as its sizes are sound: a part is parsed whole.
            xml = sum(part.file_size for part in parts if _is_xml(part))
            if (
                len(parts) > MOST_PARTS
                or sum(part.file_size for part in parts) > MOST_UNPACKED
                or xml > MOST_UNPACKED_XML
            ):
                raise Problem("989", file=name)
            names = {part.filename.lower() for part in parts}
            if any(part.flag_bits & 0x1 for part in parts):
                raise Problem("987", file=name)
            if "[content_types].xml" not in names:
                raise Problem("986", file=name)  # another archive, ODT for one
            types = archive.read(next(p for p in parts if p.filename.lower() == "[content_types].xml"))
    except _DAMAGED as error:
        raise Problem("990", file=name, detail=type(error).__name__) from error
    if b"macroEnabled" in types or any(part.endswith("vbaproject.bin") for part in names):
        raise Problem("988", file=name)
    if b"wordprocessingml.document.main+xml" not in types:
        raise Problem("986", file=name)  # a workbook, slides, a template


def _is_xml(part: ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _text_of(body: Any) -> Iterator[str]:
    """The text of the body in its order: tables, text boxes and inserted words with it; no header, footer or note."""
    left: list[Any] = [body]
    while left:
        element = left.pop()
        if isinstance(element, str):
            yield element
            continue
        tag = element.tag
        if tag in _LEFT_OUT or not isinstance(tag, str):
            continue
        if tag == f"{_WORD}r" and _is_hidden(element):
            continue
        if tag == f"{_WORD}t":
            yield element.text or ""
        elif tag in _SPACES:
            yield _SPACES[tag]
        elif tag == f"{_WORD}noBreakHyphen":
            yield "-"
        elif tag in (f"{_WORD}p", f"{_WORD}tc"):
            left.append("\n")
            left.extend(reversed(element))
            left.append("\n")
        else:
            left.extend(reversed(element))


def _is_hidden(run: Any) -> bool:
    found = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return found is not None and found.get(f"{_WORD}val", "true") not in ("false", "0", "off")
