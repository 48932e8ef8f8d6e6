"""Signing in with a real browser and keyboard alone, and the pages about people as axe and the eye see them."""

from pathlib import Path
from typing import Any

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice
from PIL import Image
from pyzbar.pyzbar import decode

from server.accounts.models import Seen
from tests.board.browser import Browser
from tests.server.accounts.codes import code_of
from tests.server.browsing import DESK, PHONE, check_axe, open_signed_in, wider_than_the_window
from tests.server.making import PASSWORD, make_school, make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.expects_log("AXES")
def test_password_and_code_by_the_keyboard(live_server: Any) -> None:
    user = make_user(name="asanova")
    with Browser() as browser:
        page = browser.open("about:blank", *DESK)
        page.go(live_server.url + "/")
        check_axe(page)
        page.write("asanova")
        page.press("Tab")
        page.write("not the password")
        page.press("Enter")
        page.wait(lambda: bool(page.evaluate("!!document.querySelector('.note.trouble')")), "the refusal")
        check_axe(page)
        page.wait(lambda: page.evaluate("document.activeElement.name") == "username", "the caret in the first field")
        page.press("Tab")
        page.write(PASSWORD)
        page.press("Enter")
        page.wait(lambda: page.evaluate("location.pathname") == "/people/sign-in/code/", "the second factor")
        page.loaded()
        check_axe(page)
        page.write(code_of(TOTPDevice.objects.get(user=user)))
        page.press("Enter")
        page.wait(lambda: page.evaluate("location.pathname") == "/", "the first page")
        page.loaded()
        assert "Ақтас аудандық білім бөлімі" in page.text()
        assert page.evaluate("document.fonts.check('15px Roboto')")
        first_stop = "document.activeElement.className"
        page.press("Tab")
        assert page.evaluate(first_stop) == "skip"
        page.press("Enter")
        assert page.evaluate("location.hash") == "#content"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_about_people_have_no_grave_fault_and_fit(language: str, live_server: Any) -> None:
    school, me = make_school(), make_user(name="administrator")
    person = make_user("operator", school, name="asanova")
    Seen.objects.create(user=person, organisation=school, what="case_seen", about={"number": "T1/2026-000001"})
    paths = ["/", "/people/", f"/people/{person.pk}/", "/people/invite/", "/people/seen/", "/people/own/", "/no/such/"]
    paths += ["/people/own/telephone/", "/people/own/password/"]
    with Browser() as browser:
        page = open_signed_in(browser, live_server.url, me, language=language)
        for path in paths:
            page.go(live_server.url + path)
            for scheme, size in (("light", DESK), ("dark", PHONE)):
                page.look(scheme)
                page.resize(*size)
                check_axe(page)
                assert not wider_than_the_window(page), (path, size)
        page.resize(*DESK)
        rail = "document.querySelector('.rail')"
        assert page.evaluate(f"{rail}.scrollHeight <= {rail}.clientHeight"), "the whole rail is in sight"


def test_a_telephone_reads_the_square(live_server: Any, tmp_path: Path) -> None:
    user = make_user(name="asanova")
    with Browser() as browser:
        page = open_signed_in(browser, live_server.url, user, "/people/own/telephone/", scheme="dark")
        page.picture(tmp_path / "page.png")
    device = TOTPDevice.objects.get(user=user, confirmed=False)
    (read,) = decode(Image.open(tmp_path / "page.png"))
    assert read.data.decode() == device.config_url
