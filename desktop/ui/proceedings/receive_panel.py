"""A result that was signed elsewhere comes in: its signer's number, where the exchange has not brought it already."""

from desktop.operations import unclaimed
from desktop.ui.proceedings.panel import Panel


class ReceivePanel(Panel):
    """The number on the result, and a note; both may stay empty."""

    FIRST = "result_number"

    def build(self) -> None:
        """Two fields."""
        say = self.say
        hint = say("as it stands on the paper; it may stay empty")
        self.column.addWidget(self.field("result_number", say("The provider's number of the result"), hint=hint))
        self.column.addWidget(self.field("note", say("Note"), hint=say("it may stay empty"), lines=2))

    def act(self) -> None:
        """Received."""
        counter, number, step = self.desk.counter, self.number, self.step.number
        result_number, note = self.text("result_number"), self.text("note")
        self.record(
            lambda: unclaimed.receive_result(counter, number, step, result_number=result_number, words=note),
            self.say("Received: it can be issued."),
        )
