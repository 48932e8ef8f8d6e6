"""Cases not finished yet, as typed: one row a case, replaced durably at every change. Bodies are opaque here."""

import msgspec

from desktop.storage.database import Database, Row


class KeptDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as kept; times are ISO 8601 with offset."""

    case: str
    operator: str
    service: str
    edition: str
    screen: str
    held: bool = False
    opened_at: str
    saved_at: str
    body: bytes


_COLUMNS = "case_id, operator, service, edition, screen, held, opened_at, saved_at, body"

_SAVE = f"""
INSERT INTO drafts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (case_id) DO UPDATE SET
    operator = excluded.operator, service = excluded.service, edition = excluded.edition, screen = excluded.screen,
    held = excluded.held, opened_at = excluded.opened_at, saved_at = excluded.saved_at, body = excluded.body
"""


class Drafts:
    """The drafts of this counter."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, draft: KeptDraft) -> None:
        """Keep the draft; durable when the call returns, or with the act it is part of."""
        with self._db.transaction():
            self._db.run(
                _SAVE,
                (
                    draft.case,
                    draft.operator,
                    draft.service,
                    draft.edition,
                    draft.screen,
                    int(draft.held),
                    draft.opened_at,
                    draft.saved_at,
                    draft.body,
                ),
            )

    def drop(self, case: str) -> bool:
        """Remove the draft; False where there was none."""
        with self._db.transaction():
            return self._db.run("DELETE FROM drafts WHERE case_id = ?", (case,)) > 0

    def find(self, case: str) -> KeptDraft | None:
        """The draft of one case."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM drafts WHERE case_id = ?", (case,))
        return None if row is None else _read(row)

    def all(self) -> list[KeptDraft]:
        """Every draft, the earliest opened first."""
        return [_read(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM drafts ORDER BY opened_at, rowid")]

    def held(self) -> list[KeptDraft]:
        """The drafts put aside, the earliest opened first."""
        return [draft for draft in self.all() if draft.held]

    def current(self) -> KeptDraft | None:
        """The draft that was on the screen: the one not put aside, the latest saved if there are several."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM drafts WHERE held = 0 ORDER BY saved_at DESC, rowid DESC LIMIT 1")
        return None if row is None else _read(row)


def _read(row: Row) -> KeptDraft:
    case, operator, service, edition, screen, held, opened_at, saved_at, body = row
    return KeptDraft(
        case=case,
        operator=operator,
        service=service,
        edition=edition,
        screen=screen,
        held=bool(held),
        opened_at=opened_at,
        saved_at=saved_at,
        body=body,
    )
