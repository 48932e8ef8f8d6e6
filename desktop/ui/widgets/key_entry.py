"""The signing key: its file and password, or its token and PIN, with a sentence beneath each for what is wrong."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.eds.token import is_driver
from desktop.ui.context import Look
from desktop.ui.register.file_field import FileField
from desktop.ui.sign_in.secret_field import SecretField
from forms.problems import Problem

# What is wrong with the password; everything else is wrong with the file or what is in it.
_OF_PASSWORD = frozenset(("994", "1113"))


class KeyEntry(QWidget):
    """Two fields for whoever signs: ``path()`` and ``password()`` are read when the act is done.

    Where the path names a token's driver, the second field asks for the token's PIN.

    ``tell(problem)`` says at the right field what went wrong; ``forget()`` empties the password, which is called after
    every try, so that it stays on no screen. ``set_path`` puts the path remembered in.

    Signals: ``edited()`` as either is typed; ``path_changed(str)`` with the path alone, to be kept by who shows this.
    """

    edited = Signal()
    path_changed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        say = self._say = look.say
        self.file = FileField(
            look,
            say("File of the signing key"),
            hint=say("the organisation's .p12 or .pfx file; for a token, the driver of its maker (.dll, .so)"),
        )
        self._of_token = False
        self.secret = SecretField(look, say("Password of the key"), hint=say("asked each time and never kept"))
        self.file.edited.connect(self._path_typed)
        self.secret.edited.connect(lambda _: self._typed())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.file)
        column.addWidget(self.secret)
        self.setFocusProxy(self.file)

    def path(self) -> Path | None:
        """The file, None where none is typed."""
        return self.file.path()

    def password(self) -> str:
        """What is typed."""
        return self.secret.text()

    def set_path(self, path: str) -> None:
        """Put a remembered path in."""
        self.file.set_path(path)
        self._fit_secret()

    def forget(self) -> None:
        """The password leaves the screen."""
        self.secret.set_text("")

    def tell(self, problem: Problem) -> None:
        """Say what is wrong, where it is."""
        sentence = problem.sentence(self._say)
        self.secret.show_wrong(sentence if problem.code in _OF_PASSWORD else "")
        self.file.show_wrong("" if problem.code in _OF_PASSWORD else sentence)
        if problem.code in _OF_PASSWORD:
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> bool:
        """Whether there is enough to try with; if not, the field says so and has the keyboard.

        A key's file may have an empty password; an empty PIN would only bring a token nearer to its lock.
        """
        if self._of_token and not self.password():
            self.secret.show_wrong(self._say("Type the PIN of the token."))
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if self.path() is not None:
            return True
        self.file.show_wrong(self._say("Choose the file of the signing key."))
        self.file.focus_start()
        return False

    def focus_start(self) -> None:
        """The keyboard comes to what is still to be typed."""
        if self.path() is None:
            self.file.focus_start()
        else:
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_secret(self) -> None:
        path, say = self.path(), self._say
        of_token = path is not None and is_driver(path)
        if of_token != self._of_token:
            self._of_token = of_token
            name = say("PIN of the token") if of_token else say("Password of the key")
            self.secret.set_name(name, say("asked each time and never kept"))

    def _path_typed(self, text: str) -> None:
        self._fit_secret()
        self.path_changed.emit(text)
        self._typed()

    def _typed(self) -> None:
        self.secret.show_wrong("")
        self.file.show_wrong("")
        self.edited.emit()
