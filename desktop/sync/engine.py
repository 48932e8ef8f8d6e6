"""One round of the exchange: where do I stand, then batch after batch until nothing waits, each acknowledged and kept.

Nothing counts but what the centre signed for this counter. A lost answer costs the same batch once more, which the
centre already has; an answer from before, or of a centre that was restored, sends the round back, never ahead of what
the journal itself has at that place.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desktop.sync.answers import GAPS, KEYS_REFUSED, STOPS, TOO_LARGE, Answer, open_answer, open_rejected, told_problem
from desktop.sync.pacing import METERED_BATCH, BatchSize
from desktop.sync.ports import Broken, Cancelled, Failed, Ledger, Round, Standing, Told, Transport, What
from forms.batches import read_header, write_batch
from forms.chain import Link
from forms.exchange import Acknowledgement, Content, Enrolled, KeyTaken, NotTaken, Place, Question, Update
from forms.problems import Problem
from forms.signed import seal_for, sign_document

# Rows asked of the store at once: it is never held for longer.
ROWS = 500
# Packed, events come to less than a fifth; what is chosen by this is measured once it is packed.
_PACKING = 5
# Answers that send the round back, in one round: more than a restored centre gives is no exchange any more.
_MOST_RETURNS = 4
_SPARE = 4096


@dataclass
class _Stopped(Exception):  # noqa: N818 - how a round ends
    """The centre does not take it, and trying again does not help."""

    problem: Problem


@dataclass
class _Metered(Exception):  # noqa: N818 - how a round ends
    """What may be sent today is sent."""


def write_limited(
    links: Sequence[Link], standing: Standing, made_at: str, most_bytes: int
) -> tuple[bytes, Sequence[Link]]:
    """A batch of the first of these rows that has no more than so many bytes, and its rows; one row at least."""
    while True:
        batch = write_batch(
            links, counter=standing.counter, signing_key=standing.signing, recipient=standing.sealing, made_at=made_at
        )
        header = read_header(batch)
        plain_fits = header.plain_size <= standing.limits.plain
        if len(links) == 1 or (plain_fits and len(batch) <= min(most_bytes, standing.limits.sealed)):
            return batch, links
        links = links[: max(1, len(links) // 2)]


def choose_links(read: Callable[[int, int], Sequence[Link]], after: int, most_bytes: int, most: int) -> list[Link]:
    """The next rows that come to about so many bytes once they are packed; read some hundred at a time."""
    chosen: list[Link] = []
    size = 0
    while len(chosen) < most:
        wanted = min(ROWS, most - len(chosen))
        rows = read(after, wanted)
        for link in rows:
            size += len(link.event) + len(link.particulars or b"") + 32
            if chosen and size > most_bytes * _PACKING:
                return chosen
            chosen.append(link)
        if len(rows) < wanted:
            break
        after = rows[-1].sequence
    return chosen


class Engine:
    """Rounds of one counter with its centre, by one way. ``now`` gives the wall time batches are dated with."""

    def __init__(
        self,
        ledger: Ledger,
        transport: Transport,
        *,
        cancelled: Cancelled,
        told: Told,
        now: Callable[[], str],
        count: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ledger = ledger
        self._transport = transport
        self._cancelled = cancelled
        self._told = told
        self._now = now
        self._count = count
        self._sent = 0
        self._events = 0
        self._updates = 0
        self._wait = 0.0
        self._trouble: Problem | None = None  # of an update that cannot be used: the round goes on

    def run(self) -> Round:
        """Everything there is to do now. What failed is told in the result; faults of our own disk are raised."""
        try:
            self._introduce()
            self._ask()
            self._deliver()
        except Broken:
            return self._end("cancelled", None)
        except _Metered:
            return self._end("metered", None)
        except _Stopped as stopped:
            return self._end("stopped", stopped.problem)
        except Failed as failed:
            self._wait = failed.retry_seconds
            return self._end("failed", failed.problem)
        return self._end("done", self._trouble)

    def _end(self, outcome: str, problem: Problem | None) -> Round:
        return Round(
            outcome=outcome,  # type: ignore[arg-type]
            events=self._events,
            bytes=self._sent,
            updates=self._updates,
            problem=problem,
            wait_seconds=self._wait,
        )

    # what comes before the batches

    def _introduce(self) -> None:
        """Enrolment and keys that the centre has not confirmed."""
        enrolment = self._ledger.enrolment()
        if enrolment is not None:
            self._say("enrolment", enrolment, Enrolled)
        change = self._ledger.key_change()
        if change is not None:
            self._say("keys", change, KeyTaken)

    def _say(self, what: What, body: bytes, wanted: type[Enrolled] | type[KeyTaken]) -> None:
        answer = self._exchange(what, body)
        if not any(isinstance(content, wanted) for _, content in answer.documents):
            said = _not_taken(answer, "")
            if said is None:
                raise Failed(_why_not(answer))
            if what == "keys" and said.problem in KEYS_REFUSED:
                self._ledger.give_up_keys()
            self._refused(said)

    def _ask(self) -> Place:
        standing = self._ledger.standing()
        left = standing.left_bytes
        if left is not None and left <= _SPARE:
            raise _Metered
        question = self._ledger.question(0 if left is None else max(left // 2, 1))
        answer = self._exchange("question", seal_question(question, standing))
        acknowledged = _acknowledged(answer, "")
        if acknowledged is None:
            said = _not_taken(answer, "")
            if said is None:
                raise Failed(_why_not(answer))
            self._refused(said)
            return self._ledger.go_back(said)
        self._wait = acknowledged.wait_seconds
        return self._ledger.standing().place

    # the batches

    def _deliver(self) -> None:
        standing = self._ledger.standing()
        metered = standing.left_bytes is not None
        size = BatchSize(standing.batch_bytes, standing.limits, METERED_BATCH if metered else 0)
        begun, returns = standing.place.sequence, 0
        while standing.place.sequence < standing.head:
            self._check()
            place = standing.place
            batch, links = self._next_batch(standing, size)
            if standing.left_bytes is not None and len(batch) > standing.left_bytes:
                raise _Metered
            answer = self._send_batch(batch, links, size)
            if answer is not None:
                reached = self._take(answer, batch, links)
                returns += reached.sequence <= place.sequence
                if returns > _MOST_RETURNS:
                    raise Failed(Problem("878", found=f"{reached.sequence} < {links[-1].sequence}"))
                begun = min(begun, reached.sequence)
                self._events = max(self._events, reached.sequence - begun)
            standing = self._ledger.standing()
            size.narrow(standing.limits)
            self._told(max(0, standing.place.sequence - begun), max(standing.head - begun, 1))

    def _next_batch(self, standing: Standing, size: BatchSize) -> tuple[bytes, Sequence[Link]]:
        most = size.bytes if standing.left_bytes is None else min(size.bytes, max(standing.left_bytes, 1))
        links = choose_links(self._ledger.links, standing.place.sequence, most, standing.limits.events)
        return write_limited(links, standing, self._now(), most)

    def _send_batch(self, batch: bytes, links: Sequence[Link], size: BatchSize) -> Answer | None:
        """The answer, or None where the batch was too large and the next one will be smaller."""
        begun = self._count()
        try:
            answer = self._exchange("batch", batch, links)
        except Failed as failed:
            if failed.too_large or failed.slow:
                smaller = size.shrink(len(batch))
                self._ledger.note_line(size.bytes)
                if failed.too_large and smaller and len(links) > 1:
                    return None
            raise
        said = _not_taken(answer, read_header(batch).id)
        if said is not None and said.problem in TOO_LARGE:
            smaller = size.shrink(len(batch))
            self._ledger.note_line(size.bytes)
            if smaller and len(links) > 1:
                return None
        elif said is None:
            size.went(self._count() - begun)
            self._ledger.note_line(size.bytes)
        return answer

    def _take(self, answer: Answer, batch: bytes, links: Sequence[Link]) -> Place:
        """What the centre says to a batch: the place from which to go on."""
        batch_id = read_header(batch).id
        acknowledged = _acknowledged(answer, batch_id)
        if acknowledged is not None:
            self._wait = acknowledged.wait_seconds
            return self._ledger.standing().place
        said = _not_taken(answer, batch_id)
        if said is None:
            raise Failed(_why_not(answer))
        if said.problem in GAPS:
            # By what it says, and by asking: which of our places does it have?
            self._ledger.go_back(said)
            return self._ask()
        self._refused(said)
        raise AssertionError("a refusal ends the round")

    # to and fro

    def _exchange(self, what: What, body: bytes, links: Sequence[Link] = ()) -> Answer:
        """Send, and take in whatever of the answer is the centre's."""
        self._check()
        first, last = (links[0].sequence, links[-1].sequence) if links else (0, 0)
        try:
            data = self._transport.send(what, body)
            answer = self._open(data)
        except Failed as failed:
            self._ledger.note_sent(what, len(body), first, last, failed.problem, answered=False)
            raise
        self._sent += len(body)
        batch = read_header(body).id if what == "batch" else ""
        said = _not_taken(answer, batch)
        problem = None if said is None else told_problem(said.problem, said.fields)
        self._ledger.note_sent(what, len(body), first, last, problem, answered=True)
        return self._keep(answer, batch)

    def _open(self, data: bytes) -> Answer:
        standing = self._ledger.standing()
        try:
            return open_answer(data, counter=standing.counter, signers=standing.signers, seals=standing.seals)
        except Problem as problem:
            raise Failed(problem) from problem

    def _keep(self, answer: Answer, batch: str) -> Answer:
        """Keep what is the centre's; where its keys roll in this very answer, look at the rest once more."""
        keys = [one for one in answer.documents if isinstance(one[1], Update) and one[1].subject == "keys"]
        for document, content in keys:
            self._keep_one(document, content, batch)
        if keys and answer.rejected:
            standing = self._ledger.standing()
            again = open_rejected(answer, counter=standing.counter, signers=standing.signers, seals=standing.seals)
            answer = replace(again, documents=[*answer.documents, *again.documents])
        for document, content in answer.documents:
            if (document, content) not in keys:
                self._keep_one(document, content, batch)
        return answer

    def _keep_one(self, document: bytes, content: Content, batch: str) -> None:
        if isinstance(content, Update):
            self._take_update(document, content)
        elif isinstance(content, Acknowledgement):
            if content.batch == batch:
                self._ledger.acknowledge(document, content)
        elif isinstance(content, Enrolled):
            self._ledger.enrolled(content)
        elif isinstance(content, KeyTaken):
            self._ledger.keys_taken(content)

    def _take_update(self, document: bytes, content: Update) -> None:
        try:
            self._updates += self._ledger.take_update(document, content)
        except Problem as problem:
            self._trouble = self._trouble or problem

    def _refused(self, said: NotTaken) -> None:
        """Raise what a refusal of the whole comes to; return where the place is to be asked anew."""
        problem = told_problem(said.problem, said.fields)
        if said.problem in GAPS:
            return
        if said.problem in STOPS:
            raise _Stopped(problem)
        raise Failed(problem, retry_seconds=said.retry_seconds)

    def _check(self) -> None:
        if self._cancelled():
            raise Broken


def seal_question(question: Question, standing: Standing) -> bytes:
    """A question as it travels: signed, and sealed to the centre."""
    return seal_for(sign_document(question, standing.signing), standing.sealing)


def _acknowledged(answer: Answer, batch: str) -> Acknowledgement | None:
    found = (content for _, content in answer.documents if isinstance(content, Acknowledgement))
    return next((content for content in found if content.batch == batch), None)


def _not_taken(answer: Answer, batch: str) -> NotTaken | None:
    found = (content for _, content in answer.documents if isinstance(content, NotTaken))
    return next((content for content in found if content.batch in (batch, "")), None)


def _why_not(answer: Answer) -> Problem:
    """Why an answer in which nothing is for what was sent does not count."""
    if answer.others:
        return Problem("878", found=f"counter {answer.others[0]}")
    return answer.rejected[0][1] if answer.rejected else Problem("878", found="empty")
