"""A decided case made void: a mistake is mended by an event, the number stays and is never given again."""

from pathlib import Path
from typing import Literal

from desktop.domain.permissions import may, require
from desktop.operations.attaching import keep_attachment, read_attachment
from desktop.operations.correcting import check_asker, check_reason
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from forms.day_acts import CaseVoided
from forms.problems import Problem
from forms.register_acts import ReasonParticulars

VoidReason = Literal["wrong_person", "entered_twice", "wrong_outcome", "applicant_withdrew", "other"]


def void_case(
    counter: Counter,
    number: str,
    reason: VoidReason,
    *,
    words: str = "",
    asked_by_name: str = "",
    attachment: Path | None = None,
) -> int:
    """Make the case of a number void; the event's sequence. ``words`` say why, and must where the reason is "other".

    Raises Problem 720 without the right, 622 where there is no such case, 623 where it is void already, 1085 where its
    result is signed and the operator is not the head, 766 where words are missing, 560 for those no paper can show, 768
    to 771 for the file. Nothing is recorded then. A case on its way ends with it, and the place of its order is free.
    """
    require(counter.roles, "void")
    case = counter.store.cases.find(number)
    if case is None:
        raise Problem("622", number=number)
    if counter.store.cases.voided(number) is not None:
        raise Problem("623", number=number)
    proceeding = counter.store.proceedings.find(number)
    if proceeding is not None and proceeding.result_number is not None and not may(counter.roles, "resolve"):
        raise Problem("1085", number=number, result=proceeding.result_number)
    said = check_reason(words) if words.strip() or reason == "other" else ""
    name = check_asker(asked_by_name)
    file = None if attachment is None else read_attachment(attachment)
    particulars = None
    if said or name or file is not None:
        attached = () if file is None else (file.attached,)
        particulars = ReasonParticulars(reason=said, asked_by_name=name, attached=attached)
    now = counter.clock.now()
    with counter.store.act() as act:
        entry = entry_of(counter, now, CaseVoided(number=number, reason=reason), case.case, particulars)
        sequence = act.append(*with_doubt(counter, now, entry))[-1].sequence
        keep_attachment(counter, sequence, file)
    return sequence
