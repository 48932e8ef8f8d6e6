"""The register in a real browser: nothing reaches past the window, and axe finds nothing grave."""

import os
from pathlib import Path
from typing import Any

import pytest

from server.register.models import Case
from tests.board.browser import Browser
from tests.server.browsing import DESK, PHONE, check_axe, open_signed_in, wider_than_the_window
from tests.server.making import InventedCounter, make_user

from .story import put_in, tell_everything


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_list_and_case_on_desk_and_phone(live_server: Any, size: tuple[int, int]) -> None:
    counter = InventedCounter()
    tell_everything(counter)
    put_in(counter, counter.links)
    number = Case.objects.get(outcome="refusal_receipt").number.replace("/", "-")
    user = make_user()
    pictures = os.environ.get("KENSE_PICTURES")
    with Browser() as browser:
        for name, path in (("list", "/register/?state=&sort=name"), ("case", f"/register/{number}/")):
            for language in ("kk", "ru", "en"):
                page = open_signed_in(browser, live_server.url, user, path, language=language, size=size)
                assert wider_than_the_window(page) == [], (path, language)
                check_axe(page)
                if pictures:
                    page.picture(Path(pictures) / f"{name}-{language}-{size[0]}.png")
