"""Cases of enrolment on their way, made by the operations, and a group with places."""

from desktop.operations import proceedings, reception
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of
from forms.procedure_acts import GroupSet
from tests.operations.making import open_ready, print_copy

GROUP, SMALL = "g-1", "g-2"


def set_group(counter: Counter, key: str = GROUP, *, places: int = 2, youngest: int = 5, oldest: int = 18) -> None:
    """A group as the directories set it."""
    made = GroupSet(
        key=key,
        service="enrolment",
        year=2026,
        programme_kk="Домбыра",
        programme_ru="Домбра",
        name=f"{key.upper()}-топ",
        schedule="дүйсенбі, сәрсенбі 15:00",
        places=places,
        youngest=youngest,
        oldest=oldest,
    )
    with counter.store.act() as act:
        act.append(entry_of(counter, counter.clock.now(), made, None))


def receive(counter: Counter, *, iin: str = "") -> str:
    """A case whose documents are taken in and whose receipt is handed over; its number."""
    draft = reception.decide_case(counter, open_ready(counter, iin=iin))
    print_copy(counter, draft)
    reception.hand_over(counter, draft)
    return draft.number


def take_review(counter: Counter, number: str) -> str:
    """The head has looked it through; the number again."""
    proceedings.take_step(counter, number, 2)
    return number


def draft_order(counter: Counter, number: str, group: str = GROUP) -> str:
    """An order waits for the signature; the number again."""
    proceedings.draft_result(counter, number, 3, "order", group=group)
    return number


def sign(counter: Counter, number: str) -> str:
    """The head has signed; the result's number."""
    return proceedings.sign_result(counter, number, 4, signed_by="typed", mark="Ү. Басшы")


def issue(counter: Counter, number: str) -> None:
    """Handed to the applicant."""
    proceedings.issue_result(counter, number, 5, to="applicant", shown=("receipt", "identity"), name="Сынақова Үлгі")
