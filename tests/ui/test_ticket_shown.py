"""A ticket just issued, large on the screen, with how its slip stands in words."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.language import Language
from desktop.operations.queue_desk import IssuedTicket
from desktop.printing.ports import WAITING_WORDS, JobState
from desktop.ui.context import Look
from desktop.ui.queue.ticket_printing import TicketStanding
from desktop.ui.queue.ticket_shown import STANDING_WORDS, TicketShown
from desktop.ui.theme import DARK, LIGHT, Palette, apply_theme
from forms.problems import PROBLEMS, Problem

TICKET = IssuedTicket(
    visit="one",
    label="А007",
    service="attestation",
    edition="E2020-7",
    issued_at="2026-09-14T09:30:00.000+05:00",
    ahead=3,
    expected_wait=900,
)
OTHER = IssuedTicket("two", "А008", "attestation", "E2020-7", "2026-09-14T09:31:00.000+05:00", 4, 1200)


@pytest.fixture(params=["kk", "ru", "en"])
def look(request: pytest.FixtureRequest) -> Look:
    return Look(Language(request.param), LIGHT)


@pytest.fixture
def shown(qapp: QApplication, look: Look) -> Iterator[TicketShown]:
    apply_theme(qapp, LIGHT)
    made = TicketShown(look, reprint_key="F9")
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(shown: TicketShown) -> str:
    return "\n".join(label.text() for label in shown.findChildren(QLabel))


def button(shown: TicketShown) -> QPushButton:
    (found,) = shown.findChildren(QPushButton)
    return found


def test_it_is_empty_until_it_is_shown_a_ticket(shown: TicketShown) -> None:
    assert not shown.isVisible()
    shown.show_standing(TicketStanding(TICKET, "printed"))
    assert shown.ticket is None and "✓" not in said(shown)


def test_the_number_is_large_and_the_rest_is_said(shown: TicketShown, look: Look) -> None:
    shown.show_ticket(TICKET)
    (number,) = [label for label in shown.findChildren(QLabel) if label.text() == "А007"]
    assert number.fontInfo().pixelSize() >= 80
    assert look.say("Waiting before: {count}", count=3) in said(shown)
    assert "15" in said(shown) and "09:30" in said(shown)


def test_each_standing_is_a_sign_and_words(shown: TicketShown, look: Look) -> None:
    say = look.say
    shown.show_ticket(TICKET)
    assert f"… {say(STANDING_WORDS['preparing'])}" in said(shown)
    assert not button(shown).isEnabled()
    shown.show_standing(TicketStanding(TICKET, "sent"))
    assert f"… {say(STANDING_WORDS['sent'])}" in said(shown)
    shown.show_standing(TicketStanding(TICKET, "waiting", JobState("waiting_for_printer", "off")))
    assert f"⚠ {say(WAITING_WORDS['off'])}" in said(shown)
    assert say("The ticket counts without its slip: tell the number aloud.") in said(shown)
    shown.show_standing(TicketStanding(TICKET, "failed", problem=Problem("642", ticket="А007")))
    assert f"⚠ {say(PROBLEMS['642'], ticket='А007')}" in said(shown)
    shown.show_standing(TicketStanding(TICKET, "printed"))
    assert f"✓ {say(STANDING_WORDS['printed'])}" in said(shown)
    assert button(shown).isEnabled()


def test_what_becomes_of_other_slips_is_not_told_here(shown: TicketShown) -> None:
    shown.show_ticket(TICKET, TicketStanding(TICKET, "printed"))
    before = said(shown)
    shown.show_standing(TicketStanding(OTHER, "failed", problem=Problem("642", ticket="А008")))
    assert said(shown) == before
    shown.show_ticket(OTHER)
    assert "А008" in said(shown) and "✓" not in said(shown)


def test_the_slip_is_asked_for_again_by_the_button(shown: TicketShown) -> None:
    asked: list[IssuedTicket] = []
    shown.reprint_requested.connect(asked.append)
    button(shown).click()
    assert asked == []
    shown.show_ticket(TICKET, TicketStanding(TICKET, "failed", problem=Problem("403")))
    button(shown).setFocus(Qt.FocusReason.TabFocusReason)
    button(shown).click()
    assert asked == [TICKET]
    shown.clear()
    assert shown.ticket is None and not shown.isVisible()


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("width", [560, 1100])
def test_every_word_has_its_room(shown: TicketShown, qapp: QApplication, palette: Palette, width: int) -> None:
    apply_theme(qapp, palette)
    waiting = TicketStanding(TICKET, "waiting", JobState("waiting_for_printer", "stopped"))
    shown.show_ticket(TICKET, waiting)
    shown.resize(width, 10)
    shown.resize(width, shown.heightForWidth(width) if shown.hasHeightForWidth() else shown.sizeHint().height())
    QApplication.processEvents()
    for label in shown.findChildren(QLabel):
        lines = label.heightForWidth(label.width()) / label.fontMetrics().height()
        assert not label.wordWrap() or label.height() >= label.heightForWidth(label.width()), label.text()
        # Beside the number nothing is squeezed into a column of single words.
        assert not label.wordWrap() or lines < 2 or label.width() > 300, label.text()
        assert label.wordWrap() or label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
