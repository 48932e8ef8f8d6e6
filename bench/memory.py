"""Resident memory of the counter against a bare PySide6 window, by the system's own account of the process."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.start import BARE, kense_arguments, prepare, run_watched
from bench.table import Result, compare

SUBJECT = "memory"
TARGET = 1.6
CASES = 10
KILO = 1024

# What is weighed: when, how the child calls it, and whether the target is for it.
MOMENTS: tuple[tuple[str, str], ...] = (
    ("first picture", "painted"),
    ("store open, home", "open"),
    ("a whole case, paper printed", "case"),
    (f"{CASES} whole cases", "day"),
)


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    rounds = 1 if quick else 7
    bare: list[dict[str, float]] = []
    ours: list[dict[str, float]] = []
    with TemporaryDirectory() as folder:
        ground = prepare(Path(folder), {**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        for _ in range(rounds):
            bare.append(run_watched("bare.run_bare()", ground.environment)[1])
            first = run_watched(f"watched.run_kense({kense_arguments(ground.fresh_data())})", ground.environment)
            cases = 1 if quick else CASES
            day = run_watched(f"watched.run_kense_day({str(ground.fresh_data())!r}, {cases})", ground.environment)
            ours.append(first[1] | day[1])
    least = [one["painted.VmHWM"] / KILO for one in bare]
    results: list[Result] = []
    for name, word in MOMENTS:
        now, most = ([one[f"{word}.{kind}"] / KILO for one in ours] for kind in ("VmRSS", "VmHWM"))
        results.append(compare(SUBJECT, f"{name}: now", now, BARE, least, unit="MB", most=TARGET))
        results.append(compare(SUBJECT, f"{name}: highest so far", most, BARE, least, unit="MB"))
    return results
