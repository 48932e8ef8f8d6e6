"""What an answer holds, of which only this counter's centre is believed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from forms.exchange import (
    Acknowledgement,
    Content,
    Enrolled,
    KeyTaken,
    NotTaken,
    Place,
    Update,
)
from forms.problems import PROBLEMS, Problem
from forms.signed import SEALED, open_for, read_answer, read_signed

# The centre lacks what comes before: from where, it says.
GAPS = frozenset({"839"})
# Too much at once for the centre.
TOO_LARGE = frozenset({"824", "852"})
# Trying again does not help: somebody has to act, at the counter or at the district.
STOPS = frozenset({"822", "835", "836", "837", "838", "840", "845", "846", "847", "848", "849", "850"})
# Of the counter's next keys: others are to be made.
KEYS_REFUSED = frozenset({"848", "849", "850"})

Documents = list[tuple[bytes, Content]]


@dataclass(frozen=True)
class Answer:
    """The documents of an answer that are of our centre and for this counter, and the first thing wrong with others."""

    documents: Documents = field(default_factory=list)
    rejected: tuple[tuple[bytes, Problem], ...] = ()
    others: tuple[str, ...] = ()  # counters other documents are for


def open_answer(data: bytes, *, counter: str, signers: Collection[str], seals: Mapping[str, bytes]) -> Answer:
    """Everything of an answer that can be believed. Raises Problem 832 for what is no answer at all."""
    return open_documents(read_answer(data), counter=counter, signers=signers, seals=seals)


def open_rejected(answer: Answer, *, counter: str, signers: Collection[str], seals: Mapping[str, bytes]) -> Answer:
    """What was rejected, once more: the centre's keys may have rolled in this very answer."""
    return open_documents([sent for sent, _ in answer.rejected], counter=counter, signers=signers, seals=seals)


def open_documents(
    found: Iterable[bytes], *, counter: str, signers: Collection[str], seals: Mapping[str, bytes]
) -> Answer:
    """The documents of an answer, opened and verified one by one: a bad one makes no other bad."""
    documents: Documents = []
    rejected, others = [], []
    for sent in found:
        try:
            document = open_for(sent, seals) if sent.startswith(SEALED) else sent
            content = read_signed(document, msgspec.Struct, signers)
        except Problem as problem:
            rejected.append((sent, problem))
            continue
        if not isinstance(content, Acknowledgement | NotTaken | Update | Enrolled | KeyTaken):
            rejected.append((sent, Problem("830", detail=type(content).__name__)))
        elif content.counter == counter or (isinstance(content, Update) and not content.counter):
            documents.append((document, content))
        else:
            others.append(content.counter)
    return Answer(documents, tuple(rejected), tuple(others))


def told_problem(code: str, fields: Mapping[str, str]) -> Problem:
    """A Problem the centre names, as this program can say it; 878 where it cannot."""
    told = {name: text for name, text in fields.items() if name not in ("code", "detail")}
    if code in PROBLEMS:
        problem = Problem(code, **told)
        try:
            problem.sentence()
        except (KeyError, IndexError, ValueError):
            pass
        else:
            return problem
    return Problem("878", found=code[:8])


def common_place(said: Iterable[Place], has: Callable[[Place], bool], nowhere: Place) -> Place:
    """The greatest of these places that our journal has; nowhere where it has none."""
    return max((place for place in said if has(place)), key=lambda place: place.sequence, default=nowhere)
