"""What the numbers, lists, hours and texts of an edition must be to be worked with and printed."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec

from forms.edition_shape import Fault
from forms.editions import Edition, Paper
from forms.hours_sense import hours_faults

# Far beyond what any law sets, and near enough that no date or count made of them fails.
MOST_COPIES = 9
MOST_MINUTES = 9_999
MOST_MONTHS = 1_200
MOST_KEPT_MONTHS = 120
MOST_RESEND_DAYS = 366
MOST_NUMBER = 999
MOST_YEARS = 120
MOST_WORDS = 99_999
# A brace in a text is a place to be filled in, or printed as it stands.
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def find_limits(edition: Edition) -> list[Fault]:
    """Every number, list, time and text of an edition that nothing could be done with."""
    return [*_lists(edition), *_numbers(edition), *_orders(edition), *_hours(edition), *_texts(edition)]


def _lists(edition: Edition) -> Iterator[Fault]:
    found: dict[str, tuple[object, ...]] = {"channels": edition.channels}
    for place, procedure in enumerate(edition.procedures):
        found |= {f"procedures[{place}].channels": procedure.channels, f"procedures[{place}].steps": procedure.steps}
    if edition.subject is not None:
        found["subject.relations"] = edition.subject.relations
    yield from (Fault("190", key) for key, stated in found.items() if not stated)


def _numbers(edition: Edition) -> Iterator[Fault]:
    yield from _between("norms.waiting_minutes", edition.norms.waiting_minutes, 1, MOST_MINUTES)
    yield from _between("norms.serving_minutes", edition.norms.serving_minutes, 1, MOST_MINUTES)
    most = min(MOST_MINUTES, max(1, edition.norms.serving_minutes or MOST_MINUTES))
    for place, minutes in enumerate(edition.norms.warn_at_minutes):
        yield from _between(f"norms.warn_at_minutes[{place}]", minutes, 1, most)
    for place, document in enumerate(edition.documents):
        key = f"documents[{place}]"
        yield from _between(f"{key}.number", document.number, 1, MOST_NUMBER)
        if document.expiry is not None:
            yield from _between(f"{key}.expiry.months", document.expiry.months, 1, MOST_MONTHS)
        for index, words in enumerate(document.words or ()):
            yield from _between(f"{key}.words[{index}]", words, 0, MOST_WORDS)
    for place, paper in enumerate(edition.papers):
        yield from _between(f"papers[{place}].copies", paper.copies, 1, MOST_COPIES)
    for place, procedure in enumerate(edition.procedures):
        for index, step in enumerate(procedure.steps):
            key = f"procedures[{place}].steps[{index}]"
            yield from _between(f"{key}.number", step.number, 1, MOST_NUMBER)
            yield from _between(f"{key}.minutes", step.minutes, 1, MOST_MINUTES)
    if edition.subject is not None:
        yield from _between("subject.youngest", edition.subject.youngest, 0, MOST_YEARS)
        yield from _between("subject.oldest", edition.subject.oldest, 0, MOST_YEARS)
    if edition.unclaimed is not None:
        yield from _between("unclaimed.kept_months", edition.unclaimed.kept_months, 1, MOST_KEPT_MONTHS)
        yield from _between("unclaimed.resend_working_days", edition.unclaimed.resend_working_days, 1, MOST_RESEND_DAYS)


def _between(key: str, number: int | None, least: int, most: int) -> Iterator[Fault]:
    if number is not None and not least <= number <= most:
        yield Fault("171", key, {"found": str(number), "least": str(least), "most": str(most)})


def _orders(edition: Edition) -> Iterator[Fault]:
    pairs = [(f"documents[{place}].words", document.words) for place, document in enumerate(edition.documents)]
    if edition.subject is not None:
        pairs.append(("subject.youngest", _both(edition.subject.youngest, edition.subject.oldest)))
    warned = edition.norms.warn_at_minutes
    pairs += [("norms.warn_at_minutes", pair) for pair in pairwise(warned)]
    for key, pair in pairs:
        if pair is not None and pair[0] > pair[1]:
            yield Fault("191", key, {"first": str(pair[0]), "second": str(pair[1])})


def _both(one: int | None, other: int | None) -> tuple[int, int] | None:
    return None if one is None or other is None else (one, other)


def _hours(edition: Edition) -> Iterator[Fault]:
    for place, hours in enumerate(edition.hours):
        yield from hours_faults(hours, f"hours[{place}]")


def _texts(edition: Edition) -> Iterator[Fault]:
    """Nothing in any text that no paper can show, and no place to be filled in that nothing fills."""
    filled = {f"papers[{place}].opening": _places(edition, paper) for place, paper in enumerate(edition.papers)}
    for key, text in _strings(edition, ""):
        for character in sorted({one for one in text if unicodedata.category(one).startswith("C")}):
            yield Fault("194", key, {"found": f"U+{ord(character):04X}"})
        places = filled.get(key.rpartition(".")[0], ())
        for found in dict.fromkeys(_BRACES.findall(text)):
            if found not in places:
                code, fields = ("192", {"expected": ", ".join(places)}) if places else ("193", {})
                yield Fault(code, key, {"found": found, **fields})


def _places(edition: Edition, paper: Paper) -> tuple[str, ...]:
    """What is filled in within a form's own words."""
    if paper.kind == "application":
        return ("{year}",)
    notified = paper.kind == "reasoned_refusal" and not edition.has_counter
    return ("{grounds}", "{documents}") if paper.kind == "notification" or notified else ()


def _strings(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """Every piece of text within a part of an edition, by its key in the file."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _strings(item, f"{key}[{place}]")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _strings(getattr(value, name), f"{key}.{name}" if key else name)
