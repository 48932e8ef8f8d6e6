"""The counter's morning: store opened, editions read, the counter's key made on the first day."""

from pathlib import Path

from desktop.clocks import Clock, MachineClock
from desktop.operations.clock_keeping import note_clock
from desktop.operations.counter import Counter
from desktop.operations.published_files import lay_out
from desktop.operations.segment import introduce
from desktop.operations.updates import bring_rosters, take_again
from desktop.paths import CALENDARS, DATABASE_NAME, EDITIONS, PROFILE_NAME
from desktop.printing.ports import Printers
from desktop.profile.reading import read_profile
from desktop.profile.shape import Profile
from desktop.storage.store import Store, open_store
from forms.calendar import load_calendar
from forms.problems import Problem
from forms.reading import load_editions
from forms.resources import find_resource


def place_demonstration(
    folder: Path, *, service: str = "attestation", provider: str = "local", edition: str = "E2020-7"
) -> None:
    """Put the demonstration organisation's profile into a data folder that has none."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / PROFILE_NAME).exists():
        text = find_resource("demo", PROFILE_NAME).read_text("utf-8")
        chosen = f'[services.{service}]\nprovider = "{provider}"\nedition = "{edition}"\n'
        (folder / PROFILE_NAME).write_text(text.replace("# services\n", chosen), "utf-8")


def open_counter(
    folder: Path,
    printers: Printers,
    clock: Clock | None = None,
    *,
    read_only: bool = False,
    key: bytes | None = None,
) -> Counter:
    """Everything a counter needs, from its data folder. Raises Problems 150–153 and 30x with the way out.

    Call it on the thread the store shall belong to.
    """
    if not (folder / PROFILE_NAME).exists():
        raise Problem("153", folder=str(folder))
    profile = _read_profile(folder)
    clock = clock or MachineClock(profile.zone)
    store = open_store(folder, read_only=read_only, key=key)
    try:
        troubles = [] if read_only else _lay_out(store)
        editions, calendar = load_editions(also=folder / EDITIONS), load_calendar(folder / CALENDARS)
        counter = Counter(
            profile=read_profile(folder / PROFILE_NAME, editions),
            operator=profile.operators[0],
            editions=editions,
            calendar=calendar,
            clock=clock,
            printers=printers,
            store=store,
            troubles=(*troubles, *editions.troubles, *calendar.troubles),
        )
        if not read_only:
            _recognise_start(counter)
            introduce(counter)
            note_clock(counter)
            _take_again(counter)
    except BaseException:
        store.close()
        raise
    return counter


def _read_profile(folder: Path) -> Profile:
    """The profile. Whether there is an edition it names may be known only once the store is open: where a file of the
    centre's is missing, the store still has it.
    """
    known = load_editions(also=folder / EDITIONS) if not (folder / DATABASE_NAME).exists() else None
    return read_profile(folder / PROFILE_NAME, known)


def _lay_out(store: Store) -> list[Problem]:
    try:
        lay_out(store)
    except Problem as problem:
        return [problem]  # the day begins all the same, with the editions that are there
    return []


def _take_again(counter: Counter) -> None:
    try:
        take_again(counter)
        bring_rosters(counter)
    except Problem as problem:
        counter.troubles = (*counter.troubles, problem)


def _recognise_start(counter: Counter) -> None:
    """Where the system has no name for this start of the machine, the last event may still be of it."""
    last = counter.store.journal.last()
    if last is not None and isinstance(counter.clock, MachineClock):
        counter.clock.recognise(last.event.at)
