"""One request to the board answered: five fixed files, fonts, and the state. Nothing else, to no one else."""

from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from forms.resources import find_resource

if TYPE_CHECKING:
    from desktop.board.server import Listener

MOST_VIEWERS = 32
WAIT_SECONDS = 20.0
_STATE = "/state.json"
_NAMES = ("127.0.0.1", "localhost")
_LONGEST_NAME = 40

# What is served, by its path: nothing of a request is ever made into a file's name.
_FILES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "/": (("board", "board.html"), "text/html; charset=utf-8"),
    "/board.css": (("board", "board.css"), "text/css; charset=utf-8"),
    "/board.js": (("board", "board.js"), "text/javascript; charset=utf-8"),
    "/chime.wav": (("sounds", "chime.wav"), "audio/wav"),
    "/Roboto-Regular.ttf": (("fonts", "Roboto-Regular.ttf"), "font/ttf"),
    "/Roboto-Bold.ttf": (("fonts", "Roboto-Bold.ttf"), "font/ttf"),
}

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Connection": "close",
}


class BoardHandler(BaseHTTPRequestHandler):
    """Answers one request and hangs up."""

    timeout = 5
    protocol_version = "HTTP/1.1"
    server: "Listener"

    def do_GET(self) -> None:
        """A file, or the state; the state's next one where ``seen`` names the one the viewer has."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """The same without the body, and at once."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        if not self._is_for_us():
            # Another name that leads here is a page from elsewhere trying to read the board.
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"", {})
            return
        asked = urlsplit(self.path)
        if asked.path == _STATE:
            self._answer_state(asked.query, with_body=with_body)
        elif asked.path in _FILES:
            place, kind = _FILES[asked.path]
            content = Path(find_resource(*place)).read_bytes()
            self._send(HTTPStatus.OK, content, {"Content-Type": kind}, with_body=with_body)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"", {})

    def _answer_state(self, query: str, *, with_body: bool) -> None:
        seen = parse_qs(query).get("seen", [""])[0][:_LONGEST_NAME]
        name, text = self.server.published.take(seen, WAIT_SECONDS if with_body else 0.0)
        headers = {"Content-Type": "application/json; charset=utf-8", "ETag": f'"{name}"'}
        if name in (seen, self.headers.get("If-None-Match", "").strip('"')):
            self._send(HTTPStatus.NOT_MODIFIED, b"", headers)
            return
        self._send(HTTPStatus.OK, text.encode(), headers, with_body=with_body)

    def _is_for_us(self) -> bool:
        name, _, port = self.headers.get("Host", "").partition(":")
        return name in _NAMES and port in ("", str(self.server.server_port))

    def _send(self, status: HTTPStatus, content: bytes, headers: Mapping[str, str], *, with_body: bool = True) -> None:
        self.close_connection = True
        self.send_response(status)
        for name, value in {**_HEADERS, **headers}.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the standard library refuses is refused with our headers and no page of its own."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._send(HTTPStatus.METHOD_NOT_ALLOWED, b"", {"Allow": "GET, HEAD"})
        else:
            self._send(HTTPStatus(code), b"", {})

    def version_string(self) -> str:
        """Not which Python."""
        return "Kense"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing: who looks at the board is nobody's business."""
