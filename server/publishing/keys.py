"""The centre's next keys, told to the counters under the signature they know."""

from itertools import pairwise

import msgspec

from server.accounts.models import User
from server.organisations.centre_keys import add_pair, key_ring
from server.publishing.issuing import Readers, issue
from server.publishing.models import Publication, Subject

_NAMED = 16  # hex digits of a key that tell it from others


def publish_centre_keys(user: User | None) -> list[Publication]:
    """The centre goes over to fresh keys, and every counter is told under the signature it knows."""
    add_pair()
    return announce_keys(user)


def announce_keys(user: User | None) -> list[Publication]:
    """Announce every pair of keys that was added and not announced yet, each signed with the pair before it.

    Again is harmless. The keys are in a file and the announcement in the database: between the two the power may fail.
    """
    pairs = key_ring().pairs
    told = set(Publication.objects.filter(subject=Subject.KEYS).values_list("name", flat=True))
    made = []
    for before, pair in pairwise(pairs):
        name = pair.public.signing[:_NAMED]
        if name not in told:
            content = msgspec.json.encode(pair.public, order="sorted").decode()
            signing = bytes.fromhex(before.signing)
            made.append(issue(Subject.KEYS, name, content, Readers(to_all=True), user=user, signing=signing))
    return made
