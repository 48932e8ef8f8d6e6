"""A register with something in it: invented people, numbers nobody bears, every state a row can have."""

from desktop.domain.case import CaseDraft, write_draft
from desktop.operations import correcting, issuing, queue_desk, reception, voiding
from desktop.operations.counter import Counter
from forms.editions import Outcome
from forms.identity import check_iin
from forms.problems import Problem
from tests.operations.making import HandClock, open_ready, row_of, service_of

NAMES = (
    "Сынақова Үлгі Тестқызы",
    "Мысалов Әлібек Ойдағыұлы",
    "Тәжірибеқызы Гүлнұр",
    "Иванова-Пробная Мария Примеровна",
    "Қиялбаева Айгерім Ертегіқызы",
    "Ойданов Дәурен Елесұлы",
    "Мысалова Әсел Ойдағықызы",
    "Жоқбеков Қанат Бұлұлы",
)
OUTCOMES: tuple[Outcome, ...] = ("accepted", "accepted", "refusal_receipt", "accepted")


def safe_iins(count: int) -> list[str]:
    """Numbers whose seventh digit says “born before 1900”: nobody living bears one."""
    found: list[str] = []
    serial = 0
    while len(found) < count:
        serial += 1
        for last in range(10):
            number = f"8501011{serial:04}{last}"
            try:
                found.append(check_iin(number))
                break
            except Problem:
                continue
    return found


def decide(counter: Counter, name: str, iin: str, outcome: Outcome = "accepted", *, hand_over: bool = True) -> str:
    """A case of someone from its opening to its outcome; the number."""
    draft = open_ready(counter, outcome, iin=iin)
    draft.applicant.name = name
    if outcome == "refusal_receipt":
        document = next(key for key in draft.documents if draft.documents[key].state == "in_order")
        draft.documents[document].state = "missing"
    reception.keep_draft(counter, row_of(counter, draft))
    decided = reception.decide_case(counter, draft)
    if hand_over:
        print_first(counter, decided)
        reception.hand_over(counter, decided)
    return decided.number


def print_first(counter: Counter, draft: CaseDraft) -> None:
    """The first copy, as the window prints it."""
    prepared = issuing.prepare_outcome(counter, draft)
    issuing.record_printed(counter, draft, prepared)
    draft.printed = True
    reception.keep_draft(counter, reception.draft_row(counter, draft, write_draft(draft)))


def fill_register(counter: Counter, clock: HandClock) -> list[str]:
    """A case for each name, a minute apart: the second corrected, the sixth void, the last not handed over."""
    numbers = []
    for place, (name, iin) in enumerate(zip(NAMES, safe_iins(len(NAMES)), strict=True)):
        clock.wait(61)
        last = place == len(NAMES) - 1
        numbers.append(decide(counter, name, iin, OUTCOMES[place % len(OUTCOMES)], hand_over=not last))
    correcting.correct_case(
        counter,
        numbers[1],
        {"applicant.name": "Мысалов Әлібек Ойдағыевич"},
        asked_by="applicant",
        reason="Жеке куәлікте солай жазылған",
    )
    voiding.void_case(counter, numbers[5], "entered_twice", words="Екі рет жазылды")
    queue_desk.issue_ticket(counter, service_of(counter))
    clock.wait(30)
    return numbers
