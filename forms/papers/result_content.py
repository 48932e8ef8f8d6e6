"""What the paper of a drafted result says, without how it looks."""

from datetime import datetime
from typing import Literal

import msgspec

from forms.editions import Edition
from forms.papers.content import ChangeLine, Child, GroundLine, LanguageChoice, Organisation, Person, VoidNote
from forms.procedure_acts import SignedBy
from forms.strokes import Stroke
from forms.texts import Text

ResultKind = Literal["order", "notification", "refusal"]


class GroupNamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The group an order enrols in. ``year``: the one its school year begins in."""

    programme: Text
    name: str
    schedule: str
    year: int


class Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who signed a result, when and how. ``typed``: the letters of a typed signature; ``certificate``: its number."""

    name: str
    at: datetime
    by: SignedBy
    strokes: tuple[Stroke, ...] = ()
    typed: str = ""
    certificate: str = ""


class ResultPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the paper of a result says. Without ``number`` and ``signed`` it is a draft, and says so."""

    kind: ResultKind
    edition: Edition
    language: LanguageChoice
    organisation: Organisation
    number: str = ""
    signed: Signed | None = None
    by_hand: bool = False  # printed to be signed by hand: number and date are written in then
    case_number: str
    applied_at: datetime
    applicant: Person
    child: Child | None = None
    group: GroupNamed | None = None
    grounds: tuple[GroundLine, ...] = ()
    reason: str = ""
    words: str = ""
    executor: str
    phone: str
    copy_number: int = 1
    printed_by: str = ""
    printed_at: datetime | None = None
    status_code: str = ""
    qr: str = ""
    corrected: tuple[ChangeLine, ...] = ()  # what of it was corrected after it was signed
    corrected_at: datetime | None = None
    void: VoidNote | None = None
    practice: bool = False
