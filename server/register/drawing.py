"""What one event changes in a case's row, and in a visit's. No database here."""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from forms.day_acts import CaseVoided
from forms.events import (
    PAPERS_BESIDE,
    CaseDecided,
    CaseParticulars,
    Event,
    PaperHandedOver,
    PaperPrinted,
    Particulars,
)
from forms.folding import fold_case
from forms.names import collation_key
from forms.procedure_acts import SubjectParticulars, SubjectRecorded
from forms.register_acts import CaseCorrected, CorrectionParticulars, FieldChange
from forms.status_code import status_code
from forms.visits import Visit, measure_periods
from server.organisations.models import Counter
from server.register.marks import mark, mark_count
from server.register.rows import NAMELESS, CaseRow, VisitLine

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Visit)

# Of a name or a phone; a list shows fifty, and an index takes no longer word.
_LONGEST = 400
_LONGEST_REASON = 4000
_PERSONAL = frozenset(
    f"{who}.{what}" for who in ("applicant", "representative") for what in ("name", "iin", "phone")
) | {
    "subject.name",
    "subject.iin",
}


def decide(
    counter: Counter, branch: int, hashed: str, event: Event, particulars: Particulars | None, ticket: str
) -> CaseRow:
    """The row of a case just decided; its words are made by :func:`describe`."""
    act = event.act
    assert isinstance(act, CaseDecided)
    row = CaseRow(
        organisation_id=counter.organisation_id,
        counter_id=counter.pk,
        branch=branch,
        sequence=event.sequence,
        case_id=event.case or "",
        number=act.number,
        service=act.service,
        edition=act.edition,
        outcome=act.outcome,
        grounds=" ".join(act.grounds),
        operator=event.operator,
        ticket=ticket,
        decided_at=datetime.fromisoformat(event.at.wall),
        day=date.fromisoformat(event.at.wall[:10]),
        due=None if act.due is None else date.fromisoformat(act.due),
        by_representative=act.by_representative,
        documents=sum(document.finding not in ("missing", "not_available") for document in act.documents),
        sheets=sum(document.sheets for document in act.documents),
        serving_seconds=act.serving_seconds,
        overrun=act.overrun,
        outside_hours=act.outside_hours,
        clock_doubted=act.clock_doubted,
        status_code=status_code(hashed),
    )
    if isinstance(particulars, CaseParticulars):
        first, second = particulars.applicant, particulars.representative
        row.applicant_name, row.applicant_iin, row.applicant_phone = map(_fit, (first.name, first.iin, first.phone))
        if second is not None:
            row.representative_name, row.representative_iin = _fit(second.name), _fit(second.iin)
            row.representative_phone = _fit(second.phone)
        row.overrun_reason = _fit(particulars.overrun_reason, _LONGEST_REASON)
    else:
        row.erased = event.particulars_digest is not None
    return row


def _fit(text: str, most: int = _LONGEST) -> str:
    """As a row takes it: what a counter that is none of ours wrote may have any length, and a NUL."""
    return text.replace("\x00", "\ufffd")[:most]


def follow(row: CaseRow, event: Event, particulars: Particulars | None) -> bool:
    """What an event after the decision changes; whether it changes what the case is found by."""
    act = event.act
    match act:
        case PaperPrinted():
            if act.paper not in PAPERS_BESIDE:
                row.copies += act.copies
                row.duplicates = max(row.duplicates, act.copy_number - 1)
        case PaperHandedOver():
            if row.handed_over_at is None:  # the first handing over stands
                row.handed_over_at = datetime.fromisoformat(event.at.wall)
                row.serving_seconds = act.serving_seconds
                row.overrun = row.overrun or act.overrun
        case CaseVoided():
            row.voided = act.reason
            return True
        case SubjectRecorded():
            if isinstance(particulars, SubjectParticulars) and not row.erased:
                row.subject_name, row.subject_iin = _fit(particulars.name), _fit(particulars.iin)[:12]
            return True
        case CaseCorrected():
            row.corrected += 1
            if isinstance(particulars, CorrectionParticulars) and not row.erased:
                for change in particulars.changes:
                    _correct(row, change)
            return True
        case _:
            pass
    return False


def _correct(row: CaseRow, change: FieldChange) -> None:
    """Of what can be corrected, only what the register shows; the rest is the record's."""
    if change.field == "overrun_reason":
        row.overrun_reason = _fit(change.new, _LONGEST_REASON)
    elif change.field in _PERSONAL:
        who, _, what = change.field.partition(".")
        there = {"applicant": True, "subject": bool(row.subject_name or row.subject_iin)}
        if there.get(who, bool(row.representative_name or row.representative_iin)):
            setattr(row, f"{who}_{what}", _fit(change.new, 12 if change.field == "subject.iin" else _LONGEST))


def erase(row: CaseRow) -> None:
    """Nothing of the row speaks of a person any more."""
    row.applicant_name = row.applicant_iin = row.applicant_phone = ""
    row.representative_name = row.representative_iin = row.representative_phone = ""
    row.subject_name = row.subject_iin = ""
    row.overrun_reason = ""
    row.erased = True


def describe(row: CaseRow) -> None:
    """Make anew what the case is sorted and found by."""
    row.name_key = collation_key(row.applicant_name) if row.applicant_name else NAMELESS
    # A space on both sides of each word: " аб" finds where one begins.
    row.words = f" {' '.join(dict.fromkeys(_words(row)))} "


def _words(row: CaseRow) -> Iterator[str]:
    found_by = fold_case(
        number=row.number,
        ticket=row.ticket,
        names=filter(None, (row.applicant_name, row.representative_name, row.subject_name)),
        iins=filter(None, (row.applicant_iin, row.representative_iin, row.subject_iin)),
        phones=filter(None, (row.applicant_phone, row.representative_phone)),
    )
    yield from found_by.words
    if found_by.count is not None:
        yield mark_count(found_by.count)
    yield mark("counter", str(row.counter_id))
    yield mark("organisation", str(row.organisation_id))
    yield mark("service", row.service)
    yield mark("edition", row.edition)
    yield mark("outcome", row.outcome)
    yield mark("clerk", f"{row.counter_id} {row.operator}")
    if row.voided:
        yield mark("state", "void")
    if row.corrected:
        yield mark("state", "corrected")
    if row.overrun:
        yield mark("state", "overrun")


class VisitState:
    """A visit as it is being folded, and the row it becomes."""

    def __init__(self, visit: Visit, branch: int, changed_hour: int, row: VisitLine | None) -> None:
        self.visit = visit
        self.branch = branch
        self.changed_hour = changed_hour
        self.row = row  # the one to write over
        self.number = ""
        self.left_behind = False

    @classmethod
    def of_row(cls, row: VisitLine) -> "VisitState":
        """Where the row's visit stands."""
        state = cls(_decoder.decode(row.body), row.branch, row.changed_hour, row)
        state.number, state.left_behind = row.number, row.left_behind
        return state

    def turn(self, visit: Visit, event: Event) -> bool:
        """The visit after an event; whether it changed."""
        if visit is self.visit:
            return False
        self.visit = visit
        self.changed_hour = hour_of(event)
        return True

    def line(self, counter: Counter) -> VisitLine:
        """The row as it is to be written."""
        visit = self.visit
        came = visit.periods[0].start.wall
        waiting, serving = (measure_periods(visit.periods, kind) for kind in ("waiting", "serving"))
        last = visit.periods[-1]  # in doubt while it lasts, too
        return VisitLine(
            id=0 if self.row is None else self.row.id,
            organisation_id=counter.organisation_id,
            counter_id=counter.pk,
            branch=self.branch,
            arrived=visit.arrived,
            visit_id=visit.id,
            day=date.fromisoformat(visit.day),
            came_at=datetime.fromisoformat(came),
            came_hour=int(came[11:13]),
            changed_hour=self.changed_hour,
            service=visit.service,
            edition=visit.edition,
            operator=visit.operator,
            label=visit.label,
            called=visit.called > 0,
            state=visit.state,
            ended_by=visit.ended_by,
            ground=visit.ground,
            doubted=waiting.doubted or serving.doubted or (last.doubted and last.kind != "held"),
            waiting_seconds=waiting.seconds,
            serving_seconds=serving.seconds,
            number=self.number,
            left_behind=self.left_behind,
            body=_encoder.encode(visit),
        )


def hour_of(event: Event) -> int:
    """The hour on the counter's wall."""
    return int(event.at.wall[11:13])


def decode_visit(body: bytes) -> Visit:
    """The visit of a row, with its periods."""
    return _decoder.decode(body)
