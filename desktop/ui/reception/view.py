"""The reception on the screen: trail, the step shown, and the column that says why and who says so."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget
from shiboken6 import isValid

from desktop.domain.case import Screen
from desktop.domain.channels import is_package
from desktop.domain.filing import is_filed_elsewhere
from desktop.domain.reception_flow import Obstacle, step_after
from desktop.domain.reception_steps import procedure_here
from desktop.operations import issuing
from desktop.ui.context import Look
from desktop.ui.printing import PrintDesk
from desktop.ui.reception.applicant import ApplicantStep
from desktop.ui.reception.checklist import ChecklistStep
from desktop.ui.reception.consent import ConsentStep
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.facts import FactsStep
from desktop.ui.reception.law_told import step_norms
from desktop.ui.reception.outcome import OutcomeStep
from desktop.ui.reception.paper import PaperStep
from desktop.ui.reception.service import ServiceStep
from desktop.ui.reception.step import StepScreen
from desktop.ui.reception.step_strip import StepStrip, beneath
from desktop.ui.reception.step_words import HELP, KEYS, STEP_NAMES
from desktop.ui.reception.way_told import home_visits_told, way_terms
from desktop.ui.widgets.side_panel import Section, SidePanel
from desktop.ui.widgets.trail import Trail
from desktop.ui.wording import say_source
from forms.catalogues import N_
from forms.words import outcome_message

NARROW_BELOW = 1180
AHEAD_MS = 60
PANEL_BELOW = 1120


class ReceptionView(QWidget):
    """Shows the desk's case. Screens are built when first shown, and once for a case.

    Signals: ``next_words_changed(str)`` with what F10 will do.
    """

    next_words_changed = Signal(str)

    def __init__(self, desk: Desk, printing: PrintDesk, look: Look) -> None:
        super().__init__()
        self._desk = desk
        self._printing = printing
        self._look = look
        self._screens: dict[Screen, StepScreen] = {}
        self._help = False
        self._left_at: QWidget | None = None  # where the keyboard was before F1
        self._width = NARROW_BELOW
        say = look.say
        self._trail = Trail(tuple((screen, say(STEP_NAMES[screen])) for screen in desk.steps()), look)
        self._trail.step_requested.connect(desk.go_to)
        self._stack = QStackedWidget()
        self._strip = StepStrip(desk, look)
        self._panel = SidePanel(look)
        self._panel.place_requested.connect(self._go_to_place)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 10)
        row.setSpacing(16)
        row.addWidget(self._trail)
        self._middle = beneath(self._strip, self._stack)
        row.addWidget(self._middle, 1)
        row.addWidget(self._panel)
        # The column is brought up to date after the key's own work is painted.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh_around)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD_MS)
        self._ahead.timeout.connect(self._make_next)
        desk.answers_changed.connect(self._later.start)
        desk.step_changed.connect(self.show_step)
        desk.next_refused.connect(self.show_what_is_missing)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is made ahead for a window that closes."""
        self._ahead.stop()
        super().hideEvent(event)

    def fit(self, width: int) -> None:
        """Fold the trail and the column where the window is small."""
        self._width = width
        self._trail.set_narrow(width < NARROW_BELOW)
        # The paper needs the room: what stands in its way is said beside it.
        on_paper = self._desk.is_open and self._desk.draft.screen == "paper"
        beside = width >= PANEL_BELOW
        # Where there is no room beside the step, F1 shows the column in its place.
        alone = self._help and not beside
        self._panel.setVisible(alone or (beside and (self._help or not on_paper)))
        self._panel.set_alone(alone)
        self._middle.setHidden(alone)
        self._strip.set_narrow(width < NARROW_BELOW)

    def show_step(self) -> None:
        """Show the step the case stands at."""
        if not self._desk.is_open:
            return
        self._close_help()
        screen = self._desk.draft.screen
        step = self._made(screen)
        step.refresh()
        self._stack.setCurrentWidget(step)
        self.fit(self._width)
        step.focus_start()
        self._trail.show_place(screen, self._desk.furthest())
        self._strip.refresh()
        # The column follows the step's own picture: the key is answered first.
        self._later.start()
        self._ahead.start()

    def _made(self, screen: Screen) -> StepScreen:
        step = self._screens.get(screen)
        if step is None:
            step = self._screens[screen] = self._build(screen)
            self._stack.addWidget(step)
        return step

    def _make_next(self) -> None:
        """Make the next step's screen while the operator looks at this one, so that F10 only has to show it."""
        if not self._desk.is_open or not self.isVisible():
            return  # the window is closing, and its threads with it
        if self._desk.draft.screen == "checklist":
            self._desk.store.run(issuing.load_drawing)
        following = step_after(self._desk.edition, self._desk.draft.screen)
        if following is not None and following != "paper":
            self._made(following)

    def step(self) -> StepScreen:
        """The screen shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, StepScreen)
        return shown

    def toggle_help(self) -> None:
        """F1: help on this step, at the head of the column; once more, and the keyboard is where it was."""
        self._help = not self._help
        if self._help:
            self._left_at = QApplication.focusWidget()
        self.refresh_around()
        self.fit(self._width)
        if self._panel.is_alone:
            self._panel.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._help and self._left_at is not None and isValid(self._left_at) and self._left_at.isVisible():
            self._left_at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_help(self) -> None:
        """The step is worked on again: where the column stood in its place, it gives way."""
        if self._panel.is_alone:
            self._help = False
            self.fit(self._width)

    def show_what_is_missing(self) -> None:
        """The next step was asked for too early: say why at the fields, and go to the first."""
        obstacles = self._desk.obstacles()
        self._close_help()
        self.step().show_obstacles(obstacles)
        self.go_to_first_obstacle()
        if obstacles and not self._panel.isVisible() and self._desk.draft.screen != "paper":
            self.step().show_refused(obstacles[0].sentence(self._look.say, self._look.language.quote))

    def go_to_first_obstacle(self) -> None:
        """F7: to the first thing in the way."""
        obstacles = self._desk.obstacles() if self._desk.is_open else ()
        if obstacles:
            self._go_to_place(obstacles[0])

    def go_back(self) -> None:
        """Esc: close what is open inside the step, or the step before."""
        if self._panel.is_alone:
            self.toggle_help()
            return
        step = self.step()
        if isinstance(step, ChecklistStep) and step.close_inner():
            return
        self._desk.go_back()

    def print_paper(self) -> None:
        """F9: print what this step prints."""
        step = self.step()
        if isinstance(step, PaperStep):
            step.print_paper()
        elif not self._desk.draft.decided:
            self._printing.print_application()

    def refresh_around(self) -> None:
        """Bring the trail, the column and the next step's words up to date."""
        desk = self._desk
        if not desk.is_open:
            return
        screen = desk.draft.screen
        self.step().show_refused("")
        self._strip.refresh()
        self._trail.show_place(screen, desk.furthest())
        say, quote, code = self._look.say, self._look.language.quote, self._look.language.code
        proposal = ""
        if screen == "checklist":
            proposal = self._look.language.word(
                outcome_message(desk.proposal().outcome, has_counter=desk.edition.has_counter)
            )
        law = [(say_source(rule.source, code), quote(rule.text)) for rule in desk.edition.rules if screen in rule.steps]
        if self._help:
            law.insert(0, (say("Help"), say(HELP[screen])))
        sections = [Section(say("What the law says"), tuple(law))] if law else []
        if screen == "service":
            procedure = procedure_here(desk.edition, desk.draft, desk.today())
            sections += [*step_norms(desk.edition, procedure, self._look), *home_visits_told(desk.edition, self._look)]
        if screen in ("outcome", "paper"):
            # A due date is what is asked for at once: it stands above the sentences it follows from.
            sections = [*way_terms(desk, self._look), *sections]
        keys = tuple((key, say(words)) for key, words in KEYS.get(screen, ()))
        self._panel.show_step(desk.obstacles(), proposal, tuple(sections), keys)
        self.next_words_changed.emit(say(self._onward_words(screen)))

    def _onward_words(self, screen: Screen) -> str:
        if self._desk.ends_here():
            return N_("Told: close the case")
        if screen == "checklist":
            return N_("To the outcome")
        elsewhere = is_filed_elsewhere(self._desk.draft)
        if screen == "paper":
            nobody_here = elsewhere or is_package(self._desk.draft)
            return N_("Done, next") if nobody_here else N_("Handed over, next")
        if screen == "outcome" and elsewhere:
            return N_("Register the filing")
        if screen == "outcome" and not self._desk.edition.has_counter:
            return N_("Register and give the memo")
        if screen == "outcome":
            words = {
                "accepted": N_("Accept and give the receipt"),
                "refusal_receipt": N_("Give the refusal receipt"),
                "reasoned_refusal": N_("Give the reasoned refusal"),
            }
            return words[self._desk.draft.outcome or self._desk.proposal().outcome]
        return N_("Next")

    def _build(self, screen: Screen) -> StepScreen:
        desk, look = self._desk, self._look
        match screen:
            case "service":
                return ServiceStep(desk, look)
            case "applicant":
                return ApplicantStep(desk, look)
            case "facts":
                return FactsStep(desk, look)
            case "consent":
                return ConsentStep(desk, look)
            case "checklist":
                return ChecklistStep(desk, look)
            case "outcome":
                return OutcomeStep(desk, look)
            case "paper":
                return PaperStep(desk, look, self._printing)

    def _go_to_place(self, obstacle: Obstacle) -> None:
        self._close_help()
        if obstacle.screen != self._desk.draft.screen:
            self._desk.go_to(obstacle.screen)
        self.step().focus_field(obstacle.field)
