"""Printing the recovery sheet: on paper only. A file of it beside the store would open the store."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.printing.folder import PDF_PRINTER
from desktop.printing.ports import Job
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.workers import Worker


def print_sheet(
    counter: "Counter",
    code: str,
    store: "Worker",
    printer: "Worker",
    then: Callable[[], None],
    otherwise: Callable[[Problem], None],
) -> None:
    """Draw the sheet and send it to the profile's printer or the default one; ``then`` once it is on its way."""

    def draw() -> bytes:
        from desktop.operations.operators import draw_recovery_sheet

        return draw_recovery_sheet(counter, code)

    def send(content: bytes) -> Job:
        chosen = counter.profile.printer or counter.printers.default_printer() or ""
        if not chosen or chosen == PDF_PRINTER:
            raise Problem("730")
        return counter.printers.send(content, printer=chosen, copies=1, media="A4", title="Kense")

    def drawn(content: bytes) -> None:
        printer.run(lambda: send(content), lambda _: then(), otherwise)

    store.run(draw, drawn, otherwise)
