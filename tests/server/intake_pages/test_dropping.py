"""Stick files dropped on the page in a real browser, and what axe finds wrong with the pages there."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from server.intake.models import JournalEvent
from tests.board.browser import Browser, Page
from tests.server.browsing import check_axe, open_signed_in, wider_than_the_window
from tests.server.making import InventedCounter, make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def drop(page: Page, *files: Path) -> None:
    """Files let go over the drop zone, as a hand does it."""
    box = page.evaluate(
        "(() => { const box = document.querySelector('.drop').getBoundingClientRect();"
        " return [box.left + box.width / 2, box.top + box.height / 2]; })()"
    )
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        page.ask("Input.dispatchDragEvent", type=kind, x=box[0], y=box[1], data=data)


@pytest.mark.parametrize("parts", [1, 3])
def test_dropped_files_are_taken_and_answered(live_server: Any, tmp_path: Path, parts: int) -> None:
    counter = InventedCounter("S7")
    for _ in range(3):
        counter.decide()
    places = [1 + 10 * part // parts for part in range(parts)] + [11]
    files = []
    for first, after in pairwise(places):
        files.append(tmp_path / f"S7-{first}-{after - 1}-20260901-180000.kense-batch")
        files[-1].write_bytes(counter.batch(first, after - 1))
    with Browser() as browser:
        page = open_signed_in(browser, live_server.url, make_user(), "/intake/sticks/", language="en")
        drop(page, *reversed(files))
        chosen = "document.querySelector('.chosen').textContent"
        page.wait(lambda: files[0].name in page.evaluate(chosen), "the dropped files are named")
        page.evaluate("document.querySelector('#sticks button.primary').click()")
        page.wait(lambda: page.evaluate("location.pathname").count("/") == 4, "the page of what came")
        page.wait(lambda: "Answer for S7" in page.text(), "the answer is offered")
        text = page.text()
        assert text.count("Taken in") == parts
        assert "Not taken" not in text.replace("Files not taken", "")
        check_axe(page)
        page.resize(390, 844)
        assert not wider_than_the_window(page)
    assert JournalEvent.objects.filter(counter=counter.row).count() == 10
