"""Caches by edition: comparing what an edition holds would take longer than working with it anew."""

from forms.editions import Edition


class Same:
    """An edition compared by being the same one."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def __hash__(self) -> int:
        return id(self.edition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.edition is self.edition
