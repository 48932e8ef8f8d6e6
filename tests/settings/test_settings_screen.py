"""The settings on the screen: by the keyboard, in every language, nothing typed lost."""

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from desktop.language import Language
from desktop.operations.profile_keeping import SettingsChoices
from desktop.profile.shape import Profile
from desktop.ui.context import Look
from desktop.ui.settings.screen import SettingsScreen
from desktop.ui.settings.sections import SECTIONS
from desktop.ui.theme import DARK, LIGHT, Palette, apply_theme
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.ticks import Option
from forms.problems import Problem
from tests.settings.profiles import EDITIONS, FULL, OPTIONS
from tests.ui.operator import texts_of

CHOICES = SettingsChoices(OPTIONS, EDITIONS, ("Office", "Tickets", "Other"))
NONE, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
MOST_FIELDS = 150


class Hands:
    """The screen in a window, and what came out of it."""

    def __init__(self, *, language: str = "en", palette: Palette = LIGHT, size: tuple[int, int] = (1270, 630)) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, palette)
        self.window = QMainWindow()
        self.screen = SettingsScreen(Look(Language(language), palette), FULL, CHOICES)
        self.window.setCentralWidget(self.screen)
        self.window.resize(*size)
        self.window.show()
        QTest.qWaitForWindowActive(self.window)
        self.saved: list[Profile] = []
        self.closed = 0
        self._watch()
        self.screen.focus_start()
        QApplication.processEvents()

    def _watch(self) -> None:
        self.screen.saved.connect(self.saved.append)
        self.screen.closed.connect(self._count_closed)

    def _count_closed(self) -> None:
        self.closed += 1

    def turn(self, language: str, palette: Palette) -> None:
        """Make the screen anew, as the window does."""
        state = self.screen.answers()
        self.screen = SettingsScreen(Look(Language(language), palette), FULL, CHOICES)
        self.window.setCentralWidget(self.screen)
        self._watch()
        self.screen.restore(state)
        self.screen.focus_start()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def field(self, key: str) -> QWidget:
        return self.screen.form.places[key].widget

    def tab_to(self, key: str) -> None:
        for _ in range(MOST_FIELDS):
            focused = QApplication.focusWidget()
            assert focused is not None
            if focused is self.field(key) or self.field(key).isAncestorOf(focused):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {key}")

    def rewrite(self, key: str, text: str) -> None:
        self.tab_to(key)
        self.press(Qt.Key.Key_A, CONTROL)
        self.press(Qt.Key.Key_Delete)
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def typed(self, key: str) -> str:
        field = self.field(key)
        assert isinstance(field, Field)
        return field.text()

    def texts(self) -> str:
        seen = [widget for widget in self.window.findChildren(QWidget) if widget.isVisible()]
        return "\n".join(text for widget in seen for text in texts_of(widget))


@pytest.fixture
def sit(qapp: QApplication) -> Iterator[Callable[..., Hands]]:
    made: list[Hands] = []

    def make(**wanted: object) -> Hands:
        made.append(Hands(**wanted))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for hands in made:
        hands.window.close()
        hands.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


Sit = Callable[..., Hands]


@pytest.mark.parametrize("keys", [(Qt.Key.Key_F10, NONE), (Qt.Key.Key_S, CONTROL)], ids=["F10", "Ctrl+S"])
def test_something_is_changed_and_saved_by_the_keyboard_alone(
    sit: Sit, keys: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    hands = sit()
    hands.rewrite("organisation.head", "Another B.")
    hands.rewrite("queue.recalls", "5")
    hands.press(*keys)
    (profile,) = hands.saved
    assert profile.organisation.head == "Another B."
    assert profile.queue.recalls == 5
    assert profile.services == FULL.services
    hands.screen.show_saved(profile)
    assert "in use from now on" in hands.texts()
    hands.press(Qt.Key.Key_Escape)
    assert hands.closed == 1


def test_what_is_typed_while_it_is_saved_is_not_taken_for_saved(sit: Sit) -> None:
    hands = sit()
    hands.rewrite("organisation.head", "X")
    hands.press(Qt.Key.Key_F10)
    hands.rewrite("organisation.head", "XY")
    hands.screen.show_saved(hands.saved[0])
    assert hands.screen.is_changed()


def test_untouched_it_saves_what_was_there_and_leaves_at_once(sit: Sit) -> None:
    hands = sit()
    hands.press(Qt.Key.Key_F10)
    assert hands.saved == [FULL]
    hands.press(Qt.Key.Key_Escape)
    assert hands.closed == 1


def test_leaving_with_something_unsaved_is_asked_once(sit: Sit) -> None:
    hands = sit()
    hands.rewrite("organisation.head", "X")
    hands.press(Qt.Key.Key_Escape)
    assert hands.closed == 0
    assert "Not saved yet" in hands.texts()
    hands.press(Qt.Key.Key_Escape)
    assert hands.closed == 1


def test_every_mistake_is_told_at_its_field_and_f7_goes_round_them(sit: Sit) -> None:
    hands = sit()
    wrong = {
        "organisation.bin": "990240000011",
        "services.attestation.hours.lunch": "20:00",
        "services.enrolment.letter": "M",
        "queue.recalls": "12",
    }
    for key, text in wrong.items():
        hands.rewrite(key, text)
    hands.press(Qt.Key.Key_F10)
    assert hands.saved == []
    visited = []
    for _ in wrong:
        visited.append(hands.screen.form.place_with_keyboard())
        hands.press(Qt.Key.Key_F7)
    assert visited == list(wrong)
    assert hands.screen.form.place_with_keyboard() == visited[0]
    for key, text in wrong.items():
        assert hands.typed(key) == text
        field = hands.field(key)
        assert isinstance(field, Field)
        assert field.input.accessibleDescription().startswith(hands.screen.form.places[key].name)
    hands.rewrite("organisation.bin", "990240000010")
    bin_field = hands.field("organisation.bin")
    assert isinstance(bin_field, Field)
    assert "check digit" not in bin_field.input.accessibleDescription()


def test_no_service_chosen_is_told(sit: Sit) -> None:
    hands = sit()
    for place in ("services.attestation", "services.enrolment"):
        hands.tab_to(place)
        hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_F10)
    assert hands.saved == []
    assert "Services: no service is chosen." in hands.texts()


def test_a_problem_of_the_store_is_told_and_nothing_typed_is_lost(sit: Sit) -> None:
    hands = sit()
    hands.rewrite("organisation.head", "X")
    hands.press(Qt.Key.Key_F10)
    hands.screen.show_problem(Problem("301", folder="/data"))
    assert "/data is full" in hands.texts()
    hands.screen.show_problem(Problem("179", key="services.attestation", place="services.attestation", count=3))
    assert "waiting or unfinished: 3" in hands.texts()
    assert hands.typed("organisation.head") == "X"
    assert hands.screen.is_changed()


def test_unsaved_changes_survive_turning_language_and_light(sit: Sit) -> None:
    hands = sit()
    hands.rewrite("organisation.head", "X")
    hands.rewrite("services.attestation.hours.opens", "ten")
    before = deepcopy(hands.screen.answers().answers)
    for language, palette in (("ru", LIGHT), ("kk", DARK), ("en", DARK)):
        hands.turn(language, palette)
        assert hands.typed("organisation.head") == "X"
        assert hands.typed("services.attestation.hours.opens") == "ten"
        assert hands.screen.answers().answers == before
        assert hands.screen.is_changed()
        assert hands.screen.form.place_with_keyboard() == "services.attestation.hours.opens"


def test_persons_are_added_and_taken_out(sit: Sit) -> None:
    hands = sit()
    hands.tab_to("responsible[0].phone")
    hands.press(Qt.Key.Key_Tab)  # take out
    hands.press(Qt.Key.Key_Tab)  # add
    hands.press(Qt.Key.Key_Space)
    assert hands.screen.form.place_with_keyboard() == "responsible[1].role.kk"
    for key in ("role.kk", "role.ru", "name"):
        hands.rewrite(f"responsible[1].{key}", "Other")
    hands.tab_to("responsible[0].phone")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Space)
    assert "responsible[1].name" not in hands.screen.form.places
    hands.press(Qt.Key.Key_F10)
    (profile,) = hands.saved
    assert [person.name for person in profile.responsible] == ["Other"]


def test_own_hours_are_stated_by_keys(sit: Sit) -> None:
    hands = sit()
    hands.tab_to("services.enrolment.hours")
    hands.press(Qt.Key.Key_Space)
    hands.rewrite("services.enrolment.hours.closes", "1500")
    hands.press(Qt.Key.Key_F10)
    (profile,) = hands.saved
    hours = profile.services["enrolment"].hours
    assert hours is not None
    assert f"{hours.closes:%H:%M}" == "15:00"


@pytest.mark.parametrize("size", [(1270, 630), (594, 264)], ids=["whole", "half"])
def test_sections_and_tab_reach_everything_and_it_is_in_sight(sit: Sit, size: tuple[int, int]) -> None:
    hands = sit(size=size)
    assert (hands.window.width(), hands.window.height()) == size
    for place in range(1, len(SECTIONS) + 1):
        hands.press(Qt.Key(Qt.Key.Key_0 + place), ALT)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert not focused.visibleRegion().isEmpty(), SECTIONS[place - 1]
    reached: list[QWidget] = []
    hands.screen.focus_start()
    while (focused := QApplication.focusWidget()) not in reached:
        assert focused is not None
        reached.append(focused)
        assert not focused.visibleRegion().isEmpty(), list(texts_of(focused))
        hands.press(Qt.Key.Key_Tab)
    questions = {widget.group() for widget in reached if isinstance(widget, Option)}
    fields = [
        widget
        for widget in hands.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, Option) and widget.group() in questions)
    ]
    assert [list(texts_of(widget)) for widget in fields if widget not in reached] == []
    unnamed = [widget for widget in reached if isinstance(widget, QLineEdit) and not widget.accessibleName()]
    assert unnamed == []
