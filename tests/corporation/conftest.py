"""The windows of the interface's tests."""

from tests.ui.conftest import _style, sit_down

__all__ = ["_style", "sit_down"]
