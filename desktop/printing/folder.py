"""Papers written to a folder as PDF files: the way out where there is no printer, and the demonstration's printer."""

import os
import re
from pathlib import Path

from desktop.files import make_folder, remove_quietly, sync_folder
from desktop.printing.ports import Job, JobState, PrinterInfo, Printers
from desktop.protection.data_key import SEALED_ENDING
from forms.problems import Problem

PDF_PRINTER = "PDF"


class FolderPrinters:
    """One printer, ``PDF``: a job is printed when its file is durable in the folder.

    With a ``key`` the file is sealed with it: beside a protected store no paper lies in the clear. Whoever has no
    printer takes the papers out to a stick (:mod:`desktop.operations.papers_taken`).
    """

    def __init__(self, folder: Path, key: bytes | None = None) -> None:
        self._folder = folder
        self._key = key
        self._written: dict[str, Path] = {}

    def list_printers(self) -> list[PrinterInfo]:
        """The one there is."""
        return [PrinterInfo(PDF_PRINTER, is_default=True)]

    def default_printer(self) -> str | None:
        """The one there is."""
        return PDF_PRINTER

    def send(self, pdf: bytes, *, printer: str, copies: int, media: str, title: str) -> Job:
        """Write the paper; copies of a file are the same file. Raises Problem 402 or 419."""
        if printer not in ("", PDF_PRINTER):
            raise Problem("402", printer=printer)
        content = pdf
        if self._key is not None:
            from desktop.protection.sealing import seal  # cryptography: not before the first paper

            content = seal(pdf, self._key)
        try:
            make_folder(self._folder)
            path = self._free_path(re.sub(r"[^\w.-]+", "-", title))
            self._put(path, content)
        except OSError as error:
            raise Problem("419", folder=str(self._folder), detail=str(error)) from error
        job = Job(f"{PDF_PRINTER}-{path.name}", PDF_PRINTER)
        self._written[job.id] = path
        return job

    def follow(self, job: Job) -> JobState:
        """Printed once the file is there."""
        path = self._written.get(job.id)
        return JobState("printed") if path is not None and path.exists() else JobState("failed")

    def cancel(self, job: Job) -> None:
        """Nothing waits here."""

    def _put(self, path: Path, content: bytes) -> None:
        """Under its name when it is whole, so that half a paper is never taken for one."""
        unfinished = path.with_suffix(".part")
        try:
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
            sync_folder(self._folder)
        except OSError:
            remove_quietly(unfinished)
            raise

    def _free_path(self, name: str) -> Path:
        ending = ".pdf" if self._key is None else f".pdf{SEALED_ENDING}"
        path, count = self._folder / f"{name}{ending}", 1
        while path.exists():
            count += 1
            path = self._folder / f"{name}-{count}{ending}"
        return path


class PrintersAndFolder:
    """The system's printers with the folder behind them, so that a counter without a printer can still go on."""

    def __init__(self, system: Printers, folder: FolderPrinters) -> None:
        self._system = system
        self._folder = folder

    def list_printers(self) -> list[PrinterInfo]:
        """The system's, then the folder. A system that does not answer has none."""
        try:
            listed = self._system.list_printers()
        except Problem:
            listed = []
        return [*listed, PrinterInfo(PDF_PRINTER, is_default=not listed)]

    def default_printer(self) -> str | None:
        """The system's default; never the folder while there is a printer."""
        return self._system.default_printer()

    def send(self, pdf: bytes, *, printer: str, copies: int, media: str, title: str) -> Job:
        """To the folder only when it is named."""
        return self._of(printer).send(pdf, printer=printer, copies=copies, media=media, title=title)

    def follow(self, job: Job) -> JobState:
        """Where the job stands."""
        return self._of(job.printer).follow(job)

    def cancel(self, job: Job) -> None:
        """Stop the job."""
        self._of(job.printer).cancel(job)

    def _of(self, printer: str) -> Printers:
        return self._folder if printer == PDF_PRINTER else self._system
