"""The groups an order could enrol a case's child in, and why it could not. Called on the store's thread."""

from dataclasses import dataclass

from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import Loaded
from desktop.operations.proceedings import check_group
from desktop.storage.proceedings import Group
from forms.problems import Problem


@dataclass(frozen=True)
class OfferedGroup:
    """A group as it stands; ``problem`` says why this child cannot be enrolled in it."""

    group: Group
    problem: Problem | None

    @property
    def fits(self) -> bool:
        """Whether the child can be enrolled in it."""
        return self.problem is None


def offer_groups(counter: Counter, loaded: Loaded) -> list[OfferedGroup]:
    """Every open group of the case's service, those the child can be enrolled in first."""
    offered = [
        OfferedGroup(group, _problem_of(counter, loaded, group.key))
        for group in counter.store.proceedings.groups(loaded.proceeding.service)
        if group.open
    ]
    return sorted(offered, key=lambda one: not one.fits)


def _problem_of(counter: Counter, loaded: Loaded, key: str) -> Problem | None:
    try:
        check_group(counter, loaded, key, mine=False)
    except Problem as problem:
        return problem
    return None
