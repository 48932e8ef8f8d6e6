"""A centre in the test's own process: its database, its people, and a browserless client."""

from pathlib import Path
from typing import Any

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here may use the database; those that need it committed say ``transaction=True`` themselves."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and not any(item.iter_markers("django_db")):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(autouse=True)
def _own_centre_data(tmp_path: Path, settings: Any) -> None:
    """Each test's centre has keys of its own."""
    settings.DATA = tmp_path / "centre"
