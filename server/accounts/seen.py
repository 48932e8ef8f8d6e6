"""The record of who saw, exported or changed whose data: a list with filters, and as a file."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from server.accounts.models import Membership, Seen, User
from server.accounts.people_list import people_of
from server.accounts.scope import Scope, ScopedRequest, page
from server.accounts.seen_words import WORDS, about_as, told_as
from server.pages.words import page_language
from server.register.exports import ExportColumn, export

PAGE_ROWS = 100
_FEW = 5  # of a list of identifiers on the page; the file has all


@page("people")
def list_seen(request: ScopedRequest) -> HttpResponseBase:
    """The record, newest first."""
    asked = {name: request.GET.get(name, "").strip() for name in ("who", "what", "since", "until")}
    rows = _matching(seen_by(request.scope), asked).select_related("user", "organisation").order_by("-pk")
    if form := request.GET.get("export"):
        return export(request, "seen", _columns(), _cells(rows), form, title=_("Who saw whose data"))
    before = request.GET.get("before", "")[:18]
    found = list((rows.filter(pk__lt=int(before)) if before.isdecimal() else rows)[: PAGE_ROWS + 1])
    shown = {
        "rows": [(row, told_as(row.what), about_in_words(row, _FEW)) for row in found[:PAGE_ROWS]],
        "next": found[PAGE_ROWS - 1].pk if len(found) > PAGE_ROWS else None,
        "begun": bool(before),
        "asked": asked,
        "whats": sorted(((code, told_as(code)) for code in WORDS), key=lambda one: one[1]),
        "people": people_of(request.scope),
    }
    return render(request, "accounts/seen.html", shown)


def seen_by(scope: Scope) -> QuerySet[Seen]:
    """What concerns organisations in scope, and what names none but was done by somebody with roles only there."""
    within = Q(organisation__in=scope.organisations("people"))
    theirs = Membership.objects.filter(user=OuterRef("user"))
    elsewhere = theirs.exclude(organisation__in=scope.organisations("people"))
    return Seen.objects.filter(within | Q(Exists(theirs), ~Exists(elsewhere), organisation=None))


def about_in_words(row: Seen, most: int | None = None) -> str:
    """The identifiers the record keeps, in one line: ``Number: T1/2026-000001``; of a list the first ``most``."""
    told = (about_as(row.what, name, _few(value, most)) for name, value in row.about.items())
    return ", ".join(f"{name}: {value}" for name, value in told)


def _few(value: Any, most: int | None) -> Any:
    if not isinstance(value, list):
        return value
    told = " ".join(map(str, value[:most]))
    return f"{told} … ({len(value)})" if most is not None and len(value) > most else told


def _matching(rows: QuerySet[Seen], asked: dict[str, str]) -> QuerySet[Seen]:
    if asked["who"]:
        rows = rows.filter(user__in=User.objects.filter(username=asked["who"]))
    if asked["what"]:
        rows = rows.filter(what=asked["what"])
    if since := _day(asked["since"]):
        rows = rows.filter(at__gte=_begin_of(since))
    if until := _day(asked["until"]):
        rows = rows.filter(at__lt=_begin_of(until + timedelta(days=1)))
    return rows


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1970 < found.year < 9000 else None


def _begin_of(when: date) -> datetime:
    return timezone.make_aware(datetime.combine(when, time()))


def _columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("When"), "moment", 18),
        ExportColumn(_("Who"), width=24),
        ExportColumn(_("What"), width=36),
        ExportColumn(_("Organisation"), width=36),
        ExportColumn(_("About"), width=48),
        ExportColumn(_("Address"), width=18),
    ]


def _cells(rows: QuerySet[Seen]) -> Iterator[tuple[object, ...]]:
    for row in rows.iterator(chunk_size=2000):
        where = row.organisation.name_in(page_language()) if row.organisation else ""
        who = row.user.username if row.user else ""
        yield row.at, who, told_as(row.what), where, about_in_words(row), row.address or ""
