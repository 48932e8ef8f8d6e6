"""The demonstration's enrolment: a group, a child's documents, the head's two passes, the order signed and issued."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.demonstration.play import Demonstration, OpenFor
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.script import DemoApplicant, DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.proceedings.screen import ProceedingsScreen
from desktop.ui.reception.desk import Desk
from desktop.ui.widgets.signature_pad import SignaturePad
from desktop.ui.widgets.ticks import Tick

ENROLMENT = "enrolment"
PARENT = DemoApplicant(
    iin="850101100002",
    name="Сынақова Үлгі Тестқызы",
    identity_document="жеке куәлік № 000000001, ІІМ",
    workplace="",
    position="",
    phone="87000000001",
    email="",
)
CASE = DemoCase(
    name=ENROLMENT, edition="ENR", provider="local", applicant=PARENT, facts={}, outcome="accepted", language="kk"
)
CHILD = ("850101100304", "Сынақов Бала Үлгіұлы", "01.02.2017")
# A new group's fields in their order; the school year and the ages stand there already.
GROUP = ("Домбыра", "Домбра", "1А", "дс, ср 15:00–16:30", "", "12")
# The pen's way over the field, in hundredths of its width and height.
PEN = (
    ((12, 70), (18, 25), (24, 68), (30, 30), (36, 66)),
    ((34, 48), (48, 44), (60, 52), (74, 40), (88, 46)),
)
MOST_FIELDS = 40

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class EnrolmentScene:
    """One child, from the documents on the counter to the order in the parent's hands."""

    def __init__(self, stage: Stage, demonstration: Demonstration) -> None:
        self._stage = stage
        self._demonstration = demonstration

    def play(self, open_for: OpenFor) -> str:
        """Play the scene. Returns the registration number."""
        with self._stage.play(ENROLMENT, lambda folder: open_for(folder, CASE)) as player:
            self._set_group(player)
            number = self._receive(player)
            self._decide(player)
            self._sign(player)
            self._issue(player)
            return number

    def _set_group(self, player: Player) -> None:
        player.press(Key.Key_F7, CONTROL)
        player.settle()
        player.press(Key.Key_2, ALT)
        self._photograph(player, "no-groups-yet")
        self._press(player, Key.Key_F10)
        for place, value in enumerate(GROUP):
            if place:
                player.tab()
            player.write(value)
        self._photograph(player, "a-new-group")
        self._press(player, Key.Key_F10)
        self._photograph(player, "groups")
        self._press(player, Key.Key_Escape)

    def _receive(self, player: Player) -> str:
        desk = player.window.desk
        assert desk is not None
        player.press(Key.Key_F2)
        player.wait_until(lambda: desk.is_open, "the case is open")
        self._leave(player, desk, "service")
        self._demonstration.fill_applicant(player, PARENT)
        self._photograph(player, "the-parent")
        self._fill_child(player)
        self._leave(player, desk, "applicant")
        self._demonstration.check_documents(player, desk, CASE)
        self._leave(player, desk, "checklist")
        self._leave(player, desk, "outcome")
        return self._demonstration.issue(player, desk, CASE)

    def _fill_child(self, player: Player) -> None:
        for name, typed in zip(("iin", "name", "birth_date"), CHILD, strict=True):
            self._demonstration.tab_to(player, f"subject.{name}")
            player.write(typed)
        for name in ("relation", "consent"):
            self._demonstration.tab_to(player, f"subject.{name}")
            player.press(Key.Key_1)

    def _leave(self, player: Player, desk: Desk, screen: str) -> None:
        """Photograph the step and go on."""
        self._photograph(player, screen)
        player.press(Key.Key_F10)
        told = f"{screen} lets go: {[one.sentence() for one in desk.obstacles()]}"
        player.wait_until(lambda: desk.draft.screen != screen, told)
        player.settle()

    def _decide(self, player: Player) -> None:
        player.press(Key.Key_F5, CONTROL)
        self._photograph(player, "what-waits-for-the-head")
        self._press(player, Key.Key_Return)
        self._photograph(player, "the-head-looks-it-through")
        self._press(player, Key.Key_F10)
        self._photograph(player, "an-order-is-drafted")
        self._press(player, Key.Key_F10)

    def _sign(self, player: Player) -> None:
        self._photograph(player, "waits-for-the-signature")
        (pad,) = [pad for pad in player.window.findChildren(SignaturePad) if pad.isVisible()]
        for stroke in PEN:
            points = [QPoint(x * pad.width() // 100, y * pad.height() // 100) for x, y in stroke]
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
            for point in points[1:]:
                QTest.mouseMove(pad, point)
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])
        self._photograph(player, "signed-by-drawing")
        self._press(player, Key.Key_F10)

    def _issue(self, player: Player) -> None:
        self._photograph(player, "ready-to-be-issued")
        for _ in range(2):  # the receipt, the identity document
            self._tab_to_empty_tick(player)
            player.press(Key.Key_Space)
        self._photograph(player, "what-was-shown")
        self._press(player, Key.Key_F10)
        self._photograph(player, "issued")
        folder = self._stage.out / "papers" / ENROLMENT
        before = len(list(folder.glob("*.pdf")))
        self._press(player, Key.Key_F9)
        player.wait_until(lambda: len(list(folder.glob("*.pdf"))) > before, "the order is printed")
        self._photograph(player, "the-order-is-printed")
        # What is typed into a room outlives its page; the scene ends in the list.
        self._press(player, Key.Key_Escape)
        assert player.window.findChildren(ProceedingsScreen)
        self._photograph(player, "nothing-waits-any-more")

    def _tab_to_empty_tick(self, player: Player) -> None:
        for _ in range(MOST_FIELDS):
            focused = QApplication.focusWidget()
            if isinstance(focused, Tick) and not focused.isChecked():
                return
            player.tab()
        raise AssertionError("Tab does not reach a box to tick")

    def _press(self, player: Player, key: Qt.Key) -> None:
        player.press(key)
        player.settle()

    def _photograph(self, player: Player, name: str) -> None:
        player.settle()
        self._stage.photograph(player, name)
