"""What stands in a room's forms and is not recorded yet, kept for whoever typed it: a power cut takes a second of it.

The case on the counter has its draft; this is for complaints, corrections, steps of proceedings. It lies with the
store's settings, under the store's protection, for its own operator alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from desktop.operations.counter import Counter
from forms.moments import wall_time

KEPT = "typed:"  # before the room and the operator, in the settings
KEPT_DAYS = 30  # names in what nobody came back to are not kept for ever


@dataclass
class Typed:
    """The fields of one form by key, and what stood there of itself. ``place`` is the field that had the keyboard."""

    values: dict[str, str] = field(default_factory=dict)
    place: str = ""
    begun_with: dict[str, str] = field(default_factory=dict)


# By form and whose it is, a registration number for one.
Typing = dict[tuple[str, str], Typed]


class _Form(msgspec.Struct, frozen=True, array_like=True):
    form: str
    key: str
    place: str
    values: dict[str, str]


class _Kept(msgspec.Struct, frozen=True):
    on: date
    forms: list[_Form]


def write_typing(typing: Mapping[tuple[str, str], Typed]) -> bytes:
    """The forms that something was typed into, to be compared and kept."""
    told = [_Form(form, key, one.place, one.values) for (form, key), one in typing.items() if _is_typed(one)]
    return msgspec.json.encode(told)


def _is_typed(one: Typed) -> bool:
    return any(text != one.begun_with.get(key, "") for key, text in one.values.items())


def keep_typing(counter: Counter, operator: str, room: str, written: bytes) -> None:
    """Keep what :func:`write_typing` wrote, for the operator with that identifier."""
    name, forms = f"{KEPT}{room}:{operator}", msgspec.json.decode(written, type=list[_Form])
    if forms:
        counter.store.settings.keep(name, msgspec.json.encode(_Kept(_today(counter), forms)))
    else:
        counter.store.settings.drop(name)


def kept_typing(counter: Counter, operator: str, room: str) -> Typing:
    """What the operator left in the forms of a room. What is older than a month, whoever's, is forgotten."""
    settings, oldest = counter.store.settings, _today(counter) - timedelta(days=KEPT_DAYS)
    for name in settings.names(KEPT):
        kept = _read(settings.value(name))
        if kept is None or kept.on < oldest:
            settings.drop(name)
    found = _read(settings.value(f"{KEPT}{room}:{operator}"))
    forms = [] if found is None else found.forms
    return {(one.form, one.key): Typed(dict(one.values), one.place) for one in forms}


def _today(counter: Counter) -> date:
    return wall_time(counter.clock.now()).date()


def _read(content: bytes | None) -> _Kept | None:
    try:
        return None if content is None else msgspec.json.decode(content, type=_Kept)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
