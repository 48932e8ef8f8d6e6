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

_LETTER = r"[^\W\d_]"
_HYPHENS = "-\u2010\u2011"
_SOFT_HYPHEN = "\u00ad"
_DASHES = "\u2012\u2013\u2014\u2015\u2212"
# Roman figures as they are typed on Latin and on Kazakh keyboards.
_ROMAN = "IVXLІХҮУ"
_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028]")
# A figure in a frame or a circle is numbering wherever it stands.
_FRAMED = re.compile("[0-9#*]\ufe0f?\u20e3|[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
# A word divided at the line's end: one line break only, so that no paragraph is joined to the next.
_DIVIDED = re.compile(rf"(?<={_LETTER})[{_HYPHENS}{_SOFT_HYPHEN}][ \t]*\n[ \t]*(?={_LETTER})")
# What stands before a line of a list: a figure, or a letter with a bracket. A date is none: its figures go on.
_NUMBERING = re.compile(
    rf"(?m)^[^\S\n]*(?:\(?(?:\d{{1,2}}(?:\.\d{{1,2}})*|[{_ROMAN}]{{1,6}}|{_LETTER})\)"
    rf"|(?:\d{{1,2}}(?:\.\d{{1,2}})*|[{_ROMAN}]{{1,6}})\.)(?=\s|{_LETTER})"
)
# Thousands in groups: 25 000, 1 000 000, 1 500,50.
_THOUSANDS = re.compile(
    r"(?<![\w.,])(\d{1,3})((?:[ \u00a0\u202f]\d{3})+)(?!\d)((?:,\d{1,9}|\.\d{1,2})?)(?!\w)(?![.,]\d)"
)
_ROMAN_RANGE = re.compile(rf"(?<!\w)([{_ROMAN}]{{1,7}})[{_DASHES}](?=[{_ROMAN}]{{1,7}}(?!\w))")
# 20.IX.2024
_ROMAN_MONTH = re.compile(rf"(?<!\w)(\d{{1,2}})\.[{_ROMAN}]{{1,4}}\.(?=\d{{2,4}}(?!\d))")
# An address with its Kazakh ending. What follows its last point is small or capital throughout: «end.Then» is none.
_ADDRESS = re.compile(
    r"(?i)(?:[a-z][a-z0-9+.-]{1,15}://[^\s<>«»\"“”]+|(?<!\w)www\.[^\s<>«»\"“”]+"
    r"|(?<!\w)(?:[a-z0-9][a-z0-9._%+-]{0,63}+|\w{1,64}+)@"
    r"(?:(?:[a-z0-9-]{1,63}\.){1,8}(?-i:[a-z]{2,24}|[A-Z]{2,24})(?![a-z0-9])|(?:[\w-]{1,63}\.){1,8}(?:қаз|рф)(?!\w))"
    r"|(?<![\w-])[a-z0-9][a-z0-9-]{0,62}+(?:\.[a-z0-9-]{1,63}+){0,6}\.(?-i:[a-z]{2,6}|[A-Z]{2,6})(?!\w)(?:/\S*)?)"
    rf"(?:[»”\"]{{0,2}}[{_HYPHENS}]{_LETTER}{{1,20}}|[»”\"]{{1,2}}(?-i:[а-яәғқңөұүһі]{{1,6}}))?"
)
# A space was forgotten at a quotation mark: »«, before «, before a capital letter. An apostrophe is none of these.
_BETWEEN_QUOTES = re.compile(rf"[»”“][«„]|[»”]“|\"\"|(?<={_LETTER})«|(?<={_LETTER})[»”“\"](?={_LETTER})")
_QUOTES = re.compile("[«»“”„‟\"‹›'‘’‚‛`´ʼʹ′″]")
# «т. б.», «и т. д.»: short words of one small letter each, written as one.
_SHORTENED = re.compile(rf"(?<!\w)({_LETTER})\.[^\S\n]*(?=({_LETTER})\.)")
_STROKED = re.compile(rf"(?<!\w)({_LETTER})/(?={_LETTER}(?!\w))")
# An ending in brackets, «мұғалім(дер)», or the letter of a class, «5(А)»; a longer word there is a word.
_BRACKETED = re.compile(rf"(?<=\w)\(-?({_LETTER}{{1,6}})\)")
_INITIAL = rf"(?:Дж|Дз|{_LETTER})"
_INITIALS = re.compile(rf"({_INITIAL}\.(?:[{_HYPHENS}]?{_INITIAL}\.)*)([{_HYPHENS}]{_LETTER}+)?")
_LAST_INITIAL = re.compile(rf"(?:^|\W)({_INITIAL})$")


def count_words(text: str) -> int:
    """The number of words of ``text``; 0 where it has none."""
    text = _FRAMED.sub(" ", _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)))
    text = _without_placeless(text, keep=_SOFT_HYPHEN)
    text = _DIVIDED.sub("-", text).replace(_SOFT_HYPHEN, "")
    text = _NUMBERING.sub(" ", _ROMAN_MONTH.sub(r"\1", text))
    text = _ADDRESS.sub("address", text)
    text = _THOUSANDS.sub(lambda found: found[1] + re.sub(r"\D", "", found[2]) + found[3], text)
    text = _ROMAN_RANGE.sub(r"\1-", text)
    text = _QUOTES.sub("", _BETWEEN_QUOTES.sub(_parted, text))
    text = _SHORTENED.sub(_joined_short, text)
    text = _STROKED.sub(r"\1·", text)
    return sum(_pieces(token) for token in _without_initials(text.split()))


def judge_essay(count: int, words: tuple[int, int]) -> Verdict:
    """Whether ``count`` is among the fewest and most ``words`` an edition asks, both included."""
    fewest, most = words
    return "too_few" if count < fewest else "too_many" if count > most else "fits"


def typed_count(typed: str) -> int | None:
    """A number of words as typed; None where it is not one."""
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_TYPED else None


def _without_placeless(text: str, keep: str) -> str:
    """Joiners, marks of direction and of stress, and what makes a sign an emoji take no place and divide nothing."""
    return text.translate(
        {
            ord(letter): None
            for letter in set(text)
            if letter != keep and unicodedata.category(letter) in ("Cf", "Mn", "Mc", "Me")
        }
    )


def _parted(found: re.Match[str]) -> str:
    """A space for the forgotten one; an ending after a closing mark, «Алаш»тың or «АЛАШ»ТЫҢ, stays with its word."""
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 2]
    capital = after[:1].isupper() and not (before.isupper() and after.isupper())
    return " " if len(found[0]) == 2 or found[0] == "«" or capital else ""


def _joined_short(found: re.Match[str]) -> str:
    first, second = found[1], found[2]
    return f"{first}·" if first.islower() and second.islower() else found[0]


def _without_initials(tokens: list[str]) -> list[str]:
    """Initials belong to the name they stand by, before or after it; the letter of a class after its figure does not.

    Initials without a name beside them are one word. A comma, a bracket or an ending after them closes the name.
    """
    kept: list[str] = []
    in_name = False  # the last word kept is a name, or initials that wait for theirs
    waiting = False
    for place, token in enumerate(tokens):
        after_figure = place > 0 and tokens[place - 1][-1:].isdigit()
        initials = _are_initials(token) and not after_figure
        closed = not token.endswith(".")
        if initials and in_name and not token.startswith("("):
            in_name, waiting = not closed, waiting and not closed
            continue
        if waiting and token[:1].isupper() and not initials:
            waiting, in_name = False, False  # the name itself: counted with its initials
            continue
        kept.append(token)
        waiting = initials and not closed
        in_name = waiting or (not initials and _is_name(token) and _next_is_only_initials(tokens, place))
    return kept


def _are_initials(token: str) -> bool:
    found = _INITIALS.fullmatch(token.strip("(),;:"))
    if found is None:
        return False
    letters = found[1].replace("Дж", "Д").replace("Дз", "Д")
    return letters.isupper() and (found[2] is None or found[2].islower())


def _is_name(token: str) -> bool:
    return token.lstrip("(")[:1].isupper() and token[-1:].isalpha()


def _next_is_only_initials(tokens: list[str], place: int) -> bool:
    """«Сынақов А. Б.»: initials after a name, and not before the next one, as in «Ақын М. Ж. Көпеев»."""
    after = place + 1
    while after < len(tokens) and _are_initials(tokens[after]) and not tokens[after].startswith("("):
        after += 1
        if not tokens[after - 1].endswith("."):
            return True
    if after == place + 1:
        return False
    return after == len(tokens) or not tokens[after][:1].isupper()


def _pieces(token: str) -> int:
    """The words in what stands between two spaces: more than one where a space was forgotten after a mark."""
    if "(" in token:
        token = _BRACKETED.sub(lambda found: "" if found[1].islower() or len(found[1]) == 1 else found[0], token)
    count, begun = 0, False
    for place, letter in enumerate(token):
        if letter.isalnum():
            count += not begun
            begun = True
        elif begun and _divides(token, place):
            begun = False
    return count


def _divides(token: str, place: int) -> bool:
    """Whether a mark inside a token ends a word there."""
    mark, before, after = token[place], token[max(0, place - 3) : place], token[place + 1 : place + 3]
    if mark in _HYPHENS:
        return before.endswith(tuple(_HYPHENS)) or after.startswith(tuple(_HYPHENS))  # "--" is a dash
    figures = before[-1:].isdigit() and after[:1].isdigit()
    if mark in _DASHES or mark in ",;:!?…/\\|=+&*(){}[]<>•":
        return not figures
    if mark == ".":
        return not figures and _point_divides(before, after)
    # A picture or a bullet between two words; the sign of a degree belongs to its figure.
    return mark != "°" and unicodedata.category(mark) in ("So", "Sm", "Co") and not figures


def _point_divides(before: str, after: str) -> bool:
    if before.endswith(".") or after.startswith("."):
        return True  # three points
    initial = _LAST_INITIAL.search(before)
    if initial is not None and initial[1][0].isupper():
        return False  # Ж.Аймауытов
    short = re.match(rf"{_LETTER}(?:\W|$)", after) is not None
    return before[-1:].isalnum() and after[:1].isalnum() and not (initial is not None and short)
