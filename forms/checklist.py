"""What this applicant owes: an edition's documents sorted by the facts known so far."""

from dataclasses import dataclass

from forms.editions import Document, Edition
from forms.facts import ALWAYS, FACTS, Condition, Facts, Vocabulary, is_answer, list_answers
from forms.problems import Problem
from forms.texts import Text


@dataclass(frozen=True)
class Formed:
    """A document owed, but formed by a platform: the applicant does not bring it."""

    document: Document
    by: Text


@dataclass(frozen=True)
class NotOwed:
    """A document of the list this applicant does not owe, and why."""

    document: Document
    reason: Text


@dataclass(frozen=True)
class Undecided:
    """A document that cannot be sorted yet, and the facts still to be asked."""

    document: Document
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Lawful:
    """A document owed that may lawfully be absent, and why."""

    document: Document
    reason: Text


@dataclass(frozen=True)
class Checklist:
    """Every document of the edition stands in exactly one of the first four, in the law's order.

    ``may_lack`` picks out those of ``owed`` that may lawfully be absent.
    """

    edition: Edition
    owed: tuple[Document, ...]
    formed_elsewhere: tuple[Formed, ...]
    not_owed: tuple[NotOwed, ...]
    undecided: tuple[Undecided, ...]
    may_lack: tuple[Lawful, ...]

    @property
    def facts_needed(self) -> tuple[str, ...]:
        """The facts still to be asked, in the order the edition asks them."""
        needed = {fact for undecided in self.undecided for fact in undecided.facts}
        return tuple(fact for fact in self.edition.facts if fact in needed)

    def why_may_lack(self, key: str) -> Text | None:
        """The reason the owed document ``key`` may lawfully be absent, or None where it may not."""
        return next((lawful.reason for lawful in self.may_lack if lawful.document.key == key), None)


def draw_up(edition: Edition, facts: Facts) -> Checklist:
    """Sort the edition's documents by the facts known so far.

    Facts of its vocabulary the edition does not ask are of no effect. Raises Problem 130 for a fact outside the
    vocabulary and 131 for an answer it cannot have.
    """
    check_facts(facts, edition.vocabulary)
    owed: list[Document] = []
    formed: list[Formed] = []
    not_owed: list[NotOwed] = []
    undecided: list[Undecided] = []
    may_lack: list[Lawful] = []
    for document in edition.documents:
        elsewhere = document.formed_elsewhere
        due = document.when.holds(facts)
        by_platform = elsewhere.when.holds(facts) if elsewhere else False
        if due is False:
            not_owed.append(NotOwed(document, _reason_not_owed(document)))
        elif due is None or by_platform is None:
            conditions = (document.when, elsewhere.when if elsewhere else ALWAYS)
            undecided.append(Undecided(document, _facts_missing(edition, conditions, facts)))
        elif by_platform and elsewhere:
            formed.append(Formed(document, elsewhere.by))
        else:
            owed.append(document)
            if document.may_lack is not None and document.may_lack.when.holds(facts):
                may_lack.append(Lawful(document, document.may_lack.reason))
    return Checklist(edition, tuple(owed), tuple(formed), tuple(not_owed), tuple(undecided), tuple(may_lack))


def check_facts(facts: Facts, vocabulary: Vocabulary = FACTS) -> None:
    """Raise Problem 130 for a fact outside the vocabulary, 131 for an answer it cannot have."""
    for fact, answer in facts.items():
        if fact not in vocabulary:
            raise Problem("130", fact=fact, expected=", ".join(vocabulary))
        if not is_answer(fact, answer, vocabulary):
            raise Problem("131", fact=fact, answer=str(answer), expected=list_answers(fact, vocabulary))


def _reason_not_owed(document: Document) -> Text:
    if document.reason_when_not_owed is None:
        raise ValueError(f"document {document.key} has a condition and no reason; the reader lets none through")
    return document.reason_when_not_owed


def _facts_missing(edition: Edition, conditions: tuple[Condition, ...], facts: Facts) -> tuple[str, ...]:
    """Of the facts the undecided conditions ask, those without an answer, in the order the edition asks them."""
    undecided = (condition for condition in conditions if condition.holds(facts) is None)
    wanted = {fact for condition in undecided for fact in condition.facts_used()} - facts.keys()
    return tuple(fact for fact in edition.facts if fact in wanted)
