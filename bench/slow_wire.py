"""The slow line in a process of its own, so that its threads take nothing from the window that is measured."""

import json
import sys

from tests.exchange.wire import Slow, Wire

# What the issue asks for; the first time-out of TCP on a line without delay is 200 ms, and it doubles.
BITS_A_SECOND, LOSS, ROUND_TRIP, TIME_OUT = 64_000, 0.2, 0.1, 0.2


def run(port: int, hurry: float = 1.0) -> None:
    """Pass on to a port of this machine until the input ends; tells its address first, and then what went over it."""
    slow = Slow(bits_a_second=BITS_A_SECOND, loss=LOSS, round_trip=ROUND_TRIP, time_out=TIME_OUT, hurry=hurry)
    wire = Wire(lambda: port, slow=slow)
    try:
        print(wire.address, flush=True)
        sys.stdin.read()
    finally:
        wire.close()
    told = {
        "up": slow.up,
        "down": slow.down,
        "lost": slow.lost,
        "seconds": slow.seconds,
        "requests": len(wire.passed),
        "contents": sum(one.up + one.down for one in wire.passed),
        "failed": sum(one.status != 200 for one in wire.passed),
    }
    print(json.dumps(told), flush=True)
