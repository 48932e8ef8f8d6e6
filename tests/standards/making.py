"""Editions of the invented service under other names and other dates, laid into a data folder."""

from pathlib import Path

from desktop.paths import EDITIONS
from tests.standards.places import INVENTED


def lending(label: str = "LENDING", since: str = "2026-01-01", *, until: str = "", provider: str = "any") -> str:
    """The invented edition under another label and from another day on."""
    text = INVENTED.read_text("utf-8").replace('label = "LENDING"', f'label = "{label}"')
    text = text.replace('provider = "any"', f'provider = "{provider}"', 1)
    return text.replace("since = 2026-01-01\n", f"since = {since}\n" + (f"until = {until}\n" if until else ""), 1)


def lay(folder: Path, name: str, text: str) -> Path:
    """A file among a data folder's editions, as somebody's hand lays it there."""
    place = folder / EDITIONS
    place.mkdir(exist_ok=True)
    (place / name).write_text(text, "utf-8")
    return place / name


def give_fault(file: Path) -> None:
    """One key nobody knows."""
    file.write_text(file.read_text("utf-8").replace("format = 1\n", "format = 1\nunknown = 3\n", 1), "utf-8")
