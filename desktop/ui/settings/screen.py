"""The settings of the organisation: one page in sections, saved by one key, in use at once."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.operations.profile_answers import ProfileAnswers, answers_of, build_profile
from desktop.operations.profile_keeping import SettingsChoices
from desktop.profile.shape import Profile
from desktop.ui.context import Look
from desktop.ui.settings.form import Form, KeysHere
from desktop.ui.settings.sections import SECTIONS, fill_section
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import Tone, label, set_tone
from forms.edition_shape import Fault
from forms.problems import Problem
from forms.records import decode

SECTIONS_FROM = 960
WORDS_FROM = 620


@dataclass
class SettingsState:
    """What is typed, what it began from, and where the keyboard was: all a new screen needs to go on."""

    answers: ProfileAnswers
    began: ProfileAnswers
    place: str = ""


def write_state(state: SettingsState) -> bytes:
    """What is typed, for keeping over the end of the program."""
    return msgspec.json.encode(state)


_decoder = msgspec.json.Decoder(SettingsState)


def read_state(body: bytes) -> SettingsState | None:
    """What was typed; None where it is of another version of the program."""
    try:
        return decode(_decoder, body)
    except msgspec.MsgspecError:
        return None


class SettingsScreen(QFrame, KeysHere):
    """Everything of the profile. F10 or Ctrl+S saves, Esc leaves, Alt+1…9 go to a section, F7 to the next mistake.

    Signals: ``saved(object)`` with a Profile that makes sense, to be written by whoever holds the store, who answers
    with :meth:`show_saved` or :meth:`show_problem`; ``closed()`` when the operator leaves.
    """

    saved = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, profile: Profile, choices: SettingsChoices) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._profile = profile
        self._choices = choices
        self._answers = answers_of(profile, choices.services)
        self._began = deepcopy(self._answers)
        self._sent = self._began
        self._start = ""
        self._marked: list[str] = []
        self._asked_to_leave = False
        say = look.say
        self._title = label(say("Settings"), size="title", wrap=False)
        self._close = KeyButton(say("Close"), "Esc", look.palette)
        self._save = KeyButton(say("Save"), "F10", look.palette, look="primary")
        self._close.clicked.connect(self.leave)
        self._save.clicked.connect(self.save)
        self._told = label("", size="note")
        self._told.setAccessibleName(say("Settings"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._told, 1)
        head.addWidget(self._close)
        head.addWidget(self._save)
        self._sections = self._make_sections()
        self._middle = QHBoxLayout()
        self._middle.setSpacing(24)
        self._middle.addWidget(self._sections)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._middle, 1)
        self.form = self._make_form()

    def _make_sections(self) -> QWidget:
        sections = QWidget()
        # The keys work without it: it must not keep a small window from being small.
        sections.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(sections)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for place, name in enumerate(SECTIONS, 1):
            button = KeyButton(self._look.say(name), f"Alt+{place}", self._look.palette)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _, place=place: self.go_to_section(place))
            column.addWidget(button)
        column.addStretch(1)
        return sections

    def _make_form(self) -> Form:
        """The fields, from the answers."""
        form = Form(self._look)
        self._heads: list[QWidget] = []
        self._first: list[str] = []
        for place, name in enumerate(SECTIONS):
            head = label(self._look.say(name), size="title")
            if place:
                form.body.addSpacing(14)
            form.body.addWidget(head)
            known = set(form.places)
            fill_section(form, place, self._answers, self._choices)
            self._heads.append(head)
            self._first.append(next(key for key in form.places if key not in known))
        self._middle.addWidget(form, 1)
        return form

    # what the window asks

    def answers(self) -> SettingsState:
        """Everything typed, for a screen made anew in another language or light."""
        return SettingsState(deepcopy(self._answers), deepcopy(self._began), self.form.place_with_keyboard())

    def restore(self, state: SettingsState) -> None:
        """Go on from what another screen had."""
        self._answers, self._began = deepcopy(state.answers), deepcopy(state.began)
        self._middle.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = self._make_form()
        self._start = state.place

    def is_changed(self) -> bool:
        """Whether something typed is not saved yet."""
        return self._answers != self._began

    def focus_start(self) -> None:
        """The keyboard rests on the first field, or where it was in the screen this one goes on from."""
        self.form.focus_place(self._start if self._start in self.form.places else self._first[0])

    def save(self) -> None:
        """Save what is typed, or say at every field what is wrong with it."""
        self._asked_to_leave = False
        profile, faults = build_profile(self._answers, self._choices.editions, self._profile, in_use=self._profile)
        self._mark(faults)
        if not faults:
            self._sent = deepcopy(self._answers)
            self._say("", self._look.say("Saving…"))
            self.saved.emit(profile)

    def show_saved(self, profile: Profile) -> None:
        """The profile is written and in use."""
        if not isValid(self):
            return  # the language was turned meanwhile
        self._profile = profile
        self._began = self._sent
        self._say("good", "✓ " + self._look.say("Saved, and in use from now on."))

    def show_problem(self, problem: Problem) -> None:
        """It could not be written: the sentence at its field, or at the head. Nothing typed is lost."""
        if not isValid(self):
            return
        place = self.form.place_of(str(problem.fields.get("key", "")))
        if place is not None:
            told = Problem(problem.code)
            told.fields = {**problem.fields, "place": self.form.places[place].name}
            sentence = told.sentence(self._look.say)
            self.form.places[place].show_wrong(sentence)
            self.form.focus_place(place)
            self._marked = [place]
            self._say("trouble", "⚠ " + self._look.say("Not saved. What is to be mended is marked; F7 goes to it."))
        else:
            self._say("trouble", f"⚠ {problem.sentence(self._look.say)}")

    def leave(self) -> None:
        """Leave; what is not saved is told of first."""
        if self.is_changed() and not self._asked_to_leave:
            self._asked_to_leave = True
            self._say("care", "⚠ " + self._look.say("Not saved yet. F10 saves; Esc once more leaves without saving."))
        else:
            self.closed.emit()

    def go_to_section(self, place: int) -> None:
        """Bring a section (from 1) to the top, the keyboard in its first field."""
        if 1 <= place <= len(self._heads):
            self.form.focus_place(self._first[place - 1])
            self.form.scroll_to(self._heads[place - 1])

    def go_to_next_mistake(self) -> None:
        """The field after this one that has something to be mended."""
        marked = [key for key in self._marked if key in self.form.places]
        if marked:
            here = self.form.place_with_keyboard()
            following = (marked.index(here) + 1) % len(marked) if here in marked else 0
            self.form.focus_place(marked[following])

    # inside

    def _mark(self, faults: Sequence[Fault]) -> None:
        self._marked = self.form.show_faults(faults)
        if not faults:
            return
        homeless = [fault for fault in faults if self.form.place_of(fault.key) is None]
        if homeless:
            fault = homeless[0]
            told = Problem(fault.code, key=fault.key, place=fault.key, **fault.fields)
            self._say("trouble", f"⚠ {told.sentence(self._look.say)}")
        else:
            self._say("trouble", "⚠ " + self._look.say("Not saved. What is to be mended is marked; F7 goes to it."))
        if self._marked:
            self.form.focus_place(self._marked[0])

    def _say(self, tone: Tone, words: str) -> None:
        set_tone(self._told, tone)
        self._told.setText(words)

    def event(self, event: QEvent) -> bool:
        """Keys of this screen."""
        none, control, alt = (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ControlModifier,
            Qt.KeyboardModifier.AltModifier,
        )
        keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (Qt.Key.Key_F10, none): self.save,
            (Qt.Key.Key_S, control): self.save,
            (Qt.Key.Key_F7, none): self.go_to_next_mistake,
            (Qt.Key.Key_Escape, none): self.leave,
        }
        for place in range(1, len(SECTIONS) + 1):
            keys[(Qt.Key(Qt.Key.Key_0 + place), alt)] = lambda place=place: self.go_to_section(place)  # type: ignore[misc]
        return self.takes(event, keys) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit: sections stay reachable by their keys."""
        super().resizeEvent(event)
        self._sections.setVisible(self.width() >= SECTIONS_FROM)
        self._close.set_compact(self.width() < WORDS_FROM)
        self._title.setVisible(self.width() >= WORDS_FROM)
