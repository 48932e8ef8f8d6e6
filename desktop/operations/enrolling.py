"""A counter takes up the district's invitation: by a file or by a short code, with a network or by a stick.

From then on it belongs to that centre: what is recorded goes there. The centre confirms it once; until it has, the
enrolment goes before everything else in each round and on each stick.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.domain.permissions import require
from desktop.operations.carrying import StickWritten, export_to
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.operations.exchange_ledger import OnStore, call_here, use_keys
from desktop.operations.exchanging import MakeTransport, RoundDone, run_round, user_agent
from desktop.storage.exchange import SEAL_KEY, NextKeys
from desktop.sync.ports import Cancelled, Failed, Told
from desktop.sync.transport_file import read_file
from desktop.sync.transport_http import HttpTransport, check_address
from forms.exchange import Invitation
from forms.exchange_acts import CounterEnrolled
from forms.invitation_code import read_code
from forms.moments import wall_time
from forms.problems import Problem
from forms.signed import ANSWER, read_answer, read_signed, signer_of
from forms.toml import read_toml

# The centre knows the key as one that ended, or was revoked: the counter needs another.
_ENDED_KEYS = frozenset({"837", "838", "849"})


@dataclass(frozen=True)
class TakenInvitation:
    """An invitation as it was signed, what it says, and the token that takes it up."""

    document: bytes
    invitation: Invitation
    token: str


def read_invitation(data: bytes, now: datetime | None = None) -> TakenInvitation:
    """An invitation from its file. Raises Problem 830, 831 for what is none, 876 for one that has ended."""
    if signer_of(data) == "":
        raise Problem("830")
    content = read_signed(data, Invitation, None)
    if signer_of(data) != content.keys.signing:
        raise Problem("831", detail="not signed by the key it names")
    _check_time(content, now)
    check_address(content.address)
    return TakenInvitation(document=data, invitation=content, token=content.token)


def read_invitation_file(path: Path, now: datetime | None = None) -> TakenInvitation:
    """An invitation from a file or a stick. Raises Problem 770 where it cannot be read, and as above."""
    return read_invitation(read_file(path), now)


def fetch_invitation(address: str, code: str, *, proxy: str = "", now: datetime | None = None) -> TakenInvitation:
    """The invitation that a short code opens, asked for over the network, on any thread but the store's.

    Raises Problem 833 for what is no code, 834 where another centre answers than the code was given by, 871 for an
    address that is none, 845 and 846 as the centre says it, and whatever the network does: 832, 862–870.
    """
    asked = read_code(code)
    transport = HttpTransport(address, proxy=proxy, agent=user_agent())
    try:
        data = transport.fetch_invitation(asked.token)
    except Failed as failed:
        raise failed.problem from failed
    finally:
        transport.close()
    document = read_answer(data)[0] if data.startswith(ANSWER) else data
    if not asked.fits(signer_of(document)):
        raise Problem("834", address=address)
    return replace(read_invitation(document, now), token=asked.token)


def profile_of(taken: TakenInvitation) -> str:
    """The profile a counter that has none starts with, as TOML; empty where the invitation brings none.

    Raises Problem 874 where it is for another counter than the invitation.
    """
    content = taken.invitation
    if not content.profile:
        return ""
    written = read_toml(content.profile)
    if written.get("counter") != content.counter:
        raise Problem("874", found=str(written.get("counter", "—")), counter=content.counter)
    if content.verification_address and not written.get("verification_address"):
        # Before the first table, where the keys of the whole stand.
        address = msgspec.json.encode(content.verification_address).decode()
        return f"verification_address = {address}\n{content.profile}"
    return content.profile


def enrol(counter: Counter, taken: TakenInvitation, *, on_store: OnStore = call_here, new_key: bool = False) -> None:
    """Belong to the centre that invites: nothing is sent yet, the next round or stick takes the enrolment along.

    A counter that works already keeps its key, unless the centre said that it ended, or ``new_key`` asks for another.
    Raises Problem 720 without the right, 874 where the invitation is for another counter, 876, 879, 845 without token.
    """
    require(counter.roles, "enrol")
    if counter.practice:
        raise Problem("879")
    if taken.invitation.counter != counter.profile.counter:
        raise Problem("874", found=taken.invitation.counter, counter=counter.profile.counter)
    if not taken.token:
        raise Problem("845")
    _check_time(taken.invitation, wall_time(counter.clock.now()))
    on_store(lambda: _enrol(counter, taken, new_key))


def _enrol(counter: Counter, taken: TakenInvitation, new_key: bool) -> None:
    store, keys = counter.store, taken.invitation.keys
    stopped = store.exchange.standing().stopped
    with store.act() as act:
        if new_key or (stopped is not None and stopped.code in _ENDED_KEYS):
            use_keys(counter, make_keys())
        elif store.exchange.seal_key() is None:
            store.settings.keep(SEAL_KEY, X25519PrivateKey.generate().private_bytes_raw())
        store.exchange.keep_next_keys(None)
        store.exchange.keep_invitation(taken.document, keys, taken.token)
        now = counter.clock.now()
        enrolled = CounterEnrolled(centre=keys.signing, address=taken.invitation.address)
        act.append(*with_doubt(counter, now, entry_of(counter, now, enrolled, None)))


def enrol_by_network(
    counter: Counter,
    taken: TakenInvitation,
    on_store: OnStore,
    *,
    cancelled: Cancelled = lambda: False,
    told: Told = lambda done, of: None,
    connect: MakeTransport | None = None,
) -> RoundDone:
    """Enrol and deliver at once, on any thread but the store's.

    Where the centre knows the counter's key as one that was revoked, the counter takes another and says so again.
    """
    enrol(counter, taken, on_store=on_store)
    done = run_round(counter, on_store, by_hand=False, cancelled=cancelled, told=told, connect=connect)
    if done.outcome == "stopped" and done.problem is not None and done.problem.code in _ENDED_KEYS:
        enrol(counter, taken, on_store=on_store, new_key=True)
        done = run_round(counter, on_store, by_hand=False, cancelled=cancelled, told=told, connect=connect)
    return done


def enrol_by_stick(
    counter: Counter, taken: TakenInvitation, place: Path, *, on_store: OnStore = call_here
) -> StickWritten:
    """Enrol, and write the enrolment to a stick with everything that waits; the confirmation comes back on it."""
    enrol(counter, taken, on_store=on_store)
    return export_to(counter, place, on_store=on_store)


def change_keys(counter: Counter, *, on_store: OnStore = call_here) -> None:
    """Make the counter's next keys: the next round or stick tells the centre, and once it has taken them they are used.

    Raises Problem 720 without the right, 860 where the counter belongs to no centre.
    """
    require(counter.roles, "enrol")

    def begin() -> None:
        if not counter.store.exchange.signers():
            raise Problem("860")
        if counter.store.exchange.next_keys() is None:
            counter.store.exchange.keep_next_keys(make_keys())

    on_store(begin)


def make_keys() -> NextKeys:
    """Fresh keys to sign and to be written to with."""
    return NextKeys(
        signing=Ed25519PrivateKey.generate().private_bytes_raw(),
        sealing=X25519PrivateKey.generate().private_bytes_raw(),
    )


def _check_time(content: Invitation, now: datetime | None) -> None:
    try:
        expires = datetime.fromisoformat(content.expires_at)
        ended = expires <= (now or datetime.now().astimezone())
    except (ValueError, TypeError) as error:
        raise Problem("830", detail=str(error)) from error
    if ended:
        raise Problem("876", expires=f"{expires:%d.%m.%Y}")
