"""Everything that can go wrong and is told to a person: a number, a sentence for people, a detail for the log.

The sentence says what, where and what to do. It is English here and translated from the ``kense`` catalogue where it
is shown; ``{fields}`` are filled after translation. Details may be technical; they never hold personal data.
"""

from collections.abc import Callable, Mapping

from forms.sentences import (
    centre,
    complaints,
    corporation,
    counter,
    electronic,
    enrolment,
    exchange,
    keeping,
    proceedings,
    rosters,
    services,
    standards,
    store,
    typed,
)

PROBLEMS: Mapping[str, str] = {
    code: sentence
    for part in (
        standards,
        typed,
        store,
        counter,
        keeping,
        exchange,
        centre,
        proceedings,
        complaints,
        electronic,
        enrolment,
        rosters,
        corporation,
        services,
    )
    for code, sentence in part.SENTENCES.items()
}


class Problem(Exception):  # noqa: N818 - the field's word, and the design's
    """A numbered problem with the fields its sentence needs."""

    def __init__(self, code: str, *, detail: str = "", **fields: object) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.fields = fields

    @property
    def message(self) -> str:
        """The sentence's message as the catalogues know it, unfilled."""
        return PROBLEMS[self.code]

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, translated and filled."""
        # A problem told within another one, such as the fault that makes a file unusable, speaks the same language.
        fields = {
            name: field.sentence(translate) if isinstance(field, Problem) else field
            for name, field in self.fields.items()
        }
        return translate(self.message).format(**fields)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence()}" + (f" [{self.detail}]" if self.detail else "")
