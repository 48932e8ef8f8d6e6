"""The register as a file: as what, of which days, in which language, where to; then how far it is, and what came of it.

The work goes on beside the store, also while the clerk is in another room (``desktop.ui.beside``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.operations import exporting
from desktop.operations.counter import Counter
from desktop.operations.exporting import ENDINGS, Exported, Form, Place
from desktop.operations.register import RegisterQuery
from desktop.ui.beside import work_beside
from desktop.ui.context import Look
from desktop.ui.register.export_outcome import ExportOutcome
from desktop.ui.register.file_field import FileField
from desktop.ui.settings.form import Form as Fields
from desktop.ui.settings.pick import Pick
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.fields import Field, side_by_side
from desktop.ui.widgets.labels import ElidedLabel, box, label
from desktop.ui.widgets.ticks import Tick
from desktop.ui.workers import Worker
from forms.catalogues import N_
from forms.dates import parse_date, show_date
from forms.papers.content import LanguageChoice
from forms.problems import Problem

WORK = "export"
FORMS: Mapping[str, str] = {
    "book": N_("The prescribed book (PDF): to print, sew and sign"),
    "xlsx": N_("Excel workbook"),
    "csv": N_("CSV, for other programs"),
}
LANGUAGES: Mapping[str, str] = {"kk": N_("in Kazakh"), "ru": N_("in Russian"), "both": N_("in both languages")}
NARROW = 620


@dataclass
class Answers:
    """What is typed and chosen. ``path`` is empty until the operator typed one of their own."""

    form: str = "book"
    first: str = ""
    last: str = ""
    filtered: bool = True
    language: str = "kk"
    place: str = ""
    path: str = ""
    sealed: bool = False


class ExportPanel(QFrame):
    """Signals: ``problem_met(object)``; ``closed()`` when Esc or its button leaves; ``recorded()`` once a file left.

    ``set_query`` says what is filtered in the list; F10 begins, and stops what goes on (``go_on``).
    """

    problem_met = Signal(object)
    closed = Signal()
    recorded = Signal()

    def __init__(self, look: Look, counter: Counter, store_worker: Worker) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look, self._counter = look, counter
        self._query = RegisterQuery()
        self._answers = Answers()
        self._work = work_beside(store_worker, WORK)
        self._places: list[Place] = []
        self._district: bytes | None = None
        self._was_running = self._work.running
        self._build()
        self._work.changed.connect(self._show_work)
        self.refresh()

    # what is called from outside

    def set_query(self, query: RegisterQuery) -> None:
        """What is filtered now: its days, and whether only its cases are wanted."""
        self._query = query
        answers = self._answers
        answers.first, answers.last = ("" if day is None else show_date(day) for day in (query.first, query.last))
        answers.filtered = self._narrowed()
        self._fill()

    def restore(self, other: "ExportPanel") -> None:
        """Go on where another panel was, in another language or light."""
        self._query, self._answers = other._query, other._answers
        self._fill()

    def refresh(self) -> None:
        """Look which sticks are there, and whether the district has a key here."""
        self._places = exporting.list_places()
        try:
            self._district = exporting.district_key(self._counter.store.folder)
        except Problem as problem:
            self._district = None
            self.problem_met.emit(problem)
        self._fill()
        self._show_work()

    def focus_start(self) -> None:
        """The keyboard comes here."""
        if not self._work.running:
            self._form.focus_first()
        else:
            self.setFocus()

    def stop(self) -> None:
        """The room is left: what goes on goes on."""

    def go_on(self) -> None:
        """F10: begin; or stop what goes on; or put away what became of it."""
        if self._work.running:
            self._work.cancel()
        else:
            self._begin()

    def take_back(self) -> bool:
        """Esc: put away what became of the last one; False where there is nothing to put away."""
        told = not self._work.running and (self._work.result is not None or self._work.problem is not None)
        if told:
            self._work.forget()
        return told

    def minimumSizeHint(self) -> QSize:
        """A quarter of the least screen; the fields scroll."""
        return QSize(420, 200)

    # building

    def _build(self) -> None:
        say, palette = self._look.say, self._look.palette
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title = ElidedLabel(size="title")
        title.setText(say("Export the register"))
        self._back = KeyButton(say("Back"), "Esc", palette)
        self._back.clicked.connect(self.closed)
        self._onward = KeyButton(say("Export"), "F10", palette, look="primary")
        self._onward.clicked.connect(self.go_on)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(title, 1)
        for button in (self._back, self._onward):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            head.addWidget(button)
        self._outcome = ExportOutcome(self._look)
        self._fields = Fields(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._outcome)
        column.addWidget(self._fields, 1)
        body = self._fields.body
        self._form = Choice(say("As what"), [(form, say(words)) for form, words in FORMS.items()], palette)
        self._form.answered.connect(lambda form: self._change(form=form))
        self._first = Field(self._look, say("From day"), hint=say("empty: from the beginning"))
        self._last = Field(self._look, say("To day"), hint=say("empty: to the end"))
        for field, name in ((self._first, "first"), (self._last, "last")):
            field.edited.connect(lambda text, field=field, name=name: self._typed(field, name, text))
        self._filtered = Tick(say("Only what is filtered in the list now"), palette)
        self._filtered.clicked.connect(lambda on: self._change(filtered=on))
        self._language = Pick(say("Language of the file"), (), "")
        self._language.chosen.connect(lambda language: self._change(language=language))
        self._place = Pick(say("Where to"), (), "")
        self._place.chosen.connect(lambda place: self._change(place=place, path=""))
        self._file = FileField(self._look, say("File"), save=True)
        self._file.edited.connect(self._path_typed)
        self._sealed = Tick(say("Seal it for the district: nobody else can read it"), palette)
        self._sealed.clicked.connect(lambda on: self._change(sealed=on, path=""))
        self._open = box(
            "careBox",
            label(
                say(
                    "Names and IINs lie in this file for everyone to read: it leaves the protection of the program. "
                    "Keep it like the register itself."
                ),
                tone="care",
                size="note",
            ),
        )
        rows: tuple[QWidget, ...] = (
            self._form,
            side_by_side(self._first, self._last),
            self._filtered,
            side_by_side(self._language, self._place),
            self._file,
            self._sealed,
            self._open,
        )
        for row in rows:
            body.addWidget(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only the key of “Back” where it is narrow."""
        super().resizeEvent(event)
        self._back.set_compact(self.width() < NARROW)

    # what is chosen

    def _change(self, **changes: object) -> None:
        self._answers = replace(self._answers, **changes)  # type: ignore[arg-type]
        self._fill()

    def _typed(self, field: Field, name: str, text: str) -> None:
        setattr(self._answers, name, text)
        field.show_wrong("")
        self._show_file()

    def _path_typed(self, path: str) -> None:
        self._answers.path = path

    def _narrowed(self) -> bool:
        """Whether the list shows less than all cases of its days."""
        return exporting.is_extract(replace(self._query, kind="cases", sort="newest"))

    def _fill(self) -> None:
        say, answers = self._look.say, self._answers
        self._form.choose(answers.form)
        self._first.set_text(answers.first)
        self._last.set_text(answers.last)
        narrowed = self._narrowed()
        self._filtered.setVisible(narrowed)
        self._filtered.setChecked(narrowed and answers.filtered)
        offered = [code for code in LANGUAGES if code != "both" or answers.form == "book"]
        if answers.language not in offered:
            answers.language = offered[0]
        self._language.set_items([(code, say(LANGUAGES[code])) for code in offered], answers.language)
        folders = [str(place.folder) for place in self._places]
        if answers.place not in folders:
            answers.place = folders[0] if folders else ""
        self._place.set_items([(str(place.folder), self._say_place(place)) for place in self._places], answers.place)
        self._sealed.setVisible(self._district is not None)
        self._sealed.setChecked(answers.sealed and self._district is not None)
        self._open.setVisible(not self._is_sealed())
        self._show_file()

    def _say_place(self, place: Place) -> str:
        if place.stick:
            return self._look.say("Stick or disk: {place}", place=place.folder.name or place.folder)
        return self._look.say("Documents of this computer: {place}", place=place.folder.name or place.folder)

    def _is_sealed(self) -> bool:
        return self._answers.sealed and self._district is not None

    def _show_file(self) -> None:
        """The path typed, or the one that follows from what is chosen."""
        answers = self._answers
        if not answers.path and answers.place:
            name = exporting.suggest_name(
                self._counter.profile.counter,
                self._read_query(),
                cast(Form, answers.form),
                sealed=self._is_sealed(),
                practice=self._counter.practice,
            )
            self._file.set_path(exporting.free_path(Path(answers.place), name))
        elif answers.path:
            self._file.set_path(answers.path)
        self._file.show_wrong("")

    def _read_query(self) -> RegisterQuery:
        """The query; a day that is none counts as not typed."""
        kept = self._query if self._answers.filtered and self._narrowed() else RegisterQuery(sort=self._query.sort)
        first, last = (_day(text) for text in (self._answers.first, self._answers.last))
        return replace(kept, kind="cases", first=first, last=last)

    # the work

    def _begin(self) -> None:
        answers = self._answers
        target = self._file.path()
        if not self._check_days() or target is None:
            return
        # A name without its ending is what one types in a hurry.
        if not target.suffix:
            target = target.with_name(target.name + ENDINGS[answers.form])
        query, form, sealed = self._read_query(), cast(Form, answers.form), self._is_sealed()
        language = cast(LanguageChoice, answers.language)
        counter = self._counter
        try:
            access = exporting.access_of(counter)
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        self._work.start(
            lambda progress, cancelled: exporting.export_register(
                access, query, form, target, progress, cancelled, language=language, sealed=sealed
            ),
            lambda exported: exporting.record_export(counter, cast(Exported, exported)),
            lambda exported: exporting.discard_export(cast(Exported, exported)),
        )

    def _check_days(self) -> bool:
        found: list[date | None] = []
        for field, text in ((self._first, self._answers.first), (self._last, self._answers.last)):
            try:
                found.append(parse_date(text) if text.strip() else None)
            except Problem as problem:
                field.show_wrong(problem.sentence(self._look.say))
                field.setFocus()
                return False
        first, last = found
        if first is not None and last is not None and last < first:
            turned = Problem("624", first=show_date(first), last=show_date(last))
            self._last.show_wrong(turned.sentence(self._look.say))
            self._last.setFocus()
            return False
        return True

    def _show_work(self) -> None:
        if not isValid(self):
            return
        work, say = self._work, self._look.say
        if work.running and self._fields.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()  # the fields let go of it, and it would be nowhere
        self._fields.setEnabled(not work.running)
        words = say("Stop the export") if work.running else say("Export")
        self._onward.setText(words)
        self._onward.setAccessibleName(f"{words} (F10)")
        self._onward.updateGeometry()
        self._outcome.show_work(work)
        if self._was_running and not work.running:
            self._ended()
        self._was_running = work.running

    def _ended(self) -> None:
        problem = self._work.problem
        if problem is None:
            self._answers.path = ""  # the next one gets a name of its own
            self._show_file()
            self.recorded.emit()
        elif problem.code in ("784", "785", "786"):
            self._file.show_wrong(problem.sentence(self._look.say))
        if self.isVisible():
            self.focus_start()


def _day(text: str) -> date | None:
    try:
        return parse_date(text) if text.strip() else None
    except Problem:
        return None
