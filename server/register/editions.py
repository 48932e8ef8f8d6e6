"""The editions the centre knows: those that came with the program, and every one it ever published.

What was replaced or withdrawn stays known, for cases were decided by it.
"""

from collections.abc import Mapping
from functools import lru_cache

from forms.editions import Edition
from forms.problems import Problem
from forms.reading import Editions, load_editions
from forms.texts import Text
from server.publishing.models import Publication, Subject
from server.publishing.standing import read_published


def known_editions() -> Editions:
    """Every edition, the shipped ones first."""
    return _joined(_published())[0]


def known_services() -> Mapping[str, str]:
    """The service of each edition, by its label."""
    return _joined(_published())[1]


def service_titles() -> Mapping[str, Text]:
    """What each service is called on a screen, by its name: the words of its newest edition."""
    editions = known_editions()
    return {name: editions.of_service(name)[-1].short_title for name in dict.fromkeys(one.service for one in editions)}


def edition_named(label: str) -> Edition | None:
    """The edition of a label, or None where this centre has none."""
    return next((one for one in known_editions() if one.label == label), None)


def _published() -> tuple[tuple[int, str], ...]:
    rows = Publication.objects.filter(subject=Subject.EDITION).order_by("number")
    return tuple(rows.values_list("pk", "sha256"))


@lru_cache(maxsize=4)
def _joined(published: tuple[tuple[int, str], ...]) -> tuple[Editions, Mapping[str, str]]:
    """Read once for what is published now: an edition's text never changes."""
    editions: list[Edition] = list(load_editions())
    known = {edition.label.casefold() for edition in editions}
    for publication in Publication.objects.filter(pk__in=[pk for pk, _ in published]).order_by("number"):
        try:
            edition = read_published(publication)
        except Problem:
            continue  # written for a later program
        if edition.label.casefold() not in known:
            known.add(edition.label.casefold())
            editions.append(edition)
    return Editions(tuple(editions)), {edition.label: edition.service for edition in editions}
