"""Waiting for what a printer does, with an end to patience and without sleeping."""

import time
from collections.abc import Callable

from desktop.printing.ports import Job, JobState, JobStateKind, Printers

# CUPS asks a printer about a waiting job at growing intervals; on a busy machine the answer may take over a minute.
PATIENCE_SECONDS = 150.0


def follow_until(
    printers: Printers, job: Job, *kinds: JobStateKind, until: Callable[[JobState], bool] | None = None
) -> JobState:
    """Follow a job until it stands at one of ``kinds``; a final state of another kind fails at once."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    seen: list[JobState] = []
    while time.monotonic() < deadline:
        state = printers.follow(job)
        if not seen or state != seen[-1]:
            seen.append(state)
        if state.kind in kinds and (until is None or until(state)):
            return state
        if state.is_final:
            break
    raise AssertionError(f"{job.id} never came to {kinds}: {seen}")
