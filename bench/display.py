"""A display without a screen, and the moment a window appears on it."""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

_SUBSTRUCTURE_NOTIFY = 1 << 19
_MAP_NOTIFY = 19
_EVENT_BYTES = 192
_WINDOW_AT = 40  # of an XMapEvent: after type, serial, send_event, display and the window that was told
_LEAST_WIDTH = 200  # what is smaller is a window for the machinery, not for eyes


def has_display() -> bool:
    """Whether a virtual display can be had here."""
    return shutil.which("Xvfb") is not None and ctypes.util.find_library("X11") is not None


@contextmanager
def virtual_display() -> Iterator[str]:
    """A display of 1366×768 of our own; its name. It has no window manager, so windows stand where they are put."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


class WindowWatch:
    """Tells when the next window of a size to be seen is mapped. Made before the program that shows it is started."""

    def __init__(self, display: str) -> None:
        library = ctypes.CDLL(ctypes.util.find_library("X11"))
        library.XOpenDisplay.restype = ctypes.c_void_p
        library.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        library.XDefaultRootWindow.restype = ctypes.c_ulong
        library.XSelectInput.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_long]
        library.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        library.XPending.argtypes = [ctypes.c_void_p]
        library.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        library.XGetGeometry.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_void_p] * 7]
        library.XConnectionNumber.argtypes = [ctypes.c_void_p]
        library.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._library = library
        self._connection = library.XOpenDisplay(display.encode())
        if not self._connection:
            raise OSError(f"no connection to display {display}")
        library.XSelectInput(self._connection, library.XDefaultRootWindow(self._connection), _SUBSTRUCTURE_NOTIFY)
        library.XSync(self._connection, 0)

    def wait(self, seconds: float = 30.0) -> float:
        """The moment, of the monotonic clock. Raises TimeoutError where no window comes."""
        ends = time.monotonic() + seconds
        event = ctypes.create_string_buffer(_EVENT_BYTES)
        while time.monotonic() < ends:
            if not self._library.XPending(self._connection):
                time.sleep(0.001)
                continue
            self._library.XNextEvent(self._connection, event)
            now = time.monotonic()
            if ctypes.c_int.from_buffer(event).value == _MAP_NOTIFY:
                window = ctypes.c_ulong.from_buffer(event, _WINDOW_AT).value
                if self._width(window) >= _LEAST_WIDTH:
                    return now
        raise TimeoutError("no window appeared")

    def _width(self, window: int) -> int:
        root = ctypes.c_ulong()
        x, y = ctypes.c_int(), ctypes.c_int()
        width, height, border, depth = (ctypes.c_uint() for _ in range(4))
        places = [ctypes.byref(part) for part in (root, x, y, width, height, border, depth)]
        found = self._library.XGetGeometry(self._connection, window, *places)
        return width.value if found else 0

    def close(self) -> None:
        """Let the display go."""
        self._library.XCloseDisplay(self._connection)
