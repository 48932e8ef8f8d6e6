"""What one edition of a standard says: the typed form of a file under ``forms/standards``.

Every rule carries its :class:`Source`. Read files with :mod:`forms.reading`; ask what an applicant owes with
:mod:`forms.checklist`.
"""

from datetime import date, time
from typing import Literal

import msgspec

from forms.facts import ALWAYS, FACTS, YES_OR_NO, Condition, Vocabulary
from forms.texts import Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Outcome = Literal["accepted", "refusal_receipt", "reasoned_refusal"]
Finding = Literal["missing", "expired", "nonconforming", "unreliable", "consent_declined"]
Mark = Literal["original_seen", "copy_taken", "compared", "original_returned", "seal_seen", "signature_seen"]
PaperKind = Literal["receipt", "refusal_receipt", "reasoned_refusal", "application", "notification", "memo"]
ChannelKind = Literal["counter", "state_corporation", "portal", "platform"]
Provider = Literal["local", "republican", "music_school", "any"]
TermStart = Literal["acceptance", "request", "complaint"]
ReceptionStep = Literal["service", "applicant", "facts", "consent", "checklist", "outcome", "paper"]
# Whose procedure of a channel: the provider's own, or the State Corporation's for a provider.
Side = Literal["provider", "corporation"]
# What the program does at a step; "note": nothing but writing down that it was taken.
StepAct = Literal[
    "accept", "look_up", "tell", "send", "register", "check", "review", "draft", "sign", "receive", "issue", "note"
]
Relation = Literal["mother", "father", "adoptive_parent", "guardian", "trustee", "foster_parent", "other"]


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Strict, immutable, by keyword: an unknown key in a file is an error."""


class Source(_Data, frozen=True, kw_only=True):
    """Where a rule is written. ``act`` only where it is not the edition's own act; ``inferred`` where the
    sources are silent and the rule is the register's reading."""

    paragraph: str
    item: str | None = None
    act: Text | None = None
    inferred: bool = False


class Act(_Data, frozen=True, kw_only=True):
    """The legal act an edition stands in."""

    kind: Literal["order", "resolution", "passport"]
    number: str | None = None
    adopted: date | None = None
    annex: str | None = None
    registered: str | None = None  # in the register of state registration of legal acts
    title: Text
    short: Text  # as named on a screen or a paper: "2020 ж. 14 мамырдағы № 202 бұйрық, 7-қосымша"


class InForce(_Data, frozen=True, kw_only=True):
    """First and last day in force, both included; ``until`` is empty while the edition stands."""

    since: date
    until: date | None = None
    source: Source

    def covers(self, day: date) -> bool:
        """Whether the edition is in force on ``day``."""
        return self.since <= day and (self.until is None or day <= self.until)


class Channel(_Data, frozen=True, kw_only=True):
    """A way to apply: ``counter`` is ours. ``since`` only where it opened later than the edition."""

    kind: ChannelKind
    title: Text
    since: date | None = None
    source: Source


class Norms(_Data, frozen=True, kw_only=True):
    """Minutes. ``serving`` is empty where the edition has no counter, ``waiting`` where it sets no norm for waiting.

    ``source`` is of the serving norm; ``waiting_source`` of the waiting norm where it stands elsewhere.
    """

    waiting_minutes: int | None = None
    serving_minutes: int | None = None
    warn_at_minutes: tuple[int, ...] = ()
    source: Source
    waiting_source: Source | None = None


class Term(_Data, frozen=True, kw_only=True):
    """A due date in working days after acceptance, or after what ``counted_from`` names.

    ``channels`` are the ways to apply it is due on; none means every one of the edition's. ``after_hours``: what comes
    after the end of work or on a day off counts as of that day, or of the next working day. ``when``: where a term
    depends on a fact of the case, such as the provider's place.
    """

    key: str
    title: Text
    working_days: int
    first_day_excluded: bool
    counted_from: TermStart = "acceptance"
    after_hours: Literal["same_day", "next_working_day"] = "same_day"
    channels: tuple[ChannelKind, ...] = ()
    when: Condition = ALWAYS
    since: date | None = None
    source: Source


class Hours(_Data, frozen=True, kw_only=True):
    """Opening hours of one channel; local time."""

    who: Literal["provider", "provider_intake", "state_corporation", "platform"]
    days: tuple[Weekday, ...]
    opens: time
    closes: time
    lunch: tuple[time, time] | None = None
    source: Source


class Expiry(_Data, frozen=True, kw_only=True):
    """How a document's validity is known: a date printed on it, or months from its own date."""

    by: Literal["date_on_document", "months_from_date"]
    months: int | None = None
    source: Source


class Answer(_Data, frozen=True, kw_only=True):
    """An answer to a question of an edition; ``key`` is what conditions and the journal name it by."""

    key: str
    text: Text


class Question(_Data, frozen=True, kw_only=True):
    """A question of this edition alone, beside the facts every edition may ask. Without ``answers``: yes or no.

    ``unanswered`` is said where it was passed over.
    """

    key: str
    text: Text
    answers: tuple[Answer, ...] = ()
    unanswered: Text | None = None
    source: Source

    @property
    def values(self) -> tuple[str | bool, ...]:
        """The answers it may have."""
        return tuple(answer.key for answer in self.answers) or YES_OR_NO


class Lack(_Data, frozen=True, kw_only=True):
    """When an owed document may lawfully be absent, and the reason the register gives."""

    when: Condition
    reason: Text
    source: Source


class FormedElsewhere(_Data, frozen=True, kw_only=True):
    """When a document is formed by a platform, so that the applicant does not bring it."""

    when: Condition
    by: Text
    source: Source


class Document(_Data, frozen=True, kw_only=True):
    """One line of the checklist. ``number`` is its number in the law; an additional document has none."""

    key: str
    number: int | None = None
    title: Text  # the law's words, whole
    short: Text  # the same, as short as a row of a screen needs
    when: Condition = ALWAYS
    reason_when_not_owed: Text | None = None  # required where ``when`` is given
    marks: tuple[Mark, ...] = ()  # what the clerk must have done before the document is in order
    parts: tuple[Text, ...] = ()  # several papers under one number (certificate and order)
    expiry: Expiry | None = None
    ask_number_and_date: bool = False
    may_lack: Lack | None = None
    formed_elsewhere: FormedElsewhere | None = None
    words: tuple[int, int] | None = None  # an essay's fewest and most words
    source: Source


class Rule(_Data, frozen=True, kw_only=True):
    """A sentence of the law shown beside the step or the documents it governs."""

    key: str
    text: Text
    steps: tuple[ReceptionStep, ...] = ()  # the reception steps it is shown at
    documents: tuple[str, ...] = ()  # document keys
    source: Source


class Consent(_Data, frozen=True, kw_only=True):
    """Consent to use legally protected data: whether it is asked, and what a refusal of it leads to."""

    asked: bool
    declined: Literal["refused", "without_systems", "not_applicable"]
    text: Text | None = None
    consequence: Text | None = None
    source: Source


class Ground(_Data, frozen=True, kw_only=True):
    """A ground of refusal in the law's words, and the findings that raise it."""

    key: str
    number: str | None = None
    title: Text
    raised_by: tuple[Finding, ...]
    source: Source


class Refusal(_Data, frozen=True, kw_only=True):
    """One kind of refusal, with its grounds. A refusal receipt and a reasoned refusal are never merged."""

    outcome: Literal["refusal_receipt", "reasoned_refusal"]
    title: Text
    grounds: tuple[Ground, ...]
    source: Source


class Paper(_Data, frozen=True, kw_only=True):
    """A paper this edition gives: its annex and form mark, title, and whose layout it follows.

    ``opening`` is its first sentence and ``addressee`` the note beneath whom an application is addressed to, where the
    form's own words are other than the usual ones; in an application's ``opening`` ``{year}`` is the year of filing,
    in a notification's of refusal ``{grounds}`` and ``{documents}`` are what the form leaves blank.
    """

    kind: PaperKind
    annex: Text | None = None  # upper right: "… қағидаларына 10-қосымша"
    title: Text
    layout_note: Text | None = None  # where the edition's own form is not in the sources
    opening: Text | None = None
    addressee: Text | None = None
    copies: int = 2
    statutory: bool = True
    source: Source


class Step(_Data, frozen=True, kw_only=True):
    """A step of a prescribed procedure: who takes it, in how many minutes, and what the program does at it.

    One with a ``screen`` is taken at that screen of the reception; the others after it, one at a time, in their order.
    What is signed is what was drafted, or, where no step drafts, the outcome of the reception itself.
    ``asks`` is the fact its answer gives; ``when`` the facts it is taken under. After one that ``ends`` none is under
    way. ``returns_to`` is the number of the step it may send the case back to.
    """

    number: int
    actor: Literal["applicant", "clerk", "corporation", "provider", "head", "executor", "system"]
    title: Text
    minutes: int | None = None
    act: StepAct = "note"
    screen: ReceptionStep | None = None
    asks: str | None = None
    when: Condition = ALWAYS
    ends: bool = False
    returns_to: int | None = None
    source: Source


class Procedure(_Data, frozen=True, kw_only=True):
    """A prescribed order of steps for some of the channels, on one side of them.

    ``norm_covers_all``: the minutes of the norm run until its last step, not only until the reception's paper.
    """

    channels: tuple[ChannelKind, ...]
    side: Side = "provider"
    title: Text
    since: date | None = None
    until: date | None = None
    norm_covers_all: bool = False
    steps: tuple[Step, ...]
    source: Source


class Subject(_Data, frozen=True, kw_only=True):
    """Whose matter it is where the applicant applies for another: a child of ``youngest`` to ``oldest`` years.

    ``consent`` is what the applicant agrees to for them; without it none is asked.
    """

    kind: Literal["child"]
    title: Text
    relations: tuple[Relation, ...]
    youngest: int | None = None
    oldest: int | None = None
    consent: Text | None = None
    source: Source


class Unclaimed(_Data, frozen=True, kw_only=True):
    """How long a result that nobody collects is kept, and how soon it is sent again once it is asked for."""

    kept_months: int
    resend_working_days: int
    source: Source


class Complaints(_Data, frozen=True, kw_only=True):
    """Complaint terms in working days from the day of registration; empty where the edition is silent."""

    provider_days: int | None = None
    authority_days: int | None = None
    forward_days: int | None = None
    first_day_excluded: bool = False  # whether the day of registration does not count by the text
    text: Text
    source: Source


class Priority(_Data, frozen=True, kw_only=True):
    """Who the edition lets go before others in the queue. Everyone else waits in order."""

    key: str
    title: Text
    source: Source


class Notice(_Data, frozen=True, kw_only=True):
    """Something the clerk tells or the program shows: home visits, contact centre."""

    key: str
    text: Text
    source: Source


class Edition(_Data, frozen=True, kw_only=True):
    """One edition of one service's standard."""

    format: Literal[1]
    label: str  # E2020-7
    service: str  # small Latin letters, digits and _: "attestation"
    provider: Provider
    in_force: InForce
    act: Act
    title: Text  # the service's name in this edition
    short_title: Text  # the service's name on a screen
    fee_free: bool
    form: Literal["paper", "electronic", "both"]
    channels: tuple[Channel, ...]
    norms: Norms
    terms: tuple[Term, ...] = ()
    hours: tuple[Hours, ...] = ()
    applicant_works: bool = False  # workplace and position are asked, and stand on the papers
    enrols: bool = False  # the positive result is an order into a group; else a notification
    questions: tuple[Question, ...] = ()  # its own, beside the facts every edition may ask
    facts: tuple[str, ...] = ()  # asked on the facts screen, in this order
    documents: tuple[Document, ...]
    rules: tuple[Rule, ...] = ()
    consent: Consent
    result: Text
    result_source: Source
    refusals: tuple[Refusal, ...]
    papers: tuple[Paper, ...]
    procedures: tuple[Procedure, ...] = ()
    complaints: Complaints | None = None
    subject: Subject | None = None
    unclaimed: Unclaimed | None = None
    notices: tuple[Notice, ...] = ()
    priorities: tuple[Priority, ...] = ()  # besides persons with disabilities, whom the law itself names
    remarks: tuple[Text, ...] = ()  # what the register notes of the source: gaps, contradictions

    @property
    def has_counter(self) -> bool:
        """Whether the law knows a counter in this edition."""
        return any(channel.kind == "counter" for channel in self.channels)

    @property
    def vocabulary(self) -> Vocabulary:
        """Every fact its conditions may name, with the answers: those of every edition, and its own questions."""
        return {**FACTS, **{question.key: question.values for question in self.questions}} if self.questions else FACTS

    def question(self, key: str) -> Question | None:
        """Its own question of that key; None for a fact of every edition."""
        return next((question for question in self.questions if question.key == key), None)

    def paper(self, kind: PaperKind) -> Paper | None:
        """The paper of that kind, if this edition gives one."""
        return next((paper for paper in self.papers if paper.kind == kind), None)
