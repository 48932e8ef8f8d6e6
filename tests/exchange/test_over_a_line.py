"""Every single trouble of a line, between a real counter and the real centre: afterwards both agree to the byte."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from desktop.operations import enrolling, exchanging
from desktop.sync.transport_http import Waits
from tests.exchange.centre import Centre
from tests.exchange.counter import RealCounter, agree
from tests.exchange.wire import Slow, Trouble, Wire
from tests.sync.serving import Authority

LOGIN = b"<html><title>Wi-Fi</title><form action=/login method=post><input name=phone></form></html>"
POINTS = 24  # of each round, on each of its two sides
WAYS = ("enrolments", "questions", "batches", "keys")


def http(status: str, body: bytes = b"", **headers: str) -> bytes:
    """Somebody else's answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: text/html", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {told}" for name, told in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ways(wire: Wire) -> list[str]:
    """What was asked for, in order."""
    return [one.path.rpartition("/")[2] for one in wire.passed]


def to(way: str, answer: bytes) -> Trouble:
    """Somebody else answers what is sent this way."""
    return Trouble(instead=lambda path: answer if path.endswith(way) else None)


def prepare(counter: RealCounter, centre: Centre, wire: Wire, way: str) -> None:
    """Something to say in this way."""
    counter.work()
    if way == "enrolments":
        counter.enrol(centre.ask("invite", code=counter.code, address=wire.address))
    elif way == "keys":
        enrolling.change_keys(counter.counter)


def recover(counter: RealCounter, centre: Centre) -> None:
    """The next round goes well, and both agree."""
    done = counter.go()
    assert (done.outcome, done.problem) == ("done", None)
    agree(counter, centre)


def test_a_round(centre: Centre, wire: Wire, counter: RealCounter) -> None:
    counter.work(2)
    counter.enrol(centre.ask("invite", code=counter.code, address=wire.address))
    done = counter.go()
    assert (done.outcome, done.problem) == ("done", None)
    assert ways(wire) == ["enrolments", "questions", "batches"]
    agree(counter, centre)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["enrolments", "keys"])
@pytest.mark.parametrize("side", ["cut_up", "cut_down"])
def test_cut_at_every_point(centre: Centre, wire: Wire, enrolled: RealCounter, way: str, side: str) -> None:
    """A round of enrolment or keys, question and batch, cut after so many bytes of requests or of answers."""
    prepare(enrolled, centre, wire, way)
    wire.behave()
    recover(enrolled, centre)
    assert ways(wire)[:2] == [way, "questions"]
    whole = wire.count()[side == "cut_down"]
    failed = 0
    for place in range(POINTS):
        centre.ask("minute_passes")
        prepare(enrolled, centre, wire, way)
        point = whole * place // (POINTS - 1) + place % 3
        with wire.being(Trouble(**{side: point, "reset": bool(place % 2)})):  # type: ignore[arg-type]
            done = enrolled.go()
            assert done.outcome in ("failed", "done")
            failed += done.outcome == "failed"
        known = enrolled.counter.store.exchange.standing().place.sequence
        assert known <= centre.ask("stand", code=enrolled.code)["upto"]
        recover(enrolled, centre)
    assert failed > POINTS * 3 // 4
    assert centre.ask("stand", code=enrolled.code)["branches"] == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_lost_answer(centre: Centre, wire: Wire, enrolled: RealCounter, way: str) -> None:
    """The centre has it, the counter does not know: sent again, it is there once."""
    prepare(enrolled, centre, wire, way)
    with wire.being(Trouble(lose=f"/exchange/v1/{way}")):
        done = enrolled.go()
        assert (done.outcome, done.problem and done.problem.code) == ("failed", "864")
        for _ in range(2):
            # Of a batch, the next round's question learns that it arrived.
            assert enrolled.go().outcome == ("done" if way == "batches" else "failed")
    recover(enrolled, centre)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("answer", "code", "least"),
    [
        (http("200 OK", LOGIN), "832", 0),
        (http("302 Found", LOGIN, Location="http://wifi.example.kz/login"), "832", 0),
        (http("303 See Other", b"", Location="/exchange/v1/questions"), "832", 0),
        (http("401 Unauthorized", LOGIN), "832", 0),
        (http("413 Content Too Large"), "870", 0),
        (http("429 Too Many Requests", Retry_After="1200"), "870", 1200),
        (http("500 Internal Server Error"), "870", 0),
        (http("502 Bad Gateway", b"<html><h1>502 Bad Gateway</h1></html>"), "870", 0),
        (http("503 Service Unavailable", Retry_After="DATE"), "870", 1100),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nKENSE-ANSWER-1\n", "864", 0),
        (b"\x16\x03\x01\x02\x00\x01 no HTTP at all", "864", 0),
    ],
    ids=["login", "redirect", "other", "401", "413", "429", "500", "502", "503", "short", "noise"],
)
def test_somebody_else_answers(
    centre: Centre, wire: Wire, enrolled: RealCounter, way: str, answer: bytes, code: str, least: float
) -> None:
    prepare(enrolled, centre, wire, way)
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=1200), usegmt=True)
    before = enrolled.clock.wall
    with wire.being(to(way, answer.replace(b"DATE", date.encode()))):
        done = enrolled.go()
        assert done.outcome == "failed"
        assert done.problem is not None and done.problem.code == code
        assert done.problem.sentence()
    wait = (datetime.fromisoformat(done.next_try_at) - before).total_seconds()
    assert least <= wait <= max(3600, least) + 60
    recover(enrolled, centre)


def test_a_line_that_takes_only_little_at_once(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    """Somebody between refuses what is large (413), twice: the batches become small, and arrive."""
    enrolled.work(40)
    sizes: list[int] = []

    def refuse(path: str) -> bytes | None:
        if not path.endswith("batches"):
            return None
        sizes.append(0)
        return http("413 Content Too Large") if len(sizes) < 3 else None

    with wire.being(Trouble(instead=refuse)):
        done = enrolled.go()
    assert (done.outcome, done.problem) == ("done", None)
    sent = [one.up for one in wire.passed if one.path.endswith("batches")]
    assert sent[0] > sent[1] > sent[2]
    agree(enrolled, centre)


def test_slow_bytes(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    """As long as bytes come, a slow line is no dead one; once they stop, the round ends and is tried again."""
    enrolled.work()
    with wire.being(Trouble(pieces=200, pause=0.02)):
        assert enrolled.go(waits=Waits(connect=5, read=1.0, whole=30)).outcome == "done"
    agree(enrolled, centre)
    enrolled.work()
    for pieces in (40, 4096):
        with wire.being(Trouble(pieces=pieces, pause=0.4)):
            done = enrolled.go(waits=Waits(connect=5, read=0.2, whole=1.0))
            assert done.outcome == "failed"
            assert done.problem is not None and done.problem.code == "864"
    recover(enrolled, centre)


CERTIFICATES = {
    "another name": ("869", {"names": ("wifi.example.kz",)}, True),
    "expired": ("867", {"days": (-30, -1)}, True),
    "not yet valid": ("867", {"days": (1, 30)}, True),
    "unknown authority": ("868", {}, False),
}


@pytest.mark.parametrize("what", CERTIFICATES)
def test_a_wrong_certificate(
    centre: Centre, enrolled: RealCounter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Somebody listens in between, or the PC's clock is wrong: nothing is said to them."""
    code, told, known = CERTIFICATES[what]
    (tmp_path / "known").mkdir()
    (tmp_path / "other").mkdir()
    authority, other = Authority(tmp_path / "known"), Authority(tmp_path / "other")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.trusted))
    wrong = Wire(lambda: centre.port, context=(authority if known else other).context(**told))  # type: ignore[arg-type]
    right = Wire(lambda: centre.port, context=authority.context())
    try:
        enrolled.work()
        enrolled.enrol(centre.ask("invite", code=enrolled.code, address=wrong.address))
        done = enrolled.go()
        assert done.outcome == "failed"
        assert done.problem is not None and done.problem.code == code
        assert wrong.passed == []
        # The office renews its certificate, and says under which address it is found.
        enrolled.enrol(centre.ask("invite", code=enrolled.code, address=right.address))
        recover(enrolled, centre)
    finally:
        wrong.close()
        right.close()


def test_the_centre_serves_https_itself(
    own_centre: Centre, counter: RealCounter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    authority.context()
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.trusted))
    own_centre.kill()
    own_centre.start(certificate=tmp_path / "server-localhost--1.pem", workers=1)
    counter.work()
    address = f"https://localhost:{own_centre.port}"
    counter.enrol(own_centre.ask("invite", code=counter.code, address=address))
    recover(counter, own_centre)
    # By its number instead of its name it is somebody else.
    counter.enrol(own_centre.ask("invite", code=counter.code, address=f"https://127.0.0.1:{own_centre.port}"))
    done = counter.go()
    assert (done.outcome, done.problem and done.problem.code) == ("failed", "869")
    counter.enrol(own_centre.ask("invite", code=counter.code, address=address))
    recover(counter, own_centre)


def test_the_centre_is_away(own_centre: Centre, own_wire: Wire, counter: RealCounter) -> None:
    """Not there, then back: what was recorded meanwhile arrives."""
    counter.enrol(own_centre.ask("invite", code=counter.code, address=own_wire.address))
    recover(counter, own_centre)
    own_centre.stop()
    for failures in (1, 2, 3):
        counter.work()
        done = counter.go()
        assert (done.outcome, done.problem and done.problem.code) == ("failed", "864")
        assert counter.counter.store.exchange.standing().failures == failures
    own_centre.start()
    recover(counter, own_centre)
    state = exchanging.exchange_state(counter.counter)
    assert state.failing is None and state.waiting == 0


def test_a_line_of_the_countryside(centre: Centre, enrolled: RealCounter) -> None:
    """64 kbit/s, a fifth of the segments lost: a backlog arrives whole; its bytes and its time are known."""
    enrolled.work(20)
    slow = Slow(hurry=200)
    line = Wire(lambda: centre.port, slow=slow)
    try:
        enrolled.enrol(centre.ask("invite", code=enrolled.code, address=line.address))
        done = enrolled.go()
        assert (done.outcome, done.problem) == ("done", None)
        agree(enrolled, centre)
        up, down = line.count()
        assert slow.up > up and slow.down > down
        assert slow.lost > 0
        # No faster than the bits of what went over it, lost segments and their time-outs included.
        assert slow.seconds > (up + down) * 8 / slow.bits_a_second + slow.lost * slow.time_out
    finally:
        line.close()
