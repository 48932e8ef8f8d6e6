"""A real browser for tests: Chromium without a window, spoken to through the pipe it offers for that.

Debian: ``chromium-headless-shell``. ``with Browser() as browser: page = browser.open(address)``.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PATIENCE_SECONDS = 30.0
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# The browser reads commands from 3 and answers on 4; nothing else can put its pipes there.
_AT_3_AND_4 = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)
# keys: their number, and the text they type
_KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "Backspace": (8, ""),
    "ArrowUp": (38, ""),
    "ArrowDown": (40, ""),
    "ArrowLeft": (37, ""),
    "ArrowRight": (39, ""),
    " ": (32, " "),
}


class Browser:
    """A browser with a profile of its own."""

    def __init__(self) -> None:
        found = next((path for path in map(shutil.which, _NAMES) if path), None)
        if found is None:
            raise RuntimeError(
                "there is no browser; the board is tested in one: apt-get install chromium-headless-shell"
            )
        self._program = found
        self._answers: dict[int, dict[str, Any]] = {}
        self._count = 0
        self._unread = b""

    def open(self, address: str, width: int = 1920, height: int = 1080) -> "Page":
        """A page in a window of that size."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        page.resize(width, height)
        page.ask("Page.navigate", url=address)
        return page

    def ask(self, method: str, session: str = "", **parameters: object) -> dict[str, Any]:
        """One command and its answer."""
        self._count += 1
        told: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if session:
            told["sessionId"] = session
        os.write(self._commands, json.dumps(told).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._count not in self._answers:
            self._read(deadline - time.monotonic())
        answer = self._answers.pop(self._count)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _read(self, seconds: float) -> None:
        ready, _, _ = select.select([self._said], [], [], max(0.0, seconds))
        heard = os.read(self._said, 1 << 16) if ready else b""
        if not heard:
            raise RuntimeError("the browser does not answer")
        *whole, self._unread = (self._unread + heard).split(b"\0")
        for message in map(json.loads, whole):
            if "id" in message:
                self._answers[message["id"]] = message

    def __enter__(self) -> Self:
        self._folder = tempfile.mkdtemp(prefix="kense-browser-")
        read, self._commands = os.pipe()
        self._said, write = os.pipe()
        switches = [
            "--headless",
            "--no-sandbox",  # CI works as root, where the browser's own sandbox does not
            "--remote-debugging-pipe",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--mute-audio",
            "--hide-scrollbars",
            f"--user-data-dir={self._folder}",
        ]
        launch = [sys.executable, "-c", _AT_3_AND_4, str(read), str(write), self._program, *switches]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(launch, pass_fds=(read, write), stdin=quiet, stdout=quiet, stderr=quiet)
        os.close(read)
        os.close(write)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._commands)  # the browser ends with its pipe
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._said)
        shutil.rmtree(self._folder, ignore_errors=True)


class Page:
    """One page."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command to this page."""
        return self._browser.ask(method, self._session, **parameters)

    def evaluate(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def text(self, part: str = "") -> str:
        """What is to be read, on the whole page or in a part of it."""
        found = f"document.getElementById({json.dumps(part)})" if part else "document.body"
        return str(self.evaluate(f"({found} && {found}.innerText) || ''"))

    def wait(self, holds: Callable[[], bool], what: str) -> float:
        """Until something holds; how many seconds that took."""
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE_SECONDS:
            if holds():
                return time.monotonic() - begun
        raise AssertionError(f"never: {what}; the page says {self.text()!r}")

    def click(self, part: str) -> None:
        """A real click in the middle of a part: the browser counts it as the user's."""
        box = self.evaluate(
            f"(() => {{ const box = document.getElementById({json.dumps(part)}).getBoundingClientRect();"
            " return [box.left + box.width / 2, box.top + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def go(self, address: str) -> None:
        """Another page, until it has loaded."""
        self.ask("Page.navigate", url=address)
        self.loaded()

    def loaded(self) -> None:
        """Until the page and what it shows are there."""
        self.wait(lambda: self.evaluate("document.readyState") == "complete", "the page loaded")

    def press(self, key: str, *, shift: bool = False) -> None:
        """A key: Enter, Tab, Escape, ArrowDown …"""
        code, text = _KEYS[key]
        told: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **told)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **told)

    def write(self, text: str) -> None:
        """Text where the caret is."""
        self.ask("Input.insertText", text=text)

    def upload(self, selector: str, *paths: Path) -> None:
        """Choose files in a field of that CSS selector."""
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        found = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", nodeId=found, files=[str(path) for path in paths])

    def look(self, scheme: str) -> None:
        """Light or dark, as a system that prefers one asks."""
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def resize(self, width: int, height: int) -> None:
        """Another size of window."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def picture(self, path: Path) -> None:
        """The page as PNG."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))
