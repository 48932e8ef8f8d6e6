"""Which outcome the edition leads to: proposed from what was found, decided by the clerk within it.

A refusal receipt (incomplete or expired package) and a reasoned refusal (unreliable, not conforming, no consent) are
never merged. Where a package gives cause for both, the receipt is proposed: an incomplete package is not accepted,
so its documents are not yet judged; the clerk may still choose the other.
"""

from dataclasses import dataclass

from forms.editions import Edition, Finding, Ground, Outcome


@dataclass(frozen=True)
class Proposal:
    """The outcome the rules lead to, the others they allow, and the grounds of each refusal."""

    outcome: Outcome
    allowed: tuple[Outcome, ...]
    grounds: dict[Outcome, tuple[Ground, ...]]

    def grounds_of(self, outcome: Outcome) -> tuple[Ground, ...]:
        """The grounds that stand behind an outcome; none behind acceptance."""
        return self.grounds.get(outcome, ())


def propose_outcome(edition: Edition, findings: frozenset[Finding]) -> Proposal:
    """The proposal for a package with these findings (``consent_declined`` among them where it is one)."""
    grounds: dict[Outcome, tuple[Ground, ...]] = {}
    for refusal in edition.refusals:
        raised = tuple(ground for ground in refusal.grounds if findings.intersection(ground.raised_by))
        if raised:
            grounds[refusal.outcome] = raised
    if not grounds:
        return Proposal("accepted", ("accepted",), {})
    ordered: tuple[Outcome, ...] = ("refusal_receipt", "reasoned_refusal")
    allowed = tuple(outcome for outcome in ordered if outcome in grounds)
    return Proposal(allowed[0], allowed, grounds)
