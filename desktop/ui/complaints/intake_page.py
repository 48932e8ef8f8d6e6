"""Taking a complaint in: the law's fields first, then whom and what it is about. What is typed stays until recorded."""

from functools import partial
from typing import cast

from desktop.domain.complaints import Intake, check_at
from desktop.operations import complaint_records, complaints
from desktop.operations.complaint_records import IntakeOffers
from desktop.ui.complaints.fields import ComplaintForm
from desktop.ui.register.leaf import Desk, Step
from desktop.ui.widgets.fields import Field, side_by_side
from desktop.ui.widgets.labels import box, label
from forms.complaint_acts import ComplaintLevel, ComplaintWay
from forms.complaint_words import LEVELS, WAYS
from forms.contacts import show_phone
from forms.dates import parse_date
from forms.problems import Problem
from forms.texts import PaperLanguage


class IntakePage(ComplaintForm):
    """F10 registers it under the next incoming number and opens its page."""

    def __init__(self, desk: Desk, step: Step) -> None:
        say = desk.look.say
        super().__init__(
            desk,
            step,
            "complaint",
            say("Take a complaint in"),
            say("Register the complaint"),
            say("A complaint is never turned away, whomever it is about."),
        )
        self._lines: dict[str, Field] = {}
        profile = desk.counter.profile
        only_russian = "ru" in profile.languages and "kk" not in profile.languages
        self.begin_with("language", "ru" if only_russian else "kk")
        self.begin_with("way", "paper")
        self.begin_with("level", "provider")
        self.begin_with("about", "")
        self.begin_with("handler", "")
        self.begin_with("service", next(iter(profile.services), ""))
        self.begin_with("answer_place", self._usual_place(self.value("language")))
        self._add_law_fields()
        self._add_case_fields()
        self._add_rest()
        self._look_up()

    # building

    def _text(self, key: str, name: str, *, hint: str = "", lines: int = 1) -> Field:
        self._lines[key] = field = self.line(key, name, hint=hint, lines=lines)
        return field

    def _add_law_fields(self) -> None:
        say, word, body = self.say, self.look.language.word, self.form.body
        body.addWidget(self._text("name", say("Who complains: surname, name, patronymic (if any)")))
        body.addWidget(self._text("address", say("Postal address")))
        body.addWidget(
            side_by_side(
                self._text("phone", say("Contact phone")),
                self._text("email", say("E-mail"), hint=say("if there is one")),
            )
        )
        body.addWidget(self._text("text", say("What the complaint says"), lines=4))
        body.addWidget(self.pick("way", say("How it came"), [(key, word(words)) for key, words in WAYS.items()]))
        body.addWidget(self.tick("signed", say("The complaint is signed")))
        answers = [("kk", say("Kazakh")), ("ru", say("Russian"))]
        body.addWidget(self.choice("language", say("Language of the answer"), answers, columns=2))

    def _add_case_fields(self) -> None:
        say, body, names = self.say, self.form.body, self.desk.names
        case = self._text("case_number", say("Number of the case"), hint=say("as on the receipt; empty without one"))
        case.left.connect(self._look_up)
        self._case_told = label("", tone="quiet", size="note")
        self._case_told.hide()
        body.addWidget(case)
        body.addWidget(self._case_told)
        operators = [("", say("nobody is named")), *names.operators.items()]
        self._about = self.pick("about", say("Whom it is about"), operators)
        body.addWidget(self._about)
        services = self.desk.counter.profile.services
        if len(services) > 1:
            items = [(service, names.services.get(service, service)) for service in services]
            body.addWidget(self.pick("service", say("Public service"), items))
        hint = say("empty: the head, or another clerk; never whom it is about")
        self._handler = self.pick("handler", say("Who handles it"), [("", "—")], hint=hint)
        body.addWidget(self._handler)

    def _add_rest(self) -> None:
        say, word, body = self.say, self.look.language.word, self.form.body
        body.addWidget(self.tick("by_representative", say("A representative brought it"), self._show_representative))
        self._representative = box(
            "noteBox",
            self._text("representative", say("Representative: surname, name, patronymic (if any)")),
            self._text("power_of_attorney", say("Power of attorney: number and date")),
            spacing=10,
        )
        body.addWidget(self._representative)
        self._show_representative(self.is_on("by_representative"))
        body.addWidget(self._text("answer_place", say("Where the answer is given")))
        body.addWidget(self._text("received_on", say("Day it came"), hint=say("empty: today")))
        levels = [(key, word(words)) for key, words in LEVELS.items()]
        body.addWidget(self.pick("level", say("Who answers it"), levels))
        hint = say("if there is one: PDF, PNG or JPEG")
        body.addWidget(self.file("attachment", say("Scan of the complaint"), hint))

    # what is filled of itself

    def put(self, key: str, text: str) -> None:
        """The place of the answer follows its language, as long as nobody wrote another."""
        before = self.value("language")
        super().put(key, text)
        if key == "language" and self.value("answer_place") == self._usual_place(before):
            self.typed.values["answer_place"] = self._usual_place(text)
            self._lines["answer_place"].set_text(self.value("answer_place"))

    def _usual_place(self, language: str) -> str:
        organisation = self.desk.counter.profile.organisation
        chosen: PaperLanguage = "ru" if language == "ru" else "kk"
        return ", ".join((organisation.name.in_language(chosen), organisation.address.in_language(chosen)))

    def _look_up(self) -> None:
        counter, number = self.desk.counter, self.value("case_number").strip()
        self.run(lambda: complaint_records.intake_offers(counter, number), partial(self._offer, number))

    def _offer(self, number: str, offers: IntakeOffers) -> None:
        """The case's applicant and clerk, where nothing else was written."""
        say = self.say
        workers = [("", say("as the rule says")), *((one.id, one.name) for one in offers.workers)]
        self._handler.set_items(workers, self.value("handler"))
        self._case_told.setVisible(bool(number))
        if not offers.case_number:
            self._case_told.setText(say("There is no such case in the register."))
            return
        clerk = self.desk.names.operators.get(offers.operator, offers.operator)
        self._case_told.setText(say("{name}; decided by {clerk}", name=offers.name or "—", clerk=clerk))
        self._fill("name", offers.name)
        self._fill("phone", show_phone(offers.phone) if offers.phone else "")
        if not self.value("about") and self.typed.values.get("about told") != number:
            self.typed.values["about told"] = number
            super().put("about", offers.operator)
            self._about.choose(offers.operator)

    def _fill(self, key: str, text: str) -> None:
        if text and not self.value(key).strip():
            self.typed.values[key] = text
            self._lines[key].set_text(text)

    def _show_representative(self, on: bool) -> None:
        self._representative.setVisible(on)

    # recording

    def go_on(self) -> None:
        """F10: register it."""
        counter = self.desk.counter
        try:
            intake = self._intake()
        except Problem as problem:
            self.show_refused(problem)
            return
        if self.begin_recording():
            self.run(lambda: complaints.receive_complaint(counter, intake), self._registered, self.show_refused)

    def _intake(self) -> Intake:
        value, day = self.value, self.value("received_on").strip()
        received_on = check_at("received_on", parse_date, day) if day else None
        return Intake(
            name=value("name"),
            address=value("address"),
            phone=value("phone"),
            email=value("email"),
            text=value("text"),
            signed=self.is_on("signed"),
            way=cast(ComplaintWay, value("way")),
            level=cast(ComplaintLevel, value("level")),
            language="ru" if value("language") == "ru" else "kk",
            service=value("service"),
            case_number=value("case_number"),
            about=value("about"),
            handler=value("handler"),
            by_representative=self.is_on("by_representative"),
            representative=value("representative"),
            power_of_attorney=value("power_of_attorney"),
            answer_place=value("answer_place"),
            received_on=received_on,
            scan=value("attachment"),
        )

    def _registered(self, number: str) -> None:
        self.show_recorded()
        self.opened.emit(Step("complaint", number))
