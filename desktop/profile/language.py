"""The language the window opens in, known before anything heavy is loaded and before the store is open."""

from pathlib import Path

from desktop.paths import PROFILE_NAME
from forms.catalogues import LANGUAGES
from forms.toml import read_toml


def window_language(folder: Path) -> str:
    """The ``interface`` of a folder's profile; Kazakh where there is none, or none that can be read."""
    try:
        chosen = read_toml((folder / PROFILE_NAME).read_text("utf-8")).get("interface")
    except (OSError, ValueError):
        return "kk"
    return chosen if isinstance(chosen, str) and chosen in LANGUAGES else "kk"
