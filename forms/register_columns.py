"""The columns of a spreadsheet and of a CSV file: head, kind, width, and what a row of the register has in each."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from forms.catalogues import N_, catalogue
from forms.register_lines import SHORT_OUTCOMES, VOID_REASONS, RegisterLine
from forms.register_words import RegisterWords
from forms.texts import PaperLanguage
from forms.words import NO, YES

CellKind = Literal["text", "number", "day", "moment"]
Cell = str | int


class Column(NamedTuple):
    """A column. ``width`` is in characters; a day is an ISO date, a moment ISO 8601 with offset, empty for none."""

    head: str  # a message of the forms catalogue
    kind: CellKind
    width: int


COLUMNS: tuple[Column, ...] = (
    Column(N_("Number"), "text", 18),
    Column(N_("Date and time of registration"), "moment", 17),
    Column(N_("Applicant"), "text", 36),
    Column(N_("IIN"), "text", 14),
    Column(N_("Phone"), "text", 18),
    Column(N_("By a representative"), "text", 11),
    Column(N_("Representative"), "text", 30),
    Column(N_("Child"), "text", 30),
    Column(N_("Service"), "text", 34),
    Column(N_("Edition"), "text", 10),
    Column(N_("Outcome"), "text", 24),
    Column(N_("Grounds"), "text", 40),
    Column(N_("Documents"), "number", 11),
    Column(N_("Sheets"), "number", 9),
    Column(N_("Due"), "day", 12),
    Column(N_("Paper handed over"), "moment", 17),
    Column(N_("Clerk"), "text", 24),
    Column(N_("Void: reason"), "text", 22),
    Column(N_("Corrections"), "number", 12),
    Column(N_("Duplicates given"), "number", 12),
)


class Columns:
    """The heads and rows in one language."""

    def __init__(self, language: PaperLanguage, words: RegisterWords) -> None:
        self.language = language
        self._words = words
        say: Callable[[str], str] = catalogue("forms", language).gettext
        self.heads = tuple(say(column.head) for column in COLUMNS)
        self._yes, self._no = say(YES), say(NO)
        self._erased = say(N_("personal data erased"))
        self._outcomes: Mapping[str, str] = {key: say(message) for key, message in SHORT_OUTCOMES.items()}
        self._voids: Mapping[str, str] = {key: say(message) for key, message in VOID_REASONS.items()}
        self._services: dict[tuple[str, str], str] = {}
        self._grounds: dict[tuple[str, tuple[str, ...]], str] = {}

    def row(self, line: RegisterLine) -> tuple[Cell, ...]:
        """The cells of one entry, in the order of :data:`COLUMNS`."""
        return (
            line.number,
            line.at,
            self._erased if line.erased else line.name,
            line.iin,
            line.phone,
            self._yes if line.by_representative else self._no,
            line.representative,
            line.child,
            self._service(line.service, line.edition),
            line.edition,
            self._outcomes.get(line.outcome, line.outcome),
            self._ground_words(line.edition, line.grounds) if line.grounds else "",
            line.documents,
            line.sheets,
            line.due,
            line.handed_over,
            self._words.clerk(line.operator),
            self._voids.get(line.voided, line.voided) if line.voided else "",
            line.corrected,
            line.duplicates,
        )

    def _service(self, service: str, edition: str) -> str:
        found = self._services.get((service, edition))
        if found is None:
            found = self._words.service(service, edition).in_language(self.language)
            self._services[service, edition] = found
        return found

    def _ground_words(self, edition: str, grounds: tuple[str, ...]) -> str:
        found = self._grounds.get((edition, grounds))
        if found is None:
            found = "; ".join(self._words.ground(edition, key).in_language(self.language) for key in grounds)
            self._grounds[edition, grounds] = found
        return found
