"""Over the network: HTTPS with the system's own certificates, through the school's proxy where there is one.

Whatever is not an answer of a centre in form is told in a sentence and changes nothing: a sign-in page, a cut line, a
wrong certificate. The libraries are loaded when the first request is made.
"""

import base64
import errno
import io
import logging
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

from desktop.sync.ports import Broken, Cancelled, Failed, What
from forms.batches import MEDIA_TYPE
from forms.problems import Problem
from forms.signed import ANSWER, DOCUMENT_MEDIA_TYPE, MOST_BYTES

if TYPE_CHECKING:
    from urllib3 import PoolManager

CONNECT_SECONDS = 20.0
READ_SECONDS = 60.0  # without a byte
WHOLE_SECONDS = 600.0  # for one request, however slowly its bytes come
_PIECE = 8 << 10
PATHS: Mapping[What, str] = {
    "batch": "/exchange/v1/batches",
    "question": "/exchange/v1/questions",
    "enrolment": "/exchange/v1/enrolments",
    "keys": "/exchange/v1/keys",
}
_NO_NETWORK = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH)
# What OpenSSL names them: not yet valid, expired; a chain that ends at nobody known; another name.
_NOT_NOW = (9, 10)
_OTHER_NAME = (62, 64)


@dataclass(frozen=True)
class Waits:
    """How long is waited, in seconds: to connect or to send a piece, for a byte, and for the whole."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    whole: float = WHOLE_SECONDS


class HttpTransport:
    """The centre at an address; used on one thread, closed at the end.

    ``proxy`` as the profile says it: empty for the system's, “none”, or an address. Raises Problem 871 for an address
    that is not https://, which only this machine itself may lack.
    """

    def __init__(
        self,
        address: str,
        *,
        proxy: str = "",
        agent: str,
        cancelled: Cancelled = lambda: False,
        waits: Waits = Waits(),
    ) -> None:
        self._address = check_address(address)
        self._proxy = proxy
        self._agent = agent
        self._cancelled = cancelled
        self._waits = waits
        self._pool: PoolManager | None = None
        self._through = ""

    @property
    def host(self) -> str:
        """Whom it speaks to, for the log."""
        return self._address.netloc.rpartition("@")[2]

    def close(self) -> None:
        """Close every connection."""
        if self._pool is not None:
            self._pool.clear()
            self._pool = None

    def send(self, what: What, body: bytes) -> bytes:
        """Post something; the answer's bytes. Raises Failed and Broken."""
        kind = MEDIA_TYPE if what == "batch" else DOCUMENT_MEDIA_TYPE
        return self._request("POST", PATHS[what], body, kind)

    def fetch_invitation(self, token: str) -> bytes:
        """The invitation that a code opens, as the centre answers it. Raises Failed."""
        return self._request(
            "GET", f"/exchange/v1/invitations/{quote(token, safe='')}", None, "", (ANSWER, b"KENSE-SIGNED-")
        )

    def _request(
        self, method: str, path: str, body: bytes | None, kind: str, ours: tuple[bytes, ...] = (ANSWER,)
    ) -> bytes:
        from urllib3 import Timeout

        until = time.monotonic() + self._waits.whole
        headers = {"User-Agent": self._agent, "Accept": "application/vnd.kense.answer", "Accept-Encoding": "identity"}
        if body is not None:
            headers |= {"Content-Type": kind, "Content-Length": str(len(body))}
        url = f"{self._address.geturl().rstrip('/')}{path}"
        with self._told():
            response: Any = self._open().request(
                method,
                url,
                # In pieces: each has its own time, so that a slow line is no dead one.
                body=None if body is None else _Pieces(body, self._cancelled, until),
                headers=headers,
                retries=False,
                redirect=False,
                preload_content=False,
                timeout=Timeout(connect=self._waits.connect, read=self._waits.read),
            )
            try:
                content = self._read(response, until)
            finally:
                # What is not read to its end is of no use for the next request.
                response.close()
        if content.startswith(ours):
            return content
        raise self._failed(response.status, response.headers)

    def _read(self, response: Any, until: float) -> bytes:
        pieces, size = [], 0
        while piece := response.read1(_PIECE) if hasattr(response, "read1") else response.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if self._cancelled():
                raise Broken
            if size > MOST_BYTES:
                raise Failed(Problem("832", detail="too large"))
            if time.monotonic() > until:
                raise Failed(Problem("864", host=self.host, detail="too slow"), slow=True)
        return b"".join(pieces)

    def _failed(self, status: int, headers: Mapping[str, str]) -> Failed:
        """What an answer that is not the centre's comes to."""
        wait = read_retry_after(headers.get("Retry-After"), datetime.now(UTC))
        if status == 407:
            return Failed(Problem("865", proxy=self._through or self.host))
        if status == 413:
            return Failed(Problem("870", host=self.host, status=status), too_large=True)
        if status >= 500 or status in (404, 408, 429):
            return Failed(Problem("870", host=self.host, status=status), retry_seconds=wait)
        return Failed(Problem("832", detail=f"answer {status}"))

    def _open(self) -> "PoolManager":
        if self._pool is None:
            import truststore
            import urllib3

            # It quotes the address of a torn answer, and in that of an invitation stands the one-time token.
            logging.getLogger("urllib3.connection").setLevel(logging.ERROR)
            context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            proxy = find_proxy(self._address, self._proxy)
            if proxy:
                split = urlsplit(proxy)
                self._through = split.netloc.rpartition("@")[2]
                self._pool = urllib3.ProxyManager(
                    f"{split.scheme}://{self._through}",
                    proxy_headers={"User-Agent": self._agent, **_password_header(split)},
                    ssl_context=context,
                    proxy_ssl_context=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                )
            else:
                self._pool = urllib3.PoolManager(ssl_context=context)
        return self._pool

    @contextmanager
    def _told(self) -> Iterator[None]:
        from urllib3 import exceptions

        try:
            yield
        except exceptions.LocationParseError as error:
            raise Failed(Problem("871", address=self._address.geturl(), detail=str(error))) from error
        except (exceptions.HTTPError, OSError) as error:
            raise self._explain(error) from error

    def _explain(self, error: Exception) -> Failed:
        """The sentence for whatever the network did, by what lies at the bottom of the error."""
        from urllib3 import exceptions

        causes = list(_causes(error))
        detail = f"{type(causes[-1]).__name__}: {causes[-1]}"[:200]
        certificate = next((one for one in causes if isinstance(one, ssl.SSLCertVerificationError)), None)
        if certificate is not None:
            return Failed(self._explain_certificate(certificate))
        if any(isinstance(one, ssl.SSLError) for one in causes):
            return Failed(Problem("868", host=self.host, detail=detail))
        if any(isinstance(one, exceptions.ProxyError) for one in causes):
            code = "865" if any(" 407 " in str(one) for one in causes) else "866"
            return Failed(Problem(code, proxy=self._through, detail=detail))
        name = next((one for one in causes if isinstance(one, socket.gaierror)), None)
        if name is not None:
            if name.errno == socket.EAI_AGAIN:
                return Failed(Problem("862", detail=detail))
            return Failed(Problem("863", host=self.host, detail=detail))
        if any(isinstance(one, OSError) and one.errno in _NO_NETWORK for one in causes):
            return Failed(Problem("862", detail=detail))
        slow = any(isinstance(one, exceptions.ReadTimeoutError | TimeoutError) for one in causes)
        slow = slow and not any(isinstance(one, exceptions.ConnectTimeoutError) for one in causes)
        return Failed(Problem("864", host=self.host, detail=detail), slow=slow)

    def _explain_certificate(self, error: ssl.SSLCertVerificationError) -> Problem:
        detail = f"{error.verify_code}: {error.verify_message}"
        if error.verify_code in _NOT_NOW:
            return Problem("867", host=self.host, shown=f"{datetime.now():%d.%m.%Y %H:%M}", detail=detail)  # noqa: DTZ005 - what the PC shows
        return Problem("869" if error.verify_code in _OTHER_NAME else "868", host=self.host, detail=detail)


class _Pieces(io.BytesIO):
    """A body given out piece by piece, as long as it is wanted and in time."""

    def __init__(self, body: bytes, cancelled: Cancelled, until: float) -> None:
        super().__init__(body)
        self._cancelled = cancelled
        self._until = until

    def read(self, size: int | None = -1, /) -> bytes:
        """The next piece."""
        if self._cancelled():
            raise Broken
        if time.monotonic() > self._until:
            raise TimeoutError("the whole took too long")
        return super().read(_PIECE if size is None or size < 0 else min(size, _PIECE))


def check_address(address: str) -> SplitResult:
    """The address of a centre. Raises Problem 871 for one without TLS that is not this machine's own."""
    try:
        split = urlsplit(address.strip())
        host = split.hostname or ""
        _ = split.port
    except ValueError as error:
        raise Problem("871", address=address[:100], detail=str(error)) from error
    if not host or split.query or split.fragment or split.scheme not in ("http", "https"):
        raise Problem("871", address=address[:100])
    if split.scheme == "http" and not is_loopback(host):
        raise Problem("871", address=address[:100])
    return split


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, by its name alone."""
    return host in ("localhost", "::1") or (host.startswith("127.") and host.replace(".", "").isdigit())


def find_proxy(address: SplitResult, chosen: str, found: Callable[[], Mapping[str, str]] | None = None) -> str:
    """The proxy's address for the centre, empty for none: the profile's, else the environment's or the system's."""
    if chosen:
        return "" if chosen == "none" else chosen
    import urllib.request

    host = address.hostname or ""
    if is_loopback(host) or urllib.request.proxy_bypass(host):
        return ""
    proxies = (found or urllib.request.getproxies)()
    proxy = proxies.get(address.scheme) or proxies.get("all") or ""
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def read_retry_after(written: str | None, now: datetime) -> float:
    """The seconds of a Retry-After, written as seconds or as a date; 0 where there is none that can be read."""
    if not written:
        return 0
    text = written.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0
    return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds())


def _password_header(proxy: SplitResult) -> dict[str, str]:
    """Name and password of a proxy's address, as the proxy asks for them."""
    if not proxy.username:
        return {}
    given = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(given.encode()).decode()}"}


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what lies under it."""
    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [
            one.__cause__,
            getattr(one, "reason", None),
            getattr(one, "original_error", None),
            *one.args,
            one.__context__,
        ]
