"""What a signed-in user may see: every list, search, page and export of the centre goes through a scope.

``@page("register")`` puts one on the request; ``scope.narrow(Case.objects.all())`` leaves only what is theirs. What
lies outside is told as what does not exist.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from server.accounts.addresses import client_address
from server.accounts.models import Membership, Seen, User
from server.accounts.rights import Right, rights_of, roles_with
from server.organisations.models import Organisation

Row = TypeVar("Row", bound=Model)
Given = ParamSpec("Given")


class Scope:
    """What one user may do, and for which organisations."""

    def __init__(self, user: User, right: Right) -> None:
        self.user = user
        self.right = right
        self._memberships = list(Membership.objects.filter(user=user).select_related("organisation"))

    @property
    def memberships(self) -> list[Membership]:
        """The user's roles, with their organisations."""
        return list(self._memberships)

    @property
    def rights(self) -> frozenset[Right]:
        """Everything the user may do somewhere."""
        return rights_of({one.role for one in self._memberships})

    @property
    def place(self) -> str:
        """Where the user works: the highest organisation they have a role in, named in the language of the page."""
        theirs = [one.organisation for one in self._memberships]
        highest = min(theirs, key=lambda one: one.path.count("/"), default=None)
        return highest.name_in(get_language() or "kk") if highest else ""

    def may(self, right: Right) -> bool:
        """Whether the user may do this somewhere."""
        return right in self.rights

    def organisations(self, right: Right | None = None) -> QuerySet[Organisation]:
        """Those for which the user has the right of the page, or another."""
        return Organisation.objects.filter(self._within("path", right or self.right))

    def narrow(self, rows: QuerySet[Row], field: str = "organisation", right: Right | None = None) -> QuerySet[Row]:
        """Only the rows whose organisation (by ``field``) is in scope."""
        return rows.filter(self._within(f"{field}__path", right or self.right))

    def _within(self, path: str, right: Right) -> Q:
        roles = roles_with(right)
        paths = [one.organisation.path for one in self._memberships if one.role in roles]
        found = Q(pk__in=[])
        for one in paths:
            found |= Q(**{f"{path}__startswith": one})
        return found


class ScopedRequest(HttpRequest):
    """A request of who is signed in, second factor included."""

    scope: Scope
    user: User


def page(
    right: Right,
) -> Callable[
    [Callable[Concatenate[ScopedRequest, Given], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, Given], HttpResponseBase],
]:
    """A view for who has the right: others are asked to sign in, or told that they may not (403)."""

    def decorate(
        view: Callable[Concatenate[ScopedRequest, Given], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, Given], HttpResponseBase]:
        @wraps(view)
        def guarded(request: Any, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
            elsewhere = _ask_first(request)
            if elsewhere is not None:
                return elsewhere
            request.scope = Scope(request.user, right)
            if not request.scope.may(right):
                raise PermissionDenied
            return _unkept(view(request, *args, **kwargs))

        return guarded

    return decorate


def signed_in(
    view: Callable[Concatenate[ScopedRequest, Given], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponseBase]:
    """A view about oneself: for whoever is signed in, whatever their rights."""

    @wraps(view)
    def guarded(request: Any, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        elsewhere = _ask_first(request)
        if elsewhere is not None:
            return elsewhere
        request.scope = Scope(request.user, "figures")
        return _unkept(view(request, *args, **kwargs))

    return guarded


def _unkept(answer: HttpResponseBase) -> HttpResponseBase:
    """Not to be kept by the browser or anything between: the next at this computer may have no right to it."""
    answer.headers.setdefault("Cache-Control", "private, no-store")
    return answer


def _ask_first(request: Any) -> HttpResponseBase | None:
    """The page that must come before: signing in, or setting one's own password in place of a one-time one."""
    user = request.user
    if not user.is_authenticated or not user.is_verified():
        onward = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse('accounts:sign_in')}?{urlencode({'next': onward})}")
    own = reverse("accounts:password")
    return redirect(own) if user.must_change_password and request.path != own else None


def note_seen(
    request: ScopedRequest, what: str, organisation: Organisation | None = None, **about: str | int | list[Any]
) -> None:
    """Keep who saw or did what. ``about`` holds identifiers (numbers, counts), never names or IINs."""
    Seen.objects.create(
        user=request.user,
        organisation=organisation,
        what=what,
        about=about,
        address=client_address(request),
    )
