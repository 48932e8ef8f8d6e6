"""Noise and spoilt samples before every reader: a Problem or nothing, soon, and without eating the memory."""

import os
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from forms.problems import Problem
from tests.fuzz.reader import Reader
from tests.fuzz.readers import NASTY, READERS, close_all
from tests.fuzz.spoiling import spoil
from tests.power.disk import ROOT

# The log says of a spoilt file what it says of any: that is not what is tested here.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

TRIES = 240  # of the cheapest reader
LONGEST_SECONDS = 8.0
MOST_BYTES = 200 << 20
LARGE = 12 << 20


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_all()


def read(reader: Reader, content: bytes) -> str:
    """Let it read; the code of its Problem, or nothing."""
    with tempfile.TemporaryDirectory(prefix="kense-fuzz-") as folder:
        start = time.monotonic()
        try:
            reader.read(content, Path(folder))
            said = ""
        except Problem as problem:
            said = problem.code
            assert str(problem)
        assert time.monotonic() - start < LONGEST_SECONDS
        return said


@pytest.mark.parametrize("name", READERS)
def test_whole_samples_are_read_and_nasty_bytes_refused_by_a_sentence(name: str) -> None:
    reader = READERS[name]
    for sample in reader.samples():
        assert read(reader, sample) in ("", "553", "706"), "a sample is whole"
    for content in NASTY:
        read(reader, content)


@pytest.mark.parametrize("name", READERS)
def test_spoilt_samples_and_noise(name: str) -> None:
    reader = READERS[name]
    samples = reader.samples()

    @seed(20260914)
    @settings(
        max_examples=max(12, TRIES // reader.cost),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.one_of(
            st.binary(max_size=400), st.builds(spoil, st.sampled_from(samples), st.randoms(use_true_random=False))
        )
    )
    def try_one(content: bytes) -> None:
        read(reader, content)

    try_one()


@pytest.mark.parametrize(
    "name", ["keys", "tries", "window", "witness", "note", "attachment", "sealed_export", "sealed"]
)
def test_a_file_far_too_large_takes_neither_the_time_nor_the_memory(name: str) -> None:
    reader = READERS[name]
    sample = reader.samples()[0]
    chance = random.Random(20260914)
    for content in (sample + bytes(LARGE), sample[:20] + chance.randbytes(LARGE), b'{"a":"' + b"x" * LARGE):
        tracemalloc.start()
        try:
            read(reader, content)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < MOST_BYTES


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not there for this system")
def test_guided_by_coverage_for_a_while(tmp_path: Path) -> None:
    """Longer: ``python -m tests.fuzz --seconds 3600``."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.fuzz", "--seconds", "25", "--processes", "2", "--found", str(tmp_path)]
    done = subprocess.run(command, check=False, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    tries = [int(line.split()[0]) for line in done.stdout.splitlines() if " tries: " in line]
    print(done.stdout)
    assert len(tries) == 2
    assert min(tries) > 500
