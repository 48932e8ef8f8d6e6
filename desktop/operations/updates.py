"""What the district's centre publishes, taken in: editions, calendars, rosters, its next keys, words to the clerks.

Each number is taken once. What is in use is recorded in the journal in the same act; what cannot be used is kept with
its problem and told, and stops nothing.
"""

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from desktop.operations import published_files
from desktop.operations.case_answers import entries_of_answers
from desktop.operations.counter import Counter
from desktop.operations.entries import noted_of, with_doubt
from desktop.paths import CALENDARS, EDITIONS
from desktop.protection.wrapping import public_of
from desktop.storage.updates import KeptUpdate
from forms.calendar import load_calendar
from forms.calendar_files import read_year_bytes
from forms.editions import Edition
from forms.exchange import CentreKeys, Update
from forms.exchange_acts import UpdateTaken
from forms.moments import wall_time
from forms.problems import Problem
from forms.reading import examine_bytes, load_editions
from forms.rosters import rows_of, unpack_roster
from forms.signed import SEALED, open_for, read_signed

_UNPROTECTED, _UNUSABLE = "927", "926"
_KEY = re.compile("[0-9a-f]{64}")
# A clerk need not be told of these.
_QUIET = ("calendar", "roster", "keys", "answer")


class News(NamedTuple):
    """Something a clerk shall know of: words of the district, an edition that holds from ``holds_from`` (ISO date), or
    the ``problem`` of something that could not be used."""

    number: int
    title: str
    words: str = ""
    edition: Edition | None = None
    holds_from: str = ""
    problem: Problem | None = None


def receive(counter: Counter, document: bytes) -> KeptUpdate:
    """Take what the centre published: use it, keep it, record that it is in use. On the store's thread.

    Again is harmless. Raises Problem 825 to 831 for what is not this counter's centre's word, 925 for another
    counter's, 943 for a number that came with another content, 313 where nothing is recorded, and 301–307 where the
    disk does not take it; then nothing is changed.
    """
    if counter.store.read_only:
        raise Problem("313", folder=str(counter.store.folder))
    update, signed = _open(counter, document)
    known = counter.store.updates.of_number(update.number)
    if known is not None:
        if known.sha256 != _digest(update):
            raise Problem("943", number=update.number)
        if not _may_come_again(counter, known):
            return known
    return _keep(counter, update, signed, _find_problem(counter, update))


def numbers_had(counter: Counter) -> tuple[int, ...]:
    """The updates the centre need not send. A roster refused for want of protection may come once there is some."""
    return tuple(sorted(kept.number for kept in counter.store.updates.all() if not _may_come_again(counter, kept)))


def news(counter: Counter) -> list[News]:
    """What the clerks have not understood yet, the earliest first. Words for a later day wait for it."""
    today = wall_time(counter.clock.now()).date().isoformat()
    told: list[News] = []
    for kept in counter.store.updates.untold():
        if kept.problem:
            told.append(News(kept.number, kept.name, problem=_problem_of(counter, kept)))
        elif kept.subject == "message" and kept.holds_from <= today:
            words = published_files.content_of(counter.store, kept.number).content
            told.append(News(kept.number, kept.name, words))
        elif kept.subject == "edition" and not kept.replaced:
            # One whose file cannot be used is told as a trouble of the opening.
            edition = next((one for one in counter.editions if one.label == kept.name), None)
            if edition is not None:
                told.append(News(kept.number, kept.name, edition=edition, holds_from=kept.holds_from))
    return told


def understand(counter: Counter, number: int) -> None:
    """A clerk has read it: it is not shown again."""
    if not counter.store.read_only:
        counter.store.updates.mark_told(number)


def take_again(counter: Counter) -> None:
    """Try once more what an earlier version of the program could not use. Raises Problem 301–307."""
    for kept in counter.store.updates.all():
        if kept.problem == _UNUSABLE and kept.subject in ("edition", "calendar", "answer"):
            update = published_files.content_of(counter.store, kept.number)
            document = counter.store.updates.document(kept.number)
            if _find_problem(counter, update) is None:
                _keep(counter, update, document, None)


def bring_rosters(counter: Counter) -> None:
    """Who is named by a roster taken before there was a look-up can be looked up now. Raises Problem 301–307."""
    store = counter.store
    for kept in store.updates.taken("roster"):
        if kept.replaced or store.rosters.of_update(kept.number) is not None:
            continue
        try:
            with store.act():
                _use_roster(counter, kept, published_files.content_of(store, kept.number).content)
        except Problem as problem:
            if problem.code not in ("830", "934"):  # what could not be read then cannot be read now
                raise


def _open(counter: Counter, document: bytes) -> tuple[Update, bytes]:
    """The update, and the bytes the centre signed."""
    exchange = counter.store.exchange
    signed = document
    if document.startswith(SEALED):
        next_keys = exchange.next_keys()
        kept = (exchange.seal_key(), None if next_keys is None else next_keys.sealing)
        signed = open_for(document, {public_of(key).hex(): key for key in kept if key is not None})
    update = read_signed(signed, Update, exchange.signers())
    code = counter.store.settings.counter or counter.profile.counter
    if update.counter not in ("", code):
        raise Problem("925", number=update.number, found=update.counter, expected=code)
    return update, signed


def _may_come_again(counter: Counter, kept: KeptUpdate) -> bool:
    return kept.problem == _UNPROTECTED and counter.is_protected


def _find_problem(counter: Counter, update: Update) -> Problem | None:
    """Why it cannot be used here, or None."""
    try:
        if update.subject == "edition":
            _check_edition(counter, update)
        elif update.subject == "calendar":
            _check_calendar(counter, update)
        elif update.subject == "roster":
            if not counter.is_protected:
                return Problem(_UNPROTECTED, name=update.name)
            for _ in rows_of(unpack_roster(update.content)):
                pass
        elif update.subject == "keys":
            _read_keys(update.content)
        elif update.subject == "answer":
            entries_of_answers(counter, counter.clock.now(), update.name, update.content)
    except (Problem, msgspec.MsgspecError) as error:
        reason = error if isinstance(error, Problem) else Problem("830", detail=str(error))
        return Problem(_UNUSABLE, number=update.number, name=update.name, reason=reason)
    return None


def _check_edition(counter: Counter, update: Update) -> None:
    edition = _read_edition(update)
    if edition.label != update.name:
        raise Problem("107", file=update.name, key="label", found=edition.label, expected=update.name)
    replaced = _replaced(counter, update)
    others = counter.editions if replaced is None else counter.editions.without(replaced.name)
    others.joined(edition, update.name)


def _read_edition(update: Update) -> Edition:
    examined = examine_bytes(update.content.encode(), update.name)
    if examined.problems:
        raise examined.problems[0]
    return examined.editions[0]


def _check_calendar(counter: Counter, update: Update) -> None:
    found = read_year_bytes(update.content.encode(), Path(f"{update.name}.toml"))
    if update.name != str(found.year):
        raise Problem("141", file=update.name, key="year", found=str(found.year), expected=update.name)
    if found.year not in counter.calendar.years:
        return
    known = counter.calendar.year(found.year).checked
    if known is not None and found.checked is not None and found.checked < known:
        raise Problem("149", file=update.name, key="checked", day=known.isoformat())


def _read_keys(content: str) -> CentreKeys:
    keys = msgspec.json.decode(content, type=CentreKeys)
    for key in (keys.signing, keys.sealing):
        if not _KEY.fullmatch(key):
            raise Problem("554", detail=key[:64])
    return keys


def _replaced(counter: Counter, update: Update) -> KeptUpdate | None:
    kept = counter.store.updates.of_number(update.replaces) if update.replaces else None
    return kept if kept is not None and kept.subject == update.subject and kept.taken_at is not None else None


def _keep(counter: Counter, update: Update, document: bytes, problem: Problem | None) -> KeptUpdate:
    store, now = counter.store, counter.clock.now()
    replaced = _replaced(counter, update) if problem is None else None
    kept = KeptUpdate(
        number=update.number,
        subject=update.subject,
        name=update.name,
        sha256=_digest(update),
        holds_from=_checked_day(update.holds_from),
        received_at=now.wall,
        taken_at=None if problem else now.wall,
        problem=problem.code if problem else "",
        replaces=update.replaces,
        replaced=False,
        told=update.subject in _QUIET and problem is None,
    )
    if problem is None:
        # The file first: one that is there and not recorded comes again, one recorded and not there would be missed.
        _put_file(counter, update)
    with store.act() as act:
        # Names are not kept where they could be read; they come again once the counter is protected.
        store.updates.keep(kept, b"" if kept.problem == _UNPROTECTED else document)
        if problem is None:
            if update.subject == "keys":
                store.exchange.trust(_read_keys(update.content))
            if replaced is not None and update.subject == "roster":
                store.updates.empty(replaced.number)
                before = store.rosters.of_update(replaced.number)
                if before is not None:
                    store.rosters.remove(before.id)
            if update.subject == "roster":
                _use_roster(counter, kept, update.content)
            steps = entries_of_answers(counter, now, update.name, update.content) if update.subject == "answer" else []
            taken = UpdateTaken(number=kept.number, subject=kept.subject, name=kept.name, sha256=kept.sha256)
            act.append(*with_doubt(counter, now, noted_of(counter, now, taken, None), *steps))
    if problem is None:
        if replaced is not None and update.subject == "edition":
            published_files.set_aside(store.folder, replaced.number, replaced.name)
        _work_with(counter, update, replaced)
    return kept


def _use_roster(counter: Counter, kept: KeptUpdate, content: str) -> None:
    """With the act that is open. The day it holds from has no bearing: who works where is best known at once."""
    counter.store.rosters.keep(
        rows_of(unpack_roster(content)),
        name=kept.name,
        source="centre",
        number=kept.number,
        taken_at=kept.taken_at or kept.received_at,
        sha256=kept.sha256,
    )


def _put_file(counter: Counter, update: Update) -> None:
    folder = counter.store.folder
    if update.subject == "edition":
        published_files.put_edition(folder, update.number, update.name, update.content)
    elif update.subject == "calendar":
        published_files.put_calendar(folder, update.name, update.content)


def _work_with(counter: Counter, update: Update, replaced: KeptUpdate | None) -> None:
    """From now on. A case keeps its edition: it is known by its label for ever."""
    folder = counter.store.folder
    if update.subject == "edition" and replaced is None:
        counter.editions = counter.editions.joined(_read_edition(update), update.name)
    elif update.subject == "edition":
        counter.editions = load_editions(also=folder / EDITIONS)
    elif update.subject == "calendar":
        counter.calendar = load_calendar(folder / CALENDARS)


def _problem_of(counter: Counter, kept: KeptUpdate) -> Problem:
    if kept.problem == _UNPROTECTED:
        return Problem(_UNPROTECTED, name=kept.name)
    found = _find_problem(counter, published_files.content_of(counter.store, kept.number))
    return found or Problem(_UNUSABLE, number=kept.number, name=kept.name, reason="")


def _digest(update: Update) -> str:
    return hashlib.sha256(update.content.encode()).hexdigest()


def _checked_day(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError:
        return ""
