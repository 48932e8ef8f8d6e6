"""The demonstration's enrolment: a group, a child's documents, the head's two passes, the order signed and issued."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.ui.demonstration.play import Demonstration, OpenFor
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.scene import ALT, CONTROL, Key, Scene
from desktop.ui.demonstration.script import DemoApplicant, DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.job_words import JOB_WORDS
from desktop.ui.proceedings.screen import ProceedingsScreen
from desktop.ui.widgets.signature_pad import SignaturePad

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


class EnrolmentScene(Scene):
    """One child, from the documents on the counter to the order in the parent's hands."""

    def __init__(self, stage: Stage, demonstration: Demonstration) -> None:
        super().__init__(ENROLMENT, stage, demonstration)

    def play(self, open_for: OpenFor) -> str:
        """Play the scene. Returns the registration number."""
        with self.stage.play(ENROLMENT, lambda folder: open_for(folder, CASE)) as player:
            self._set_group(player)
            number = self._receive(player)
            self._decide(player)
            self._sign(player)
            self._issue(player)
            return number

    def _set_group(self, player: Player) -> None:
        self.press(player, Key.Key_F7, CONTROL)
        player.press(Key.Key_2, ALT)
        self.photograph(player, "no-groups-yet")
        self.press(player, Key.Key_F10)
        for place, value in enumerate(GROUP):
            if place:
                player.tab()
            player.write(value)
        self.photograph(player, "a-new-group")
        self.press(player, Key.Key_F10)
        self.photograph(player, "groups")
        self.press(player, Key.Key_Escape)

    def _receive(self, player: Player) -> str:
        desk = self.begin_case(player)
        self.leave(player, desk, "service")
        self.demonstration.fill_applicant(player, PARENT)
        self.photograph(player, "the-parent")
        self._fill_child(player)
        self.leave(player, desk, "applicant")
        self.demonstration.check_documents(player, desk, CASE)
        self.leave(player, desk, "checklist")
        self.leave(player, desk, "outcome")
        return self.demonstration.issue(player, desk, CASE)

    def _fill_child(self, player: Player) -> None:
        for name, typed in zip(("iin", "name", "birth_date"), CHILD, strict=True):
            self.demonstration.tab_to(player, f"subject.{name}")
            player.write(typed)
        for name in ("relation", "consent"):
            self.demonstration.tab_to(player, f"subject.{name}")
            player.press(Key.Key_1)

    def _decide(self, player: Player) -> None:
        player.press(Key.Key_F5, CONTROL)
        self.photograph(player, "what-waits-for-the-head")
        self.press(player, Key.Key_Return)
        self.photograph(player, "the-head-looks-it-through")
        self.press(player, Key.Key_F10)
        self.photograph(player, "an-order-is-drafted")
        self.press(player, Key.Key_F10)

    def _sign(self, player: Player) -> None:
        self.photograph(player, "waits-for-the-signature")
        (pad,) = [pad for pad in player.window.findChildren(SignaturePad) if pad.isVisible()]
        for stroke in PEN:
            points = [QPoint(x * pad.width() // 100, y * pad.height() // 100) for x, y in stroke]
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
            for point in points[1:]:
                QTest.mouseMove(pad, point)
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])
        self.photograph(player, "signed-by-drawing")
        self.press(player, Key.Key_F10)

    def _issue(self, player: Player) -> None:
        self.photograph(player, "ready-to-be-issued")
        for _ in range(2):  # the receipt, the identity document
            self.tick_next(player)
        self.photograph(player, "what-was-shown")
        self.press(player, Key.Key_F10)
        self.photograph(player, "issued")
        self.print_by(player, Key.Key_F9, words=JOB_WORDS["printed"])
        self.photograph(player, "the-order-is-printed")
        # What is typed into a room outlives its page; the scene ends in the list.
        self.press(player, Key.Key_Escape)
        assert player.window.findChildren(ProceedingsScreen)
        self.photograph(player, "nothing-waits-any-more")
