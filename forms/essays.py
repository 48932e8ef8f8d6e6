"""How many words a text has, counted as a person counts Kazakh and Russian ones, and whether that is what is asked.

The rule and where it comes from: ``docs/decisions/essays.md``.
"""

import re
import unicodedata
from typing import Literal

from forms.catalogues import N_

Verdict = Literal["too_few", "fits", "too_many"]

# Why an essay does not conform, on a screen and on a paper.
WORDS_OUTSIDE = N_("words: {count}, asked for: {fewest} to {most}")
MOST_TYPED = 6  # digits of a count typed by hand

_HYPHENS = "-\u2010\u2011"
_DASHES = "\u2012\u2013\u2014\u2015\u2212"
_QUOTES = re.compile("[«»“”„‟\"‹›'‘’‚‛`´ʼʹ′″]")
# A word divided at the line's end: one line break only, so that no paragraph is joined to the next.
_DIVIDED = re.compile(rf"(?<=[^\W\d_])[{_HYPHENS}][ \t]*(?:\r\n|\n|\r)[ \t]*(?=[^\W\d_])")
# What stands before a line of a list: a figure, or a letter with a bracket. A date is none: its figures go on.
_NUMBERING = re.compile(r"(?m)^[^\S\n]*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[^\W\d_]\))(?=\s)")
# Thousands in groups: 25 000, 1 000 000.
_THOUSANDS = re.compile(r"(?<![\w.,])(\d{1,3})((?:[ \u00a0\u202f]\d{3})+)(?![\w])(?![.,]\d)")
_ADDRESS = re.compile(
    r"(?i)[a-z][a-z0-9+.-]{1,15}://\S+|www\.\S+|[^\s@<>()]{1,64}@[\w.-]{1,255}\.\w{2,24}"
    r"|(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}(?:/\S*)?(?![\w-])"
)
# «т. б.», «и т. д.»: short words of one small letter each, written as one.
_SHORTENED = re.compile(r"(?<!\w)([^\W\d_])\.[^\S\n]*(?=([^\W\d_])\.)")
_BRACKETED = re.compile(r"(?<=\w)\([^\s()]*\)")


def count_words(text: str) -> int:
    """The number of words of ``text``; 0 where it has none."""
    text = unicodedata.normalize("NFC", text)
    # Soft hyphens, joiners and marks of direction take no place and divide nothing.
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = _DIVIDED.sub("-", text)
    text = _NUMBERING.sub(" ", text)
    text = _ADDRESS.sub("address ", text)
    text = _THOUSANDS.sub(lambda found: found[1] + re.sub(r"\D", "", found[2]), text)
    text = _QUOTES.sub("", text)
    text = _SHORTENED.sub(_joined_short, text)
    return sum(_pieces(token) for token in _without_initials(text.split()))


def judge_essay(count: int, words: tuple[int, int]) -> Verdict:
    """Whether ``count`` is among the fewest and most ``words`` an edition asks, both included."""
    fewest, most = words
    return "too_few" if count < fewest else "too_many" if count > most else "fits"


def typed_count(typed: str) -> int | None:
    """A number of words as typed; None where it is not one."""
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_TYPED else None


def _joined_short(found: re.Match[str]) -> str:
    first, second = found[1], found[2]
    return f"{first}·" if first.islower() and second.islower() else found[0]


def _without_initials(tokens: list[str]) -> list[str]:
    """Initials belong to the name they stand by, before or after it; the letter of a class after its figure does not.

    Initials without a name beside them are one word.
    """
    kept: list[str] = []
    in_name = False  # the last word kept is a name, or initials that wait for theirs
    waiting = False
    for place, token in enumerate(tokens):
        after_figure = place > 0 and tokens[place - 1][-1:].isdigit()
        initials = _are_initials(token) and not after_figure
        if initials and in_name:
            continue
        if waiting and token[:1].isupper() and not initials:
            waiting, in_name = False, False  # the name itself: counted with its initials
            continue
        kept.append(token)
        waiting = initials
        in_name = initials or (token[:1].isupper() and token[-1:].isalpha() and _next_is_only_initials(tokens, place))
    return kept


def _are_initials(token: str) -> bool:
    bare = token.strip("(),;:")
    return re.fullmatch(r"(?:[^\W\d_]\.)+", bare) is not None and bare.isupper()


def _next_is_only_initials(tokens: list[str], place: int) -> bool:
    """«Сынақов А. Б.»: initials after a name, and not before the next one, as in «Ақын М. Ж. Көпеев»."""
    after = place + 1
    while after < len(tokens) and _are_initials(tokens[after]):
        after += 1
    if after == place + 1:
        return False
    return after == len(tokens) or not tokens[after][:1].isupper()


def _pieces(token: str) -> int:
    """The words in what stands between two spaces: more than one where a space was forgotten after a mark."""
    token = _BRACKETED.sub("", token)
    count, begun = 0, False
    for place, letter in enumerate(token):
        if letter.isalnum() or unicodedata.category(letter).startswith("M"):
            count += not begun
            begun = True
        elif begun and _divides(token, place):
            begun = False
    return count


def _divides(token: str, place: int) -> bool:
    """Whether a mark inside a token ends a word there."""
    mark, before, after = token[place], token[max(0, place - 2) : place], token[place + 1 : place + 3]
    if mark in _HYPHENS:
        return before.endswith(tuple(_HYPHENS)) or after.startswith(tuple(_HYPHENS))  # "--" is a dash
    figures = before[-1:].isdigit() and after[:1].isdigit()
    if mark in _DASHES or mark in ",;:!?…/\\|=+&*(){}[]<>":
        return not figures
    if mark == ".":
        if before.endswith(".") or after.startswith("."):
            return True  # three points
        initial = re.search(r"(?:^|[^\w])([^\W\d_])$", before)
        if initial is not None and initial[1].isupper():
            return False  # Ж.Аймауытов
        short = re.match(r"[^\W\d_](?:\W|$)", after) is not None
        return before[-1:].isalpha() and after[:1].isalpha() and not (initial is not None and short)
    return False
