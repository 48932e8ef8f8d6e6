"""The line between a counter and the centre: it passes on what both say, until it is told to misbehave.

It speaks HTTP/1.1 as far as it must to know where a request and an answer end; a connection of the counter becomes one
to the centre. What it does wrong is a ``Trouble``; how fast it is, a ``Slow``.
"""

import contextlib
import random
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_PIECE = 4096
_PATIENCE_SECONDS = 30.0
# A segment as it crosses a telephone line: its payload, and the headers of TCP and IP around it.
_SEGMENT, _HEADERS = 1400, 52


@dataclass
class Trouble:
    """What the line does wrong from now on. Bytes are counted from the moment it was set, over all connections.

    ``cut_up`` and ``cut_down``: the line is cut once so many bytes of requests or of answers went over it, ``reset``
    says in which of two ways. ``lose``: the answer to this address is taken from the centre whole, and not passed on.
    ``instead``: what somebody between answers to a request for an address, or None. ``pass_whole``: called when a
    request to an address was passed on whole. ``pieces``: bytes come in so small ones, ``pause`` seconds apart.
    """

    cut_up: int | None = None
    cut_down: int | None = None
    reset: bool = False
    lose: str = ""
    instead: Callable[[str], bytes | None] = lambda path: None
    pass_whole: Callable[[str], None] = lambda path: None
    pieces: int = _PIECE
    pause: float = 0.0


@dataclass
class Slow:
    """A slow, lossy line, as TCP makes it felt. A simulation at the proxy, not of packets:

    Bytes go one way at a time in segments of 1400 bytes with 52 of headers, ``bits_a_second`` fast, half a
    ``round_trip`` late. A segment is lost with probability ``loss``, and comes a retransmission time-out later, which
    doubles while it is lost again; each time it crosses the line once more. There is no window and no fast
    retransmission: where a fifth of the segments is lost, TCP's window is one to three segments, too few for it.
    Acknowledgements and the handshake of a connection are counted as one header each; TLS and the look-up of names are
    not. With ``hurry`` the line is so many times quicker in life, and ``seconds`` says how long it would have taken.
    """

    bits_a_second: int = 64_000
    loss: float = 0.2
    round_trip: float = 0.3
    time_out: float = 1.0
    hurry: float = 1.0
    seed: int = 1
    up: int = 0  # bytes on the line, headers and what was sent again included
    down: int = 0
    lost: int = 0  # segments
    seconds: float = 0.0
    _chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def carry(self, size: int, *, up: bool) -> float:
        """Count some bytes that go over the line; the seconds to wait in life."""
        seconds = 0.0
        for start in range(0, size, _SEGMENT):
            crossing = min(_SEGMENT, size - start) + _HEADERS
            again, wait = 0, self.time_out
            while self._chance.random() < self.loss:
                again, seconds, wait = again + 1, seconds + wait, wait * 2
            seconds += crossing * 8 / self.bits_a_second
            self.lost += again
            self._count(crossing * (again + 1), up=up)
            self._count(_HEADERS, up=not up)
        return self._took(seconds)

    def turn(self) -> float:
        """A request or an answer begins, or a connection: half the way to and fro."""
        self._count(_HEADERS, up=True)
        return self._took(self.round_trip / 2)

    def _took(self, seconds: float) -> float:
        self.seconds += seconds
        return seconds / self.hurry

    def _count(self, size: int, *, up: bool) -> None:
        if up:
            self.up += size
        else:
            self.down += size


class _Cut(Exception):  # noqa: N818 - what the line does
    """The line is cut here."""


@dataclass
class Passed:
    """A request as it went over the line, and the status that came back; 0: none did."""

    path: str
    up: int = 0
    down: int = 0
    status: int = 0


class Wire:
    """Listens on a port of its own until it is closed, and passes on to ``port()`` of this machine."""

    def __init__(
        self, port: Callable[[], int], *, context: ssl.SSLContext | None = None, slow: Slow | None = None
    ) -> None:
        self.passed: list[Passed] = []
        self.slow = slow
        self._port = port
        self._context = context
        self._trouble = Trouble()
        self._up = self._down = 0
        self._ending = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._own = int(self._listening.getsockname()[1])
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, name="wire")
        self._accepting.start()

    @property
    def address(self) -> str:
        """Where a counter finds the centre."""
        return f"http://127.0.0.1:{self._own}" if self._context is None else f"https://localhost:{self._own}"

    def misbehave(self, trouble: Trouble) -> None:
        """Do this wrong from now on; bytes and requests are counted anew."""
        self._trouble, self._up, self._down, self.passed = trouble, 0, 0, []

    def behave(self) -> None:
        """Pass everything on again."""
        self.misbehave(Trouble())

    @contextlib.contextmanager
    def being(self, trouble: Trouble) -> Iterator[None]:
        """Misbehave for a while."""
        self.misbehave(trouble)
        try:
            yield
        finally:
            passed = self.passed
            self.behave()
            self.passed = passed

    def count(self) -> tuple[int, int]:
        """Bytes of requests and of answers since the trouble was set."""
        return self._up, self._down

    def close(self) -> None:
        """Cut every connection for good."""
        self._ending.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for one in list(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while not self._ending.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._threads = [one for one in self._threads if one.is_alive()]
            thread = threading.Thread(target=self._serve, args=(connection,), name="line")
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        upstream: socket.socket | None = None
        connection.settimeout(_PATIENCE_SECONDS)
        self._open.add(connection)
        try:
            if self.slow is not None:
                self._ending.wait(2 * self.slow.turn())  # the handshake
            client = connection if self._context is None else self._context.wrap_socket(connection, server_side=True)
            with client:
                counter = _Stream(client)
                while (head := counter.head()) is not None:
                    passed = Passed(head.split(b" ", 2)[1].decode("ascii", "replace"))
                    self.passed.append(passed)
                    answer = self._trouble.instead(passed.path)
                    if answer is not None:
                        for piece in counter.body(_length(head)):
                            passed.up += len(piece)
                        client.sendall(answer)
                        client.shutdown(socket.SHUT_WR)
                        return
                    if upstream is None:
                        upstream = socket.create_connection(("127.0.0.1", self._port()), timeout=_PATIENCE_SECONDS)
                        upstream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                        self._open.add(upstream)
                    if not self._pass(counter, client, upstream, head, passed):
                        return
        except (OSError, _Cut):
            # Nothing more comes over this line: the counter notices, and so does the centre.
            if self._trouble.reset:
                _reset(connection)
        finally:
            for one in (connection, upstream):
                if one is not None:
                    self._open.discard(one)
                    one.close()

    def _pass(
        self, counter: "_Stream", client: socket.socket, upstream: socket.socket, head: bytes, passed: Passed
    ) -> bool:
        """One request and its answer; whether another may follow on this connection."""
        trouble = self._trouble
        centre = _Stream(upstream)
        self._turn()
        try:
            self._send_up(upstream, head, passed)
            for piece in counter.body(_length(head)):
                self._send_up(upstream, piece, passed)
        except OSError:
            pass  # the centre may have answered before it took everything
        except _Cut:
            if trouble.reset:
                _reset(upstream)
            raise
        trouble.pass_whole(passed.path)
        answer = centre.head()
        if answer is None:
            return False
        passed.status = int(answer.split(b" ", 2)[1])
        # The centre has done what was asked, whatever becomes of its answer on the way.
        body = b"".join(centre.body(_length(answer)))
        if trouble.lose and passed.path.startswith(trouble.lose):
            raise _Cut
        self._turn()
        self._send_down(client, answer + body, passed)
        return b"\r\nconnection: close" not in answer.lower()

    def _turn(self) -> None:
        if self.slow is not None:
            self._ending.wait(self.slow.turn())

    def _send_up(self, upstream: socket.socket, data: bytes, passed: Passed) -> None:
        for piece in self._gate(data, self._trouble.cut_up, lambda: self._up, up=True):
            upstream.sendall(piece)
            self._up += len(piece)
            passed.up += len(piece)
        if self._trouble.cut_up is not None and self._up >= self._trouble.cut_up:
            raise _Cut

    def _send_down(self, client: socket.socket, data: bytes, passed: Passed) -> None:
        for piece in self._gate(data, self._trouble.cut_down, lambda: self._down, up=False):
            client.sendall(piece)
            self._down += len(piece)
            passed.down += len(piece)
        if self._trouble.cut_down is not None and self._down >= self._trouble.cut_down:
            raise _Cut

    def _gate(self, data: bytes, cut: int | None, gone: Callable[[], int], *, up: bool) -> Iterator[bytes]:
        """The pieces in which data may go on, as far as they may."""
        for start in range(0, len(data), self._trouble.pieces):
            piece = data[start : start + self._trouble.pieces]
            if cut is not None:
                piece = piece[: max(0, cut - gone())]
            wait = self._trouble.pause + (0.0 if self.slow is None else self.slow.carry(len(piece), up=up))
            if wait and self._ending.wait(wait):
                raise _Cut
            if piece:
                yield piece


class _Stream:
    """What comes over a socket, by heads and bodies."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = b""

    def head(self) -> bytes | None:
        """Up to the empty line, or None where it ends before."""
        while b"\r\n\r\n" not in self._held:
            piece = self._connection.recv(_PIECE)
            if not piece:
                return None
            self._held += piece
        head, _, self._held = self._held.partition(b"\r\n\r\n")
        return head + b"\r\n\r\n"

    def body(self, size: int) -> Iterator[bytes]:
        """So many bytes, as they come."""
        while size > 0:
            piece = self._held or self._connection.recv(_PIECE)
            self._held = piece[size:]
            piece = piece[:size]
            if not piece:
                raise _Cut
            size -= len(piece)
            yield piece


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _reset(connection: socket.socket) -> None:
    """Closed without a word: what waits in it is thrown away."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
