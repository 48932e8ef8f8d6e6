"""A case while it is on the counter: every answer as typed, so that it can be reopened exactly as it was."""

from typing import Literal

import msgspec

from forms.editions import ChannelKind, Mark, Outcome, Side
from forms.procedure_acts import TakenStep
from forms.records import decode
from forms.visits import Period

Screen = Literal["service", "applicant", "facts", "consent", "checklist", "outcome", "paper"]
DocumentState = Literal["", "in_order", "missing", "expired", "nonconforming", "unreliable", "not_available"]


class PersonAnswers(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A person as typed."""

    iin: str = ""
    name: str = ""
    identity_document: str = ""
    identity_shown: bool = False
    identity_returned: bool = False
    phone: str = ""
    email: str = ""
    workplace: str = ""
    position: str = ""


class DocumentAnswers(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What the clerk said of one document, as typed."""

    state: DocumentState = ""
    marks: list[Mark] = []
    sheets: str = ""
    number: str = ""
    date: str = ""
    expires: str = ""
    word_count: str = ""  # of an essay, as counted or typed
    usual_reason: str = ""  # a code of forms.words.USUAL_REASONS, said in the language of the paper
    reason: str = ""


class SubjectAnswers(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A child the applicant applies for, as typed."""

    iin: str = ""
    name: str = ""
    birth_date: str = ""
    relation: str = ""
    relation_words: str = ""
    consent: Literal["", "given", "declined"] = ""


class CaseDraft(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Everything of a case before and around its outcome. Kept durably at every change."""

    format: Literal[1] = 1
    case: str
    service: str
    edition: str
    periods: tuple[Period, ...] = ()  # of the visit, as they were at the last act: the journal has the truth
    screen: Screen = "service"
    channel: ChannelKind = "counter"
    side: Side = "provider"
    filed_at: str = ""  # when it was filed on a portal or platform, as typed: 21.11.2026 18:40
    package: str = ""  # the State Corporation's own number of a case it sent
    provider_place: Literal["", "same", "other"] = ""  # at the State Corporation: where the provider is
    steps: list[TakenStep] = []  # of the procedure, taken so far at the screens of the reception
    step_from: int | None = None  # seconds of serving at which the step under way began
    applicant: PersonAnswers = msgspec.field(default_factory=PersonAnswers)
    by_representative: bool = False
    representative: PersonAnswers = msgspec.field(default_factory=PersonAnswers)
    power_of_attorney: str = ""
    subject: SubjectAnswers = msgspec.field(default_factory=SubjectAnswers)
    facts: dict[str, str | bool] = {}
    held_until: str = ""
    consent: Literal["", "given", "declined"] = ""
    consent_at: str = ""
    documents: dict[str, DocumentAnswers] = {}
    outcome: Outcome | None = None
    refusal_reason: str = ""
    overrun_reason: str = ""
    number: str = ""  # empty until the outcome
    paper_language: Literal["kk", "ru", "both"] = "kk"
    paper_copies: int = 2
    paper_format: Literal["a4", "roll80"] = "a4"
    printed: bool = False

    @property
    def decided(self) -> bool:
        """Whether the outcome was given; answers no longer change then."""
        return bool(self.number)

    @property
    def held(self) -> bool:
        """Whether the case is put aside."""
        return bool(self.periods) and self.periods[-1].kind == "held"

    def document(self, key: str) -> DocumentAnswers:
        """The answers on a document, made empty on first asking."""
        return self.documents.setdefault(key, DocumentAnswers())


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(CaseDraft)


def write_draft(draft: CaseDraft) -> bytes:
    """The draft's bytes for keeping."""
    return _encoder.encode(draft)


def read_draft(body: bytes) -> CaseDraft:
    """A draft from its bytes. Raises msgspec.MsgspecError where they are not one."""
    return decode(_decoder, body)
