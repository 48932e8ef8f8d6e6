"""What the district publishes, as a clerk at the window meets it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.operations import updates
from desktop.operations.counter import Counter
from desktop.ui.news_front import NewsFront
from desktop.ui.theme import DARK
from desktop.ui.widgets.news_card import NewsCard
from tests.operations.making import counter_at
from tests.ui.operator import Operator
from tests.updates.making import Centre, edition_text, put_profile

SitDown = Callable[..., Operator]


def front_of(operator: Operator) -> NewsFront:
    assert operator.window.news is not None
    return operator.window.news


def card_of(operator: Operator) -> NewsCard:
    card = front_of(operator).card
    assert card is not None
    return card


def receive(operator: Operator, *documents: bytes) -> None:
    """As a round of the exchange does it: on the store's thread, then the window looks."""
    counter: Counter = operator.desk.counter

    def take() -> None:
        for document in documents:
            updates.receive(counter, document)

    operator.threads.store.run(take, lambda _: front_of(operator).look_again())
    operator.settle()


@pytest.fixture
def centre() -> Centre:
    return Centre()


@pytest.fixture
def enrolled(tmp_path: Path, centre: Centre) -> Path:
    with counter_at(tmp_path, edition="in-force") as counter:
        centre.enrol(counter)
    return tmp_path


def test_words_are_shown_one_after_another_until_understood(sit_down: SitDown, enrolled: Path, centre: Centre) -> None:
    operator = sit_down(enrolled, edition="in-force").ready()
    assert not card_of(operator).isVisible()
    receive(
        operator,
        centre.publish(1, "message", "Жиналыс", "Ертең сағат 15:00-де.\nБөлімде."),
        centre.publish(2, "message", "Бланкілер", "Жаңалары дайын."),
    )
    assert operator.says("Жиналыс") and operator.says("Бөлімде.") and operator.says("1 / 2")
    assert not operator.says("Бланкілер")
    card_of(operator).close_button.click()
    operator.settle()
    assert operator.says("Бланкілер") and not operator.says("Жиналыс")
    card_of(operator).close_button.click()
    operator.settle()
    assert not card_of(operator).isVisible()
    operator.close()
    again = sit_down(enrolled, edition="in-force").ready()
    assert not card_of(again).isVisible()


def test_the_home_screen_offers_the_new_edition_at_once(sit_down: SitDown, enrolled: Path, centre: Centre) -> None:
    operator = sit_down(enrolled, edition="in-force", language="ru").ready()
    assert not operator.says("№ 202")
    receive(operator, centre.publish(1, "edition", "E2026", edition_text(), holds_from="2026-09-01"))
    assert "E2026" in card_of(operator).text()
    operator.wait(lambda: "№ 202" in " ".join(operator.texts()), "the service is offered under the new edition")
    operator.wait(operator.threads.store.is_idle, "all is shown")


def test_what_cannot_be_used_is_told_in_a_sentence(sit_down: SitDown, enrolled: Path, centre: Centre) -> None:
    operator = sit_down(enrolled, edition="in-force", language="en").ready()
    receive(operator, centre.publish(1, "edition", "E2026", edition_text().replace("[norms]", "[normes]")))
    assert "cannot be used" in card_of(operator).text()
    assert "normes" in card_of(operator).text()


def test_the_card_outlives_a_change_of_language_and_light(sit_down: SitDown, enrolled: Path, centre: Centre) -> None:
    operator = sit_down(enrolled, edition="in-force", palette=DARK).ready()
    receive(operator, centre.publish(1, "message", "Жиналыс", "Ертең."))
    first = card_of(operator)
    operator.window.turn_language()
    operator.settle()
    assert card_of(operator) is not first
    assert card_of(operator).isVisible() and operator.says("Ертең.")


def test_the_settings_offer_an_edition_that_was_taken(sit_down: SitDown, enrolled: Path, centre: Centre) -> None:
    with counter_at(enrolled, edition="in-force") as counter:
        text = edition_text().replace("№ 202", "№ 999")
        assert updates.receive(counter, centre.publish(1, "edition", "E2026", text)).taken_at is not None
    put_profile(enrolled, "E2026")
    operator = sit_down(enrolled, language="ru").ready()
    operator.window.acts.go_to_room("settings")
    operator.settle()
    assert operator.says("№ 999")
