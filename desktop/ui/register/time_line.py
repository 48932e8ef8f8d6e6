"""A case's events in words: what happened, who did it, when, and whether the clock was in doubt."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.domain.queue import CLOSE_REASONS, HOLD_REASONS
from desktop.operations.register import TimeLineEntry
from desktop.ui.context import Look
from desktop.ui.proceedings.words import MOVED, RESULTS, SIGNED_BY
from desktop.ui.register.step_answers import with_answers
from desktop.ui.register.words import PAPERS, say_outcome
from forms.catalogues import N_
from forms.correction_words import ASKED_BY, VOID_REASONS
from forms.editions import Edition
from forms.procedure_acts import ProceedingOpened, StepTaken
from forms.procedure_words import STEP_ACTS
from forms.visits import ticket_label

_PLAIN: Mapping[str, str] = {
    "visit_opened": N_("The case was opened"),
    "ticket_called": N_("Called to the counter"),
    "ticket_recalled": N_("Called again"),
    "ticket_no_show": N_("Did not come"),
    "visit_returned": N_("Came back and waits at the head of the queue"),
    "walk_in_admitted": N_("Served before others, on a legal ground"),
    "case_held": N_("Put aside"),
    "case_dropped": N_("Closed without an outcome"),
    "paper_handed_over": N_("The paper was handed over"),
    "particulars_erased": N_("The personal data were erased, as their retention ended"),
    "clock_doubted": N_("The PC's clock was found moved"),
    "clock_trusted": N_("The PC's clock is right again"),
    "machine_restarted": N_("The computer was started again"),
    "subject_recorded": N_("Whose matter it is was recorded"),
    "home_visit_asked": N_("A visit at home was asked for"),
    "complaint_corrected": N_("What was written of a complaint was corrected"),
}
COMPLAINT_OUTCOMES: Mapping[str, str] = {
    "full": N_("satisfied in full"),
    "part": N_("satisfied in part"),
    "refused": N_("refused"),
}
_DROPPED: Mapping[str, str] = {
    "applicant_left": N_("the applicant left"),
    "opened_by_mistake": N_("opened by mistake"),
    "other": N_("another reason"),
}


def say_event(entry: TimeLineEntry, look: Look, operators: Mapping[str, str], edition: Edition | None = None) -> str:
    """What happened, in one line; what the operator typed stands apart, in ``entry.words``.

    ``edition`` has the words of its own questions, which steps answer.
    """
    told = _TELLERS.get(entry.kind)
    if told is not None:
        return with_answers(told(entry.act, look, operators), look, edition, *_steps(entry.act))
    plain = _PLAIN.get(entry.kind)
    return look.say(plain) if plain is not None else entry.kind


def _issued(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("Ticket {ticket} was issued", ticket=ticket_label(act.letter, act.number))


def _held(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("Put aside: {reason}", reason=look.say(HOLD_REASONS[act.reason]))


def _closed(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("Closed without service: {reason}", reason=look.say(CLOSE_REASONS[act.reason]))


def _dropped(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("Closed without an outcome: {reason}", reason=look.say(_DROPPED[act.reason]))


def _resumed(act: Any, look: Look, _: Mapping[str, str]) -> str:
    if act.after == "restart":
        return look.say("Taken up again after the program was stopped")
    return look.say("Taken up again")


def _decided(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("Outcome: {outcome}, number {number}", outcome=say_outcome(act.outcome, look), number=act.number)


def _printed(act: Any, look: Look, _: Mapping[str, str]) -> str:
    paper = say_paper(act.paper, look)
    return look.say("Printed: {paper}, copy {number}", paper=paper, number=act.copy_number)


def _voided(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("Made void: {reason}", reason=look.language.word(VOID_REASONS[act.reason]))


def _corrected(act: Any, look: Look, _: Mapping[str, str]) -> str:
    words = look.language.word(ASKED_BY[act.asked_by])
    return look.say("Corrected, places: {count}; asked by: {who}", count=len(act.fields), who=words)


def _judged(act: Any, look: Look, _: Mapping[str, str]) -> str:
    if act.verdict == "same_application":
        return look.say("Compared with {number}: the same application", number=act.other)
    return look.say("Compared with {number}: different applications", number=act.other)


def _opened(act: Any, look: Look, _: Mapping[str, str]) -> str:
    if act.next == 0:
        return look.say("The procedure has no step after the reception")
    return look.say("The case goes on: step {step} of the procedure is under way", step=act.next)


def _step(act: Any, look: Look, _: Mapping[str, str]) -> str:
    done = look.language.word(STEP_ACTS[act.act])
    return look.say("Step {step} of the procedure: {done}", step=act.step, done=done)


def _steps(act: Any) -> tuple[Any, ...]:
    """The prescribed steps an act tells of."""
    if isinstance(act, ProceedingOpened):
        return act.taken
    return (act,) if isinstance(act, StepTaken) else ()


def _returned(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("Returned for rework from step {step} to step {back}", step=act.step, back=act.next)


def _drafted(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("Step {step}: drafted, {result}", step=act.step, result=look.say(RESULTS[act.result]))


def _signed(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say(
        "Step {step}: signed, {how}; {result}, number {number}",
        step=act.step,
        how=look.say(SIGNED_BY[act.signed_by]),
        result=look.say(RESULTS[act.result]),
        number=act.result_number,
    )


def _given(act: Any, look: Look, _: Mapping[str, str]) -> str:
    if act.to == "representative":
        return look.say("The result was issued to a representative")
    return look.say("The result was issued to the applicant")


def _moved(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("The result: {how}", how=look.say(MOVED[act.how]))


def _complained(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("A complaint was received, number {number}", number=act.number)


def _assigned(act: Any, look: Look, operators: Mapping[str, str]) -> str:
    return look.say("The complaint is handled by {name}", name=operators.get(act.handler, act.handler))


def _forwarded(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("The complaint was forwarded: {to}", to=act.to)


def _answered(act: Any, look: Look, _: Mapping[str, str]) -> str:
    return look.say("The complaint was answered: {outcome}", outcome=look.say(COMPLAINT_OUTCOMES[act.outcome]))


def _taken_over(act: Any, look: Look, operators: Mapping[str, str]) -> str:
    before, after = operators.get(act.before, act.before), operators.get(act.after, act.after)
    return look.say("Passed from {before} to {after}", before=before, after=after)


_TELLERS: Mapping[str, Callable[[Any, Look, Mapping[str, str]], str]] = {
    "ticket_issued": _issued,
    "visit_held": _held,
    "ticket_closed": _closed,
    "case_dropped": _dropped,
    "case_resumed": _resumed,
    "case_decided": _decided,
    "paper_printed": _printed,
    "case_voided": _voided,
    "case_corrected": _corrected,
    "duplicate_judged": _judged,
    "case_taken_over": _taken_over,
    "proceeding_opened": _opened,
    "step_taken": _step,
    "step_returned": _returned,
    "result_drafted": _drafted,
    "result_signed": _signed,
    "result_issued": _given,
    "result_moved": _moved,
    "complaint_received": _complained,
    "complaint_assigned": _assigned,
    "complaint_forwarded": _forwarded,
    "complaint_answered": _answered,
}


def say_paper(paper: str, look: Look) -> str:
    """A paper's name."""
    return look.say(PAPERS[paper]) if paper in PAPERS else paper
