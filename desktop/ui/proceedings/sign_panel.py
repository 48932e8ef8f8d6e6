"""The head's signature: what is signed is shown as its paper, and signed on the screen, by letters or on paper."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.domain.proceeding import result_to_sign
from desktop.operations import proceedings
from desktop.operations.issuing import PageImage
from desktop.ui.keeping.card import in_row
from desktop.ui.proceedings.panel import Panel
from desktop.ui.proceedings.result_paper import ask_pages
from desktop.ui.proceedings.words import RESULTS
from desktop.ui.register.sheets import Sheets
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.choices import Answer
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.signature_pad import SignaturePad
from forms.catalogues import N_
from forms.problems import Problem
from forms.procedure_acts import SignedBy

PREVIEW_HEIGHT = 520
WAYS: tuple[SignedBy, ...] = ("drawn", "typed", "wet")


class SignPanel(Panel):
    """Drawn with the mouse or a pen; by the keyboard alone typed, or on the printed paper."""

    def build(self) -> None:
        """What is signed, and how."""
        say, loaded = self.say, self.loaded
        result = result_to_sign(loaded.case.act.outcome, loaded.result)
        self.column.addWidget(label(say("To be signed: {result}", result=say(RESULTS[result])), strong=True))
        self.column.addWidget(label(say_result(self), tone="quiet"))
        answers: list[tuple[Answer, str]] = [(way, say(_WAYS_SAID[way])) for way in WAYS]
        self._way = self.choice("way", say("How it is signed"), answers, first="drawn", columns=len(WAYS))
        self.column.addWidget(self._way)
        self._drawn, self._pad = self._make_pad()
        self.column.addWidget(self._drawn)
        self._typed = self.field("typed", say("Signature"), hint=say("surname and initials, as you sign"), width=360)
        self.column.addWidget(self._typed)
        self._wet = label(say("F9 prints the paper to be signed by hand; once it is signed, F10."))
        self.column.addWidget(self._wet)
        self._pages = Sheets(self.look)
        self._pages.setFixedHeight(PREVIEW_HEIGHT)
        self._pages.hide()
        self._show_way()
        ask_pages(self.desk, self.number, self._show_pages)

    def finish(self) -> None:
        """The paper stands beneath everything: it is as long as it is."""
        self.column.addWidget(self._pages)

    def _make_pad(self) -> tuple[QWidget, SignaturePad]:
        pad = SignaturePad(self.look)
        pad.set_text(self.typed.get("mark", ""))
        pad.changed.connect(self._drew)
        wipe = KeyButton(self.say("Wipe"), "Delete", self.look.palette)
        wipe.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wipe.clicked.connect(lambda _: pad.wipe())
        return in_row(pad, wipe), pad

    @property
    def way(self) -> SignedBy:
        """How it is signed."""
        chosen = self._way.value()
        return next((way for way in WAYS if way == chosen), "drawn")

    def focus_first(self) -> None:
        """The keyboard comes to the choice of the way."""
        self._way.focus_first()

    def chosen(self, key: str) -> None:
        """Another way to sign."""
        self._show_way()
        if self.way == "typed":
            self._typed.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drew(self) -> None:
        self.typed["mark"] = self._pad.text()
        self.show_trouble("")

    def _show_way(self) -> None:
        self._drawn.setVisible(self.way == "drawn")
        self._typed.setVisible(self.way == "typed")
        self._wet.setVisible(self.way == "wet")

    def _show_pages(self, pages: Sequence[PageImage]) -> None:
        if isValid(self) and pages:
            self._pages.show_pages(pages)
            self._pages.show()

    def act(self) -> None:
        """Signed: the result has its number."""
        counter, number, step, way = self.desk.counter, self.number, self.step.number, self.way
        mark = {"drawn": self._pad.text(), "typed": self.text("typed")}.get(way, "")
        self.record(
            lambda: proceedings.sign_result(counter, number, step, signed_by=way, mark=mark),
            self.say("Signed: the result has its number."),
        )

    def tell_at_field(self, problem: Problem) -> None:
        """Nothing was drawn or typed yet."""
        if problem.code == "1038" and self.way == "typed":
            self._typed.input.setFocus()


_WAYS_SAID: Mapping[SignedBy, str] = {
    "drawn": N_("Draw it on the screen"),
    "typed": N_("Type it"),
    "wet": N_("Sign the printed paper"),
}


def say_result(panel: Panel) -> str:
    """The result in a line: whom into which group, or why not."""
    loaded = panel.loaded
    subject = loaded.subject.name if loaded.subject is not None else None
    group = ""
    if loaded.group is not None:
        words = loaded.group.programme_ru if panel.look.language.code == "ru" else loaded.group.programme_kk
        group = f"{words}, {loaded.group.name}"
    reason = loaded.drafted.reason if loaded.drafted is not None else ""
    return " · ".join(part for part in (subject, group, reason) if part)
