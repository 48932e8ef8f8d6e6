"""The pages that lie on the list, each loaded when it is gone to first: the list itself must be there at once."""

from desktop.ui.register.leaf import Desk, Leaf, Step


def make_leaf(desk: Desk, step: Step) -> Leaf:
    """The page a step leads to."""
    match step.kind:
        case "case":
            from desktop.ui.register.case_page import CasePage

            return CasePage(desk, step)
        case "paper":
            from desktop.ui.register.paper_page import PaperPage

            return PaperPage(desk, step)
        case "scan":
            from desktop.ui.register.paper_page import ScanPage

            return ScanPage(desk, step)
        case "correct":
            from desktop.ui.register.correct_page import CorrectPage

            return CorrectPage(desk, step)
        case "void":
            from desktop.ui.register.void_page import VoidPage

            return VoidPage(desk, step)
        case "compare":
            from desktop.ui.register.compare_page import ComparePage

            return ComparePage(desk, step)
        case "export":
            from desktop.ui.register.export_page import ExportPage

            return ExportPage(desk, step)
        case _:
            raise ValueError(f"the register has no page {step.kind!r}")
