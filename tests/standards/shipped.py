"""The shipped editions and the ways these tests look into them."""

from collections.abc import Iterator

import msgspec
import pytest

from forms.editions import Document, Edition, Refusal
from forms.reading import load_editions
from forms.texts import Text

EDITIONS = tuple(load_editions())

every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.label)


def edition_of(label: str) -> Edition:
    return load_editions().by_label(label)


def document_of(label: str, key: str) -> Document:
    return next(document for document in edition_of(label).documents if document.key == key)


def refusal_of(label: str, outcome: str) -> Refusal:
    return next(refusal for refusal in edition_of(label).refusals if refusal.outcome == outcome)


def texts_within(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts_within(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from texts_within(item, f"{path}[{place}]")
