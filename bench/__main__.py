"""``python -m bench``: measure, and print the table. Targets that are missed are said, and fail nothing."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from bench.table import Result, Row, show

SUBJECTS = (
    "start",
    "papers",
    "store",
    "queue",
    "keys",
    "memory",
    "report",
    "register",
    "register_screen",
    "backup",
    "export",
    "intake",
    "storm",
    "centre_search",
    "slow_line",
)
# What is only measured where it is asked for: it takes half an hour more to make, and 15 GB.
LARGE = "centre_search"


def measure(subjects: Sequence[str], *, quick: bool, large: bool = False) -> list[Result]:
    """The rows of these subjects, in the table's order."""
    results: list[Result] = []
    for subject in SUBJECTS:
        if subject in subjects:
            print(f"measuring: {subject}", file=sys.stderr, flush=True)
            module = importlib.import_module(f"bench.{subject}")
            results += module.measure(quick, large=True) if large and subject == LARGE else module.measure(quick)
    return results


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds and no heavy programs: does it work at all?")
    parser.add_argument("--large", action="store_true", help="the centre's register with ten million cases")
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, default=SUBJECTS, metavar="SUBJECT", help="these only")
    args = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    results = measure(args.only, quick=args.quick, large=args.large)
    print(show(results))
    missed = [result for result in results if isinstance(result, Row) and result.met is False]
    aimed = sum(isinstance(result, Row) and result.met is not None for result in results)
    print(f"\n{aimed - len(missed)} of {aimed} targets met.")
    for row in missed:
        print(f"- {row.subject}, {row.what}: {row.ours:.1f} {row.unit}, {row.ratio:.2f}× {row.against}; {row.verdict}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
