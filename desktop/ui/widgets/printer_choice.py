"""Which of this computer's printers a paper comes out at."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from desktop.printing.ports import PrinterInfo
from desktop.ui.context import Look


class PrinterChoice(QComboBox):
    """The printers found, the one of the profile chosen first, else the computer's own first choice."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(look.say("Printer"))

    def offer(self, printers: Sequence[PrinterInfo], usual: str) -> None:
        """Show what was found; ``usual`` is the printer's name in the profile, empty where it names none."""
        for place, printer in enumerate(printers):
            self.addItem(printer.name)
            if printer.name == usual or (not usual and printer.is_default):
                self.setCurrentIndex(place)
        if not printers:
            self.addItem(self._look.say("no printer found"))
            self.setEnabled(False)

    def chosen(self) -> str:
        """The printer's name; empty where there is none."""
        return self.currentText() if self.isEnabled() else ""
