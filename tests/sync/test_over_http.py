"""The network against real servers that misbehave: every failure is a sentence, and changes nothing."""

import base64
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desktop.operations import enrolling, exchanging
from desktop.operations.counter import Counter
from desktop.operations.exchange_ledger import call_here
from desktop.operations.exchanging import RoundDone, run_round
from desktop.sync.ports import Broken, Failed
from desktop.sync.transport_http import HttpTransport, Waits, check_address, find_proxy
from forms.invitation_code import make_token, write_code
from forms.problems import Problem
from forms.signed import MOST_BYTES, write_answer
from tests.operations.making import counter_at
from tests.sync.centre import ModelCentre
from tests.sync.making import agree, work
from tests.sync.serving import Authority, Behaviour, Request, centre_behind, reply, serving

AGENT = "Kense/test (counter)"
BODY = b"x" * 40_000
QUICK = Waits(connect=2, read=0.3, whole=1.0)
LOGIN = b"<html><title>Wi-Fi</title><form action=/login method=post>"


def send(address: str, **changes: object) -> bytes:
    """One request."""
    transport = HttpTransport(address, agent=AGENT, **changes)  # type: ignore[arg-type]
    try:
        return transport.send("batch", BODY)
    finally:
        transport.close()


def fail(address: str, **changes: object) -> Failed:
    """One request that does not work."""
    with pytest.raises(Failed) as told:
        send(address, **changes)
    assert told.value.problem.sentence()
    return told.value


def go(counter: Counter) -> RoundDone:
    return run_round(counter, call_here, by_hand=True, cancelled=lambda: False, told=lambda done, of: None)


def test_a_round_over_the_real_network(tmp_path: Path) -> None:
    centre = ModelCentre()
    with serving(centre_behind(centre)) as server, counter_at(tmp_path) as counter:
        centre.address = server.address
        work(counter, 3)
        assert enrolling.enrol_by_network(counter, enrolling.read_invitation(centre.invite()), call_here).sent > 6
        agree(counter, centre)
        for request in server.requests:
            assert request.headers["user-agent"].startswith("Kense/")
            assert request.method == "POST"
        server.behave = lambda request: reply(LOGIN, Content_Type="text/html")
        work(counter)
        done = go(counter)
        assert (done.outcome, done.problem and done.problem.code) == ("failed", "832")
        assert exchanging.exchange_state(counter).waiting == 2
        server.behave = centre_behind(centre)
        assert go(counter).outcome == "done"
        agree(counter, centre)


def test_an_answer_cut_at_every_point_changes_nothing(tmp_path: Path) -> None:
    centre = ModelCentre()
    with serving(centre_behind(centre)) as server, counter_at(tmp_path) as counter:
        centre.address = server.address
        enrolling.enrol_by_network(counter, enrolling.read_invitation(centre.invite()), call_here)
        work(counter, 2)
        before = counter.store.exchange.standing().place
        whole = centre_behind(centre)

        def cut(request: Request) -> bytes:
            return whole(request)[: at[0]]

        server.behave = cut
        at = [0]
        for at[0] in (0, 1, 12, 40, 80, 90, 120, 300):
            done = go(counter)
            assert done.outcome == "failed", at
            assert done.problem is not None
            assert done.problem.code in ("864", "832")
            assert counter.store.exchange.standing().place == before
        server.behave = whole
        assert go(counter).outcome == "done"
        agree(counter, centre)


@pytest.mark.parametrize(
    ("status", "code", "too_large"),
    [
        ("200 OK", "832", False),
        ("204 No Content", "832", False),
        ("302 Found", "832", False),
        ("401 Unauthorized", "832", False),
        ("403 Forbidden", "832", False),
        ("404 Not Found", "870", False),
        ("407 Proxy Authentication Required", "865", False),
        ("413 Content Too Large", "870", True),
        ("429 Too Many Requests", "870", False),
        ("500 Internal Server Error", "870", False),
        ("503 Service Unavailable", "870", False),
    ],
)
def test_an_answer_of_another_is_told_by_its_kind(status: str, code: str, too_large: bool) -> None:
    body = b"" if status.startswith("204") else LOGIN
    with serving(lambda request: reply(body, status, Location="https://login.example.kz/")) as server:
        failed = fail(server.address)
        assert (failed.problem.code, failed.too_large) == (code, too_large)
        assert len(server.requests) == 1, "nothing is followed, nothing tried again at once"


@pytest.mark.parametrize("status", ["409 Conflict", "403 Forbidden", "422 Unprocessable", "413 Too Large", "503 Busy"])
def test_the_centres_own_answer_counts_whatever_its_status(status: str) -> None:
    ours = write_answer([b"a document"])
    with serving(lambda request: reply(ours, status)) as server:
        assert send(server.address) == ours


def test_both_forms_of_retry_after() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=600), usegmt=True)
    for written, least in (("90", 90), (later, 590)):
        with serving(lambda request, w=written: reply(b"busy", "429 Too Many", Retry_After=w)) as server:  # type: ignore[misc]
            failed = fail(server.address)
            assert least <= failed.retry_seconds <= least + 10


def test_slow_bytes_and_silence_end() -> None:
    def drip(request: Request) -> bytes:
        request.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not server.ending.wait(0.05):
            request.connection.sendall(b"K")
        return b""

    def silent(request: Request) -> bytes:
        server.ending.wait(5)
        return b""

    for behave in (drip, silent):
        with serving(behave) as server:
            begun = time.monotonic()
            failed = fail(server.address, waits=QUICK)
            assert time.monotonic() - begun < 3
            assert (failed.problem.code, failed.slow) == ("864", True)


def test_an_answer_without_end_costs_bounded_memory() -> None:
    def endless(request: Request) -> bytes:
        request.connection.sendall(b"HTTP/1.1 200 OK\r\n\r\nKENSE-ANSWER-1\n")
        sent = 0
        while sent < 3 * MOST_BYTES:
            request.connection.sendall(bytes(1 << 20))
            sent += 1 << 20
        return b""

    with serving(endless) as server:
        assert fail(server.address).problem.code == "832"


def test_whoever_asks_to_end_is_heard_in_the_middle() -> None:
    ending = [False]

    def drip(request: Request) -> bytes:
        request.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        ending[0] = True
        while not server.ending.wait(0.02):
            request.connection.sendall(b"K")
        return b""

    with serving(drip) as server, pytest.raises(Broken):
        send(server.address, cancelled=lambda: ending[0])


def test_nobody_there_and_no_such_name() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert fail(f"http://127.0.0.1:{port}").problem.code == "864"
    assert fail("https://no-such-name.invalid", proxy="none").problem.code in ("862", "863")


def test_what_the_resolver_and_the_cable_say(monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    said: list[OSError] = []

    def look_up(*args: object, **kept: object) -> None:
        raise said[0]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    for error, code in (
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "863"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), "862"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "862"),
    ):
        said[:] = [error]
        assert fail("https://centre.example.kz", proxy="none").problem.code == code


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """Somebody this system trusts."""
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.trusted))
    return made


def test_certificates_are_verified_and_told_apart(
    authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ours = write_answer([])
    stranger = Authority(tmp_path_factory.mktemp("stranger"))
    contexts = {
        "": authority.context(),
        "867": authority.context(days=(-30, -1)),
        "868": stranger.context(),
        "869": authority.context(names=("elsewhere.example.kz",)),
    }
    for code, context in contexts.items():
        with serving(lambda request: reply(ours), context) as server:
            if not code:
                assert send(server.address) == ours
                continue
            assert fail(server.address).problem.code == code
            assert server.requests == [], "nothing was sent"
    with serving(lambda request: reply(ours), authority.context(days=(3, 30))) as server:
        assert fail(server.address).problem.code == "867", "a PC whose clock is behind"
    with serving(lambda request: reply(ours)) as plain:
        assert fail(plain.address.replace("http://127.0.0.1", "https://localhost"), waits=QUICK).problem.code == "864"


def tunnel(allowed: str) -> Behaviour:
    """A proxy that lets pass who says the password."""

    def behave(request: Request) -> bytes:
        if allowed and request.headers.get("proxy-authorization") != allowed:
            return reply(b"who are you", "407 Proxy Authentication Required", Proxy_Authenticate="Basic")
        host, _, port = request.path.partition(":")
        with socket.create_connection((host, int(port))) as onward:
            request.connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            _pass_on(request.connection, onward)
        return b""

    return behave


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    import selectors

    with selectors.DefaultSelector() as ready:
        ready.register(one, selectors.EVENT_READ, other)
        ready.register(other, selectors.EVENT_READ, one)
        while True:
            for key, _ in ready.select():
                piece = key.fileobj.recv(65536)  # type: ignore[union-attr]
                if not piece:
                    return
                key.data.sendall(piece)


def test_through_a_proxy(authority: Authority) -> None:
    ours = write_answer([])
    word = "Basic " + base64.b64encode("мектеп:құпия".encode()).decode()
    with serving(lambda request: reply(ours), authority.context()) as centre, serving(tunnel("")) as proxy:
        assert send(centre.address, proxy=proxy.address) == ours
        assert [request.method for request in proxy.requests] == ["CONNECT"]
        proxy.behave = tunnel(word)
        assert fail(centre.address, proxy=proxy.address).problem.code == "865"
        user = "%D0%BC%D0%B5%D0%BA%D1%82%D0%B5%D0%BF:%D2%9B%D2%B1%D0%BF%D0%B8%D1%8F"
        assert send(centre.address, proxy=proxy.address.replace("//", f"//{user}@")) == ours
    failed = fail("https://localhost:9", proxy=proxy.address)
    assert failed.problem.code == "866"


def test_which_proxy_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    there = urlsplit("https://centre.example.kz/e")
    found = {"https": "proxy.example.kz:3128"}
    assert find_proxy(there, "", lambda: found) == "http://proxy.example.kz:3128"
    assert find_proxy(there, "none", lambda: found) == ""
    assert find_proxy(there, "http://other:1", lambda: found) == "http://other:1"
    assert find_proxy(there, "", dict) == ""
    assert find_proxy(urlsplit("http://127.0.0.1:8000"), "", lambda: {"http": "x:1"}) == ""
    monkeypatch.setenv("no_proxy", "example.kz")
    assert find_proxy(there, "", lambda: found) == ""
    monkeypatch.setenv("https_proxy", "http://env.example:8080")
    monkeypatch.delenv("no_proxy")
    assert find_proxy(there, "") == "http://env.example:8080"


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://centre.example.kz", True),
        ("https://centre.example.kz:8443/kense/", True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://centre.example.kz", False),
        ("http://127.0.0.1.example.kz", False),
        ("ftp://centre.example.kz", False),
        ("centre.example.kz", False),
        ("https://", False),
        ("https://centre.example.kz:99999", False),
        ("https://centre.example.kz/?x=1", False),
        ("", False),
    ],
)
def test_only_an_address_with_a_certificate_is_one(address: str, fits: bool) -> None:
    if fits:
        check_address(address)
        return
    with pytest.raises(Problem) as told:
        check_address(address)
    assert told.value.code == "871"


def test_an_invitation_is_fetched_by_its_code(tmp_path: Path) -> None:
    centre, other = ModelCentre(), ModelCentre()
    token = make_token()
    centre.tokens[token] = "D7"

    def behave(request: Request) -> bytes:
        if request.method == "GET":
            assert request.path == f"/exchange/v1/invitations/{token}"
            return reply(asked[0].invite(token=""))
        return centre_behind(centre)(request)

    asked = [centre]
    with serving(behave) as server, counter_at(tmp_path) as counter:
        centre.address = other.address = server.address
        code = write_code(token, centre.keys.signing).lower()
        taken = enrolling.fetch_invitation(server.address, code)
        assert (taken.token, taken.invitation.token) == (token, "")
        assert enrolling.enrol_by_network(counter, taken, call_here).outcome == "done"
        agree(counter, centre)
        asked[0] = other
        with pytest.raises(Problem) as told:
            enrolling.fetch_invitation(server.address, code)
        assert told.value.code == "834"
        server.behave = lambda request: reply(LOGIN)
        with pytest.raises(Problem) as told:
            enrolling.fetch_invitation(server.address, code)
        assert told.value.code == "832"
        with pytest.raises(Problem) as told:
            enrolling.fetch_invitation(server.address, "nonsense")
        assert told.value.code == "833"
