"""The two ends of a complaint: the answer, and the forwarding. F10 records; the letter is printed from its page."""

from datetime import date
from typing import cast

from desktop.domain.complaints import check_at
from desktop.operations import complaints
from desktop.operations.counter import Counter
from desktop.ui.complaints.fields import ComplaintForm
from desktop.ui.register.leaf import Desk, Step
from desktop.ui.widgets.labels import label
from forms.complaint_acts import ComplaintOutcome
from forms.complaint_words import OUTCOMES
from forms.dates import parse_date
from forms.problems import Problem


class _EndPage(ComplaintForm):
    """What both have: a day, words, and one recording."""

    def go_on(self) -> None:
        """F10: record it."""
        counter = self.desk.counter
        try:
            day = self._day()
        except Problem as problem:
            self.show_refused(problem)
            return
        if self.begin_recording():
            self.run(lambda: self.record_end(counter, day), self.show_recorded, self.show_refused)

    def record_end(self, counter: Counter, day: date | None) -> None:
        """Record it, on the store's thread."""
        raise NotImplementedError

    def _day(self) -> date | None:
        text = self.value("on").strip()
        return check_at("on", parse_date, text) if text else None


class AnswerPage(_EndPage):
    """The outcome, and the words of the letter."""

    def __init__(self, desk: Desk, step: Step) -> None:
        say = desk.look.say
        super().__init__(
            desk, step, "complaint answer", say("Answer the complaint"), say("Record the answer"), step.key
        )
        word, body = self.look.language.word, self.form.body
        about = say("Once recorded, nothing more is done with the complaint. F9 then prints the letter.")
        body.addWidget(label(about, tone="quiet", size="note"))
        body.addWidget(
            self.choice("outcome", say("What the answer is"), [(key, word(words)) for key, words in OUTCOMES.items()])
        )
        hint = say("stands in the letter; where it is not satisfied in full, with the reasons")
        body.addWidget(self.line("words", say("What is answered"), hint=hint, lines=6))
        body.addWidget(self.line("on", say("Day of the answer"), hint=say("empty: today")))

    def go_on(self) -> None:
        """F10: record it, once an outcome was chosen."""
        if self.value("outcome"):
            super().go_on()
        else:
            self.form.places["outcome"].show_wrong(self.say("Choose what the answer is."))
            self.form.focus_place("outcome")

    def record_end(self, counter: Counter, day: date | None) -> None:
        """Record the answer."""
        outcome = cast(ComplaintOutcome, self.value("outcome"))
        complaints.answer_complaint(counter, self.number, outcome, self.value("words"), day)


class ForwardPage(_EndPage):
    """To whom it is sent, and what is written beside it."""

    def __init__(self, desk: Desk, step: Step) -> None:
        say = desk.look.say
        super().__init__(
            desk, step, "complaint forwarding", say("Forward the complaint"), say("Record the forwarding"), step.key
        )
        body = self.form.body
        about = say("It is sent with the case to the body that considers it. F9 then prints the covering letter.")
        body.addWidget(label(about, tone="quiet", size="note"))
        body.addWidget(self.line("to", say("Forwarded to"), hint=say("the name of the body")))
        body.addWidget(self.line("words", say("In your words"), hint=say("stands in the covering letter"), lines=4))
        body.addWidget(self.line("on", say("Day of the forwarding"), hint=say("empty: today")))

    def record_end(self, counter: Counter, day: date | None) -> None:
        """Record the forwarding."""
        complaints.forward_complaint(counter, self.number, self.value("to"), day, self.value("words"))
