"""Something written of a decided case is corrected: the first stays, the correction stands beside it.

Called on the store's thread.
"""

from collections.abc import Mapping
from pathlib import Path

from desktop.domain import correction
from desktop.domain.correction import CorrectableField
from desktop.domain.permissions import require
from desktop.operations.attaching import keep_attachment, read_attachment
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.operations.recorded import RecordedCase, load_case
from forms.contacts import check_words
from forms.problems import Problem
from forms.register_acts import AskedBy, CaseCorrected, CorrectionParticulars, FieldChange

# Who is not known from the case itself has to be named.
_TO_BE_NAMED: frozenset[AskedBy] = frozenset(("district", "other"))


def correctable_fields(counter: Counter, number: str) -> tuple[CorrectableField, ...]:
    """Everything of a decided case that may be corrected, with what stands there now.

    Raises Problem 622 where there is no such case, 760 where its personal data were erased, 761 where it is void.
    """
    return correction.list_fields(_standing(load_case(counter, number)).as_decided())


def check_corrections(counter: Counter, number: str, changes: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """The changes as they would be recorded, those that change nothing left out. Raises what ``correct_case`` does."""
    return correction.check_changes(_standing(load_case(counter, number)).as_decided(), changes)


def correct_case(
    counter: Counter,
    number: str,
    changes: Mapping[str, str],
    *,
    asked_by: AskedBy,
    asked_by_name: str = "",
    reason: str,
    attachment: Path | None = None,
) -> int:
    """Record new values by field, who asked for them and why, with a scan of the request; the event's sequence.

    Raises Problem 720 without the right; 622, 760, 761 as :func:`correctable_fields`; the Problem of a value that
    cannot stand, its ``fields["field"]`` being the place; 762 where nothing changes; 766, 767 where the reason or
    who asked is missing; 768 to 771 for the file. Nothing is recorded then.
    """
    require(counter.roles, "correct")
    case = _standing(load_case(counter, number))
    changed = correction.check_changes(case.as_decided(), changes)
    words, name = check_reason(reason), check_asker(asked_by_name)
    if asked_by in _TO_BE_NAMED and not name:
        raise Problem("767", field="asked_by_name")
    file = None if attachment is None else read_attachment(attachment)
    act = CaseCorrected(number=number, fields=tuple(change.field for change in changed), asked_by=asked_by)
    particulars = CorrectionParticulars(
        changes=changed, reason=words, asked_by_name=name, attached=() if file is None else (file.attached,)
    )
    now = counter.clock.now()
    with counter.store.act() as writing:
        entry = entry_of(counter, now, act, case.row.case, particulars)
        sequence = writing.append(*with_doubt(counter, now, entry))[-1].sequence
        keep_attachment(counter, sequence, file)
    return sequence


def check_reason(typed: str) -> str:
    """Why, in words papers can show. Raises Problem 766 where there are none, 560."""
    words = check_words(typed)
    if not words:
        raise Problem("766", field="reason")
    return words


def check_asker(typed: str) -> str:
    """Who asked, on one line. Raises Problem 560."""
    return " ".join(check_words(typed).split())


def _standing(case: RecordedCase) -> RecordedCase:
    if case.void is not None:
        raise Problem("761", number=case.act.number)
    return case
