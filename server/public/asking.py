"""How a case stands, for its applicant: asked by the number and the code on the receipt."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from forms.invitation_code import LETTERS
from forms.problems import Problem
from server.organisations.models import Organisation
from server.register.models import Case

_READ_AS = str.maketrans("ILO", "110")
_NOTHING = "0000-0000"


@dataclass(frozen=True)
class CaseStatus:
    """What the applicant is told: nothing that the receipt in their hand does not say, but how it stands now."""

    number: str
    organisation: Organisation
    service: str
    outcome: str
    decided_at: datetime
    state: Literal["open", "done", "void"]
    due: date | None
    handed_over_at: datetime | None
    corrected: bool


def find_status(number: str, code: str) -> CaseStatus:
    """The case of this number, if the code is its own. Raises Problem 953, alike where either is wrong."""
    typed = spell_code(code)
    given = number.strip()
    case = (
        Case.objects.select_related("organisation")
        .filter(number__in={given, given.upper()})  # a counter's code may have small letters
        .order_by("left_behind", "pk")
        .first()
    )
    fits = hmac.compare_digest((case.status_code if case else _NOTHING).encode(), typed.encode())
    if case is None or not fits:
        raise Problem("953")
    state: Literal["open", "done", "void"] = "void" if case.voided else "done" if case.handed_over_at else "open"
    return CaseStatus(
        number=case.number,
        organisation=case.organisation,
        service=case.service,
        outcome=case.outcome,
        decided_at=case.decided_at,
        state=state,
        due=case.due,
        handed_over_at=case.handed_over_at,
        corrected=bool(case.corrected),
    )


def spell_code(typed: str) -> str:
    """A code as it stands on the receipt, however it was typed; what cannot be one comes back as no case's."""
    letters = "".join(one for one in typed.upper().translate(_READ_AS) if one in LETTERS)
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == 8 else ""
