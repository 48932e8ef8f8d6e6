"""The register's list: search, filters, saved views, and what is found as a file."""

from collections.abc import Iterator

import msgspec
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forms.register_lines import SHORT_OUTCOMES
from server.accounts.scope import ScopedRequest, note_seen, page
from server.organisations.models import Counter, Organisation
from server.pages.words import day, page_language, quote, word
from server.register.asked import Asked, read_asked, write_asked
from server.register.case_words import STATES, CaseWords, case_slug, words_of, words_of_counters
from server.register.editions import known_editions
from server.register.exports import ExportColumn, export
from server.register.models import Case, OperatorName, SavedView
from server.register.search import MOST_COUNTED, count, every, find

MOST_VIEWS = 30
_MOST_CHOICES = 400


@require_GET
@page("register")
def list_cases(request: ScopedRequest) -> HttpResponseBase:
    """What a search finds, newest first."""
    asked = read_asked(request.GET)
    places = request.scope.organisations()
    if form := request.GET.get("export"):
        return _export(request, asked, places, form)
    after = request.GET.get("after", "")
    found = find(asked, places, after)
    words = words_of(found.cases)
    if found.cases:
        # Whose names were on the page: the numbers say it.
        note_seen(request, "register_list", None, numbers=[case.number for case in found.cases])
    total = None if after else count(asked, places)
    shown = {
        "asked": asked,
        "cases": found.cases,
        "words": words,
        "after": found.after,
        "begun": bool(after),
        "total": total,
        "most": MOST_COUNTED,
        "views": SavedView.objects.filter(user=request.user),
        "query_now": write_asked(asked),
        "kept": [(name, value) for name, value in QueryDict(write_asked(asked)).items()],
        "filtered": msgspec.structs.replace(asked, q="").narrowed or asked.sort != "-at",
        "case_address": _case_address,
        "choices": _choices(asked, places),
        "states": STATES.items(),
        "outcomes": [(key, word(message)) for key, message in SHORT_OUTCOMES.items()],
    }
    return render(request, "register/list.html", shown)


@require_POST
@page("register")
def save_view(request: ScopedRequest) -> HttpResponseBase:
    """Keep the search under a name, or the search of that name anew."""
    name = request.POST.get("name", "").replace("\x00", "").strip()[:80]
    asked = read_asked(request.POST)
    query = write_asked(asked)
    mine = SavedView.objects.filter(user=request.user)
    if not name:
        messages.error(request, _("Give the view a name."))
    elif mine.exclude(name=name).count() >= MOST_VIEWS:
        messages.error(request, _("%(most)d views are kept at most. Take one away first.") % {"most": MOST_VIEWS})
    else:
        SavedView.objects.update_or_create(user=request.user, name=name, defaults={"query": query})
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
    return HttpResponseRedirect(_address(query))


@require_POST
@page("register")
def drop_view(request: ScopedRequest, view: int) -> HttpResponseBase:
    """Take a view of one's own away."""
    found = SavedView.objects.filter(user=request.user, pk=view).first()
    if found is None:
        raise Http404
    found.delete()
    messages.success(request, _("The view “%(name)s” is taken away.") % {"name": found.name})
    return HttpResponseRedirect(_address(""))


def _address(query: str) -> str:
    return f"{reverse('register:list')}?{query}" if query else reverse("register:list")


def _case_address(case: Case) -> str:
    return reverse("register:case", kwargs={"number": case_slug(case.number)})


def _choices(asked: Asked, places: QuerySet[Organisation]) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: counters and clerks of the school chosen, for a district has too many of them."""
    language = page_language()
    editions = sorted(known_editions(), key=lambda edition: (edition.service, edition.in_force.since))
    services = {edition.service: quote(edition.short_title) for edition in editions}
    offered: dict[str, list[tuple[str, str]]] = {
        "schools": [(one.code, one.name_in(language)) for one in places.order_by("path")[:_MOST_CHOICES]],
        "services": list(services.items()),
        "editions": [(edition.label, edition.label) for edition in editions],
        "counters": [],
        "clerks": [],
    }
    top = places.filter(code=asked.school).first() if asked.school else None
    if top is not None or places.count() == 1:
        within = places.filter(path__startswith=top.path) if top is not None else places
        counters = Counter.objects.filter(organisation__in=within).order_by("code")
        offered["counters"] = [(one.code, one.code) for one in counters[:_MOST_CHOICES]]
        clerks = OperatorName.objects.filter(counter__in=counters).order_by("name")
        offered["clerks"] = [(f"{one.counter_id}.{one.operator}", one.name) for one in clerks[:_MOST_CHOICES]]
    for key, chosen in (("counters", asked.counter), ("clerks", asked.clerk)):
        if chosen and chosen not in dict(offered[key]):
            offered[key].insert(0, (chosen, chosen.rpartition(".")[2]))
    return offered


# the file


def _export(request: ScopedRequest, asked: Asked, places: QuerySet[Organisation], form: str) -> HttpResponseBase:
    columns = (
        ExportColumn(_("Number"), width=18),
        ExportColumn(_("Registered"), "moment"),
        ExportColumn(_("School"), width=36),
        ExportColumn(_("Applicant"), width=36),
        ExportColumn(_("IIN"), width=14),
        ExportColumn(_("Phone"), width=18),
        ExportColumn(_("Representative"), width=30),
        ExportColumn(_("Service"), width=34),
        ExportColumn(_("Edition"), width=10),
        ExportColumn(_("Outcome"), width=22),
        ExportColumn(_("Grounds"), width=40),
        ExportColumn(_("Documents"), "number"),
        ExportColumn(_("Sheets"), "number"),
        ExportColumn(_("Due"), "day"),
        ExportColumn(_("Paper handed over"), "moment"),
        ExportColumn(_("Clerk"), width=24),
        ExportColumn(_("Serving, minutes"), "number"),
        ExportColumn(_("Notes"), width=34),
    )
    words = words_of_counters(None)
    rows = _rows(every(asked, places), words)
    return export(request, "register", columns, rows, form, title=_("Register"), notes=_told(asked, places))


def _rows(cases: QuerySet[Case], words: CaseWords) -> Iterator[tuple[object, ...]]:
    language = page_language()
    for case in cases.iterator(chunk_size=2000):
        yield (
            case.number,
            case.decided_at,
            case.organisation.name_in(language),
            words.applicant(case),
            case.applicant_iin,
            case.applicant_phone,
            case.representative_name,
            words.service(case),
            case.edition,
            words.outcome(case),
            "; ".join(words.grounds(case)),
            case.documents,
            case.sheets,
            case.due,
            case.handed_over_at,
            words.clerk(case.counter_id, case.operator),
            round(case.serving_seconds / 60, 1),
            "; ".join(told for _tone, told in words.states(case)),
        )


def _told(asked: Asked, places: QuerySet[Organisation]) -> list[str]:
    """What was chosen, for the head of a PDF; not what was typed, which may be a name."""
    school = places.filter(code=asked.school).first() if asked.school else None
    outcome = word(SHORT_OUTCOMES[asked.outcome]) if asked.outcome in SHORT_OUTCOMES else asked.outcome
    chosen = (school.name_in(page_language()) if school else "", asked.counter, asked.edition, outcome)
    told = [value for value in chosen if value]
    if asked.since or asked.until:
        told.append(f"{day(asked.since)} – {day(asked.until)}")
    if asked.state:
        told.append(str(STATES[asked.state]))
    return [" · ".join(told)] if told else []
