"""What was written of a complaint, put right: its fields as they stand, and why. F10 records what is other now."""

from desktop.domain.complaints import CORRECTABLE
from desktop.operations import complaints
from desktop.operations.complaint_records import ComplaintRecord, complaint_record
from desktop.ui.complaints.fields import ComplaintForm
from desktop.ui.complaints.words import FIELDS
from desktop.ui.register.leaf import Desk, Step
from desktop.ui.widgets.labels import label
from forms.contacts import show_phone

LINES = {"text": 6}
OF_REPRESENTATIVE = frozenset(("representative", "power_of_attorney"))


class CorrectPage(ComplaintForm):
    """Nothing is lost: what stood there before stays in the time line, with the reason."""

    def __init__(self, desk: Desk, step: Step) -> None:
        say = desk.look.say
        super().__init__(
            desk, step, "complaint correction", say("Correct the complaint"), say("Record the correction"), step.key
        )
        counter, number = desk.counter, self.number
        self.run(lambda: complaint_record(counter, number), self._fill)

    def go_on(self) -> None:
        """F10: record what is other now."""
        counter, number, reason = self.desk.counter, self.number, self.value("reason")
        values = {key: self.value(key) for key in CORRECTABLE if key in self.form.places}
        if values and self.begin_recording():
            self.run(
                lambda: complaints.correct_complaint(counter, number, values, reason),
                self.show_recorded,
                self.show_refused,
            )

    def _fill(self, record: ComplaintRecord) -> None:
        """The fields as they stand; what was typed and not recorded yet goes before it."""
        written, body = record.particulars, self.form.body
        if written is None:
            return
        about = self.say(
            "Whom it is about, its day and who answers it stay: they decide its term. Letters are printed anew from "
            "the complaint's page."
        )
        body.addWidget(label(about, tone="quiet", size="note"))
        for key in CORRECTABLE:
            if key in OF_REPRESENTATIVE and not record.line.row.by_representative:
                continue
            value = getattr(written, key)
            self.begin_with(key, show_phone(value) if key == "phone" and value else value)
            body.addWidget(self.line(key, self.say(FIELDS[key]), lines=LINES.get(key, 1)))
        say = self.say
        body.addWidget(self.line("reason", say("Why it is corrected"), hint=say("stands in the time line")))
        self.focus_start()
