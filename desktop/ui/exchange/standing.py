"""How the exchange stands, in a sign and a word: on the upper bar, and whole in the room."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.ui.context import Look
from desktop.ui.widgets.labels import Tone
from desktop.ui.wording import say_date, say_time

if TYPE_CHECKING:
    from desktop.operations.exchanging import ExchangeState


@dataclass(frozen=True)
class Standing:
    """A sign, a word or two, their tone, and a sentence that says more."""

    sign: str
    words: str
    tone: Tone
    sentence: str


def standing_of(state: "ExchangeState", look: Look, today: date, *, running: bool) -> Standing:
    """The one thing to know first: what was stopped, then what was refused, then what did not go."""
    say = look.say
    if state.stopped is not None:
        return Standing("■", say("Stopped"), "trouble", state.stopped.sentence(say))
    if state.refusals:
        sentence = say("{count} of our entries do not count at the district.", count=state.refusals)
        return Standing("⚠", say("Refused: {count}", count=state.refusals), "trouble", sentence)
    if running:
        return Standing("⇅", say("Sending…"), "quiet", say("The exchange goes on; you can go on working."))
    # Where a stick brought everything, that the network failed meanwhile is nobody's trouble.
    if state.failing is not None and (state.waiting or state.last_way != "file"):
        sentence = state.failing.sentence(say)
        if not state.last_contact:
            return Standing("○", say("No contact yet"), "care", sentence)
        return Standing(
            "○", say("Offline since {moment}", moment=say_short(state.last_contact, today)), "care", sentence
        )
    if state.waiting:
        sentence = say("{count} entries wait to be delivered to the district.", count=state.waiting)
        return Standing("↑", say("Waiting: {count}", count=state.waiting), "quiet", sentence)
    return Standing("●", say("Delivered"), "good", say("The district holds everything recorded here."))


def say_short(wall: str, today: date) -> str:
    """The hour today, the day before today."""
    at = datetime.fromisoformat(wall)
    return say_time(at) if at.date() == today else f"{at:%d.%m}"


def say_moment(wall: str, look: Look, here: datetime | None = None) -> str:
    """Day and hour: “14 September 2026, 09:30”; a dash where there is none.

    ``here`` is any time of this counter: the centre's clock may tell another zone's hour.
    """
    if not wall:
        return "—"
    at = datetime.fromisoformat(wall)
    if here is not None:
        at = at.astimezone(here.tzinfo)
    return f"{say_date(at.date(), look.language.code)}, {say_time(at)}"
