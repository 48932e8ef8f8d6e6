"""Groups children are enrolled in, as their counters set them."""

from collections.abc import Sequence

from forms.procedure_acts import GroupSet
from server.organisations.models import Counter
from server.register.models import GroupRow
from server.register.recorded import Recorded

_LONGEST = 400


def keep_groups(counter: Counter, recorded: Sequence[Recorded]) -> None:
    """Keep what these events set. Again is harmless."""
    found = [_row(counter, one, one.event.act) for one in recorded if isinstance(one.event.act, GroupSet)]
    GroupRow.objects.bulk_create(found, ignore_conflicts=True)


def group_of(counter: Counter, key: str) -> GroupRow | None:
    """The group of a key as it stands."""
    standing = GroupRow.objects.filter(counter=counter, key=key, left_behind=False)
    return standing.order_by("-sequence").first()


def _row(counter: Counter, one: Recorded, act: GroupSet) -> GroupRow:
    return GroupRow(
        counter=counter,
        branch=one.place.branch,
        sequence=one.place.sequence,
        key=_plain(act.key, 80),
        year=max(0, min(act.year, 9999)),
        programme_kk=_plain(act.programme_kk),
        programme_ru=_plain(act.programme_ru),
        name=_plain(act.name),
        places=max(0, min(act.places, 1_000_000)),
    )


def _plain(text: str, most: int = _LONGEST) -> str:
    return text.replace("\x00", "\ufffd")[:most]
