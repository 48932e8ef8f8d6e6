"""The page of today."""

from django.http import HttpResponseBase
from django.shortcuts import render

from server.accounts.scope import ScopedRequest, page


@page("figures")
def show_today(request: ScopedRequest) -> HttpResponseBase:
    """What came in today, what waits for somebody here."""
    return render(request, "pages/today.html")
