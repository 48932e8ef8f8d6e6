"""What a paper says, without how it looks: filled by the counter, drawn by the modules beside this one."""

from datetime import date, datetime
from typing import Literal

import msgspec

from forms.editions import Edition, Outcome
from forms.texts import Text

LanguageChoice = Literal["kk", "ru", "both"]
Format = Literal["a4", "roll80"]
TicketFormat = Literal["roll80", "a6"]


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class Organisation(_Data, frozen=True, kw_only=True):
    """The provider as papers name it."""

    name: Text
    address: Text
    phone: str
    head: str = ""  # who signs a reasoned refusal; empty leaves the line to be filled by hand
    bin: str = ""  # business identification number, 12 digits
    phones: tuple[str, ...] = ()  # besides ``phone``


class Person(_Data, frozen=True, kw_only=True):
    """Applicant or representative as papers name them."""

    name: str
    iin: str = ""
    workplace: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""


class Child(_Data, frozen=True, kw_only=True):
    """The child a paper is about: the edition's word for it, its name and birth date, what the applicant is to it."""

    heading: Text
    name: str
    born: date | None = None
    relation: Text


class DocumentLine(_Data, frozen=True, kw_only=True):
    """A document on a paper: ``sheets`` 0 where not counted. ``finding`` and ``reason`` on refusals."""

    number: int | None
    title: Text
    sheets: int = 0
    detail: str = ""  # number and date of the document, as typed
    finding: Text | None = None  # "жоқ / отсутствует", "қолданылу мерзімі өткен / срок действия истёк"
    reason: Text | None = None  # the clerk's words, a usual reason, or the expiry date


class GroundLine(_Data, frozen=True, kw_only=True):
    """A ground of refusal in the law's words, with the clerk's reasons beneath."""

    number: str | None
    title: Text
    reasons: tuple[str, ...] = ()


class OfficeBlock(_Data, frozen=True, kw_only=True):
    """The block below the hairline: ours, not the form's."""

    number: str
    at: datetime  # aware, the organisation's zone
    clerk: str
    phone: str
    due: Text | None  # "2026 ж. 26 қараша (3 жұмыс күні: сс, ср, бс)"
    answers: tuple[tuple[Text, Text], ...] = ()  # who answers a complaint registered today, and by when
    copy_number: int
    copies: int = 2  # how many are printed at once; two are one for each side
    duplicate: bool = False  # prints ТЕЛНҰСҚА / ДУБЛИКАТ
    printed_by: str = ""  # of a later copy: whoever prints and signs it; ``clerk`` stays the one who gave the outcome
    printed_at: datetime | None = None
    through: Text | None = None  # of a package: the State Corporation's number of it, and the day it took it
    status_code: str = ""  # by which the applicant asks the district how the case stands
    qr: str  # the signed text, ASCII; empty for none


class ChangeLine(_Data, frozen=True, kw_only=True):
    """What stood in one place and what stands there now."""

    label: Text
    old: Text
    new: Text


class CorrectedNote(_Data, frozen=True, kw_only=True):
    """What a paper says of its corrections, and which paper it stands in the place of."""

    first_copy: int
    first_printed_at: datetime
    corrected_at: datetime
    changes: tuple[ChangeLine, ...]


class VoidNote(_Data, frozen=True, kw_only=True):
    """Why and since when a case is void."""

    at: datetime
    reason: Text
    words: str = ""


class OutcomePaper(_Data, frozen=True, kw_only=True):
    """Receipt, refusal receipt, reasoned refusal or the memo of an edition without a counter."""

    outcome: Outcome
    edition: Edition
    language: LanguageChoice
    format: Format
    organisation: Organisation
    applicant: Person
    representative: Person | None
    power_of_attorney: str
    child: Child | None = None
    documents: tuple[DocumentLine, ...]
    grounds: tuple[GroundLine, ...] = ()
    next: Text | None = None  # what happens after this paper, where that is not its end
    office: OfficeBlock
    corrected: CorrectedNote | None = None  # this paper stands in the place of the first
    corrected_later: datetime | None = None  # a duplicate of what was first given, though it was corrected since
    void: VoidNote | None = None
    practice: bool = False  # prints ОҚУ / УЧЕБНЫЙ and no QR code


class ApplicationPaper(_Data, frozen=True, kw_only=True):
    """The application form (annex 2 layout), filled as far as known, for the applicant to sign."""

    edition: Edition
    language: LanguageChoice
    organisation: Organisation
    applicant: Person
    year: int
    claimed_category: Text | None
    held_category: Text | None
    held_until: date | None
    holds_none: bool = False  # the applicant said so; otherwise what is not known is left to be filled by hand
    on: date
    practice: bool = False


class TicketPaper(_Data, frozen=True, kw_only=True):
    """A place in the queue on a slip. Nothing personal, and nothing to prove: no name and no QR code."""

    label: str  # "А007"
    language: LanguageChoice
    format: TicketFormat
    organisation: Organisation
    service: Text
    rule: Text | None  # the edition's own sentence on the order of the queue; ours where it has none
    issued_at: datetime  # aware, the organisation's zone
    again_at: datetime | None = None  # printed once more: the moment ``ahead`` and the wait are told of
    ahead: int  # how many wait before
    expected_wait: int  # seconds
    practice: bool = False


class AttachedLine(_Data, frozen=True, kw_only=True):
    """A file kept beside the event."""

    name: str
    sha256: str


class AmendmentPaper(_Data, frozen=True, kw_only=True):
    """The act on a correction, or on a case made void (``cause``), to be signed and filed."""

    edition: Edition
    language: LanguageChoice
    organisation: Organisation
    number: str
    decided_at: datetime  # aware, the organisation's zone
    outcome: Text
    applicant: str  # name as it holds now
    clerk: str  # who gave the outcome
    sequence: int  # of the event in the journal
    at: datetime
    by: str  # who recorded it
    asked_by: Text | None
    asked_by_name: str
    reason: str
    changes: tuple[ChangeLine, ...] = ()
    cause: Text | None = None
    attached: tuple[AttachedLine, ...] = ()
    printed_by: str
    printed_at: datetime
    qr: str
    practice: bool = False
