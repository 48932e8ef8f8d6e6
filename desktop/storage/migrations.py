"""The steps that bring a counter's file to this version's tables: forward only, each in its own transaction.

A migration once released is never changed and imports nothing of the program, so that the oldest file can be opened
by the newest version. Projections are not here: they are drawn anew from the journal (see projections.py).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

Migration = Callable[["Tables"], None]


def m0001_journal(db: "Tables") -> None:
    """The journal, its head, numbers, drafts, printed papers and settings."""
    for sql in (
        # Journal: the truth. Particulars and their salt may be erased; nothing else ever changes.
        """
        CREATE TABLE journal (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            previous TEXT NOT NULL CHECK (length(previous) = 64),
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            event BLOB NOT NULL,
            salt BLOB,
            particulars BLOB,
            CHECK ((salt IS NULL) = (particulars IS NULL))
        ) STRICT
        """,
        """
        CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
        WHEN NOT (
            NEW.sequence IS OLD.sequence AND NEW.previous IS OLD.previous AND NEW.hash IS OLD.hash
            AND NEW.event IS OLD.event AND NEW.salt IS NULL AND NEW.particulars IS NULL
        )
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
        """
        CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
        # Where the journal ends: one row, so that a lost end is noticed.
        """
        CREATE TABLE head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            sequence INTEGER NOT NULL,
            hash TEXT NOT NULL CHECK (length(hash) = 64)
        ) STRICT
        """,
        "INSERT INTO head VALUES (1, 0, '" + "0" * 64 + "')",
        """
        CREATE TRIGGER head_only_rises BEFORE UPDATE ON head WHEN NEW.sequence <= OLD.sequence
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
        """
        CREATE TRIGGER head_is_not_deleted BEFORE DELETE ON head
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
        # Numbers: the last one given in each register and year.
        """
        CREATE TABLE numbers (
            register TEXT NOT NULL,
            year INTEGER NOT NULL,
            last INTEGER NOT NULL CHECK (last > 0),
            PRIMARY KEY (register, year)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TRIGGER numbers_only_rise BEFORE UPDATE ON numbers WHEN NEW.last <= OLD.last
        BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END
        """,
        """
        CREATE TRIGGER numbers_are_not_deleted BEFORE DELETE ON numbers
        BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END
        """,
        """
        CREATE TABLE drafts (
            case_id TEXT PRIMARY KEY NOT NULL,
            operator TEXT NOT NULL,
            service TEXT NOT NULL,
            edition TEXT NOT NULL,
            screen TEXT NOT NULL,
            held INTEGER NOT NULL CHECK (held IN (0, 1)),
            opened_at TEXT NOT NULL,
            saved_at TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT
        """,
        # Printed papers, byte for byte. Only the bytes may be erased, when the particulars they show are.
        """
        CREATE TABLE printed (
            id INTEGER PRIMARY KEY,
            case_id TEXT NOT NULL,
            number TEXT NOT NULL,
            paper TEXT NOT NULL,
            copy_number INTEGER NOT NULL CHECK (copy_number > 0),
            language TEXT NOT NULL,
            format TEXT NOT NULL,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            printed_at TEXT NOT NULL,
            bytes BLOB,
            UNIQUE (case_id, paper, copy_number)
        ) STRICT
        """,
        "CREATE INDEX printed_by_number ON printed (number)",
        """
        CREATE TRIGGER printed_is_not_changed BEFORE UPDATE ON printed
        WHEN NOT (
            NEW.id IS OLD.id AND NEW.case_id IS OLD.case_id AND NEW.number IS OLD.number AND NEW.paper IS OLD.paper
            AND NEW.copy_number IS OLD.copy_number AND NEW.language IS OLD.language AND NEW.format IS OLD.format
            AND NEW.sha256 IS OLD.sha256 AND NEW.printed_at IS OLD.printed_at AND NEW.bytes IS NULL
        )
        BEGIN SELECT RAISE(ABORT, 'printed papers are kept as they are'); END
        """,
        """
        CREATE TRIGGER printed_is_not_deleted BEFORE DELETE ON printed
        BEGIN SELECT RAISE(ABORT, 'printed papers are kept as they are'); END
        """,
        """
        CREATE TABLE settings (
            name TEXT PRIMARY KEY NOT NULL,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        "PRAGMA application_id = 0x4B656E73",  # "Kens": tells our file from any other SQLite file
    ):
        db.execute(sql)


def m0002_attachments(db: "Tables") -> None:
    """Files kept beside an event, such as the paper a correction was asked for with."""
    for sql in (
        """
        CREATE TABLE attachments (
            id INTEGER PRIMARY KEY,
            sequence INTEGER NOT NULL REFERENCES journal (sequence),
            place INTEGER NOT NULL CHECK (place > 0),
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            bytes BLOB,
            UNIQUE (sequence, place)
        ) STRICT
        """,
        """
        CREATE TRIGGER attachments_are_not_changed BEFORE UPDATE ON attachments
        WHEN NOT (
            NEW.id IS OLD.id AND NEW.sequence IS OLD.sequence AND NEW.place IS OLD.place
            AND NEW.media_type IS OLD.media_type AND NEW.sha256 IS OLD.sha256
            AND NEW.name = '' AND NEW.bytes IS NULL
        )
        BEGIN SELECT RAISE(ABORT, 'attachments are kept as they are'); END
        """,
        """
        CREATE TRIGGER attachments_are_not_deleted BEFORE DELETE ON attachments
        BEGIN SELECT RAISE(ABORT, 'attachments are kept as they are'); END
        """,
    ):
        db.execute(sql)


def m0003_exchange(db: "Tables") -> None:
    """What the district's centre said of our events, what it sent, and what was tried. None of it is of the journal."""
    for sql in (
        # Events the centre holds and does not count. settled: the sequence of our RefusalSettled.
        """
        CREATE TABLE refusals (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            problem TEXT NOT NULL,
            fields TEXT NOT NULL,
            refused_at TEXT NOT NULL,
            told_at TEXT NOT NULL,
            settled INTEGER,
            released_at TEXT
        ) STRICT
        """,
        # Each try to send or take in, for the log support asks for: no personal data.
        """
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            way TEXT NOT NULL CHECK (way IN ('network', 'file')),
            what TEXT NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            problem TEXT NOT NULL,
            fields TEXT NOT NULL,
            place TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX deliveries_by_time ON deliveries (at)",
        # What the centre published for us, as it signed it.
        """
        CREATE TABLE updates (
            number INTEGER PRIMARY KEY CHECK (number > 0),
            subject TEXT NOT NULL,
            name TEXT NOT NULL,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            document BLOB NOT NULL,
            holds_from TEXT NOT NULL,
            received_at TEXT NOT NULL,
            taken_at TEXT,
            problem TEXT NOT NULL DEFAULT '',
            replaces INTEGER NOT NULL DEFAULT 0,
            told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
        ) STRICT
        """,
    ):
        db.execute(sql)


def m0004_rosters(db: "Tables") -> None:
    """Rosters for looking people up: from files, and as the centre published them. None of it is of the journal."""
    for sql in (
        # number: of the centre's update, 0 for a file. sha256: of the file, or of what was published.
        """
        CREATE TABLE rosters (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('file', 'centre')),
            number INTEGER NOT NULL DEFAULT 0,
            taken_at TEXT NOT NULL,
            rows INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
        ) STRICT
        """,
        # Somebody may be in several rosters; who takes one away keeps the others.
        """
        CREATE TABLE roster (
            iin TEXT NOT NULL,
            roster INTEGER NOT NULL REFERENCES rosters (id),
            name TEXT NOT NULL,
            position TEXT NOT NULL,
            workplace TEXT NOT NULL,
            category TEXT NOT NULL,
            birth_date TEXT NOT NULL,
            PRIMARY KEY (iin, roster)
        ) STRICT, WITHOUT ROWID
        """,
    ):
        db.execute(sql)


MIGRATIONS: tuple[Migration, ...] = (m0001_journal, m0002_attachments, m0003_exchange, m0004_rosters)
