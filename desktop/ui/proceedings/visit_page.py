"""Taking down a visit at home: who, where, when; its sheet is printed and archived."""

from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from desktop.operations import home_visits
from desktop.operations.home_visits import AskedVisit, VisitedService
from desktop.operations.issuing import PreparedPaper
from desktop.printing.ports import Job
from desktop.ui.proceedings.desk import Page, RoomDesk
from desktop.ui.settings.pick import Pick
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field, side_by_side
from desktop.ui.widgets.labels import Tone, box, label, set_tone
from forms.papers.content import LanguageChoice
from forms.problems import Problem

# What is typed is kept with the room under this, as a step's is under its case.
KEPT = ("", 0)
_FIRST = "name"
_AT: dict[str, str] = {"1064": "address", "1065": "day"}


class VisitPage(Page):
    """F10 takes it down and prints the sheet; F9 prints it once more."""

    def __init__(self, desk: RoomDesk) -> None:
        super().__init__(desk)
        self.setObjectName("card")
        say, palette = self.say, self.look.palette
        self.typed = desk.typed_of(*KEPT)
        self._busy = False
        self._visit: AskedVisit | None = None
        self._services: dict[str, VisitedService] = {}
        self._service = Pick(say("Service"), [("", say("reading the services…"))], "", letters=24)
        hints = {
            "iin": say("12 digits; it may stay empty"),
            "address": say("street, house, flat, entrance"),
            "day": say("a working day to come, such as 25.11.2026"),
            "words": say("what the officer is to know; it may stay empty"),
        }
        names = {
            "name": say("Surname, name, patronymic (if any)"),
            "iin": say("IIN"),
            "address": say("Address"),
            "phone": say("Phone"),
            "day": say("Day of the visit"),
            "words": say("Note"),
        }
        self.fields = {key: self._field(key, name, hints.get(key, "")) for key, name in names.items()}
        self._law = label("", size="note")
        self._notice = box("noteBox", self._law)
        self._told = label("")
        self._told.hide()
        self._main = KeyButton(say("Take it down and print the sheet"), "F10", palette, look="primary")
        self._main.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._main.clicked.connect(lambda _: self.go_on())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addWidget(label(say("A visit at home"), size="title"))
        column.addWidget(self._notice)
        column.addWidget(self._service)
        column.addWidget(side_by_side(self.fields["name"], self.fields["iin"], shares=(6, 3)))
        column.addWidget(self.fields["address"])
        column.addWidget(side_by_side(self.fields["phone"], self.fields["day"]))
        column.addWidget(self.fields["words"])
        column.addWidget(self._told)
        column.addWidget(self._main, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._notice.hide()
        self._service.hide()
        self._service.chosen.connect(self._choose_service)
        counter = desk.counter
        self.run(lambda: home_visits.visited_services(counter), self._offer)

    def _field(self, key: str, name: str, hint: str) -> Field:
        made = Field(self.look, name, hint=hint)
        made.set_text(self.typed.get(key, ""))

        def put(text: str) -> None:
            self.typed[key] = text
            made.show_wrong("")

        made.edited.connect(put)
        return made

    def focus_start(self) -> None:
        """The keyboard comes to the name."""
        self.fields[_FIRST].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self, before: Self) -> None:
        """A visit taken down stays so in another language or light."""
        if before._visit is not None:
            for key, field in self.fields.items():
                field.set_text(before.fields[key].text())
            self._take(before._visit)
            self._done()

    def go_on(self) -> None:
        """F10: recorded once, then printed."""
        if self._busy or self._visit is not None or not self._services:
            return
        counter, service = self.desk.counter, self.typed.get("service") or next(iter(self._services))
        told = {key: field.text() for key, field in self.fields.items()}
        self._busy = True
        self.run(lambda: home_visits.ask_home_visit(counter, service, **told), self._asked, self._refused)

    def print_paper(self) -> None:
        """F9: the sheet once more."""
        if self._visit is not None and not self._busy:
            self._print(self._visit)

    def _offer(self, services: list[VisitedService]) -> None:
        quote = self.look.language.quote
        self._services = {one.service: one for one in services}
        if not services:
            self._tell(self.say("No edition of this desk knows visits at home."), "care")
            self._main.hide()
            return
        chosen = self.typed.get("service", "")
        chosen = chosen if chosen in self._services else services[0].service
        self._service.set_items([(one.service, quote(one.title)) for one in services], chosen)
        self._service.setVisible(len(services) > 1)
        self._choose_service(chosen)

    def _choose_service(self, service: str) -> None:
        self.typed["service"] = service
        self._law.setText(self.look.language.quote(self._services[service].notice))
        self._notice.show()

    def _asked(self, visit: AskedVisit) -> None:
        self.desk.forget_typed(*KEPT)
        self._take(visit)
        self.recorded.emit()
        self._print(visit)

    def _take(self, visit: AskedVisit) -> None:
        self._visit = visit
        for field in self.fields.values():
            field.setEnabled(False)
        self._main.hide()

    def _print(self, visit: AskedVisit) -> None:
        self._busy = True
        counter = self.desk.counter
        # Of the office alone: in the language of who works there, so that it fits one sheet.
        russian = self.look.language.code == "ru" or "kk" not in counter.profile.languages
        language: LanguageChoice = "ru" if russian else "kk"
        self.run(
            lambda: home_visits.prepare_sheet(counter, visit, language),
            lambda prepared: self._send(visit, prepared),
            self._refused,
        )

    def _send(self, visit: AskedVisit, prepared: PreparedPaper) -> None:
        counter = self.desk.counter

        def send() -> Job:
            title = self.look.say("A visit at home")
            return counter.printers.send(
                prepared.content, printer=counter.profile.printer, copies=1, media=prepared.media, title=title
            )

        def sent(_: Job) -> None:
            # Recorded wherever the window is by now: the paper is in somebody's hands.
            record = self.desk.store.run
            record(lambda: home_visits.record_sheet(counter, visit, prepared), lambda _: self._done(), self._failed)

        self.desk.printer.run(send, sent, self._failed)

    def _done(self) -> None:
        if isValid(self):
            self._busy = False
            self._tell(self.say("Taken down; the sheet is at the printer. F9 prints it once more."), "good")

    def _failed(self, problem: Problem) -> None:
        if isValid(self):
            self._refused(problem)

    def _refused(self, problem: Problem) -> None:
        self._busy = False
        sentence = problem.sentence(self.say)
        where = _AT.get(problem.code) or next((key for key in ("name", "iin", "phone") if _is_of(problem, key)), "")
        if where:
            self.fields[where].show_wrong(sentence)
            self.fields[where].input.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._tell(sentence, "trouble")

    def _tell(self, words: str, tone: Tone) -> None:
        sign = {"good": "✓ ", "trouble": "⚠ ", "care": "⚠ "}.get(tone, "")
        self._told.setText(f"{sign}{words}")
        set_tone(self._told, tone)
        self._told.show()


def _is_of(problem: Problem, key: str) -> bool:
    """Whose sentence it is, by its number: IIN 200–209, names 210–219, phones 220–229."""
    first = {"iin": "20", "name": "21", "phone": "22"}[key]
    return problem.code.startswith(first)
