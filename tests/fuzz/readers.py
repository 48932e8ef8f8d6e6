"""Every reader of foreign bytes, with samples of what it reads. A reader refuses by a Problem and not otherwise."""

import io
import shutil
from functools import cache
from pathlib import Path

import msgspec

from desktop.domain.case import CaseDraft, read_draft, write_draft
from desktop.exporting.sealed_file import SealedWriter, open_sealed_file
from desktop.operations.attaching import read_attachment
from desktop.operations.register import count_rows, find_rows
from desktop.operations.way_in import find_way_in
from desktop.paths import DATABASE_NAME
from desktop.printing.lpstat import read_jobs, read_printers
from desktop.profile.reading import examine_profile
from desktop.protection import key_file
from desktop.protection.patience import TRIES_NAME, seconds_to_wait
from desktop.protection.sealing import open_sealed, seal
from desktop.protection.wrapping import public_of
from desktop.storage.backup_files import list_backups
from desktop.storage.backups import back_up, find_damage
from desktop.storage.notes import note_path
from desktop.storage.recovery import open_read_only, restore
from desktop.storage.register_rows import RegisterQuery
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from desktop.storage.witness import WITNESS_NAME, read_witness
from forms.calendar import load_calendar
from forms.day_acts import CaseVoided
from forms.events import (
    CaseParticulars,
    PersonParticulars,
    VisitOpened,
    canonical_bytes,
    read_event,
    read_particulars,
)
from forms.reading import examine
from forms.register_acts import Attached, CaseCorrected, CorrectionParticulars, FieldChange, ReasonParticulars
from forms.resources import find_resource
from forms.signing import read_mark, sign_paper, verify_paper
from tests.fuzz.exchange import EXCHANGE
from tests.fuzz.reader import Reader
from tests.operations.making import counter_at, open_ready
from tests.power.day import OPERATOR, PASSWORDS, QUICK

KEY = bytes(range(32))
PRIVATE = bytes(range(1, 33))


def put(folder: Path, name: str, content: bytes) -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(content)
    return path


# -- texts that people and offices write


def _read_edition(content: bytes, folder: Path) -> object:
    return examine(put(folder, "edition.toml", content))


def _editions() -> list[bytes]:
    found = sorted((Path(__file__).resolve().parents[2] / "forms" / "standards").rglob("*.toml"))
    return [path.read_bytes() for path in found]


def _read_calendar(content: bytes, folder: Path) -> object:
    put(folder, "2026.toml", content)
    return load_calendar(folder)


def _calendars() -> list[bytes]:
    found = sorted((Path(__file__).resolve().parents[2] / "forms").rglob("202*.toml"))
    return [path.read_bytes() for path in found if path.stem.isdigit()][-3:]


def _read_profile(content: bytes, folder: Path) -> object:
    return examine_profile(put(folder, "profile.toml", content), phones=True)


def _profiles() -> list[bytes]:
    text = find_resource("demo", "profile.toml").read_bytes()
    chosen = b'[services.attestation]\nprovider = "local"\nedition = "E2020-7"\n'
    return [text, text.replace(b"# services\n", chosen)]


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape" if content[:1] == b"\x00" else "replace")


def _read_mark(content: bytes, folder: Path) -> object:
    mark = read_mark(_text(content))
    verify_paper(_text(content), "00" * 32)
    return mark


def _marks() -> list[bytes]:
    from datetime import datetime

    at = datetime(2026, 9, 14, 9, 30)  # noqa: DTZ001 - a paper's wall time
    one = sign_paper(KEY, counter="D7", number="D7/2026-000001", at=at, outcome="accepted", address="")
    return [one.encode(), f"https://example.kz/check#{one}".encode()]


def _read_code(content: bytes, folder: Path) -> object:
    return key_file.check_code(_text(content))


def _codes() -> list[bytes]:
    from desktop.protection.recovery_code import write_code

    return [write_code(bytes(range(16))).encode()]


def _read_lpstat(content: bytes, folder: Path) -> object:
    return read_printers(_text(content)), read_jobs(_text(content))


def _lpstat() -> list[bytes]:
    return [
        b"printer Office is idle.  enabled since Mon 14 Sep 2026 09:00:00\n\tAlerts: none\nOffice accepting requests\n",
        b"system default destination: Office\nOffice-12 root 1024 Mon 14 Sep 2026\n\t\tAlerts: job-printing\n",
    ]


# -- what the program keeps


def _read_draft(content: bytes, folder: Path) -> object:
    try:
        return write_draft(read_draft(content))
    except msgspec.MsgspecError:
        return None  # its own error is what the caller is told to expect


def _drafts() -> list[bytes]:
    from tests.domain.making import edition_of, ready_draft

    empty = CaseDraft(case="case-1", service="attestation", edition="E2020-7")
    return [write_draft(empty), write_draft(ready_draft(edition_of("E2020-7")))]


def _read_event(content: bytes, folder: Path) -> object:
    try:
        return canonical_bytes(read_event(content))
    except msgspec.MsgspecError:
        return None


def _read_particulars(content: bytes, folder: Path) -> object:
    found = []
    for act in _ACTS:
        try:
            found.append(canonical_bytes(read_particulars(content, act)))
        except msgspec.MsgspecError:
            continue
    return found


_ACTS = (
    VisitOpened(service="attestation"),
    CaseVoided(number="D7/2026-000001", reason="other"),
    CaseCorrected(number="D7/2026-000001", fields=("applicant.name",), asked_by="applicant"),
)


def _particulars() -> list[bytes]:
    changes = (FieldChange(field="applicant.name", old="а", new="ә"),)
    attached = (Attached(name="scan.pdf", media_type="application/pdf", sha256="0" * 64),)
    return [
        canonical_bytes(CaseParticulars(applicant=PersonParticulars(iin="850101100002", name="Үлгі"))),
        canonical_bytes(CorrectionParticulars(changes=changes, reason="қате", attached=attached)),
        canonical_bytes(ReasonParticulars(reason="қате")),
    ]


@cache
def _events() -> list[bytes]:
    with _Made() as made, counter_at(made) as counter:
        open_ready(counter)
        return [row[0] for row in counter.store.db.rows("SELECT event FROM journal")]


def _read_settings(content: bytes, folder: Path) -> object:
    from desktop.ui.settings.screen import read_state

    return read_state(content)


def _settings() -> list[bytes]:
    from desktop.operations.profile_answers import first_answers
    from tests.settings.profiles import OPTIONS

    return [msgspec.json.encode(first_answers(OPTIONS)), b"{}"]


# -- files beside the store


def _read_keys(content: bytes, folder: Path) -> object:
    put(folder, key_file.KEYS_NAME, content)
    key_file.list_sign_ins(folder)
    return key_file.unlock(folder, OPERATOR, PASSWORDS[0])


@cache
def _keys() -> list[bytes]:
    with _Made() as made:
        key_file.protect_folder(made, "D7", OPERATOR, PASSWORDS[0], cost=QUICK)
        first = (made / key_file.KEYS_NAME).read_bytes()
        key = key_file.unlock(made, OPERATOR, PASSWORDS[0])
        key_file.set_district(made, key, public_of(PRIVATE).hex())
        return [first, (made / key_file.KEYS_NAME).read_bytes()]


def _read_tries(content: bytes, folder: Path) -> object:
    put(folder, TRIES_NAME, content)
    return seconds_to_wait(folder, OPERATOR)


def _read_window(content: bytes, folder: Path) -> object:
    put(folder, "kense.window", content)
    return find_way_in(folder)


def _read_witness(content: bytes, folder: Path) -> object:
    put(folder, WITNESS_NAME, content)
    return read_witness(folder, "D7", KEY)


def _read_note(content: bytes, folder: Path) -> object:
    backups = folder / "backups"
    backups.mkdir(exist_ok=True)
    copy = put(backups, "kense-20260914-093000.db", b"x")
    note_path(copy).write_bytes(content)
    return list_backups(folder)


@cache
def _notes() -> list[bytes]:
    with _Made() as made, counter_at(made) as counter:
        return [note_path(back_up(counter.store.folder).path).read_bytes()]


# -- what comes from elsewhere


def _read_backup(content: bytes, folder: Path) -> object:
    backups = folder / "backups"
    backups.mkdir(exist_ok=True)
    copy = put(backups, "kense-20260914-093000.db", content)
    damage = find_damage(copy, KEY)
    restore(folder, copy, key=KEY)
    with open_store(folder, key=KEY) as store:
        verify(store.db)
    return damage


def _read_store(content: bytes, folder: Path) -> object:
    put(folder, DATABASE_NAME, content)
    with open_read_only(folder) as store:
        return verify(store.db)


@cache
def _backups() -> list[bytes]:
    with _Made() as made:
        with open_store(made, key=KEY) as store:
            store.settings.keep_text("counter", "D7")
        return [back_up(made, key=KEY).path.read_bytes()]


@cache
def _stores() -> list[bytes]:
    with _Made() as made:
        with counter_at(made) as counter:
            open_ready(counter)
        return [(made / DATABASE_NAME).read_bytes()]


def _read_attachment(content: bytes, folder: Path) -> object:
    return read_attachment(put(folder, "scan.pdf", content))


def _attachments() -> list[bytes]:
    return [
        b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
        b"\x89PNG\r\n\x1a\n" + bytes(40) + b"IEND\xaeB`\x82",
        b"\xff\xd8\xff\xe0" + bytes(60) + b"\xff\xd9",
    ]


def _read_sealed_export(content: bytes, folder: Path) -> object:
    name, pieces = open_sealed_file(io.BytesIO(content), PRIVATE)
    return name, sum(map(len, pieces))


def _sealed_exports() -> list[bytes]:
    made = io.BytesIO()
    writer = SealedWriter(made, public_of(PRIVATE), "kense.csv")
    writer.write(b"number;name\r\n" * 40)
    writer.finish()
    return [made.getvalue()]


def _read_sealed(content: bytes, folder: Path) -> object:
    return open_sealed(content, KEY)


def _sealed() -> list[bytes]:
    return [seal(b"", KEY), seal(b"%PDF" * 300, KEY)]


class _Register:
    """A register with cases in it, opened once; what is typed is looked for."""

    def __init__(self) -> None:
        self._made = _Made()
        self._counter = counter_at(self._made.__enter__())
        self.counter = self._counter.__enter__()
        open_ready(self.counter)

    def find(self, typed: str) -> object:
        found = []
        for kind in ("cases", "open", "tickets"):
            query = RegisterQuery(text=typed, kind=kind)
            found.append((count_rows(self.counter, query), find_rows(self.counter, query)))
        return found

    def close(self) -> None:
        self._counter.__exit__(None, None, None)
        self._made.__exit__(None, None, None)


_register = cache(_Register)


def _read_query(content: bytes, folder: Path) -> object:
    return _register().find(_text(content))


def close_all() -> None:
    """Let go of what is open for all tries."""
    if _register.cache_info().currsize:
        _register().close()
        _register.cache_clear()


def _queries() -> list[bytes]:
    typed = ("Сынақова Үлгі", "850101100002", "D7/2026-000001", "87010000001", "1", 'NEAR("a" b, 2)', "a* OR -b ^c:d")
    return [one.encode() for one in typed]


class _Made:
    """A folder for making samples in."""

    def __enter__(self) -> Path:
        import tempfile

        self._path = Path(tempfile.mkdtemp(prefix="kense-fuzz-"))
        return self._path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._path)


READERS = {
    reader.name: reader
    for reader in (
        Reader("edition", _read_edition, _editions, cost=6),
        Reader("calendar", _read_calendar, _calendars, cost=2),
        Reader("profile", _read_profile, _profiles, cost=2),
        Reader("mark", _read_mark, _marks),
        Reader("recovery_code", _read_code, _codes),
        Reader("lpstat", _read_lpstat, _lpstat),
        Reader("draft", _read_draft, _drafts),
        Reader("event", _read_event, _events),
        Reader("particulars", _read_particulars, _particulars),
        Reader("settings", _read_settings, _settings),
        Reader("keys", _read_keys, _keys),
        Reader("tries", _read_tries, lambda: [b'{"clerk-1":{"count":3,"boot":"b","at_ms":5}}']),
        Reader("window", _read_window, lambda: [b'{"last_operator":"clerk-1","later_on":"2026-09-14"}']),
        Reader("witness", _read_witness, lambda: [b'{"format":1,"counter":"D7","sequence":3,"hash":"00","seal":"00"}']),
        Reader("note", _read_note, _notes),
        Reader("backup", _read_backup, _backups, cost=15),
        Reader("store", _read_store, _stores, cost=15),
        Reader("attachment", _read_attachment, _attachments),
        Reader("sealed_export", _read_sealed_export, _sealed_exports),
        Reader("sealed", _read_sealed, _sealed),
        Reader("query", _read_query, _queries, cost=3),
        *EXCHANGE,
    )
}

# Bytes that have broken readers of their kinds elsewhere.
NASTY = (
    b"",
    b"\x00",
    b"\xff\xfe\x00\x00",
    b"\xef\xbb\xbf",
    b"[" * 5000,
    b"a = " + b"[" * 5000,
    b"a = " + b"{a=" * 2000,
    b"{" * 5000,
    b'{"a":' * 5000,
    b"a." * 4000 + b"a = 1",
    b"a = " + b"9" * 5000,
    b"[" + b"9" * 5000 + b"]",
    b"a = 1e999999999",
    b"a = 9999-99-99",
    b"a = 0001-01-01T00:00:00+23:59",
    b'a = "\\U0010FFFF\\u0000"',
    "٣".encode() * 40,
    "KENSE1:D7:D7/٢٠٢٦-٠٠٠٠٠١:20260914T0930:A:AAAA".encode(),
    "İıſßǅﬁ".encode() * 20,
    b"-- ; DROP TABLE cases; '\"",
    b"\xed\xa0\x80\xed\xb0\x80",
    b"%" * 70000,
    b"SQLite format 3\x00" + bytes(4096),
)
