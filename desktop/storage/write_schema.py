"""Writes schema.sql anew from an empty store: ``python -m desktop.storage.write_schema`` after the tables changed."""

import tempfile
from pathlib import Path

from desktop.storage.schema import dump_schema
from desktop.storage.store import open_store


def write_schema() -> None:
    """Replace the dump beside this file."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        Path(__file__).with_name("schema.sql").write_text(dump_schema(store.db), encoding="utf-8")


if __name__ == "__main__":
    write_schema()
