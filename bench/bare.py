"""A bare PySide6 window, in a process of its own: the least that start and memory are compared with.

Run as ``python -c "from bench import bare; …"``. It imports what such a window needs and nothing else: even the names
``Qt`` and ``QEvent`` would cost it a fifth of its start, because PySide6 makes their hundreds of enumerations when
they are first asked for.
"""

import os
import sys
import time

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget


def run_bare() -> None:
    """A window with two fields and a button, until it is painted; tells the moment, and what the process weighs."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(1366, 768)
    column = QVBoxLayout(window)
    for part in (QLineEdit(), QLineEdit(), QPushButton("Next")):
        column.addWidget(part)
    window.show()
    # A window is painted as it is exposed, before that call returns.
    handle = window.windowHandle()
    while not handle.isExposed():
        application.processEvents()
    tell("painted")
    tell_memory("painted")
    os._exit(0)


def tell(word: str, number: float | None = None) -> None:
    """A line for the process that waits: a word, and by default this moment in seconds of the monotonic clock."""
    print(word, time.monotonic() if number is None else number, flush=True)


def tell_memory(word: str) -> None:
    """Resident memory of this process now and at its highest, in kB, from the system's own account."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - pathlib would add to what is weighed
        for line in status:
            if line.startswith(("VmRSS", "VmHWM")):
                name, size = line.split()[:2]
                tell(f"{word}.{name.strip(':')}", float(size))
