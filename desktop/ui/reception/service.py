"""Step 1: the service, the edition that applies, and whether it is the one in force today."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.channels import is_corporation
from desktop.domain.hours import IntakeState, Whose, judge_intake
from desktop.domain.reception_flow import Obstacle
from desktop.domain.way_sentences import STEP
from desktop.ui.context import Look
from desktop.ui.reception.channel import WayFields
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.filing import FilingFields
from desktop.ui.reception.step import StepScreen
from desktop.ui.reception.step_question import StepQuestion
from desktop.ui.widgets.labels import box, label
from desktop.ui.wording import say_date, say_hours, say_week
from forms.catalogues import N_
from forms.editions import Edition

WHOSE_HOURS: dict[Whose, str] = {
    "service": N_("hours of this service at the organisation"),
    "edition": N_("hours by the edition"),
    "organisation": N_("general hours of the organisation"),
}


class ServiceStep(StepScreen):
    """Names the edition on screen, with its act, norm, hours and result."""

    shows = "service"

    def __init__(self, desk: Desk, look: Look) -> None:
        say = look.say
        super().__init__(desk, look, say("Service and edition"), say("Check that this is what the applicant came for."))
        edition = desk.edition
        self.body.addWidget(
            box(
                "accentBox",
                label(look.language.quote(edition.short_title), strong=True),
                label(look.language.quote(edition.act.short)),
            )
        )
        self._add_warnings(edition)
        self.way = WayFields(self)
        self.body.addWidget(self.way)
        self.way.setVisible(self.way.asks)
        self.filing = FilingFields(self)
        self.body.addWidget(self.filing)
        self._question = StepQuestion(self)
        self.body.addWidget(self._question)
        self.body.addWidget(label(look.language.quote(edition.title), tone="quiet", size="note"))
        self.body.addWidget(self._facts_table(edition))

    def refresh(self) -> None:
        """Show the way the application came."""
        self.way.refresh()
        self.filing.refresh()
        self._question.refresh()

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """What the way chosen asks says what it waits for."""
        self.way.show_obstacles(obstacles)
        self.filing.show_obstacles(obstacles)
        self._question.show_obstacles(obstacles)

    def focus_field(self, name: str) -> None:
        """A question takes the keyboard on its answer."""
        if name == STEP:
            self._question.focus_answer()
            return
        super().focus_field(name)
        if name == "provider_place":
            self.way.focus_place()
        elif name == "channel":
            self.way.focus_way()

    def focus_start(self) -> None:
        """What waits for an answer, else the way; where nothing is asked the keys scroll."""
        waiting = next((o.field for o in self.desk.obstacles() if o.screen == "service"), "")
        if waiting:
            self.focus_field(waiting)
        elif self.way.asks:
            self.focus_field("channel" if self.way.offers else "provider_place")
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_warnings(self, edition: Edition) -> None:
        say, quote = self.say, self.look.language.quote
        desk = self.desk
        # A case may be taken up after its service was taken out of the profile.
        choice = desk.counter.profile.services.get(edition.service)
        today = desk.today()
        provider = edition.provider if choice is None else choice.provider
        in_force = desk.counter.editions.in_force(edition.service, provider, today)
        if not edition.in_force.covers(today):
            lines = [
                label(say("⚠ Chosen in the organisation profile; by date another edition applies."), strong=True),
            ]
            if in_force is not None:
                lines.append(label(say("In force today: {act}", act=quote(in_force.act.short)), size="note"))
            else:
                lines.append(label(say("None of the editions held here is in force today."), size="note"))
            self.body.addWidget(box("careBox", *lines))
        if not edition.has_counter:
            self.body.addWidget(
                box(
                    "careBox",
                    label(say("⚠ In this edition the law knows no counter."), strong=True),
                    label(
                        say(
                            "Applications go through the portal or the platform. Here the package is checked against "
                            "the list and a memo is printed, which is not a statutory paper."
                        ),
                        size="note",
                    ),
                )
            )
        state = self._intake(edition)
        sentence = self._hours_sentence(state)
        if sentence:
            self.body.addWidget(
                box(
                    "careBox",
                    label(f"⚠ {sentence}", strong=True),
                    label(say("You may go on; the time stands on the paper."), size="note"),
                )
            )

    def _intake(self, edition: Edition) -> IntakeState:
        counter = self.desk.counter
        now = self.desk.now()
        at_corporation = is_corporation(self.desk.draft)
        return judge_intake(
            edition,
            counter.calendar,
            now,
            own=counter.profile.own_hours(edition.service),
            organisation=counter.profile.hours,
            corporation=at_corporation,
        )

    def _hours_sentence(self, state: IntakeState) -> str:
        say = self.say
        if state.hours is None or state.kind in ("open", "unstated"):
            return ""
        hours = say_hours(state.hours)
        if state.kind == "day_off":
            why = self.look.language.quote(state.why_off) if state.why_off else ""
            return say("Today is not a working day: {why}.", why=why) if why else say("Today is not a working day.")
        if state.kind == "lunch":
            return say("Intake is at lunch. Hours: {hours}.", hours=hours)
        return say("Outside the hours of intake: {hours}.", hours=hours)

    def _facts_table(self, edition: Edition) -> QWidget:
        say, quote = self.say, self.look.language.quote
        rows: list[tuple[str, str]] = []
        if edition.norms.serving_minutes is not None:
            rows.append(
                (
                    say("Time to serve"),
                    self.look.language.say_many("{count} minute", "{count} minutes", edition.norms.serving_minutes),
                )
            )
        for term in edition.terms if not edition.has_counter else ():
            days = self.look.language.say_many("{count} working day", "{count} working days", term.working_days)
            rows.append((quote(term.title), days))
        state = self._intake(edition)
        if state.whose is not None:
            rows.append(
                (
                    say("Hours of intake"),
                    f"{say_week(state.week, self.look.language.code)} · {say(WHOSE_HOURS[state.whose])}",
                )
            )
        until = edition.in_force.until
        since = say_date(edition.in_force.since, self.look.language.code)
        rows.append(
            (
                say("In force"),
                f"{since} – {say_date(until, self.look.language.code)}" if until else say("since {day}", day=since),
            )
        )
        rows.append((say("Fee"), say("free of charge") if edition.fee_free else ""))
        rows.append((say("Result"), quote(edition.result)))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(rows):
            left = label(name, tone="quiet", size="note")
            left.setFixedWidth(200)
            grid.addWidget(left, place, 0)
            grid.addWidget(label(value), place, 1)
        return table
