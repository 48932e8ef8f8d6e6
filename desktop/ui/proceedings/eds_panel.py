"""The head's electronic signature: the notification as it will be signed, the organisation's key, its password."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shiboken6 import isValid

from desktop.operations import signing_key
from desktop.ui.proceedings.panel import Panel
from desktop.ui.register.sheets import Sheets
from desktop.ui.widgets.choices import Answer
from desktop.ui.widgets.key_entry import KeyEntry
from desktop.ui.widgets.labels import label
from forms.papers.content import LanguageChoice
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.issuing import PageImage

PREVIEW_HEIGHT = 520
LANGUAGES: tuple[LanguageChoice, ...] = ("kk", "ru", "both")
# Of the key's file or token, and of its password: said at their fields.
_OF_THE_KEY = frozenset(("992", "993", "994", "995", *(str(code) for code in range(1110, 1116))))


class EdsPanel(Panel):
    """Signs with the key in one act: number, signed paper, archive. The password goes with every try."""

    def build(self) -> None:
        """What is signed, in which language, with what."""
        say = self.say
        accepted = self.loaded.case.act.outcome == "accepted"
        what = say("a notification that the application is accepted") if accepted else say("a notification of refusal")
        self.column.addWidget(label(say("To be signed: {result}", result=what), strong=True))
        words = {"kk": say("Kazakh"), "ru": say("Russian"), "both": say("Kazakh and Russian")}
        answers: list[tuple[Answer, str]] = [(code, words[code]) for code in LANGUAGES]
        self._language = self.choice(
            "language", say("Language of the paper"), answers, first="kk", columns=len(answers)
        )
        self.column.addWidget(self._language)
        self.entry = KeyEntry(self.look)
        self.entry.set_path(self.typed.get("path", ""))
        self.entry.path_changed.connect(self._path_typed)
        self.entry.edited.connect(lambda: self.show_trouble(""))
        self.column.addWidget(self.entry)
        self._pages = Sheets(self.look)
        self._pages.setFixedHeight(PREVIEW_HEIGHT)
        self._pages.hide()
        counter = self.desk.counter
        self.desk.store.run(lambda: signing_key.remembered_path(counter), self._remembered, lambda _: None)
        self._ask_pages()

    def finish(self) -> None:
        """The paper stands beneath everything: it is as long as it is."""
        self.column.addWidget(self._pages)

    @property
    def does(self) -> str:
        """What F10 does."""
        return self.say("Sign with the key")

    @property
    def language(self) -> LanguageChoice:
        """Of the notification."""
        chosen = self._language.value()
        return next((one for one in LANGUAGES if one == chosen), "kk")

    def focus_start(self) -> None:
        """The keyboard comes to what of the key is still to be typed."""
        if self.is_returning:
            super().focus_start()
        else:
            self.entry.focus_start()

    def chosen(self, key: str) -> None:
        """Another language: another paper."""
        self._ask_pages()

    def act(self) -> None:
        """Signed: the result has its number and its signed paper."""
        path = self.entry.path()
        if not self.entry.ask() or path is None:
            return
        counter, number, step, language = self.desk.counter, self.number, self.step.number, self.language
        password = self.entry.password()

        def sign() -> str:
            from desktop.operations import notifying  # drawing and signing are loaded by who signs

            return notifying.sign_notification(counter, number, step, path=path, password=password, language=language)

        self.record(
            sign, self.say("Signed: the notification has its number; its file is in the register, with the case.")
        )
        self.entry.forget()

    def tell_at_field(self, problem: Problem) -> None:
        """What is wrong with the key is said at its field."""
        if problem.code in _OF_THE_KEY:
            self.show_trouble("")
            self.entry.tell(problem)

    def stop(self) -> None:
        """The page is left: the password goes."""
        self.entry.forget()

    def _path_typed(self, text: str) -> None:
        self.typed["path"] = text

    def _remembered(self, path: str) -> None:
        if isValid(self) and path and "path" not in self.typed:
            waiting = self.entry.file.hasFocus()
            self.entry.set_path(path)
            if waiting:  # with the file known the password is what is still to be typed
                self.entry.focus_start()

    def _ask_pages(self) -> None:
        counter, number, language = self.desk.counter, self.number, self.language

        def draw() -> "list[PageImage]":
            from desktop.operations import notifying

            return notifying.preview_notification(counter, number, language)

        self.desk.store.run(draw, self._show_pages, lambda _: None)

    def _show_pages(self, pages: "Sequence[PageImage]") -> None:
        if isValid(self) and pages:
            self._pages.show_pages(pages)
            self._pages.show()
