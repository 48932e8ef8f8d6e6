"""TOML as people and offices send it: one error for whatever is not TOML."""

import re
import tomllib
from typing import Any


def read_toml(text: str) -> dict[str, Any]:
    """What the text says. Raises tomllib.TOMLDecodeError for whatever is not TOML.

    Left to itself the library answers a value of a thousand levels and a number of five thousand digits with errors of
    other kinds.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except (RecursionError, ValueError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise tomllib.TOMLDecodeError(reason) from error


def place_of(error: tomllib.TOMLDecodeError, text: str) -> str:
    """Where a file's fault is: its line, or the file where it has none."""
    named = re.search(r"line (\d+)", str(error))
    if named:
        return f"line {named[1]}"
    # A file that ends too early has no line of its own in the message: the fault is at its last one.
    return f"line {text.count(chr(10)) + 1}" if "end of document" in str(error) else "file"
