"""A copy of a complaint's paper, or its scan, looked at in place. A step's key is ``number:what``."""

from pathlib import Path

from desktop.operations import complaint_files
from desktop.operations.copy_files import SeenFile
from desktop.ui.register.leaf import Desk, Step
from desktop.ui.register.paper_page import KeptPage


class ComplaintPaperPage(KeptPage):
    """A copy as it went to the printer."""

    def __init__(self, desk: Desk, step: Step) -> None:
        self._number, _, paper = step.key.rpartition(":")
        self._paper = int(paper)
        name = f"{self._number.replace('/', '-')}-{paper}.pdf"
        super().__init__(desk, None, desk.say("Paper of the complaint"), self._number, name)

    def read(self) -> SeenFile:
        """Its pages."""
        return complaint_files.see_paper(self.desk.counter, self._number, self._paper)

    def write(self, target: Path) -> None:
        """Byte for byte."""
        complaint_files.save_paper(self.desk.counter, self._number, self._paper, target)


class ComplaintScanPage(KeptPage):
    """The scan that was put beside the complaint."""

    def __init__(self, desk: Desk, step: Step) -> None:
        self._number, _, self._sha256 = step.key.rpartition(":")
        name = f"{self._number.replace('/', '-')}-scan"
        super().__init__(desk, None, desk.say("Scan of the complaint"), self._number, name)

    def read(self) -> SeenFile:
        """Its pages, or the picture."""
        return complaint_files.see_scan(self.desk.counter, self._number, self._sha256)

    def write(self, target: Path) -> None:
        """Byte for byte."""
        complaint_files.save_scan(self.desk.counter, self._number, self._sha256, target)
