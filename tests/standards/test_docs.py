"""``docs/standards.md`` explains every key an edition may have, and no other."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from forms.editions import Edition
from forms.facts import FACTS, Condition
from tests.standards.places import HERE

PAGE = (HERE.parent.parent / "docs" / "standards.md").read_text(encoding="utf-8")
SECTIONS = {
    section.split("\n", 1)[0].strip(): section.split("\n", 1)[1] for section in re.split(r"^## ", PAGE, flags=re.M)[1:]
}
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \|", re.MULTILINE)


def structs_within(expected: inspect.Type) -> Iterator[inspect.StructType]:
    """Every table an edition may hold, conditions apart."""
    if isinstance(expected, inspect.StructType) and expected.cls is not Condition:
        yield expected
        for item in expected.fields:
            yield from structs_within(item.type)
    elif isinstance(expected, inspect.VarTupleType):
        yield from structs_within(expected.item_type)
    elif isinstance(expected, inspect.UnionType):
        for kind in expected.types:
            yield from structs_within(kind)


STRUCTS = {struct.cls.__name__: struct for struct in structs_within(inspect.type_info(Edition))}


def literals_of(struct: inspect.StructType) -> Iterator[Any]:
    for item in struct.fields:
        kinds = item.type.types if isinstance(item.type, inspect.UnionType) else (item.type,)
        for kind in kinds:
            inner = kind.item_type if isinstance(kind, inspect.VarTupleType) else kind
            if isinstance(inner, inspect.LiteralType):
                yield from inner.values


@pytest.mark.parametrize("name", STRUCTS)
def test_every_key_is_explained_in_its_section(name: str) -> None:
    assert [key for key, _ in ROW.findall(SECTIONS[name])] == list(STRUCTS[name].cls.__struct_fields__)


@pytest.mark.parametrize("name", STRUCTS)
def test_what_must_be_there_is_said(name: str) -> None:
    must = {key: words.strip() for key, words in ROW.findall(SECTIONS[name])}
    for item in STRUCTS[name].fields:
        assert (must[item.encode_name] == "yes") is item.required, item.encode_name


@pytest.mark.parametrize("name", STRUCTS)
def test_every_value_of_a_closed_list_is_named(name: str) -> None:
    for value in literals_of(STRUCTS[name]):
        # Term's channels are those of Channel.
        where = SECTIONS[name] + (SECTIONS["Channel"] if name == "Term" else "")
        assert f"`{value}`" in where or f'"{value}"' in where, f"{name}: {value}"


def test_every_fact_and_answer_is_named() -> None:
    section = SECTIONS["Conditions"]
    for fact, answers in FACTS.items():
        (row,) = [line for line in section.splitlines() if line.startswith(f"| `{fact}` |")]
        where = section if fact == "held_category" else row
        for answer in answers:
            assert f"`{str(answer).lower()}`" in where, f"{fact}: {answer}"


def test_every_section_of_keys_belongs_to_a_table() -> None:
    with_keys = {name for name, section in SECTIONS.items() if "| key | must | meaning |" in section}
    assert with_keys == set(STRUCTS)
    assert all(issubclass(struct.cls, msgspec.Struct) for struct in STRUCTS.values())
