"""A store in a folder of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.storage.store import Store

from .making import new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh store with a counter's code."""
    with new_store(tmp_path) as opened:
        yield opened
