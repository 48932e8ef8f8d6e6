"""Complaints taken, given to somebody, answered or forwarded. Called on the store's thread."""

import dataclasses
import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

from msgspec.structs import replace

from desktop.domain.complaints import (
    OUTCOMES,
    Intake,
    Standing,
    Worker,
    check_correction,
    check_day,
    check_handler,
    check_intake,
    check_may_correct,
    check_may_end,
    check_may_handle,
    check_needed,
    check_received_on,
    corrected,
    first_handler,
    terms_of_complaint,
)
from desktop.domain.permissions import ALL_ROLES, require
from desktop.operations.attaching import keep_attachment, read_attachment
from desktop.operations.correcting import check_reason
from desktop.operations.counter import Counter
from desktop.operations.entries import day_of, entry_of, notice_clock, with_doubt, year_of
from desktop.operations.taking_over import name_of
from desktop.profile.shape import edition_for
from desktop.storage.complaints import ComplaintRow
from desktop.storage.numbering import COMPLAINTS
from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintCorrected,
    ComplaintForwarded,
    ComplaintOutcome,
    ComplaintParticulars,
    ComplaintReceived,
)
from forms.contacts import check_words
from forms.editions import Edition
from forms.events import Act, Particulars
from forms.problems import Problem
from forms.register_acts import CorrectionParticulars, ReasonParticulars


def list_workers(counter: Counter) -> tuple[Worker, ...]:
    """Who works at this counter now. In the clear everybody of the profile may do everything."""
    names = {one.id: one.name for one in counter.profile.operators}
    if not counter.is_protected:
        return tuple(Worker(one, name, ALL_ROLES) for one, name in names.items())
    enrolled = [one for one in counter.store.operators.all() if one.active]
    return tuple(Worker(one.id, names.get(one.id, one.id), one.roles) for one in enrolled)


def receive_complaint(counter: Counter, intake: Intake) -> str:
    """Register a complaint under its incoming number and give it to who handles it, in one transaction; its number.

    Whoever has the right may, who is complained of too: a complaint is not turned away. Then, and where nobody was
    chosen, it goes to the head, or to another clerk; it stays without a handler where there is none.
    Raises Problem 720, what :func:`check_intake` raises, 1018, 1020, 1022, 1024, 768 to 771 for the scan.
    """
    require(counter.roles, "complain")
    now = counter.clock.now()
    today = date.fromisoformat(day_of(counter, now))
    case = _case_told(counter, intake)
    intake = dataclasses.replace(intake, about=_about_of(counter, intake, case))
    edition = _edition_of(counter, intake, case, today)
    place = check_needed(intake.answer_place, "answer_place")
    received_on = check_received_on(intake.received_on, today)
    file = read_attachment(Path(intake.scan).expanduser()) if intake.scan.strip() else None
    particulars = check_intake(intake, () if file is None else (file.attached,))
    workers = list_workers(counter)
    handler = _handler_of(counter, intake, workers)
    at = datetime.combine(received_on, time(12))
    terms = terms_of_complaint(edition, intake.level, at, counter.editions, counter.calendar)
    received = ComplaintReceived(
        register=COMPLAINTS,
        number="",
        service=edition.service,
        edition=edition.label,
        way=intake.way,
        level=intake.level,
        language=intake.language,
        received_on=received_on.isoformat(),
        about=intake.about,
        case_number=case,
        by_representative=intake.by_representative,
        signed=intake.signed,
        due=None if terms.answer is None else terms.answer.due.isoformat(),
        forward_due=None if terms.forward is None else terms.forward.due.isoformat(),
        answer_place=place,
    )
    standing, doubts = notice_clock(counter, now)
    complaint = uuid.uuid4().hex
    with counter.store.act() as act:
        number = act.give_number(register=COMPLAINTS, year=year_of(now, standing), counter=counter.profile.counter)
        entries = [entry_of(counter, now, replace(received, number=number), complaint, particulars)]
        if handler:
            entries.append(entry_of(counter, now, ComplaintAssigned(number=number, handler=handler), complaint))
        recorded = act.append(*doubts, *entries)
        keep_attachment(counter, recorded[len(doubts)].sequence, file)
    return number


def assign_complaint(counter: Counter, number: str, handler: str, words: str = "") -> None:
    """Give a complaint to somebody else. Raises Problem 720, 1021, 1016, 1017, 1018, 560."""
    require(counter.roles, "complain")
    row = find_complaint(counter, number)
    check_may_handle(standing_of(row), counter.operator.id)
    check_handler(handler, row.about, list_workers(counter))
    said = check_words(words)
    note = ReasonParticulars(reason=said) if said else None
    _record(counter, row, ComplaintAssigned(number=number, handler=handler), note)


def correct_complaint(counter: Counter, number: str, values: Mapping[str, str], reason: str) -> None:
    """Put right what was written of it: new values by field, and why. Also once it has ended: letters are printed anew.

    Raises Problem 720, 1021, 1016, 760 where it was erased, 1117 where nothing changes, 766 without a reason, and what
    registering raises, each with a ``field``.
    """
    require(counter.roles, "complain")
    row = find_complaint(counter, number)
    check_may_correct(standing_of(row), counter.operator.id)
    written = read_particulars_of(counter, row)
    if written is None:
        raise Problem("760", number=number)
    by_hand = row.way == "paper"
    changes = check_correction(written, values, by_hand=by_hand, by_representative=row.by_representative)
    if not changes:
        raise Problem("1117", number=number, field="name")
    particulars = CorrectionParticulars(changes=changes, reason=check_reason(reason))
    _record(counter, row, ComplaintCorrected(number=number, fields=tuple(one.field for one in changes)), particulars)


def forward_complaint(counter: Counter, number: str, to: str, on: date | None = None, words: str = "") -> None:
    """Send it with the case to the body that considers it (order 72 of 2024, para. 44; order 32 of 2025, para. 18).

    Raises Problem 720, 1021, 1016, 1017, 1019, 1020, 1024, 560.
    """
    row, day = _ending(counter, number, on)
    said = check_words(words)
    note = ReasonParticulars(reason=said) if said else None
    act = ComplaintForwarded(number=number, to=check_needed(to, "to"), on=day)
    _record(counter, row, act, note)


def answer_complaint(
    counter: Counter, number: str, outcome: ComplaintOutcome, words: str, on: date | None = None
) -> None:
    """Answer it; the words are those of the letter. Raises Problem 720, 1021, 1016, 1017, 1019, 1020, 1024, 560."""
    row, day = _ending(counter, number, on)
    if outcome not in OUTCOMES:
        raise Problem("1024", field="outcome")
    said = check_needed(words, "words")
    _record(counter, row, ComplaintAnswered(number=number, outcome=outcome, on=day), ReasonParticulars(reason=said))


def find_complaint(counter: Counter, number: str) -> ComplaintRow:
    """The complaint of a number as it stands. Raises Problem 1021."""
    row = counter.store.complaints.find(number)
    if row is None:
        raise Problem("1021", number=number)
    return row


def read_particulars_of(counter: Counter, row: ComplaintRow) -> ComplaintParticulars | None:
    """What was written of it, as it was put right since; None where it was erased."""
    journal = counter.store.journal
    found = journal.particulars(row.sequence)
    if not isinstance(found, ComplaintParticulars):
        return None
    later = (journal.particulars(sequence) for sequence in counter.store.complaints.events(row.complaint))
    for one in later:
        if isinstance(one, CorrectionParticulars):
            found = corrected(found, one.changes)
    return found


def standing_of(row: ComplaintRow) -> Standing:
    """What decides who may do what with it."""
    return Standing(
        number=row.number,
        about=row.about,
        handler=row.handler,
        state=row.state,  # type: ignore[arg-type]
        received_on=date.fromisoformat(row.received_on),
        ended_on=None if row.ended_on is None else date.fromisoformat(row.ended_on),
    )


def _ending(counter: Counter, number: str, on: date | None) -> tuple[ComplaintRow, str]:
    """The complaint to be ended, and the day."""
    require(counter.roles, "complain")
    row = find_complaint(counter, number)
    standing = standing_of(row)
    check_may_end(standing, counter.operator.id, counter.roles, name_of(counter, row.handler))
    today = date.fromisoformat(day_of(counter, counter.clock.now()))
    # The wall may have been set back since: the complaint came before its answer all the same.
    day = max(today, standing.received_on) if on is None else on
    return row, check_day(day, standing.received_on, max(today, standing.received_on), "on").isoformat()


def _record(counter: Counter, row: ComplaintRow, act: Act, particulars: Particulars | None) -> None:
    now = counter.clock.now()
    entry = entry_of(counter, now, act, row.complaint, particulars)
    with counter.store.act() as recording:
        recording.append(*with_doubt(counter, now, entry))


def _case_told(counter: Counter, intake: Intake) -> str:
    number = intake.case_number.strip()
    if number and counter.store.cases.find(number) is None:
        raise Problem("1022", number=number, field="case_number")
    return number


def _about_of(counter: Counter, intake: Intake, case: str) -> str:
    """Who served the case complained of cannot say, registering it, that nobody is meant."""
    row = counter.store.cases.find(case) if case and not intake.about else None
    return counter.operator.id if row is not None and row.operator == counter.operator.id else intake.about


def _edition_of(counter: Counter, intake: Intake, case: str, today: date) -> Edition:
    """What was done by: the case's edition, else the one the service is given under today."""
    if case:
        row = counter.store.cases.find(case)
        assert row is not None
        return counter.editions.by_label(row.edition)
    service = intake.service or next(iter(counter.profile.services))
    return edition_for(service, counter.profile.services[service], counter.editions, today)


def _handler_of(counter: Counter, intake: Intake, workers: tuple[Worker, ...]) -> str:
    """Who is complained of chooses nobody: it goes where the rule says."""
    if intake.handler and counter.operator.id != intake.about:
        check_handler(intake.handler, intake.about, workers)
        return intake.handler
    return first_handler(intake.about, workers)
