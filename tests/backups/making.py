"""A protected store, made by the raw key alone: backups know nothing of passwords."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.printing.memory import MemoryPrinters
from tests.operations.making import HandClock

KEY = bytes(range(32))
ZONE = ZoneInfo("Asia/Aqtobe")
MORNING = datetime(2026, 9, 14, 9, 30, tzinfo=ZONE)


@contextmanager
def keyed_counter(folder: Path, clock: HandClock | None = None, key: bytes | None = KEY) -> Iterator[Counter]:
    """A counter whose file has a key, closed at the end."""
    place_demonstration(folder)
    counter = open_counter(folder, MemoryPrinters(), clock or HandClock(), key=key)
    try:
        yield counter
    finally:
        counter.store.close()


def make_real(folder: Path) -> None:
    """The profile is not of a demonstration any more."""
    path = folder / "profile.toml"
    text = path.read_text("utf-8")
    assert "demonstration = true" in text
    path.write_text(text.replace("demonstration = true", "demonstration = false"), "utf-8")
