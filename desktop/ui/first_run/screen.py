"""The first start: the few questions without which no paper can be given, in home's place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.profile_answers import build_profile
from desktop.operations.profile_keeping import FirstStart
from desktop.profile.shape import ScreenLanguage
from desktop.ui.context import Look
from desktop.ui.settings.form import Form, KeysHere
from desktop.ui.settings.sections import add_kind, add_language_of_window, add_names, add_services, phone_line
from desktop.ui.settings.services import ServiceFields
from desktop.ui.widgets.buttons import KeyButton, link_button
from desktop.ui.widgets.labels import box, label, set_tone
from forms.texts import Text

if TYPE_CHECKING:
    from desktop.operations.enrolling import TakenInvitation


class FirstRunScreen(QFrame, KeysHere):
    """Asks into ``start.answers``, which outlives the screen: turned into another language, nothing typed is lost.

    Signals: ``finished(object)`` with a Profile that makes sense; ``language_chosen(str)`` when the window shall speak
    another language; ``take_over_wanted()`` where this counter worked at another computer before;
    ``invitation_wanted()`` where the district made the counter.
    """

    finished = Signal(object)
    language_chosen = Signal(str)
    take_over_wanted = Signal()
    invitation_wanted = Signal()

    def __init__(self, look: Look, start: FirstStart) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._start = start
        say, answers = look.say, start.answers
        answers.interface = _as_interface(look.language.code)  # whichever way the window was turned to it
        self._told = label("", size="note", tone="trouble")
        self._begin = KeyButton(say("On to the password"), "F10", look.palette, look="primary")
        self._begin.clicked.connect(self.finish)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(say("Before the first applicant"), size="title"))
        words.addWidget(self._told)
        head.addLayout(words, 1)
        head.addWidget(self._begin)
        self._told.hide()
        self.form = form = Form(look)
        lead = say(
            "These answers stand on every paper. All of them but the counter code can be changed in the settings."
        )
        form.body.addWidget(label(lead, tone="quiet", size="note"))
        if start.taken is None:
            given = link_button(say("The district gave us a code or a file…"), note=False)
            given.clicked.connect(self.invitation_wanted)
            form.body.addWidget(given, 0, Qt.AlignmentFlag.AlignLeft)
        add_language_of_window(form, answers, lambda: self.language_chosen.emit(answers.interface))
        cards: list[ServiceFields] = []
        add_kind(form, answers, start.choices, lambda: _turn(cards))
        add_names(form, answers)
        form.body.addWidget(phone_line(form, answers))
        if start.taken is not None:
            form.body.addWidget(self._district(start.taken))
        form.body.addWidget(
            form.line("operators[0].name", say("Clerk, as named on papers"), answers.operators[0], "name")
        )
        if start.taken is not None:
            hint = say("The district has given it; it begins every number.")
        elif start.counter_kept:
            hint = say("It stands in every number already given, so it stays as it is.")
        else:
            hint = say("Latin letters and digits; it begins every number and cannot be changed later")
        code = form.line("counter", say("Counter code"), answers, "counter", hint=hint, width=200)
        code.input.setReadOnly(start.counter_kept or start.taken is not None)
        form.body.addWidget(code)
        form.body.addWidget(label(say("Services and editions"), strong=True))
        cards += add_services(form, answers, start.choices, brief=True)
        before = link_button(say("The computer before is gone: take its counter over from a stick…"), note=False)
        before.clicked.connect(self.take_over_wanted)
        form.body.addWidget(before, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(form, 1)

    def _district(self, taken: "TakenInvitation") -> QWidget:
        """Whose answers stand here, beside what is left to be asked."""
        invitation = taken.invitation
        centre = self._look.language.quote(Text(invitation.centre_name_kk, invitation.centre_name_ru))
        words = self._look.say("From {centre}: read it through, and write who works here.", centre=centre)
        return box("goodBox", label(f"✓ {words}", tone="good"))

    def focus_start(self) -> None:
        """The keyboard rests on the first question; where the district answered the others, on who works here."""
        self.form.focus_place("interface" if self._start.taken is None else "operators[0].name")

    def finish(self) -> None:
        """Begin with these answers, or say at every field what is wrong."""
        profile, faults = build_profile(self._start.answers, self._start.choices.editions, self._start.base)
        marked = self.form.show_faults(faults)
        if not faults:
            self._say("")
            self.finished.emit(profile)
            return
        self._say(self._look.say("Some answers are missing or wrong; each is marked."))
        if marked:
            self.form.focus_place(marked[0])

    def _say(self, sentence: str) -> None:
        set_tone(self._told, "trouble")
        self._told.setText(f"⚠ {sentence}" if sentence else "")
        self._told.setVisible(bool(sentence))

    def event(self, event: QEvent) -> bool:
        """F10 begins."""
        keys = {(Qt.Key.Key_F10, Qt.KeyboardModifier.NoModifier): self.finish}
        return self.takes(event, keys) or super().event(event)


def _turn(cards: list[ServiceFields]) -> None:
    for card in cards:
        card.turn_kind()


def _as_interface(code: str) -> ScreenLanguage:
    return "ru" if code == "ru" else "en" if code == "en" else "kk"
