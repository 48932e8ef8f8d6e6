"""What was found, as a file: the export's panel as a page of the register."""

from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.register.export_panel import ExportPanel
from desktop.ui.register.leaf import Desk, Leaf, Step


class ExportPage(Leaf):
    """The panel answers the keys; what it began goes on when the page is left."""

    def __init__(self, desk: Desk, _: Step) -> None:
        super().__init__(desk)
        self.panel = ExportPanel(desk.look, desk.counter, desk.store)
        self.panel.set_query(desk.query)
        self.panel.closed.connect(self.closed)
        self.panel.recorded.connect(self.recorded)
        self.panel.problem_met.connect(self.problem_met)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def focus_start(self) -> None:
        """The keyboard comes to the panel."""
        self.panel.focus_start()

    def stop(self) -> None:
        """The page is left."""
        self.panel.stop()

    def go_on(self) -> None:
        """F10: begin, or stop what goes on."""
        self.panel.go_on()

    def take_back(self) -> bool:
        """Esc: what was told first."""
        return self.panel.take_back()

    def restore(self, before: Leaf) -> None:
        """Go on where another was."""
        if isinstance(before, ExportPage):
            self.panel.restore(before.panel)
