"""A case typed at the real window of a protected folder, after a real sign-in, as far as the checklist."""

from pathlib import Path

from PySide6.QtCore import Qt

from desktop.printing.choice import choose_printers
from desktop.protection.data_key import DataKey
from desktop.ui.application import make_application
from tests.clear_text import words
from tests.ui.operator import Operator
from tests.ui.signing import Guest


class _HandsOfGuest(Operator):
    """The operator's hands on a window somebody has signed in at."""

    def __init__(self, guest: Guest) -> None:
        self.folder, self.clock, self.printers = guest.folder, guest.clock, guest.printers
        self.window, self.threads, self.player = guest.window, guest.threads, guest.hands
        self._open = True


def work_at_the_window(folder: Path) -> None:
    """Sign in, receive one whole case with its papers in the folder, and type a second one."""
    application = make_application([])
    guest = Guest(folder)
    guest.sign_in()
    guest.ready()
    hands = _HandsOfGuest(guest)
    signed = guest.threads.signed
    assert signed is not None
    assert isinstance(signed.key, DataKey)
    counter = hands.desk.counter
    counter.printers = choose_printers(folder, signed.key.files)
    _receive(hands)
    hands.press(Qt.Key.Key_F9)
    hands.wait(lambda: hands.draft.printed, "it is printed")
    hands.settle()
    hands.onward()
    _receive(hands, until="checklist")
    hands.settle()
    application.processEvents()


def _receive(hands: Operator, until: str = "paper") -> None:
    if not hands.desk.is_open:
        hands.begin()
    while hands.draft.screen != until:
        if hands.draft.screen == "applicant":
            for field, text in (
                ("iin", words.IIN),
                ("name", words.NAME),
                ("identity_document", words.IDENTITY),
                ("workplace", words.WORKPLACE),
                ("position", words.POSITION),
                ("phone", words.PHONE),
            ):
                hands.rewrite(f"applicant.{field}", text)
            for tick in ("identity_shown", "identity_returned"):
                hands.tab_to(f"applicant.{tick}")
                hands.press(Qt.Key.Key_Space)
            hands.settle()
        else:
            hands.do_step()
        hands.onward()
