"""A procedure that ends at a screen of the reception: the branch taken is recorded, and the case closed."""

from desktop.domain.case import CaseDraft, read_draft, write_draft
from desktop.domain.reception_steps import ended_at, procedure_here, served_seconds, take_at_screen
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.operations.taking_over import check_own_case
from forms.events import CaseDropped
from forms.moments import wall_time
from forms.procedure_acts import StepTaken


def end_early(counter: Counter, draft: CaseDraft) -> None:
    """Tell the applicant what the last step says, record every step of the branch, and close the case without outcome.

    It never had a number: its steps bear none, and stand in the register's time line of the visit. The draft handed in
    is not changed. Raises ValueError where the procedure does not end at this screen.
    """
    check_own_case(counter, draft.case)
    now = counter.clock.now()
    ended, today = read_draft(write_draft(draft)), wall_time(now).date()
    edition = counter.editions.by_label(ended.edition)
    procedure = procedure_here(edition, ended, today)
    if procedure is None or ended_at(edition, ended, ended.screen, today) is None:
        raise ValueError(f"the procedure does not end at {ended.screen}")
    take_at_screen(procedure, ended, served_seconds(ended, now))
    acts = {step.number: step.act for step in procedure.steps}
    following = [*(one.step for one in ended.steps[1:]), 0]
    taken = [
        StepTaken(
            number="",
            step=one.step,
            next=next_step,
            act=acts[one.step],
            facts=one.facts,
            source=one.source,
            seconds=one.seconds,
        )
        for one, next_step in zip(ended.steps, following, strict=True)
    ]
    entries = [entry_of(counter, now, one, ended.case) for one in taken]
    entries.append(entry_of(counter, now, CaseDropped(reason="other"), ended.case))
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, *entries))
        act.drop_draft(ended.case)
