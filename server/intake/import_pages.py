"""The page on which files from sticks are taken in, and the answers to take back.

Whatever somebody may bring: how much at once is bounded before the first byte is parsed, a counter of somebody else's
school is refused before its file is opened.
"""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET

from forms.batches import FAMILY, BatchLimits, read_header
from forms.problems import Problem
from forms.signed import SEALED
from server.accounts.scope import ScopedRequest, note_seen, page
from server.intake.act_words import told_problem
from server.intake.answering import counter_of, take_file
from server.intake.models import Delivery
from server.intake.stick_runs import StickRun, TakenLine, line_of_problem, name_of_answer
from server.intake.taking import most_bytes
from server.organisations.models import Counter
from server.pages.words import tell

MOST_FILES = 200
MOST_AT_ONCE = 256 << 20
_ROOM = 1 << 20  # for the form around the files
_LONGEST_NAME = 120
_ANY = BatchLimits(events=1 << 62, sealed=1 << 62, plain=1 << 62)
_RANKS = (".kense-enrolment", ".kense-key", ".kense-batch", ".kense-question")


@csrf_exempt  # who may, and how much comes, is asked first; then the form is checked below
@page("quarantine")
def import_files(request: ScopedRequest) -> HttpResponseBase:
    """The drop zone; files that come are taken, and the page of what became of them shown."""
    if request.method == "POST" and _length(request) > MOST_AT_ONCE + _ROOM:
        problem = Problem("900", name=_("of all files together"), size=_length(request) >> 20, most=MOST_AT_ONCE >> 20)
        messages.error(request, tell(problem))
        return redirect("intake:import")
    return _import(request)


@csrf_protect
def _import(request: Any) -> HttpResponseBase:
    if request.method != "POST":
        context = {"most_files": MOST_FILES, "most": MOST_AT_ONCE >> 20}
        return render(request, "intake/import.html", context)
    run = StickRun.find(request.user, request.POST.get("run", "")) or StickRun.begin(request.user)
    files = request.FILES.getlist("files")
    if len(files) > MOST_FILES:
        messages.error(request, tell(Problem("904", count=len(files), most=MOST_FILES)))
        files = []
    elif not files:
        messages.error(request, _("No file was chosen. Choose what the counter wrote to the stick."))
    for file in sorted(files, key=_order):
        _take(request, run, file)
    if request.headers.get("Accept") == "application/json":  # import.js, which sends them one by one
        return JsonResponse({"run": run.key, "address": reverse("intake:taken", kwargs={"run": run.key})})
    if not files:
        return redirect("intake:import")
    return redirect("intake:taken", run=run.key)


@require_GET
@page("quarantine")
def show_taken(request: ScopedRequest, run: str) -> HttpResponseBase:
    """What became of each file, and the answers."""
    found = _find(request, run)
    lines = found.lines()
    context = {
        "run": found.key,
        "lines": [(line, told_problem(line.problem, line.fields) if line.problem else "") for line in lines],
        "answers": [(counter, len(data)) for counter, data in found.answers().items()],
        "sent": _sent_words(),
        "stored": sum(line.stored for line in lines),
        "refused": sum(line.refused for line in lines),
        "failed": sum(bool(line.problem) for line in lines),
    }
    return render(request, "intake/taken.html", context)


@require_GET
@page("quarantine")
def take_answers(request: ScopedRequest, run: str, counter: str = "") -> HttpResponseBase:
    """The answer for one counter, or all in a ZIP."""
    found = _find(request, run)
    if not counter:
        return _download("Kense-exchange.zip", found.archive(), "application/zip")
    data = found.answers().get(counter)
    if data is None:
        raise Http404
    return _download(name_of_answer(counter), data, "application/octet-stream")


def _take(request: ScopedRequest, run: StickRun, file: "UploadedFile[bytes]") -> None:
    name, size = str(file.name or "")[-_LONGEST_NAME:], file.size or 0
    most = most_bytes() + _ROOM
    if size > most:
        run.add(line_of_problem(name, size, Problem("900", name=name, size=-(-size >> 20), most=most >> 20)), ())
        return
    data = file.read()
    code = _said_counter(data)
    counter = Counter.objects.filter(code=code).select_related("organisation").first() if code else None
    if counter is not None and not request.scope.narrow(Counter.objects.filter(pk=counter.pk)).exists():
        note_seen(request, "stick_refused", counter=code)
        run.add(line_of_problem(name, size, Problem("901", name=name, counter=code), ""), ())
        return
    before = Delivery.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    taken = take_file(name, data, request.user)
    kept = Delivery.objects.filter(pk__gt=before, user=request.user, way="file").order_by("-pk").first()
    if taken.problem is not None:
        line = line_of_problem(name, size, taken.problem, taken.counter)
    elif kept is not None:
        line = TakenLine(
            name=name,
            size=size,
            counter=taken.counter,
            what=kept.what,
            first=kept.first,
            last=kept.last,
            stored=kept.stored,
            known=kept.known,
            refused=kept.refused,
        )
    else:
        line = TakenLine(name=name, size=size, counter=taken.counter)  # the same as before: nothing new to keep
    run.add(line, taken.documents)
    note_seen(
        request, "stick_taken", counter.organisation if counter else None, counter=taken.counter, stored=line.stored
    )


def _said_counter(data: bytes) -> str:
    """Whose the file says it is. A batch's header is read by no limits: what is too large is told by its taking."""
    if not data.startswith(FAMILY):
        return counter_of(data)
    try:
        return read_header(data, _ANY).counter
    except Problem:
        return ""  # nor will it be taken


def _order(file: "UploadedFile[bytes]") -> tuple[int, str, int]:
    """Enrolments first, then keys, then batches in the order of the journal, questions last: they ask what is held."""
    name = str(file.name or "")
    rank = next((place for place, ending in enumerate(_RANKS) if name.endswith(ending)), len(_RANKS))
    head = file.read(8192)
    file.seek(0)
    if head.startswith(FAMILY):
        try:
            header = read_header(head, _ANY)
        except Problem:
            return 2, "", 0
        return 2, header.counter, header.first
    return (rank if not head.startswith(SEALED) or rank != 2 else 3), name, 0


def _find(request: ScopedRequest, run: str) -> StickRun:
    found = StickRun.find(request.user, run)
    if found is None:
        raise Http404
    return found


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def _download(name: str, data: bytes, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _sent_words() -> dict[str, str]:
    return {
        "batch": _("Entries"),
        "question": _("Question"),
        "enrolment": _("Enrolment"),
        "key_change": _("New keys"),
    }
