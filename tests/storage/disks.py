"""Real disks that are small or cannot be written to, and processes that permission bits bind."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# Anyone but root: permission bits do not bind root.
NOBODY = 65534


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A memory disk of ``size`` at ``folder``. Skips, saying why, where the system lets nobody mount."""
    if shutil.which("mount") is None:
        pytest.skip("a real small disk needs mount, and this system has none")
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "kense-test", str(folder)],
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )
    if done.returncode:
        pytest.skip(f"a real small disk needs the right to mount, and mount answered: {done.stderr.splitlines()[0]}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True, timeout=30)


def remount_read_only(folder: Path) -> None:
    """Make a mounted disk read-only, root or not."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True, timeout=30)


def run_child(script: str, *arguments: str, as_nobody: bool = False) -> str:
    """Run a script in a process of its own; what it printed. Fails with what it said where it failed."""
    # The libraries are imported first: nobody may not be allowed to read where they lie.
    drop = f"os.seteuid({NOBODY})\n" if as_nobody and os.geteuid() == 0 else ""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS + drop + script, *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


IMPORTS = """
import os, resource, sys
from pathlib import Path
from desktop.storage.drafts import KeptDraft
from desktop.storage.store import open_store
import sqlite_utils.migrations
from forms.problems import Problem
folder = Path(sys.argv[1])
def draft(case, size=10):
    return KeptDraft(case=case, operator="clerk-1", service="attestation", edition="E2020-7", screen="applicant",
                     opened_at="2026-09-14T09:00:00.000+05:00", saved_at="2026-09-14T09:00:00.000+05:00",
                     body=os.urandom(size))
"""
