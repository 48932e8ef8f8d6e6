"""A centre in memory that answers by the exchange's forms alone; the centre's own tests hold it to the real one."""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.operations.exchange_ledger import sealing_public, signing_public
from forms.batches import LIMITS, BatchLimits, open_batch, read_header
from forms.chain import FIRST_HASH, Link
from forms.events import Event, SegmentOpened, read_event
from forms.exchange import (
    Acknowledgement,
    CentreKeys,
    Content,
    Enrolled,
    Enrolment,
    Invitation,
    KeyChange,
    KeyTaken,
    NotTaken,
    Place,
    Question,
    Refusal,
    Update,
)
from forms.exchange_acts import RefusalSettled
from forms.problems import Problem
from forms.signed import open_for, read_signed, seal_for, sign_document, signer_of, write_answer

NOWHERE = Place(sequence=0, hash=FIRST_HASH)


@dataclass
class Held:
    """What the centre has of a counter: its journal, the continuations that were left, and what it refused."""

    keys: dict[str, str] = field(default_factory=dict)  # sealing by signing
    ended: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    chain: list[Link] = field(default_factory=list)
    left: list[list[Link]] = field(default_factory=list)
    refusals: dict[int, Refusal] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    @property
    def tip(self) -> Place:
        return _place(self.chain[-1]) if self.chain else NOWHERE


class ModelCentre:
    """One centre with its counters. ``judge`` names the problem of an event that does not count, or nothing."""

    def __init__(self, *codes: str, address: str = "https://centre.example.kz") -> None:
        self.signing = [Ed25519PrivateKey.generate().private_bytes_raw()]
        self.sealing = [X25519PrivateKey.generate().private_bytes_raw()]
        self.address = address
        self.held = {code: Held() for code in codes or ("D7",)}
        self.tokens = {f"TOKEN{code}": code for code in self.held}
        self.used: dict[str, str] = {}
        self.updates: list[Update] = []
        self.limits: BatchLimits = LIMITS
        self.wait_seconds = 0
        self.judge: Callable[[Event], str] = lambda event: ""
        self.clock = 0

    # what it is

    @property
    def keys(self) -> CentreKeys:
        return CentreKeys(signing=signing_public(self.signing[-1]), sealing=sealing_public(self.sealing[-1]))

    def invite(self, code: str = "D7", *, token: str | None = None, profile: str = "", **changes: str) -> bytes:
        """An invitation for a counter, as its file."""
        told = token if token is not None else f"TOKEN{code}"
        if told:
            self.tokens[told] = code
        facts = {
            "counter": code,
            "centre_name_kk": "Ақтас аудандық білім бөлімі",
            "centre_name_ru": "Актасский отдел образования",
            "address": self.address,
            "verification_address": "",
            "made_at": "2026-09-01T09:00:00+05:00",
            "expires_at": "2099-09-15T09:00:00+05:00",
            **changes,
        }
        content = Invitation(keys=self.keys, profile=profile, token=told, **facts)  # type: ignore[arg-type]
        return sign_document(content, self.signing[-1])

    def roll_keys(self) -> Update:
        """Other keys from now on; the counters are told, signed with those before."""
        self.signing.append(Ed25519PrivateKey.generate().private_bytes_raw())
        self.sealing.append(X25519PrivateKey.generate().private_bytes_raw())
        return self.publish("keys", "keys", msgspec.json.encode(self.keys).decode())

    def publish(self, subject: str, name: str, content: str) -> Update:
        """Something for everybody."""
        update = Update(
            number=len(self.updates) + 1,
            subject=subject,  # type: ignore[arg-type]
            name=name,
            content=content,
            issued_at=self.now(),
        )
        self.updates.append(update)
        return update

    def snapshot(self) -> dict[str, Held]:
        """A backup."""
        return copy.deepcopy(self.held)

    def restore(self, backup: dict[str, Held]) -> None:
        """Go back to a backup."""
        self.held = copy.deepcopy(backup)

    def now(self) -> str:
        """A time later than the one before."""
        self.clock += 1
        return f"2026-09-14T{10 + self.clock // 3600 % 12:02}:{self.clock // 60 % 60:02}:{self.clock % 60:02}+05:00"

    # what it answers

    def answer(self, what: str, body: bytes) -> bytes:
        """Whatever was sent: the answer's bytes."""
        return write_answer(
            {"batch": self._batch, "question": self._question, "enrolment": self._enrolment, "keys": self._keys}[what](
                body
            )
        )

    def _sign(self, content: Content, with_key: int = -1) -> bytes:
        return sign_document(content, self.signing[with_key])

    def _seals(self) -> dict[str, bytes]:
        return {sealing_public(one): one for one in self.sealing}

    def refuse(self, problem: Problem, code: str, batch: str = "") -> list[bytes]:
        held = self.held.get(code)
        upto = held.tip if held and problem.code in ("839", "840") else None
        content = NotTaken(
            counter=code,
            problem=problem.code,
            fields={name: str(value) for name, value in problem.fields.items()},
            batch=batch,
            upto=upto,
            at=self.now(),
        )
        return [self._sign(content, key) for key in range(len(self.signing))]

    def _check_key(self, code: str, key: str) -> Held:
        held = self.held.get(code)
        if held is None:
            raise Problem("835", counter=code)
        if key in held.revoked:
            raise Problem("837", counter=code, day="2026-09-14")
        if key not in held.keys:
            raise Problem("836", counter=code)
        if key in held.ended:
            raise Problem("838", counter=code, day="2026-09-14")
        return held

    def _batch(self, body: bytes) -> list[bytes]:
        header = read_header(body)
        try:
            if len(body) > self.limits.sealed or header.count > self.limits.events:
                raise Problem("852", size=len(body), most=self.limits.sealed)
            held = self._check_key(header.counter, header.key)
            links = open_batch(body, self._seals())
            self._take(held, header.counter, links)
        except Problem as problem:
            return self.refuse(problem, header.counter, header.id)
        held.ended |= set(list(held.keys)[: list(held.keys).index(header.key)])
        return self._acknowledge(header.counter, held.tip, header.id)

    def _take(self, held: Held, code: str, links: list[Link]) -> None:
        before = links[0].sequence - 1
        if before > len(held.chain) or (before and held.chain[before - 1].hash != links[0].previous):
            raise Problem("839", first=links[0].sequence, upto=held.tip.sequence)
        for link in links:
            if link.sequence <= len(held.chain):
                if held.chain[link.sequence - 1].hash == link.hash:
                    continue
                act = read_event(link.event).act
                if not isinstance(act, SegmentOpened) or act.continues != link.previous:
                    held.alarms.append(f"fork at {link.sequence}")
                    raise Problem("840", sequence=link.sequence, counter=code)
                held.left.append(held.chain)
                held.chain = held.chain[: link.sequence - 1]
                held.refusals = {place: one for place, one in held.refusals.items() if place < link.sequence}
            held.chain.append(link)
            self._judge(held, link)

    def _judge(self, held: Held, link: Link) -> None:
        event = read_event(link.event)
        if isinstance(event.act, RefusalSettled):
            refused = held.refusals.pop(event.act.sequence, None)
            if refused is not None and event.act.how == "resent":
                self._judge(held, held.chain[event.act.sequence - 1])
        problem = self.judge(event)
        if problem:
            held.refusals[link.sequence] = Refusal(
                sequence=link.sequence,
                hash=link.hash,
                problem=problem,
                fields={"sequence": str(link.sequence)},
                refused_at=self.now(),
            )

    def _acknowledge(self, code: str, upto: Place, batch: str = "") -> list[bytes]:
        held = self.held[code]
        content = Acknowledgement(
            counter=code,
            upto=upto,
            batch=batch,
            received_at=self.now(),
            refusals=tuple(held.refusals.values()),
            known=(held.tip, *(_place(chain[-1]) for chain in held.left)),
            limits=self.limits,
            wait_seconds=self.wait_seconds,
        )
        return [self._sign(content)]

    def _question(self, body: bytes) -> list[bytes]:
        opened = open_for(body, self._seals())
        question, key = read_signed(opened, Question, None), signer_of(opened)
        try:
            held = self._check_key(question.counter, key)
        except Problem as problem:
            return self.refuse(problem, question.counter)
        held.questions.append(question)
        common = [
            place
            for place in question.places
            if place.sequence <= len(held.chain) and held.chain[place.sequence - 1].hash == place.hash
        ]
        upto = max(common, key=lambda place: place.sequence) if common else NOWHERE
        return [*self._acknowledge(question.counter, upto), *self._told(held, question, key)]

    def _told(self, held: Held, question: Question, key: str) -> Iterable[bytes]:
        for update in self.updates:
            if update.number in question.has_updates:
                continue
            # Keys that roll are told with the keys before them.
            signed = self._sign(update, -2 if update.subject == "keys" else -1)
            yield seal_for(signed, held.keys[key]) if update.subject == "roster" else signed

    def _enrolment(self, body: bytes) -> list[bytes]:
        content = read_signed(open_for(body, self._seals()), Enrolment, None)
        held = self.held.get(content.counter)
        problem = None
        if held is None or self.tokens.get(content.token) != content.counter:
            problem = Problem("845")
        elif self.used.get(content.token, content.signing) != content.signing:
            problem = Problem("847")
        elif content.signing in held.revoked:
            problem = Problem("849", counter=content.counter)
        if held is None or problem is not None:
            return self.refuse(problem or Problem("845"), content.counter)
        if content.token not in self.used:  # else the answer was lost, or an old stick comes once more
            self.used[content.token] = content.signing
            held.ended |= held.keys.keys() - {content.signing}
            held.ended.discard(content.signing)
            held.keys.pop(content.signing, None)
            held.keys[content.signing] = content.sealing
        return [self._sign(Enrolled(counter=content.counter, signing=content.signing, at=self.now()))]

    def _keys(self, body: bytes) -> list[bytes]:
        content, signer = read_signed(body, KeyChange, None), signer_of(body)
        held = self.held[content.counter]
        if content.signing not in held.keys:
            try:
                self._check_key(content.counter, signer)
            except Problem as problem:
                return self.refuse(problem, content.counter)
            held.keys[content.signing] = content.sealing
        return [self._sign(KeyTaken(counter=content.counter, signing=content.signing, at=self.now()))]


def _place(link: Link) -> Place:
    return Place(sequence=link.sequence, hash=link.hash)
