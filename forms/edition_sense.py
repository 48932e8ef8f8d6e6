"""What the parts of an edition must agree on among themselves, and editions of one service on their dates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import get_args

from msgspec.structs import replace

from forms.edition_limits import find_limits
from forms.edition_shape import Fault
from forms.editions import Edition, Finding, Procedure, Step
from forms.facts import ALWAYS, FACTS, Condition

# Asked for the paper even where no condition tests them.
FOR_THE_PAPER = frozenset({"claimed_category", "held_category"})
# A year and a half: more working days than this is a slip of the key, not a term.
MOST_DAYS = 366
_KEY = re.compile("[a-z][a-z0-9_]{0,39}")
_FEWEST_ANSWERS = 2
# Asked by a channel, not on the facts screen.
ASKED_BY_CHANNEL = frozenset({"provider_place"})
# Steps that leave a result of their own, and no answer.
WITH_RESULT = frozenset({"draft", "sign", "issue"})
# The channels whose results are signed electronically.
ELECTRONIC = frozenset({"portal", "platform"})
# Screens at which an answer comes after what follows from it.
TOO_LATE_TO_ASK = frozenset({"outcome", "paper"})
# The papers whose first sentence a form may word itself.
OPENED = frozenset({"receipt", "refusal_receipt", "application", "notification"})
_DOCUMENT_FINDINGS = frozenset(get_args(Finding)) - {"consent_declined"}


def find_disagreements(edition: Edition) -> list[Fault]:
    """What is wrong within one edition whose shape is right."""
    return [
        *_dates(edition),
        *_repeated_keys(edition),
        *_questions(edition),
        *_facts(edition),
        *_conditions_and_reasons(edition),
        *_rules(edition),
        *_refusals(edition),
        *_papers(edition),
        *_consent(edition),
        *_terms(edition),
        *_priorities(edition),
        *_procedures(edition),
        *find_limits(edition),
    ]


def settled(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """The editions as they are in force beside each other, in the same order.

    One that names no last day ends the day before the next of its service begins, for its provider or for any.
    """
    return tuple(_ended(edition, editions) for edition in editions)


def find_overlaps(editions: Sequence[Edition]) -> Iterator[tuple[int, int, date]]:
    """Pairs of places whose editions are both in force for the same provider, and the first such day.

    An edition for any provider overlaps with those for each; two editions for different providers never overlap.
    """
    for second, later in enumerate(editions):
        for first, earlier in enumerate(editions[:second]):
            same_provider = earlier.provider == later.provider or "any" in (earlier.provider, later.provider)
            if earlier.service == later.service and same_provider:
                day = max(earlier.in_force.since, later.in_force.since)
                if earlier.in_force.covers(day) and later.in_force.covers(day):
                    yield first, second, day


def _ended(edition: Edition, editions: Sequence[Edition]) -> Edition:
    if edition.in_force.until is not None:
        return edition
    begun = edition.in_force.since
    following = [
        other.in_force.since
        for other in editions
        if other.service == edition.service
        and other.provider in (edition.provider, "any")
        and other.in_force.since > begun
    ]
    if not following:
        return edition
    return replace(edition, in_force=replace(edition.in_force, until=min(following) - timedelta(days=1)))


def _dates(edition: Edition) -> Iterator[Fault]:
    if not _KEY.fullmatch(edition.service):
        yield Fault("137", "service", {"found": edition.service})
    if edition.in_force.until is not None and edition.in_force.until < edition.in_force.since:
        yield Fault("114", "in_force.until", {"since": edition.in_force.since.isoformat()})
    for place, channel in enumerate(edition.channels):
        # Receipts are given from the edition's first day on: another beginning of the counter is another edition.
        if channel.kind == "counter" and channel.since is not None and channel.since > edition.in_force.since:
            yield Fault("195", f"channels[{place}].since", {"since": edition.in_force.since.isoformat()})
    for place, procedure in enumerate(edition.procedures):
        if procedure.since and procedure.until and procedure.until < procedure.since:
            yield Fault("114", f"procedures[{place}].until", {"since": procedure.since.isoformat()})


def _repeated_keys(edition: Edition) -> Iterator[Fault]:
    yield from _repeated("channels", "kind", (channel.kind for channel in edition.channels))
    yield from _repeated("documents", "key", (document.key for document in edition.documents))
    yield from _repeated("documents", "number", (document.number for document in edition.documents))
    yield from _repeated("questions", "key", (question.key for question in edition.questions))
    yield from _repeated("rules", "key", (rule.key for rule in edition.rules))
    yield from _repeated("terms", "key", (term.key for term in edition.terms))
    yield from _repeated("notices", "key", (notice.key for notice in edition.notices))
    yield from _repeated("priorities", "key", (priority.key for priority in edition.priorities))
    yield from _repeated("papers", "kind", (paper.kind for paper in edition.papers))
    yield from _repeated("refusals", "outcome", (refusal.outcome for refusal in edition.refusals))
    for place, refusal in enumerate(edition.refusals):
        yield from _repeated(f"refusals[{place}].grounds", "key", (ground.key for ground in refusal.grounds))
    for place, procedure in enumerate(edition.procedures):
        yield from _repeated(f"procedures[{place}].steps", "number", (step.number for step in procedure.steps))


def _repeated(where: str, name: str, values: Iterable[str | int | None]) -> Iterator[Fault]:
    seen: dict[str | int, int] = {}
    for place, value in enumerate(values):
        if value is None:
            continue
        if value in seen:
            key = f"{where}[{place}].{name}" if name else f"{where}[{place}]"
            yield Fault("115", key, {"found": str(value), "first": f"{where}[{seen[value]}]"})
        seen.setdefault(value, place)


def _questions(edition: Edition) -> Iterator[Fault]:
    """Its own questions have keys the journal may hold, none of every edition's, and somebody asks them."""
    asked = {*edition.facts, *(step.asks for procedure in edition.procedures for step in procedure.steps)}
    for place, question in enumerate(edition.questions):
        key = f"questions[{place}]"
        if not _KEY.fullmatch(question.key):
            yield Fault("180", f"{key}.key", {"found": question.key})
        elif question.key in FACTS:
            yield Fault("181", f"{key}.key", {"found": question.key})
        elif question.key not in asked:
            yield Fault("183", f"{key}.key", {"found": question.key})
        if 0 < len(question.answers) < _FEWEST_ANSWERS:
            yield Fault("182", f"{key}.answers")
        for index, answer in enumerate(question.answers):
            if not _KEY.fullmatch(answer.key):
                yield Fault("180", f"{key}.answers[{index}].key", {"found": answer.key})
        yield from _repeated(f"{key}.answers", "key", (answer.key for answer in question.answers))


def _conditions(edition: Edition) -> Iterator[tuple[str, Condition]]:
    for place, document in enumerate(edition.documents):
        yield f"documents[{place}].when", document.when
        if document.may_lack is not None:
            yield f"documents[{place}].may_lack.when", document.may_lack.when
        if document.formed_elsewhere is not None:
            yield f"documents[{place}].formed_elsewhere.when", document.formed_elsewhere.when


def _facts(edition: Edition) -> Iterator[Fault]:
    for place, fact in enumerate(edition.facts):
        if fact not in edition.vocabulary:
            yield Fault("111", f"facts[{place}]", {"found": fact, "expected": ", ".join(edition.vocabulary)})
    yield from _repeated("facts", "", edition.facts)
    used: set[str] = set()
    for key, condition in _conditions(edition):
        used |= condition.facts_used()
        for fact in sorted(condition.facts_used() - set(edition.facts)):
            yield Fault("117", key, {"fact": fact})
    # What a term or a step depends on is looked at with them; here it counts as a use.
    used |= {fact for term in edition.terms for fact in term.when.facts_used()}
    used |= {fact for one in edition.procedures for step in one.steps for fact in step.when.facts_used()}
    for place, fact in enumerate(edition.facts):
        if fact in edition.vocabulary and fact not in used | FOR_THE_PAPER:
            yield Fault("118", f"facts[{place}]", {"fact": fact})
    if "held_category" in edition.facts:
        place = edition.facts.index("held_category")
        if "has_category" not in edition.facts[:place]:
            yield Fault("119", f"facts[{place}]")


def _conditions_and_reasons(edition: Edition) -> Iterator[Fault]:
    for place, document in enumerate(edition.documents):
        conditional = bool(document.when.alternatives)
        if conditional and document.reason_when_not_owed is None:
            yield Fault("116", f"documents[{place}].reason_when_not_owed")
        if not conditional and document.reason_when_not_owed is not None:
            yield Fault("120", f"documents[{place}].reason_when_not_owed")
        if document.expiry is not None and (document.expiry.by == "months_from_date") != (
            document.expiry.months is not None
        ):
            yield Fault("126", f"documents[{place}].expiry.months")


def _rules(edition: Edition) -> Iterator[Fault]:
    keys = {document.key for document in edition.documents}
    for place, rule in enumerate(edition.rules):
        for index, key in enumerate(rule.documents):
            if key not in keys:
                where = f"rules[{place}].documents[{index}]"
                yield Fault("121", where, {"found": key, "expected": ", ".join(sorted(keys))})
        if not rule.steps and not rule.documents:
            yield Fault("127", f"rules[{place}]")


def _refusals(edition: Edition) -> Iterator[Fault]:
    raised: set[str] = set()
    papers = {paper.kind for paper in edition.papers}
    for place, refusal in enumerate(edition.refusals):
        if refusal.outcome not in papers:
            yield Fault("124", f"refusals[{place}].outcome", {"outcome": refusal.outcome})
        for index, ground in enumerate(refusal.grounds):
            raised |= set(ground.raised_by)
            if not ground.raised_by:
                expected = ", ".join(get_args(Finding))
                yield Fault("122", f"refusals[{place}].grounds[{index}].raised_by", {"expected": expected})
    wanted = _DOCUMENT_FINDINGS | ({"consent_declined"} if edition.consent.declined == "refused" else set())
    for finding in sorted(wanted - raised):
        yield Fault("123", "refusals", {"finding": finding})


def _papers(edition: Edition) -> Iterator[Fault]:
    for place, paper in enumerate(edition.papers):
        notified = paper.kind == "reasoned_refusal" and not edition.has_counter  # then a form, not a letter
        if paper.opening is not None and paper.kind not in OPENED and not notified:
            yield Fault("186", f"papers[{place}].opening", {"kind": paper.kind})
        if paper.addressee is not None and paper.kind != "application":
            yield Fault("186", f"papers[{place}].addressee", {"kind": paper.kind})


def _consent(edition: Edition) -> Iterator[Fault]:
    consent = edition.consent
    if consent.asked == (consent.declined == "not_applicable"):
        yield Fault("125", "consent.declined")
    if consent.asked:
        for name, text in (("text", consent.text), ("consequence", consent.consequence)):
            if text is None:
                yield Fault("105", f"consent.{name}")


def _terms(edition: Edition) -> Iterator[Fault]:
    kinds = [channel.kind for channel in edition.channels]
    for place, term in enumerate(edition.terms):
        for index, kind in enumerate(term.channels):
            if kind not in kinds:
                fields = {"found": kind, "expected": ", ".join(kinds)}
                yield Fault("134", f"terms[{place}].channels[{index}]", fields)
        yield from _days(f"terms[{place}].working_days", term.working_days)
        for fact in sorted(term.when.facts_used() - ASKED_BY_CHANNEL - set(edition.facts)):
            yield Fault("117", f"terms[{place}].when", {"fact": fact})
    if edition.complaints is not None:
        for name in ("provider_days", "authority_days", "forward_days"):
            yield from _days(f"complaints.{name}", getattr(edition.complaints, name))


def _days(key: str, days: int | None) -> Iterator[Fault]:
    if days is not None and not 1 <= days <= MOST_DAYS:
        yield Fault("135", key, {"found": str(days), "most": str(MOST_DAYS)})


def _priorities(edition: Edition) -> Iterator[Fault]:
    if edition.priorities and not edition.has_counter:
        yield Fault("136", "priorities")


def _procedures(edition: Edition) -> Iterator[Fault]:
    kinds = {channel.kind for channel in edition.channels}
    for place, procedure in enumerate(edition.procedures):
        key = f"procedures[{place}]"
        for index, channel in enumerate(procedure.channels):
            if channel not in kinds:
                fields = {"found": channel, "expected": ", ".join(sorted(kinds))}
                yield Fault("134", f"{key}.channels[{index}]", fields)
        yield from _steps(edition, procedure, key)
        for first, other in enumerate(edition.procedures[:place]):
            shared = sorted(set(other.channels) & set(procedure.channels))
            if shared and other.side == procedure.side and _both_stand(other, procedure):
                yield Fault("115", f"{key}.channels", {"found": shared[0], "first": f"procedures[{first}]"})


def _steps(edition: Edition, procedure: Procedure, key: str) -> Iterator[Fault]:
    """A condition asks what is answered before it; a case is sent back, drafted, signed and issued in this order."""
    answered = set(edition.facts) | ASKED_BY_CHANNEL
    before: list[int] = []
    acts: set[str] = set()
    of_all = {step.act for step in procedure.steps}
    asked_at: set[str] = set()
    drafted, asked_since = ALWAYS, set[str]()
    for index, step in enumerate(procedure.steps):
        where = f"{key}.steps[{index}]"
        if before and step.number <= before[-1]:
            yield Fault("138", f"{where}.number", {"found": str(step.number), "before": str(before[-1])})
        for fact in sorted(step.when.facts_used() - answered):
            yield Fault("117", f"{where}.when", {"fact": fact})
        if step.asks is not None and step.act in WITH_RESULT:
            yield Fault("185", f"{where}.asks", {"found": step.act})
        if step.asks is not None:
            if step.asks not in edition.vocabulary:
                fields = {"found": step.asks, "expected": ", ".join(edition.vocabulary)}
                yield Fault("111", f"{where}.asks", fields)
            answered.add(step.asks)
            if step.screen in TOO_LATE_TO_ASK:
                yield Fault("1130", f"{where}.asks", {"number": str(step.number), "screen": step.screen})
            # A screen of the reception has one place for a step's question.
            if step.screen is not None and step.screen in asked_at:
                yield Fault("184", f"{where}.asks", {"screen": step.screen})
            asked_at |= {step.screen} if step.screen is not None else set()
        if step.returns_to is not None and step.returns_to not in before:
            expected = ", ".join(str(number) for number in before)
            yield Fault("107", f"{where}.returns_to", {"found": str(step.returns_to), "expected": expected})
        yield from _result(edition, procedure, step, where)
        if (step.screen == "facts" and not edition.facts) or (step.screen == "consent" and not edition.consent.asked):
            yield Fault("1131", f"{where}.screen", {"screen": step.screen})
        if step.ends and (step.act in ("draft", "sign") or ("draft" in acts and "sign" in of_all - acts)):
            yield Fault("189", f"{where}.ends", {"found": step.act})
        for act, needs in (("sign", "draft"), ("issue", "sign")):
            if step.act == act and of_all & {"draft", needs} and needs not in acts:
                yield Fault("139", f"{where}.act", {"found": act, "expected": needs})
        if step.act == "draft":
            drafted, asked_since = step.when, set()
        elif step.asks is not None:
            asked_since.add(step.asks)
        # No answer leads past the signature of what was drafted.
        same = step.when == drafted and not asked_since & step.when.facts_used()
        if step.act == "sign" and "draft" in acts and step.when.alternatives and not same:
            yield Fault("187", f"{where}.when")
        if step.act in WITH_RESULT and step.act in acts:  # one result, signed and issued once
            yield Fault("115", f"{where}.act", {"found": step.act, "first": key})
        before.append(step.number)
        acts.add(step.act)


def _result(edition: Edition, procedure: Procedure, step: Step, where: str) -> Iterator[Fault]:
    """A result is made after the reception, and one signed electronically has the paper it is signed on."""
    if step.act in WITH_RESULT and step.screen is not None:
        yield Fault("188", f"{where}.screen", {"found": step.act})
    electronic = ELECTRONIC.intersection(procedure.channels)
    if step.act == "sign" and electronic and edition.paper("notification") is None:
        yield Fault("124", f"{where}.act", {"outcome": "notification"})


def _both_stand(one: Procedure, other: Procedure) -> bool:
    since = max(one.since or date.min, other.since or date.min)
    return since <= min(one.until or date.max, other.until or date.max)
