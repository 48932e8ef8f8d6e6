"""The counter's file: the only place that knows SQLite. Begin at store.py; the tables are in schema.sql."""
