"""Some packages of the demonstration are answered at the district, and one is given to a school to look through."""

import uuid
from random import Random

from server.accounts.models import User
from server.accounts.scope import Scope
from server.organisations.models import Organisation
from server.packages.keeping import (
    WAITS_FOR_CHECK,
    WAITS_FOR_RESULT,
    Given,
    answer_package,
    packages_of,
    route_package,
)


def answer_packages(by: User) -> None:
    """A check that finds something lacking, a result that is ready, a package given away; where there are any."""
    rng = Random(2027)
    every = packages_of(Scope(by, "packages"))
    checks = list(every.filter(WAITS_FOR_CHECK).order_by("pk")[:2])
    results = list(every.filter(WAITS_FOR_RESULT).order_by("pk")[:1])
    for one in checks[:1]:
        words = "Еңбек кітапшасының соңғы беті түсірілмеген."
        answer_package(by, one, "check", Given(_once(rng), conform=False, words=words))
    for one in results:
        answer_package(by, one, "receive", Given(_once(rng), result_number="118-К"))
    school = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL).order_by("path").first()
    for one in checks[1:]:
        route_package(by, one, school)


def _once(rng: Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128))
