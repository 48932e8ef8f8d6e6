"""How a print job stands, in words."""

from collections.abc import Mapping

from desktop.printing.ports import WAITING_WORDS, JobState
from desktop.ui.context import Look
from desktop.ui.widgets.labels import Tone
from forms.problems import Problem


def say_job(
    state: JobState | None, problem: Problem | None, job_words: Mapping[str, str], look: Look
) -> tuple[Tone, str]:
    """The tone and the line to tell: of the problem, where there is one, else of the state.

    ``job_words`` are by the state's kind; for what the printer waits for there are words of their own.
    """
    if problem is not None:
        return "trouble", f"⚠ {problem.sentence(look.say)}"
    if state is None:
        raise ValueError("neither a state nor a problem of a print job")
    waits = state.kind == "waiting_for_printer"
    message = WAITING_WORDS[state.reason or "other"] if waits else job_words[state.kind]
    trouble = state.kind in ("waiting_for_printer", "cancelled", "failed")
    sign = "⚠" if trouble else "✓" if state.kind == "printed" else "…"
    return "trouble" if trouble else "good" if state.kind == "printed" else "quiet", f"{sign} {look.say(message)}"
