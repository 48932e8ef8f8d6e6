"""A child that works with a person's data in a protected folder. ``python -m tests.clear_text.working FOLDER WHAT``.

``day``: whole cases by operations, with backups, exports, a correction, an error in the log, and the counter closed.
``killed``: the same, and SIGKILL in the middle of typing; ``crashed``: it aborts there.
``electronic``: a notification signed with a key, and SIGKILL.
``exporting``: SIGKILL in the middle of an export. ``window``: a case at the real window, killed at the next checklist.
"""

import os
import resource
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop.app import open_signed
from desktop.domain.case import CaseDraft
from desktop.logs import write_error
from desktop.operations import correcting, day, exporting, issuing, profile_keeping, queue_desk, reception, signing_in
from desktop.operations.backing_up import back_up_now
from desktop.operations.counter import Counter
from desktop.printing.folder import PDF_PRINTER
from desktop.storage.backups import back_up
from desktop.storage.register_rows import RegisterQuery
from forms.problems import Problem
from tests.clear_text import words
from tests.clear_text.services import notify, with_services, work_with_services
from tests.domain.making import answer_facts, set_in_order
from tests.operations.making import edition_of, row_of, service_of
from tests.ui.signing import HEAD, PASSWORDS, PIN, PROFILE, QUICK


def die() -> None:
    """As a power cut ends a program."""
    os.kill(os.getpid(), signal.SIGKILL)


def open_protected(folder: Path) -> Counter:
    """The counter, as the program opens it."""
    return open_signed(folder, signing_in.sign_in(folder, HEAD, PASSWORDS[HEAD]))


def fill(counter: Counter, draft: CaseDraft) -> None:
    """Everything of the person, kept at every change."""
    person, edition = draft.applicant, edition_of(counter, draft)
    person.iin, person.name, person.identity_document = words.IIN, words.NAME, words.IDENTITY
    person.identity_shown = True
    person.workplace, person.position, person.phone, person.email = (
        words.WORKPLACE,
        words.POSITION,
        words.PHONE,
        words.EMAIL,
    )
    answer_facts(edition, draft)
    if edition.consent.asked:
        draft.consent, draft.consent_at = "given", counter.clock.now().wall
    set_in_order(edition, draft)
    for answers in draft.documents.values():
        answers.number = words.DOCUMENT
    reception.keep_draft(counter, row_of(counter, draft))


def receive(counter: Counter, outcome: str) -> CaseDraft:
    """A whole case, printed to the folder."""
    draft = reception.open_case(counter, service_of(counter))
    fill(counter, draft)
    if outcome != "accepted":
        first = next(iter(draft.documents.values()))
        first.state, first.reason = "unreliable", words.REASON
        draft.refusal_reason = words.REASON
    draft.outcome, draft.screen = outcome, "outcome"  # type: ignore[assignment]
    reception.keep_draft(counter, row_of(counter, draft))
    decided = reception.decide_case(counter, draft)
    for language in ("kk", "ru"):
        decided.paper_language = language
        prepared = issuing.prepare_outcome(counter, decided)
        counter.printers.send(
            prepared.content, printer=PDF_PRINTER, copies=2, media=prepared.media, title=decided.number
        )
        issuing.record_printed(counter, decided, prepared)
    issuing.draw_application_form(counter, decided)
    reception.hand_over(counter, decided)
    return decided


def work(folder: Path, out: Path) -> Counter:
    """A day; the counter is left open with a draft on the screen."""
    counter = open_protected(folder)
    signing_in.set_pin(counter, PIN, cost=QUICK)
    day.open_day(counter)
    queue_desk.issue_ticket(counter, service_of(counter))
    queue_desk.close_ticket(counter, queue_desk.queue_state(counter).waiting[0].id, "left")
    accepted = receive(counter, "accepted")
    receive(counter, "reasoned_refusal")
    with tempfile.TemporaryDirectory(dir=out) as beside:
        scan = Path(beside) / "өтініш.pdf"
        scan.write_bytes(b"%PDF-1.4 " + words.NAME.encode() + b" %%EOF")
        correcting.correct_case(
            counter,
            accepted.number,
            {"applicant.name": words.CORRECTED_NAME},
            asked_by="other",
            asked_by_name=words.ASKED_BY,
            reason=words.REASON,
            attachment=scan,
        )
    work_with_services(counter, out)
    back_up(folder, key=counter.store.key)
    back_up_now(counter)
    profile_keeping.keep_unsaved(counter, words.NAME.encode())
    for form in ("book", "xlsx", "csv"):
        exporting.export_register(
            exporting.access_of(counter), RegisterQuery(), form, out / f"wanted{exporting.ENDINGS[form]}", _go, _no
        )
        with suppress(Problem):
            exporting.export_register(
                exporting.access_of(counter),
                RegisterQuery(),
                form,
                out / f"stopped{exporting.ENDINGS[form]}",
                _go,
                _yes,
            )
    try:
        raise ValueError(words.WRONG_MESSAGE)
    except ValueError as error:
        write_error(error)
    draft = reception.open_case(counter, service_of(counter))
    fill(counter, draft)
    return counter


def _go(done: int, of: int) -> None:
    """How far it is."""


def _die_at_the_end(done: int, of: int) -> None:
    if done == of:
        die()


def _no() -> bool:
    return False


def _yes() -> bool:
    return True


def main(folder: Path, what: str) -> None:
    """What was asked for."""
    out = folder.parent / "exported"
    out.mkdir(exist_ok=True)
    # What an administrator may have set for every program of the PC.
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    profile = with_services(PROFILE, "E2025" if what == "electronic" else "E2020-7")
    signing_in.found_protected(folder, profile, PASSWORDS[HEAD], cost=QUICK)
    if what == "electronic":
        notify(open_protected(folder), out)
        die()
    if what == "window":
        from tests.clear_text.at_the_window import work_at_the_window

        work_at_the_window(folder)
        die()
    counter = work(folder, out)
    if what == "killed":
        die()
    if what == "crashed":
        os.abort()
    if what == "exporting":
        exporting.export_register(
            exporting.access_of(counter), RegisterQuery(), "xlsx", out / "killed.xlsx", _die_at_the_end, _no
        )
    counter.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
