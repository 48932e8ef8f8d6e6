"""A counter on a folder of its own, with a clock that moves only when told and printers in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.clocks import Clock
from desktop.domain.case import CaseDraft, write_draft
from desktop.operations import issuing, reception
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.printing.memory import MemoryPrinters
from desktop.printing.ports import Printers
from desktop.storage.drafts import KeptDraft
from desktop.storage.printed import PrintedPaper
from forms.editions import Edition, Outcome
from forms.events import Event
from forms.facts import FactValue
from forms.moments import Moment
from forms.problems import Problem
from tests.domain.making import answer_facts, fill_child, fill_person, set_in_order

ZONE = ZoneInfo("Asia/Aqtobe")
# A Monday morning within the hours of intake.
MORNING = datetime(2026, 9, 14, 9, 30, tzinfo=ZONE)
PROVIDERS = {"E2020-8": "republican", "EMUS": "music_school"}


class HandClock:
    """A clock in the test's hands: time passes, the wall is moved, the machine is started again."""

    def __init__(self, start: datetime = MORNING) -> None:
        self.wall = start
        self.count_ms = 1_000_000
        self.boot = "boot-1"

    def now(self) -> Moment:
        """This moment."""
        return Moment(wall=self.wall.isoformat(timespec="milliseconds"), monotonic_ms=self.count_ms, boot=self.boot)

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.wall += timedelta(seconds=seconds)
        self.count_ms += round(seconds * 1000)

    def move_wall(self, seconds: float) -> None:
        """Someone sets the PC's clock."""
        self.wall += timedelta(seconds=seconds)

    def restart(self, seconds: float = 60) -> None:
        """The machine is started again ``seconds`` later."""
        self.wall += timedelta(seconds=seconds)
        self.count_ms = 5_000
        self.boot = f"{self.boot}+"


def open_for_test(
    folder: Path,
    *,
    edition: str = "E2020-7",
    clock: Clock | None = None,
    printers: Printers | None = None,
    read_only: bool = False,
) -> Counter:
    """A counter of the demonstration organisation that works under ``edition``."""
    service = "enrolment" if edition == "ENR" else "attestation"
    place_demonstration(folder, service=service, provider=PROVIDERS.get(edition, "local"), edition=edition)
    return open_counter(folder, printers or MemoryPrinters(), clock or HandClock(), read_only=read_only)


@contextmanager
def counter_at(folder: Path, **kept: object) -> Iterator[Counter]:
    """A counter, closed at the end."""
    counter = open_for_test(folder, **kept)  # type: ignore[arg-type]
    try:
        yield counter
    finally:
        counter.store.close()


def service_of(counter: Counter) -> str:
    """The one service of the profile."""
    return next(iter(counter.profile.services))


def edition_of(counter: Counter, draft: CaseDraft) -> Edition:
    """The edition of a case."""
    return counter.editions.by_label(draft.edition)


def open_ready(
    counter: Counter, outcome: Outcome = "accepted", *, iin: str = "", called: bool = False, **facts: FactValue
) -> CaseDraft:
    """A case opened, of who was ``called`` or without a ticket, and filled until the outcome is next."""
    draft = reception.open_called(counter) if called else reception.open_case(counter, service_of(counter))
    edition = edition_of(counter, draft)
    draft.facts.update(facts)
    fill_person(draft.applicant, **({"iin": iin} if iin else {}))
    if edition.subject is not None:
        fill_child(draft)
    answer_facts(edition, draft)
    if edition.consent.asked:
        draft.consent, draft.consent_at = "given", counter.clock.now().wall
    set_in_order(edition, draft)
    draft.outcome, draft.screen = outcome, "outcome"
    reception.keep_draft(counter, row_of(counter, draft))
    return draft


def row_of(counter: Counter, draft: CaseDraft) -> KeptDraft:
    """The draft as the store keeps it."""
    return reception.draft_row(counter, draft, write_draft(draft))


def print_copy(counter: Counter, draft: CaseDraft) -> issuing.PreparedPaper:
    """Print one copy as the window does: prepare, send, record, see it come out."""
    prepared = issuing.prepare_outcome(counter, draft)
    counter.printers.send(prepared.content, printer="", copies=2, media=prepared.media, title=draft.number)
    if not prepared.recorded:
        issuing.record_printed(counter, draft, prepared)
    draft.printed = True
    return prepared


def papers_of(counter: Counter, number: str) -> list[PrintedPaper]:
    """Every copy printed of the decided case of this number, the first first."""
    row = counter.store.cases.find(number)
    assert row is not None
    return counter.store.printed.of_case(row.case)


def acts(counter: Counter) -> list[str]:
    """The kinds of the journal's events, in order."""
    return [type(event.act).__name__ for event in events(counter)]


def events(counter: Counter) -> list[Event]:
    """The journal's events, in order."""
    return [recorded.event for recorded in counter.store.journal.events()]


def fill_disk(counter: Counter) -> None:
    """No page more than the file has now, and those full."""
    database, settings = counter.store.db, counter.store.settings
    ((pages,),) = database.rows("PRAGMA page_count")
    database.rows(f"PRAGMA max_page_count = {pages}")
    for size in (3000, 300, 30):
        place = 0
        try:
            while True:
                settings.keep(f"filler {size} {place}", bytes(size))
                place += 1
        except Problem as problem:
            if problem.code != "301":
                raise


def make_room(counter: Counter) -> None:
    """Someone freed some space."""
    counter.store.db.rows("PRAGMA max_page_count = 1000000")
