"""A counter that enrols children: groups, documents accepted, orders drafted and signed through the operations."""

from pathlib import Path
from typing import Any

from desktop.domain.groups import TypedGroup
from desktop.operations import groups, proceedings, reception, result_papers
from desktop.operations.counter import Counter
from desktop.operations.issuing import PreparedPaper
from forms.procedure_acts import SignedBy
from tests.domain.making import CHILD, NAME, OTHER_IIN, fill_child
from tests.operations.making import HandClock, open_for_test, open_ready

STROKES = "40,200 120,60 200,220 280,80;300,150 420,140 560,190"


def open_enrolling(folder: Path, clock: HandClock | None = None) -> Counter:
    """A counter of the demonstration organisation under ENR."""
    return open_for_test(folder, edition="ENR", clock=clock or HandClock())


def make_group(counter: Counter, **wanted: Any) -> str:
    """A group of ten places for children of 7 to 10; its key."""
    told = {
        "service": "enrolment",
        "year": "2026",
        "programme_kk": "Фортепиано",
        "programme_ru": "Фортепиано",
        "name": "1А",
        "schedule": "дс, ср 15:00–16:30",
        "places": "10",
        "youngest": "7",
        "oldest": "10",
    }
    return groups.set_group(counter, TypedGroup(**{**told, **wanted}))


def accept(
    counter: Counter, *, birth_date: str = "01.02.2017", iin: str = OTHER_IIN, name: str = CHILD, language: str = "kk"
) -> str:
    """Documents for a child are accepted; the registration number."""
    draft = open_ready(counter)
    fill_child(draft, iin=iin, name=name, birth_date=birth_date)
    draft.paper_language = "ru" if language == "ru" else "both" if language == "both" else "kk"
    decided = reception.decide_case(counter, draft)
    reception.hand_over(counter, decided)
    return decided.number


def review(counter: Counter, number: str) -> None:
    """The head passes it on to the executor."""
    proceedings.take_step(counter, number, 2)


def draft_order(counter: Counter, number: str, group: str, words: str = "") -> None:
    """The order waits for the signature."""
    proceedings.draft_result(counter, number, 3, "order", group=group, words=words)


def sign(counter: Counter, number: str, by: str = "drawn") -> str:
    """The head signs; the number of the result."""
    marks = {"drawn": STROKES, "typed": "Үлгіл Т.", "wet": ""}
    signed_by: SignedBy = "wet" if by == "wet" else "typed" if by == "typed" else "drawn"
    return proceedings.sign_result(counter, number, 4, signed_by=signed_by, mark=marks[by])


def enrol(counter: Counter, group: str, **child: Any) -> str:
    """From the reception to the signature; the registration number."""
    number = accept(counter, **child)
    review(counter, number)
    draft_order(counter, number, group)
    sign(counter, number)
    return number


def issue(counter: Counter, number: str) -> None:
    """The applicant has the result."""
    proceedings.issue_result(counter, number, 5, to="applicant", shown=("receipt", "identity"), name=NAME)


def print_result(counter: Counter, number: str, language: str = "kk") -> PreparedPaper:
    """Print one copy as the room does: prepare, send, record."""
    prepared = result_papers.prepare_result(counter, number, language)
    counter.printers.send(prepared.content, printer="", copies=1, media=prepared.media, title=number)
    result_papers.record_result(counter, number, prepared)
    return prepared
