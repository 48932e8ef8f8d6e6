"""The pages of figures in a real browser: nothing is cut, axe finds no fault, today refreshes itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from server.register.models import VisitRow
from tests.board.browser import Browser
from tests.server.browsing import DESK, PHONE, check_axe, open_signed_in, wider_than_the_window
from tests.server.making import make_user
from tests.server.norms.rows import make_case, make_counter, make_visit, name_operator, visit_fields

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_charts_and_tables_fit_and_are_told_to_who_cannot_see_them(live_server: Any) -> None:
    counter, today = make_counter(heard=timezone.now()), timezone.localdate()
    name_operator(counter, "Әбілқасымова Нұргүл Сейітжанқызы")
    VisitRow.objects.bulk_create(
        VisitRow(**visit_fields(counter, day=today - timedelta(days=number % 80), serving_seconds=60.0 * number))
        for number in range(1, 60)
    )
    make_case(counter, due=today - timedelta(days=9), overrun=True, overrun_reason="Құжаттар көп болды")
    user = make_user()
    with Browser() as browser:
        for path, size, scheme in (
            ("/norms/?period=days365", DESK, "dark"),
            ("/norms/?period=days365", PHONE, "light"),
            ("/norms/over/?period=days365", PHONE, "dark"),
            ("/norms/overdue/", PHONE, "light"),
            ("/complaints/add/", PHONE, "light"),
        ):
            page = open_signed_in(browser, live_server.url, user, path, language="kk", scheme=scheme, size=size)
            assert not wider_than_the_window(page), path
            check_axe(page)


def test_today_counts_anew_without_loading_the_page(live_server: Any) -> None:
    counter = make_counter(heard=timezone.now())
    with Browser() as browser:
        page = open_signed_in(browser, live_server.url, make_user(), language="en")
        visitors = "[...document.querySelectorAll('#live .figure')].find((one) => one.textContent.includes('Visitors'))"
        told = f"{visitors}.querySelector('dd').textContent"
        assert page.evaluate(told) == "0"
        page.evaluate("window.kept = true")
        make_visit(counter, day=timezone.localdate())
        assert page.evaluate(f"countAgain().then(() => {told})") == "1"
        assert page.evaluate("window.kept") is True
