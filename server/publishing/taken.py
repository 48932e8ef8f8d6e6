"""Which counters have in use what was published: their journals say so."""

from collections.abc import Iterable

from forms.events import Event
from forms.exchange_acts import UpdateTaken
from server.organisations.models import Counter
from server.publishing.models import Publication, Taken


def note(counter: Counter, events: Iterable[Event]) -> None:
    """Note what these events of a counter's journal say it took. Again is harmless; a number nobody gave, too."""
    taken = {(one.act.number, one.act.sha256) for one in events if isinstance(one.act, UpdateTaken)}
    if not taken:
        return
    known = Publication.objects.filter(number__in={number for number, _ in taken}).defer("document")
    rows = [Taken(publication=one, counter=counter) for one in known if (one.number, one.sha256) in taken]
    Taken.objects.bulk_create(rows, ignore_conflicts=True)
