"""Pages of silent counters: whom to ring up, the sheet for the phone, what was promised."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forms.calendar import Calendar, load_calendar
from forms.papers.layout import make_tongues
from forms.papers.reminder import (
    RESULTS,
    TITLES,
    ReminderLine,
    ReminderSheet,
    draw_reminder,
    tell_since,
    what_to_say,
)
from forms.texts import Text
from server.accounts.scope import ScopedRequest, note_seen, page
from server.organisations.enrolling import root_of
from server.organisations.models import Counter, Reminder
from server.organisations.silence import CHOICES, KINDS, USUAL, counters_by_kind, working_days_silent
from server.organisations.standing import lag_of
from server.pages.words import page_language, word

ON_A_PAGE = 50
ON_A_SHEET = 500
LONGEST_WORDS = 400


@page("figures")
def list_silent(request: ScopedRequest) -> HttpResponseBase:
    """Counters somebody should ring up about, a kind a tab, the longest silent first."""
    kind, days = _asked(request)
    kinds = _by_kind(request, days)
    found = _with_reminders(kinds[kind])
    rows, later = _page_of(found, kind, request.GET.get("after", ""))
    calendar, today = load_calendar(), timezone.localdate()
    context = {
        "kind": kind,
        "days": days,
        "choices": CHOICES,
        "tab_links": _tab_links(kinds, kind, days),
        "rows": [_line_context(one, kind, today, calendar) for one in rows],
        "later": later,
        "words": page_language(),
        "may_note": request.scope.may("counters"),
        "longest": LONGEST_WORDS,
    }
    return render(request, "organisations/silent.html", context)


@page("figures")
def show_sheet(request: ScopedRequest) -> HttpResponseBase:
    """The sheet for the phone, to print from the browser or as a PDF (``?form=pdf``, ``language`` kk, ru or both)."""
    kind, days = _asked(request)
    rows = list(_with_reminders(_by_kind(request, days)[kind])[:ON_A_SHEET])
    calendar, today = load_calendar(), timezone.localdate()
    language = request.GET.get("language", "")
    if language not in ("kk", "ru", "both"):
        language = "ru" if page_language() == "ru" else "kk"
    lines = [_line(one, kind, today, calendar) for one in rows]
    if request.GET.get("form") == "pdf":
        return _as_pdf(request, kind, language, lines)
    tongues = make_tongues(language, 0, 100, columns=False)  # type: ignore[arg-type]
    shown = [
        (
            line,
            [(tongue.language, tell_since(kind, line, tongue), what_to_say(kind, line, tongue)) for tongue in tongues],
        )
        for line in lines
    ]
    context = {
        "kind": kind,
        "days": days,
        "language_of_sheet": language,
        "title": word(TITLES[kind]),
        "results": [word(result) for result in RESULTS],
        "lines": shown,
        "today": today,
        "words": page_language(),
    }
    return render(request, "organisations/reminder_sheet.html", context)


@require_POST
@page("counters")
def note_call(request: ScopedRequest, code: str) -> HttpResponseBase:
    """Somebody rang up: what was said, and by when it was promised."""
    counter = get_object_or_404(request.scope.narrow(Counter.objects.all()), code=code)
    said = request.POST.get("words", "").strip()[:LONGEST_WORDS]
    try:
        promised = date.fromisoformat(request.POST["promised"]) if request.POST.get("promised") else None
    except ValueError:
        promised = None
        messages.error(request, _("The day was not understood; choose it from the calendar."))
    if said or promised:
        Reminder.objects.create(counter=counter, user=request.user, words=said, promised=promised)
        note_seen(request, "counter_called", counter.organisation, counter=counter.code)
        messages.success(request, _("Your call about counter %(code)s is noted.") % {"code": counter.code})
    else:
        messages.error(request, _("Write what was said, or by when it was promised."))
    kind, days = request.POST.get("kind", ""), request.POST.get("days", "")
    if kind in KINDS and days.isdigit():
        return redirect(f"{reverse('organisations:silent')}?kind={kind}&days={days}")
    return redirect("organisations:counter", code=counter.code)


def _asked(request: ScopedRequest) -> tuple[str, int]:
    kind, days = request.GET.get("kind", KINDS[0]), request.GET.get("days", str(USUAL))
    if kind not in KINDS or days not in map(str, CHOICES):
        raise Http404
    return kind, int(days)


def _by_kind(request: ScopedRequest, days: int) -> Any:
    counters = request.scope.narrow(Counter.objects.all()).select_related("organisation")
    return counters_by_kind(counters, days, timezone.localdate())


def _with_reminders(found: QuerySet[Counter]) -> QuerySet[Counter]:
    return found.prefetch_related(
        Prefetch("reminders", queryset=Reminder.objects.order_by("-pk").select_related("user"), to_attr="calls")
    )


# What the rows of a kind are ordered by, beside their key.
_BY_TIME = {"silent": "last_contact", "never": "enrolled_at", "invited": "made_at"}


def _page_of(found: QuerySet[Counter], kind: str, after: str) -> tuple[list[Counter], str]:
    """The rows after a place in the order, and the place to go on after."""
    name = _BY_TIME.get(kind)
    if name is None:  # few: troubles of counters that do speak
        skipped = int(after) if after.isdecimal() and len(after) < 9 else 0
        rows = list(found[skipped : skipped + ON_A_PAGE + 1])
        return rows[:ON_A_PAGE], str(skipped + ON_A_PAGE) if len(rows) > ON_A_PAGE else ""
    told, _tilde, key = after.rpartition("~")
    try:
        moment = parse_datetime(told)
    except ValueError:
        moment = None
    sound = moment is not None and timezone.is_aware(moment) and 1970 < moment.year < 9000
    if sound and key.isdecimal() and len(key) < 19:
        found = found.filter(Q(**{f"{name}__gt": moment}) | Q(**{name: moment, "pk__gt": int(key)}))
    rows = list(found[: ON_A_PAGE + 1])
    if len(rows) <= ON_A_PAGE:
        return rows, ""
    last = rows[ON_A_PAGE - 1]
    return rows[:ON_A_PAGE], f"{getattr(last, name).isoformat()}~{last.pk}"


def _line(counter: Any, kind: str, today: date, calendar: Calendar) -> ReminderLine:
    place = counter.organisation
    since = {
        "never": counter.enrolled_at or counter.made_at,
        "invited": counter.made_at,
    }.get(kind, counter.last_contact or counter.made_at)
    promised = next((call.promised for call in counter.calls if call.promised), None)
    return ReminderLine(
        school=Text(kk=place.name_kk, ru=place.name_ru),
        counter=counter.code,
        contact=place.contact,
        phone=place.phone,
        day=timezone.localdate(since),
        count=lag_of(counter) if kind == "lag" else working_days_silent(counter, today, calendar),
        promised=promised,
    )


def _line_context(counter: Any, kind: str, today: date, calendar: Calendar) -> dict[str, Any]:
    call = counter.calls[0] if counter.calls else None
    return {
        "counter": counter,
        "line": _line(counter, kind, today, calendar),
        "call": call,
        "calls": len(counter.calls),
        "overdue": call is not None and call.promised is not None and call.promised < today,
        "lag": lag_of(counter),
    }


def _tab_words() -> dict[str, str]:
    return {
        "silent": _("Silent"),
        "never": _("Never heard"),
        "invited": _("Not enrolled"),
        "lag": _("Much not sent"),
        "clock": _("Clock in doubt"),
    }


def _tab_links(kinds: Any, here: str, days: int) -> list[tuple[str, str, bool]]:
    """Each kind with how many there are."""
    return [
        (f"?kind={kind}&days={days}", f"{words} ({kinds[kind].count()})", kind == here)
        for kind, words in _tab_words().items()
    ]


def _as_pdf(request: ScopedRequest, kind: Any, language: Any, lines: list[ReminderLine]) -> HttpResponseBase:
    first = request.scope.organisations().order_by("path").first()
    office = root_of(first) if first is not None else None
    paper = ReminderSheet(
        language=language,
        kind=kind,
        office=Text(kk=office.name_kk, ru=office.name_ru) if office is not None else Text(kk="", ru=""),
        lines=lines,
        at=timezone.localtime(),
    )
    answer = HttpResponse(draw_reminder(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="reminders-{timezone.localdate()}.pdf"'
    return answer
