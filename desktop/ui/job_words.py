"""How a print job stands, in words."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel

from desktop.printing.ports import WAITING_WORDS, JobState
from desktop.ui.context import Look
from desktop.ui.widgets.labels import Tone, set_tone
from forms.catalogues import N_
from forms.problems import Problem

JOB_WORDS: Mapping[str, str] = {
    "queued": N_("Sent to the printer, waiting its turn."),
    "printing": N_("Printing."),
    "printed": N_("Printed."),
    "cancelled": N_("The printing was cancelled. Nothing is lost: press F9 to print again."),
    "failed": N_("The printer could not print it. Nothing is lost: press F9 to print again."),
}


def say_job(state: JobState, look: Look, words: Mapping[str, str] = JOB_WORDS) -> tuple[str, Tone]:
    """The line to tell and its tone, without a sign.

    ``words`` are by the state's kind; for what the printer waits for there are words of their own.
    """
    waits = state.kind == "waiting_for_printer"
    message = WAITING_WORDS[state.reason or "other"] if waits else words[state.kind]
    trouble = waits or state.kind in ("cancelled", "failed")
    return look.say(message), "trouble" if trouble else "good" if state.kind == "printed" else "quiet"


def show_job(
    told: QLabel,
    state: JobState | None,
    problem: Problem | None,
    look: Look,
    words: Mapping[str, str] = JOB_WORDS,
) -> None:
    """Tell at ``told``, with its sign and tone, the problem where there is one, else the state; nothing of neither."""
    tone: Tone = "trouble"
    if problem is not None:
        line = problem.sentence(look.say)
    elif state is not None:
        line, tone = say_job(state, look, words)
    else:
        return
    sign = {"trouble": "⚠", "good": "✓"}.get(tone, "…")
    told.setText(f"{sign} {line}")
    set_tone(told, tone)
    told.show()
