"""One case with everything of it: what holds now, what was corrected, its time line, papers and visit."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.permissions import require
from desktop.domain.record import apply_corrections
from desktop.operations.complaint_records import ComplaintLine, complaints_of_case
from desktop.operations.counter import Counter
from desktop.operations.duplicates import LikelyDuplicate, list_duplicates
from desktop.operations.open_cases import name_by_draft
from desktop.storage.printed import PrintedPaper
from desktop.storage.register_rows import RegisterRow
from forms.day_acts import CaseVoided
from forms.events import (
    Act,
    CaseDecided,
    CaseParticulars,
    CheckedDocument,
    DocumentParticulars,
    Event,
    Particulars,
    PersonParticulars,
)
from forms.problems import Problem
from forms.procedure_acts import ResultParticulars, SubjectParticulars, SubjectRecorded
from forms.register_acts import Attached, CaseCorrected, CorrectionParticulars, FieldChange, ReasonParticulars
from forms.subjects import apply_to_subject
from forms.visits import Period, PeriodKind, measure_periods

_PERIODS: tuple[PeriodKind, ...] = ("waiting", "serving", "held")


@dataclass(frozen=True)
class TimeLineEntry:
    """One event of a case. ``kind`` is the act's tag, such as ``case_decided``; ``act`` holds its fields.

    ``words`` are what an operator typed with it, such as the reason of a void; empty where nothing or erased.
    """

    sequence: int
    at: str
    kind: str
    operator: str
    act: Act
    words: str = ""


@dataclass(frozen=True)
class RecordedDocument:
    """A document of the checklist: what was found, and what holds now of what was written of it."""

    checked: CheckedDocument
    number: str = ""
    date: str = ""
    expires: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Correction:
    """One correction, the first first. ``changes`` is empty where its particulars were erased."""

    sequence: int
    at: str
    operator: str
    asked_by: str
    asked_by_name: str
    reason: str
    fields: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    attached: tuple[Attached, ...]


@dataclass(frozen=True)
class PrintedCopy:
    """A copy that went to the printer; ``id`` is the archive's, ``erased`` where its bytes are gone."""

    id: int
    paper: str
    number: str
    copy_number: int
    language: str
    format: str
    printed_at: str
    sha256: str
    erased: bool


@dataclass(frozen=True)
class CaseRecord:
    """Everything of a case, decided or not. ``particulars`` as they hold after corrections; None before the outcome
    and once they were erased (``erased``). Seconds are of the visit."""

    row: RegisterRow
    facts: dict[str, str | bool]
    consent: str
    consent_at: str
    grounds: tuple[str, ...]
    by_representative: bool
    particulars: CaseParticulars | None
    subject: SubjectRecorded | None
    child: SubjectParticulars | None  # as it holds after corrections; None once erased
    erased: bool
    documents: tuple[RecordedDocument, ...]
    corrections: tuple[Correction, ...]
    time_line: tuple[TimeLineEntry, ...]
    papers: tuple[PrintedCopy, ...]
    periods: tuple[Period, ...]
    waiting_seconds: float
    serving_seconds: float
    held_seconds: float
    overrun: bool
    overrun_reason: str
    outside_hours: bool
    clock_doubted: bool
    void_reason: str  # code; empty where it stands
    void_words: str
    duplicates: tuple[LikelyDuplicate, ...]
    complaints: tuple[ComplaintLine, ...] = ()  # that speak of it

    @property
    def applicant(self) -> PersonParticulars | None:
        """The applicant as they hold now."""
        return None if self.particulars is None else self.particulars.applicant

    @property
    def representative(self) -> PersonParticulars | None:
        """The representative as they hold now."""
        return None if self.particulars is None else self.particulars.representative


def case_record(counter: Counter, case: str) -> CaseRecord:
    """Everything of one case, decided or not, or of a visit that came to none. Raises Problem 740 where there is
    neither."""
    require(counter.roles, "search")
    store, now = counter.store, counter.clock.now()
    row = store.register.find(case, today=now.wall[:10])
    if row is None:
        raise Problem("740")
    history = store.register.events_of(case)
    visit = store.visits.find(case)
    periods = () if visit is None else visit.periods
    waiting, serving, held = (measure_periods(periods, kind, now).seconds for kind in _PERIODS)
    act = next((event.act for event, _ in reversed(history) if isinstance(event.act, CaseDecided)), None)
    written = next((found for _, found in reversed(history) if isinstance(found, CaseParticulars)), None)
    changes = [found for _, found in history if isinstance(found, CorrectionParticulars)]
    holds = None if written is None else apply_corrections(written, changes)
    child = next(((event.act, found) for event, found in history if isinstance(event.act, SubjectRecorded)), None)
    born = None if child is None or not isinstance(child[1], SubjectParticulars) else child[1]
    void = next((found for event, found in history if isinstance(event.act, CaseVoided)), None)
    return CaseRecord(
        row=row if act is not None else name_by_draft(counter, row),
        facts={} if act is None else dict(act.facts),
        consent="" if act is None else act.consent,
        consent_at="" if act is None else act.consent_at or "",
        grounds=() if act is None else act.grounds,
        by_representative=act is not None and act.by_representative,
        particulars=holds,
        subject=None if child is None else child[0],
        child=apply_to_subject(born, changes),
        erased=act is not None and holds is None,
        documents=() if act is None else tuple(_documents(act, holds)),
        corrections=tuple(_corrections(history)),
        time_line=tuple(_entry(event, found) for event, found in history),
        papers=tuple(_copy(paper) for paper in store.printed.of_case(case)),
        periods=periods,
        waiting_seconds=waiting,
        serving_seconds=serving,
        held_seconds=held,
        overrun=any(getattr(event.act, "overrun", False) for event, _ in history),
        overrun_reason="" if holds is None else holds.overrun_reason,
        outside_hours=act is not None and act.outside_hours,
        clock_doubted=act is not None and act.clock_doubted,
        void_reason=row.voided,
        void_words=_words(void),
        duplicates=() if act is None else tuple(list_duplicates(counter, row)),
        complaints=() if act is None else complaints_of_case(counter, act.number),
    )


def _entry(event: Event, particulars: Particulars | None) -> TimeLineEntry:
    kind = str(event.act.__struct_config__.tag)
    return TimeLineEntry(event.sequence, event.at.wall, kind, event.operator, event.act, _words(particulars))


def _words(particulars: Particulars | None) -> str:
    told = CorrectionParticulars | ReasonParticulars | ResultParticulars
    return particulars.reason if isinstance(particulars, told) else ""


def _corrections(history: list[tuple[Event, Particulars | None]]) -> Iterator[Correction]:
    for event, found in history:
        if not isinstance(event.act, CaseCorrected):
            continue
        written = found if isinstance(found, CorrectionParticulars) else None
        yield Correction(
            sequence=event.sequence,
            at=event.at.wall,
            operator=event.operator,
            asked_by=event.act.asked_by,
            asked_by_name="" if written is None else written.asked_by_name,
            reason="" if written is None else written.reason,
            fields=event.act.fields,
            changes=() if written is None else written.changes,
            attached=() if written is None else written.attached,
        )


def _documents(act: CaseDecided, holds: CaseParticulars | None) -> Iterator[RecordedDocument]:
    words = {} if holds is None else {document.key: document for document in holds.documents}
    for checked in act.documents:
        written = words.get(checked.key, DocumentParticulars(key=checked.key))
        yield RecordedDocument(checked, written.number, written.date, written.expires, written.reason)


def _copy(paper: PrintedPaper) -> PrintedCopy:
    return PrintedCopy(
        id=paper.id,
        paper=paper.paper,
        number=paper.number,
        copy_number=paper.copy_number,
        language=paper.language,
        format=paper.format,
        printed_at=paper.printed_at,
        sha256=paper.sha256,
        erased=paper.erased,
    )
