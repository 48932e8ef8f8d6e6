"""What the centre says: acknowledgements and refusals, signed with the key the counter knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from forms.chain import FIRST_HASH
from forms.exchange import Acknowledgement, Content, NotTaken, Place, Refusal
from forms.problems import Problem
from forms.signed import sign_document
from server.intake import journal
from server.intake.models import Branch, RefusedEvent
from server.intake.places import branches_of, tips
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter

MOST_REFUSALS = 500
_LONGEST_FIELD = 200


@dataclass(frozen=True)
class Answer:
    """Signed documents for one counter, and what went wrong, if something did."""

    counter: str
    documents: list[bytes]
    problem: Problem | None = None
    retry_seconds: int = 0


def told(moment: datetime) -> str:
    """A moment as the exchange writes it: the district's wall, with its offset."""
    return timezone.localtime(moment).isoformat(timespec="milliseconds")


def plain_fields(fields: Mapping[str, object]) -> dict[str, str]:
    """A problem's fields as text that any database and any reader takes."""
    return {name: str(field).replace("\x00", "\ufffd")[:_LONGEST_FIELD] for name, field in fields.items()}


def sign(content: Content, recipient: str = "") -> bytes:
    """Sign with the pair whose sealing key the counter used: it may not have heard of the centre's newer keys yet."""
    ring = key_ring()
    pair = next((pair for pair in ring.pairs if pair.public.sealing == recipient), ring.pairs[-1])
    return sign_document(content, bytes.fromhex(pair.signing))


def acknowledge(counter: Counter, *, recipient: str, upto: Place, batch: str = "") -> Answer:
    """The centre holds the journal up to ``upto``; with the ends of all it holds, and every refusal that is open."""
    branches = branches_of(counter)
    refusals = open_refusals(counter, branches)
    content = Acknowledgement(
        counter=counter.code,
        upto=upto,
        batch=batch,
        received_at=told(timezone.now()),
        refusals=tuple(refusals[:MOST_REFUSALS]),
        more_refusals=len(refusals) > MOST_REFUSALS,
        known=tips(branches, counter.branch),
        limits=settings.EXCHANGE_LIMITS,
        wait_seconds=settings.EXCHANGE_WAIT_SECONDS,
    )
    return Answer(counter.code, [sign(content, recipient)])


def refuse(
    problem: Problem,
    *,
    counter: Counter | None = None,
    code: str = "",
    recipient: str = "",
    batch: str = "",
    retry_seconds: int = 0,
) -> Answer:
    """Nothing of what was sent is kept. Of a counter the centre knows it says what it holds."""
    known: tuple[Place, ...] = ()
    upto = None
    if counter is not None and problem.code in ("839", "840"):  # the others say nothing to whom they are not sure of
        known = tips(branches_of(counter), counter.branch)
        upto = Place(sequence=counter.upto, hash=counter.upto_hash)
    content = NotTaken(
        counter=code if counter is None else counter.code,
        problem=problem.code,
        fields=plain_fields(problem.fields),
        batch=batch,
        upto=upto,
        known=known,
        retry_seconds=retry_seconds,
        at=told(timezone.now()),
    )
    return Answer(content.counter, [sign(content, recipient)], problem, retry_seconds)


def signed_with_all(content: Content) -> list[bytes]:
    """The same document by every key there was, where nothing tells which of them the counter knows."""
    return [sign_document(content, bytes.fromhex(pair.signing)) for pair in key_ring().pairs]


def with_updates(answer: Answer, updates: Sequence[bytes]) -> Answer:
    """The answer with what there is for the counter beside it."""
    return replace(answer, documents=[*answer.documents, *updates])


def open_refusals(counter: Counter, branches: Mapping[int, Branch]) -> list[Refusal]:
    """Events of the counter's present journal that are held and do not count, at most one more than are told."""
    parts = journal.stretches(branches, counter.branch)
    rows = RefusedEvent.objects.filter(counter=counter, state=RefusedEvent.State.OPEN).order_by("sequence", "pk")
    found: list[Refusal] = []
    for row in rows.iterator():
        if any(part.branch == row.branch and part.first <= row.sequence <= part.last for part in parts):
            found.append(
                Refusal(
                    sequence=row.sequence,
                    hash=row.hash,
                    problem=row.problem,
                    fields=row.fields,
                    # To the millisecond: refused once more, it is another refusal to the counter.
                    refused_at=timezone.localtime(row.refused_at).isoformat(timespec="milliseconds"),
                )
            )
        if len(found) > MOST_REFUSALS:
            break
    return found


START = Place(sequence=0, hash=FIRST_HASH)
