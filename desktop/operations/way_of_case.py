"""The way a decided case came, put back into its draft: a later copy of its paper says the same as the first."""

from datetime import datetime

from desktop.domain.case import CaseDraft
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import procedure_of


def with_way(counter: Counter, draft: CaseDraft) -> CaseDraft:
    """The draft of a record with the channel its proceeding keeps; one that went no further came over the counter."""
    found = counter.store.proceedings.of_case(draft.case)
    if found is None:
        return draft
    procedure = procedure_of(counter, found)
    draft.channel = next(channel for channel in procedure.channels if channel == found.channel)
    draft.side, draft.package = procedure.side, found.package
    if found.filed_at:
        filed = datetime.fromisoformat(found.filed_at)
        draft.filed_at = f"{filed:%d.%m.%Y %H:%M}"
    place = found.facts.get("provider_place")
    draft.provider_place = "same" if place == "same" else "other" if place == "other" else ""
    return draft
