"""A printer for tests: speaks IPP over HTTP on loopback, keeps what it was sent, and can run out of paper.

Only the standard library. ``with IppPrinter() as printer:`` opens a free port; ``printer.uri`` is what a queue is
made of; ``printer.documents`` is what arrived. It may be turned off and on again at the same port.
Run as a program it prints its address and writes what arrives into a folder.
"""

import argparse
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

# Tags of RFC 8010 and operations of RFC 8011.
OPERATION, JOB, END, PRINTER, UNSUPPORTED = 0x01, 0x02, 0x03, 0x04, 0x05
INTEGER, BOOLEAN, ENUM, RESOLUTION, RANGE, COLLECTION, END_COLLECTION = 0x21, 0x22, 0x23, 0x32, 0x33, 0x34, 0x37
KEYWORD, TEXT, NAME, URI, CHARSET, LANGUAGE, MIME, MEMBER = 0x44, 0x41, 0x42, 0x45, 0x47, 0x48, 0x49, 0x4A
PRINT_JOB, VALIDATE_JOB, CREATE_JOB, SEND_DOCUMENT = 0x02, 0x04, 0x05, 0x06
CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER = 0x08, 0x09, 0x0A, 0x0B
OK, NOT_FOUND, NOT_POSSIBLE, UNKNOWN_OPERATION = 0x0000, 0x0406, 0x0404, 0x0501

Wanting = Literal["ready", "out_of_paper", "jammed", "refusing"]

REASONS: dict[Wanting, str] = {
    "ready": "none",
    "out_of_paper": "media-empty-error",
    "jammed": "media-jam-error",
    "refusing": "none",
}
MEDIA = {
    "iso_a4_210x297mm": (21000, 29700),
    "iso_a6_105x148mm": (10500, 14800),
    "na_letter_8.5x11in": (21590, 27940),
    "custom_min_58x50mm": (5800, 5000),
    "custom_max_210x1500mm": (21000, 150000),
}


@dataclass
class PrintedDocument:
    """What one job brought: its bytes and the attributes that came with it."""

    number: int
    title: str
    attributes: dict[str, Any]
    content: bytes = b""


@dataclass
class _Job:
    document: PrintedDocument
    state: int = 3  # pending; 5 processing, 6 stopped, 7 cancelled, 8 aborted, 9 completed


@dataclass
class _State:
    wanting: Wanting = "ready"
    jobs: dict[int, _Job] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class IppPrinter:
    """One printer. Its jobs live as long as it does, also while it is off."""

    def __init__(self, default_media: str = "iso_a4_210x297mm", folder: Path | None = None) -> None:
        self._state = _State()
        self._default_media = default_media
        self._folder = folder
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    @property
    def uri(self) -> str:
        """The address a queue is made of."""
        return f"ipp://127.0.0.1:{self.port}/ipp/print"

    @property
    def documents(self) -> list[PrintedDocument]:
        """What was printed, in the order it arrived; nothing of jobs that were cancelled or still wait for paper."""
        with self._state.lock:
            return [job.document for _, job in sorted(self._state.jobs.items()) if job.state == 9]

    @property
    def waiting(self) -> list[PrintedDocument]:
        """Jobs that arrived and are neither printed nor cancelled."""
        with self._state.lock:
            return [job.document for _, job in sorted(self._state.jobs.items()) if job.state < 7]

    def turn_on(self) -> None:
        """Listen at the printer's port."""
        assert self._server is None
        self._server = _Server(("127.0.0.1", self.port), _Handler)
        self._server.printer = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="ipp-printer")
        self._thread.start()

    def turn_off(self) -> None:
        """Stop listening, as a printer without power does."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = self._thread = None

    def want(self, wanting: Wanting) -> None:
        """Run out of paper, jam, refuse every job, or be ready again and print what waits."""
        with self._state.lock:
            self._state.wanting = wanting
            if wanting == "ready":
                for job in self._state.jobs.values():
                    if job.state == 6:
                        self._finish(job)

    def cancel_waiting(self) -> None:
        """Somebody pressed the printer's own Cancel."""
        with self._state.lock:
            for job in self._state.jobs.values():
                if job.state < 7:
                    job.state = 7

    def __enter__(self) -> Self:
        self.turn_on()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.turn_off()

    def answer(self, request: bytes) -> bytes:
        """The answer to one IPP request."""
        version, operation, request_id = struct.unpack(">HHI", request[:8])
        attributes, content = _read_attributes(request[8:])
        with self._state.lock:
            status, groups = self._act(operation, attributes, content)
        head = struct.pack(">HHI", version, status, request_id)
        start = bytes([OPERATION]) + _write("attributes-charset", CHARSET, "utf-8")
        start += _write("attributes-natural-language", LANGUAGE, "en")
        return head + start + groups + bytes([END])

    def _act(self, operation: int, attributes: dict[str, Any], content: bytes) -> tuple[int, bytes]:
        if operation == GET_PRINTER:
            return OK, bytes([PRINTER]) + self._describe()
        if operation == VALIDATE_JOB:
            return (NOT_POSSIBLE if self._state.wanting == "refusing" else OK), b""
        if operation in (PRINT_JOB, CREATE_JOB):
            if self._state.wanting == "refusing":
                return NOT_POSSIBLE, b""
            number = len(self._state.jobs) + 1
            job = _Job(PrintedDocument(number, str(attributes.get("job-name", "")), attributes))
            self._state.jobs[number] = job
            if operation == PRINT_JOB:
                self._take(job, content)
            return OK, self._describe_job(job)
        if operation == GET_JOBS:
            return OK, b"".join(self._describe_job(job) for job in self._state.jobs.values() if job.state < 7)
        found = self._state.jobs.get(_job_number(attributes))
        if found is None:
            return (NOT_FOUND if operation in (SEND_DOCUMENT, GET_JOB, CANCEL_JOB) else UNKNOWN_OPERATION), b""
        if operation == SEND_DOCUMENT:
            self._take(found, content)
        elif operation == CANCEL_JOB:
            if found.state >= 7:
                return NOT_POSSIBLE, b""
            found.state = 7
        elif operation != GET_JOB:
            return UNKNOWN_OPERATION, b""
        return OK, self._describe_job(found)

    def _take(self, job: _Job, content: bytes) -> None:
        if job.state >= 7:
            return  # cancelled before its document came
        job.document.content += content
        if self._state.wanting == "ready":
            self._finish(job)
        else:
            job.state = 6

    def _finish(self, job: _Job) -> None:
        job.state = 9
        if self._folder is not None:
            (self._folder / f"{job.document.number:03}.pdf").write_bytes(job.document.content)

    def _describe_job(self, job: _Job) -> bytes:
        reasons = {3: "none", 6: "printer-stopped", 7: "job-canceled-by-user", 9: "job-completed-successfully"}
        number = job.document.number
        return (
            bytes([JOB])
            + _write("job-id", INTEGER, number)
            + _write("job-uri", URI, f"{self.uri}/{number}")
            + _write("job-state", ENUM, job.state)
            + _write("job-state-reasons", KEYWORD, reasons[job.state])
            + _write("job-impressions-completed", INTEGER, 1 if job.state == 9 else 0)
        )

    def _describe(self) -> bytes:
        stopped = self._state.wanting in ("out_of_paper", "jammed")
        described = [
            _write("printer-uri-supported", URI, self.uri),
            _write("uri-security-supported", KEYWORD, "none"),
            _write("uri-authentication-supported", KEYWORD, "none"),
            _write("printer-name", NAME, "Test printer"),
            _write("printer-info", TEXT, "Test printer"),
            _write("printer-make-and-model", TEXT, "Kense test printer"),
            _write("printer-uuid", URI, f"urn:uuid:00000000-0000-4000-8000-{self.port:012x}"),
            _write("printer-state", ENUM, 5 if stopped else 3),
            _write("printer-state-reasons", KEYWORD, REASONS[self._state.wanting]),
            _write("printer-is-accepting-jobs", BOOLEAN, True),
            _write("queued-job-count", INTEGER, sum(job.state < 7 for job in self._state.jobs.values())),
            _write("printer-up-time", INTEGER, 1),
            _write("ipp-versions-supported", KEYWORD, "1.1", "2.0"),
            _write(
                "operations-supported",
                ENUM,
                PRINT_JOB,
                VALIDATE_JOB,
                CREATE_JOB,
                SEND_DOCUMENT,
                CANCEL_JOB,
                GET_JOB,
                GET_JOBS,
                GET_PRINTER,
            ),
            _write("multiple-document-jobs-supported", BOOLEAN, False),
            _write("charset-configured", CHARSET, "utf-8"),
            _write("charset-supported", CHARSET, "utf-8"),
            _write("natural-language-configured", LANGUAGE, "en"),
            _write("generated-natural-language-supported", LANGUAGE, "en"),
            _write("document-format-default", MIME, "application/pdf"),
            _write("document-format-supported", MIME, "application/pdf"),
            _write("compression-supported", KEYWORD, "none"),
            _write("pdl-override-supported", KEYWORD, "attempted"),
            _write("color-supported", BOOLEAN, False),
            _write("copies-default", INTEGER, 1),
            _write("copies-supported", RANGE, (1, 99)),
            _write("sides-default", KEYWORD, "one-sided"),
            _write("sides-supported", KEYWORD, "one-sided"),
            _write("print-color-mode-default", KEYWORD, "monochrome"),
            _write("print-color-mode-supported", KEYWORD, "monochrome"),
            _write("print-scaling-supported", KEYWORD, "auto", "none", "fit"),
            _write("printer-resolution-default", RESOLUTION, 600),
            _write("printer-resolution-supported", RESOLUTION, 600),
            _write("media-default", KEYWORD, self._default_media),
            _write("media-ready", KEYWORD, self._default_media),
            _write("media-supported", KEYWORD, *MEDIA),
            _write(
                "media-size-supported",
                COLLECTION,
                *[_size(*size) for name, size in MEDIA.items() if not name.startswith("custom")],
                _size((5800, 21000), (5000, 150000)),
            ),
            *[_write(f"media-{side}-margin-supported", INTEGER, 0) for side in ("top", "bottom", "left", "right")],
        ]
        return b"".join(described)


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    printer: IppPrinter

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A scheduler that is stopped on the way drops its connections: not the printer's trouble."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5
    server: _Server

    def do_POST(self) -> None:
        # CUPS sends documents in chunks and waits for leave to send them.
        chunked = self.headers.get("Transfer-Encoding", "") == "chunked"
        body = b"".join(self._chunks()) if chunked else self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.server.printer.answer(body)
        self.send_response(200)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(answer)))
        # A printer that is turned off must not be held by a connection that is only kept alive.
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer)
        self.close_connection = True

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline().strip() or b"0", 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing."""


def _job_number(attributes: dict[str, Any]) -> int:
    number = attributes.get("job-id")
    return number if isinstance(number, int) else int(str(attributes.get("job-uri", "/0")).rsplit("/", 1)[-1])


def _write(name: str, tag: int, *values: Any) -> bytes:
    """One attribute with its values; those after the first have no name."""
    written = b""
    for place, value in enumerate(values):
        named = name.encode() if place == 0 else b""
        if tag == COLLECTION:
            written += _field(COLLECTION, named, b"") + value + _field(END_COLLECTION, b"", b"")
        else:
            written += _field(tag, named, _value(tag, value))
    return written


def _value(tag: int, value: Any) -> bytes:
    if tag in (INTEGER, ENUM):
        return struct.pack(">i", value)
    if tag == BOOLEAN:
        return bytes([value])
    if tag == RANGE:
        return struct.pack(">ii", *value)
    if tag == RESOLUTION:
        return struct.pack(">iib", value, value, 3)
    return str(value).encode()


def _size(width: int | tuple[int, int], height: int | tuple[int, int]) -> bytes:
    written = b""
    for name, size in (("x-dimension", width), ("y-dimension", height)):
        tag = RANGE if isinstance(size, tuple) else INTEGER
        written += _field(MEMBER, b"", name.encode()) + _field(tag, b"", _value(tag, size))
    return written


def _field(tag: int, name: bytes, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value


def _read_attributes(body: bytes) -> tuple[dict[str, Any], bytes]:
    """The attributes of a request by name (of a list, the first), and the document behind them."""
    attributes: dict[str, Any] = {}
    place = 0
    depth = 0
    while body[place] != END:
        tag = body[place]
        place += 1
        if tag < 0x10:
            continue
        (length,) = struct.unpack_from(">H", body, place)
        name = body[place + 2 : place + 2 + length].decode()
        place += 2 + length
        (length,) = struct.unpack_from(">H", body, place)
        value = body[place + 2 : place + 2 + length]
        place += 2 + length
        depth += (tag == COLLECTION) - (tag == END_COLLECTION)
        if depth == 0 and name and name not in attributes:
            known = tag in (INTEGER, ENUM) and len(value) == 4
            attributes[name] = struct.unpack(">i", value)[0] if known else value.decode(errors="replace")
    return attributes, body[place + 1 :]


def main() -> None:
    """Run until interrupted, writing what arrives into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with IppPrinter(folder=folder) as printer:
        print(printer.uri, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
