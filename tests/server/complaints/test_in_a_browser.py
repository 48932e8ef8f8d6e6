"""Procedures, packages and complaints of counters in a real browser: nothing reaches past the window, and axe finds
nothing grave."""

import os
from pathlib import Path
from typing import Any

import pytest

from server.complaints.models import Complaint
from server.register.models import Proceeding
from tests.board.browser import Browser
from tests.server.browsing import DESK, PHONE, check_axe, open_signed_in, wider_than_the_window
from tests.server.making import InventedCounter, make_user
from tests.server.norms.rows import name_operator
from tests.server.packages.test_packages import make_desk
from tests.server.register.story import put_in
from tests.server.register.walking import Walker, tell_services


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("forgotten_steps")
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_on_desk_and_phone(live_server: Any, size: tuple[int, int]) -> None:
    counter, desk = InventedCounter(), Walker(make_desk())
    tell_services(counter)
    put_in(counter, counter.links)
    name_operator(counter.row, "Операторова Әсел")
    for due in ("2026-09-03", "2027-09-03"):
        desk.package(due=due)
    put_in(desk.counter, desk.counter.links)
    case = Proceeding.objects.exclude(result_number="").get().number.replace("/", "-")
    package = Proceeding.objects.filter(counter=desk.counter.row).order_by("pk")[0].number.replace("/", "-")
    taken = Complaint.objects.filter(sequence__isnull=False, forwarded_on__isnull=False).get()
    ours = Complaint.objects.get(source=taken)
    pages = {
        "case": f"/register/{case}/",
        "packages": "/packages/?shown=all",
        "package": f"/packages/{package}/",
        "complaints": "/complaints/?shown=all",
        "taken": f"/complaints/taken/{taken.counter_number.replace('/', '-')}/",
        "ours": f"/complaints/aq/{ours.year}/{ours.number}/",
        "norms": "/norms/?from=2026-09-01&to=2026-09-30",
        "overdue": "/norms/overdue/",
    }
    user = make_user()
    pictures = os.environ.get("KENSE_PICTURES")
    with Browser() as browser:
        for name, path in pages.items():
            for language in ("kk", "ru", "en"):
                page = open_signed_in(browser, live_server.url, user, path, language=language, size=size)
                assert wider_than_the_window(page) == [], (path, language)
                check_axe(page)
                if pictures:
                    page.picture(Path(pictures) / f"{name}-{language}-{size[0]}.png")
