"""Issuing the result: to whom, against which papers. What the case knows of them stands in the fields already."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations import proceedings
from desktop.ui.proceedings.panel import Panel
from desktop.ui.proceedings.sign_panel import say_result
from desktop.ui.proceedings.words import RESULTS
from desktop.ui.widgets.choices import Answer
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.ticks import Tick
from forms.events import PersonParticulars
from forms.problems import Problem
from forms.procedure_acts import Shown

APPLICANT, REPRESENTATIVE = "applicant", "representative"


class IssuePanel(Panel):
    """Against the receipt and an identity document; a representative shows a power of attorney too."""

    def build(self) -> None:
        """Who receives it, what was shown, and by which papers."""
        say, loaded = self.say, self.loaded
        proceeding = loaded.proceeding
        result = say(RESULTS[loaded.result]) if loaded.result is not None else say("Result")
        title = " ".join(part for part in (result, proceeding.result_number) if part)
        self.column.addWidget(label(title, strong=True))
        told = say_result(self)
        if told:
            self.column.addWidget(label(told, tone="quiet"))
        answers: list[tuple[Answer, str]] = [
            (APPLICANT, say("To the applicant")),
            (REPRESENTATIVE, say("To a representative")),
        ]
        self._to = self.choice("to", say("Whom it is given to"), answers, first=APPLICANT, columns=2)
        self.column.addWidget(self._to)
        self._shown: dict[Shown, Tick] = {
            "receipt": self._tick("receipt", say("The receipt was shown")),
            "identity": self._tick("identity", say("The identity document was shown")),
            "power_of_attorney": self._tick("power_of_attorney", say("The power of attorney was shown")),
        }
        ticks = QWidget()
        column = QVBoxLayout(ticks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for tick in self._shown.values():
            column.addWidget(tick)
        self.column.addWidget(ticks)
        # Two sets of fields: what is known of either is there at once, and neither is lost by looking at the other.
        self._persons = {to: self._add_person(to) for to in (APPLICANT, REPRESENTATIVE)}
        for person in self._persons.values():
            self.column.addWidget(person)
        self._show()

    def _tick(self, key: Shown, words: str) -> Tick:
        tick = Tick(words, self.look.palette)
        tick.setChecked(self.typed.get(f"shown.{key}") == "yes")

        def put(on: bool) -> None:
            self.typed[f"shown.{key}"] = "yes" if on else ""
            self.show_trouble("")

        tick.clicked.connect(put)
        return tick

    def _add_person(self, to: str) -> QWidget:
        say, known = self.say, self._known(to)
        name = self.field(f"{to}.name", say("Surname, name, patronymic (if any)"), first=known.name)
        paper = self.field(f"{to}.identity", say("Identity document"), first=known.identity_document)
        person = QWidget()
        column = QVBoxLayout(person)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(name)
        column.addWidget(paper)
        if to == REPRESENTATIVE:
            first = "" if self.loaded.case.particulars is None else self.loaded.case.particulars.power_of_attorney
            column.addWidget(self.field("power_of_attorney", say("Power of attorney"), first=first))
        return person

    def _known(self, to: str) -> PersonParticulars:
        """What the case has of the person, as it is corrected by now; empty fields once it was erased."""
        try:
            particulars = self.loaded.case.particulars_now()
        except Problem:
            return PersonParticulars(iin="", name="")
        person = particulars.applicant if to == APPLICANT else particulars.representative
        return person or PersonParticulars(iin="", name="")

    @property
    def to(self) -> str:
        """Who receives it."""
        return REPRESENTATIVE if self._to.value() == REPRESENTATIVE else APPLICANT

    def chosen(self, key: str) -> None:
        """To the applicant, or to a representative."""
        self._show()

    def _show(self) -> None:
        for to, person in self._persons.items():
            person.setVisible(to == self.to)
        self._shown["power_of_attorney"].setVisible(self.to == REPRESENTATIVE)

    def focus_first(self) -> None:
        """The keyboard comes to the first question."""
        self._to.focus_first()

    def act(self) -> None:
        """Issued."""
        counter, number, step, to = self.desk.counter, self.number, self.step.number, self.to
        shown = tuple(
            key
            for key, tick in self._shown.items()
            if tick.isChecked() and (key != "power_of_attorney" or to == REPRESENTATIVE)
        )
        name, identity = self.text(f"{to}.name"), self.text(f"{to}.identity")
        power = self.text("power_of_attorney") if to == REPRESENTATIVE else ""

        def issue() -> None:
            proceedings.issue_result(
                counter,
                number,
                step,
                to=to,
                shown=shown,
                name=name,
                identity_document=identity,
                power_of_attorney=power,
            )

        # What was signed elsewhere has no paper here.
        printed = self.loaded.proceeding.result_number is not None
        words = self.say("Issued. F9 prints the paper.") if printed else self.say("The result is issued.")
        self.record(issue, words)

    def tell_at_field(self, problem: Problem) -> None:
        """To the boxes, or to the name."""
        if problem.code == "1032":
            missing = [tick for tick in self._shown.values() if tick.isVisibleTo(self) and not tick.isChecked()]
            if missing:
                missing[0].setFocus()
        elif problem.code != "1031":
            self.fields[f"{self.to}.name"].input.setFocus()
