"""How a case stands, for its applicant: asked by the number and the code on the receipt."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from forms.catalogues import N_
from forms.invitation_code import LETTERS
from forms.problems import Problem
from server.organisations.models import Organisation
from server.register.models import Case, Proceeding

STEPS: Mapping[str, str] = {
    "accept": N_("The documents were received."),
    "review": N_("The documents are with the head."),
    "draft": N_("The result is being prepared."),
    "sign": N_("The result is with the head to be signed."),
    "send": N_("The documents are on their way to the provider."),
    "register": N_("The documents are on their way to the provider."),
    "check": N_("The provider checks the documents."),
    "receive": N_("The provider prepares the result."),
    "issue": N_("The result is ready. Come for it with the receipt and an identity document."),
}
IN_WORK = N_("The case is in work.")
ISSUED = N_("The result was issued.")
UNCLAIMED = N_("Nobody came for the result within a month, and it went back to the provider. Ask for it again.")
ENDED = N_("The case has ended.")

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
    step: str = ""  # a message: where the case is on its way; empty where it goes no way
    at: datetime | None = None  # since when


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
    step, at = ("", None) if case.voided or case.step is None else _step_of(case)
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
        step=step,
        at=at,
    )


def _step_of(case: Case) -> tuple[str, datetime | None]:
    """Where the case is, in words for who waits for it: no officer's name, no word of the result."""
    rows = Proceeding.objects.filter(counter=case.counter_id, case_id=case.case_id, left_behind=case.left_behind)
    row = rows.order_by("pk").first()
    if row is None:
        return "", None
    if row.issued_at is not None:
        return ISSUED, row.issued_at
    if row.moved == "returned_unclaimed":
        return UNCLAIMED, row.moved_at
    return (ENDED, row.ended_at) if row.step == 0 else (STEPS.get(row.act, IN_WORK), row.since)


def spell_code(typed: str) -> str:
    """A code as it stands on the receipt, however it was typed; what cannot be one comes back as no case's."""
    letters = "".join(one for one in typed.upper().translate(_READ_AS) if one in LETTERS)
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == 8 else ""
