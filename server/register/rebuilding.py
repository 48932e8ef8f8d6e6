"""The register of a counter drawn anew from its journal: the journal is the truth, the rows are drawn from it."""

from collections.abc import Iterator

from django.db import transaction

from forms.events import read_event, read_particulars
from server.intake.journal import Stretch, stretches
from server.intake.models import JournalEvent, RefusedEvent
from server.intake.places import branches_of
from server.organisations.models import Counter
from server.register.folding import Arrived, fold, turn_to
from server.register.models import Case, DayMark, GroupRow, LeftPart, Proceeding, Trail, VisitRow

_AT_ONCE = 2000


def rebuild(counter: Counter) -> int:
    """Draw everything of a counter anew, in one transaction; how many events count. What was refused stays refused."""
    count = 0
    with transaction.atomic():
        Counter.objects.select_for_update().get(pk=counter.pk)
        for model in (Case, Proceeding, GroupRow, VisitRow, Trail, DayMark, LeftPart):
            model._default_manager.filter(counter=counter).delete()
        branches = branches_of(counter)
        before: list[Stretch] = []
        for number in branches:
            # As it was when this continuation began: those after it were not there yet.
            now = stretches({key: branch for key, branch in branches.items() if key <= number}, number)
            turn_to(counter, before, now)
            before = now
            for some in _recorded(counter, number):
                fold(counter, some)
                count += len(some)
    return count


def _recorded(counter: Counter, branch: int) -> Iterator[list[Arrived]]:
    """The events of a branch that count, in order, some thousands at a time."""
    refused = RefusedEvent.objects.filter(counter=counter, branch=branch)
    released = refused.filter(state=RefusedEvent.State.RELEASED)
    resent = refused.filter(state=RefusedEvent.State.SETTLED, settled_how="resent")
    held = set(refused.values_list("sequence", flat=True)) - set(
        released.union(resent).values_list("sequence", flat=True)
    )
    rows = JournalEvent.objects.filter(organisation_id=counter.organisation_id, counter_id=counter.pk, branch=branch)
    rows = rows.order_by("sequence")
    after = 0
    while found := list(
        rows.filter(sequence__gt=after).values_list("sequence", "hash", "event", "particulars")[:_AT_ONCE]
    ):
        after = found[-1][0]
        some = []
        for sequence, hashed, written, particulars in found:
            if sequence not in held:
                event = read_event(bytes(written))
                told = None if particulars is None else read_particulars(bytes(particulars), event.act)
                some.append(Arrived(branch, sequence, bytes(hashed).hex(), event, told))
        yield some
