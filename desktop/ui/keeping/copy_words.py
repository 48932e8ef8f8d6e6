"""What a backup holds, in words: one place for the room and for the screen of a register that does not open."""

from datetime import datetime
from typing import cast

from desktop.operations.recovering import StoredCopy, say_number
from desktop.ui.context import Look
from desktop.ui.widgets.labels import Tone
from desktop.ui.wording import say_date, say_size, say_time
from forms.catalogues import N_

WHY: dict[str, str] = {
    "asked": N_("made by hand"),
    "work": N_("during work"),
    "day_closed": N_("when the day was closed"),
    "before_update": N_("before an update"),
    "after_erasure": N_("after names were erased"),
}


def say_made(copy: StoredCopy, look: Look) -> str:
    """When it was made: “14 September 2026, 09:30”."""
    return f"{say_date(copy.made_at.date(), look.language.code)}, {say_time(copy.made_at)}"


def say_held(copy: StoredCopy, look: Look) -> str:
    """What it holds, in one line."""
    say = look.say
    parts = []
    if copy.problem is not None:
        return copy.problem.sentence(say)
    if copy.events is None:
        parts.append(say("what it holds is not known yet"))
    else:
        parts += [say("last number {number}", number=number) for number in last_numbers(copy)] or [
            say("no number given yet")
        ]
        if copy.last_event:
            at = datetime.fromisoformat(copy.last_event)
            parts.append(say("last entry {moment}", moment=f"{at:%d.%m.%Y %H:%M}"))
        parts.append(say("entries: {count}", count=copy.events))
        if copy.drafts:
            parts.append(say("unfinished: {count}", count=copy.drafts))
    if copy.why:
        parts.append(say(WHY.get(copy.why, copy.why)))
    parts.append(say_size(copy.size, look.language.code))
    return " · ".join(parts)


def say_state(copy: StoredCopy, look: Look) -> tuple[str, Tone]:
    """Whether it was verified: a sign with words, and their tone."""
    say = look.say
    if copy.problem is not None:
        words, sign, tone = say("cannot be used"), "⚠", "trouble"
    elif not copy.verified:
        words, sign, tone = say("not verified"), "?", "care"
    elif copy.faults:
        words, sign, tone = say("faults in the register: {count}", count=copy.faults), "⚠", "care"
    else:
        words, sign, tone = say("verified"), "✓", "good"
    return f"{sign} {words}", cast(Tone, tone)


def last_numbers(copy: StoredCopy) -> list[str]:
    """The last numbers of the latest year: “2026-000123”."""
    years = {int(name.rpartition(" ")[2]) for name in copy.numbers}
    latest = max(years, default=0)
    return [say_number(name, last) for name, last in copy.numbers.items() if name.endswith(f" {latest}")]
