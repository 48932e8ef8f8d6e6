"""The register the bench measures is the one that acts would have come to."""

from pathlib import Path

from bench.register_store import fold_register, write_register
from desktop.paths import DATABASE_NAME
from desktop.storage.database import Database
from desktop.storage.search import TABLE

TABLES = ("cases", "visits", "register_kinds", "register_days", "case_events", "amendments", "likely_duplicates")


def test_rows_written_in_bulk_are_those_of_the_real_fold(tmp_path: Path) -> None:
    held = []
    for make in (fold_register, write_register):
        folder = tmp_path / make.__name__
        folder.mkdir()
        make(folder, 500)
        db = Database(folder / DATABASE_NAME)
        try:
            tables = {table: db.rows(f"SELECT * FROM {table}") for table in TABLES}
            assert all(tables[table] for table in TABLES if table != "likely_duplicates")
            db.run(f"CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, {TABLE}, instance)")
            words = db.rows("SELECT term, doc FROM temp.held ORDER BY 1, 2")
            indexes = db.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY 1")
        finally:
            db.close()
        held.append((tables, words, indexes))
    folded, written = held
    for table in TABLES:
        assert written[0][table] == folded[0][table], table
    assert written[1:] == folded[1:]
