"""The publishing pages in a real browser: an edition published by hand, axe, both widths, every language."""

from pathlib import Path
from typing import Any

import pytest

from server.publishing.models import Publication, Taken
from tests.board.browser import Browser, Page
from tests.server.browsing import DESK, PHONE, check_axe, open_signed_in, wider_than_the_window
from tests.server.making import InventedCounter, make_user, signed_in
from tests.server.publishing.test_pages import file_of, prepare, published
from tests.updates.making import calendar_text, edition_text

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NEW = edition_text("E2027", "2027-01-01").replace("serving_minutes = 20", "serving_minutes = 25")


def press(page: Page, selector: str, leads_to: str) -> None:
    """Click, and wait for the page it leads to: the beginning of its address."""
    page.evaluate(f"document.querySelector('{selector}').click()")
    page.wait(lambda: str(page.evaluate("location.pathname")).startswith(leads_to), leads_to)
    page.loaded()


def test_an_edition_is_chosen_looked_at_and_published(live_server: Any, tmp_path: Path) -> None:
    user = make_user()
    InventedCounter()
    file = tmp_path / "жаңа.toml"
    file.write_text(NEW, "utf-8")
    with Browser() as browser:
        page = open_signed_in(browser, live_server.url, user, "/publish/", language="en")
        press(page, 'a[href="/publish/new/edition/"]', "/publish/new/edition/")
        check_axe(page)
        page.upload("input[type=file]", file)
        press(page, "main form.form button.primary", "/publish/prepared/")
        assert "Compared with E2025" in page.text() and "25" in page.text()
        assert not Publication.objects.exists()
        press(page, "main form.form button.primary", "/publish/1/")
        assert "E2027" in page.text()
        assert Publication.objects.get().name == "E2027"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_is_sound_and_fits(live_server: Any, language: str, tmp_path: Path) -> None:
    user = make_user()
    client = signed_in(user)
    counters = [InventedCounter() for _ in range(5)]
    made = published(client, prepare(client, "edition", file=file_of(NEW)))
    for counter in counters[:3]:
        Taken.objects.create(publication=made, counter=counter.row)
    published(client, prepare(client, "message", title="Жиналыс", text="Ертең сағат 15:00-де."))
    calendar = prepare(client, "calendar", text=calendar_text(day_off="2026-09-16"))
    edition = prepare(client, "edition", "?replaces=1", text=NEW.replace("E2027", "E2027-2").replace("= 25", "= 30"))
    roster = "/publish/new/roster/"
    with Browser() as browser:
        page = open_signed_in(browser, live_server.url, user, language=language)
        for place, path in enumerate(("/publish/", "/publish/1/", "/publish/2/", roster, calendar, edition)):
            for size in (DESK, PHONE):
                page.resize(*size)
                page.go(live_server.url + path)
                page.picture(tmp_path / f"{place}-{size[0]}.png")
                assert wider_than_the_window(page) == [], path
                check_axe(page)
