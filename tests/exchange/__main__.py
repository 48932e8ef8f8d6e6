"""Random sequences for as long as one likes: ``python -m tests.exchange [--steps N] [--seconds N] [--kind KIND]``.

Each is another one. What goes wrong is shown as short a sequence as it can be brought about by.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.exchange.centre import KINDS, Centres
from tests.exchange.sequences import on


def main() -> int:
    """Go on until the time is over; 1 where counter and centre did not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=40, help="of each sequence")
    parser.add_argument("--seconds", type=float, default=600, help="on each kind of database")
    parser.add_argument("--kind", choices=KINDS, action="append", help="the database (default: both)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    args = parser.parse_args()
    for kind in args.kind or KINDS:
        with tempfile.TemporaryDirectory(prefix="kense-exchange-") as top:
            centres = Centres(kind, Path(top))
            began, done = time.monotonic(), 0
            try:
                while time.monotonic() - began < args.seconds:
                    print(f"{kind}, seed {args.seed + done}", flush=True)
                    _run(centres, args.steps, args.seed + done)
                    done += 1
            finally:
                centres.close()
            print(f"{kind}: {done} sequences in {time.monotonic() - began:.0f} s")
    return 0


def _run(centres: Centres, steps: int, number: int) -> None:
    machine = on(centres)
    seed(number)(machine)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=6,  # the first is always the simplest
            stateful_step_count=steps,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
