"""What a counter asks its centre, and how it tells it stands."""

import contextlib
import platform

from desktop.operations.backing_up import own_version
from desktop.operations.counter import Counter
from desktop.operations.entries import standing_at
from desktop.operations.updates import numbers_had
from desktop.profile.shape import edition_for
from desktop.storage.backup_files import find_latest
from forms.exchange import OperatorTold, Place, Question, Report
from forms.moments import wall_time
from forms.problems import Problem


def make_question(counter: Counter, most_bytes: int) -> Question:
    """Where do we stand, and what is there for us? On the store's thread."""
    store = counter.store
    return Question(
        counter=counter.profile.counter,
        asked_at=counter.clock.now().wall,
        places=store.exchange.places(),
        has_updates=numbers_had(counter),
        most_bytes=most_bytes,
        report=make_report(counter),
    )


def make_report(counter: Counter) -> Report:
    """How the counter stands, for who looks after it."""
    now = counter.clock.now()
    head = counter.store.journal.head()
    clock = standing_at(counter, now)
    latest = None
    with contextlib.suppress(Problem, OSError):
        latest = find_latest(counter.store.folder, wall_time(now))
    return Report(
        program=own_version(),
        head=Place(sequence=head.sequence, hash=head.hash),
        system=f"{platform.system()} {platform.release()}".strip(),
        clock_doubted=clock.doubted,
        clock_offset_seconds=round(clock.offset_at(now)),
        last_backup_at="" if latest is None else latest.made_at.isoformat(),
        operators=tuple(OperatorTold(id=one.id, name=one.name) for one in counter.profile.operators),
        services=_services(counter),
        refusals=counter.store.refusals.count_open(),
    )


def _services(counter: Counter) -> dict[str, str]:
    day = wall_time(counter.clock.now()).date()
    told = {}
    for service, choice in counter.profile.services.items():
        try:
            told[service] = edition_for(service, choice, counter.editions, day).label
        except Problem:
            told[service] = choice.edition
    return told
