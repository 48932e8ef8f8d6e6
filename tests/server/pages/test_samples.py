"""Every part pages are made of, on one page: no grave fault of accessibility, nothing past a phone's edge."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from server.accounts.forms import PageForm
from server.accounts.scope import ScopedRequest, page
from tests.board.browser import Browser
from tests.server.browsing import DESK, PHONE, check_axe, open_signed_in, wider_than_the_window
from tests.server.making import make_user

SAMPLES = Path(__file__).with_name("samples.html")


class SampleForm(PageForm):
    """A field of each kind, one with a fault."""

    name = forms.CharField(label="Name", help_text="As in the passport.")
    why = forms.CharField(label="Why", widget=forms.Textarea)
    how = forms.ChoiceField(label="How", choices=[("a", "By network"), ("b", "On a stick")], widget=forms.RadioSelect)
    to_whom = forms.MultipleChoiceField(
        label="To whom", choices=[("1", "One"), ("2", "Two")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label="I have looked at it")


@page("figures")
def show_samples(request: ScopedRequest) -> HttpResponseBase:
    """The page of samples."""
    form = SampleForm({"why": "because", "how": "a", "to_whom": ["1"], "sure": "on"})
    given = {"form": form, "heard": timezone.now() - timedelta(days=3)}
    template: Any = engines["jinja2"].from_string(SAMPLES.read_text("utf-8"))
    return HttpResponse(template.render(given, request))


urlpatterns = [path("samples/", show_samples), path("", include("server.urls"))]


@pytest.mark.slow
@pytest.mark.urls("tests.server.pages.test_samples")
@pytest.mark.django_db(transaction=True)
def test_every_part_is_sound_and_fits(live_server: Any, tmp_path: Path) -> None:
    with Browser() as browser:
        page = open_signed_in(browser, live_server.url, make_user(), "/samples/")
        for scheme in ("light", "dark"):
            page.look(scheme)
            for size in (DESK, (1024, 768), PHONE):
                page.resize(*size)
                check_axe(page)
                assert not wider_than_the_window(page), (scheme, size)
        assert page.evaluate("document.querySelector('#id_name').getAttribute('aria-describedby')")
        assert page.evaluate("document.querySelector('#id_name').getAttribute('aria-invalid')") == "true"
        dropped = tmp_path / "T1-1-9.kense-batch"
        dropped.write_bytes(b"x")
        page.upload("input[type=file]", dropped)
        page.wait(lambda: "T1-1-9.kense-batch" in page.text(), "the name of the chosen file")
