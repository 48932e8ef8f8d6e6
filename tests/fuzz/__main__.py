"""Fuzzing guided by coverage: ``python -m tests.fuzz [READER …] [--seconds N] [--processes N] [--found FOLDER]``.

The readers are shared out to the processes; the first byte of every try says which of its readers it is for. What
breaks one is kept in the folder and told, and the exit code is 1.
"""

import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LONGEST_SECONDS = 10
MOST_MEGABYTES = 2048


def fuzz(names: Sequence[str], corpus: Path, seconds: int, found: Path) -> None:
    """Fuzz these readers in this process; ends with it."""
    import atheris

    with atheris.instrument_imports(include=["forms", "desktop"]):
        from forms.problems import Problem
        from tests.fuzz.readers import NASTY, READERS
    readers = [READERS[name] for name in names]
    for place, reader in enumerate(readers):
        for number, content in enumerate((*reader.samples(), *NASTY)):
            (corpus / f"{reader.name}-{number}").write_bytes(bytes((place,)) + content)

    def try_one(content: bytes) -> None:
        if not content:
            return
        reader = readers[content[0] % len(readers)]
        with tempfile.TemporaryDirectory(prefix="kense-fuzz-") as folder, contextlib.suppress(Problem):
            reader.read(content[1:], Path(folder))

    options = [f"-max_total_time={seconds}", f"-timeout={LONGEST_SECONDS}", f"-rss_limit_mb={MOST_MEGABYTES}"]
    options += ["-max_len=65536", f"-artifact_prefix={found}/", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], try_one)
    atheris.Fuzz()


def run(names: Sequence[str], seconds: int, found: Path) -> tuple[int, str]:
    """These readers in a child; how many tries, and what broke one."""
    with tempfile.TemporaryDirectory(prefix="kense-corpus-") as corpus:
        command = [sys.executable, "-m", "tests.fuzz", *names, "--corpus", corpus]
        command += ["--seconds", str(seconds), "--found", str(found)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    counted = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr) or re.search(r"Done (\d+)", done.stderr)
    told = "" if done.returncode == 0 else (done.stdout + done.stderr)[-4000:]
    return int(counted[1]) if counted else 0, told


def main() -> int:
    """Fuzz what was asked for; 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help="all of tests/fuzz/readers.py without one")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--found", type=Path, default=Path("build/fuzz"), metavar="FOLDER")
    parser.add_argument("--corpus", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.found.mkdir(parents=True, exist_ok=True)
    if args.corpus is not None:
        # Nothing of ours is loaded yet: what is to be followed must be loaded by the fuzzer.
        fuzz(args.readers, args.corpus, args.seconds, args.found)
        return 0
    from tests.fuzz.readers import READERS

    names = args.readers or list(READERS)
    shares = [names[start :: args.processes] for start in range(min(args.processes, len(names)))]
    broken = False
    with ThreadPoolExecutor(len(shares)) as pool:
        for share, (tries, told) in zip(
            shares, pool.map(lambda share: run(share, args.seconds, args.found), shares), strict=True
        ):
            print(f"{tries} tries: {', '.join(share)}{' BROKEN' if told else ''}", flush=True)
            if told:
                print(told, flush=True)
                broken = True
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
