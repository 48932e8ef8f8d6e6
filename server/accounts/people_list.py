"""Whom an administrator may see and change: those whose roles lie in the administrator's part of the district."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from server.accounts.models import Membership, Role, User
from server.accounts.scope import Scope


def people_of(scope: Scope) -> QuerySet[User]:
    """Users with a role there; of each only the roles there are told, in ``roles``."""
    there = scope.narrow(Membership.objects.select_related("organisation"), right="people")
    told = Prefetch("memberships", there.order_by("organisation__path", "role"), to_attr="roles")
    return User.objects.filter(Exists(there.filter(user=OuterRef("pk")))).prefetch_related(told).order_by("username")


def has_power_over(scope: Scope, person: User) -> bool:
    """Whether nothing this person is lies elsewhere: only then may their access be closed or their keys changed."""
    theirs = Membership.objects.filter(user=person)
    return theirs.exists() and theirs.count() == scope.narrow(theirs, right="people").count()


def find_people(scope: Scope, *, words: str, role: str, state: str) -> QuerySet[User]:
    """Those of :func:`people_of` who match what was asked, by their roles there; an empty answer asks nothing."""
    people = people_of(scope)
    if words:
        people = people.filter(Q(username__icontains=words) | Q(name__icontains=words))
    if role:
        there = scope.narrow(Membership.objects.filter(user=OuterRef("pk"), role=role), right="people")
        people = people.filter(Exists(there))
    if state:
        people = people.filter(is_active=state == "active")
    return people


def is_last_administrator(membership: Membership) -> bool:
    """Whether nobody else active could then give roles in that organisation."""
    paths = _paths_above(membership.organisation.path)
    others = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True, organisation__path__in=paths)
    return membership.role == Role.ADMINISTRATOR and not others.exclude(pk=membership.pk).exists()


def _paths_above(path: str) -> list[str]:
    """The path itself and those of all above: ``aq/school-7/`` → ``aq/``, ``aq/school-7/``."""
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1)]
