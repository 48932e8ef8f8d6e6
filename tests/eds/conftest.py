"""Windows for the screens of this folder."""

from tests.ui.conftest import _style, sit_down

__all__ = ["_style", "sit_down"]
