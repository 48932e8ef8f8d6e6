"""The pages about people: who they are, what they may, and what an administrator does for them."""

from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from server.accounts import second_factor
from server.accounts.forms import InviteForm, RoleForm
from server.accounts.models import Membership, Role, User
from server.accounts.passwords import ONE_TIME_DAYS, give_one_time_password
from server.accounts.people_list import find_people, has_power_over, is_last_administrator, people_of
from server.accounts.scope import ScopedRequest, note_seen, page
from server.accounts.seen import seen_by
from server.accounts.seen_words import told_as

PAGE_ROWS = 50
_LATEST = 10


@page("people")
def list_people(request: ScopedRequest) -> HttpResponseBase:
    """Everybody with a role here."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "role", "state")}
    people = find_people(request.scope, words=asked["q"], role=asked["role"], state=asked["state"])
    after = request.GET.get("after", "")
    found = list(people.filter(username__gt=after)[: PAGE_ROWS + 1]) if after else list(people[: PAGE_ROWS + 1])
    shown = {
        "people": found[:PAGE_ROWS],
        "after": found[PAGE_ROWS - 1].username if len(found) > PAGE_ROWS else None,
        "begun": bool(after),
        "asked": asked,
        "roles": Role.choices,
        "paired": second_factor.with_second_factor(found),
    }
    return render(request, "accounts/people.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
@page("people")
def invite(request: ScopedRequest) -> HttpResponseBase:
    """Somebody new, with a one-time password shown once."""
    form = InviteForm(request.scope.organisations("people"), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                person = User(username=given["username"], name=given["name"], language=given["language"])
                told = give_one_time_password(person)
                Membership.objects.create(user=person, organisation=given["organisation"], role=given["role"])
        except IntegrityError:  # another administrator was quicker with the same name
            form.add_error("username", _("Somebody has this user name. Choose another."))
        else:
            note_seen(request, "person_invited", given["organisation"], person=person.pk, role=given["role"])
            return _show_password(request, person, told)
    return render(request, "accounts/invite.html", {"form": form})


@page("people")
def show_person(request: ScopedRequest, number: int) -> HttpResponseBase:
    """One person: roles, access, what they last saw or did."""
    person = _person(request, number)
    latest = seen_by(request.scope).filter(user=person).order_by("-pk")[:_LATEST]
    shown = {
        "person": person,
        "power": has_power_over(request.scope, person) and person.pk != request.user.pk,
        "self": person.pk == request.user.pk,
        "paired": second_factor.has_second_factor(person),
        "role_form": RoleForm(request.scope.organisations("people")),
        "latest": [(seen, told_as(seen.what)) for seen in latest],
    }
    return render(request, "accounts/person.html", shown)


@require_POST
@page("people")
def give_role(request: ScopedRequest, number: int) -> HttpResponseBase:
    """One role more, for a part of the district the giver administers."""
    person = _person(request, number)
    form = RoleForm(request.scope.organisations("people"), request.POST)
    if not form.is_valid():
        raise Http404
    where, role = form.cleaned_data["organisation"], form.cleaned_data["role"]
    _membership, made = Membership.objects.get_or_create(user=person, organisation=where, role=role)
    if made:
        note_seen(request, "role_given", where, person=person.pk, role=role)
        messages.success(request, _("The role is given."))
    return redirect("accounts:person", number=person.pk)


@require_POST
@page("people")
def take_role(request: ScopedRequest, number: int) -> HttpResponseBase:
    """A role less; the last administrator's stays, or nobody could give roles any more."""
    person = _person(request, number)
    roles = request.scope.narrow(Membership.objects.filter(user=person), right="people")
    wanted = request.POST.get("membership", "")[:18]
    with transaction.atomic():
        one = get_object_or_404(roles.select_related("organisation"), pk=int(wanted) if wanted.isdecimal() else 0)
        if is_last_administrator(one):
            messages.error(request, _("The last administrator keeps this role. Give it to somebody else first."))
            return redirect("accounts:person", number=person.pk)
        one.delete()
        note_seen(request, "role_taken", one.organisation, person=person.pk, role=one.role)
    messages.success(request, _("The role is taken away."))
    here = people_of(request.scope).filter(pk=person.pk).exists()
    return redirect("accounts:person", number=person.pk) if here else redirect("accounts:people")


@never_cache
@require_POST
@page("people")
def renew_password(request: ScopedRequest, number: int) -> HttpResponseBase:
    """A one-time password for who forgot theirs; shown once."""
    person = _in_power(request, number)
    told = give_one_time_password(person)
    note_seen(request, "password_given", person=person.pk)
    return _show_password(request, person, told)


@require_POST
@page("people")
def reset_second_factor(request: ScopedRequest, number: int) -> HttpResponseBase:
    """For who lost their telephone and their codes: the next sign-in pairs anew."""
    person = _in_power(request, number)
    second_factor.forget_second_factor(person)
    note_seen(request, "second_factor_reset", person=person.pk)
    messages.success(request, _("The telephone is forgotten. The next sign-in pairs another one."))
    return redirect("accounts:person", number=person.pk)


def _set_active(active: bool, what: str) -> Callable[[ScopedRequest, int], HttpResponseBase]:
    def change(request: ScopedRequest, number: int) -> HttpResponseBase:
        person = _in_power(request, number)
        person.is_active = active
        person.save(update_fields=["is_active"])
        note_seen(request, what, person=person.pk)
        messages.success(request, _("Access is open again.") if active else _("Access is closed; open sessions ended."))
        return redirect("accounts:person", number=person.pk)

    return change


close_access = require_POST(page("people")(_set_active(False, "access_closed")))
open_access = require_POST(page("people")(_set_active(True, "access_opened")))


def _person(request: ScopedRequest, number: int) -> User:
    return get_object_or_404(people_of(request.scope), pk=number)


def _in_power(request: ScopedRequest, number: int) -> User:
    """Somebody whose keys the administrator may change: not themselves, nobody with roles elsewhere."""
    person = _person(request, number)
    if person.pk == request.user.pk or not has_power_over(request.scope, person):
        raise Http404
    return person


def _show_password(request: ScopedRequest, person: User, told: str) -> HttpResponseBase:
    return render(request, "accounts/one_time.html", {"person": person, "told": told, "days": ONE_TIME_DAYS})
