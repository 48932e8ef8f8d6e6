"""Power cuts for as long as one likes: ``python -m tests.power [--cuts N] [--rounds N] [--clear] [--seed N]``."""

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

from tests.power.running import cut, record


def main() -> int:
    """Record, cut, tell; 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=12, help="days that are recorded")
    parser.add_argument("--clear", action="store_true", help="a counter in the clear")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    args = parser.parse_args()
    kind = "clear" if args.clear else "protected"
    with tempfile.TemporaryDirectory(prefix="kense-power-") as top:
        folder = Path(top) / "data"
        log = record(folder, rounds=args.rounds, kind=kind)
        processes = os.cpu_count() or 1
        found = cut(folder, log, kind=kind, cuts=args.cuts, seed=args.seed, processes=processes, patience=None)
    wrong = [one for one in found if one.wrong]
    print(f"seed {args.seed}: {len(found)} cuts, {len(wrong)} wrong")
    for one in wrong[:20]:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
