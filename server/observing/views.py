"""Is the server well, and how much does it do? For who keeps it and for what watches it; no word about a person."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from server.observing.metrics import may_see, write_metrics
from server.observing.wellness import examine


@never_cache
@require_GET
def show_alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_GET
def show_health(request: HttpRequest) -> HttpResponse:
    """Everything a delivery needs: 200, or 503 with what is missing."""
    found = examine()
    return JsonResponse(found, status=200 if all(value == "ok" for value in found.values()) else 503)


@never_cache
@require_GET
def show_metrics(request: HttpRequest) -> HttpResponse:
    """In Prometheus's text format, for the addresses and the token the settings name."""
    if not may_see(request):
        return HttpResponse(status=404)
    return HttpResponse(write_metrics(), content_type="text/plain; version=0.0.4; charset=utf-8")
