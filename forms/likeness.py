"""Names so near that they may be one person's, written twice."""

from forms.folding import fold_words

# How many letters may differ in a word of at most so many letters.
_ALLOWED = ((3, 0), (6, 1))
_MOST = 2


def near_key(name: str) -> str:
    """What near names have in common: the first letters of their first two words, in either order."""
    return _key(_words(name))


def are_near(one: str, other: str) -> bool:
    """Whether two names may be one person's: each word of the shorter is near another word of the longer.

    Word order is free, a patronymic may be missing. Words near each other differ in no letter up to three letters, in
    one up to six, in two beyond (by the shorter word). The names have one :func:`near_key`.
    """
    words, others = _words(one), _words(other)
    if _key(words) != _key(others):
        return False
    shorter, longer = sorted((words, others), key=len)
    if len(shorter) < 2 and len(longer) > 1:
        return False
    return bool(shorter) and _match(shorter, longer)


def _key(words: list[str]) -> str:
    return "".join(sorted(word[0] for word in words[:2]))


def _words(name: str) -> list[str]:
    return [part for word in name.split() if (part := "".join(fold_words(word)[:1]))]


def _match(words: list[str], others: list[str]) -> bool:
    """Whether every word has one of the others for itself."""
    if not words:
        return True
    first, *rest = words
    return any(
        _are_near_words(first, other) and _match(rest, others[:place] + others[place + 1 :])
        for place, other in enumerate(others)
    )


def _are_near_words(one: str, other: str) -> bool:
    if one == other:
        return True
    least = min(len(one), len(other))
    allowed = next((allowed for longest, allowed in _ALLOWED if least <= longest), _MOST)
    return abs(len(one) - len(other)) <= allowed and edit_distance(one, other, allowed) <= allowed


def edit_distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with their neighbour; ``most + 1`` where it is more than ``most``."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, opposite in enumerate(other, start=1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != opposite))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before_last, last = last, current
    return min(last[-1], most + 1)
