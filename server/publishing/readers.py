"""For whom something is published: within what its publisher may speak for, and who of them has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from forms.problems import Problem
from server.accounts.scope import Scope
from server.organisations.models import Counter, Organisation
from server.publishing.issuing import Readers
from server.publishing.models import Publication, Subject, Taken


@dataclass(frozen=True)
class Reader:
    """A counter something is for; ``taken_at`` is None while it has not said that it has it."""

    counter: Counter
    taken_at: datetime | None


def all_of(scope: Scope) -> Readers:
    """Everything the user may publish for: the highest organisations, with all below."""
    found = list(scope.organisations("publish").order_by("path"))
    return Readers(organisations=[one for one in found if not any(_is_below(one, other) for other in found)])


def chosen_of(scope: Scope, organisations: Iterable[Organisation], codes: str) -> Readers:
    """Parts of the district and counters by their codes. Raises Problem 946 for a code that is none of theirs."""
    within = scope.narrow(Counter.objects.exclude(state=Counter.State.REVOKED), right="publish")
    wanted = list(dict.fromkeys(codes.replace(",", " ").replace(";", " ").split()))
    known = {one.code.casefold(): one for one in within.filter(code__in=wanted)}
    for code in wanted:
        if code.casefold() not in known:
            raise Problem("946", found=code[:20])
    return Readers(organisations=list(organisations), counters=list(known.values()))


def shown_to(scope: Scope) -> QuerySet[Publication]:
    """What a user may look at: what reaches a counter of theirs. Answers are shown with their cases."""
    paths = [one.path for one in scope.organisations("publish")]
    above = {path[: place + 1] for path in paths for place, letter in enumerate(path) if letter == "/"}
    meant = Q(to_all=True) | Q(audience__organisation__path__in=above | set(paths))
    meant |= Q(audience__counter__organisation__path__in=paths)
    return Publication.objects.filter(meant).exclude(subject=Subject.ANSWER).distinct()


def may_change(scope: Scope, publication: Publication) -> bool:
    """Whether everybody it is for is within what the user may publish for."""
    if publication.to_all:
        return False
    paths = {one.path for one in scope.organisations("publish")}
    for one in publication.audience.select_related("organisation", "counter__organisation"):
        place = one.organisation or (one.counter.organisation if one.counter else None)
        if place is None or place.path not in paths:
            return False
    return True


def may_publish(scope: Scope, subject: str) -> bool:
    """Editions and calendars are one for the whole centre: its pages count by them, and a label is given once."""
    whole = scope.organisations("publish").filter(above__isnull=True)
    return subject not in (Subject.EDITION, Subject.CALENDAR) or whole.exists()


def counters_in(scope: Scope) -> list[Counter]:
    """The counters of a user that may get something."""
    found = scope.narrow(Counter.objects.exclude(state=Counter.State.REVOKED), right="publish")
    return list(found.select_related("organisation").order_by("organisation__path", "code"))


def readers_of(publication: Publication, counters: Iterable[Counter]) -> list[Reader]:
    """Those of these counters that it is for, with when each took it."""
    audience = list(publication.audience.all())
    meant = {one.counter_id for one in audience if one.counter_id is not None}
    paths = tuple(one.organisation.path for one in audience if one.organisation is not None)
    found = [
        one
        for one in counters
        if publication.to_all or one.pk in meant or (paths and one.organisation.path.startswith(paths))
    ]
    taken = dict(Taken.objects.filter(publication=publication).values_list("counter_id", "at"))
    return [Reader(one, taken.get(one.pk)) for one in found]


def _is_below(one: Organisation, other: Organisation) -> bool:
    return one.pk != other.pk and one.path.startswith(other.path)
