"""What a page of figures was asked for: which days, which part of the district, which service."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils import timezone

from forms.editions import Norms
from server.accounts.scope import ScopedRequest
from server.norms.figures import visits_of
from server.norms.spans import Span, read_span
from server.organisations.models import Counter, Organisation
from server.pages.words import page_language, quote
from server.register.editions import known_editions
from server.register.models import VisitRow


@dataclass(frozen=True)
class Asked:
    """The filters of a page. ``organisations`` are those in scope that were asked for."""

    span: Span
    place: Organisation | None
    service: str
    organisations: QuerySet[Organisation]

    @property
    def visits(self) -> QuerySet[VisitRow]:
        """The visits asked for."""
        return visits_of(self.organisations, self.span.first, self.span.last, self.service)


def norms_by_edition() -> Mapping[str, Norms]:
    """The norms of each edition, by its label."""
    return {edition.label: edition.norms for edition in known_editions()}


def read_asked(request: ScopedRequest) -> Asked:
    """The filters of the address. A place out of the user's scope is none: 404."""
    asked = request.GET
    span = read_span(asked.get("period", ""), asked.get("from", ""), asked.get("to", ""), timezone.localdate())
    organisations = request.scope.organisations()
    place = read_place(request, organisations)
    if place is not None:
        organisations = organisations.filter(path__startswith=place.path)
    service = asked.get("service", "")
    return Asked(span, place, service if service in dict(service_choices()) else "", organisations)


def read_place(request: ScopedRequest, organisations: QuerySet[Organisation]) -> Organisation | None:
    """The organisation asked for, of these; None where none was. Another: 404."""
    code = request.GET.get("place", "")
    if not code:
        return None
    place = organisations.filter(code=code).first()
    if place is None:
        raise Http404
    return place


def service_choices() -> list[tuple[str, str]]:
    """Every service by its name in the language of the page: the newest edition's words."""
    return list({one.service: quote(one.short_title) for one in known_editions()}.items())


def place_choices(organisations: QuerySet[Organisation]) -> list[tuple[str, str]]:
    """Organisations by code and name, those above first."""
    language = page_language()
    return [(one.code, one.name_in(language)) for one in organisations]


@dataclass(frozen=True)
class Received:
    """How complete figures are, schools deliver late: ``late`` of ``counters`` were not heard since the last day."""

    at: datetime | None
    counters: int
    late: int


def received_of(organisations: QuerySet[Organisation], span: Span) -> Received:
    """When these organisations were last heard of, and how many counters may still bring more of the period."""
    counters = Counter.objects.filter(organisation__in=organisations.order_by().values("pk"), state="active")
    heard = [timezone.localdate(when) if when else None for when in counters.values_list("last_contact", flat=True)]
    return Received(
        at=counters.aggregate(at=Max("last_contact"))["at"],
        counters=len(heard),
        late=sum(day is None or day < min(span.last, timezone.localdate()) for day in heard),
    )
