"""A protected counter on the stage: its people sign in by turns, with passwords invented for the scene."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt

from desktop.operations.counter import Counter
from desktop.operations.operators import enrol, note_sheet_proved
from desktop.operations.signing_in import found_protected, sign_in
from desktop.profile.shape import Operator, Profile
from desktop.protection.trying import SignedIn
from desktop.ui.application import Program
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.stage import Stage
from desktop.ui.sign_in.entering import Openings
from desktop.ui.sign_in.screen import SignInScreen
from desktop.ui.theme import LIGHT
from forms.operator_acts import Role

# Opens the counter of a protected folder, for who signed in. Called on the store's thread.
OpenSigned = Callable[[Path, SignedIn], Counter]


@dataclass(frozen=True)
class Worker:
    """Someone of the scene's counter. The first one founds it and has every role."""

    id: str
    name: str
    password: str
    roles: tuple[Role, ...] = ("clerk",)


def found(folder: Path, profile: Profile, people: tuple[Worker, ...], open_signed: OpenSigned) -> None:
    """A protected folder with everyone enrolled."""
    founder, *others = people
    told = (Operator(id=founder.id, name=founder.name),)
    found_protected(folder, replace(profile, operators=told), founder.password)
    counter = open_signed(folder, sign_in(folder, founder.id, founder.password))
    try:
        for one in others:
            enrol(counter, id=one.id, name=one.name, roles=one.roles, password=one.password)
        note_sheet_proved(counter)
    finally:
        counter.store.close()


@contextmanager
def play_guarded(stage: Stage, scene: str, open_signed: OpenSigned, first: Worker) -> Iterator[Player]:
    """The whole program on a protected folder, ``first`` signed in. What failed on its threads is raised."""
    folder = stage.out / "data" / scene

    def open_clear(_: bool) -> Counter:
        raise AssertionError(f"{folder} is protected")

    openings = Openings(clear=open_clear, signed=lambda signed, _: open_signed(folder, signed))
    program = Program(folder, openings, language="kk", palette=LIGHT)
    failures: list[BaseException] = []
    for thread in (program.threads.store, program.threads.printer):
        thread.failed.connect(failures.append)
    window = program.window
    window.show()
    stage.begin(scene)
    player = Player(window)
    try:
        program.threads.open()
        player.wait_until(lambda: bool(window.findChildren(SignInScreen)), "somebody may sign in")
        _prove(player, first)
        player.wait_until(lambda: window.desk is not None or bool(failures), "the counter is open")
        if failures:
            raise failures[0]
        player.settle()
        yield player
    finally:
        window.close()
        program.stop()
        window.deleteLater()
    if failures:
        raise failures[0]


def change_to(player: Player, who: Worker) -> None:
    """Ctrl+L, and somebody else signs in."""
    player.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    player.settle()
    _prove(player, who)
    lock = player.window.lock
    assert lock is not None
    player.wait_until(lambda: not lock.is_locked, f"{who.name} is there")
    player.settle()


def _prove(player: Player, who: Worker) -> None:
    """Chosen by the arrows, the password typed, Enter."""
    (screen,) = [one for one in player.window.findChildren(SignInScreen) if one.isVisible()]
    people = [one.id for one in screen.state.people]
    for _ in people:
        if screen.state.chosen == who.id:
            break
        below = people.index(who.id) > people.index(screen.state.chosen)
        player.press(Qt.Key.Key_Down if below else Qt.Key.Key_Up)
    player.write(who.password)
    player.press(Qt.Key.Key_Return)
