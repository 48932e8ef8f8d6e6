"""Two thousand counters come back at once, each with a new connection and a day's work, beside the same work in turn.

After an outage of the district's network: what is asked is that all are acknowledged, that none waits longer than a
counter waits for a byte, and that the centre's memory stays as it was.
"""

import asyncio
import resource
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.centre import Centre, Served, make_database, postgresql
from bench.intake import CLIENTS, send_all
from bench.table import Result, compare, quantile, short
from desktop.sync.transport_http import READ_SECONDS, read_retry_after

SUBJECT = "storm"
COUNTERS, EVENTS = 2_000, 40
STEADY = f"the same from {CLIENTS} kept connections"
MOST_LONGER, MOST_MEMORY = 1.5, 1.2
_TRIES = 20


@dataclass(frozen=True)
class Delivered:
    """One counter's day: seconds from connecting to the acknowledgement, and how often it had to try again."""

    seconds: float
    again: int


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    counters, rounds = (30, 1) if quick else (COUNTERS, 2)
    with TemporaryDirectory() as folder, postgresql() as server:
        centre = Centre(Path(folder) / "keys", make_database(server, "centre"))
        centre.migrate()
        batches = Path(folder) / "batches"
        # In turn: a steady day, then a storm; one of each before anything is counted.
        turns = 2 * (rounds + 1)
        centre.run(f"intake_child.make({counters}, {turns}, {EVENTS}, {str(batches)!r})")
        centre.run(f"intake_child.enter({str(batches)!r})")
        steady, storms, memory = [], [], []
        with centre.served() as listening:
            for turn in range(0, turns, 2):
                steady.append(send_all(listening.port, _bodies(batches, turn), CLIENTS))
                before = listening.memory()
                storms.append(_storm(listening, _bodies(batches, turn + 1)))
                memory.append((before, listening.memory()))
        centre.run(f"intake_child.check({str(batches)!r}, {counters * turns * EVENTS})")
    return _results(counters, steady[1:], storms[1:], memory[1:])


def _results(
    counters: int,
    steady: list[float],
    storms: list[tuple[float, list[Delivered]]],
    memory: list[tuple[tuple[float, float], tuple[float, float]]],
) -> list[Result]:
    took = [seconds for seconds, _ in storms]
    each = [one for _, delivered in storms for one in delivered]
    seconds = sorted(one.seconds for one in each)
    again = sum(one.again for one in each)
    one_alone = [whole / counters for whole in steady]
    now = [after[0] for _, after in memory]
    highest = [after[1] for _, after in memory]
    before = [told[0] for told, _ in memory]
    told = f"{counters:,} counters at once, {EVENTS} events each"
    of_all = f"(p50 {short(quantile(seconds, 0.5))}, slowest {short(seconds[-1])}; {again} tried again, no error)"
    slowest = [quantile(sorted(one.seconds for one in delivered), 0.99) for _, delivered in storms]
    return [
        compare(SUBJECT, f"{told}, until the last is acknowledged", took, STEADY, steady, unit="s", most=MOST_LONGER),
        compare(
            SUBJECT,
            f"{told}, a counter's wait; p99",
            slowest,
            "the work of one",
            one_alone,
            unit="s",
            limit=READ_SECONDS,
            also=of_all,
        ),
        compare(SUBJECT, "memory of the centre after it", now, "before it", before, unit="MB", most=MOST_MEMORY),
        compare(SUBJECT, "memory of the centre at its highest", highest, "before it", before, unit="MB"),
    ]


def _bodies(batches: Path, turn: int) -> list[bytes]:
    return [path.read_bytes() for path in sorted((batches / str(turn)).glob("*.kense-batch"))]


def _storm(served: Served, bodies: list[bytes]) -> tuple[float, list[Delivered]]:
    """Seconds until the last is acknowledged, and what each came to."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    async def all_at_once() -> list[Delivered]:
        return await asyncio.gather(*(_deliver(served.port, body) for body in bodies))

    started = time.perf_counter()
    delivered = asyncio.run(all_at_once())
    return time.perf_counter() - started, delivered


async def _deliver(port: int, body: bytes) -> Delivered:
    """A new connection and one batch, again after what the centre asks to wait, or when it kept silent too long."""
    started = time.perf_counter()
    for again in range(_TRIES):
        try:
            status, retry = await _post(port, body)
        except TimeoutError:
            continue
        if status == 200:
            return Delivered(time.perf_counter() - started, again)
        if status not in (429, 503):
            raise RuntimeError(f"a batch was answered with {status}")
        await asyncio.sleep(max(1.0, retry))
    raise RuntimeError(f"a batch was not taken in {_TRIES} tries")


async def _post(port: int, body: bytes) -> tuple[int, float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"POST /exchange/v1/batches HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)
        answer = await asyncio.wait_for(reader.read(), READ_SECONDS)
    finally:
        writer.close()
    told, _, content = answer.partition(b"\r\n\r\n")
    first, *lines = told.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = int(first.split(" ")[1])
    if status == 200 and len(content) != int(headers["content-length"]):
        raise RuntimeError("an answer was cut off")
    return status, read_retry_after(headers.get("retry-after"), datetime.now(UTC))
