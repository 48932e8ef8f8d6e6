"""The other services' work with personal data: a child and the head, a complaint, a roster, a notification signed."""

import dataclasses
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import xlsxwriter
from msgspec.structs import replace

from desktop.eds.trust import FOLDER
from desktop.logs import write_error
from desktop.operations import (
    complaint_papers,
    complaints,
    essays,
    notifying,
    proceedings,
    reception,
    result_papers,
    roster_taking,
)
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import load_proceeding
from desktop.printing.folder import PDF_PRINTER
from desktop.profile.shape import Profile, ServiceChoice
from forms.moments import wall_time
from forms.problems import Problem
from tests.clear_text import words
from tests.complaints.making import GOOD
from tests.domain.making import answer_facts, fill_child, set_in_order
from tests.eds.authority import BIN, NOW, Authority
from tests.operations.making import edition_of, row_of
from tests.proceedings.making import set_group
from tests.rosters.making import HEADING


def with_services(profile: Profile, edition: str = "E2020-7") -> Profile:
    """Enrolment beside the attestation by an edition."""
    chosen = {
        "attestation": ServiceChoice(provider="local", edition=edition),
        "enrolment": ServiceChoice(provider="local", edition="ENR"),
    }
    return replace(profile, services=chosen)


def work_with_services(counter: Counter, out: Path) -> None:
    """A child's order from the documents to the parent's hands, a complaint answered, a roster taken in."""
    with _beside(out) as folder:
        _take_roster(counter, folder)
        _enrol(counter)
        _complain(counter, folder)


def notify(counter: Counter, out: Path) -> None:
    """An application from the portal: its essay counted from a file, its notification signed with a key."""
    with _beside(out) as folder:
        essay = folder / "эссе.txt"
        essay.write_text(f"{words.ESSAY} " * 130, "utf-8")
        authority = Authority()
        authority.trust(counter.store.folder / FOLDER)
        key = authority.file(folder / "key.p12", password=words.KEY_PASSWORD, since=NOW - timedelta(days=200))
        organisation = replace(counter.profile.organisation, bin=BIN)  # a number nobody has is in no profile's file
        counter.profile = replace(counter.profile, organisation=organisation)
        draft = reception.open_case(counter, "attestation")
        edition = edition_of(counter, draft)
        person = draft.applicant
        person.iin, person.name, person.identity_shown = words.IIN, words.NAME, True
        person.workplace, person.position, person.phone = words.WORKPLACE, words.POSITION, words.PHONE
        answer_facts(edition, draft)
        if edition.consent.asked:
            draft.consent, draft.consent_at = "given", counter.clock.now().wall
        set_in_order(edition, draft)
        draft.channel, draft.filed_at = "portal", wall_time(counter.clock.now()).strftime("%d.%m.%Y 00:01")
        draft.document("essay").word_count = str(essays.count_essay(essay))
        draft.outcome, draft.screen = "accepted", "outcome"
        reception.keep_draft(counter, row_of(counter, draft))
        draft = reception.decide_case(counter, draft)
        step = load_proceeding(counter, draft.number).proceeding.step
        for password in (f"{words.KEY_PASSWORD}?", words.KEY_PASSWORD):
            try:
                notifying.sign_notification(counter, draft.number, step, path=key, password=password, language="both")
            except Problem as problem:
                write_error(problem)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Where an office's own files lie: not the program's."""
    with tempfile.TemporaryDirectory(dir=out) as folder:
        yield Path(folder)


def _take_roster(counter: Counter, folder: Path) -> None:
    path = folder / "тізім.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate((HEADING, (words.IIN, words.ROSTERED, words.POSITION, words.WORKPLACE, "", ""))):
            sheet.write_row(line, 0, row)
        sheet.write_row(2, 0, ("850101100003", words.ROSTERED))
    today = wall_time(counter.clock.now()).date()
    read = roster_taking.read_file(path, today, lambda done, of: None, lambda: False)
    assert (len(read.roster.rows), len(read.roster.refused)) == (1, 1)
    roster_taking.keep_roster(counter, read, "Мұғалімдер")


def _enrol(counter: Counter) -> None:
    set_group(counter)
    draft = reception.open_case(counter, "enrolment")
    edition = edition_of(counter, draft)
    draft.applicant.iin, draft.applicant.name = words.IIN, words.NAME
    draft.applicant.identity_shown, draft.applicant.phone = True, words.PHONE
    fill_child(draft, name=words.CHILD)
    answer_facts(edition, draft)
    if edition.consent.asked:
        draft.consent, draft.consent_at = "given", counter.clock.now().wall
    set_in_order(edition, draft)
    draft.outcome, draft.screen = "accepted", "outcome"
    reception.keep_draft(counter, row_of(counter, draft))
    number = reception.decide_case(counter, draft).number
    proceedings.take_step(counter, number, 2, words=words.NOTE)
    proceedings.draft_result(counter, number, 3, "order", group="g-1", words=words.NOTE)
    result_papers.preview_result(counter, number, "kk")
    proceedings.sign_result(counter, number, 4, signed_by="typed", mark=words.MARK)
    prepared = result_papers.prepare_result(counter, number, "both")
    counter.printers.send(prepared.content, printer=PDF_PRINTER, copies=1, media=prepared.media, title=number)
    result_papers.record_result(counter, number, prepared)
    proceedings.issue_result(
        counter, number, 5, to="applicant", shown=("receipt", "identity"), name=words.NAME, identity_document="x"
    )


def _complain(counter: Counter, folder: Path) -> None:
    scan = folder / "шағым.pdf"
    scan.write_bytes(b"%PDF-1.4 " + words.COMPLAINT.encode() + b" %%EOF")
    intake = dataclasses.replace(GOOD, name=words.NAME, text=words.COMPLAINT, scan=str(scan))
    with suppress(Problem):
        complaints.receive_complaint(counter, dataclasses.replace(intake, phone=""))
    number = complaints.receive_complaint(counter, intake)
    complaints.answer_complaint(counter, number, "refused", words.ANSWER)
    for paper in ("complaint_coupon", "complaint_answer"):
        prepared = complaint_papers.prepare_paper(counter, number, paper, "kk")
        counter.printers.send(prepared.content, printer=PDF_PRINTER, copies=1, media=prepared.media, title=number)
        complaint_papers.record_copy(counter, number, prepared)
