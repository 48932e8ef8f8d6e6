"""Small things the counter must remember of itself: its code, its key, the window's place."""

from desktop.storage.database import Database

COUNTER = "counter"
COUNTER_KEY = "counter_key"
FIRST_KEY = "first_key"  # public, hex, once the counter has had another: what knew it by this one still does
RESTORED_FROM = "restored_from"
SHEET_PROVED = "recovery_sheet_proved"  # when the sheet that is known to be in somebody's hands was made
PIN = "pin:"  # before an operator's identifier


class Settings:
    """Names and values; each change is durable when the call returns, or with the act it is part of."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def value(self, name: str) -> bytes | None:
        """The value kept under ``name``, or None."""
        row = self._db.row("SELECT value FROM settings WHERE name = ?", (name,))
        return None if row is None else row[0]

    def keep(self, name: str, value: bytes) -> None:
        """Keep a value; an equal one is not written again."""
        if self.value(name) == value:
            return
        with self._db.transaction():
            self._db.run(
                "INSERT INTO settings (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )

    def names(self, prefix: str) -> list[str]:
        """The names that begin with ``prefix``."""
        rows = self._db.rows("SELECT name FROM settings WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))
        return [name for (name,) in rows]

    def drop(self, name: str) -> None:
        """Forget a value; nothing happens where there is none."""
        with self._db.transaction():
            self._db.run("DELETE FROM settings WHERE name = ?", (name,))

    def text(self, name: str) -> str | None:
        """A value that was kept as text."""
        value = self.value(name)
        return None if value is None else value.decode("utf-8")

    def keep_text(self, name: str, text: str) -> None:
        """Keep a text."""
        self.keep(name, text.encode("utf-8"))

    @property
    def counter(self) -> str | None:
        """The counter's code, which every event carries."""
        return self.text(COUNTER)

    @property
    def counter_key(self) -> bytes | None:
        """The counter's Ed25519 private key, 32 raw bytes."""
        return self.value(COUNTER_KEY)

    def pin(self, operator: str) -> bytes | None:
        """What is kept of an operator's PIN, or None where they have none."""
        return self.value(f"{PIN}{operator}")

    def keep_pin(self, operator: str, kept: bytes) -> None:
        """Keep what a PIN is recognised by; never the PIN."""
        self.keep(f"{PIN}{operator}", kept)

    def drop_pin(self, operator: str) -> None:
        """From now on only the password opens a locked counter."""
        self.drop(f"{PIN}{operator}")

    @property
    def restored_from(self) -> str | None:
        """The backup this store was restored from, until the journal's next segment is opened."""
        return self.text(RESTORED_FROM)
