"""A day at a counter, act by act: each can be tried again after it failed, and what it promised can be told."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from desktop.domain.case import CaseDraft
from desktop.operations import (
    correcting,
    day,
    enrolling,
    issuing,
    profile_keeping,
    queue_desk,
    reception,
    signing_in,
    voiding,
)
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.paths import PROFILE_NAME
from desktop.printing.folder import FolderPrinters
from desktop.profile.reading import read_profile
from desktop.profile.shape import ServiceChoice
from desktop.protection.data_key import is_protected
from desktop.protection.wrapping import Cost
from desktop.storage.backup_files import list_backups
from desktop.storage.backups import back_up
from desktop.storage.recovery import RESTORED, restore
from desktop.storage.settings import RESTORED_FROM
from desktop.storage.store import Store
from forms.moments import wall_time
from forms.reading import load_editions
from tests.domain.making import answer_facts, fill_person, set_in_order
from tests.operations.making import HandClock, edition_of, row_of, service_of
from tests.power.services import SERVICE, Services
from tests.sync.centre import ModelCentre
from tests.sync.making import Wire, go

Act = tuple[str, Callable[[], object]]
Promise = dict[str, dict[str, str]]

OPERATOR = "clerk-1"
PASSWORDS = ("сынақ құпиясөзі 1", "сынақ құпиясөзі 2")
PIN = "290317"
# Trying a password is made dear on purpose; not here, where it is tried at every cut.
QUICK = Cost(memory_kib=8, passes=1, lanes=1)

# Rows that are changed by the opening itself, or say nothing of what an operator did.
_OWN_SETTINGS = (RESTORED_FROM, RESTORED)


class Day:
    """One counter on one folder, and the acts of its clerk in order."""

    def __init__(self, folder: Path, *, protected: bool = False) -> None:
        self.folder = folder
        self.protected = protected
        self.password = PASSWORDS[0]
        self.key: bytes | None = None
        self._tables: Promise = {}
        self.clock = HandClock()
        self.counter: Counter | None = None
        self.draft: CaseDraft | None = None
        self.number = ""
        self.services = Services(self)
        self.centre = ModelCentre("D7")
        self.centre.publish("message", "Хабар", "Ертең жиналыс.")
        self.wire = Wire(self.centre)

    @property
    def at(self) -> Counter:
        """The counter, which is open."""
        assert self.counter is not None
        return self.counter

    @property
    def case(self) -> CaseDraft:
        """The case on the screen."""
        assert self.draft is not None
        return self.draft

    def acts(self, rounds: int = 1, *, services: bool = True) -> Iterator[Act]:
        """Everything a day brings, ``rounds`` times, with the program closed and opened in between."""
        yield "found the folder", self._found
        for number in range(rounds):
            yield "open the counter", self.open
            yield "open the day", self._open_day
            for _ in range(2):
                yield "issue a ticket", lambda: queue_desk.issue_ticket(self.at, service_of(self.at))
            for outcome in ("accepted", "reasoned_refusal"):
                yield "call the next", self._call_next
                yield from self._reception(outcome)
            yield "keep unsaved settings", lambda: profile_keeping.keep_unsaved(self.at, b"{typed}")
            yield "save the profile", partial(self._save_profile, number)
            yield "forget unsaved settings", lambda: profile_keeping.forget_unsaved(self.at)
            yield "back up", self._back_up
            yield "a walk-in", self._walk_in
            yield "put aside", lambda: reception.hold_case(self.at, self.case, "fills_form")
            yield "take up", self._take_up
            yield "the applicant left", lambda: reception.drop_case(self.at, self.case, "applicant_left")
            yield "correct", self._correct
            yield "void", self._void
            if services:
                yield from self.services.acts(number)
            yield "enrol", partial(self._enrol, number)
            yield "deliver", self._deliver
            if self.protected:
                yield "set a PIN", self._set_pin
                yield "lock", lambda: signing_in.lock(self.at, "locked")
                yield "unlock", lambda: signing_in.unlock_pin(self.at, PIN)
                yield "change the password", self._change_password
            yield "close the day", lambda: day.close_day(self.at)
            yield "close the counter", self.close
            if number % 2 or rounds == 1:
                yield "restore", self._restore

    def acts_of_services(self, number: int) -> Iterator[Act]:
        """A day of the other services alone."""
        yield "found the folder", self._found
        yield "open the counter", self.open
        yield from self.services.acts(number)
        yield "close the counter", self.close

    def _reception(self, outcome: str) -> Iterator[Act]:
        yield "who was called has come", self._open_called
        for step in range(3):
            yield f"type {step}", partial(self._type, step, outcome)
        yield "decide", self._decide
        yield "print", self._print
        yield "keep that it was printed", self._keep_printed
        yield "hand over", lambda: reception.hand_over(self.at, self.case)

    # -- the acts that need more than a line

    def _found(self) -> None:
        if (self.folder / PROFILE_NAME).exists() and (not self.protected or is_protected(self.folder)):
            return  # the next start finds it, and asks nothing
        with tempfile.TemporaryDirectory() as beside:
            place_demonstration(Path(beside))
            profile = read_profile(Path(beside) / PROFILE_NAME, load_editions())
        # Beside the first service, which is the one that is queued for.
        more = {**profile.services, SERVICE: ServiceChoice(provider="local", edition="ENR")}
        profile = msgspec.structs.replace(profile, services=more)
        if self.protected:
            signing_in.found_protected(self.folder, profile, self.password, cost=QUICK)
        else:
            profile_keeping.found_profile(self.folder, profile)

    def open(self) -> None:
        """Open the counter, as the program's start does."""
        self.clock.wait(1)
        if self.protected:
            signed = signing_in.sign_in(self.folder, OPERATOR, self.password)
            printers = FolderPrinters(self.folder / "papers", signed.key.files)
            self.counter = signing_in.open_protected(self.folder, printers, signed, self.clock)
        else:
            self.counter = open_counter(self.folder, FolderPrinters(self.folder / "papers"), self.clock)

        self.key = self.at.store.key

    def close(self) -> None:
        """Close it; a failure leaves it closed all the same."""
        if self.counter is not None:
            counter, self.counter = self.counter, None
            counter.store.close()

    def _open_day(self) -> None:
        self.clock.wait(600)
        day.open_day(self.at)

    def _call_next(self) -> None:
        self.clock.wait(60)
        queue_desk.call_next(self.at)

    def _open_called(self) -> None:
        self.draft = reception.open_called(self.at)

    def _walk_in(self) -> None:
        self.draft = reception.open_case(self.at, service_of(self.at))

    def _type(self, step: int, outcome: str) -> None:
        draft, edition = self.case, edition_of(self.at, self.case)
        if step == 0:
            draft.applicant.name = "Сынақова"
        elif step == 1:
            fill_person(draft.applicant)
            answer_facts(edition, draft)
        else:
            if edition.consent.asked:
                draft.consent, draft.consent_at = "given", self.at.clock.now().wall
            set_in_order(edition, draft)
            if outcome == "reasoned_refusal":
                first = next(iter(draft.documents.values()))
                first.state, first.reason = "unreliable", "мөрі жоқ"
                draft.refusal_reason = "құжат күмәнді"
            draft.outcome, draft.screen = outcome, "outcome"  # type: ignore[assignment]
        reception.keep_draft(self.at, row_of(self.at, draft))

    def _decide(self) -> None:
        self.clock.wait(120)
        self.draft = reception.decide_case(self.at, self.case)
        self.number = self.draft.number

    def _print(self) -> None:
        prepared = issuing.prepare_outcome(self.at, self.case)
        self.at.printers.send(
            prepared.content, printer="", copies=2, media=prepared.media, title=self.number.replace("/", "-")
        )
        if not prepared.recorded:
            issuing.record_printed(self.at, self.case, prepared)

    def _keep_printed(self) -> None:
        self.case.printed = True
        reception.keep_draft(self.at, row_of(self.at, self.case))

    def _take_up(self) -> None:
        self.draft = reception.resume_case(self.at, self.case.case)

    def _save_profile(self, number: int) -> None:
        before = self.at.profile
        organisation = msgspec.structs.replace(before.organisation, phone=f"871320000{number:02d}")
        profile_keeping.save_profile(self.at, msgspec.structs.replace(before, organisation=organisation))

    def _back_up(self) -> None:
        back_up(self.folder, now=wall_time(self.clock.now()), key=self.at.store.key)

    def _void(self) -> None:
        voiding.void_case(self.at, self.number, "entered_twice")

    def _enrol(self, number: int) -> None:
        """Invited anew each day, by the same centre."""
        invitation = self.centre.invite(self.at.profile.counter, token=f"TOKEN{number}")
        enrolling.enrol(self.at, enrolling.read_invitation(invitation))

    def _deliver(self) -> None:
        """A round over the network: everything is at the centre, and what it published is here."""
        done = go(self.at, self.wire)
        if done.problem is not None:
            raise done.problem

    def _restore(self) -> None:
        """The latest backup put in place; what came after it is brought over."""
        now = wall_time(self.clock.now())
        restore(self.folder, list_backups(self.folder)[0].path, now=now, key=self.key)

    def _correct(self) -> None:
        with tempfile.TemporaryDirectory() as beside:
            scan = Path(beside) / "request.pdf"
            scan.write_bytes(b"%PDF-1.4 " + b"scan " * 2000 + b"%%EOF")
            correcting.correct_case(
                self.at,
                self.number,
                {"applicant.phone": f"8701000{self.clock.count_ms % 10_000:04d}"},
                asked_by="applicant",
                reason="қате жазылған",
                attachment=scan,
            )

    def _set_pin(self) -> None:
        signing_in.set_pin(self.at, PIN, cost=QUICK)

    def _change_password(self) -> None:
        other = PASSWORDS[1 - PASSWORDS.index(self.password)]
        signing_in.change_password(self.at, self.password, other, cost=QUICK)
        self.password = other

    # -- what it comes to

    def promise(self) -> Promise:
        """Everything that is certain once the last act has returned."""
        if self.counter is not None:
            self._tables = tell_store(self.counter.store)
        told: Promise = {"files": tell_files(self.folder)} | self._tables
        return told | ({"password": {OPERATOR: self.password}} if self.protected else {})


def tell_store(store: Store) -> Promise:
    """The kept tables, a checksum a row; the journal by its end alone."""
    rows: dict[str, list[Any]] = {
        "journal": store.db.rows("SELECT sequence, hash FROM head"),
        "drafts": store.db.rows("SELECT case_id, body, held, screen FROM drafts"),
        # A restore may give rows other numbers of their own.
        "printed": store.db.rows("SELECT case_id || paper || copy_number, sha256, bytes FROM printed"),
        "attachments": store.db.rows("SELECT sequence || ' ' || place, sha256, bytes FROM attachments"),
        "numbers": store.db.rows("SELECT register || year, last FROM numbers"),
        "settings": store.db.rows("SELECT name, value FROM settings"),
        "rosters": store.db.rows("SELECT name || source || number, rows, sha256 FROM rosters"),
        "roster": store.db.rows("SELECT iin || '/' || name FROM roster"),
    }
    told = {table: {str(row[0]): _sum(row[1:]) for row in found} for table, found in rows.items()}
    told["journal"] = {str(sequence): hashed for sequence, hashed in rows["journal"]}
    for name in _OWN_SETTINGS:
        told["settings"].pop(name, None)
    return told


def tell_files(folder: Path) -> dict[str, str]:
    """The profile, what the folder printer took, and the backups."""
    found = [folder / PROFILE_NAME, *(folder / "papers").glob("*"), *(one.path for one in list_backups(folder))]
    return {str(path.relative_to(folder)): _sum([path.read_bytes()]) for path in found if path.exists()}


def _sum(parts: Any) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode() if not isinstance(part, bytes) else part)
        digest.update(b"\0")
    return digest.hexdigest()[:24]
