"""A case whole: what holds now, its documents, its corrections, its papers, and its time line from the journal."""

from typing import Any, NamedTuple

from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from forms.correction_words import ASKED_BY, label_of
from forms.day_acts import CaseVoided
from forms.editions import Edition
from forms.events import CaseDecided, CaseParticulars, PaperPrinted
from forms.fact_words import FactWords
from forms.problems import PROBLEMS, Problem
from forms.register_acts import CaseCorrected, CorrectionParticulars, ReasonParticulars
from forms.visits import Visit
from forms.words import FINDINGS
from server.accounts.scope import ScopedRequest, note_seen, page
from server.intake.models import Alarm, RefusedEvent
from server.pages.words import page_language, quote, tell, word
from server.register.case_words import number_of, words_of
from server.register.drawing import decode_visit
from server.register.editions import known_editions
from server.register.holding import correct
from server.register.models import Case, Trail, VisitRow
from server.register.places import left_of, places_of
from server.register.recorded import Recorded, read_recorded
from server.register.timeline import paper_name, tell_events
from server.register.walk_page import walk_of


class Document(NamedTuple):
    """A line of the checklist, with what was found of it."""

    number: int | None
    title: str
    finding: str
    tone: str
    sheets: int
    written: str  # its number and dates
    reason: str


class Change(NamedTuple):
    """A place that was corrected."""

    label: str
    old: str
    new: str


class Correction(NamedTuple):
    """A correction; without changes where its words were erased."""

    one: Recorded
    asked_by: str
    reason: str
    changes: list[Change]


class Paper(NamedTuple):
    """A copy that was printed."""

    one: Recorded
    name: str
    act: PaperPrinted


@require_GET
@page("register")
def show_case(request: ScopedRequest, number: str) -> HttpResponseBase:
    """The case of a number. What lies outside the user's organisations does not exist."""
    cases = request.scope.narrow(Case.objects.filter(number=number_of(number)))
    found = list(cases.select_related("organisation", "counter").order_by("left_behind", "pk")[:10])
    if not found:
        raise Http404
    chosen = request.GET.get("event", "")
    case = next((one for one in found if f"{one.branch}-{one.sequence}" == chosen), found[0])
    note_seen(request, "case", case.organisation, number=case.number)
    shown = facts_of(case)
    return render(request, "register/case.html", {**shown, "others": [one for one in found if one != case]})


def facts_of(case: Case) -> dict[str, Any]:
    """Everything a page about this case shows, from its row and from the journal."""
    trail = Trail.objects.filter(counter=case.counter, case_id=case.case_id).first()
    places = places_of(trail.places) if trail is not None else []
    recorded = sorted(
        read_recorded(case.counter, places=places), key=lambda one: (one.place.sequence, one.place.branch)
    )
    left = left_of(case.counter)
    words = words_of([case])
    standing = [one for one in recorded if left.holds(one.place) == case.left_behind or not left.holds(one.place)]
    decided = next((one for one in standing if one.place == (case.branch, case.sequence)), None)
    act = decided.event.act if decided is not None else None
    edition = next((one for one in known_editions() if one.label == case.edition), None)
    written = _written_now(decided, standing)
    return {
        "case": case,
        "words": words,
        "act": act if isinstance(act, CaseDecided) else None,
        "written": written,
        "answers": _answers(act.facts, edition) if isinstance(act, CaseDecided) else [],
        "documents": _documents(act, edition, written) if isinstance(act, CaseDecided) else [],
        "corrections": [_correction(one, edition) for one in standing if isinstance(one.event.act, CaseCorrected)],
        "void": next((one for one in standing if isinstance(one.event.act, CaseVoided)), None),
        "void_reason": _void_reason(standing),
        "papers": [
            Paper(one, paper_name(one.event.act.paper), one.event.act)
            for one in standing
            if isinstance(one.event.act, PaperPrinted)
        ],
        "walk": walk_of(case, standing),
        "lines": tell_events(recorded, case.counter_id, words, left),
        "periods": _periods(case),
        "refused": _refused(case),
        "alarms": Alarm.objects.filter(counter=case.counter, understood_at=None).order_by("-at")[:5],
    }


def _written_now(decided: Recorded | None, standing: list[Recorded]) -> CaseParticulars | None:
    written = None if decided is None else decided.particulars
    if not isinstance(written, CaseParticulars):
        return None
    for one in standing:
        if isinstance(one.particulars, CorrectionParticulars):
            for change in one.particulars.changes:
                written = correct(written, change)
    return written


def _answers(facts: dict[str, str | bool], edition: Edition | None) -> list[tuple[str, str]]:
    words = FactWords(edition, word, quote)
    return [(words.question(fact), words.answer(fact, value)) for fact, value in facts.items()]


_TONES = {"in_order": "good", "missing": "trouble", "expired": "care", "nonconforming": "care", "unreliable": "trouble"}


def _documents(act: CaseDecided, edition: Edition | None, written: CaseParticulars | None) -> list[Document]:
    known = {} if edition is None else {document.key: document for document in edition.documents}
    told = {} if written is None else {one.key: one for one in written.documents}
    lines = []
    for checked in act.documents:
        document, words = known.get(checked.key), told.get(checked.key)
        parts = [] if words is None else [words.number, words.date, words.expires]
        finding = FINDINGS.get(checked.finding)
        lines.append(
            Document(
                number=checked.number,
                title=checked.key if document is None else quote(document.short),
                finding=checked.finding if finding is None else word(finding),
                tone=_TONES.get(checked.finding, "plain"),
                sheets=checked.sheets,
                written=" · ".join(part for part in parts if part),
                reason="" if words is None else words.reason,
            )
        )
    return lines


def _correction(one: Recorded, edition: Edition | None) -> Correction:
    act = one.event.act
    assert isinstance(act, CaseCorrected)
    told = one.particulars if isinstance(one.particulars, CorrectionParticulars) else None
    changes = (
        []
        if told is None
        else [Change(_label(change.field, edition), change.old, change.new) for change in told.changes]
    )
    asked_by = word(ASKED_BY[act.asked_by])
    if told is not None and told.asked_by_name:
        asked_by = f"{asked_by}: {told.asked_by_name}"
    return Correction(one, asked_by, "" if told is None else told.reason, changes)


def _label(field: str, edition: Edition | None) -> str:
    document = None
    if field.startswith("documents.") and edition is not None:
        key = field.split(".")[1]
        document = next((one for one in edition.documents if one.key == key), None)
    try:
        label = label_of(field) if document is None else label_of(field, document.number, document.short)
    except KeyError:
        return field
    return label.in_words(word, page_language())


def _void_reason(standing: list[Recorded]) -> str:
    for one in standing:
        if isinstance(one.event.act, CaseVoided) and isinstance(one.particulars, ReasonParticulars):
            return one.particulars.reason
    return ""


def _periods(case: Case) -> Visit | None:
    row = VisitRow.objects.filter(counter=case.counter, visit_id=case.case_id).first()
    return None if row is None else decode_visit(bytes(row.body))


def _refused(case: Case) -> list[tuple[RefusedEvent, str]]:
    """Events about the case that the centre holds, with the sentence."""
    about = Q(fields__number=case.number) | Q(fields__case=case.case_id)
    rows = RefusedEvent.objects.filter(about, counter=case.counter).order_by("sequence")[:50]
    told = []
    for row in rows:
        try:
            told.append((row, tell(Problem(row.problem, **row.fields)) if row.problem in PROBLEMS else row.problem))
        except (KeyError, TypeError):
            told.append((row, row.problem))
    return told
