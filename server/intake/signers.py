"""Whose signature counts: the keys a counter is known by."""

import re
from datetime import datetime

from django.utils import timezone

from forms.moments import Moment
from forms.problems import Problem
from server.organisations.models import Counter, CounterKey

_CODE = re.compile(r"[A-Za-z0-9-]{1,16}")


def find_counter(code: str, *, lock: bool = False) -> Counter:
    """The counter of this code, locked until the transaction ends where asked. Raises Problem 835."""
    rows = Counter.objects.select_for_update(of=("self",)) if lock else Counter.objects.all()
    counter = rows.filter(code=code).first() if _CODE.fullmatch(code) else None
    if counter is None:
        raise Problem("835", counter=code[:16])
    return counter


def check_key(counter: Counter, key: str) -> CounterKey:
    """The key, if what it signs counts. Raises Problem 836 for a foreign key, 837 a revoked one, 838 one that ended."""
    found = CounterKey.objects.filter(counter=counter, signing=key).first() if len(key) == 64 else None
    if found is None:
        raise Problem("836", counter=counter.code)
    if found.revoked or counter.state == Counter.State.REVOKED:
        raise Problem("837", counter=counter.code, day=_day(found.ended_at or counter.revoked_at))
    if found.ended_at is not None:
        raise Problem("838", counter=counter.code, day=_day(found.ended_at))
    return found


def end_earlier_keys(key: CounterKey) -> None:
    """The counter signs with this key now: those before it end."""
    CounterKey.objects.filter(counter_id=key.counter_id, pk__lt=key.pk, ended_at=None).update(ended_at=timezone.now())


def read_wall(wall: str) -> datetime | None:
    """A wall time with its offset, if it is one a database takes."""
    try:
        found = datetime.fromisoformat(wall)
    except ValueError:
        return None
    return found if found.tzinfo is not None and 1970 < found.year < 9000 else None


def read_moment(moment: Moment) -> datetime | None:
    """The wall time of a moment, if it is one a database takes."""
    return read_wall(moment.wall)


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment or timezone.now()):%d.%m.%Y}"
