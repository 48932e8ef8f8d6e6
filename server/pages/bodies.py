"""How much anybody may send: a form is read whole, to memory and disk, before a page asks who sent it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

_MOST = 64 << 20  # of whoever has a session; pages have limits of their own below it
_MOST_OF_ANYBODY = 16 << 20  # a photograph of a receipt
# They look at the length themselves before they read.
_OWN_LIMITS = ("/exchange/", "/intake/sticks/")


class BoundBodies:
    """Answers 413 to a body that is longer than any page takes; nothing of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        told = request.META.get("CONTENT_LENGTH") or "0"
        size = int(told[:18]) if told.isdecimal() else _MOST + 1
        if size <= _MOST_OF_ANYBODY or request.path.startswith(_OWN_LIMITS):
            return self._get_response(request)
        most = _MOST if request.user.is_authenticated else _MOST_OF_ANYBODY
        if size <= most:
            return self._get_response(request)
        words = _("This is more than can be taken at once: at most %(most)s MB.") % {"most": most >> 20}
        return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
