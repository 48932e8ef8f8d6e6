"""What providers answered of cases this counter sent on, as the centre passes it: the same steps, taken by them.

All answers of an update are taken in one act, or none: what does not fit is kept with its problem and told. An answer
already taken, by an earlier update or by hand, is passed over, so that the centre may say it again.
"""

from collections.abc import Iterator

import msgspec

from desktop.operations.counter import Counter
from desktop.operations.step_entries import Walk, take, walk_of
from desktop.storage.journal import Entry
from desktop.storage.proceedings import Proceeding
from forms.exchange import CaseAnswer
from forms.moments import Moment
from forms.problems import Problem
from forms.procedure_acts import RESULT_NUMBER
from forms.records import decode

# Sending, signing and issuing are done here or at a step of its own; these are the provider's.
ANSWERED = ("register", "check", "receive", "tell", "note")
_answers = msgspec.json.Decoder(tuple[CaseAnswer, ...])


def read_answers(name: str, content: str) -> tuple[CaseAnswer, ...]:
    """The answers of an update. Raises Problem 1063."""
    try:
        return decode(_answers, content.encode())
    except msgspec.MsgspecError as error:
        raise Problem("1063", name=name, detail=str(error)) from error


def entries_of_answers(counter: Counter, now: Moment, name: str, content: str) -> list[Entry]:
    """The steps the answers take, in their order. Raises Problem 1061 to 1063, and then none is to be taken."""
    walks: dict[str, Walk] = {}
    return [entry for answer in read_answers(name, content) for entry in _entries_of(counter, now, answer, walks)]


def _entries_of(counter: Counter, now: Moment, answer: CaseAnswer, walks: dict[str, Walk]) -> Iterator[Entry]:
    found = counter.store.proceedings.find(answer.number)
    if found is None or found.side != "corporation":
        raise Problem("1061", number=answer.number)
    walk = walks.setdefault(answer.number, walk_of(counter, found))
    # Registered there before it could answer: the acknowledgement may be on its way still.
    while (
        walk.step is not None and walk.step.act in ("send", "register") and answer.step_act not in ("send", "register")
    ):
        yield take(counter, now, walk)
    step = walk.step
    if step is not None and step.act == answer.step_act and step.act in ANSWERED:
        yield _taken(counter, now, walk, answer)
    elif not _was_taken(counter, found, walk, answer):
        raise Problem("1062", number=answer.number)


def _taken(counter: Counter, now: Moment, walk: Walk, answer: CaseAnswer) -> Entry:
    step = walk.step
    assert step is not None
    edition = counter.editions.by_label(walk.proceeding.edition)
    facts = dict(answer.facts)
    wanted = {*facts, *([] if step.asks is None else [step.asks])}
    if any(facts.get(name) not in edition.vocabulary.get(name, ()) for name in wanted):
        raise Problem("1062", number=answer.number)
    if answer.result_number.strip():
        facts[RESULT_NUMBER] = answer.result_number.strip()
    return take(counter, now, walk, facts=facts, words=answer.words)


def _was_taken(counter: Counter, found: Proceeding, walk: Walk, answer: CaseAnswer) -> bool:
    """Whether such a step is behind the case, and what it left is what is answered again."""
    acts = {step.number: step.act for step in walk.procedure.steps}
    taken = {row.step for row in counter.store.proceedings.steps(found.case)}
    behind = any(acts.get(number) == answer.step_act for number in taken)
    return behind and all(walk.facts.get(name) == value for name, value in answer.facts.items())
