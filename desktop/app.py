"""Puts the program together: which folder, which printers, which window. Nothing else is decided here."""

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.protection.trying import SignedIn


def open_at(folder: Path, *, demonstration: bool, read_only: bool = False) -> "Counter":
    """The counter on a data folder, with this system's printers. Called on the store's thread."""
    from desktop.logs import begin_log
    from desktop.operations.opening import open_counter, place_demonstration
    from desktop.printing.choice import choose_printers

    begin_log(folder)
    if demonstration:
        place_demonstration(folder)
    return open_counter(folder, choose_printers(folder), read_only=read_only)


def open_signed(folder: Path, signed: "SignedIn", *, read_only: bool = False) -> "Counter":
    """The counter of a protected folder, for who signed in. Called on the store's thread."""
    from desktop.core_dumps import forbid_core_dumps
    from desktop.logs import begin_log
    from desktop.operations.signing_in import open_protected
    from desktop.printing.choice import choose_printers

    forbid_core_dumps()
    begin_log(folder)
    return open_protected(folder, choose_printers(folder, signed.key.files), signed, read_only=read_only)


def open_practice_at(folder: Path, signed: "SignedIn | None", *, demonstration: bool) -> "Counter":
    """The practice beside a data folder. Called on the store's thread."""
    from desktop.core_dumps import forbid_core_dumps
    from desktop.logs import begin_log
    from desktop.operations.opening import place_demonstration
    from desktop.operations.practice import open_practice, practice_folder, practice_key
    from desktop.printing.choice import choose_printers

    begin_log(folder)
    if demonstration:
        place_demonstration(folder)
    if signed is not None:
        forbid_core_dumps()  # the register's key is in memory here too
    key = None if signed is None else practice_key(signed).files
    return open_practice(folder, choose_printers(practice_folder(folder), key), signed)


def lay_beside(folder: Path, file: Path, *, demonstration: bool) -> None:
    """An edition's file laid beside the shipped ones before the counter opens. Raises its first Problem."""
    from desktop.operations.opening import place_demonstration
    from desktop.operations.own_edition import offer_in_demonstration, put_own_edition

    edition = put_own_edition(folder, file)
    if demonstration:
        place_demonstration(folder)
        offer_in_demonstration(folder, edition)


def run_counter(folder: Path, *, demonstration: bool, language: str, dark: bool, practice: bool = False) -> int:
    """Show the window and work until it is closed. Returns the exit code."""
    # Loading makes no garbage worth looking for: an eighth of the time to the first picture (measured).
    gc.disable()
    from desktop.ui.application import run_window
    from desktop.ui.sign_in.entering import Openings

    openings = Openings(
        clear=lambda read_only: open_at(folder, demonstration=demonstration, read_only=read_only),
        signed=lambda signed, read_only: open_signed(folder, signed, read_only=read_only),
        practice=lambda signed: open_practice_at(folder, signed, demonstration=demonstration),
    )
    return run_window(openings, folder=folder, language=language, dark=dark, practice=practice)


def run_demonstration(out: Path, *, only: Sequence[str], languages: Sequence[str]) -> int:
    """Play the guided demonstration into a folder. Returns the exit code."""
    from desktop.ui.demonstration.clock import ShownClock
    from desktop.ui.demonstration.scenes import Ways, play_all
    from desktop.ui.demonstration.script import DemoCase
    from forms.reading import load_editions

    def open_for(folder: Path, case: DemoCase) -> "Counter":
        from desktop.operations.opening import open_counter, place_demonstration
        from desktop.printing.folder import FolderPrinters

        service = load_editions().by_label(case.edition).service
        place_demonstration(folder, service=service, provider=case.provider, edition=case.edition)
        return open_counter(folder, FolderPrinters(out / "papers" / case.name))

    def open_day(folder: Path, clock: ShownClock) -> "Counter":
        from desktop.operations.opening import open_counter, place_demonstration
        from desktop.printing.folder import FolderPrinters

        place_demonstration(folder)
        return open_counter(folder, FolderPrinters(out / "papers" / folder.name), clock)

    def open_guarded(folder: Path, clock: ShownClock, signed: "SignedIn") -> "Counter":
        from desktop.operations.signing_in import open_protected
        from desktop.printing.folder import FolderPrinters

        # In the clear, unlike a protected counter's own: the demonstration's papers are there to be looked at.
        return open_protected(folder, FolderPrinters(out / "papers" / folder.name), signed, clock)

    numbers = play_all(out, Ways(open_for, open_day, open_guarded), only=only, languages=languages)
    width = max(map(len, numbers), default=0)
    for name, number in numbers.items():
        print(f"{name:<{width}}  {number}")
    print(f"{out}/papers: what was printed. {out}/pictures: every screen.")
    return 0
