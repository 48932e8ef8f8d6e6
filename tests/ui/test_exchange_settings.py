"""The exchange in the settings: kept as it was, changed by keys, a wrong proxy told at its field."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.operations.profile_answers import answers_of, build_profile
from desktop.paths import PROFILE_NAME
from desktop.profile.reading import read_profile
from desktop.profile.shape import ExchangeSettings
from desktop.ui.settings.screen import SettingsScreen
from forms.reading import load_editions
from tests.settings.profiles import FULL
from tests.ui.operator import CONTROL, Operator

KEPT = ExchangeSettings(proxy="http://10.0.0.1:3128", metered_megabytes_a_day=50, automatic=False)


def test_what_a_profile_says_of_the_exchange_is_there_again_after_the_settings() -> None:
    editions = load_editions()
    built, faults = build_profile(answers_of(replace(FULL, exchange=KEPT), ()), editions)
    assert faults == []
    assert built.exchange == KEPT


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("exchange_proxy", "10.0.0.1", "exchange.proxy"),
        ("exchange_megabytes", "-1", "exchange.metered_megabytes_a_day"),
        ("exchange_megabytes", "many", "exchange.metered_megabytes_a_day"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_place(name: str, text: str, place: str) -> None:
    answers = answers_of(FULL, ())
    setattr(answers, name, text)
    _, faults = build_profile(answers, load_editions())
    assert [fault.key for fault in faults] == [place]


def test_the_section_is_gone_to_by_its_key_and_nothing_is_typed_by_it(operator: Operator) -> None:
    operator.press(Qt.Key.Key_F12)
    operator.settle()
    (screen,) = operator.window.findChildren(SettingsScreen)
    before = [field.text() for field in screen.findChildren(QLineEdit)]
    operator.press(Qt.Key.Key_9, modifiers=Qt.KeyboardModifier.AltModifier)
    assert [field.text() for field in screen.findChildren(QLineEdit)] == before
    operator.player.tab()
    assert screen.form.place_with_keyboard() == "exchange.proxy"
    operator.write("http://10.0.0.1:3128")
    operator.press(Qt.Key.Key_S, modifiers=CONTROL)
    operator.settle()
    assert read_profile(operator.folder / PROFILE_NAME).exchange.proxy == "http://10.0.0.1:3128"
