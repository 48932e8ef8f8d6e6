"""The shape of an edition's file against its typed form: every fault with its place, not only the first.

The decoder of msgspec stops at the first fault and does not number the places of a list; a lawyer who writes an
edition is better served by all of them at once.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec import inspect

from forms.editions import Edition
from forms.facts import FACTS, YES_OR_NO, Condition, ConditionError, Vocabulary, read_condition
from forms.look_alikes import find_look_alikes
from forms.texts import Text

_EDITION_TYPE = inspect.type_info(Edition)
# The kind of each plain value, and how it is written in a file: an example needs no translation.
_KINDS: dict[type[inspect.Type], tuple[type, str]] = {
    inspect.StrType: (str, '"…"'),
    inspect.BoolType: (bool, "true / false"),
    inspect.IntType: (int, "20"),
    inspect.DateType: (datetime.date, "2020-05-15"),
    inspect.TimeType: (datetime.time, "09:00:00"),
}
# No count, day or minute of a law has as many digits.
_LARGEST = 10**15


@dataclass(frozen=True)
class Fault:
    """A fault at a key path such as ``documents[3].title.ru``: the code of a problem and the fields it needs."""

    code: str
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)


def read_shape(raw: Mapping[str, Any]) -> tuple[Edition | None, list[Fault]]:
    """The typed edition, or None and what is wrong with the file's shape."""
    reading = _Reading(_vocabulary_of(raw))
    prepared = _examine(raw, _EDITION_TYPE, "", reading)
    if reading.faults:
        return None, reading.faults
    return msgspec.convert(prepared, Edition), []


def examine_shape(raw: Mapping[str, Any], expected: inspect.Type) -> tuple[Any, list[Fault]]:
    """Data of another kind of file as the decoder wants them, and what is wrong with their shape."""
    reading = _Reading(FACTS)
    return _examine(raw, expected, "", reading), reading.faults


@dataclass
class _Reading:
    """One file while it is examined: the facts its conditions may name, and the faults found so far."""

    vocabulary: Vocabulary
    faults: list[Fault] = field(default_factory=list)


def _vocabulary_of(raw: Mapping[str, Any]) -> Vocabulary:
    """The facts every edition may ask and the file's own questions, as far as these can be read at all."""
    found = dict(FACTS)
    questions = raw.get("questions")
    for question in questions if isinstance(questions, list) else []:
        if not isinstance(question, Mapping) or not isinstance(question.get("key"), str):
            continue
        answers = question.get("answers")
        keys = [one.get("key") for one in answers if isinstance(one, Mapping)] if isinstance(answers, list) else []
        values = tuple(key for key in keys if isinstance(key, str))
        found.setdefault(question["key"], values or YES_OR_NO)
    return found


def _examine(raw: Any, expected: inspect.Type, key: str, reading: _Reading) -> Any:
    """Collect the faults of one value; return it as the decoder wants it."""
    if isinstance(expected, inspect.UnionType):
        expected = next(kind for kind in expected.types if not isinstance(kind, inspect.NoneType))
    if isinstance(expected, inspect.StructType):
        return _examine_table(raw, expected, key, reading)
    if isinstance(expected, inspect.DictType):
        if not isinstance(raw, Mapping):
            reading.faults.append(_wrong_kind(key, raw, "{ … }"))
            return raw
        return {name: _examine(item, expected.value_type, _join(key, name), reading) for name, item in raw.items()}
    if isinstance(expected, inspect.VarTupleType):
        if not isinstance(raw, list):
            reading.faults.append(_wrong_kind(key, raw, "[ … ]"))
            return raw
        return [_examine(item, expected.item_type, f"{key}[{place}]", reading) for place, item in enumerate(raw)]
    if isinstance(expected, inspect.TupleType):
        if not isinstance(raw, list) or len(raw) != len(expected.item_types):
            reading.faults.append(_wrong_kind(key, raw, _pattern(expected)))
            return raw
        pairs = enumerate(zip(raw, expected.item_types, strict=True))
        return [_examine(item, kind, f"{key}[{place}]", reading) for place, (item, kind) in pairs]
    if isinstance(expected, inspect.LiteralType):
        if not any(type(raw) is type(value) and raw == value for value in expected.values):
            allowed = ", ".join(str(value) for value in expected.values)
            reading.faults.append(Fault("107", key, {"found": _show(raw), "expected": allowed}))
        return raw
    kind, words = _KINDS[type(expected)]
    # By exact type: a datetime is a date and a bool an int in Python, not in an edition.
    if type(raw) is not kind:
        reading.faults.append(_wrong_kind(key, raw, words))
    elif isinstance(raw, str) and not raw.strip():
        reading.faults.append(Fault("109", key))
    elif isinstance(raw, int) and abs(raw) > _LARGEST:
        reading.faults.append(_wrong_kind(key, raw, words))
    return raw


def _examine_table(raw: Any, expected: inspect.StructType, key: str, reading: _Reading) -> Any:
    if expected.cls is Condition:
        return _examine_condition(raw, key, reading)
    if not isinstance(raw, Mapping):
        reading.faults.append(_wrong_kind(key, raw, '{ kk = "…", ru = "…" }' if expected.cls is Text else "{ … }"))
        return raw
    fields = {item.encode_name: item for item in expected.fields}
    for name in raw:
        if name not in fields:
            reading.faults.append(Fault("104", _join(key, name), {"expected": ", ".join(fields)}))
    for name, item in fields.items():
        if item.required and name not in raw:
            code = "106" if expected.cls is Text else "105"
            reading.faults.append(Fault(code, _join(key, name)))
    prepared = {
        name: _examine(value, fields[name].type, _join(key, name), reading)
        for name, value in raw.items()
        if name in fields
    }
    if expected.cls is Text:
        reading.faults.extend(_look_alikes(prepared, key))
    return prepared


def _examine_condition(raw: Any, key: str, reading: _Reading) -> Any:
    try:
        return msgspec.to_builtins(read_condition(raw, reading.vocabulary))
    except ConditionError as error:
        codes = {"unknown_fact": "111", "unknown_answer": "112", "malformed": "113"}
        fields = {"fact": error.fact, "found": _show(error.found), "expected": error.expected}
        reading.faults.append(Fault(codes[error.fault], key, fields))
        return raw


def _look_alikes(text: Mapping[str, Any], key: str) -> list[Fault]:
    return [
        Fault("110", _join(key, language), {"word": found.word, "letters": ", ".join(found.letters)})
        for language in ("kk", "ru")
        if isinstance(text.get(language), str)
        for found in find_look_alikes(text[language])
    ]


def _wrong_kind(key: str, raw: Any, expected: str) -> Fault:
    return Fault("108", key, {"found": _show(raw), "expected": expected})


def _pattern(expected: inspect.TupleType) -> str:
    """How a list of fixed length is written: ``[13:00:00, 14:30:00]`` has the pattern ``[09:00:00, 09:00:00]``."""
    return "[" + ", ".join(_KINDS[type(kind)][1] for kind in expected.item_types) + "]"


def _show(raw: Any) -> str:
    """A value as it stood in the file, short enough for a sentence."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, datetime.date | datetime.time):
        return raw.isoformat()
    try:
        shown = str(raw) if isinstance(raw, str | int | float) else repr(raw)
    except ValueError:  # Python writes no number of thousands of digits
        return "…"
    return shown if len(shown) <= 60 else shown[:57] + "…"


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
