"""The board and the slips as the window keeps them up with the queue."""

import json
import urllib.request

import pytest
from PySide6.QtCore import Qt

from desktop.operations import queue_desk
from desktop.printing.ports import WaitingReason
from desktop.ui.queue.ticket_shown import TicketShown
from tests.operations.making import acts
from tests.ui.operator import CONTROL, Operator


def come(operator: Operator, count: int = 1) -> None:
    """People come and get tickets; the first stands in an empty hall and would be served at once."""
    operator.in_store(lambda counter: queue_desk.issue_ticket(counter, "attestation"))
    assert operator.window.queue is not None
    operator.window.queue.queue.refresh()
    operator.settle()
    for _ in range(count):
        operator.press(Qt.Key.Key_F2)
        operator.settle()


def told_by(address: str) -> dict[str, object]:
    """The board's state as the browser gets it."""
    with urllib.request.urlopen(f"{address}state.json", timeout=10) as answer:
        told: dict[str, object] = json.loads(answer.read())
    return told


def test_the_board_begins_by_a_key_and_shows_every_call(operator: Operator) -> None:
    board = operator.window.board
    assert board is not None
    addresses: list[str] = []
    board.begun.connect(lambda address, beside: addresses.append(address))
    operator.press(Qt.Key.Key_B, modifiers=CONTROL)
    operator.settle()
    (address,) = addresses
    assert operator.says(address)
    come(operator)
    assert told_by(address)["called"] == ""
    operator.press(Qt.Key.Key_F3)
    operator.settle()
    first = told_by(address)
    assert (first["called"], first["waiting"]) == ("А001", 1)
    operator.clock.wait(12)
    operator.press(Qt.Key.Key_F5)
    operator.settle()
    assert told_by(address)["mark"] != first["mark"]  # a recall sounds too
    assert "Сынақова" not in json.dumps(told_by(address), ensure_ascii=False)
    operator.press(Qt.Key.Key_B, modifiers=CONTROL)
    operator.settle()
    assert not board.is_on
    with pytest.raises(OSError):
        told_by(address)


@pytest.mark.parametrize("reason", ["off", "out_of_paper"])
def test_a_printer_that_waits_leaves_the_ticket_shown_large(operator: Operator, reason: WaitingReason) -> None:
    operator.printers.wait_for = reason
    come(operator)
    shown = operator.window.findChild(TicketShown)
    assert isinstance(shown, TicketShown)
    assert shown.isVisible()
    assert operator.says("А002")
    operator.wait(lambda: operator.says("⚠"), "why it waits is said")
    assert operator.in_store(acts).count("TicketIssued") == 2
    # The next ticket waits for nothing.
    operator.press(Qt.Key.Key_F2)
    operator.settle()
    assert operator.says("А003")
    operator.printers.wait_for = None
    operator.press(Qt.Key.Key_F9, modifiers=CONTROL)
    operator.wait(lambda: any("А003" in paper.title for paper in operator.printers.printed), "it came out")


def test_a_slip_of_someone_called_meanwhile_is_taken_back(operator: Operator) -> None:
    operator.printers.wait_for = "off"
    come(operator)
    operator.press(Qt.Key.Key_F3)
    operator.settle()
    for _ in range(3):
        operator.clock.wait(12)
        operator.press(Qt.Key.Key_F5)
        operator.settle()
    operator.press(Qt.Key.Key_F3)
    operator.settle()
    operator.printers.wait_for = None
    operator.press(Qt.Key.Key_F10)
    operator.wait(lambda: operator.desk.is_open, "the second is served")
    operator.settle()
    assert not [paper for paper in operator.printers.printed if "А002" in paper.title]
