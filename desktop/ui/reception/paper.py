"""Step 7: the paper: look at it, choose its language, print it, hand it over."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.case import CaseDraft, PersonAnswers
from desktop.domain.filing import is_filed_elsewhere
from desktop.domain.reception_flow import Obstacle
from desktop.operations import issuing
from desktop.printing.ports import JobState, PrinterInfo
from desktop.ui.context import Look
from desktop.ui.job_words import JOB_WORDS, show_job
from desktop.ui.printing import PrintDesk
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.step import StepScreen
from desktop.ui.reception.step_words import PAPER_LANGUAGES, choose_language
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.printer_choice import PrinterChoice
from desktop.ui.widgets.ticks import Tick
from forms.catalogues import N_
from forms.problems import Problem
from forms.words import outcome_message

CONTROLS_WIDTH = 268

PAPER_WORDS = {**JOB_WORDS, "printed": N_("Printed. Sign both copies and hand one over.")}


class PaperStep(StepScreen):
    """Preview at the left, what to do at the right. The number stands whatever the printer does."""

    shows = "paper"

    def __init__(self, desk: Desk, look: Look, printing: "PrintDesk") -> None:
        say = look.say
        outcome, counts = desk.draft.outcome or "accepted", desk.edition.has_counter
        super().__init__(
            desk, look, look.language.word(outcome_message(outcome, has_counter=counts)), "", wide=True, fills=True
        )
        self._printing = printing
        self._asked: tuple[str, str] | None = None
        self._sheets: list[QImage] = []
        self.lead.setText(say("Registered under number {number}.", number=desk.draft.number))
        if is_filed_elsewhere(desk.draft):
            self.lead.setText(
                say(
                    "Registered under number {number}. The notification waits for the head's signature: Ctrl+F5. "
                    "No memo need be printed.",
                    number=desk.draft.number,
                )
            )
        row = QHBoxLayout()
        row.setSpacing(20)
        self.body.addLayout(row)
        self._preview = QScrollArea()
        self._preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._preview.setWidgetResizable(True)
        self._preview.setFrameShape(QFrame.Shape.NoFrame)
        self._preview.setMinimumHeight(300)
        self._preview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QWidget()
        self._pages.setObjectName("scrolled")
        self._pages_layout = QVBoxLayout(self._pages)
        self._pages_layout.setContentsMargins(0, 0, 0, 0)
        self._pages_layout.setSpacing(12)
        self._preview.setWidget(self._pages)
        row.addWidget(self._preview, 1)
        row.addWidget(self._controls())
        self._wait = label(say("Drawing the paper…"), tone="quiet")
        self._pages_layout.addWidget(self._wait)
        printing.state_changed.connect(self._show_job)

    def _controls(self) -> QWidget:
        say = self.say
        side = QWidget()
        side.setFixedWidth(CONTROLS_WIDTH)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._language = Choice(
            say("Language of the paper"),
            [(code, say(words)) for code, words in PAPER_LANGUAGES.items()],
            self.look.palette,
        )
        self._language.answered.connect(self._choose_language)
        self._format = Choice(
            say("Size"), [("a4", say("A4")), ("roll80", say("80 mm roll"))], self.look.palette, columns=2
        )
        self._format.answered.connect(self._choose_format)
        self._copies = Choice(say("Copies"), [(str(count), "") for count in (1, 2, 3)], self.look.palette, columns=3)
        self._copies.answered.connect(self._choose_copies)
        self._printer = PrinterChoice(self.look)
        self._print = KeyButton(say("Print"), "F9", self.look.palette, look="plain")
        self._print.clicked.connect(self.print_paper)
        self._job = label("", size="note")
        self._returned = Tick(say("Identity document returned"), self.look.palette)
        self._returned.clicked.connect(self._tick_returned)
        self._wrong = label("", tone="trouble", size="note")
        self._wrong.hide()
        for widget in (self._language, self._format, self._copies, label(say("Printer"), strong=True), self._printer):
            layout.addWidget(widget)
        layout.addWidget(self._print)
        layout.addWidget(self._job)
        layout.addWidget(self._returned)
        layout.addWidget(self._wrong)
        layout.addStretch(1)
        self.name_field("print", self._print)
        self.name_field("language", self._language)
        self.name_field("applicant.identity_returned", self._returned)
        self.name_field("representative.identity_returned", self._returned)
        self._printing.list_printers(self.while_here(self._show_printers))
        return side

    # showing

    def refresh(self) -> None:
        """Show the choices, and draw the paper again where they changed."""
        if not self.desk.is_open:
            return
        draft = self.desk.draft
        self._language.choose(draft.paper_language)
        self._format.choose(draft.paper_format)
        self._copies.choose(str(draft.paper_copies))
        person = self._shown_by(draft)
        self._returned.setVisible(person.identity_shown)
        self._returned.setChecked(person.identity_returned)
        wanted = (draft.paper_language, draft.paper_format)
        if wanted != self._asked:
            self._asked = wanted
            self._draw()

    def _draw(self) -> None:
        draft, counter, asked = self.desk.draft, self.desk.counter, self._asked
        self.ask(
            lambda: issuing.preview_outcome(counter, draft),
            lambda pages: self._show_pages(asked, pages),
            self.desk.problem_met.emit,
        )

    def _show_pages(self, asked: tuple[str, str] | None, pages: "list[issuing.PageImage]") -> None:
        if asked != self._asked:
            return
        self._sheets = [
            QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_Grayscale8).copy()
            for page in pages
        ]
        self._lay_out_pages()

    def _lay_out_pages(self) -> None:
        while self._pages_layout.count():
            item = self._pages_layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        room = max(240, self._preview.viewport().width() - 4)
        ratio = self.devicePixelRatioF()
        for place, sheet in enumerate(self._sheets):
            width = room if self.desk.draft.paper_format == "a4" else min(room, 302)
            pixmap = QPixmap.fromImage(sheet).scaledToWidth(
                round(width * ratio), Qt.TransformationMode.SmoothTransformation
            )
            pixmap.setDevicePixelRatio(ratio)
            page = QLabel()
            page.setPixmap(pixmap)
            page.setStyleSheet(f"border: 1px solid {self.look.palette.hairline}; background: white;")
            page.setAccessibleName(self.say("Preview, page {page}", page=place + 1))
            self._pages_layout.addWidget(page, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._pages_layout.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview follows the window's width."""
        super().resizeEvent(event)
        if self._sheets and self.desk.is_open:
            self._lay_out_pages()

    def _show_printers(self, printers: list[PrinterInfo]) -> None:
        self._printer.offer(printers, self.desk.counter.profile.printer)

    def _show_job(self, state: JobState | None, problem: Problem | None) -> None:
        show_job(self._job, state, problem, self.look, PAPER_WORDS)
        if problem is None and state is not None and state.kind == "printed":
            self._wrong.hide()

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Say what is still to be done with the paper."""
        self._wrong.setText("\n".join(f"⚠ {o.sentence(self.say)}" for o in obstacles))
        self._wrong.setVisible(bool(obstacles))

    def focus_start(self) -> None:
        """Printing is what comes next."""
        self._print.setFocus()

    # doing

    def print_paper(self) -> None:
        """Print the paper as shown."""
        self._printing.print_outcome(self._printer.chosen())

    def _choose_language(self, value: Answer) -> None:
        self.desk.change(lambda draft: choose_language(draft, value))
        self.refresh()

    def _choose_format(self, value: Answer) -> None:
        def put(draft: CaseDraft) -> None:
            draft.paper_format = "roll80" if value == "roll80" else "a4"

        self.desk.change(put)
        self.refresh()

    def _choose_copies(self, value: Answer) -> None:
        self.desk.change(lambda draft: setattr(draft, "paper_copies", int(value)))

    def _tick_returned(self, on: bool) -> None:
        self.desk.change(lambda draft: setattr(self._shown_by(draft), "identity_returned", on))

    @staticmethod
    def _shown_by(draft: CaseDraft) -> PersonAnswers:
        return draft.representative if draft.by_representative else draft.applicant
