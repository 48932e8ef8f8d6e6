"""The program's style and fonts, and the window's own hands."""

from tests.ui.conftest import _style, sit_down

__all__ = ["_style", "sit_down"]
