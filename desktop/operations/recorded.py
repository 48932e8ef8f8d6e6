"""A decided case as the journal has it: its outcome, what was written of it, its corrections, its void."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.case import SubjectAnswers
from desktop.domain.correction import DecidedCase
from desktop.domain.record import apply_corrections
from desktop.domain.subject import answers_of
from desktop.operations.counter import Counter
from desktop.storage.cases import RegisteredCase
from desktop.storage.timeline import list_events
from forms.day_acts import CaseVoided
from forms.editions import Edition
from forms.events import CaseDecided, CaseParticulars, Event, PaperPrinted
from forms.problems import Problem
from forms.procedure_acts import SubjectParticulars, SubjectRecorded
from forms.register_acts import CaseCorrected, CorrectionParticulars, ReasonParticulars
from forms.subjects import apply_to_subject


@dataclass(frozen=True)
class RecordedCorrection:
    """A correction in its place. ``particulars`` are None once they were erased."""

    event: Event
    act: CaseCorrected
    particulars: CorrectionParticulars | None


@dataclass(frozen=True)
class RecordedVoid:
    """The event that made a case void; its words are None where there are none, or where they were erased."""

    event: Event
    act: CaseVoided
    particulars: ReasonParticulars | None


@dataclass(frozen=True)
class RecordedPrint:
    """A copy that went to the printer."""

    event: Event
    act: PaperPrinted


@dataclass(frozen=True)
class RecordedSubject:
    """The child a case is about. ``particulars`` are as first written, None once they were erased."""

    event: Event
    act: SubjectRecorded
    particulars: SubjectParticulars | None


@dataclass(frozen=True)
class RecordedCase:
    """Everything of a decided case that its papers need. ``particulars`` are as first written, None once erased."""

    row: RegisteredCase
    event: Event
    hash: str  # of the event in the journal's chain
    act: CaseDecided
    edition: Edition
    particulars: CaseParticulars | None
    subject: RecordedSubject | None
    corrections: tuple[RecordedCorrection, ...]
    void: RecordedVoid | None
    prints: tuple[RecordedPrint, ...]

    @property
    def changes(self) -> tuple[CorrectionParticulars, ...]:
        """What the corrections say, in their order."""
        return tuple(one.particulars for one in self.corrections if one.particulars is not None)

    @property
    def as_of(self) -> int:
        """The sequence of the last event that changed what its papers say."""
        amended = [one.event.sequence for one in self.corrections]
        return max([*amended, *([] if self.void is None else [self.void.event.sequence])], default=0)

    def particulars_now(self) -> CaseParticulars:
        """What is written of the case now. Raises Problem 760 where that, or a correction of it, was erased."""
        if self.particulars is None or len(self.changes) < len(self.corrections):
            raise Problem("760", number=self.act.number)
        return apply_corrections(self.particulars, self.changes)

    def subject_now(self, before: int | None = None) -> SubjectParticulars | None:
        """What is written of the child now, or before the event of a sequence; None where there is none or it was
        erased."""
        if self.subject is None:
            return None
        said = [one for one in self.corrections if before is None or one.event.sequence < before]
        return apply_to_subject(
            self.subject.particulars, [one.particulars for one in said if one.particulars is not None]
        )

    def child_answers(self, particulars: SubjectParticulars | None) -> SubjectAnswers:
        """The child as papers are drawn from it, by these particulars: the first ones, or those that hold now."""
        return SubjectAnswers() if self.subject is None else answers_of(self.subject.act, particulars)

    def as_decided(self) -> DecidedCase:
        """The case as the domain judges its corrections. Raises Problem 760."""
        particulars = self.particulars_now()
        return DecidedCase(self.event, self.act, particulars, self.edition, self.row.overrun, self.subject_now())


def load_case(counter: Counter, number: str) -> RecordedCase:
    """The case of a registration number. Raises Problem 622 where there is none."""
    row = counter.store.cases.find(number)
    if row is None:
        raise Problem("622", number=number)
    journal, amendments = counter.store.journal, counter.store.amendments
    recorded = next(journal.events(row.sequence))
    event = recorded.event
    particulars = journal.particulars(row.sequence)
    void = amendments.void(row.case)
    assert isinstance(event.act, CaseDecided)
    return RecordedCase(
        row=row,
        event=event,
        hash=recorded.hash,
        act=event.act,
        edition=counter.editions.by_label(row.edition),
        particulars=particulars if isinstance(particulars, CaseParticulars) else None,
        subject=_subject(counter, row.case),
        corrections=tuple(_corrections(counter, amendments.corrections(row.case))),
        void=None if void is None else _void(counter, void),
        prints=tuple(_prints(counter, row.case)),
    )


def name_of(counter: Counter, operator: str) -> str:
    """An operator's name as the profile has it; the identifier of one it no longer names."""
    return next((known.name for known in counter.profile.operators if known.id == operator), operator)


def _subject(counter: Counter, case: str) -> RecordedSubject | None:
    sequence = counter.store.proceedings.subject_sequence(case)
    if sequence is None:
        return None
    event, particulars = _event_at(counter, sequence), counter.store.journal.particulars(sequence)
    if not isinstance(event.act, SubjectRecorded):
        return None
    return RecordedSubject(event, event.act, particulars if isinstance(particulars, SubjectParticulars) else None)


def _event_at(counter: Counter, sequence: int) -> Event:
    return next(counter.store.journal.events(sequence)).event


def _corrections(counter: Counter, sequences: list[int]) -> Iterator[RecordedCorrection]:
    for sequence in sequences:
        event = _event_at(counter, sequence)
        particulars = counter.store.journal.particulars(sequence)
        if isinstance(event.act, CaseCorrected):
            written = particulars if isinstance(particulars, CorrectionParticulars) else None
            yield RecordedCorrection(event, event.act, written)


def _prints(counter: Counter, case: str) -> Iterator[RecordedPrint]:
    for sequence in list_events(counter.store.db, case):
        event = _event_at(counter, sequence)
        if isinstance(event.act, PaperPrinted):
            yield RecordedPrint(event, event.act)


def _void(counter: Counter, sequence: int) -> RecordedVoid | None:
    event = _event_at(counter, sequence)
    particulars = counter.store.journal.particulars(sequence)
    if not isinstance(event.act, CaseVoided):
        return None
    return RecordedVoid(event, event.act, particulars if isinstance(particulars, ReasonParticulars) else None)
