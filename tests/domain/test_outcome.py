"""Which outcome each set of findings leads to, in every edition."""

from itertools import combinations

import pytest

from desktop.domain.outcome import propose_outcome
from desktop.domain.reception_flow import findings_of, proposal_of
from forms.editions import Edition, Finding
from tests.domain.making import LABELS, TODAY, edition_of, ready_draft

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
