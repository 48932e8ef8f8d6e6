"""Where fonts, icons and catalogues lie: beside the packages in a checkout, under share/kense when installed."""

import sys
from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "resources").is_dir():
        return checkout
    return Path(sys.prefix) / "share" / "kense"


def find_resource(*parts: str) -> Path:
    """A file under ``resources/``."""
    return _root().joinpath("resources", *parts)


def catalogues_folder() -> Path:
    """The folder of the gettext catalogues."""
    return _root() / "i18n"
