"""Where a result lies that nobody has collected, in words: for rows and for the case's page."""

from desktop.operations.lying import Uncollected
from desktop.ui.context import Look
from desktop.ui.widgets.labels import Tone
from forms.dates import show_date


def say_lying(found: Uncollected, look: Look) -> tuple[str, Tone]:
    """In a few words, never by the colour alone."""
    say = look.say
    if found.state == "asked":
        if found.resend is None:
            return say("asked for again"), "care"
        day = show_date(found.resend)
        if found.late:
            return "⚠ " + say("to be sent by {day}: overdue", day=day), "trouble"
        return "! " + say("to be sent by {day}", day=day), "care"
    if found.state == "returned":
        return (say("went back to the provider") if found.here else say("came back to us")), "quiet"
    if found.until is None:
        return "", ""
    day = show_date(found.until)
    if found.state == "over":
        return "⚠ " + say("kept until {day}: goes back", day=day), "care"
    return say("kept until {day}", day=day), "quiet"
