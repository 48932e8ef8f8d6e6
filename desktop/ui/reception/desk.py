"""The reception as the screens see it: one case on the counter, its answers, and where it stands.

Every answer goes through :meth:`Desk.change`, which keeps the draft durably before it is shown as kept.
"""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.case import CaseDraft, Screen, write_draft
from desktop.domain.channels import norms_of
from desktop.domain.clock import ClockState, serving_state
from desktop.domain.outcome import Proposal
from desktop.domain.reception_flow import (
    Obstacle,
    all_obstacles,
    checklist_of,
    furthest_step,
    obstacles_at,
    proposal_of,
    step_after,
    step_before,
    steps_of,
)
from desktop.domain.reception_steps import StepUnderWay, ended_at, move_to, under_way
from desktop.operations import reception
from desktop.operations.counter import Counter
from desktop.operations.ending_early import end_early
from desktop.ui.workers import Worker
from forms.checklist import Checklist
from forms.editions import Edition
from forms.moments import wall_time
from forms.problems import Problem
from forms.queue_acts import HoldReason

# A full disk is tried again this often, so that what was typed is kept without another key once there is room.
TRY_AGAIN_MS = 2000


class Desk(QObject):
    """Holds the case on the counter and moves it from step to step.

    Signals: ``case_opened()``, ``case_closed()``, ``answers_changed()``, ``step_changed()``, ``kept(bool)`` (False
    from the first change until the store has it), ``problem_met(object)``, ``problem_gone(object)`` when what could not
    be kept is kept, ``next_refused()`` when the next step was asked for and something stands in its way.
    """

    case_opened = Signal()
    case_closed = Signal()
    answers_changed = Signal()
    step_changed = Signal()
    kept = Signal(bool)
    problem_met = Signal(object)
    problem_gone = Signal(object)
    next_refused = Signal()

    def __init__(self, counter: Counter, store: Worker) -> None:
        super().__init__()
        self.counter = counter
        self.store = store
        self._draft: CaseDraft | None = None
        self._edition: Edition | None = None
        self._changes = 0
        self._kept_changes = 0
        self._keeping = False
        self._deciding = False
        self._opening = False
        self._not_kept: str | None = None  # the code of the problem that keeps the store from keeping
        self._told: Problem | None = None  # the same, as it was told
        self._quiet = self._timer(0)
        self._again = self._timer(TRY_AGAIN_MS)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._keep)
        return timer

    # what there is

    @property
    def is_open(self) -> bool:
        """Whether a case is on the counter."""
        return self._draft is not None

    @property
    def draft(self) -> CaseDraft:
        """The case on the counter."""
        assert self._draft is not None
        return self._draft

    @property
    def edition(self) -> Edition:
        """The edition the case was opened under."""
        assert self._edition is not None
        return self._edition

    def now(self) -> datetime:
        """The wall time, aware, in the organisation's zone."""
        return wall_time(self.counter.clock.now())

    def today(self) -> date:
        """The organisation's date."""
        return self.now().date()

    def steps(self) -> tuple[Screen, ...]:
        """The steps of the case's edition."""
        return steps_of(self.edition)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """What stands in the way of leaving the step shown."""
        if self.draft.screen == "outcome":
            return all_obstacles(self.edition, self.draft, self.today(), self.now())
        return obstacles_at(self.draft.screen, self.edition, self.draft, self.today(), self.now())

    def checklist(self) -> Checklist:
        """The documents this applicant owes."""
        return checklist_of(self.edition, self.draft)

    def proposal(self) -> Proposal:
        """The outcome the rules lead to."""
        return proposal_of(self.edition, self.draft, self.today())

    def furthest(self) -> Screen:
        """The last step that may be opened now."""
        return furthest_step(self.edition, self.draft, self.today(), self.now())

    def ends_here(self) -> bool:
        """Whether the procedure ends at the step shown, on the branch this case has taken: nothing is decided."""
        return ended_at(self.edition, self.draft, self.draft.screen, self.today()) is not None

    def step_under_way(self) -> StepUnderWay | None:
        """The prescribed step under way at the screen, with its own clock; None where none is."""
        if self._draft is None or self._edition is None:
            return None
        return under_way(self._edition, self._draft, self.today(), self.counter.clock.now())

    def clock_state(self) -> ClockState | None:
        """The serving clock, or None while nobody is served or the edition has no norm."""
        if self._draft is None or self._edition is None:
            return None
        norms = norms_of(self._edition, self._draft)
        return serving_state(self._draft.periods, norms, self.counter.clock.now())

    # what the operator does

    def begin(self, service: str, ground: str = "") -> None:
        """Open a case of someone without a ticket: the serving clock starts. ``ground`` to go before others."""
        self._open(lambda: reception.open_case(self.counter, service, ground))

    def begin_called(self) -> None:
        """Who was called has come: open the case, or go on with the one left before a hold."""
        self._open(lambda: reception.open_called(self.counter))

    def resume(self, case: str) -> None:
        """Take a held or interrupted case up again, where it was."""
        self._open(lambda: reception.resume_case(self.counter, case))

    def hold(self, reason: HoldReason) -> None:
        """Put the case aside; it stays whole."""
        if self.is_open and not self._deciding:
            self._close_by(lambda counter, draft: reception.hold_case(counter, draft, reason))

    def drop(self) -> None:
        """Close the case without an outcome: the applicant left."""
        if self.is_open and not self._deciding and not self.draft.decided:
            self._close_by(lambda counter, draft: reception.drop_case(counter, draft, "applicant_left"))

    def change(self, make: Callable[[CaseDraft], None]) -> None:
        """Change answers and keep them. While the outcome is being given nothing changes any more."""
        if self._deciding:
            return
        make(self.draft)
        self._changed()
        self.answers_changed.emit()

    def go_to(self, screen: Screen) -> None:
        """Show a step that may be shown."""
        steps = self.steps()
        if self._deciding:
            return
        if screen in steps and steps.index(screen) <= steps.index(self.furthest()) and screen != self.draft.screen:
            self._move(screen, forward=steps.index(screen) > steps.index(self.draft.screen))

    def go_on(self) -> None:
        """The next step, or the outcome, or the end of the case."""
        if self._deciding:
            return
        if self.ends_here():
            self._close_by(end_early)
            return
        if self.obstacles():
            self.next_refused.emit()
            return
        if self.draft.screen == "outcome" and not self.draft.decided:
            self._decide()
        elif self.draft.screen == "paper":
            self._close_by(reception.hand_over)
        else:
            following = step_after(self.edition, self.draft.screen)
            if following is not None:
                self._move(following, forward=True)

    def go_back(self) -> None:
        """The step before. Nothing is lost."""
        before = step_before(self.edition, self.draft.screen)
        if before is not None and not self._deciding and not self.draft.decided:
            self._move(before, forward=False)

    def keep_at_end(self) -> None:
        """The window closes: send what is not kept yet to the store, without waiting for answers any more."""
        self._quiet.stop()
        self._again.stop()
        if self._draft is not None and not self._deciding and self._changes > self._kept_changes:
            row = reception.draft_row(self.counter, self._draft, write_draft(self._draft))
            self.store.run(lambda: reception.keep_draft(self.counter, row))

    def keep_now(self) -> None:
        """Send what is not kept yet to the store without waiting: the window is closing."""
        if self.is_open and self._changes > self._kept_changes and not self._deciding:
            row = reception.draft_row(self.counter, self.draft, write_draft(self.draft))
            self.store.run(lambda: reception.keep_draft(self.counter, row))

    def lay_down(self) -> None:
        """Another operator has come: the case stays as its owner's draft, and is on the window no more."""
        if self.is_open:
            self._finished()

    # inside

    def _move(self, screen: Screen, *, forward: bool) -> None:
        move_to(self.edition, self.draft, screen, self.today(), self.counter.clock.now(), forward=forward)
        self._changed()
        self.step_changed.emit()

    def _open(self, operation: Callable[[], CaseDraft]) -> None:
        """One case at a time, also where the key is pressed twice before the store has answered."""
        if not self.is_open and not self._opening:
            self._opening = True
            self.store.run(operation, self._show, self._opening_failed)

    def _opening_failed(self, problem: Problem) -> None:
        self._opening = False
        self.problem_met.emit(problem)

    def _show(self, draft: CaseDraft) -> None:
        self._opening = False
        self._draft = draft
        self._edition = self.counter.editions.by_label(draft.edition)
        self._changes = self._kept_changes = 0
        self._deciding = False
        self.case_opened.emit()
        self.step_changed.emit()
        self.kept.emit(True)

    def _leave(self) -> None:
        self._quiet.stop()
        self._again.stop()
        self._not_kept = None
        self._draft = None
        self._edition = None
        self._deciding = False

    def _decide(self) -> None:
        self._deciding = True
        draft = self.draft
        self.store.run(lambda: reception.decide_case(self.counter, draft), self._decided, self._decision_failed)

    def _decided(self, draft: CaseDraft) -> None:
        self._draft = draft
        self._deciding = False
        self.step_changed.emit()
        self.kept.emit(True)

    def _decision_failed(self, problem: Problem) -> None:
        self._deciding = False
        self._changed()
        self.problem_met.emit(problem)

    def _close_by(self, act: Callable[[Counter, CaseDraft], None]) -> None:
        """The case leaves the counter once the act is kept; where it fails the case stays as it is."""
        self._deciding = True
        draft = self.draft
        self.store.run(lambda: act(self.counter, draft), lambda _: self._finished(), self._decision_failed)

    def _finished(self) -> None:
        self._leave()
        self.case_closed.emit()

    def _changed(self) -> None:
        self._changes += 1
        self.kept.emit(False)
        if not self._keeping and not self._again.isActive():
            self._quiet.start()

    def _keep(self) -> None:
        """Send the draft as it stands to the store; what is typed meanwhile goes with the next."""
        if self._draft is None or self._keeping or self._deciding:
            return
        self._keeping = True
        draft, changes = self._draft, self._changes
        body = write_draft(draft)
        row = reception.draft_row(self.counter, draft, body)
        self.store.run(
            lambda: reception.keep_draft(self.counter, row),
            lambda _: self._has_kept(changes),
            self._keeping_failed,
        )

    def _has_kept(self, changes: int) -> None:
        self._keeping = False
        self._kept_changes = changes
        self._not_kept = None
        if self._told is not None:
            told, self._told = self._told, None
            self.problem_gone.emit(told)
        if self._draft is None:
            return
        if self._changes > changes:
            self._keep()
        else:
            self.kept.emit(True)

    def _keeping_failed(self, problem: Problem) -> None:
        """Typing goes on; what was typed is sent again until it is kept. The same problem is told once."""
        self._keeping = False
        if self._draft is None:
            return
        self._again.start()
        if self._not_kept != problem.code:
            self._not_kept, self._told = problem.code, problem
            self.problem_met.emit(problem)
