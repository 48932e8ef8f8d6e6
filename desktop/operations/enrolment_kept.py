"""Whose centre a counter belongs to, as it was invited."""

from desktop.operations.counter import Counter
from forms.exchange import Invitation
from forms.signed import read_signed


def kept_invitation(counter: Counter) -> Invitation | None:
    """The invitation that was taken up, or None where the counter belongs to no centre."""
    document = counter.store.exchange.invitation()
    return None if document is None else read_signed(document, Invitation, None)
