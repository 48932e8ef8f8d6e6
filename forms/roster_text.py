"""A roster's text: in which encoding an office wrote it, and its lines divided into values."""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator

from forms.problems import Problem
from forms.roster_values import read_iin

DELIMITERS = ";,\t"
MOST_COLUMNS = 256
MOST_LINES = 20  # of one line of the table: a value may have line breaks
_LONGEST_QUOTED = 1 << 16
_SAMPLE = 200_000
_DAMAGED = "\ufffd"
# The letters KZ-1048 has where Windows-1251 has those of other languages.
_KAZAKH = frozenset("ҚқҺһҰұӘәӨөҒғҮүҢң")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]+")
_USUAL_SIGNS = frozenset("«»№–—“”„’‘…§°\u00a0\u00ad")


def decode(content: bytes, file: str) -> tuple[str, str]:
    """The text, and the encoding it was read in: UTF-8, UTF-16, Windows-1251 or KZ-1048.

    What cannot be made out within a text that otherwise can is U+FFFD. Raises Problem 975 where nothing fits.
    """
    if _is_wide(content):
        raise Problem("975", file=file, detail="NUL")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), "UTF-16"
    plain = content.removeprefix(codecs.BOM_UTF8)
    try:
        return plain.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        sample = plain[: _SAMPLE * 2]
        if 0 in sample:
            raise Problem("975", file=file, detail=str(error)) from error
        if plain is not content or _is_damaged_utf8(sample):
            return plain.decode("utf-8", "replace"), "UTF-8"
        text = plain.decode("kz1048", "replace")
        if not _has_cyrillic_words(text[:_SAMPLE]):
            raise Problem("975", file=file, detail=str(error)) from error
    if _KAZAKH.isdisjoint(text):
        return plain.decode("cp1251", "replace"), "Windows-1251"
    return text, "KZ-1048"


def is_damaged(value: str) -> bool:
    """Whether letters of it could not be made out."""
    return _DAMAGED in value


def read_lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Each line of the table that says something: its number in the file, and its values.

    None where it cannot be divided: a quotation mark is not closed, or only after somebody else's line. Such a line
    ends where it ends in the file, so the ones after it are read.
    """
    source = _Lines(text)
    for number, line in source:
        values: list[str] | None
        if '"' in line and len(line) <= _LONGEST_QUOTED:
            values = _quoted(line, source, delimiter)
        else:
            values = line.rstrip("\r\n").split(delimiter, MOST_COLUMNS)
        if values is None or any(value.strip() for value in values):
            yield number, values


class _Lines:
    """The lines of a text with their numbers; what was looked at can be put back."""

    def __init__(self, text: str) -> None:
        self._stream = enumerate(io.StringIO(text, newline=""), 1)
        self._back: deque[tuple[int, str]] = deque()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> tuple[int, str]:
        return self._back.popleft() if self._back else next(self._stream)

    def put_back(self, lines: list[tuple[int, str]]) -> None:
        self._back.extendleft(reversed(lines))


def _quoted(first: str, source: _Lines, delimiter: str) -> list[str] | None:
    taken: list[tuple[int, str]] = []

    def feed() -> Iterator[str]:
        yield first
        for numbered in source:
            taken.append(numbered)
            yield numbered[1]
            if len(taken) >= MOST_LINES:
                return

    try:
        values = next(csv.reader(feed(), delimiter=delimiter, strict=True))[: MOST_COLUMNS + 1]
    except (csv.Error, StopIteration):
        values = None
    if values is None or (taken and any(_has_line_of_somebody(value, delimiter) for value in values)):
        source.put_back(taken)
        return None
    return values


def _has_line_of_somebody(value: str, delimiter: str) -> bool:
    """Whether a value that goes on below has swallowed a line of the table."""
    for line in value.splitlines()[1:]:
        parts = line.split(delimiter, MOST_COLUMNS)
        if len(parts) > 1 and any(_is_iin(part) for part in parts):
            return True
    return False


def _is_iin(written: str) -> bool:
    try:
        return bool(read_iin(written, pad=True))
    except Problem:
        return False


def _is_wide(content: bytes) -> bool:
    """Whether letters take several bytes each and no mark says how: UTF-32, or UTF-16 without its mark.

    Their digits have NULs, which UTF-8 would take for letters. One alone spoils its line, not the file.
    """
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return True
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    sample = content[: _SAMPLE * 2]
    return not marked and sample.count(0) * 20 > len(sample)


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether it was UTF-8 once: most of what is not ASCII is sound. Text of one byte a letter hardly ever is."""
    text = sample.decode("utf-8", "replace")
    sound = sum(letter > "\x7f" and letter != _DAMAGED for letter in text)
    return sound > 2 * text.count(_DAMAGED)


def _has_cyrillic_words(text: str) -> bool:
    """Whether words look as words do: Cyrillic letters throughout, capitals first or everywhere, usual signs between.

    What was written in DOS or on a Mac is none of that when it is read as Windows writes.
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    usual = sum(bool(_CYRILLIC.fullmatch(word)) and _is_spelt(word) for word in words)
    signs = sum(letter > "\x7f" and not letter.isalpha() and letter not in _USUAL_SIGNS for letter in text)
    letters = sum(map(len, words))
    return bool(words) and usual >= 0.8 * len(words) and signs <= 0.1 * letters


def _is_spelt(word: str) -> bool:
    return word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())
