"""The other services at work on one folder until it is killed: each act acknowledged after it returned."""

import time
from pathlib import Path

from desktop.paths import PROFILE_NAME
from tests.kills.forking import acknowledge, serve
from tests.power.day import Day

# Loaded before the fork, as the libraries above; after the store's own module, which prepares it.
import sqlite_utils.migrations  # noqa: F401 # isort: skip


def live(folder: Path, seed: int) -> None:
    """Days of the other services, one after the other."""
    day = Day(folder)
    profile = folder / PROFILE_NAME
    passed = time.time() - profile.stat().st_mtime if profile.exists() else 0
    day.clock.boot = f"boot-{seed}"
    day.clock.wait(max(0.0, passed))
    number = 0
    while True:
        for name, act in day.acts_of_services(number):
            act()
            if day.counter is not None:
                facts = {"act": name, "events": day.counter.store.journal.head().sequence}
                if name in ("sign", "take a complaint in", "keep a roster"):
                    facts["number"] = _numbers(day)[name]
                acknowledge(**facts)
        number += 1


def _numbers(day: Day) -> dict[str, str]:
    kept = day.at.store.rosters.all()
    found = day.at.store.proceedings.find(day.services.number)
    return {
        "sign": "" if found is None else found.result_number or "",
        "take a complaint in": day.services.complaint,
        "keep a roster": str(kept[0].rows) if kept else "",
    }


if __name__ == "__main__":
    serve(live)
