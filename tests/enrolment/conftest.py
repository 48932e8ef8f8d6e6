"""Windows for tests, all closed at the end."""

from tests.ui.conftest import _style, sit_down

__all__ = ["_style", "sit_down"]
