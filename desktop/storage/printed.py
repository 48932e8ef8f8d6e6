"""The archive of printed papers: every copy byte for byte, with what it was printed for. Append-only."""

import hashlib

import msgspec

from desktop.storage.database import Database


class PrintedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A printed copy without its bytes; ``number`` is empty for papers printed before the outcome."""

    id: int
    case: str
    number: str
    paper: str
    copy_number: int
    language: str
    format: str
    sha256: str
    printed_at: str
    erased: bool


_COLUMNS = "id, case_id, number, paper, copy_number, language, format, sha256, printed_at, bytes IS NULL"


class Printed:
    """The archive. Copies are numbered from 1 for each paper of a case."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(
        self,
        *,
        case: str,
        number: str,
        paper: str,
        copy_number: int,
        language: str,
        format: str,  # noqa: A002 - the field's word: a4 or roll80
        content: bytes,
        printed_at: str,
    ) -> str:
        """Archive a printed copy; the SHA-256 of its bytes, hex. A copy number once used is an error of ours."""
        sha256 = hashlib.sha256(content).hexdigest()
        with self._db.transaction():
            self._db.run(
                "INSERT INTO printed "
                "(case_id, number, paper, copy_number, language, format, sha256, printed_at, bytes) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (case, number, paper, copy_number, language, format, sha256, printed_at, content),
            )
        return sha256

    def next_copy_number(self, case: str, paper: str) -> int:
        """The number the next copy of this paper gets; 1 for the first, more for every ДУБЛИКАТ."""
        row = self._db.row("SELECT max(copy_number) FROM printed WHERE case_id = ? AND paper = ?", (case, paper))
        last: int | None = row[0] if row else None
        return (last or 0) + 1

    def of_case(self, case: str) -> list[PrintedPaper]:
        """Every copy printed for a case, the first first."""
        found = self._db.rows(f"SELECT {_COLUMNS} FROM printed WHERE case_id = ? ORDER BY id", (case,))
        return [
            PrintedPaper(
                id=paper_id,
                case=case_id,
                number=number,
                paper=paper,
                copy_number=copy_number,
                language=language,
                format=form,
                sha256=sha256,
                printed_at=printed_at,
                erased=bool(erased),
            )
            for paper_id, case_id, number, paper, copy_number, language, form, sha256, printed_at, erased in found
        ]

    def content(self, paper_id: int) -> bytes | None:
        """The bytes as they went to the printer, or None where they were erased or never were."""
        row = self._db.row("SELECT bytes FROM printed WHERE id = ?", (paper_id,))
        return None if row is None else row[0]
