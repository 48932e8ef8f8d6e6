"""The first events of a journal, or of its continuation after a restore: who we are, and what was restored."""

import msgspec

from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.storage.journal import Entry
from desktop.storage.recovery import RESTORED, read_told
from desktop.storage.settings import COUNTER, COUNTER_KEY, RESTORED_FROM
from forms.events import SegmentOpened
from forms.keeping_acts import StoreRestored
from forms.moments import Moment
from forms.problems import Problem
from forms.register_acts import ReasonParticulars


def introduce(counter: Counter) -> None:
    """The first day, or the first after a restore: the counter's code and key, and the segment's first events.

    Raises Problem 152 where the store is another counter's.
    """
    settings, profile = counter.store.settings, counter.profile
    if settings.counter not in (None, profile.counter):
        raise Problem("152", kept=settings.counter, written=profile.counter)
    key = settings.counter_key
    if key is not None and settings.restored_from is None:
        return
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    last = counter.store.journal.last()
    with counter.store.act() as act:
        if key is None:
            key = Ed25519PrivateKey.generate().private_bytes_raw()
            settings.keep(COUNTER_KEY, key)
        settings.keep_text(COUNTER, profile.counter)
        public = Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw().hex()
        opened = SegmentOpened(counter_key=public, continues=None if last is None else last.hash)
        now = counter.clock.now()
        act.append(*with_doubt(counter, now, entry_of(counter, now, opened, None), *_told_of_restore(counter, now)))
        settings.drop(RESTORED_FROM)
        settings.drop(RESTORED)


def _told_of_restore(counter: Counter, now: Moment) -> list[Entry]:
    told = read_told(counter.store.settings)
    if told is None:
        return []
    act = StoreRestored(
        why=told.wish.why, events=told.events, brought=told.brought, left_aside=told.left, numbers=told.numbers
    )
    reason = ReasonParticulars(reason=told.wish.reason) if told.wish.reason else None
    entry = entry_of(counter, now, act, None, reason)
    # Who asked for it, where the program was stopped before it could be told.
    return [msgspec.structs.replace(entry, operator=told.wish.operator or entry.operator)]
