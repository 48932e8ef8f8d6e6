"""What is kept of every delivery, what raises an alarm, and how much may come from one place at once.

The deliveries themselves are the limiter's memory: they stand in the database, so every process of the centre counts
the same, and nothing more is written for it. Who is turned away for coming too often leaves no row.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from forms.problems import Problem
from server.accounts.models import User
from server.intake.acknowledging import plain_fields
from server.intake.models import Alarm, Delivery
from server.organisations.models import Counter

_WINDOW = timedelta(seconds=60)
_SUSPICIOUS = {"836": "foreign_key", "837": "revoked_key", "838": "ended_key", "840": "fork", "847": "token_twice"}


def check_counter_pace(counter: Counter) -> None:
    """Raises Problem 851 where a counter has sent too much within the last minute."""
    since = timezone.now() - _WINDOW
    # What was refused is counted by its address: anybody can send something in a counter's name.
    taken = Delivery.objects.filter(counter=counter, way="network", at__gt=since, problem="")
    if taken.count() >= settings.EXCHANGE_PER_MINUTE:
        raise Problem("851", seconds=30)


def check_address_pace(address: str | None) -> None:
    """Raises Problem 851 where too much that was refused has come from one address within the last minute."""
    since = timezone.now() - _WINDOW
    if address and (
        Delivery.objects.filter(address=address, at__gt=since).exclude(problem="").count()
        >= settings.EXCHANGE_REFUSED_PER_MINUTE
    ):
        raise Problem("851", seconds=60)


def note_refused(
    problem: Problem,
    *,
    what: str,
    way: str,
    counter: Counter | None = None,
    code: str = "",
    size: int = 0,
    batch: str = "",
    user: User | None = None,
    address: str | None = None,
) -> None:
    """Keep that something was not taken; of who it said it was where nobody is known by that name."""
    Delivery.objects.create(
        counter=counter,
        way=way,
        what=what,
        batch=batch,
        bytes=size,
        problem=problem.code,
        fields=plain_fields(problem.fields if counter is not None else {**problem.fields, "said": code}),
        user=user,
        address=address,
    )


def alarm_about(counter: Counter, problem: Problem, about: Mapping[str, str | int]) -> None:
    """Raise the alarm a problem deserves, if it does; the same again raises its count."""
    kind = _SUSPICIOUS.get(problem.code)
    if kind is None and problem.code == "826" and "signed" not in problem.detail:
        kind = "wrong_chain"  # signed by the counter itself, and yet it does not hold together
    if kind is None:
        return
    told = plain_fields(about)
    for alarm in Alarm.objects.filter(counter=counter, kind=kind, understood_at=None).order_by("-pk")[:50]:
        # A stranger's key costs nothing, so there is one alarm of strangers, whatever they send.
        if alarm.about == told or kind == "foreign_key":
            alarm.times += 1
            alarm.save(update_fields=["times", "last_at"])
            return
    Alarm.objects.create(organisation_id=counter.organisation_id, counter=counter, kind=kind, about=told)
