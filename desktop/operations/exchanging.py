"""The exchange with the district's centre, as it is asked for: how it stands, a round now, the log.

``exchange_state`` and what reads is called on the store's thread; a round runs on any other and comes to the store
through ``on_store``.
"""

import platform
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from desktop.domain.permissions import require
from desktop.exporting import files
from desktop.operations.backing_up import own_version
from desktop.operations.carrying import PACKED, StickRead, StickWritten, export_to, import_from, list_sticks
from desktop.operations.counter import Counter
from desktop.operations.enrolment_kept import kept_invitation
from desktop.operations.exchange_ledger import OnStore, StoreLedger, keep_problem, tell_kept
from desktop.storage.refusals import Delivery
from desktop.sync import pacing
from desktop.sync.answers import told_problem
from desktop.sync.engine import Engine
from desktop.sync.ports import Cancelled, Round, Told, Transport
from desktop.sync.transport_http import HttpTransport
from forms.moments import Moment, wall_time
from forms.problems import Problem
from forms.texts import Text

__all__ = [
    "Delivery",
    "ExchangeState",
    "RoundDone",
    "StickRead",
    "StickWritten",
    "estimate",
    "exchange_state",
    "export_to",
    "import_from",
    "is_due",
    "list_deliveries",
    "list_sticks",
    "run_round",
    "write_log",
]

# What each batch and question adds to the events in it.
_FRAME = 1000

MakeTransport = Callable[[str, Cancelled], Transport]


@dataclass(frozen=True)
class ExchangeState:
    """How the exchange stands. Times are ISO 8601 with offset, empty for never.

    ``pending``: the centre has not confirmed the enrolment yet. ``acknowledged`` is the last event the centre holds,
    and ``acknowledged_at`` the centre's time. ``refusals`` are those open. ``stopped`` lasts until a person acts.
    """

    enrolled: bool = False
    pending: bool = False
    centre_name: Text | None = None
    address: str = ""
    waiting: int = 0
    waiting_bytes: int = 0
    acknowledged: int = 0
    acknowledged_at: str = ""
    last_contact: str = ""
    last_way: str = ""
    refusals: int = 0
    next_try_at: str = ""
    automatic: bool = True
    failing: Problem | None = None
    stopped: Problem | None = None


@dataclass(frozen=True)
class RoundDone:
    """What a round came to. ``sent`` are events newly acknowledged, ``bytes`` what went over the line."""

    outcome: Literal["done", "cancelled", "failed", "stopped", "metered"]
    sent: int
    bytes: int
    updates: int
    problem: Problem | None
    next_try_at: str


def exchange_state(counter: Counter) -> ExchangeState:
    """How the exchange stands now."""
    exchange = counter.store.exchange
    invitation = kept_invitation(counter)
    if invitation is None or counter.practice:
        return ExchangeState(automatic=counter.profile.exchange.automatic)
    kept, waiting = exchange.standing(), exchange.waiting()
    return ExchangeState(
        enrolled=True,
        pending=bool(kept.token),
        centre_name=Text(kk=invitation.centre_name_kk, ru=invitation.centre_name_ru),
        address=invitation.address,
        waiting=waiting,
        waiting_bytes=estimate(counter),
        acknowledged=kept.place.sequence,
        acknowledged_at=kept.acknowledged_at,
        last_contact=kept.contact_at,
        last_way=kept.contact_way,
        refusals=counter.store.refusals.count_open(),
        next_try_at=kept.next_at,
        automatic=counter.profile.exchange.automatic,
        failing=tell_kept(kept.failing),
        stopped=tell_kept(kept.stopped),
    )


def estimate(counter: Counter) -> int:
    """About how many bytes wait to be sent: by how the latest batches packed, without reading all that waits."""
    exchange = counter.store.exchange
    learned = counter.store.deliveries.bytes_an_event()
    size = exchange.bytes_an_event() * PACKED if learned is None else learned
    return round(exchange.waiting() * size) + 2 * _FRAME


def is_due(counter: Counter, now: Moment) -> bool:
    """Whether a round should begin of its own accord: something waits, or it is time to ask what there is for us."""
    exchange = counter.store.exchange
    if counter.practice or counter.store.read_only or not counter.profile.exchange.automatic or not exchange.signers():
        return False
    kept, wall = exchange.standing(), wall_time(now)
    if kept.stopped is not None or not pacing.is_time(kept.next_at, wall):
        return False
    if exchange.waiting() or kept.token or exchange.next_keys() is not None or not kept.contact_at:
        return True
    since = wall - datetime.fromisoformat(kept.contact_at)
    return since > pacing.ASK_EVERY or since < -timedelta(days=1)


def run_round(
    counter: Counter,
    on_store: OnStore,
    *,
    by_hand: bool,
    cancelled: Cancelled,
    told: Told,
    chance: random.Random | None = None,
    connect: MakeTransport | None = None,
) -> RoundDone:
    """Deliver what waits and take in what there is, until nothing is left, on any thread but the store's.

    What the network does is told in the result. Raises Problem 720 by hand without the right, 860 where the counter
    belongs to no centre, 871 for an address that is none, 879 in practice, 301–307 where the counter's own disk fails.
    """
    if by_hand:
        require(counter.roles, "exchange")
    address = on_store(lambda: _address(counter))
    if connect is None:
        transport: Transport = HttpTransport(
            address, proxy=counter.profile.exchange.proxy, agent=user_agent(), cancelled=cancelled
        )
    else:
        transport = connect(address, cancelled)
    ledger = StoreLedger(counter, on_store, by_hand=by_hand, place=getattr(transport, "host", address))
    engine = Engine(ledger, transport, cancelled=cancelled, told=told, now=lambda: counter.clock.now().wall)
    try:
        result = engine.run()
    finally:
        if isinstance(transport, HttpTransport):
            transport.close()
    return on_store(lambda: _end(counter, result, chance or random.Random()))


def user_agent() -> str:
    """What the program calls itself on the network."""
    return f"Kense/{own_version() or '0'} (counter)"


def list_deliveries(counter: Counter, limit: int = 200) -> tuple[Delivery, ...]:
    """What was sent and taken in, the latest first. Raises Problem 720."""
    require(counter.roles, "exchange")
    return tuple(counter.store.deliveries.latest(limit))


def write_log(counter: Counter, path: Path) -> None:
    """The log for who supports the counter: nothing of a person in it. Raises Problem 720, 781–786."""
    require(counter.roles, "exchange")
    state = exchange_state(counter)
    head = counter.store.journal.head()
    lines = [
        f"Kense {own_version()} · {platform.system()} {platform.release()} · Python {platform.python_version()}",
        f"counter {counter.profile.counter} · centre {state.address or '-'} · {counter.clock.now().wall}",
        f"journal {head.sequence} {head.hash[:16]} · acknowledged {state.acknowledged} {state.acknowledged_at or '-'}",
        f"contact {state.last_contact or '-'} {state.last_way} · next {state.next_try_at or '-'}",
        f"failing {_say_problem(state.failing)} · stopped {_say_problem(state.stopped)}",
        "",
        "refusals",
    ]
    lines += [
        f"{one.sequence}\t{one.problem}\t{one.refused_at}\t{'open' if one.is_open else one.settled or one.released_at}"
        for one in counter.store.refusals.all()
    ]
    lines += ["", "deliveries"]
    for one in counter.store.deliveries.latest(2000):
        problem = _say_problem(told_problem(one.problem, one.fields)) if one.problem else ""
        places = f"{one.first}-{one.last}" if one.first else ""
        lines.append("\t".join((one.at, one.way, one.what, places, str(one.bytes), one.outcome, one.place, problem)))
    # As the centre signed it: whoever has its key can prove what it said.
    lines += ["", "acknowledgement", (counter.store.exchange.acknowledgement() or b"").decode("utf-8")]
    files.check_target(path, counter.store.folder)
    with files.writing(path) as stream:
        stream.write("\n".join([*lines, ""]).encode("utf-8"))


def _say_problem(problem: Problem | None) -> str:
    return "-" if problem is None else f"{problem.code} {problem.sentence()}"


def _address(counter: Counter) -> str:
    if counter.practice:
        raise Problem("879")
    if counter.store.read_only:
        raise Problem("313", folder=str(counter.store.folder))
    invitation = kept_invitation(counter)
    if invitation is None:
        raise Problem("860")
    return invitation.address


def _end(counter: Counter, result: Round, chance: random.Random) -> RoundDone:
    """Keep how the round ended, and when the next one goes."""
    exchange = counter.store.exchange
    kept, now = exchange.standing(), wall_time(counter.clock.now())
    problem = None if result.problem is None else keep_problem(result.problem)
    wait: float | None = None
    if result.outcome == "done":
        kept = replace(kept, failures=0, failing=None, stopped=None)
        wait = pacing.wait_after_round(result.wait_seconds, chance)
    elif result.outcome == "metered":
        kept = replace(kept, failures=0, failing=None, stopped=None)
        wait = pacing.wait_for_tomorrow(now, chance)
    elif result.outcome == "failed":
        kept = replace(kept, failures=kept.failures + 1, failing=problem)
        wait = pacing.wait_after_failure(kept.failures, result.wait_seconds, chance)
    elif result.outcome == "stopped":
        kept = replace(kept, failing=None, stopped=problem)
    if wait is not None:
        kept = replace(kept, next_at=(now + timedelta(seconds=wait)).isoformat(timespec="seconds"))
    exchange.keep(kept)
    return RoundDone(
        outcome=result.outcome,
        sent=result.events,
        bytes=result.bytes,
        updates=result.updates,
        problem=result.problem,
        next_try_at=kept.next_at,
    )
