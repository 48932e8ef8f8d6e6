"""What a visitor is told when there is no page, no right, a form of another's, or a fault of ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token


def _page(status: int, title: Callable[[], str], words: Callable[[], str]) -> Callable[..., HttpResponse]:
    @requires_csrf_token
    def tell(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
        shown = {"title": title(), "words": words(), "status": status}
        return render(request, "pages/error.html", shown, status=status)

    return tell


tell_bad_request = _page(
    400,
    lambda: _("This request cannot be read"),
    lambda: _("The address or the form came incomplete. Go back and try again."),
)
tell_forbidden = _page(
    403,
    lambda: _("You may not see this page"),
    lambda: _("Your role does not include it. If your work needs it, ask the administrator for the role."),
)
tell_not_found = _page(
    404,
    lambda: _("There is no such page"),
    lambda: _("It is not here, or it belongs to an organisation that is not yours. Check the address."),
)
_form_not_ours = _page(
    403,
    lambda: _("The form was not accepted"),
    lambda: _("It was open too long, or cookies are switched off. Go back, load the page again and send it once more."),
)


def tell_form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the mark of this session."""
    return _form_not_ours(request)


def tell_broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a page that needs neither session nor database, in all three languages."""
    return HttpResponse(loader.get_template("pages/broken.html").render({}), status=500)
