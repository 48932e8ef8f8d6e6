"""What the operator sees of a moved clock: the notice in three languages, the question mark, and how both go."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from desktop.domain.clock import ClockWatch, Level, judge_clock, serving_state
from desktop.language import Language
from desktop.operations import clock_keeping
from desktop.operations.clock_keeping import ClockLook
from desktop.ui.context import Look
from desktop.ui.theme import DARK, LIGHT, Palette, apply_theme, load_fonts
from desktop.ui.widgets.clock import ClockFace
from desktop.ui.widgets.clock_notice import CONFIRM_KEY, ClockNotice, clock_words, say_amount
from forms.moments import Elapsed, wall_time
from tests.operations.making import MORNING, ZONE, HandClock, counter_at, edition_of, open_ready

HOUR, DAY = 3600, 86_400
LANGUAGES = ("kk", "ru", "en")
NORM, WARNINGS = 20, (15, 18)
MINUTES = {Level.CALM: 5, Level.CARE: 15, Level.TROUBLE: 18, Level.OVER: 22}


@pytest.fixture(scope="module", autouse=True)
def _style(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    load_fonts()


@pytest.fixture
def host(qapp: QApplication) -> Iterator[QWidget]:
    """A window with a column, closed at the end."""
    apply_theme(qapp, LIGHT)
    window = QWidget()
    column = QVBoxLayout(window)
    column.addStretch(1)
    window.resize(1277, 600)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def look_of(language: str, palette: Palette = LIGHT) -> Look:
    return Look(Language(language), palette)


def put(host: QWidget, widget: QWidget) -> None:
    column = host.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(0, widget)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clock_moved_during_a_case_is_seen_and_goes_when_confirmed(
    tmp_path: Path, host: QWidget, language: str
) -> None:
    clock, watch, look = HandClock(), ClockWatch(), look_of(language)
    notice, face = ClockNotice(look), ClockFace(look)
    for widget in (face, notice):
        put(host, widget)
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter)
        norms = edition_of(counter, draft).norms

        def tick(known: ClockLook | None) -> None:
            notice.tell(known, wall_time(clock.now()))
            face.show_doubt(known is not None and known.doubted)
            face.show_state(serving_state(draft.periods, norms, clock.now()))

        assert watch.look(clock.now()) is None
        tick(None)
        assert (notice.isVisible(), face.text().split()[0]) == (False, "20:00")

        clock.wait(65)
        clock.move_wall(HOUR)
        assert watch.look(clock.now()) == HOUR
        known = clock_keeping.note_clock(counter)
        tick(known)
        assert notice.isVisible()
        assert face.text().split()[0] == "18:55?"
        assert face.toolTip() == face.accessibleDescription() != ""
        shown, right = MORNING + timedelta(seconds=HOUR + 65), MORNING + timedelta(seconds=65)
        for said in (say_amount(HOUR, look), f"{shown:%H:%M}", f"{right:%H:%M}", "2026", CONFIRM_KEY, "UTC+5"):
            assert said in notice.text()
        assert notice.accessibleName() == notice.text()

        clock.wait(600)  # the sentences keep up with the time
        tick(known)
        assert f"{right + timedelta(seconds=600):%H:%M}" in notice.text()

        asked: list[str] = []
        notice.confirm_requested.connect(lambda: asked.append("confirm"))
        notice.confirm.click()
        assert asked == ["confirm"]
        tick(clock_keeping.confirm_clock(counter))
        assert notice.isHidden()
        assert face.text().split()[0] == "08:55"
        assert face.toolTip() == face.accessibleDescription() == ""


def test_the_notice_is_said_in_each_language_and_each_sentence_is_another() -> None:
    now = datetime(2026, 9, 14, 11, 30, tzinfo=ZONE)
    old = now.replace(year=2006)
    looks = [
        (ClockLook(True, HOUR, now.isoformat(), "sum"), now),
        (ClockLook(True, -HOUR, now.isoformat(), "sum"), now),
        (ClockLook(True, -20 * 365 * DAY, old.isoformat(), "plausible"), old),
        (ClockLook(True, HOUR + 300, now.isoformat(), "operator"), now),
        (ClockLook(True, -HOUR, now.isoformat(), "operator"), now),
    ]
    for known, at in looks:
        told = [clock_words(known, look_of(language), at) for language in LANGUAGES]
        for sentences in zip(*((words.what, words.when, words.minutes, words.remedy) for words in told), strict=True):
            assert len(set(sentences)) == len(LANGUAGES)
        assert all("{" not in words.what + words.details for words in told)
    assert len({clock_words(known, look_of("kk"), at).what for known, at in looks}) == len(looks)


def test_what_cannot_be_confirmed_is_not_offered(host: QWidget) -> None:
    old = datetime(2000, 1, 1, 0, 5, tzinfo=ZONE)
    notice = ClockNotice(look_of("en"))
    put(host, notice)
    notice.tell(ClockLook(True, -16 * 365 * DAY, old.isoformat(), "plausible"), old)
    assert CONFIRM_KEY not in notice.text()
    assert notice.confirm.isHidden()
    now = MORNING
    notice.tell(ClockLook(True, HOUR, now.isoformat(), "sum"), now)
    assert notice.confirm.isVisible()


def test_only_a_whole_hour_speaks_of_a_zone() -> None:
    for off, hinted in ((HOUR, True), (-6 * HOUR + 40, True), (HOUR + 300, False), (45, False), (DAY, False)):
        words = clock_words(ClockLook(True, off, MORNING.isoformat(), "sum"), look_of("en"), MORNING)
        assert ("UTC+5" in words.remedy) is hinted, off


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (45, "45 s"),
        (125, "2 min"),
        (3599, "1 h"),
        (HOUR, "1 h"),
        (7500, "2 h 5 min"),
        (DAY, "1 day"),
        (3 * DAY, "3 days"),
        (400 * DAY, "400 days"),
        (20 * 365 * DAY, "20 years"),
    ],
)
def test_amounts_are_said_in_two_parts_at_most(seconds: int, said: str) -> None:
    assert say_amount(seconds, look_of("en")) == said


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_in_a_small_window_the_news_stays_and_the_rest_unfolds(
    qapp: QApplication, host: QWidget, language: str, palette: Palette
) -> None:
    apply_theme(qapp, palette)
    host.resize(594, 360)
    notice = ClockNotice(look_of(language, palette))
    put(host, notice)
    notice.fit(683)
    notice.tell(ClockLook(True, HOUR, MORNING.isoformat(), "sum"), MORNING)
    QApplication.processEvents()
    assert notice.height() <= 64
    assert notice.confirm.isHidden()
    (more,) = [button for button in notice.findChildren(QPushButton) if button is not notice.confirm]
    more.click()
    QApplication.processEvents()
    assert notice.confirm.isVisible()
    assert notice.height() >= notice.heightForWidth(notice.width())
    more.click()
    assert notice.confirm.isHidden()


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_is_told_without_colour(qapp: QApplication, host: QWidget, language: str, palette: Palette) -> None:
    apply_theme(qapp, palette)
    face = ClockFace(look_of(language, palette))
    put(host, face)
    words, rings = set(), set()
    for level, minutes in MINUTES.items():
        state = judge_clock(Elapsed(minutes * 60), NORM, WARNINGS)
        assert state.level is level
        face.show_state(state)
        words.add(face.text().split(maxsplit=1)[1])
        # The sign in the ring and the weight of the frame, in black and white.
        grey = face.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        dark = grey.pixelColor(60, 45).lightness()  # the ground
        marks = [abs(grey.pixelColor(29, y).lightness() - dark) > 60 for y in range(16, 35)]
        frame = abs(grey.pixelColor(80, 1).lightness() - dark) > 60
        rings.add((tuple(marks), frame))
    assert len(words) == len(MINUTES)
    assert len(rings) == len(MINUTES)
