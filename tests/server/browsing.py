"""The centre in a real browser: a page as somebody signed in sees it, and what axe finds wrong with it.

@pytest.mark.django_db(transaction=True)
def test_it(live_server: Any) -> None:
    with Browser() as browser:
        page = open_signed_in(browser, live_server.url, make_user(), "/register/")
        check_axe(page)
"""

import json
from functools import cache
from importlib.resources import files

from server.accounts.models import User
from tests.board.browser import Browser, Page
from tests.server.making import signed_in

DESK, PHONE = (1366, 768), (390, 844)


def open_signed_in(
    browser: Browser,
    address: str,
    user: User,
    path: str = "/",
    *,
    language: str = "kk",
    scheme: str = "light",
    size: tuple[int, int] = DESK,
) -> Page:
    """A page of the centre at ``address``, loaded, as a user who went through both factors."""
    page = browser.open("about:blank", *size)
    page.look(scheme)
    for name, morsel in signed_in(user, language).cookies.items():
        page.ask("Network.setCookie", name=name, value=morsel.value, url=address)
    page.go(address + path)
    return page


def check_axe(page: Page, *, allowed: tuple[str, ...] = ()) -> None:
    """No serious or critical fault of accessibility on the page; ``allowed`` are ids of axe's rules to leave aside."""
    page.evaluate(_axe() + ";undefined")
    found = json.loads(
        page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((all) => JSON.stringify(all.violations))")
    )
    grave = [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:160] for node in one['nodes'][:4]]}"
        for one in found
        if one["impact"] in ("serious", "critical") and one["id"] not in allowed
    ]
    assert not grave, "\n".join(grave)


def wider_than_the_window(page: Page) -> list[str]:
    """What reaches past the window's right edge and makes the whole page scroll sideways."""
    over = "document.documentElement.scrollWidth > innerWidth"
    script = (
        "[...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 5).map((one) => one.outerHTML.slice(0, 120))"
    )
    return list(page.evaluate(script)) if page.evaluate(over) else []


@cache
def _axe() -> str:
    return files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
