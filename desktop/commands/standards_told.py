"""An edition and a checklist told in the shell: as data for a program, as text for a lawyer."""

from collections.abc import Iterator
from typing import Any

import msgspec

from desktop.language import Language
from desktop.step_words import step_words
from forms.catalogues import N_
from forms.checklist import Checklist
from forms.condition_words import condition_words
from forms.editions import Document, Edition, Mark, Source
from forms.facts import Facts, write_condition
from forms.words import ONLY_IF

# What of an edition is told whole, beside what is worked out from the facts.
_WHOLE = (
    "service",
    "provider",
    "title",
    "short_title",
    "act",
    "in_force",
    "fee_free",
    "form",
    "channels",
    "norms",
    "terms",
    "hours",
    "applicant_works",
    "questions",
    "rules",
    "consent",
    "result",
    "result_source",
    "refusals",
    "papers",
    "procedures",
    "complaints",
    "subject",
    "unclaimed",
    "notices",
    "priorities",
    "remarks",
)

MARKS: dict[Mark, str] = {
    "original_seen": N_("original seen"),
    "copy_taken": N_("copy taken"),
    "compared": N_("compared"),
    "original_returned": N_("original returned"),
    "seal_seen": N_("seal seen"),
    "signature_seen": N_("signature seen"),
}


def tell_as_data(checklist: Checklist, facts: Facts) -> dict[str, Any]:
    """The checklist and the whole edition as JSON's own kinds.

    ``documents`` are those the applicant brings, in the law's order; ``number`` is null for additional ones, and
    ``unofficial`` names the languages whose title is not the law's own.
    """
    edition = checklist.edition
    return {
        "edition": edition.label,
        "has_counter": edition.has_counter,
        "facts": dict(facts),
        "facts_asked": list(edition.facts),
        "facts_needed": list(checklist.facts_needed),
        "facts_without_effect": [fact for fact in facts if fact not in edition.facts],
        "documents": [
            _tell_document(document) | {"may_lack": _plain(checklist.why_may_lack(document.key))}
            for document in checklist.owed
        ],
        "formed_elsewhere": [
            _tell_document(formed.document) | {"by": _plain(formed.by)} for formed in checklist.formed_elsewhere
        ],
        "not_owed": [
            _tell_document(not_owed.document) | {"reason": _plain(not_owed.reason)} for not_owed in checklist.not_owed
        ],
        "undecided": [
            _tell_document(undecided.document) | {"facts": list(undecided.facts)} for undecided in checklist.undecided
        ],
        **{name: _plain(getattr(edition, name)) for name in _WHOLE},
    }


def _tell_document(document: Document) -> dict[str, Any]:
    return {
        "number": document.number,
        "key": document.key,
        "title": {"kk": document.title.kk, "ru": document.title.ru},
        "unofficial": list(document.title.unofficial),
        "short": {"kk": document.short.kk, "ru": document.short.ru},
        "source": _plain(document.source),
        "when": write_condition(document.when),
        "marks": list(document.marks),
        "parts": _plain(document.parts),
        "expiry": _plain(document.expiry),
        "ask_number_and_date": document.ask_number_and_date,
        "words": _plain(document.words),
    }


def _plain(value: object) -> Any:
    return msgspec.to_builtins(value)


def tell_as_text(checklist: Checklist, facts: Facts, language: Language) -> Iterator[str]:
    """The same for a reader: lines in the language, the law quoted in Kazakh or Russian."""
    edition = checklist.edition
    yield from _tell_head(edition, language)
    if facts:
        yield ""
        words = language.facts_of(edition)
        for fact, answer in facts.items():
            yield f"{words.question(fact)}: {words.answer(fact, answer)}"
    yield from _tell_checklist(checklist, language)
    yield from _tell_refusals(edition, language)
    yield from _tell_papers(edition, language)
    yield from _tell_procedures(edition, language)
    yield from _tell_priorities(edition, language)
    if edition.remarks:
        yield from _heading(language.say("Remarks on the source"))
        for remark in edition.remarks:
            yield f"  • {language.quote(remark)}"


def _tell_head(edition: Edition, language: Language) -> Iterator[str]:
    yield f"{edition.label}. {language.quote(edition.title)}"
    yield language.quote(edition.act.short)
    until = edition.in_force.until
    since = f"{edition.in_force.since:%d.%m.%Y}"
    if until is None:
        yield language.say("In force since {since}", since=since)
    else:
        yield language.say("In force from {since} to {until}", since=since, until=f"{until:%d.%m.%Y}")
    norms = edition.norms
    if norms.waiting_minutes is not None:
        yield language.say("Waiting: {minutes} minutes at most", minutes=norms.waiting_minutes)
    if norms.serving_minutes is not None:
        yield language.say("Serving: {minutes} minutes at most", minutes=norms.serving_minutes)
    else:
        yield language.say("The law knows no counter in this edition")
    for term in edition.terms:
        yield f"{language.quote(term.title)} [{tell_source(term.source, language)}]"
        if term.when.alternatives:
            condition = condition_words(term.when, language.facts_of(edition))
            yield "     " + language.word(ONLY_IF).format(condition=condition)


def _tell_checklist(checklist: Checklist, language: Language) -> Iterator[str]:
    yield from _heading(language.say("The applicant brings"))
    for document in checklist.owed:
        yield _tell_line(document, language)
        if document.marks:
            yield "     " + ", ".join(language.say(MARKS[mark]) for mark in document.marks)
        reason = checklist.why_may_lack(document.key)
        if reason is not None:
            yield "     " + language.say("May be absent: {reason}", reason=language.quote(reason))
    if checklist.formed_elsewhere:
        yield from _heading(language.say("Formed without the applicant"))
        for formed in checklist.formed_elsewhere:
            yield f"{_tell_line(formed.document, language)} – {language.quote(formed.by)}"
    if checklist.not_owed:
        yield from _heading(language.say("Not owed"))
        for not_owed in checklist.not_owed:
            number = _tell_number(not_owed.document)
            yield f"{number}{language.quote(not_owed.document.short)} – {language.quote(not_owed.reason)}"
    if checklist.undecided:
        yield from _heading(language.say("Depends on facts not given"))
        for undecided in checklist.undecided:
            needed = ", ".join(undecided.facts)
            yield f"{_tell_number(undecided.document)}{language.quote(undecided.document.short)} – {needed}"


def _tell_refusals(edition: Edition, language: Language) -> Iterator[str]:
    for refusal in edition.refusals:
        yield from _heading(language.quote(refusal.title))
        for ground in refusal.grounds:
            number = f"{ground.number} " if ground.number else ""
            yield f"  {number}{language.quote(ground.title)} [{tell_source(ground.source, language)}]"


def _tell_papers(edition: Edition, language: Language) -> Iterator[str]:
    yield from _heading(language.say("Papers"))
    for paper in edition.papers:
        annex = f" ({language.quote(paper.annex)})" if paper.annex else ""
        yield f"  • {language.quote(paper.title)}{annex}"


def _tell_procedures(edition: Edition, language: Language) -> Iterator[str]:
    for procedure in edition.procedures:
        yield from _heading(language.quote(procedure.title))
        for step in procedure.steps:
            yield f"  {step.number}) {step_words(step, edition, language)}: {language.quote(step.title)}"


def _tell_priorities(edition: Edition, language: Language) -> Iterator[str]:
    if edition.priorities:
        yield from _heading(language.say("Go before others in the queue"))
        for priority in edition.priorities:
            yield f"  • {language.quote(priority.title)} [{tell_source(priority.source, language)}]"


def _heading(words: str) -> tuple[str, str]:
    return "", words + ":"


def _tell_number(document: Document) -> str:
    return "  + " if document.number is None else f"  {document.number}) "


def _tell_line(document: Document, language: Language) -> str:
    return f"{_tell_number(document)}{language.quote(document.title)} [{tell_source(document.source, language)}]"


def tell_source(source: Source, language: Language) -> str:
    """Where a rule is written: paragraph, item, act where it is another, and that it is inferred where it is."""
    place = language.say("para. {paragraph}", paragraph=source.paragraph)
    parts = [f"{place}, {source.item}" if source.item else place]
    if source.act is not None:
        parts.append(language.quote(source.act))
    if source.inferred:
        parts.append(language.say("inferred"))
    return ", ".join(parts)
