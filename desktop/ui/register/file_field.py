"""A file: its path typed, or chosen in the system's own window."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.fields import Field


class FileField(QWidget):
    """Signals: ``edited(str)`` with the path as it is typed or chosen."""

    edited = Signal(str)

    def __init__(self, look: Look, name: str, *, hint: str = "", save: bool = False) -> None:
        super().__init__()
        self._look = look
        self._save = save
        self._field = Field(look, name, hint=hint)
        self._field.edited.connect(self._typed)
        choose = link_button(look.say("Choose a file…"))
        choose.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._field)
        column.addWidget(choose)
        self.setFocusProxy(self._field)

    def path(self) -> Path | None:
        """The path, or None where nothing is typed."""
        text = self._field.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | str) -> None:
        """Put a path in without telling it as typed."""
        self._field.set_text(str(path))

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong, or nothing with an empty sentence."""
        self._field.show_wrong(sentence)

    def focus_start(self) -> None:
        """The keyboard comes to the path, to be typed over."""
        self._field.setFocus()
        self._field.select_all()

    def _typed(self, text: str) -> None:
        self._field.show_wrong("")
        self.edited.emit(text)

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), self._look.say("Choose a file…"))
        saving = self._save
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave if saving else QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile if saving else QFileDialog.FileMode.ExistingFile)
        path = self.path()
        if path is not None:
            dialog.setDirectory(str(path.parent))
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self._field.set_text(path)
        self._typed(path)
