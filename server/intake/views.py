"""The exchange over HTTP: bytes in, signed documents out. What an answer means stands in it, not in its status.

How long a body may take to come is the matter of the server before this (gunicorn's and nginx's timeouts): here it is
read in one piece, never more of it than the limit.
"""

import json
import logging
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from forms.problems import Problem
from forms.signed import ANSWER_MEDIA_TYPE, write_answer
from server.accounts.addresses import client_address, house_of
from server.intake.acknowledging import Answer, refuse
from server.intake.answering import receive_question
from server.intake.enrolments import find_invitation, receive_enrolment, receive_key_change
from server.intake.noting import check_address_pace, note_refused
from server.intake.taking import most_bytes, receive_batch, refuse_large

_log = logging.getLogger(__name__)
_MOST_DOCUMENT = 256 << 10
_MOST_HEAD = 8 << 10
_BUSY_SECONDS = 30
_STATUS = {
    "824": 413,
    "852": 413,
    "851": 429,
    "839": 409,
    "840": 409,
    "845": 404,
    "846": 410,
    **dict.fromkeys(("831", "835", "836", "837", "838", "847", "848", "849", "850"), 403),
}

Given = ParamSpec("Given")


class _NoLengthError(Exception):
    """A body of unknown length."""


def _exchange(
    view: Callable[Concatenate[HttpRequest, Given], Answer],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponseBase]:
    """A view of the exchange: no session, no cookie, its answer signed, and 503 while the database is away."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        try:
            check_address_pace(address_of(request))
            return _respond(view(request, *args, **kwargs))
        except Problem as problem:
            return _respond(refuse(problem, retry_seconds=60))
        except _NoLengthError:
            return _plain(411, "Content-Length is needed")
        except UnreadablePostError:
            return _plain(400, "the body was cut off")
        except (OperationalError, InterfaceError):
            _log.exception("the database did not answer")
            response = _plain(503, "try again")
            response["Retry-After"] = str(_BUSY_SECONDS)
            return response

    return answered


@require_http_methods(["POST"])
@_exchange
def batches(request: HttpRequest) -> Answer:
    """Take a batch."""
    size, most = _length(request), most_bytes()
    if size > most:
        return refuse_large(request.read(_MOST_HEAD), size, address_of(request))
    return receive_batch(request.read(size), way="network", address=address_of(request))


@require_http_methods(["POST"])
@_exchange
def questions(request: HttpRequest) -> Answer:
    """Answer a sealed question."""
    return _document(request, "question") or receive_question(
        request.read(_length(request)), way="network", address=address_of(request)
    )


@require_http_methods(["POST"])
@_exchange
def enrolments(request: HttpRequest) -> Answer:
    """Take a sealed enrolment."""
    return _document(request, "enrolment") or receive_enrolment(
        request.read(_length(request)), way="network", address=address_of(request)
    )


@require_http_methods(["POST"])
@_exchange
def keys(request: HttpRequest) -> Answer:
    """Take a change of keys."""
    return _document(request, "key_change") or receive_key_change(
        request.read(_length(request)), way="network", address=address_of(request)
    )


@require_http_methods(["GET", "HEAD"])
@_exchange
def invitation(request: HttpRequest, token: str) -> Answer:
    """The invitation a typed code's token opens."""
    try:
        return Answer("", [find_invitation(token)])
    except Problem as problem:
        note_refused(problem, what="invitation", way="network", address=address_of(request))
        return refuse(problem)


@require_http_methods(["GET", "HEAD"])
def description(request: HttpRequest) -> HttpResponseBase:
    """This API as OpenAPI tells it."""
    return JsonResponse(json.loads(Path(__file__).with_name("openapi.json").read_bytes()))


def address_of(request: HttpRequest) -> str | None:
    """Where a request came from, as limits count it; behind the centre's own proxy, as that says."""
    return house_of(client_address(request) or "") or None


def _length(request: HttpRequest) -> int:
    try:
        size = int(request.META.get("CONTENT_LENGTH") or "")
    except ValueError:
        raise _NoLengthError from None
    if size < 0:
        raise _NoLengthError
    return size


def _document(request: HttpRequest, what: str) -> Answer | None:
    """A refusal where a document is larger than any of them; None where it may be read."""
    size = _length(request)
    if size <= _MOST_DOCUMENT:
        return None
    problem = Problem("852", size=size, most=_MOST_DOCUMENT)
    note_refused(problem, what=what, way="network", size=min(size, 1 << 30), address=address_of(request))
    return refuse(problem)


def _respond(answer: Answer) -> HttpResponse:
    status = 200 if answer.problem is None else _STATUS.get(answer.problem.code, 422)
    response = HttpResponse(write_answer(answer.documents), content_type=ANSWER_MEDIA_TYPE, status=status)
    if answer.retry_seconds:
        response["Retry-After"] = str(answer.retry_seconds)
    response["Cache-Control"] = "no-store"
    return response


def _plain(status: int, words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain", status=status)
