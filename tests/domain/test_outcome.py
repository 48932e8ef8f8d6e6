"""Which outcome each set of findings leads to, in every edition."""

from datetime import datetime
from itertools import combinations

import pytest
from msgspec.structs import replace

from desktop.domain.outcome import propose_outcome
from desktop.domain.paper_content import build_outcome_paper
from desktop.domain.proceeding import goes_on
from desktop.domain.reception_flow import findings_of, proposal_of
from forms.calendar import load_calendar
from forms.editions import Edition, Finding, Outcome
from forms.facts import Condition, FactTest, FactValue
from forms.papers.content import Organisation
from forms.reading import read_edition
from forms.texts import Text
from tests.domain.making import LABELS, TODAY, edition_of, moment, ready_draft
from tests.standards.places import INVENTED

FINDINGS: tuple[Finding, ...] = ("missing", "expired", "nonconforming", "unreliable", "consent_declined")
SETS = [frozenset(chosen) for size in range(len(FINDINGS) + 1) for chosen in combinations(FINDINGS, size)]
EVERY = pytest.mark.parametrize("label", LABELS)


def possible(edition: Edition) -> frozenset[Finding]:
    """Findings that can come up: a declined consent is one only where it refuses."""
    if edition.consent.asked and edition.consent.declined == "refused":
        return frozenset(FINDINGS)
    return frozenset(FINDINGS) - {"consent_declined"}


@EVERY
@pytest.mark.parametrize("findings", SETS, ids=lambda findings: "+".join(sorted(findings)) or "none")
def test_only_what_grounds_raise_is_allowed(label: str, findings: frozenset[Finding]) -> None:
    edition = edition_of(label)
    proposal = propose_outcome(edition, findings)
    assert proposal.outcome == proposal.allowed[0]
    assert len(set(proposal.allowed)) == len(proposal.allowed)
    for refusal in edition.refusals:
        raised = [ground for ground in refusal.grounds if findings.intersection(ground.raised_by)]
        assert (refusal.outcome in proposal.allowed) is bool(raised)
        assert list(proposal.grounds_of(refusal.outcome)) == raised
    assert ("accepted" in proposal.allowed) is (proposal.allowed == ("accepted",))
    if findings & possible(edition):
        assert proposal.outcome != "accepted"
    if not findings:
        assert proposal.outcome == "accepted"
        assert proposal.grounds == {}


@EVERY
def test_the_two_refusals_share_no_ground(label: str) -> None:
    edition = edition_of(label)
    proposal = propose_outcome(edition, frozenset(FINDINGS))
    receipt = {ground.key for ground in proposal.grounds_of("refusal_receipt")}
    refusal = {ground.key for ground in proposal.grounds_of("reasoned_refusal")}
    assert not receipt & refusal
    raised = [finding for ground in proposal.grounds_of("refusal_receipt") for finding in ground.raised_by]
    assert set(raised) <= {"missing", "expired"}


@pytest.mark.parametrize("label", ["E2020-7", "E2020-8", "EMUS", "E2024"])
def test_an_incomplete_package_is_proposed_for_the_receipt_though_a_document_is_unreliable(label: str) -> None:
    proposal = propose_outcome(edition_of(label), frozenset({"missing", "unreliable"}))
    assert proposal.allowed == ("refusal_receipt", "reasoned_refusal")
    assert propose_outcome(edition_of(label), frozenset({"unreliable"})).allowed == ("reasoned_refusal",)


@EVERY
def test_declined_consent_refuses_only_where_the_edition_says_so(label: str) -> None:
    edition = edition_of(label)
    draft = ready_draft(edition)
    draft.consent = "declined"
    refused = edition.consent.asked and edition.consent.declined == "refused"
    assert ("consent_declined" in findings_of(edition, draft, TODAY)) is refused
    assert proposal_of(edition, draft, TODAY).outcome == ("reasoned_refusal" if refused else "accepted")


@EVERY
def test_findings_are_those_of_the_documents_owed_alone(label: str) -> None:
    edition = edition_of(label)
    draft = ready_draft(edition)
    assert findings_of(edition, draft, TODAY) == frozenset()
    draft.document("no such document").state = "missing"
    assert findings_of(edition, draft, TODAY) == frozenset()
    draft.document("application").state = "missing"
    assert findings_of(edition, draft, TODAY) == {"missing"}


LENDING = read_edition(INVENTED)


def drafted_for_a_piano() -> Edition:
    """The invented lending, whose result is drafted and signed for a piano alone."""
    piano = Condition((((FactTest("instrument", ("piano",))),),))
    (procedure,) = LENDING.procedures
    accept, review, draft, sign, issue = procedure.steps
    steps = (
        accept,
        review,
        replace(draft, act="draft", asks=None, when=piano),
        replace(sign, returns_to=None, when=piano),
        issue,
    )
    return replace(LENDING, procedures=(replace(procedure, steps=steps),))


BRANCHED = drafted_for_a_piano()


@pytest.mark.parametrize(
    ("facts", "allowed", "next_told"),
    [
        ({"instrument": "violin"}, "refusal_receipt", False),
        ({"instrument": "piano"}, "accepted", True),
        ({}, "accepted", True),  # not known yet
    ],
)
def test_a_case_whose_result_nobody_drafts_is_decided_at_the_reception(
    facts: dict[str, FactValue], allowed: Outcome, next_told: bool
) -> None:
    draft = ready_draft(BRANCHED, "accepted", has_instrument=False, **facts)
    for name in {"instrument"} - set(facts):
        del draft.facts[name]
    paper = build_outcome_paper(
        draft,
        BRANCHED,
        Organisation(name=Text(kk="Мектеп", ru="Школа"), address=Text(kk="Көше", ru="Улица"), phone="-"),
        load_calendar(),
        clerk="А.",
        at=datetime.fromisoformat(moment().wall),
        number="D7/2026-000001",
        copy_number=1,
        duplicate=False,
        qr="",
    )
    assert (paper.next is not None) is next_told
    draft.document("lesson_plan").state = "missing"
    assert proposal_of(BRANCHED, draft, TODAY).allowed == (allowed,)


@pytest.mark.parametrize(
    ("instrument", "outcome", "goes"),
    [
        ("violin", "accepted", True),
        ("violin", "refusal_receipt", False),
        ("violin", "reasoned_refusal", False),  # nobody signs it
        ("piano", "accepted", True),
    ],
)
def test_a_refusal_nobody_signs_ends_at_the_reception(instrument: str, outcome: Outcome, goes: bool) -> None:
    assert goes_on(BRANCHED.procedures[0], outcome, {"instrument": instrument}) is goes
    if instrument == "violin":  # signed in the edition as it is
        assert goes_on(LENDING.procedures[0], outcome, {"instrument": "violin"}) is (outcome != "refusal_receipt")
