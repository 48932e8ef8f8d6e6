"""Looks through every file a program left for words that must not be there."""

import zlib
from collections.abc import Iterable
from pathlib import Path

from tests.clear_text.words import PACKED, forms_of_words


def find_words(roots: Iterable[Path]) -> list[str]:
    """Each file with a word in it, its name included, and what was found; nothing where all is well."""
    forms = forms_of_words()
    found: list[str] = []
    for root in roots:
        for path in sorted(root.rglob("*")):
            found.extend(f"{path}: its name: {word}" for form, word in forms.items() if form in str(path).encode())
            if path.is_file():
                found.extend(f"{path}: {what}" for what in look_into(path.read_bytes(), forms))
    return found


def look_into(content: bytes, forms: dict[bytes, str]) -> list[str]:
    """What is found in a file's bytes."""
    said = [word for form, word in forms.items() if form in content]
    said.extend(what for start, what in PACKED.items() if start in content)
    return [*dict.fromkeys(said), *(f"packed: {word}" for word in _look_into_packed(content, forms))]


def _look_into_packed(content: bytes, forms: dict[bytes, str]) -> list[str]:
    """Words inside zlib streams, wherever one may begin."""
    found: list[str] = []
    for start in (b"\x78\x01", b"\x78\x9c", b"\x78\xda"):
        place = content.find(start)
        while place >= 0:
            try:
                opened = zlib.decompressobj().decompress(content[place : place + 200_000], 1_000_000)
            except zlib.error:
                opened = b""
            found.extend(word for form, word in forms.items() if form in opened)
            place = content.find(start, place + 1)
    return list(dict.fromkeys(found))
