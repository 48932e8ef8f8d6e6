"""What the exchange is made of knows neither the store nor the window, and waits for no library before it is used."""

import subprocess
import sys

import pytest

from tests.test_architecture import imports_of, modules


def test_the_exchange_knows_neither_store_nor_window() -> None:
    found = modules("desktop/sync")
    assert found
    for path in found:
        above = ("desktop.storage", "desktop.operations", "desktop.ui", "PySide6")
        assert not {name for name in imports_of(path) if name.startswith(above)}, path


@pytest.mark.parametrize("module", ["desktop.operations.exchanging", "desktop.operations.enrolling"])
def test_the_network_is_loaded_when_it_is_used(module: str) -> None:
    script = f"import sys, {module}; print([one for one in ('urllib3', 'truststore', 'PySide6') if one in sys.modules])"
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)
    assert said.stdout.strip() == "[]"
