"""The steps of a reception as a table, and what still stands in the way at each of them."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from desktop.domain.case import CaseDraft, DocumentAnswers, PersonAnswers, Screen
from desktop.domain.channels import edition_here, is_package
from desktop.domain.deadlines import procedure_for
from desktop.domain.document_sentences import (
    COUNT_ITS_WORDS,
    MARK_LEFT,
    NOT_LOOKED_AT,
    TYPE_ITS_DATE,
    WRITE_WHAT_IS_WRONG,
    about,
)
from desktop.domain.documents import asks_words, judge_document, last_valid_day, originals_to_return
from desktop.domain.fact_sentences import unanswered
from desktop.domain.filing import check_filing, is_filed_elsewhere
from desktop.domain.outcome import Proposal, propose_outcome
from desktop.domain.persons import check_child, check_representative
from desktop.domain.proceeding import is_decided_later
from desktop.domain.reception_steps import ended_at, facts_of_steps
from desktop.domain.same_edition import Same
from desktop.domain.subject import subject_troubles
from desktop.domain.way_sentences import step_troubles, way_troubles
from forms.catalogues import N_
from forms.checklist import Checklist, draw_up
from forms.contacts import check_email, check_phone, check_words
from forms.dates import parse_date, show_date
from forms.editions import Document, Edition, Finding
from forms.essays import typed_count
from forms.facts import is_answer
from forms.identity import check_iin
from forms.names import check_name
from forms.problems import Problem
from forms.texts import Text

SCREENS: tuple[Screen, ...] = ("service", "applicant", "facts", "consent", "checklist", "outcome", "paper")

# The key under which editions list the certificate of the category held.
CERTIFICATE = "category"

# Asked only once another answer makes it meaningful.
ASKED_WHEN: dict[str, tuple[str, bool]] = {"held_category": ("has_category", True)}


@dataclass(frozen=True)
class Obstacle:
    """Why the case cannot go on: the field to go to and a sentence for it."""

    screen: Screen
    field: str
    message: str
    fields: dict[str, Any] = dataclasses.field(default_factory=dict)
    empty: bool = False  # nothing typed yet, as against something wrong

    def sentence(self, translate: Callable[[str], str] = str, quote: Callable[[Text], str] = Text.in_kazakh) -> str:
        """The sentence, translated and filled; ``quote`` says an edition's own words in the same language."""
        fields = {name: quote(told) if isinstance(told, Text) else told for name, told in self.fields.items()}
        return translate(self.message).format(**fields)


def steps_of(edition: Edition) -> tuple[Screen, ...]:
    """The steps this edition has: consent only where it is asked, facts only where there are any."""
    skipped: set[Screen] = set()
    if not edition.consent.asked:
        skipped.add("consent")
    if not edition.facts:
        skipped.add("facts")
    return tuple(screen for screen in SCREENS if screen not in skipped)


def step_after(edition: Edition, screen: Screen) -> Screen | None:
    """The next step, or None after the last."""
    steps = steps_of(edition)
    place = steps.index(screen) + 1
    return steps[place] if place < len(steps) else None


def step_before(edition: Edition, screen: Screen) -> Screen | None:
    """The step before, or None before the first."""
    steps = steps_of(edition)
    place = steps.index(screen)
    return steps[place - 1] if place else None


def facts_to_ask(edition: Edition, facts: dict[str, str | bool]) -> tuple[str, ...]:
    """The edition's facts that are meaningful with the answers so far."""
    return tuple(name for name in edition.facts if _is_asked(name, facts))


def _is_asked(name: str, facts: dict[str, str | bool]) -> bool:
    if name not in ASKED_WHEN:
        return True
    other, wanted = ASKED_WHEN[name]
    return facts.get(other) is wanted


def facts_that_count(edition: Edition, draft: CaseDraft) -> dict[str, str | bool]:
    """The answers the edition asks, without those another answer has made meaningless."""
    asked = facts_to_ask(edition, draft.facts)
    return {name: draft.facts[name] for name in asked if name in draft.facts}


def facts_of_case(edition: Edition, draft: CaseDraft) -> dict[str, str | bool]:
    """What conditions of the procedure and its terms may ask: the facts that count, the channel's, the steps'."""
    asked = set(edition.facts)
    others = {name: value for name, value in facts_of_steps(draft).items() if name not in asked}
    return {**facts_that_count(edition, draft), **others}


def answer_fact(edition: Edition, draft: CaseDraft, name: str, value: str | bool) -> None:
    """Note an answer. A document said to be lawfully absent is asked again where the facts no longer allow that."""
    draft.facts[name] = value
    checklist = checklist_of(edition, draft)
    for document in checklist.owed:
        answers = draft.documents.get(document.key)
        if answers is not None and answers.state == "not_available" and checklist.why_may_lack(document.key) is None:
            answers.state = ""


def write_held_until(edition: Edition, draft: CaseDraft, typed: str) -> None:
    """Note how long the held category is valid, and carry it to the certificate's row unless that says otherwise."""
    for document in edition.documents:
        if document.key == CERTIFICATE and document.expiry is not None:
            answers = draft.document(document.key)
            if answers.expires in ("", draft.held_until):
                answers.expires = typed
    draft.held_until = typed


def checklist_of(edition: Edition, draft: CaseDraft) -> Checklist:
    """Exactly the documents this applicant owes."""
    return _draw_once(Same(edition_here(edition, draft)), tuple(facts_that_count(edition, draft).items()))


@lru_cache(maxsize=8)
def _draw_once(same: Same, facts: tuple[tuple[str, str | bool], ...]) -> Checklist:
    """One act asks for the same checklist half a dozen times."""
    return draw_up(same.edition, dict(facts))


def findings_of(edition: Edition, draft: CaseDraft, today: date) -> frozenset[Finding]:
    """What is wrong with the package, consent included."""
    found: set[Finding] = set()
    for document in checklist_of(edition, draft).owed:
        finding = judge_document(document, draft.document(document.key), today).finding
        if finding is not None:
            found.add(finding)
    if edition.consent.asked and draft.consent == "declined" and edition.consent.declined == "refused":
        found.add("consent_declined")
    return frozenset(found)


def only_takes_in(edition: Edition, draft: CaseDraft, today: date) -> bool:
    """Whether the reception of this case decides nothing: its documents are taken in, and the result is drafted."""
    if draft.decided and draft.outcome != "accepted":
        return False  # it did decide: a record does not keep what the steps of a refused case answered
    procedure = procedure_for(edition, today, draft.channel, draft.side)
    return is_decided_later(procedure, facts_of_case(edition, draft))


def proposal_of(edition: Edition, draft: CaseDraft, today: date) -> Proposal:
    """The outcome proposed from the rules; where the procedure decides later, the documents are only taken in."""
    if only_takes_in(edition, draft, today):
        return Proposal("accepted", ("accepted",), {})
    return propose_outcome(edition, findings_of(edition, draft, today))


def obstacles_at(
    screen: Screen, edition: Edition, draft: CaseDraft, today: date, now: datetime | None = None
) -> tuple[Obstacle, ...]:
    """What stands in the way of leaving ``screen``; without ``now`` what came at any hour of ``today`` has come."""
    if draft.decided and screen != "paper":
        return ()
    if screen in ("outcome", "paper"):  # nothing is asked there any more
        return tuple(_FINDERS[screen](edition, draft, today))
    steps = tuple(_at_steps(screen, edition, draft, today))
    if ended_at(edition, draft, screen, today) is not None:
        return steps  # what else there is to write is nobody's business any more
    if screen == "service":
        return (*_at_service(edition, draft, now or datetime.combine(today, time.max)), *steps)
    return (*_FINDERS[screen](edition, draft, today), *steps)


def all_obstacles(edition: Edition, draft: CaseDraft, today: date, now: datetime | None = None) -> tuple[Obstacle, ...]:
    """What stands in the way of an outcome, over all steps up to it."""
    before_outcome = [screen for screen in steps_of(edition) if screen not in ("paper",)]
    return tuple(one for screen in before_outcome for one in obstacles_at(screen, edition, draft, today, now))


def furthest_step(edition: Edition, draft: CaseDraft, today: date, now: datetime | None = None) -> Screen:
    """The last step that may be opened: the first with an obstacle, or the outcome."""
    for screen in steps_of(edition):
        if screen == "paper":
            break
        if obstacles_at(screen, edition, draft, today, now):
            return screen
    return "paper" if draft.decided else "outcome"


def _at_service(edition: Edition, draft: CaseDraft, now: datetime) -> Iterator[Obstacle]:
    for field, message, fields, empty in way_troubles(draft):
        yield Obstacle("service", field, message, fields, empty)
    if is_filed_elsewhere(draft) and not draft.filed_at.strip():
        yield Obstacle("service", "filed_at", N_("Filed: type the day and time of the application."), empty=True)
    elif draft.filed_at.strip():
        try:
            check_filing(edition, draft, now)
        except Problem as problem:
            yield Obstacle("service", "filed_at", problem.message, dict(problem.fields))


def _at_applicant(edition: Edition, draft: CaseDraft, today: date) -> Iterator[Obstacle]:
    yield from _check_person("applicant", draft.applicant)
    # A teacher's workplace and position stand on the forms of attestation; a parent's are nobody's business.
    works = edition.applicant_works
    if works and not draft.applicant.workplace.strip():
        yield Obstacle("applicant", "applicant.workplace", N_("Workplace: write the organisation's name."), empty=True)
    if works and not draft.applicant.position.strip():
        yield Obstacle("applicant", "applicant.position", N_("Position: write it as in the application."), empty=True)
    for trouble in subject_troubles(edition, draft.subject, today):
        yield Obstacle("applicant", *trouble)
    yield from _check_apart("subject.iin", check_child, draft.applicant, draft.subject.iin)
    if draft.by_representative:
        yield from _check_person("representative", draft.representative)
        yield from _check_apart("representative.iin", check_representative, draft.applicant, draft.representative.iin)
    shown_by = draft.representative if draft.by_representative else draft.applicant
    if edition.has_counter and not is_package(draft) and not shown_by.identity_shown:
        yield Obstacle(
            "applicant",
            f"{'representative' if draft.by_representative else 'applicant'}.identity_shown",
            N_("Identity document: ask for it and tick “shown”."),
            empty=True,
        )
    if draft.by_representative:
        yield from _check_free("applicant", "power_of_attorney", draft.power_of_attorney)
    if draft.by_representative and not draft.power_of_attorney.strip():
        yield Obstacle(
            "applicant", "power_of_attorney", N_("Power of attorney: write its number, date and notary."), empty=True
        )


def _at_steps(screen: Screen, edition: Edition, draft: CaseDraft, today: date) -> Iterator[Obstacle]:
    for field, message, fields, empty in step_troubles(edition, draft, screen, today):
        yield Obstacle(screen, field, message, fields, empty)


def _check_free(screen: Screen, where: str, typed: str) -> Iterator[Obstacle]:
    try:
        check_words(typed)
    except Problem as problem:
        yield Obstacle(screen, where, problem.message, dict(problem.fields))


def _check_person(prefix: str, person: PersonAnswers) -> Iterator[Obstacle]:
    checks: tuple[tuple[str, str, Callable[[str], object], bool], ...] = (
        ("iin", person.iin, check_iin, True),
        ("name", person.name, check_name, True),
        ("phone", person.phone, check_phone, False),
        ("email", person.email, check_email, False),
        ("workplace", person.workplace, check_words, False),
        ("position", person.position, check_words, False),
    )
    for name, typed, check, required in checks:
        if not typed.strip() and not required:
            continue
        try:
            check(typed)
        except Problem as problem:
            where = f"{prefix}.{name}"
            yield Obstacle("applicant", where, problem.message, dict(problem.fields), empty=not typed.strip())


def _check_apart(
    where: str, check: Callable[[str, str], None], applicant: PersonAnswers, other: str
) -> Iterator[Obstacle]:
    try:
        check(applicant.iin, other)
    except Problem as problem:
        yield Obstacle("applicant", where, problem.message)


def _at_facts(edition: Edition, draft: CaseDraft, today: date) -> Iterator[Obstacle]:
    for name in facts_to_ask(edition, draft.facts):
        if name not in draft.facts or not is_answer(name, draft.facts[name], edition.vocabulary):
            yield Obstacle("facts", name, *unanswered(edition, name), empty=True)
    if draft.facts.get("has_category") is True and "held_category" in edition.facts and draft.held_until.strip():
        try:
            parse_date(draft.held_until)
        except Problem as problem:
            yield Obstacle("facts", "held_until", problem.message, dict(problem.fields))


def _at_consent(edition: Edition, draft: CaseDraft, today: date) -> Iterator[Obstacle]:
    if not draft.consent:
        yield Obstacle("consent", "consent", N_("Ask for consent and note the answer."), empty=True)


def _at_checklist(edition: Edition, draft: CaseDraft, today: date) -> Iterator[Obstacle]:
    for document in checklist_of(edition, draft).owed:
        answers = draft.document(document.key)
        standing = judge_document(document, answers, today)
        key = f"document.{document.key}"
        # A document of the day after tomorrow is not one yet; it may well be valid for years.
        for name, typed, not_after in (("date", answers.date, today), ("expires", answers.expires, None)):
            if typed.strip():
                try:
                    parse_date(typed, not_after=not_after)
                except Problem as problem:
                    yield Obstacle("checklist", f"{key}.{name}", problem.message, dict(problem.fields))
        if answers.sheets.strip() and not re.fullmatch(r"[0-9]{1,4}", answers.sheets.strip()):
            yield Obstacle("checklist", f"{key}.sheets", N_("Sheets: type a number, such as 3."))
        if answers.word_count.strip() and typed_count(answers.word_count) is None:
            yield Obstacle("checklist", f"{key}.word_count", N_("Words: type a number, such as 275."))
        yield from _check_free("checklist", f"{key}.number", answers.number)
        if standing.asks_reason and not answers.usual_reason:
            yield from _check_free("checklist", f"{key}.reason", answers.reason)
        yield from _check_validity(document, answers, today)
        if asks_words(edition, document, answers) and not answers.word_count.strip():
            yield Obstacle("checklist", f"{key}.word_count", *about(document, COUNT_ITS_WORDS), empty=True)
        if standing.settled:
            continue
        if standing.asks_reason:
            yield Obstacle("checklist", f"{key}.reason", *about(document, WRITE_WHAT_IS_WRONG))
        elif not answers.state and not answers.marks:
            yield Obstacle("checklist", key, *about(document, NOT_LOOKED_AT), empty=True)
        else:
            for mark in standing.marks_left:
                yield Obstacle("checklist", key, *about(document, MARK_LEFT[mark]))
    # Of all documents of the edition: an original stays on the counter even where it is no longer asked for.
    owed = {document.key for document in checklist_of(edition, draft).owed}
    for document in originals_to_return(edition.documents, draft):
        if document.key not in owed or judge_document(document, draft.document(document.key), today).settled:
            left = about(document, MARK_LEFT["original_returned"])
            yield Obstacle("checklist", f"document.{document.key}", *left)


def _check_validity(document: Document, answers: DocumentAnswers, today: date) -> Iterator[Obstacle]:
    """A document called expired that is not, and one whose validity runs from a date nobody typed."""
    if document.expiry is None:
        return
    last_day = last_valid_day(document.expiry, answers)
    where = "expires" if document.expiry.by == "date_on_document" else "date"
    if answers.state == "expired" and last_day is not None and last_day >= today:
        message = N_("Valid until {day}: it has not expired. Mend the date, or mark it otherwise.")
        yield Obstacle("checklist", f"document.{document.key}.{where}", message, {"day": show_date(last_day)})
    elif document.expiry.by == "months_from_date" and answers.state == "in_order" and not answers.date.strip():
        yield Obstacle("checklist", f"document.{document.key}.date", *about(document, TYPE_ITS_DATE), empty=True)


def _at_outcome(edition: Edition, draft: CaseDraft, today: date) -> Iterator[Obstacle]:
    proposal = proposal_of(edition, draft, today)
    if draft.outcome is None:
        yield Obstacle("outcome", "outcome", N_("Choose the outcome."), empty=True)
    elif draft.outcome not in proposal.allowed:
        yield Obstacle("outcome", "outcome", N_("The documents changed: choose the outcome again."))
    elif draft.outcome == "reasoned_refusal" and not draft.refusal_reason.strip():
        yield Obstacle("outcome", "refusal_reason", N_("Reasons: write why, in words for the applicant."), empty=True)
    if draft.outcome == "reasoned_refusal":
        yield from _check_free("outcome", "refusal_reason", draft.refusal_reason)


def _at_paper(edition: Edition, draft: CaseDraft, today: date) -> Iterator[Obstacle]:
    if not draft.printed and not is_filed_elsewhere(draft):  # nobody stands here to be given a memo
        yield Obstacle("paper", "print", N_("Print the paper and hand it over."), empty=True)
    shown_by = draft.representative if draft.by_representative else draft.applicant
    if shown_by.identity_shown and not shown_by.identity_returned:
        prefix = "representative" if draft.by_representative else "applicant"
        yield Obstacle("paper", f"{prefix}.identity_returned", N_("Give the identity document back and tick it."))


_FINDERS: dict[Screen, Callable[[Edition, CaseDraft, date], Iterator[Obstacle]]] = {
    "applicant": _at_applicant,
    "facts": _at_facts,
    "consent": _at_consent,
    "checklist": _at_checklist,
    "outcome": _at_outcome,
    "paper": _at_paper,
}
