"""Looks through a register as an operator does, in a process of its own, and tells what it weighs then."""

from pathlib import Path

from bench.register_typing import typed_by_key
from desktop.storage.register_rows import RegisterQuery
from desktop.storage.store import open_store


def look_through(folder: str) -> None:
    """Type, filter, turn pages; then a line with the resident memory, in kB."""
    with open_store(Path(folder), read_only=True) as store:
        for query in typed_by_key(store.db, persons=6):
            store.register.page(query)
            store.register.count(query)
        after = None
        for _ in range(40):
            after = store.register.page(RegisterQuery(), after).next
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmRSS"):
                print("looked", line.split()[1])
