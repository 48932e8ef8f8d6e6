"""The board for a browser on this computer: a small web server that knows nothing but the state it is told.

It listens on 127.0.0.1 only, answers GET and HEAD only, and to no name but this computer's own, so that no page from
elsewhere can ask it anything. A call shows at once: a viewer asks for what comes after the state it has, and is
answered when there is something else, or after a while.
"""

import json
import os
import secrets
import socket
import threading
from collections.abc import Sequence
from http.server import ThreadingHTTPServer
from socketserver import TCPServer

from desktop.board.answering import MOST_VIEWERS, BoardHandler
from desktop.board.words import BOARD_LANGUAGES, board_words, heading_of
from desktop.domain.board import BoardState
from forms.problems import Problem

ADDRESS = "127.0.0.1"


class BoardServer:
    """Serves the board from its own threads. ``port`` 0 takes any that is free."""

    def __init__(self, port: int = 0, languages: Sequence[str] = BOARD_LANGUAGES) -> None:
        self._port = port
        self._languages = tuple(languages)
        self._published = Published(json.dumps({"words": board_words(self._languages)}))
        self._server: Listener | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """What to open in the browser; empty before the start."""
        return "" if self._server is None else f"http://{ADDRESS}:{self._server.server_port}/"

    def start(self) -> None:
        """Listen. Raises Problem 640 where the port is taken, 641 where it may not be used."""
        if self._server is not None:
            return
        try:
            self._server = Listener(self._port, self._published)
        except (PermissionError, OverflowError) as error:
            raise Problem("641", port=self._port, detail=str(error)) from error
        except OSError as error:
            raise Problem("640", port=self._port, detail=str(error)) from error
        self._published.open()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="board", daemon=True)
        self._thread.start()

    def show(self, state: BoardState) -> None:
        """Publish a state, from any thread; everyone who looks has it at once."""
        told = {
            "heading": heading_of(state),
            "called": state.now_called,
            "mark": state.call_mark,
            "before": state.called_before,
            "waiting": state.waiting,
            "counter": state.counter,
            "organisation": {code: state.organisation.in_language(code) for code in self._languages},
            "words": board_words(self._languages),
        }
        self._published.put(json.dumps(told, ensure_ascii=False))

    def stop(self) -> None:
        """Answer everyone who waits, hang up, and end every thread."""
        server, thread = self._server, self._thread
        if server is None or thread is None:
            return
        self._server = self._thread = None
        self._published.close()
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()


class Published:
    """The state as it is sent, and a name for each that was never another's."""

    def __init__(self, text: str) -> None:
        self._changed = threading.Condition()
        self._text = text
        self._run = secrets.token_hex(4)
        self._count = 0
        self._open = False

    def open(self) -> None:
        """Viewers may wait."""
        with self._changed:
            self._open = True

    def close(self) -> None:
        """Nobody waits any more."""
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def put(self, text: str) -> None:
        """Another state; the same again is no news."""
        with self._changed:
            if text != self._text:
                self._text = text
                self._count += 1
                self._changed.notify_all()

    def take(self, seen: str = "", seconds: float = 0.0) -> tuple[str, str]:
        """Name and text of the state; where it is the one ``seen``, of the next, or of the same after ``seconds``."""
        with self._changed:
            self._changed.wait_for(lambda: self._name != seen or not self._open, timeout=seconds)
            return self._name, self._text

    @property
    def _name(self) -> str:
        return f"{self._run}-{self._count}"


class Listener(ThreadingHTTPServer):
    """Ends with all of its threads: connections are known, so that none holds the end up."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 2 * MOST_VIEWERS
    # Elsewhere it only lets a port be taken again at once; on Windows it would let two programs have it.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, published: Published) -> None:
        self.published = published
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__((ADDRESS, port), BoardHandler)

    def server_bind(self) -> None:
        """Without asking the network what this computer is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.socket.getsockname()[1]

    def verify_request(self, request: object, client_address: object) -> bool:
        """No more viewers than a computer has windows: a page gone wild must not take all threads."""
        with self._lock:
            return len(self._connections) < MOST_VIEWERS

    def process_request(self, request: object, client_address: object) -> None:
        """Remember the connection and answer it in its own thread."""
        assert isinstance(request, socket.socket)
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: object) -> None:
        """Forget the connection."""
        assert isinstance(request, socket.socket)
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A viewer that was closed in the middle of an answer is nobody's trouble."""

    def hang_up(self) -> None:
        """End every connection still open."""
        with self._lock:
            for connection in self._connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it has ended itself
