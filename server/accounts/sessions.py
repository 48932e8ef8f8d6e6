"""A session ends when nobody has used it for a while, and at the end of the working day in any case."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase

_BEGUN, _USED = "begun_at", "used_at"
_NOTED_EVERY = 60  # seconds: not every request writes the session


class EndIdleSessions:
    """Signs out who was away for ``SESSION_IDLE_SECONDS``, or signed in longer than ``SESSION_COOKIE_AGE`` ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        session = request.session
        if SESSION_KEY in session:
            now = int(time.time())
            begun, used = session.get(_BEGUN, now), session.get(_USED, now)
            if now - used > settings.SESSION_IDLE_SECONDS or now - begun > settings.SESSION_COOKIE_AGE:
                session.flush()
            elif _BEGUN not in session or (now - used >= _NOTED_EVERY and not _by_itself(request)):
                session[_BEGUN], session[_USED] = begun, now
        return self._get_response(request)


def _by_itself(request: HttpRequest) -> bool:
    """Whether the page asked, not its user: an open page that renews its figures (``?live``) keeps nobody signed in."""
    return "live" in request.GET
