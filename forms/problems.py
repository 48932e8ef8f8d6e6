"""Everything that can go wrong and is told to a person: a number for machines, a sentence for people, a detail for the log.

The sentence says what, where and what to do. It is English here and translated from the ``kense`` catalogue where it
is shown; ``{fields}`` are filled after translation. Details may be technical; they never hold personal data.
"""

from collections.abc import Callable, Mapping

from forms.catalogues import N_  # noqa: F401 - used by the table as soon as it has rows

PROBLEMS: Mapping[str, str] = {
    # 1xx: standards and their files
    # 2xx: what was typed
    # 3xx: the store
    # 4xx: printing
    # 5xx: the journal
}


class Problem(Exception):  # noqa: N818 - the field's word, and the design's
    """A numbered problem with the fields its sentence needs."""

    def __init__(self, code: str, *, detail: str = "", **fields: object) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.fields = fields

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, translated and filled."""
        return translate(PROBLEMS[self.code]).format(**self.fields)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence()}" + (f" [{self.detail}]" if self.detail else "")
