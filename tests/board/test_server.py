"""The board's server: what it serves, to whom, and that it ends without leaving anything behind."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator

import pytest

from desktop.board.answering import _FILES, MOST_VIEWERS
from desktop.board.server import BoardServer
from forms.problems import Problem
from tests.board.making import board


@pytest.fixture
def server() -> Iterator[BoardServer]:
    made = BoardServer(0)
    made.start()
    yield made
    made.stop()


def port_of(server: BoardServer) -> int:
    return int(server.address.rstrip("/").rpartition(":")[2])


def is_hung_up(connection: socket.socket) -> bool:
    """Whether the other side has ended the connection, politely or not; one still open is a TimeoutError."""
    connection.settimeout(5)
    try:
        while connection.recv(65536):
            continue
    except ConnectionError:
        return True
    return True


def ask(server: BoardServer, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port_of(server), timeout=30)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_it_serves_the_page_and_all_it_needs(server: BoardServer) -> None:
    assert server.address.startswith("http://127.0.0.1:")
    for path, (_, kind) in _FILES.items():
        answer, body = ask(server, path)
        assert (answer.status, answer.getheader("Content-Type")) == (200, kind)
        assert len(body) == int(answer.getheader("Content-Length") or 0) > 0
        answer, body = ask(server, path, "HEAD")
        assert (answer.status, body) == (200, b"")


def test_the_state_is_told_with_its_words_in_both_languages(server: BoardServer) -> None:
    server.show(board("А007", 3, "А006", waiting=2))
    answer, body = ask(server, "/state.json")
    told = json.loads(body)
    assert answer.getheader("Content-Type") == "application/json; charset=utf-8"
    assert (told["called"], told["mark"], told["before"], told["waiting"]) == ("А007", 3, ["А006"], 2)
    assert list(told["organisation"]) == list(told["words"]["called"]) == ["kk", "ru"]


def test_every_answer_keeps_others_out(server: BoardServer) -> None:
    for path in ("/", "/state.json", "/nothing"):
        answer, _ = ask(server, path)
        assert answer.getheader("Cache-Control") == "no-store"
        assert (answer.getheader("Content-Security-Policy") or "").startswith("default-src 'self'")
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
        assert answer.getheader("Access-Control-Allow-Origin") is None
        assert "Python" not in (answer.getheader("Server") or "")


@pytest.mark.parametrize("path", ["/nothing", "/../profile.toml", "/%2e%2e/kense.db", "//etc/passwd", "/board.html"])
def test_nothing_else_is_served(server: BoardServer, path: str) -> None:
    assert ask(server, path)[0].status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_only_reading_is_answered(server: BoardServer, method: str) -> None:
    answer, body = ask(server, "/state.json", method)
    assert (answer.status, answer.getheader("Allow"), body) == (405, "GET, HEAD", b"")


@pytest.mark.parametrize("host", ["example.kz", "127.0.0.1.example.kz", "localhost.example.kz:80", "", "127.0.0.1:1"])
def test_another_name_that_leads_here_is_turned_away(server: BoardServer, host: str) -> None:
    assert ask(server, "/state.json", Host=host)[0].status == 421


def test_localhost_is_this_computer_too(server: BoardServer) -> None:
    assert ask(server, "/", Host=f"localhost:{port_of(server)}")[0].status == 200


def test_it_listens_on_this_computer_only(server: BoardServer) -> None:
    assert server._server is not None
    assert server._server.socket.getsockname()[0] == "127.0.0.1"


def test_who_has_the_state_is_answered_when_there_is_another(server: BoardServer) -> None:
    server.show(board("А001", 1))
    seen = (ask(server, "/state.json")[0].getheader("ETag") or "").strip('"')
    answers: list[bytes] = []
    waiting = [
        threading.Thread(target=lambda: answers.append(ask(server, f"/state.json?seen={seen}")[1])) for _ in range(3)
    ]
    for thread in waiting:
        thread.start()
    server.show(board("А001", 1))  # the same is no news
    server.show(board("А002", 2))
    for thread in waiting:
        thread.join(10)
    assert [json.loads(answer)["called"] for answer in answers] == ["А002"] * 3


def test_nothing_new_is_said_after_a_while(server: BoardServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.board.answering.WAIT_SECONDS", 0.05)
    server.show(board("А001", 1))
    seen = (ask(server, "/state.json")[0].getheader("ETag") or "").strip('"')
    answer, body = ask(server, f"/state.json?seen={seen}")
    assert (answer.status, body) == (304, b"")
    assert ask(server, "/state.json", If_None_Match=f'"{seen}"')[0].status == 304
    assert ask(server, f"/state.json?seen={seen}", "HEAD")[0].status == 304


def test_a_state_of_an_earlier_start_is_never_taken_for_this_one(server: BoardServer) -> None:
    server.show(board("А001", 1))
    seen = ask(server, "/state.json")[0].getheader("ETag")
    server.stop()
    other = BoardServer(0)
    other.start()
    try:
        other.show(board("Б001", 1))
        answer, body = ask(other, f"/state.json?seen={(seen or '').strip(chr(34))}")
        assert (answer.status, json.loads(body)["called"]) == (200, "Б001")
    finally:
        other.stop()


def test_it_ends_at_once_with_everyone_who_waits_and_all_threads() -> None:
    before = set(threading.enumerate())
    server = BoardServer(0)
    server.start()
    server.show(board("А001", 1))
    seen = (ask(server, "/state.json")[0].getheader("ETag") or "").strip('"')
    silent = socket.create_connection(("127.0.0.1", port_of(server)))  # connects and says nothing
    waiting = socket.create_connection(("127.0.0.1", port_of(server)))
    waiting.sendall(f"GET /state.json?seen={seen} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    server.stop()
    assert server.address == ""
    assert set(threading.enumerate()) == before
    for connection in (silent, waiting):
        with connection:
            assert is_hung_up(connection)
    server.stop()  # again is no error


def test_it_can_be_started_again_with_the_state_it_had() -> None:
    server = BoardServer(0)
    server.show(board("А009", 4))
    for _ in range(2):
        server.start()
        assert json.loads(ask(server, "/state.json")[1])["called"] == "А009"
        server.stop()


def test_a_taken_port_is_told(server: BoardServer) -> None:
    with pytest.raises(Problem) as caught:
        BoardServer(port_of(server)).start()
    assert caught.value.code == "640"
    assert str(port_of(server)) in caught.value.sentence()


def test_a_port_that_cannot_be_is_told() -> None:
    with pytest.raises(Problem) as caught:
        BoardServer(70000).start()
    assert caught.value.code == "641"


def test_a_page_gone_wild_does_not_take_the_computer(server: BoardServer) -> None:
    held = [socket.create_connection(("127.0.0.1", port_of(server))) for _ in range(MOST_VIEWERS)]
    try:
        with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
            ask(server, "/")
    finally:
        for connection in held:
            connection.close()


@pytest.mark.parametrize(
    "sent", [b"\r\n\r\n", b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"x" * 70000, b"\x16\x03\x01\x02"]
)
def test_nonsense_does_no_harm(server: BoardServer, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port_of(server))) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        assert is_hung_up(connection)
    assert ask(server, "/")[0].status == 200
