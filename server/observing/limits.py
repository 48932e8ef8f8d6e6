"""Limits for who is not signed in: so many times in a stretch, counted in the database because servers are many."""

import hashlib
import math
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from forms.problems import Problem
from server.accounts.addresses import client_address, house_of
from server.observing.models import Asked

_COUNT = """
INSERT INTO observing_asked (whose, "window", times) VALUES (%s, %s, 1)
ON CONFLICT (whose, "window") DO UPDATE SET times = observing_asked.times + 1 RETURNING times
"""


@dataclass(frozen=True)
class Limit:
    """At most ``times`` in ``seconds``."""

    name: str
    times: int
    seconds: int


def allow(request: HttpRequest, limit: Limit, of: str = "") -> None:
    """Count one more of this visitor, or of the thing asked for. Raises Problem 952 above the limit."""
    now = time.time()
    window = int(now // limit.seconds)
    asking = of or visitor(request)
    whose = hashlib.sha256(f"{settings.SECRET_KEY}\n{limit.name}\n{asking}".encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [whose, window])
        (times,) = cursor.fetchone()
    if times == 1:
        Asked.objects.filter(whose=whose, window__lt=window).delete()
    if times > limit.times:
        raise Problem("952", minutes=math.ceil(((window + 1) * limit.seconds - now) / 60))


def visitor(request: HttpRequest) -> str:
    """Who asks, as far as the network tells: the address, of IPv6 the part that names a house."""
    return house_of(client_address(request) or "")
