"""The one question asked in a dialog: leaving a case cannot be undone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.ui.context import Look


def ask_leave(parent: QWidget, look: Look, then: Callable[[bool], None]) -> None:
    """Ask whether the applicant left; Esc and Enter stay with the case."""
    say = look.say
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Question)
    question.setWindowTitle("Kense")
    question.setText(say("Close this case without an outcome?"))
    question.setInformativeText(say("What was typed is removed; the visit stays in the journal."))
    leave = question.addButton(say("Applicant left"), QMessageBox.ButtonRole.DestructiveRole)
    stay = question.addButton(say("Go on with the case"), QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(stay)
    question.setEscapeButton(stay)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.buttonClicked.connect(lambda button: then(button is leave))
    question.open()
