"""A case's walk through its edition's procedure: which step is under way, who may take it, and what follows it.

Nothing here knows a service: a procedure is data (forms/editions.py, Procedure), and the same few rules walk any.
"""

from collections.abc import Mapping

from forms.editions import Edition, Outcome, Procedure, Step, StepAct
from forms.facts import Facts, FactValue
from forms.procedure_acts import Result


def step_of(procedure: Procedure, number: int) -> Step | None:
    """The step of a number, or None for 0 or one the procedure does not have."""
    return next((step for step in procedure.steps if step.number == number), None)


def steps_at(procedure: Procedure, screen: str) -> tuple[Step, ...]:
    """The steps taken at a screen of the reception."""
    return tuple(step for step in procedure.steps if step.screen == screen)


def step_following(procedure: Procedure, number: int, facts: Facts) -> Step | None:
    """What is under way once step ``number`` is taken (0: the reception), or None where the procedure has ended.

    Steps of the reception are not come back to, nor steps whose condition does not hold under ``facts``.
    """
    taken = step_of(procedure, number)
    if taken is not None and taken.ends:
        return None
    return next(
        (
            step
            for step in procedure.steps
            if step.number > number and step.screen is None and step.when.holds(facts) is True
        ),
        None,
    )


def is_decided_later(procedure: Procedure | None, facts: Facts) -> bool:
    """Whether the reception only takes the documents in, and the result is drafted and signed after it.

    Also as long as ``facts`` do not tell yet whether the drafting step is taken.
    """
    return procedure is not None and _may_come(procedure, "draft", facts)


def _may_come(procedure: Procedure, act: StepAct, facts: Facts) -> bool:
    return any(step.act == act and step.when.holds(facts) is not False for step in procedure.steps)


def must_be_signed(procedure: Procedure, facts: Facts) -> bool:
    """Whether the result of a case with these facts is signed here, before it is issued."""
    return any(step.act == "sign" and step.when.holds(facts) is True for step in procedure.steps)


def steps_to_come(procedure: Procedure, number: int, facts: Facts) -> tuple[Step, ...]:
    """The steps after ``number`` as far as they are known from these facts; what is answered later may change them."""
    found: list[Step] = []
    following = step_following(procedure, number, facts)
    while following is not None:
        found.append(following)
        following = step_following(procedure, following.number, facts)
    return tuple(found)


def goes_on(procedure: Procedure | None, outcome: Outcome, facts: Facts) -> bool:
    """Whether a case with this outcome of its reception goes on.

    What is refused at the counter ends there, but where the reasoned refusal itself is to be signed.
    """
    if procedure is None or step_following(procedure, 0, facts) is None:
        return False
    signed = _may_come(procedure, "sign", facts) and not is_decided_later(procedure, facts)
    return outcome == "accepted" or (outcome == "reasoned_refusal" and signed)


def result_to_sign(outcome: Outcome, drafted: Result | None) -> Result:
    """What the signature stands under: what was drafted, or the outcome of the reception where nothing was.

    Where the step that drafts is skipped by its condition, the outcome of the reception stands.
    """
    if drafted is not None:
        return drafted
    return "notification" if outcome == "accepted" else "refusal"


def positive_result(edition: Edition) -> Result:
    """What is drafted where the service is rendered: an order into a group where the edition enrols."""
    return "order" if edition.enrols else "notification"


def is_heads(step: Step) -> bool:
    """Whether only the head takes it. Signing is the head's, whoever an edition names as its actor."""
    return step.actor == "head" or step.act == "sign"


def joined(facts: Facts, answers: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """What is known once a step has answered."""
    return {**facts, **answers}
