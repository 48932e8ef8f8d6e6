"""What a reader is to the fuzzers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Reader:
    """``read`` is given the bytes and a folder of its own; ``samples`` are whole ones it reads."""

    name: str
    read: Callable[[bytes, Path], object]
    samples: Callable[[], list[bytes]]
    cost: int = 1  # how many of the others' tries one of its tries takes
