"""The export's panel and the verification's card, by keyboard, beside a store that goes on working."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.language import Language
from desktop.operations.counter import Counter
from desktop.operations.register import RegisterQuery
from desktop.ui.context import Look
from desktop.ui.keeping.verification_card import VerificationCard
from desktop.ui.register.export_panel import ExportPanel
from desktop.ui.theme import DARK, LIGHT, apply_theme, load_fonts
from desktop.ui.workers import Worker
from forms.register_acts import RegisterExported
from tests.operations.making import events, open_for_test

from .test_export import decide
from .test_spreadsheets import read_csv

CASES = 4
PATIENCE = 20


class Desk:
    """A counter on the store's thread, and the widgets opened over it."""

    def __init__(self, folder: Path) -> None:
        self.store, self.printer = Worker("store"), Worker("printer")
        self.failed: list[object] = []
        self.widgets: list[QWidget] = []
        self.store.failed.connect(self.failed.append)

        def open_filled() -> Counter:
            counter = open_for_test(folder)
            for _ in range(CASES):
                decide(counter)
            return counter

        opened: list[Counter] = []
        self.store.run(open_filled, opened.append)
        self.wait(lambda: bool(opened))
        self.counter = opened[0]

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window go on until something is so."""
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, "it did not come"
            QApplication.processEvents()

    def show(self, widget: QWidget, width: int = 1200, height: int = 700) -> None:
        """Put a widget on the screen."""
        self.widgets.append(widget)
        widget.resize(width, height)
        widget.show()
        QApplication.processEvents()

    def recorded(self) -> list[RegisterExported]:
        """What the journal says of exports."""
        found: list[list[RegisterExported]] = []
        counter = self.counter
        self.store.run(
            lambda: [event.act for event in events(counter) if isinstance(event.act, RegisterExported)], found.append
        )
        self.wait(lambda: bool(found))
        return found[0]

    def close(self) -> None:
        """Everything ends."""
        for widget in self.widgets:
            widget.close()
            widget.deleteLater()
        counter = self.counter
        self.store.run(counter.store.close)
        self.store.stop()
        self.printer.stop()
        QApplication.processEvents()
        assert self.failed == []


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk in a home of its own, closed at the end."""
    qapp.setStyle("Fusion")
    load_fonts()
    (tmp_path / "home" / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr("desktop.operations.exporting.list_sticks", list)
    made = Desk(tmp_path / "data")
    yield made
    made.close()


def look(language: str = "kk", *, dark: bool = False) -> Look:
    return Look(Language(language), DARK if dark else LIGHT)


def documents(desk: Desk) -> Path:
    return Path.home() / "Documents"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(("width", "height"), [(1260, 640), (930, 560), (590, 260)])
def test_the_panel_and_the_card_fit(desk: Desk, qapp: QApplication, language: str, width: int, height: int) -> None:
    apply_theme(qapp, LIGHT)
    panel = ExportPanel(look(language), desk.counter, desk.store)
    desk.show(panel, width, height)
    assert panel.width() == width  # nothing in it needs more
    card = VerificationCard(look(language, dark=True), desk.counter, desk.store, desk.printer)
    desk.show(card, width, height)
    assert card.width() == width


def test_an_export_by_keyboard(desk: Desk) -> None:
    panel = ExportPanel(look(), desk.counter, desk.store)
    recorded: list[bool] = []
    panel.recorded.connect(lambda: recorded.append(True))
    desk.show(panel)
    panel.activateWindow()
    panel.focus_start()
    QApplication.processEvents()
    keyboard = panel.focusWidget()
    assert keyboard is not None
    QTest.keyClick(keyboard, Qt.Key.Key_3)  # CSV
    panel.go_on()
    desk.wait(lambda: bool(recorded))
    (file,) = documents(desk).iterdir()
    assert file.name == "kense-D7-all.csv"
    assert len(read_csv(file.read_bytes())) == CASES + 1
    (act,) = desk.recorded()
    assert (act.form, act.rows) == ("csv", CASES)
    assert str(file) in panel._outcome.text()
    assert act.sha256[:8] in panel._outcome.text()
    # The next one gets a name of its own, and Esc puts away what was told.
    assert panel._file.path() == documents(desk) / "kense-D7-all-2.csv"
    assert panel.take_back()
    assert not panel.take_back()


def test_what_is_filtered_can_be_taken_or_left(desk: Desk) -> None:
    panel = ExportPanel(look(), desk.counter, desk.store)
    panel.set_query(RegisterQuery(text="000002"))
    desk.show(panel)
    assert panel._filtered.isVisible() and panel._filtered.isChecked()
    assert panel._read_query().text == "000002"
    panel._filtered.click()
    assert panel._read_query() == RegisterQuery()
    panel.set_query(RegisterQuery())
    assert not panel._filtered.isVisible()


@pytest.mark.parametrize(("first", "last"), [("31.02.2026", ""), ("", "x"), ("02.09.2026", "01.09.2026")])
def test_days_that_are_none_are_told_at_their_field(desk: Desk, first: str, last: str) -> None:
    panel = ExportPanel(look(), desk.counter, desk.store)
    desk.show(panel)
    for field, text in ((panel._first, first), (panel._last, last)):
        field.input.setFocus()
        QTest.keyClicks(field.input, text)
    panel.go_on()
    assert not panel._work.running
    wrong = panel._first if first.startswith("31") else panel._last
    assert wrong.input.property("wrong") == "true"
    assert list(documents(desk).iterdir()) == []


def test_a_place_that_does_not_allow_it_is_told_in_both_places(desk: Desk) -> None:
    panel = ExportPanel(look("ru"), desk.counter, desk.store)
    desk.show(panel)
    panel._path_typed(str(desk.counter.store.folder / "x.pdf"))
    panel._show_file()
    panel.go_on()
    desk.wait(lambda: panel._work.problem is not None)
    assert panel._work.problem is not None
    assert panel._work.problem.code == "785"
    assert desk.recorded() == []


def test_an_export_goes_on_in_another_language_and_is_recorded(desk: Desk) -> None:
    panel = ExportPanel(look(), desk.counter, desk.store)
    desk.show(panel)
    panel.go_on()
    assert panel._work.running
    panel.stop()  # as at a change of the language, or when the room is left
    other = ExportPanel(look("ru"), desk.counter, desk.store)
    other.restore(panel)
    panel.close()
    panel.deleteLater()
    desk.widgets.remove(panel)
    desk.show(other)
    desk.wait(lambda: not other._work.running)
    assert len(desk.recorded()) == 1
    assert "SHA-256" in other._outcome.text()


def test_the_end_of_the_program_takes_back_what_is_not_recorded(qapp: QApplication, desk: Desk) -> None:
    panel = ExportPanel(look(), desk.counter, desk.store)
    desk.show(panel)
    panel.go_on()
    # Not a single event is handled meanwhile: nothing can be recorded any more.
    desk.store.ending.emit()
    assert list(documents(desk).iterdir()) == []
    QApplication.processEvents()
    assert desk.recorded() == []


def test_an_export_is_stopped_by_the_key_that_began_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.operations import exporting

    began = exporting._Ticker.__call__

    def slowly(self: exporting._Ticker, done: int) -> None:
        end = time.monotonic() + PATIENCE
        while not self._cancelled() and time.monotonic() < end:
            time.sleep(0.005)
        began(self, 0)

    monkeypatch.setattr(exporting._Ticker, "__call__", slowly)
    panel = ExportPanel(look(), desk.counter, desk.store)
    desk.show(panel)
    panel.go_on()
    QApplication.processEvents()
    panel.go_on()
    desk.wait(lambda: panel._work.problem is not None)
    assert panel._work.problem is not None
    assert panel._work.problem.code == "780"
    assert list(documents(desk).iterdir()) == []


def test_a_verification_by_keyboard_saved_and_recorded(desk: Desk) -> None:
    card = VerificationCard(look(), desk.counter, desk.store, desk.printer)
    recorded: list[bool] = []
    card.recorded.connect(lambda: recorded.append(True))
    desk.show(card)
    card.go_on()
    desk.wait(lambda: card._work.result is not None)
    assert card._found.text().startswith("✓")
    # Another language: what was found is still there.
    other = VerificationCard(look("ru"), desk.counter, desk.store, desk.printer)
    other.restore(card)
    desk.show(other)
    assert other._found.text().startswith("✓")
    other._save.click()
    desk.wait(lambda: bool(recorded) or any(documents(desk).iterdir()))
    desk.wait(lambda: len(desk.recorded()) == 1)
    assert desk.recorded()[0].form == "verification"
    other.print_paper()
    desk.wait(lambda: not other._busy)
    assert other.told.text().startswith("✓")
