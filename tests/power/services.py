"""What the other services bring to a day: a child's case with the head, a complaint, a roster; an act at a time."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.operations import complaints, proceedings, reception, roster_taking
from forms.moments import wall_time
from tests.complaints.making import GOOD
from tests.domain.making import answer_facts, fill_child, fill_person, set_in_order
from tests.operations.making import edition_of, row_of
from tests.proceedings.making import issue, set_group, sign
from tests.rosters.making import csv_of, people

if TYPE_CHECKING:
    from tests.power.day import Day

Act = tuple[str, Callable[[], object]]
SERVICE = "enrolment"


class Services:
    """The acts of one day; what one of them promised is told by the journal and the tables beside it."""

    def __init__(self, day: "Day") -> None:
        self.day = day
        self.number = self.complaint = ""

    def acts(self, number: int) -> Iterator[Act]:
        """Everything, in order; ``number`` is the day's."""
        yield "keep a roster", lambda: self._keep_roster(number)
        yield "set a group", lambda: set_group(self.day.at, places=999)
        yield "a child's case", self._open
        yield "type a child's case", self._type
        yield "take its documents in", self._decide
        yield "hand its receipt over", lambda: reception.hand_over(self.day.at, self.day.case)
        yield "review", lambda: proceedings.take_step(self.day.at, self.number, 2, words="тобы бар")
        yield "draft", lambda: proceedings.draft_result(self.day.at, self.number, 3, "order", group="g-1")
        yield "return", lambda: proceedings.return_step(self.day.at, self.number, 4, "басқа сөзбен")
        yield "draft again", lambda: proceedings.draft_result(self.day.at, self.number, 3, "order", group="g-1")
        yield "sign", lambda: sign(self.day.at, self.number)
        yield "issue", lambda: issue(self.day.at, self.number)
        yield "take a complaint in", self._complain
        yield "answer it", lambda: complaints.answer_complaint(self.day.at, self.complaint, "part", "Кешірім сұраймыз.")

    def _keep_roster(self, number: int) -> None:
        at = self.day.at
        with tempfile.TemporaryDirectory() as beside:
            path = Path(beside) / "тізім.csv"
            path.write_text(csv_of(people(40 + number)), "utf-8")
            today = wall_time(at.clock.now()).date()
            read = roster_taking.read_file(path, today, lambda done, of: None, lambda: False)
        roster_taking.keep_roster(at, read, "Мұғалімдер")

    def _open(self) -> None:
        self.day.draft = reception.open_case(self.day.at, SERVICE)

    def _type(self) -> None:
        at, draft = self.day.at, self.day.case
        edition = edition_of(at, draft)
        fill_person(draft.applicant)
        fill_child(draft)
        answer_facts(edition, draft)
        if edition.consent.asked:
            draft.consent, draft.consent_at = "given", at.clock.now().wall
        set_in_order(edition, draft)
        draft.outcome, draft.screen = "accepted", "outcome"
        reception.keep_draft(at, row_of(at, draft))

    def _decide(self) -> None:
        self.day.draft = reception.decide_case(self.day.at, self.day.case)
        self.number = self.day.case.number

    def _complain(self) -> None:
        with tempfile.TemporaryDirectory() as beside:
            scan = Path(beside) / "шағым.pdf"
            scan.write_bytes(b"%PDF-1.4 " + b"complaint " * 2000 + b"%%EOF")
            intake = type(GOOD)(**{**vars(GOOD), "scan": str(scan)})
            self.complaint = complaints.receive_complaint(self.day.at, intake)
