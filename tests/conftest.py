"""What every test shares: compiled catalogues, folders of its own, and loudness about what is left behind."""

import gc
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Tests never touch the operator's own data.
os.environ.pop("KENSE_DATA", None)

ROOT = Path(__file__).resolve().parent.parent


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the catalogues where they are older than their sources, so that tests speak what the program speaks."""
    for source in (ROOT / "i18n").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            command = [sys.executable, "-m", "babel.messages.frontend", "-q", "compile"]
            subprocess.run([*command, f"--input-file={source}", f"--output-file={compiled}"], check=True)


class _Loud(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test, unless the test says which it expects: @pytest.mark.expects_log("…")."""
    loud = _Loud()
    logging.getLogger().addHandler(loud)
    yield
    logging.getLogger().removeHandler(loud)
    marker = request.node.get_closest_marker("expects_log")
    expected = marker.args if marker else ()
    heard = [record.getMessage() for record in loud.records]
    unexpected = [text for text in heard if not any(words in text for words in expected)]
    assert not unexpected, f"unexpected in the log: {unexpected}"
    for words in expected:
        assert any(words in text for text in heard), f"not in the log: {words}"


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Threads begun in a test have ended with it."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(timeout=2)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left behind: {alive}"


@pytest.fixture(autouse=True)
def no_leaked_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Windows, dialogs and running timers begun in a test have ended with it."""
    yield
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QEvent, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()
    shown = [type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not shown, f"windows left open: {shown}"
    timers = [timer for timer in gc.get_objects() if isinstance(timer, QTimer) and isValid(timer)]
    ticking = [timer for timer in timers if timer.isActive()]
    assert not ticking, f"timers left running: {len(ticking)}"
