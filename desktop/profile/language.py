"""The language the window opens in, known before anything heavy is loaded and before the store is open."""

import tomllib
from pathlib import Path

from desktop.paths import PROFILE_NAME
from forms.catalogues import LANGUAGES


def window_language(folder: Path) -> str:
    """The ``interface`` of a folder's profile; Kazakh where there is none, or none that can be read."""
    try:
        chosen = tomllib.loads((folder / PROFILE_NAME).read_text("utf-8")).get("interface")
    except (OSError, ValueError):
        return "kk"
    return chosen if isinstance(chosen, str) and chosen in LANGUAGES else "kk"
