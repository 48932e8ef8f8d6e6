CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE journal (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            previous TEXT NOT NULL CHECK (length(previous) = 64),
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            event BLOB NOT NULL,
            salt BLOB,
            particulars BLOB,
            CHECK ((salt IS NULL) = (particulars IS NULL))
        ) STRICT
        ;
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
        WHEN NOT (
            NEW.sequence IS OLD.sequence AND NEW.previous IS OLD.previous AND NEW.hash IS OLD.hash
            AND NEW.event IS OLD.event AND NEW.salt IS NULL AND NEW.particulars IS NULL
        )
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            sequence INTEGER NOT NULL,
            hash TEXT NOT NULL CHECK (length(hash) = 64)
        ) STRICT
        ;
CREATE TRIGGER head_only_rises BEFORE UPDATE ON head WHEN NEW.sequence <= OLD.sequence
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER head_is_not_deleted BEFORE DELETE ON head
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE numbers (
            register TEXT NOT NULL,
            year INTEGER NOT NULL,
            last INTEGER NOT NULL CHECK (last > 0),
            PRIMARY KEY (register, year)
        ) STRICT, WITHOUT ROWID
        ;
CREATE TRIGGER numbers_only_rise BEFORE UPDATE ON numbers WHEN NEW.last <= OLD.last
        BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END;
CREATE TRIGGER numbers_are_not_deleted BEFORE DELETE ON numbers
        BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END;
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
        ;
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
        ;
CREATE INDEX printed_by_number ON printed (number);
CREATE TRIGGER printed_is_not_changed BEFORE UPDATE ON printed
        WHEN NOT (
            NEW.id IS OLD.id AND NEW.case_id IS OLD.case_id AND NEW.number IS OLD.number AND NEW.paper IS OLD.paper
            AND NEW.copy_number IS OLD.copy_number AND NEW.language IS OLD.language AND NEW.format IS OLD.format
            AND NEW.sha256 IS OLD.sha256 AND NEW.printed_at IS OLD.printed_at AND NEW.bytes IS NULL
        )
        BEGIN SELECT RAISE(ABORT, 'printed papers are kept as they are'); END;
CREATE TRIGGER printed_is_not_deleted BEFORE DELETE ON printed
        BEGIN SELECT RAISE(ABORT, 'printed papers are kept as they are'); END;
CREATE TABLE settings (
            name TEXT PRIMARY KEY NOT NULL,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        ;
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
        ;
CREATE TRIGGER attachments_are_not_changed BEFORE UPDATE ON attachments
        WHEN NOT (
            NEW.id IS OLD.id AND NEW.sequence IS OLD.sequence AND NEW.place IS OLD.place
            AND NEW.media_type IS OLD.media_type AND NEW.sha256 IS OLD.sha256
            AND NEW.name = '' AND NEW.bytes IS NULL
        )
        BEGIN SELECT RAISE(ABORT, 'attachments are kept as they are'); END;
CREATE TRIGGER attachments_are_not_deleted BEFORE DELETE ON attachments
        BEGIN SELECT RAISE(ABORT, 'attachments are kept as they are'); END;
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
        ;
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
        ;
CREATE INDEX deliveries_by_time ON deliveries (at);
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
        ;
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
        ;
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
        ;
CREATE TABLE cases (
        decided_sequence INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        number TEXT NOT NULL,
        register TEXT NOT NULL,
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        outcome TEXT NOT NULL,
        applicant_iin TEXT,
        applicant_name TEXT,
        by_representative INTEGER NOT NULL,
        operator TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        due TEXT,
        serving_seconds INTEGER NOT NULL,
        overrun INTEGER NOT NULL,
        copies INTEGER NOT NULL DEFAULT 0,
        handed_over_at TEXT,
        voided TEXT,
        grounds TEXT NOT NULL,
        overrun_reason TEXT NOT NULL,
        outside_hours INTEGER NOT NULL,
        clock_doubted INTEGER NOT NULL,
        applicant_phone TEXT,
        representative_name TEXT,
        representative_iin TEXT,
        representative_phone TEXT,
        ticket TEXT NOT NULL DEFAULT '',
        documents INTEGER NOT NULL DEFAULT 0,
        sheets INTEGER NOT NULL DEFAULT 0,
        corrected INTEGER NOT NULL DEFAULT 0,
        duplicates INTEGER NOT NULL DEFAULT 0,
        name_key BLOB NOT NULL DEFAULT x'ff',
        near_key TEXT NOT NULL DEFAULT '',
        child_name TEXT,
        child_iin TEXT
    ) STRICT;
CREATE TABLE register_kinds (
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        outcome TEXT NOT NULL,
        operator TEXT NOT NULL,
        PRIMARY KEY (service, edition, outcome, operator)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE register_days (
        day TEXT NOT NULL,
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        outcome TEXT NOT NULL,
        operator TEXT NOT NULL,
        cases INTEGER NOT NULL,
        first_sequence INTEGER NOT NULL,
        last_sequence INTEGER NOT NULL,
        PRIMARY KEY (day, service, edition, outcome, operator)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE likely_duplicates (
        sequence INTEGER NOT NULL,
        other INTEGER NOT NULL,
        why TEXT NOT NULL,
        PRIMARY KEY (sequence, other)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE judged_duplicates (
        sequence INTEGER NOT NULL,
        other INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        PRIMARY KEY (sequence, other)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE visits (
    visit_id TEXT PRIMARY KEY NOT NULL,
    arrived INTEGER NOT NULL,
    day TEXT NOT NULL,
    service TEXT NOT NULL,
    edition TEXT NOT NULL,
    operator TEXT NOT NULL,
    letter TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    head_since INTEGER NOT NULL,
    recalls INTEGER NOT NULL,
    holds INTEGER NOT NULL,
    hold_reason TEXT NOT NULL,
    ground TEXT NOT NULL,
    passed_over INTEGER NOT NULL,
    case_opened INTEGER NOT NULL,
    called INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    ended_by TEXT NOT NULL,
    waiting_seconds REAL NOT NULL,
    serving_seconds REAL NOT NULL,
    held_seconds REAL NOT NULL,
    doubted INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE days (
    day TEXT PRIMARY KEY NOT NULL,
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    late INTEGER NOT NULL DEFAULT 0,
    totals BLOB
) STRICT;
CREATE TABLE clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    doubted INTEGER NOT NULL,
    since TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE doubts (
    sequence INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    jump_seconds INTEGER NOT NULL
) STRICT;
CREATE TABLE operators (
    id TEXT PRIMARY KEY,
    roles TEXT NOT NULL,
    active INTEGER NOT NULL,
    enrolled_at TEXT NOT NULL,
    signed_in_at TEXT
) STRICT;
CREATE TABLE amendments (
    sequence INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;
CREATE TABLE case_events (
    first INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (first, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE subjects (
        sequence INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        relation TEXT NOT NULL,
        consent TEXT NOT NULL,
        iin TEXT,
        name TEXT,
        birth_date TEXT
    ) STRICT;
CREATE TABLE proceedings (
        opened_sequence INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        number TEXT NOT NULL,
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        channel TEXT NOT NULL,
        side TEXT NOT NULL,
        package TEXT NOT NULL,
        filed_at TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        clock_from BLOB NOT NULL,
        facts BLOB NOT NULL,
        step INTEGER NOT NULL,
        since BLOB NOT NULL,
        returned INTEGER NOT NULL DEFAULT 0,
        due TEXT,
        operator TEXT NOT NULL,
        result TEXT,
        grounds BLOB NOT NULL DEFAULT x'5b5d',
        group_key TEXT NOT NULL DEFAULT '',
        drafted_sequence INTEGER,
        result_number TEXT,
        signed_by TEXT,
        signed_operator TEXT,
        signed_at TEXT,
        issued_at TEXT,
        moved TEXT NOT NULL DEFAULT '',
        moved_at TEXT,
        resend_due TEXT,
        ended_at TEXT,
        voided INTEGER NOT NULL DEFAULT 0
    ) STRICT;
CREATE TABLE proceeding_steps (
        sequence INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        step INTEGER NOT NULL,
        kind TEXT NOT NULL,
        operator TEXT NOT NULL,
        at TEXT NOT NULL,
        seconds INTEGER NOT NULL,
        doubted INTEGER NOT NULL,
        next INTEGER NOT NULL
    ) STRICT;
CREATE TABLE groups (
        key TEXT PRIMARY KEY NOT NULL,
        sequence INTEGER NOT NULL,
        service TEXT NOT NULL,
        year INTEGER NOT NULL,
        programme_kk TEXT NOT NULL,
        programme_ru TEXT NOT NULL,
        name TEXT NOT NULL,
        schedule TEXT NOT NULL,
        places INTEGER NOT NULL,
        youngest INTEGER NOT NULL,
        oldest INTEGER NOT NULL,
        open INTEGER NOT NULL
    ) STRICT;
CREATE TABLE group_history (
        sequence INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        service TEXT NOT NULL,
        year INTEGER NOT NULL,
        programme_kk TEXT NOT NULL,
        programme_ru TEXT NOT NULL,
        name TEXT NOT NULL,
        schedule TEXT NOT NULL,
        places INTEGER NOT NULL,
        youngest INTEGER NOT NULL,
        oldest INTEGER NOT NULL,
        open INTEGER NOT NULL
    ) STRICT;
CREATE TABLE complaints (
        sequence INTEGER PRIMARY KEY,
        complaint TEXT NOT NULL,
        number TEXT NOT NULL,
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        way TEXT NOT NULL,
        level TEXT NOT NULL,
        language TEXT NOT NULL,
        received_on TEXT NOT NULL,
        received_at TEXT NOT NULL,
        received_by TEXT NOT NULL,
        about TEXT NOT NULL,
        case_number TEXT NOT NULL,
        by_representative INTEGER NOT NULL,
        signed INTEGER NOT NULL,
        due TEXT,
        forward_due TEXT,
        answer_place TEXT NOT NULL,
        state TEXT NOT NULL,
        handler TEXT NOT NULL,
        outcome TEXT NOT NULL,
        forwarded_to TEXT NOT NULL,
        ended_on TEXT,
        ended_by TEXT NOT NULL,
        ended_sequence INTEGER,
        name TEXT
    ) STRICT;
CREATE TABLE complaint_events (
        complaint TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        PRIMARY KEY (complaint, sequence)
    ) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE register_text USING fts5(words, content='', columnsize=0, detail=column, prefix='1 2 3 4 5', tokenize='ascii');
CREATE TABLE 'register_text_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'register_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE 'register_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE INDEX cases_by_number ON cases (number);
CREATE INDEX cases_by_applicant ON cases (applicant_iin, decided_at);
CREATE INDEX cases_by_child ON cases (child_iin, decided_at) WHERE child_iin IS NOT NULL;
CREATE INDEX cases_by_due ON cases (due) WHERE due IS NOT NULL;
CREATE INDEX cases_not_handed_over ON cases (decided_sequence) WHERE handed_over_at IS NULL AND voided IS NULL;
CREATE INDEX cases_by_near_name ON cases (near_key, decided_at) WHERE near_key <> '';
CREATE INDEX visits_not_ended ON visits (state, head_since, arrived) WHERE state <> 'ended';
CREATE INDEX visits_by_call ON visits (called) WHERE called > 0;
CREATE INDEX doubts_by_day ON doubts (day);
CREATE INDEX amendments_of_case ON amendments (case_id, sequence);
CREATE INDEX cases_by_visit ON cases (case_id);
CREATE INDEX visits_over_night ON visits (day) WHERE state = 'ended' AND day < substr(changed_at, 1, 10);
CREATE INDEX subjects_by_case ON subjects (case_id);
CREATE INDEX proceedings_by_case ON proceedings (case_id);
CREATE INDEX proceedings_by_number ON proceedings (number);
CREATE INDEX proceedings_open ON proceedings (due) WHERE step > 0;
CREATE INDEX proceedings_by_group ON proceedings (group_key) WHERE group_key <> '';
CREATE INDEX group_history_by_key ON group_history (key, sequence);
CREATE INDEX proceeding_steps_by_case ON proceeding_steps (case_id);
CREATE INDEX proceeding_steps_by_time ON proceeding_steps (at);
CREATE INDEX complaints_by_number ON complaints (number);
CREATE INDEX complaints_by_own ON complaints (complaint);
CREATE INDEX complaints_of_case ON complaints (case_number) WHERE case_number <> '';
CREATE INDEX complaints_open ON complaints (due) WHERE ended_on IS NULL;
CREATE INDEX complaints_by_day ON complaints (received_on);
CREATE INDEX cases_by_day ON cases (decided_at);
CREATE INDEX cases_by_name ON cases (name_key);
CREATE INDEX visits_by_day ON visits (day, letter, arrived);
CREATE INDEX visits_served ON visits (service, arrived) WHERE ended_by = 'handed_over';
CREATE INDEX visits_by_arrival ON visits (arrived);
CREATE INDEX visits_by_number ON visits (number, arrived) WHERE number > 0;
