"""The journal's table, made by the first migration: on PostgreSQL in parts by organisation."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PARTITIONS = 16

_POSTGRESQL = """
CREATE TABLE journal_event (
    organisation_id bigint NOT NULL,
    counter_id bigint NOT NULL,
    branch integer NOT NULL,
    sequence bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    event bytea NOT NULL,
    salt bytea,
    particulars bytea,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, counter_id, branch, sequence),
    CHECK ((salt IS NULL) = (particulars IS NULL))
) PARTITION BY HASH (organisation_id)
"""
_PARTITION = "CREATE TABLE journal_event_{0:02} PARTITION OF journal_event FOR VALUES WITH (MODULUS {1}, REMAINDER {0})"
# Only particulars may be erased; nothing else of a row ever changes, and no row goes.
_FUNCTION = """
CREATE FUNCTION journal_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.salt IS NULL AND NEW.particulars IS NULL
        AND (NEW.organisation_id, NEW.counter_id, NEW.branch, NEW.sequence, NEW.hash, NEW.event, NEW.received_at)
        IS NOT DISTINCT FROM
        (OLD.organisation_id, OLD.counter_id, OLD.branch, OLD.sequence, OLD.hash, OLD.event, OLD.received_at)
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the journal is append-only';
END $$
"""
_TRIGGER = (
    "CREATE TRIGGER journal_event_stays BEFORE UPDATE OR DELETE ON journal_event "
    "FOR EACH ROW EXECUTE FUNCTION journal_event_stays()"
)

_SQLITE = (
    """
    CREATE TABLE journal_event (
        organisation_id INTEGER NOT NULL,
        counter_id INTEGER NOT NULL,
        branch INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        event BLOB NOT NULL,
        salt BLOB,
        particulars BLOB,
        received_at TEXT NOT NULL,
        PRIMARY KEY (organisation_id, counter_id, branch, sequence),
        CHECK ((salt IS NULL) = (particulars IS NULL))
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER journal_event_is_not_changed BEFORE UPDATE ON journal_event
    WHEN NOT (
        NEW.organisation_id IS OLD.organisation_id AND NEW.counter_id IS OLD.counter_id AND NEW.branch IS OLD.branch
        AND NEW.sequence IS OLD.sequence AND NEW.hash IS OLD.hash AND NEW.event IS OLD.event
        AND NEW.received_at IS OLD.received_at AND NEW.salt IS NULL AND NEW.particulars IS NULL
    )
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_event_is_not_deleted BEFORE DELETE ON journal_event
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
)


def make_table(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The table with what keeps it append-only."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL)
        for part in range(PARTITIONS):
            editor.execute(_PARTITION.format(part, PARTITIONS))
        editor.execute(_FUNCTION, params=None)
        editor.execute(_TRIGGER)
    else:
        for sql in _SQLITE:
            editor.execute(sql)
