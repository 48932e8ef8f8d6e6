"""The acts of a procedure after the reception, one function each: whichever edition, whichever steps.

Called on the store's thread. Each takes the step the screen showed, so that one taken meanwhile is noticed.
"""

from collections.abc import Callable, Mapping
from datetime import date

from desktop.domain.permissions import require
from desktop.domain.proceeding import is_heads, joined, positive_result, result_to_sign, step_following, step_of
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, seconds_since, with_doubt, year_of
from desktop.operations.proceeding_view import Loaded, load_proceeding
from desktop.operations.unclaimed import check_is_here
from desktop.storage.journal import Entry
from desktop.storage.numbering import RESULTS
from desktop.storage.proceedings import Group
from forms.dates import show_date
from forms.editions import Step
from forms.events import Act, Particulars
from forms.moments import Moment
from forms.names import check_name
from forms.problems import Problem
from forms.procedure_acts import (
    RESULT_NUMBER,
    ReceiverParticulars,
    Result,
    ResultDrafted,
    ResultIssued,
    ResultParticulars,
    ResultSigned,
    Shown,
    SignatureParticulars,
    SignedBy,
    StepReturned,
    StepTaken,
)
from forms.register_acts import ReasonParticulars
from forms.subjects import SCHOOL_YEAR_STARTS, age_on

_WITH_RESULT = ("draft", "sign", "issue")


def take_step(
    counter: Counter,
    number: str,
    step: int,
    *,
    facts: Mapping[str, str | bool] | None = None,
    words: str = "",
    source: str = "",
) -> None:
    """A step without a result of its own is done: reviewed with a note, checked, sent, registered, received.

    ``facts`` answer what the step asks; ``source`` is who answered where that was not the operator. Raises Problem
    1025, 1026, 1027, 1034 and 1039.
    """
    loaded, under_way = _at(counter, number, step)
    if under_way.act in _WITH_RESULT:
        raise Problem("1039", number=number)
    answers = dict(facts or {})
    # What the step does not ask it does not answer: later conditions would be met by nobody's word.
    for asked in sorted({*answers, *([] if under_way.asks is None else [under_way.asks])}):
        if asked != under_way.asks or answers.get(asked) not in loaded.edition.vocabulary.get(asked, ()):
            raise Problem("1034", question=asked)
    now = counter.clock.now()
    taken = StepTaken(
        number=number,
        step=step,
        next=_next(loaded, step, answers),
        act=under_way.act,
        facts=answers,
        source=source,
        seconds=held_seconds(counter, loaded, now),
    )
    _record(counter, now, loaded, taken, ReasonParticulars(reason=words.strip()) if words.strip() else None)


def return_step(counter: Counter, number: str, step: int, words: str) -> None:
    """The case goes back for rework, with words that say what. A draft is withdrawn, and its place with it.

    Raises Problem 1025, 1026, 1027, 1033 and 1039 where the step sends nothing back.
    """
    loaded, under_way = _at(counter, number, step)
    if under_way.returns_to is None:
        raise Problem("1039", number=number)
    if loaded.proceeding.issued_at is not None:
        raise Problem("1031", number=number, day=_day(loaded.proceeding.issued_at))
    if not words.strip():
        raise Problem("1033")
    now = counter.clock.now()
    returned = StepReturned(
        number=number, step=step, next=under_way.returns_to, seconds=held_seconds(counter, loaded, now)
    )
    _record(counter, now, loaded, returned, ReasonParticulars(reason=words.strip()))


def draft_result(
    counter: Counter,
    number: str,
    step: int,
    result: Result,
    *,
    grounds: tuple[str, ...] = (),
    group: str = "",
    reason: str = "",
    words: str = "",
) -> None:
    """A refusal with its reason waits for the signature, or the edition's positive result: an order or a notification.

    An order is into a group. Raises Problem 1028 and 1029 where the group has no place for this child, 1030 where a
    refusal says no reason, 1036 where there is no such group, 1039 where a ground or the result is none of the
    edition's, and 1025 to 1027.
    """
    loaded, under_way = _at(counter, number, step)
    if under_way.act != "draft" or result not in ("refusal", positive_result(loaded.edition)):
        raise Problem("1039", number=number)
    if result == "refusal" and not reason.strip():
        raise Problem("1030")
    known = {ground.key for refusal in loaded.edition.refusals for ground in refusal.grounds}
    if result == "refusal" and not known.issuperset(grounds):
        raise Problem("1039", number=number)
    if result == "order":
        check_group(counter, loaded, group, mine=False)
    now = counter.clock.now()
    drafted = ResultDrafted(
        number=number,
        step=step,
        next=_next(loaded, step, {}),
        result=result,
        grounds=grounds if result == "refusal" else (),
        group=group if result == "order" else "",
        seconds=held_seconds(counter, loaded, now),
    )
    said = ResultParticulars(reason=reason.strip() if result == "refusal" else "", words=words.strip())
    _record(counter, now, loaded, drafted, said)


def sign_result(
    counter: Counter,
    number: str,
    step: int,
    *,
    signed_by: SignedBy,
    mark: str = "",
    words: str = "",
    certificate: str = "",
    archive: Callable[[str, Moment], Entry] | None = None,
) -> str:
    """The result is signed and has its number in the register of results; that number is returned.

    ``mark`` holds the strokes of a drawn signature or the letters of a typed one. ``archive`` draws, signs and keeps
    an electronic paper under the number given, inside the act, and returns the entry that says so.
    Raises Problem 1038 without a mark, 1028 where the group has fewer places by now, and 1025 to 1027 and 1039.
    """
    loaded, under_way = _at(counter, number, step)
    proceeding = loaded.proceeding
    result = result_to_sign(loaded.case.act.outcome, loaded.result)
    if under_way.act != "sign":
        raise Problem("1039", number=number)
    if signed_by in ("drawn", "typed") and not mark.strip():
        raise Problem("1038")
    if result == "order" and proceeding.group:
        check_group(counter, loaded, proceeding.group, mine=True)
    now = counter.clock.now()
    entries = with_doubt(counter, now)
    year = year_of(now, loaded.clock)
    with counter.store.act() as act:
        result_number = act.give_number(register=RESULTS, year=year, counter=counter.profile.counter)
        signed = ResultSigned(
            number=number,
            step=step,
            next=_next(loaded, step, {}),
            result=result,
            group=proceeding.group,
            register=RESULTS,
            result_number=result_number,
            signed_by=signed_by,
            certificate=certificate,
            seconds=held_seconds(counter, loaded, now),
        )
        said = SignatureParticulars(mark=mark.strip(), words=words.strip())
        archived = [] if archive is None else [archive(result_number, now)]
        act.append(*entries, entry_of(counter, now, signed, proceeding.case, said), *archived)
    return result_number


def issue_result(
    counter: Counter,
    number: str,
    step: int,
    *,
    to: str,
    shown: tuple[Shown, ...],
    name: str,
    identity_document: str = "",
    power_of_attorney: str = "",
) -> None:
    """The result is handed to the applicant, or to a representative with a power of attorney. Once.

    Against the receipt and an identity document, the representative's own beside the power of attorney (order 202 of
    2020, annex 7, paragraph 5). Raises Problem 1031, 1032, 1035, those of the name, 1057 where it
    went back as unclaimed, and 1025 to 1027 and 1039.
    """
    found = counter.store.proceedings.find(number)
    if found is not None and found.issued_at is not None:
        raise Problem("1031", number=number, day=_day(found.issued_at))
    loaded, under_way = _at(counter, number, step)
    if under_way.act != "issue":
        raise Problem("1039", number=number)
    proceeding = loaded.proceeding
    # What was drafted here is signed here, whatever conditions an edition puts on the step that signs.
    if (loaded.is_signed_here or proceeding.result is not None) and proceeding.result_number is None:
        raise Problem("1035", number=number)
    check_is_here(proceeding)
    wanted = {"receipt", "identity"} | ({"power_of_attorney"} if to == "representative" else set())
    if not wanted.issubset(shown):
        raise Problem("1032")
    now = counter.clock.now()
    issued = ResultIssued(
        number=number,
        step=step,
        next=_next(loaded, step, {}),
        result_number=proceeding.result_number or str(proceeding.facts.get(RESULT_NUMBER, "")),
        to="representative" if to == "representative" else "applicant",
        shown=shown,
        seconds=held_seconds(counter, loaded, now),
    )
    receiver = ReceiverParticulars(
        name=check_name(name),
        identity_document=identity_document.strip(),
        power_of_attorney=power_of_attorney.strip() if to == "representative" else "",
    )
    _record(counter, now, loaded, issued, receiver)


def check_group(counter: Counter, loaded: Loaded, key: str, *, mine: bool) -> Group:
    """The group an order would enrol this case's child in. ``mine``: its draft holds one of the places already.

    Raises Problem 1036 where there is none open, 1028 where no place is free, 1029 where the age does not fit.
    """
    group = counter.store.proceedings.group(key)
    if group is None or group.service != loaded.proceeding.service or not (group.open or mine):
        raise Problem("1036", group=key if group is None else group.name)
    taken = group.taken - (1 if mine else 0)
    if taken >= group.places:
        raise Problem("1028", group=group.name, taken=taken, places=group.places)
    if loaded.subject is not None and loaded.subject.birth_date:
        # The age a group's limits speak of is that at the beginning of its school year.
        age = age_on(date.fromisoformat(loaded.subject.birth_date), date(group.year, *SCHOOL_YEAR_STARTS))
        if not group.youngest <= age <= group.oldest:
            raise Problem("1029", group=group.name, youngest=group.youngest, oldest=group.oldest, age=age)
    return group


def held_seconds(counter: Counter, loaded: Loaded, now: Moment) -> int:
    """How long the step under way has been held, by the machine's count."""
    return seconds_since(counter, loaded.proceeding.since, now)


def _at(counter: Counter, number: str, step: int) -> tuple[Loaded, Step]:
    """The case at the step the screen showed, which this operator may take."""
    loaded = load_proceeding(counter, number)
    if loaded.proceeding.step == 0:
        raise Problem("1025", number=number)
    under_way = step_of(loaded.procedure, loaded.proceeding.step)
    if under_way is None or under_way.number != step:
        raise Problem("1027", number=number, step=step)
    if is_heads(under_way):
        try:
            require(counter.roles, "resolve")
        except Problem as problem:
            raise Problem("1026") from problem
    return loaded, under_way


def _next(loaded: Loaded, step: int, answers: Mapping[str, str | bool]) -> int:
    following = step_following(loaded.procedure, step, joined(loaded.proceeding.facts, answers))
    return 0 if following is None else following.number


def _record(counter: Counter, now: Moment, loaded: Loaded, act: Act, particulars: Particulars | None) -> None:
    entry: Entry = entry_of(counter, now, act, loaded.proceeding.case, particulars)
    with counter.store.act() as open_act:
        open_act.append(*with_doubt(counter, now, entry))


def _day(wall: str) -> str:
    return show_date(date.fromisoformat(wall[:10]))
