"""Requests no page can read are answered 400 before a page, and a database, meets them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

_NUL = "\0"  # in no text of ours; PostgreSQL cannot hold it


class RefuseNul:
    """Refuses a NUL in the address, its query, or the fields of a form; the exchange's bodies are not looked into."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _refuse((request.path, *_texts(request.GET.lists())))
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """The form was read already where CSRF is checked."""
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            _refuse(_texts(request.POST.lists()))


def _texts(pairs: Iterable[tuple[str, list[Any]]]) -> Iterable[str]:
    for name, values in pairs:
        yield name
        yield from map(str, values)


def _refuse(texts: Iterable[str]) -> None:
    if any(_NUL in text for text in texts):
        raise BadRequest
