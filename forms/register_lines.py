"""A row of the register as it leaves the counter: in the prescribed book, in a spreadsheet, in a CSV file."""

from collections.abc import Mapping

import msgspec

from forms.catalogues import N_


class RegisterLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry, as it holds after its corrections. Times are ISO 8601 with the organisation's offset, or empty.

    ``name``, ``iin`` and ``phone`` are empty where the personal data were erased (``erased``). ``duplicates``: copies
    of its paper given after the first; ``corrected``: how many corrections it had; ``voided``: the reason's key.
    """

    number: str
    at: str
    name: str = ""
    iin: str = ""
    phone: str = ""
    by_representative: bool = False
    representative: str = ""
    child: str = ""
    service: str = ""
    edition: str = ""
    outcome: str = ""
    grounds: tuple[str, ...] = ()
    documents: int = 0
    sheets: int = 0
    due: str = ""  # ISO date
    handed_over: str = ""
    operator: str = ""
    voided: str = ""
    corrected: int = 0
    duplicates: int = 0
    erased: bool = False


class Totals(msgspec.Struct, kw_only=True):
    """Entries by what became of them; a void one is counted as void alone."""

    accepted: int = 0
    refusal_receipts: int = 0
    reasoned_refusals: int = 0
    voided: int = 0
    documents: int = 0
    sheets: int = 0

    @property
    def entries(self) -> int:
        """All of them."""
        return self.accepted + self.refusal_receipts + self.reasoned_refusals + self.voided

    def add(self, line: RegisterLine) -> None:
        """Count one entry."""
        if line.voided:
            self.voided += 1
            return
        if line.outcome == "accepted":
            self.accepted += 1
            self.documents += line.documents
            self.sheets += line.sheets
        elif line.outcome == "refusal_receipt":
            self.refusal_receipts += 1
        else:
            self.reasoned_refusals += 1


# What the sheet of a workbook is called.
SHEET = N_("Register")
PRACTICE_SHEET = N_("Practice, not the register")

# What an outcome is called in a narrow column; on papers its whole words stand (forms/words.py).
SHORT_OUTCOMES: Mapping[str, str] = {
    "accepted": N_("accepted"),
    "refusal_receipt": N_("acceptance refused"),
    "reasoned_refusal": N_("reasoned refusal"),
}

VOID_REASONS: Mapping[str, str] = {
    "wrong_person": N_("wrong person"),
    "entered_twice": N_("entered twice"),
    "wrong_outcome": N_("wrong outcome"),
    "applicant_withdrew": N_("the applicant withdrew"),
    "other": N_("another reason"),
}
