"""The board in a real browser: it shows the call, and the next one by itself, within a second."""

from collections.abc import Iterator

import pytest

from desktop.board.server import BoardServer
from desktop.board.words import board_words
from tests.board.browser import Browser, Page
from tests.board.making import board
from tests.papers.samples import SCHOOL

SOON_SECONDS = 1.0

# Every text that stands out of its box, or of the page.
CUT_OFF = """
[...document.querySelectorAll("h1, h2, p, li, button, span, strong")].filter((part) => {
  const range = document.createRange();
  range.selectNodeContents(part);
  const box = range.getBoundingClientRect();
  const room = (part.closest("section") || document.body).getBoundingClientRect();
  return box.width && (box.left < room.left || box.right > room.right + 1
    || box.top < room.top - 1 || box.bottom > room.bottom + 1);
}).length
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as running:
        yield running


@pytest.fixture
def server() -> Iterator[BoardServer]:
    made = BoardServer(0)
    made.start()
    yield made
    made.stop()


def calls(page: Page) -> int:
    """How often the page has called: each time it plays the chime."""
    return int(page.evaluate("Number(document.documentElement.dataset.calls || 0)"))


def see(page: Page, called: str) -> float:
    return page.wait(lambda: page.text("called") == called, f"{called} is shown")


def test_a_call_is_seen_and_the_next_one_by_itself(browser: Browser, server: BoardServer) -> None:
    server.show(board("А007", 1, "А006", "Б002", "А005", "А004", waiting=12))
    page = browser.open(server.address)
    see(page, "А007")
    words = board_words()
    text = page.text()
    for part in (words["called"], words["before"], words["waiting"], words["order"]):
        assert part["kk"] in text and part["ru"] in text
    assert SCHOOL.name.kk in text and SCHOOL.name.ru in text
    assert page.text("before").split() == ["А006", "Б002", "А005", "А004"]
    assert page.text("waiting") == "12"
    server.show(board("Б003", 2, "А007", "А006", "Б002", "А005", waiting=11))
    assert see(page, "Б003") < SOON_SECONDS
    assert page.text("before").split() == ["А007", "А006", "Б002", "А005"]
    server.show(board("", 2, "Б003", "А007", waiting=0))
    assert see(page, "") < SOON_SECONDS
    assert words["nobody"]["kk"] in page.text("heading")


def test_it_sounds_at_a_call_and_a_recall_only(browser: Browser, server: BoardServer) -> None:
    server.show(board("А007", 5000))
    page = browser.open(server.address)
    see(page, "А007")
    assert calls(page) == 0  # opening the page is no call
    server.show(board("А007", 5001))
    page.wait(lambda: calls(page) == 1, "a recall")
    assert page.evaluate("document.getElementById('now').classList.contains('fresh')")
    server.show(board("А007", 5001, serving=True))
    words = board_words()["serving"]["kk"]
    page.wait(lambda: words in page.text("heading"), "who was called has come")
    assert not page.evaluate("document.getElementById('now').classList.contains('fresh')")
    server.show(board("", 5001, "А007"))
    see(page, "")
    server.show(board("А008", 9000, "А007"))
    see(page, "А008")
    assert calls(page) == 2


def test_the_sound_is_switched_on_by_a_click(browser: Browser, server: BoardServer) -> None:
    server.show(board("А007", 1))
    page = browser.open(server.address)
    see(page, "А007")
    words = board_words()
    assert words["sound_on"]["kk"] in page.text("sound")
    page.click("sound")
    page.wait(lambda: words["sound_is_on"]["kk"] in page.text("sound"), "the chime has played")
    assert page.evaluate("chime.duration") == pytest.approx(1.25, abs=0.05)


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768), (683, 384), (768, 1024)])
def test_everything_fits_whatever_the_screen(browser: Browser, server: BoardServer, size: tuple[int, int]) -> None:
    server.show(board("Ж888", 1, "Щ888", "Ж887", "Ж886", "Ж885", waiting=120))
    page = browser.open(server.address, *size)
    see(page, "Ж888")
    # Where the fonts are not there yet, things are another size for a moment.
    page.wait(lambda: not page.evaluate(CUT_OFF), "nothing is cut off")
    height = page.evaluate("parseFloat(getComputedStyle(document.getElementById('called')).fontSize)")
    assert height > min(size) / 6


def test_a_board_that_hears_nothing_says_so_and_comes_back(browser: Browser) -> None:
    server = BoardServer(0)
    server.start()
    server.show(board("А007", 1))
    page = browser.open(server.address)
    see(page, "А007")
    port = int(server.address.rstrip("/").rpartition(":")[2])
    server.stop()
    shown = "!document.getElementById('stale').hidden"
    page.wait(lambda: bool(page.evaluate(shown)), "it says that it is not up to date")
    stale = board_words()["stale"]
    assert stale["kk"] in page.text("stale") and stale["ru"] in page.text("stale")
    again = BoardServer(port)
    again.start()
    try:
        again.show(board("А008", 2, "А007"))
        see(page, "А008")
        assert not page.evaluate(shown)
    finally:
        again.stop()


def test_what_the_state_holds_is_text_and_never_markup(browser: Browser, server: BoardServer) -> None:
    server.show(board("<img src=x onerror=alert(1)>", 1))
    page = browser.open(server.address)
    see(page, "<img src=x onerror=alert(1)>")
    assert page.evaluate("document.images.length") == 0
