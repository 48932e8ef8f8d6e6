"""Does everything agree? Run beside the work at the counter, told in sentences, printed or saved to be signed."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from shiboken6 import isValid

from desktop.operations import exporting, verifying
from desktop.operations.issuing import A4
from desktop.operations.verifying import Verified
from desktop.ui.beside import work_beside
from desktop.ui.context import Look
from desktop.ui.keeping.card import Card, in_row
from desktop.ui.register.file_field import FileField
from desktop.ui.settings.pick import Pick
from desktop.ui.widgets.labels import box, label
from desktop.ui.widgets.progress import ProgressLine
from desktop.ui.wording import say_date, say_time
from desktop.ui.workers import Worker
from forms.catalogues import N_
from forms.papers.content import LanguageChoice
from forms.papers.verification import group_hash
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.printing.ports import Job

WORK = "verification"
MOST_FAULTS = 8
LANGUAGES = {"kk": N_("in Kazakh"), "ru": N_("in Russian"), "both": N_("in both languages")}


class VerificationCard(Card):
    """The verification of the register. Signals: ``problem_met(object)``, ``recorded()`` once the report was saved."""

    problem_met = Signal(object)
    recorded = Signal()

    def __init__(self, look: Look, counter: "Counter", store_worker: Worker, printer_worker: Worker) -> None:
        say = look.say
        super().__init__(
            look,
            say("Verification"),
            say(
                "Reads the whole register and holds it against its chain: what was changed, taken out, put in or moved "
                "is found, and an earlier file in the place of this one. Nothing is changed; you can go on working."
            ),
        )
        self._counter, self._store, self._printer = counter, store_worker, printer_worker
        self._work = work_beside(store_worker, WORK)
        self._busy = False
        self._path = ""
        self._start = self.button(say("Verify the register"), self.go_on, "primary", "F10")
        self._line = ProgressLine(look.palette)
        self._found = label("", strong=True)
        self._faults = label("")
        self._ends = label("", tone="quiet", size="note")
        self._hash = label("", wrap=True)
        self._hash.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._result = box("noteBox", self._found, self._faults, self._ends, self._hash)
        self._language = Pick(
            say("Language of the report"), [(code, say(words)) for code, words in LANGUAGES.items()], "both"
        )
        self._print = self.button(say("Print the report"), self.print_paper, key="F9")
        self._file = FileField(look, say("Save the report as"), save=True)
        self._file.edited.connect(self._typed)
        self._save = self.button(say("Save the report"), self._save_report)
        for widget in (in_row(self._start), self._line, self._result, self._language, in_row(self._print)):
            self.column.addWidget(widget)
        self.column.addWidget(self._file)
        self.column.addWidget(in_row(self._save))
        self.column.addStretch(1)
        self._work.changed.connect(self._show)
        self._show()

    # what the room asks

    def refresh(self) -> None:
        """Show what was found last."""
        self._show()

    def stop(self) -> None:
        """The room is left: what goes on goes on."""

    def restore(self, other: "VerificationCard") -> None:
        """Go on where another card was, in another language or light: what was found is kept beside the store."""
        self._path = other._path
        self._show()

    def focus_start(self) -> None:
        """The keyboard comes here."""
        self._start.setFocus()

    def go_on(self) -> None:
        """F10: begin; or stop what goes on."""
        if self._work.running:
            self._work.cancel()
            return
        try:
            access = verifying.access_of(self._counter)
        except Problem as problem:
            self.tell_problem(problem)
            return
        self.tell("")
        self._work.start(lambda progress, cancelled: verifying.verify_register(access, progress, cancelled))

    def print_paper(self) -> None:
        """F9: print what was found, to be signed."""
        verified = self._verified()
        if verified is None or self._busy:
            return
        counter, language = self._counter, self._chosen_language()
        title = f"Kense {counter.profile.counter} {verified.at:%Y-%m-%d}"

        def send(content: bytes) -> "Job":
            return counter.printers.send(content, printer=counter.profile.printer, copies=1, media=A4, title=title)

        self._busy = True
        self._store.run(
            lambda: verifying.draw_verification(counter.profile, verified, language),
            lambda content: self._printer.run(partial(send, content), self._printed, self._refused),
            self._refused,
        )

    # what is shown

    def _verified(self) -> Verified | None:
        return self._work.result if isinstance(self._work.result, Verified) else None

    def _show(self) -> None:
        if not isValid(self):
            return
        say, work, verified = self.say, self._work, self._verified()
        words = say("Stop the verification") if work.running else say("Verify the register")
        self._start.setText(words)
        self._start.setAccessibleName(f"{words} (F10)")
        self._start.updateGeometry()
        self._line.setVisible(work.running)
        self._line.show_share(work.done, work.of)
        if work.running:
            self.tell(say("Reading: event {done} of {of}", done=work.done, of=work.of))
        elif work.problem is not None:
            self.tell_problem(work.problem)
        elif verified is not None:
            self.tell("")
        for widget in (self._result, self._language, self._print, self._file, self._save):
            widget.setVisible(verified is not None)
        if verified is not None:
            self._tell_found(verified)

    def _tell_found(self, verified: Verified) -> None:
        say, report = self.say, verified.report
        self._result.setObjectName("goodBox" if verified.sound else "troubleBox")
        self._result.style().unpolish(self._result)
        self._result.style().polish(self._result)
        if verified.sound:
            self._found.setText("✓ " + say("Everything agrees."))
            self._faults.hide()
        else:
            self._found.setText("⚠ " + say("Does not agree: {count}", count=len(verified.faults)))
            told = [f"{one.code}: {one.sentence(say)}" for one in verified.faults[:MOST_FAULTS]]
            if len(verified.faults) > MOST_FAULTS:
                told.append(say("All of them stand in the report."))
            self._faults.setText("\n".join(told))
            self._faults.show()
        at = f"{say_date(verified.at.date(), self.look.language.code)}, {say_time(verified.at)}"
        self._ends.setText(
            say(
                "{at}. Events: {events}, numbers: {numbers}, papers: {papers}. Hash of the last event:",
                at=at,
                events=report.events,
                numbers=report.numbers,
                papers=report.papers,
            )
        )
        self._hash.setText("\n".join(group_hash(report.last_hash)))
        if not self._path:
            folder = exporting.list_places()[0].folder
            name = f"kense-{self._counter.profile.counter}-verification-{verified.at:%Y-%m-%d}.pdf"
            self._file.set_path(exporting.free_path(folder, name))
        else:
            self._file.set_path(self._path)

    def _typed(self, path: str) -> None:
        self._path = path

    def _chosen_language(self) -> LanguageChoice:
        return cast(LanguageChoice, self._language.value())

    # the report

    def _save_report(self) -> None:
        verified, target = self._verified(), self._file.path()
        if verified is None or target is None or self._busy:
            return
        counter, language = self._counter, self._chosen_language()

        def save() -> Path:
            content = verifying.draw_verification(counter.profile, verified, language)
            saved = verifying.save_verification(content, target, counter.store.folder, verified)
            exporting.record_export(counter, saved)
            return saved.path

        self._busy = True
        self._store.run(save, self._saved, self._refused)

    def _saved(self, path: Path) -> None:
        self._busy = False
        if isValid(self):
            self._path = ""
            self._show()
            self.tell(self.say("Written and recorded in the journal: {file}", file=path), "good")
            self.recorded.emit()

    def _printed(self, job: "Job") -> None:
        self._busy = False
        if isValid(self):
            self.tell(self.say("The report was given to the printer."), "good")

    def _refused(self, problem: Problem) -> None:
        self._busy = False
        if isValid(self):
            self.tell_problem(problem)
