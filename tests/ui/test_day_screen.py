"""The day's screen: figures, periods by keys, closing and opening again, the sheet on the printer."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollArea, QWidget

from desktop.language import Language
from desktop.operations import queue_desk, reception
from desktop.operations.counter import Counter
from desktop.printing.memory import MemoryPrinters
from desktop.ui.context import Look
from desktop.ui.day.screen import DayScreen
from desktop.ui.day.words import KIND_WORDS, SHEET_WORDS
from desktop.ui.theme import DARK, LIGHT, Palette, apply_theme
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.chart import ChartView
from desktop.ui.workers import Worker
from forms.day_acts import DayClosed
from forms.problems import Problem
from tests.operations.making import MORNING, HandClock, events, open_for_test, open_ready, service_of
from tests.papers.reading import text_by_pdfium

PATIENCE = 2000
DAY = MORNING.date()


class Sitting:
    """A counter with something done on it, and its screen."""

    def __init__(self, folder: Path, language: str, palette: Palette, size: tuple[int, int]) -> None:
        self.clock, self.printers = HandClock(), MemoryPrinters()
        self.store, self.printer = Worker("store"), Worker("printer")
        self.problems: list[Problem] = []
        made: list[Counter] = []
        self.store.run(lambda: self._begin(folder), made.append)
        self.wait(lambda: bool(made))
        self.counter = made[0]
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, palette)
        self.look = Look(Language(language), palette)
        self.screen = DayScreen(self.look, self.counter, self.store, self.printer)
        self.screen.problem_met.connect(self.problems.append)
        self.screen.resize(*size)
        self.screen.show()
        self.screen.refresh()
        self.screen.focus_start()
        self.idle()

    def _begin(self, folder: Path) -> Counter:
        counter = open_for_test(folder, clock=self.clock, printers=self.printers)
        reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        queue_desk.issue_ticket(counter, service_of(counter))
        return counter

    def wait(self, holds: Callable[[], bool]) -> None:
        for _ in range(PATIENCE):
            if holds():
                return
            QTest.qWait(1)
        raise AssertionError("it did not come about")

    def idle(self) -> None:
        QApplication.processEvents()
        self.wait(lambda: self.store.is_idle() and self.printer.is_idle())

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.screen, key)
        self.idle()

    def in_store(self, operation: Callable[[Counter], Any]) -> Any:
        found: list[Any] = []
        self.store.run(lambda: operation(self.counter), found.append)
        self.wait(lambda: bool(found))
        return found[0]

    def seen(self) -> list[QWidget]:
        return [widget for widget in self.screen.findChildren(QWidget) if widget.isVisible()]

    def texts(self) -> list[str]:
        return [widget.text() for widget in self.seen() if isinstance(widget, QLabel | QAbstractButton)]

    def says(self, message: str, **fields: object) -> bool:
        words = self.look.say(message, **fields)
        return any(words in text for text in self.texts())

    def close(self) -> None:
        self.screen.stop()
        self.screen.close()
        self.screen.deleteLater()
        self.store.run(self.counter.store.close)
        self.idle()
        self.store.stop()
        self.printer.stop()


Sit = Callable[..., Sitting]


@pytest.fixture
def sit(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sit]:
    monkeypatch.setattr("desktop.ui.day.sheet_printing.FOLLOW_EVERY_MS", 2)
    sittings: list[Sitting] = []

    def make(language: str = "kk", palette: Palette = LIGHT, size: tuple[int, int] = (1262, 640)) -> Sitting:
        sittings.append(Sitting(tmp_path, language, palette, size))
        return sittings[-1]

    yield make
    for sitting in sittings:
        sitting.close()


def test_the_day_is_shown_with_its_figures_and_charts(sit: Sit) -> None:
    sitting = sit()
    assert sitting.says("Accepted")
    assert sitting.says("tickets: {tickets}, without: {without}", tickets=1, without=1)
    assert sitting.says("The day is open since {time}.", time="09:30")
    assert "D7/2026-000001" in sitting.texts()
    charts = [widget for widget in sitting.seen() if isinstance(widget, ChartView)]
    assert len(charts) == 3
    assert all(chart.accessibleName() for chart in charts)


def test_digits_choose_the_period_and_arrows_turn_it(sit: Sit) -> None:
    sitting = sit()
    for key, kind, title in (
        (Qt.Key.Key_2, "week", "14.09.2026 – 20.09.2026"),
        (Qt.Key.Key_3, "month", "01.09.2026 – 30.09.2026"),
        (Qt.Key.Key_4, "quarter", "01.07.2026 – 30.09.2026"),
        (Qt.Key.Key_5, "year", "01.01.2026 – 31.12.2026"),
    ):
        sitting.press(key)
        assert f"{sitting.look.say(KIND_WORDS[kind])}: {title}" in sitting.texts()  # type: ignore[index]
        turned = [one for one in sitting.seen() if isinstance(one, KeyButton) and one.isCheckable() and one.isChecked()]
        assert [one.text() for one in turned] == [sitting.look.say(KIND_WORDS[kind])]  # type: ignore[index]
    sitting.press(Qt.Key.Key_Left)
    assert any("01.01.2025 – 31.12.2025" in text for text in sitting.texts())
    sitting.press(Qt.Key.Key_0)
    assert any("01.01.2026 – 31.12.2026" in text for text in sitting.texts())
    sitting.press(Qt.Key.Key_6)
    assert sitting.says("before: {value} ({change})", value=0, change="+1")
    sitting.press(Qt.Key.Key_1)
    sitting.press(Qt.Key.Key_Right)
    assert sitting.says("No working day was opened on this date.")


def test_closing_asks_names_who_waits_and_is_done_by_a_key(sit: Sit) -> None:
    sitting = sit()
    changed: list[bool] = []
    sitting.screen.day_changed.connect(lambda: changed.append(True))
    sitting.screen.go_on()
    sitting.idle()
    assert sitting.says("Still waiting, will be closed without service: {visitors}.", visitors="А001")
    sitting.press(Qt.Key.Key_2)
    assert not changed
    sitting.screen.go_on()
    sitting.idle()
    sitting.press(Qt.Key.Key_1)
    assert changed == [True]
    acts = sitting.in_store(lambda counter: [event.act for event in events(counter)])
    (closed,) = [act for act in acts if isinstance(act, DayClosed)]
    assert (closed.totals.accepted, closed.totals.closed_without_service) == (1, {"day_ended": 1})
    assert sitting.says("Open the day again")
    sitting.screen.go_on()
    sitting.idle()
    assert changed == [True, True]
    assert sitting.says("Close the day")


def test_pressing_twice_closes_once(sit: Sit) -> None:
    sitting = sit()
    sitting.screen.go_on()
    sitting.screen.go_on()
    sitting.idle()
    sitting.press(Qt.Key.Key_1)
    acts = sitting.in_store(lambda counter: [event.act for event in events(counter)])
    assert len([act for act in acts if isinstance(act, DayClosed)]) == 1
    assert sitting.problems == []


def test_a_day_closed_meanwhile_is_told_and_nothing_breaks(sit: Sit) -> None:
    from desktop.operations.day import close_day

    sitting = sit()
    sitting.in_store(close_day)
    sitting.screen.go_on()
    sitting.idle()
    assert [problem.code for problem in sitting.problems] == ["620"]
    sitting.screen.refresh()
    sitting.idle()
    assert sitting.says("Open the day again")


@pytest.mark.parametrize(("place", "words"), [(0, "Жұмыс"), (2, "№ 7")])
def test_the_sheet_comes_out_in_the_language_chosen(sit: Sit, place: int, words: str) -> None:
    sitting = sit()
    (language, _) = sitting.screen.findChildren(QComboBox)
    language.setCurrentIndex(place)
    sitting.screen.print_paper()
    sitting.screen.print_paper()  # pressed twice, printed once
    sitting.wait(lambda: sitting.says(SHEET_WORDS["printed"]))
    (paper,) = sitting.printers.printed
    assert (paper.media, paper.copies) == ("A4", 1)
    assert "D7/2026-000001" in text_by_pdfium(paper.pdf)


def test_a_printer_that_is_off_is_told_until_it_prints(sit: Sit) -> None:
    sitting = sit()
    sitting.printers.wait_for = "off"
    sitting.screen.print_paper()
    sitting.wait(lambda: any("⚠" in text and "принтер" in text.lower() for text in sitting.texts()))
    sitting.printers.wait_for = None
    sitting.wait(lambda: sitting.says(SHEET_WORDS["printed"]))


@pytest.mark.parametrize("size", [(1262, 640), (595, 250)])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_nothing_is_cut_in_any_language_light_or_size(
    sit: Sit, language: str, palette: Palette, size: tuple[int, int]
) -> None:
    sitting = sit(language, palette, size)
    assert sitting.screen.size().toTuple() == size
    (scroll,) = sitting.screen.findChildren(QScrollArea)
    inside = scroll.widget()
    assert inside is not None
    assert inside.width() <= scroll.viewport().width()
    for widget in sitting.seen():
        if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
            assert widget.fontMetrics().horizontalAdvance(widget.text()) <= widget.contentsRect().width() + 1, (
                widget.text()
            )
        if isinstance(widget, KeyButton):
            assert widget.sizeHint().width() <= widget.width() + 1, widget.text()
            right = widget.mapTo(sitting.screen, widget.rect().topRight()).x()
            assert right <= sitting.screen.width(), widget.text()
    bar = scroll.verticalScrollBar()
    sitting.press(Qt.Key.Key_Down)
    assert bar.value() > 0


def test_a_day_of_the_past_is_asked_for_by_its_date(sit: Sit) -> None:
    from desktop.domain.spans import span_of

    sitting = sit("en")
    sitting.screen.show_span(span_of("day", DAY - timedelta(1)))
    sitting.idle()
    assert sitting.says("No working day was opened on this date.")
    assert date(2026, 9, 13) == DAY - timedelta(1)
